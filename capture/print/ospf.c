/* OSPF, version 2 over IPv4 (RFC 2328) and version 3 over IPv6 (RFC 5340). */
#include "proto/ospf.h"

static const struct bind ospf_on[] = { { BY_IP, 89, 0 }, { 0 } };

static void ospf_print(struct pkt *pk, struct view v, struct obuf *o)
{
	if (pk->ip.version == 6)
		ospf3_print(pk, v, o);
	else
		ospf2_print(pk, v, o);
}

const struct printer printer_ospf = { .name = "ospf", .title = "OSPF version 2 and 3",
	.on = ospf_on, .print = ospf_print, .whole = true };
