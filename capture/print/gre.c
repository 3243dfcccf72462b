/*
 * GRE (RFC 2784, 2890, 1701; 2637 for PPTP, 7637 for NVGRE): flags and version(2) protocol(2), then
 * what the flags tell of.
 */
#include <pcap/dlt.h>

#include "print.h"

#define CHECKSUM 0x8000
#define ROUTING 0x4000
#define KEY 0x2000
#define SEQUENCE 0x1000
#define ACK 0x0080
#define VERSION 7

#define PPP 0x880b
#define BRIDGING 0x6558
#define ROUTE_IP 0x0800
#define ROUTE_AS 0xfffe

static const struct bind gre_on[] = { { BY_IP, 47, 0 }, { 0 } };

static const struct word flag_bits[] = {
	{ CHECKSUM, "checksum present" }, { ROUTING, "routing present" }, { KEY, "key present" },
	{ SEQUENCE, "sequence# present" }, { 0x0800, "source routing present" },
	{ ACK, "ack present" }, { 0, NULL },
};

static void flags_text(const struct pkt *pk, uint16_t flags, struct obuf *o)
{
	if (!pk->show->v)
		return;
	ob_str(o, ", Flags [");
	ob_bits(o, flag_bits, flags, ", ", "none");
	ob_c(o, ']');
}

/* Addresses or numbers of systems, the next one marked. */
static void hops(struct pkt *pk, struct view v, uint8_t at, uint8_t size, struct obuf *o)
{
	uint8_t len = (uint8_t)v.len;

	if (at % size) {
		ob_num(o, ", badoffset=", at, "");
		return;
	}
	if (len % size) {
		ob_num(o, ", badlength=", len, "");
		return;
	}
	if (at >= len) {
		ob_num(o, ", badoff/len=", at, "/");
		ob_u(o, len);
		return;
	}
	for (unsigned i = 0; view_more(&v); i += size) {
		const uint8_t *p;

		if (!view_has(&v, 0, size))
			return;
		p = v.p;
		ob_str(o, i == at ? " *" : " ");
		if (size == 4)
			names_ip4(pk, o, p);
		else
			ob_u(o, be16(p));
		view_skip(&v, size);
	}
}

/* Source routes, up to an empty one: family(2) offset(1) length(1) hops. False: they lie. */
static bool routes(struct pkt *pk, struct view *v, struct obuf *o)
{
	for (;;) {
		const uint8_t *p = view_at(v, 0, 4);
		uint16_t family = be16(p);
		uint8_t at = p[2], len = p[3];
		struct view part;

		if (!pkt_step(pk))
			return false;
		view_skip(v, 4);
		if (!len && !family)
			return !pk->failed;
		part = view_limit(*v, len);
		part.end = v->end;
		ob_str(o, ", (rtaf=");
		if (family == ROUTE_IP) {
			ob_str(o, "ip");
			hops(pk, part, at, 4, o);
		} else if (family == ROUTE_AS) {
			ob_str(o, "asn");
			hops(pk, part, at, 2, o);
		} else {
			ob_0x(o, family, 0);
		}
		ob_c(o, ')');
		view_skip(v, len);
	}
}

static void protocol_text(const struct pkt *pk, uint16_t protocol, struct obuf *o)
{
	const char *name = names_ether(protocol);

	if (!pk->show->link)
		return;
	ob_str(o, ", proto ");
	ob_str(o, name ? name : "unknown");
	ob_str(o, " (");
	ob_0x(o, protocol, 4);
	ob_c(o, ')');
}

/* Only some of what an Ethertype may be is looked into. */
static bool carried(uint16_t protocol)
{
	return protocol == 0x0800 || protocol == 0x86dd || protocol == 0x8847 ||
	       protocol == 0x8137 || protocol == 0x809b;
}

static void contents(struct pkt *pk, uint16_t protocol, struct view v, struct obuf *o)
{
	if (pk->failed)
		return;
	if (protocol == BRIDGING) {
		pkt_next(pk, BY_DLT, DLT_EN10MB, v, o);
	} else if (!carried(protocol) || !pkt_next(pk, BY_ETHER, protocol, v, o)) {
		ob_str(o, "gre-proto-");
		ob_0x(o, protocol, 0);
	}
}

static void gre0(struct pkt *pk, struct view v, struct obuf *o)
{
	size_t whole = v.len;
	uint16_t flags = view_be16(&v), protocol;

	flags_text(pk, flags, o);
	protocol = view_be16(&v);
	if (flags & (CHECKSUM | ROUTING)) {
		uint16_t sum = view_be16(&v);

		if (pk->show->v) {
			ob_str(o, ", sum ");
			ob_0x(o, sum, 0);
		}
		sum = view_be16(&v);
		ob_str(o, ", off ");
		ob_0x(o, sum, 0);
	}
	if (flags & KEY) {
		uint32_t key = view_be32(&v);

		ob_str(o, ", key=");
		ob_0x(o, key, 0);
	}
	if (flags & SEQUENCE)
		ob_num(o, ", seq ", view_be32(&v), "");
	if (flags & ROUTING && !routes(pk, &v, o))
		return;
	protocol_text(pk, protocol, o);
	ob_num(o, ", length ", whole, pk->show->v < 1 ? ": " : "\n\t");
	contents(pk, protocol, v, o);
}

static void gre1(struct pkt *pk, struct view v, struct obuf *o)
{
	size_t whole = v.len;
	uint16_t flags = view_be16(&v), protocol;

	flags_text(pk, flags, o);
	protocol = view_be16(&v);
	if (flags & KEY) {
		uint32_t key = view_be32(&v);

		ob_num(o, ", call ", key & 0xffff, "");
	}
	if (flags & SEQUENCE)
		ob_num(o, ", seq ", view_be32(&v), "");
	if (flags & ACK)
		ob_num(o, ", ack ", view_be32(&v), "");
	if (!(flags & SEQUENCE)) {
		ob_str(o, ", no-payload");
		protocol_text(pk, protocol, o);
		ob_num(o, ", length ", whole, "");
		return;
	}
	protocol_text(pk, protocol, o);
	ob_num(o, ", length ", whole, pk->show->v < 1 ? ": " : "\n\t");
	if (pk->failed)
		return;
	if (protocol == PPP) {
		pkt_call(pk, &printer_ppp, v, o);
	} else {
		ob_str(o, "gre-proto-");
		ob_0x(o, protocol, 0);
	}
}

static void gre_print(struct pkt *pk, struct view v, struct obuf *o)
{
	uint8_t version;

	if (v.len < 2)
		view_failed(&v);
	version = be16(view_at(&v, 0, 2)) & VERSION;
	ob_num(o, "GREv", version, "");
	if (version == 0)
		gre0(pk, v, o);
	else if (version == 1)
		gre1(pk, v, o);
	else
		ob_str(o, " ERROR: unknown-version");
}

const struct printer printer_gre = { .name = "gre", .title = "GRE, PPTP's and NVGRE's included",
	.on = gre_on, .print = gre_print };
