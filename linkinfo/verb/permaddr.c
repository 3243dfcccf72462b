/* The permanent hardware address, -P: rtnetlink(7), IFLA_PERM_ADDRESS; ETHTOOL_GPERMADDR. */
#include <errno.h>
#include <linux/ethtool.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <string.h>

#include "base/prog.h"
#include "verbs.h"

#define ADDRESS_MAX 32		/* MAX_ADDR_LEN of Linux */

struct permaddr {
	bool set;
	uint32_t len;
	uint8_t bytes[ADDRESS_MAX];
};

static void read_link(void *arg, uint16_t message, struct cur body)
{
	struct permaddr *p = arg;
	struct cur data;
	uint16_t type;

	cur_skip(&body, sizeof(struct ifinfomsg));
	while (message == RTM_NEWLINK && nl_attr_next(&body, &type, &data)) {
		if (type != IFLA_PERM_ADDRESS)
			continue;
		p->set = true;
		p->len = cur_left(&data) < ADDRESS_MAX ? (uint32_t)cur_left(&data) : ADDRESS_MAX;
		if (p->len)
			memcpy(p->bytes, cur_bytes(&data, p->len), p->len);
	}
}

static int permaddr_netlink(const char *name, struct permaddr *p)
{
	struct ifinfomsg header = { 0 };
	struct nl_msg m;

	nl_begin(&m, RTM_GETLINK, 0, &header, sizeof(header));
	nl_attr_text(&m, strlen(name) < IF_NAMESIZE ? IFLA_IFNAME : IFLA_ALT_IFNAME, name);
	nl_attr_u32(&m, IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
	return nl_ask(NETLINK_ROUTE, &m, read_link, p);
}

static int permaddr_ioctl(struct nic *nic, struct permaddr *p)
{
	union {
		struct ethtool_perm_addr a;
		uint8_t room[sizeof(struct ethtool_perm_addr) + 4 * ADDRESS_MAX];
	} u = { .a = { .cmd = ETHTOOL_GPERMADDR, .size = ADDRESS_MAX } };

	if (nic_ioctl(nic, &u) < 0)
		return -1;
	p->set = true;
	p->len = u.a.size < ADDRESS_MAX ? u.a.size : ADDRESS_MAX;
	memcpy(p->bytes, u.room + sizeof(u.a), p->len);
	return 0;
}

static int permaddr_read(struct linkinfo *l, char **words, void *facts)
{
	struct permaddr *p = facts;
	int err = 0;

	(void)words;	/* ethtool looks at none of them */
	if (nic_has_netlink(&l->nic)) {
		if (permaddr_netlink(l->nic.name, p) == 0)
			return 0;
		err = errno;
	}
	if (permaddr_ioctl(&l->nic, p) == 0)
		return 0;
	if (!err)
		return nic_fault(&l->nic, "Cannot read permanent address", 255);
	warn_bare("netlink error: %s", strerror(err));
	return LINKINFO_FAIL;
}

static void put_bytes(const struct permaddr *p, const char *first, struct obuf *o)
{
	for (uint32_t i = 0; i < p->len; i++) {
		ob_str(o, i ? ":" : first);
		ob_hex(o, p->bytes[i], 2);
	}
}

static void permaddr_text(struct linkinfo *l, const void *facts, struct obuf *o)
{
	const struct permaddr *p = facts;

	if (l->all && !p->set)
		return;
	ob_str(o, "Permanent address");
	if (l->all) {
		ob_str(o, " of ");
		nic_name(&l->nic, o);
	}
	ob_c(o, ':');
	put_bytes(p, " ", o);
	ob_str(o, p->set ? "\n" : " not set\n");
}

static bool is_zero(const struct permaddr *p)
{
	for (uint32_t i = 0; i < p->len; i++)
		if (p->bytes[i])
			return false;
	return true;
}

/* An ioctl tells an address that was never set as zeros. */
static void permaddr_json(struct linkinfo *l, const void *facts, struct json *j)
{
	struct obuf text;

	(void)l;
	if (is_zero(facts)) {
		json_null(j, "permanent-address");
		return;
	}
	ob_open(&text, -1);
	put_bytes(facts, "", &text);
	json_mem(j, "permanent-address", text.p, text.len);
	ob_close(&text);
}

const struct verb verb_permaddr = {
	.size = sizeof(struct permaddr),
	.read = permaddr_read,
	.text = permaddr_text,
	.json = permaddr_json,
	.wild = WILD_ALL,
	.close = true,
};
