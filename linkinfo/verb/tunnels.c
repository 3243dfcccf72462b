/*
 * Offload of UDP tunnels, --show-tunnels: the ports that the device knows, table by table. Netlink
 * only: ETHTOOL_MSG_TUNNEL_INFO_GET of the kernel's ethtool-netlink.rst.
 */
#include <linux/ethtool_netlink.h>
#include <stdlib.h>

#include "base/prog.h"
#include "bitset.h"
#include "verbs.h"
#include "words.h"

struct entry {
	uint16_t port;
	uint32_t type;
};

struct table {
	uint32_t size, types;	/* types: bits; none where the ports never change */
	struct entry *entries;
	size_t n;
};

struct tunnels {
	struct table *tables;
	size_t n;
};

/* One more at the end of an array that doubles; it is zeroed by who fills it. */
static void *grow(void *array, size_t n, size_t size)
{
	if (n & (n - 1))
		return array;
	return prog_realloc(array, (n ? 2 * n : 1) * size);
}

static void read_entry(struct table *t, struct cur list)
{
	struct entry e = { 0 };
	struct cur data;
	uint16_t type;
	bool has_port = false, has_type = false;

	while (nl_attr_next(&list, &type, &data)) {
		if (type == ETHTOOL_A_TUNNEL_UDP_ENTRY_PORT) {
			has_port = cur_left(&data) >= sizeof(e.port);
			e.port = cur_be16(&data);
		} else if (type == ETHTOOL_A_TUNNEL_UDP_ENTRY_TYPE) {
			has_type = cur_left(&data) >= sizeof(e.type);
			e.type = nl_u32(data);
		}
	}
	if (!has_port || !has_type)
		return;
	t->entries = grow(t->entries, t->n, sizeof(e));
	t->entries[t->n++] = e;
}

static uint32_t mask_of(uint32_t bit)
{
	return bit < 32 ? (uint32_t)1 << bit : 0;
}

/* One bit of a set in its long form. */
static uint32_t read_bit(struct cur list, bool nomask)
{
	struct cur data;
	uint16_t type;
	uint32_t bit = UINT32_MAX;
	bool is_set = nomask;

	while (nl_attr_next(&list, &type, &data)) {
		if (type == ETHTOOL_A_BITSET_BIT_INDEX)
			bit = nl_u32(data);
		else if (type == ETHTOOL_A_BITSET_BIT_VALUE)
			is_set = true;
	}
	return is_set ? mask_of(bit) : 0;
}

/* Kernels answer either form of a set, whatever they are asked for. */
static uint32_t read_types(struct cur attr)
{
	struct bitset b = bitset_of(attr);
	uint32_t types = 0;
	struct cur bits, one;
	uint16_t type, bit;

	for (uint32_t i = 0; i < 32; i++)
		if (bitset_has(&b, i))
			types |= mask_of(i);
	while (nl_attr_next(&attr, &type, &bits))
		while (type == ETHTOOL_A_BITSET_BITS && nl_attr_next(&bits, &bit, &one))
			types |= read_bit(one, b.nomask);
	return types;
}

static void read_table(struct tunnels *t, struct cur list)
{
	struct table *table;
	struct cur data;
	uint16_t type;

	t->tables = grow(t->tables, t->n, sizeof(*t->tables));
	table = &t->tables[t->n++];
	*table = (struct table){ 0 };
	while (nl_attr_next(&list, &type, &data)) {
		if (type == ETHTOOL_A_TUNNEL_UDP_TABLE_SIZE)
			table->size = nl_u32(data);
		else if (type == ETHTOOL_A_TUNNEL_UDP_TABLE_TYPES)
			table->types = read_types(data);
		else if (type == ETHTOOL_A_TUNNEL_UDP_TABLE_ENTRY)
			read_entry(table, data);
	}
}

static void tunnels_attr(void *to, uint16_t type, struct cur data)
{
	struct cur table;

	while (type == ETHTOOL_A_TUNNEL_INFO_UDP_PORTS && nl_attr_next(&data, &type, &table)) {
		if (type == ETHTOOL_A_TUNNEL_UDP_TABLE)
			read_table(to, table);
		type = ETHTOOL_A_TUNNEL_INFO_UDP_PORTS;
	}
}

static void tunnels_free(void *facts)
{
	struct tunnels *t = facts;

	for (size_t i = 0; i < t->n; i++)
		free(t->tables[i].entries);
	free(t->tables);
}

static int tunnels_read(struct linkinfo *l, char **words, void *facts)
{
	if (!nic_has_netlink(&l->nic))
		return nic_needs_netlink();
	if (words_none(words) < 0)
		return LINKINFO_FAIL;
	if (nic_get(&l->nic, ETHTOOL_MSG_TUNNEL_INFO_GET, ETHTOOL_A_TUNNEL_INFO_HEADER,
		    tunnels_attr, facts) == 0)
		return LINKINFO_OK;
	nic_netlink_fault(&l->nic);
	return LINKINFO_FAIL;
}

/* The kernel's names; NULL for what came later. */
static const char *type_name(uint32_t type)
{
	static const char *const names[] = {
		[ETHTOOL_UDP_TUNNEL_TYPE_VXLAN] = "vxlan",
		[ETHTOOL_UDP_TUNNEL_TYPE_GENEVE] = "geneve",
		[ETHTOOL_UDP_TUNNEL_TYPE_VXLAN_GPE] = "vxlan-gpe",
	};

	return type < sizeof(names) / sizeof(*names) ? names[type] : NULL;
}

static void put_type(struct obuf *o, uint32_t type)
{
	const char *name = type_name(type);

	if (name)
		ob_str(o, name);
	else
		ob_num(o, "type ", type, "");
}

static void put_types(struct obuf *o, uint32_t types)
{
	const char *before = "";

	ob_str(o, "    Types: ");
	if (!types)
		ob_str(o, "none (static entries)");
	for (uint32_t i = 0; i < 32; i++) {
		if (!(types & mask_of(i)))
			continue;
		ob_str(o, before);
		put_type(o, i);
		before = ", ";
	}
	ob_c(o, '\n');
}

static void tunnels_text(struct linkinfo *l, const void *facts, struct obuf *o)
{
	const struct tunnels *tunnels = facts;

	ob_str(o, "Tunnel information for ");
	nic_name(&l->nic, o);
	ob_str(o, ":\n");
	for (size_t i = 0; i < tunnels->n; i++) {
		const struct table *t = &tunnels->tables[i];

		ob_num(o, "  UDP port table ", i, ": \n");
		ob_num(o, "    Size: ", t->size, "\n");
		put_types(o, t->types);
		if (t->n)
			ob_num(o, "    Entries (", t->n, "):\n");
		else
			ob_str(o, "    No entries\n");
		for (size_t k = 0; k < t->n; k++) {
			ob_num(o, "        port ", t->entries[k].port, ", ");
			put_type(o, t->entries[k].type);
			ob_c(o, '\n');
		}
	}
}

static void type_json(struct json *j, const char *key, uint32_t type)
{
	const char *name = type_name(type);

	if (name)
		json_str(j, key, name);
	else
		json_uint(j, key, type);
}

static void table_json(const struct table *t, struct json *j)
{
	json_object(j, NULL);
	json_uint(j, "size", t->size);
	json_array(j, "types");
	for (uint32_t i = 0; i < 32; i++)
		if (t->types & mask_of(i))
			type_json(j, NULL, i);
	json_array_end(j);
	json_array(j, "entries");
	for (size_t i = 0; i < t->n; i++) {
		json_object(j, NULL);
		json_uint(j, "port", t->entries[i].port);
		type_json(j, "type", t->entries[i].type);
		json_object_end(j);
	}
	json_array_end(j);
	json_object_end(j);
}

static void tunnels_json(struct linkinfo *l, const void *facts, struct json *j)
{
	const struct tunnels *t = facts;

	(void)l;
	json_array(j, "udp-port-tables");
	for (size_t i = 0; i < t->n; i++)
		table_json(&t->tables[i], j);
	json_array_end(j);
}

const struct verb verb_tunnels = {
	.size = sizeof(struct tunnels),
	.read = tunnels_read,
	.text = tunnels_text,
	.json = tunnels_json,
	.free = tunnels_free,
	.wild = WILD_ALL,
	.close = true,
	.messages = (const struct verb_message[]){
		{ ETHTOOL_MSG_TUNNEL_INFO_GET, ETHTOOL_MSG_TUNNEL_INFO_GET_REPLY, 0, tunnels_attr },
		{ 0 } },
};
