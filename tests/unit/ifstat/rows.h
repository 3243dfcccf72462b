/* Interfaces made up for tests of ifstat, and their text in a layout. */
#ifndef UNIT_IFSTAT_ROWS_H
#define UNIT_IFSTAT_ROWS_H

#include <net/if.h>
#include <net/if_arp.h>
#include <stdio.h>
#include <string.h>

#include "../test.h"
#include "ifstat.h"

/* An interface and its addresses; what link_read() makes, made here. */
struct made {
	struct link link;
	struct link_addr addrs[8];
	char text[8192];		/* of the last rendering */
	size_t len;
};

static inline struct made *made_open(struct made *m, const char *name, uint16_t type)
{
	*m = (struct made){ .link = { .index = 2, .type = type, .mtu = 1500, .txqlen = 1000 } };
	snprintf(m->link.name, sizeof(m->link.name), "%s", name);
	m->link.flags = IFF_UP | IFF_BROADCAST | IFF_RUNNING | IFF_MULTICAST;
	m->link.addrs = m->addrs;
	return m;
}

static inline void made_hw(struct made *m, const uint8_t *bytes, size_t len)
{
	memcpy(m->link.hw, bytes, len);
	m->link.hw_len = len;
}

static inline struct link_addr *made_inet(struct made *m, uint32_t local, uint8_t prefix,
					  uint32_t broadcast, const char *label)
{
	struct link_addr *a = &m->addrs[m->link.naddrs++];
	const uint8_t b[4] = { (uint8_t)(local >> 24), (uint8_t)(local >> 16),
			       (uint8_t)(local >> 8), (uint8_t)local };
	const uint8_t c[4] = { (uint8_t)(broadcast >> 24), (uint8_t)(broadcast >> 16),
			       (uint8_t)(broadcast >> 8), (uint8_t)broadcast };

	a->index = m->link.index;
	a->local = addr_v4(b);
	if (broadcast)
		a->broadcast = addr_v4(c);
	a->prefix = prefix;
	a->valid_s = a->preferred_s = UINT32_MAX;
	snprintf(a->label, sizeof(a->label), "%s", label);
	return a;
}

static inline struct link_addr *made_inet6(struct made *m, const char *text, uint8_t prefix)
{
	struct link_addr *a = &m->addrs[m->link.naddrs++];

	a->index = m->link.index;
	assert_true(addr_parse6(&a->local, text));
	a->prefix = prefix;
	a->valid_s = a->preferred_s = UINT32_MAX;
	return a;
}

/* Its text: with the first address, as an interface, or as the alias of that name. */
static inline const char *made_text(struct made *m, const struct ifstat_renderer *r,
				    const char *alias)
{
	struct ifstat s = { .cfg = { .all = true } };
	const struct ifstat_row row = {
		.link = &m->link,
		.name = alias ? alias : m->link.name,
		.inet = m->link.naddrs && m->addrs[0].local.family == ADDR_V4 ? m->addrs : NULL,
		.alias = alias != NULL,
	};

	ob_open(&s.out, -1);
	r->row(&s, &row);
	assert_true(s.out.len < sizeof(m->text));
	memcpy(m->text, s.out.p, s.out.len);
	m->text[m->len = s.out.len] = '\0';
	ob_close(&s.out);
	return m->text;
}

#endif
