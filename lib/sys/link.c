/* RTM_GETLINK and RTM_GETADDR. */
#include "sys/link.h"

#include <errno.h>
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>
#include <stdlib.h>
#include <string.h>

#include "base/prog.h"
#include "sys/nl.h"

#define ALTNAME_MAX 128	/* the kernel's ALTIFNAMSIZ */

/* Copies at most what fits; the rest of *to stays zero, as with an older kernel's short struct. */
static void copy(void *to, size_t size, const struct cur *data)
{
	size_t n = cur_left(data);

	if (n)
		memcpy(to, data->p, n < size ? n : size);
}

static void address(struct addr *a, const struct cur *data)
{
	size_t n = cur_left(data);

	if (n == 4)
		addr_set_v4(a, data->p);
	else if (n == 16)
		addr_set_v6(a, data->p);
}

static void link_kind(struct link *l, struct cur list)
{
	struct cur data;
	uint16_t type;

	while (nl_attr_next(&list, &type, &data))
		if (type == IFLA_INFO_KIND)
			nl_text(data, l->kind, sizeof(l->kind));
}

static void link_stats(struct link *l, const struct cur *data)
{
	l->has_stats = true;
	copy(&l->stats, sizeof(l->stats), data);
}

/* The reader is not copied for the many attributes that nobody wants. */
static void link_attr(struct link *l, uint16_t type, const struct cur *data)
{
	switch (type) {
	case IFLA_IFNAME:
		nl_text(*data, l->name, sizeof(l->name));
		break;
	case IFLA_ADDRESS:
		l->hw_len = cur_left(data) < LINK_HW_MAX ? cur_left(data) : LINK_HW_MAX;
		copy(l->hw, sizeof(l->hw), data);
		break;
	case IFLA_MTU:
		l->mtu = nl_u32(*data);
		break;
	case IFLA_TXQLEN:
		l->txqlen = nl_u32(*data);
		break;
	case IFLA_MASTER:
		l->master = (int)nl_u32(*data);
		break;
	case IFLA_OPERSTATE:
		l->operstate = nl_u8(*data);
		break;
	case IFLA_STATS64:
		link_stats(l, data);
		break;
	case IFLA_MAP:
		copy(&l->map, sizeof(l->map), data);
		break;
	case IFLA_LINKINFO:
		link_kind(l, *data);
		break;
	default:
		break;
	}
}

/* One more element of an array that is seldom moved: memory that is not touched costs nothing. */
static void *append(void *array, size_t n, size_t size)
{
	size_t full = 64;

	while (full < n)
		full *= 8;
	if (n == 0 || n == full)
		array = prog_realloc(array, (n ? 8 * n : full) * size);
	memset((char *)array + n * size, 0, size);
	return array;
}

static void link_message(void *arg, uint16_t type, struct cur body)
{
	struct link_table *t = arg;
	const uint8_t *header = cur_bytes(&body, sizeof(struct ifinfomsg));
	struct ifinfomsg ifi;
	struct link *l;
	struct cur data;
	uint16_t attr;

	if (type == NL_AGAIN)
		t->n = 0;
	if (type != RTM_NEWLINK || !header)
		return;
	memcpy(&ifi, header, sizeof(ifi));
	t->links = append(t->links, t->n, sizeof(*t->links));
	l = &t->links[t->n++];
	l->index = ifi.ifi_index;
	l->type = ifi.ifi_type;
	l->flags = ifi.ifi_flags;
	while (nl_attr_next(&body, &attr, &data))
		link_attr(l, attr, &data);
}

static void addr_attr(struct link_addr *a, uint16_t type, const struct cur *data, struct addr *far)
{
	struct ifa_cacheinfo life = { .ifa_prefered = UINT32_MAX, .ifa_valid = UINT32_MAX };

	switch (type) {
	case IFA_LOCAL:
		address(&a->local, data);
		break;
	case IFA_ADDRESS:
		address(far, data);
		break;
	case IFA_BROADCAST:
		address(&a->broadcast, data);
		break;
	case IFA_LABEL:
		nl_text(*data, a->label, sizeof(a->label));
		break;
	case IFA_FLAGS:
		a->flags = nl_u32(*data);
		break;
	case IFA_CACHEINFO:
		copy(&life, sizeof(life), data);
		a->preferred_s = life.ifa_prefered;
		a->valid_s = life.ifa_valid;
		break;
	default:
		break;
	}
}

static void addr_message(void *arg, uint16_t type, struct cur body)
{
	struct link_table *t = arg;
	const uint8_t *header = cur_bytes(&body, sizeof(struct ifaddrmsg));
	struct addr far = { 0 };
	struct ifaddrmsg ifa;
	struct link_addr *a;
	struct cur data;
	uint16_t attr;

	if (type == NL_AGAIN)
		t->naddrs = 0;
	if (type != RTM_NEWADDR || !header)
		return;
	memcpy(&ifa, header, sizeof(ifa));
	t->addrs = append(t->addrs, t->naddrs, sizeof(*t->addrs));
	a = &t->addrs[t->naddrs++];
	a->index = (int)ifa.ifa_index;
	a->prefix = ifa.ifa_prefixlen;
	a->scope = ifa.ifa_scope;
	a->flags = ifa.ifa_flags;
	a->valid_s = a->preferred_s = UINT32_MAX;
	while (nl_attr_next(&body, &attr, &data))
		addr_attr(a, attr, &data, &far);
	/* without a peer the kernel gives IPv6 only the one, IPv4 both alike */
	if (!a->local.family)
		a->local = far;
	else if (!addr_eq(&a->local, &far))
		a->peer = far;
}

static int read_links(struct nl *nl, struct link_table *t, const char *name, uint32_t mask)
{
	struct ifinfomsg ifi = { 0 };
	uint16_t attr = IFLA_IFNAME;
	struct nl_msg m;

	nl_begin(&m, RTM_GETLINK, 0, &ifi, sizeof(ifi));
	nl_attr(&m, IFLA_EXT_MASK, &mask, sizeof(mask));
	if (!name)
		return nl_dump(nl, &m, link_message, t);
	if (strlen(name) >= IF_NAMESIZE)
		attr = IFLA_ALT_IFNAME;
	if (strlen(name) >= ALTNAME_MAX) {
		errno = ENODEV;
		return -1;
	}
	nl_attr(&m, attr, name, strlen(name) + 1);
	if (nl_one(nl, &m, link_message, t) < 0)
		return -1;
	errno = ENODEV;
	return t->n == 1 ? 0 : -1;
}

static void stats_message(void *arg, uint16_t type, struct cur body)
{
	struct link_table *t = arg;
	const uint8_t *header = cur_bytes(&body, sizeof(struct if_stats_msg));
	struct if_stats_msg ifs;
	struct cur data;
	uint16_t attr;

	if (type != RTM_NEWSTATS || !header)
		return;
	memcpy(&ifs, header, sizeof(ifs));
	/* both dumps go the same way through the kernel's table: the next is nearly always it */
	for (size_t i = 0; i < t->n; i++) {
		struct link *l = &t->links[(t->next + i) % t->n];

		if (l->index != (int)ifs.ifindex)
			continue;
		t->next = (t->next + i + 1) % t->n;
		while (nl_attr_next(&body, &attr, &data))
			if (attr == IFLA_STATS_LINK_64)
				link_stats(l, &data);
		return;
	}
}

/*
 * The 64-bit counters by themselves: with the links the kernel would add up the 32-bit ones and all
 * of IPv6, too, and take half as long again. Kernels before 4.7 know no other way.
 */
static int read_stats(struct nl *nl, struct link_table *t, const char *name)
{
	struct if_stats_msg ifs = {
		.ifindex = name ? (unsigned)t->links[0].index : 0,
		.filter_mask = IFLA_STATS_FILTER_BIT(IFLA_STATS_LINK_64),
	};
	struct nl_msg m;
	int rc;

	nl_begin(&m, RTM_GETSTATS, 0, &ifs, sizeof(ifs));
	rc = name ? nl_one(nl, &m, stats_message, t) : nl_dump(nl, &m, stats_message, t);
	if (rc == 0 || (errno != EOPNOTSUPP && errno != EINVAL))
		return rc;
	t->n = 0;
	return read_links(nl, t, name, 0);
}

static int read_addrs(struct nl *nl, struct link_table *t, int index)
{
	struct ifaddrmsg ifa = { .ifa_index = (unsigned)index };
	struct nl_msg m;

	nl_begin(&m, RTM_GETADDR, 0, &ifa, sizeof(ifa));
	return nl_dump(nl, &m, addr_message, t);
}

/* Moves each address to place[i]: in place, since copies of it all would cost their first touch. */
static void rearrange(struct link_addr *addrs, size_t *place, size_t n)
{
	for (size_t i = 0; i < n; i++)
		while (place[i] != i) {
			size_t to = place[i];
			struct link_addr a = addrs[to];

			addrs[to] = addrs[i];
			addrs[i] = a;
			place[i] = place[to];
			place[to] = to;
		}
}

/* Numbers of interfaces, by index: open addressing, at most half full. */
struct by_index {
	uint32_t *slots;	/* number + 1; 0: empty */
	uint32_t mask;
};

/* The slot of that index, or the empty one where it belongs. */
static uint32_t *find(const struct by_index *by, const struct link_table *t, int index)
{
	uint32_t at = (uint32_t)index;

	while (by->slots[at & by->mask] && t->links[by->slots[at & by->mask] - 1].index != index)
		at++;
	return &by->slots[at & by->mask];
}

static struct by_index index_links(const struct link_table *t)
{
	struct by_index by = { .mask = 1 };

	while (by.mask < 2 * t->n)
		by.mask = by.mask << 1 | 1;
	by.slots = prog_alloc((size_t)by.mask + 1, sizeof(*by.slots));
	for (size_t i = 0; i < t->n; i++)
		*find(&by, t, t->links[i].index) = (uint32_t)i + 1;
	return by;
}

/*
 * Hands each interface its addresses. The kernel gives them interface by interface, IPv4 first and
 * then IPv6; a stable counting sort by position of the interface brings the two together. Those of
 * an interface that came after the links were read stand behind all others.
 */
static void distribute(struct link_table *t)
{
	struct by_index by = index_links(t);
	size_t *place = prog_alloc(t->naddrs, sizeof(*place));
	size_t first = 0;

	for (size_t i = 0; i < t->naddrs; i++) {
		place[i] = *find(&by, t, t->addrs[i].index);
		if (place[i])
			t->links[place[i] - 1].naddrs++;
	}
	for (size_t i = 0; i < t->n; i++) {
		t->links[i].addrs = t->naddrs ? t->addrs + first : NULL;
		first += t->links[i].naddrs;
		t->links[i].naddrs = 0;
	}
	for (size_t i = 0; i < t->naddrs; i++) {
		struct link *l = place[i] ? &t->links[place[i] - 1] : NULL;

		place[i] = l ? (size_t)(l->addrs - t->addrs) + l->naddrs++ : first++;
	}
	rearrange(t->addrs, place, t->naddrs);
	free(by.slots);
	free(place);
}

int link_read(struct link_table *t, const char *name)
{
	struct nl nl;
	int rc, err;

	*t = (struct link_table){ 0 };
	if (nl_open(&nl, NETLINK_ROUTE) < 0)
		return -1;
	rc = read_links(&nl, t, name, RTEXT_FILTER_SKIP_STATS);
	if (rc == 0)
		rc = read_stats(&nl, t, name);
	if (rc == 0)
		rc = read_addrs(&nl, t, name ? t->links[0].index : 0);
	err = errno;
	nl_close(&nl);
	if (rc == 0)
		distribute(t);
	else
		link_free(t);
	errno = err;
	return rc;
}

void link_free(struct link_table *t)
{
	free(t->links);
	free(t->addrs);
	*t = (struct link_table){ 0 };
}
