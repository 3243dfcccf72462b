/* What IPv4 and IPv6 have in common: from a protocol number to who prints it. */
#include "ip.h"

void ip_ends(struct pkt *pk, struct obuf *o)
{
	if (pk->ip.version == 4) {
		names_ip4(pk, o, pk->ip.src);
		ob_str(o, " > ");
		names_ip4(pk, o, pk->ip.dst);
	} else {
		names_ip6(pk, o, pk->ip.src);
		ob_str(o, " > ");
		names_ip6(pk, o, pk->ip.dst);
	}
	ob_str(o, ": ");
}

bool ip_is_extension(uint8_t next)
{
	return next == 0 || next == 43 || next == 44 || next == 60 || next == 135;
}

const char *ip_proto_name(uint8_t proto)
{
	static const char *const names[256] = {
		[0] = "Options", [1] = "ICMP", [2] = "IGMP", [4] = "IPIP", [6] = "TCP",
		[8] = "EGP", [9] = "IGRP", [17] = "UDP", [33] = "DCCP", [41] = "IPv6",
		[43] = "Routing", [44] = "Fragment", [46] = "RSVP", [47] = "GRE", [50] = "ESP",
		[51] = "AH", [55] = "Mobile IP", [58] = "ICMPv6", [62] = "Mobile IP (old)",
		[88] = "EIGRP", [89] = "OSPF", [103] = "PIM", [108] = "Compressed IP",
		[112] = "VRRP", [113] = "PGM", [132] = "SCTP", [135] = "Mobility",
		[143] = "Ethernet",
	};

	return names[proto] ? names[proto] : "unknown";
}

static void end_text(const struct pkt *pk, struct obuf *o, const uint8_t *addr)
{
	if (pk->ip.version == 4)
		names_ip4(pk, o, addr);
	else
		names_ip6(pk, o, addr);
	ob_c(o, '.');
}

/* Likewise as numbers, and the port. */
static char *end_numbers(char *to, const struct pkt *pk, const uint8_t *addr, uint16_t port)
{
	to = pk->ip.version == 4 ? pen_ip4(to, addr) : pen_ip6(to, addr);
	return pen_u(pen_c(to, '.'), port);
}

void ip_ports(struct pkt *pk, struct obuf *o, uint16_t from, uint16_t to,
	      void (*port)(const struct pkt *, struct obuf *, uint16_t))
{
	bool addresses = pk->ip.version && pk->ip.first == pk->ip.proto;

	if (addresses && pk->show->numeric) {
		char *at = ob_room(o, 2 * (PEN_IP6 + 1 + PEN_U) + sizeof(" > : "));

		at = end_numbers(at, pk, pk->ip.src, from);
		at = end_numbers(pen_str(at, " > "), pk, pk->ip.dst, to);
		ob_upto(o, pen_str(at, ": "));
		return;
	}
	if (addresses)
		end_text(pk, o, pk->ip.src);
	port(pk, o, from);
	ob_str(o, " > ");
	if (addresses)
		end_text(pk, o, pk->ip.dst);
	port(pk, o, to);
	ob_str(o, ": ");
}

void ip_proto_text(const struct pkt *pk, struct obuf *o, uint8_t proto)
{
	const char *name = names_proto(pk, proto);

	ob_c(o, ' ');
	if (name)
		ob_str(o, name);
	else
		ob_num(o, "ip-proto-", proto, "");
}

static const struct word not4[] = {
	{ 58, "[ICMPv6 requires IPv6] (invalid)" }, { 143, "[Ethernet requires IPv6] (invalid)" },
	{ 0, NULL },
};
static const struct word not6[] = {
	{ 1, "[ICMP requires IPv4] (invalid)" }, { 2, "[IGMP requires IPv4] (invalid)" },
	{ 0, NULL },
};

/* What nobody prints. */
static void unclaimed(struct pkt *pk, uint8_t proto, size_t len, struct obuf *o)
{
	const char *other = word_of(pk->ip.version == 4 ? not4 : not6, proto);

	if (proto == 59) {
		ob_str(o, "no next header");
	} else if (other) {
		ob_str(o, other);
	} else {
		/* nobody else has said who to whom */
		if (ip_has_ports(proto))
			ip_ends(pk, o);
		ip_proto_text(pk, o, proto);
		ob_num(o, " ", len, "");
	}
}

/* Behind IPv6's own headers. False: nothing was promised there. */
static bool headers_end(struct pkt *pk, struct obuf *o)
{
	if (pk->ip.beyond) {
		pk->proto = "ip6";
		pkt_mark(pk, o);
		return false;
	}
	ob_num(o, "truncated-ip6 - ", pk->ip.missing, " bytes missing!");
	pk->ip.missing = 0;
	return true;
}

void ip_payload(struct pkt *pk, struct view v, struct obuf *o)
{
	const struct ip_around around = pk->ip;

	pk->linked = true;
	if ((around.beyond || around.missing) && !ip_is_extension(around.proto) &&
	    !headers_end(pk, o))
		return;
	if (!pkt_next(pk, around.version == 4 ? BY_IP4 : BY_IP6, around.proto, v, o))
		unclaimed(pk, around.proto, v.len, o);
	pk->ip = around;
}

void ip_secured(struct pkt *pk, struct view v, struct obuf *o)
{
	switch (pk->ip.version == 6 ? pk->ip.proto : 59) {
	case 0:
	case 43:
	case 44:
	case 60:
	case 62:
	case 135:
		ip_proto_text(pk, o, pk->ip.proto);
		ob_num(o, " ", v.len, "");
		break;
	default:
		ip_payload(pk, v, o);
	}
}
