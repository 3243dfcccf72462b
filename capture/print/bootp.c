/* BOOTP and DHCP (RFC 951, 2131): op(1) htype(1) hlen(1) hops(1) xid(4) secs(2) flags(2), four
 * addresses, hardware address(16) server's name(64) file(128), vendor's area. */
#include "print.h"
#include "proto/dhcp.h"

#define SNAME 44
#define SNAME_SIZE 64
#define FILE_SIZE 128
#define VENDOR 236
#define REQUEST 1
#define REPLY 2
#define ETHERNET 0x0106	/* htype and hlen */
#define BROADCAST 0x8000
#define COOKIE_DHCP 0x63825363
#define COOKIE_CMU 0x434d5500

static const struct bind bootp_on[] = { { BY_UDP, 67, 13 }, { BY_UDP, 68, 13 }, { 0 } };

/* What nearly always is 1 and 6, 0, ... is left out. */
static void numbers_text(struct pkt *pk, struct view *v, struct obuf *o)
{
	uint8_t htype = *view_at(v, 1, 1), hlen = *view_at(v, 2, 1), hops = *view_at(v, 3, 1);
	uint32_t xid;
	uint16_t secs = be16(view_at(v, 8, 2)), flags;

	if (htype != 1)
		ob_num(o, ", htype ", htype, "");
	if (htype != 1 || hlen != 6)
		ob_num(o, ", hlen ", hlen, "");
	if (hops)
		ob_num(o, ", hops ", hops, "");
	xid = be32(view_at(v, 4, 4));
	if (xid) {
		ob_str(o, ", xid ");
		ob_0x(o, xid, 0);
	}
	if (secs)
		ob_num(o, ", secs ", secs, "");
	flags = be16(view_at(v, 10, 2));
	ob_str(o, flags & BROADCAST ? ", Flags [Broadcast]" : ", Flags [none]");
	if (pk->show->v > 1) {
		ob_str(o, " (");
		ob_0x(o, flags, 4);
		ob_c(o, ')');
	}
}

/* A field that a NUL ends. */
static void name_text(struct view *v, size_t at, size_t size, const char *before, struct obuf *o)
{
	size_t n = 0;

	if (!*view_at(v, at, 1))
		return;
	ob_str(o, before);
	while (n < size && view_has(v, at + n, 1) && v->p[at + n])
		n++;
	ob_vis_text(o, v->p + at, n);
	ob_c(o, '"');
	if (n == size || !view_has(v, at + n, 1)) {
		v->pk->whole = false;
		view_failed(v);
	}
}

static void addresses_text(struct pkt *pk, struct view *v, struct obuf *o)
{
	static const char *const which[] = {
		"\n\t  Client-IP ", "\n\t  Your-IP ", "\n\t  Server-IP ", "\n\t  Gateway-IP ",
	};

	for (size_t i = 0; i < 4; i++) {
		const uint8_t *p = view_at(v, 12 + 4 * i, 4);

		if (be32(p)) {
			ob_str(o, which[i]);
			names_ip4(pk, o, p);
		}
	}
}

/* What Carnegie Mellon put there before RFC 1048. */
static void cmu_text(struct pkt *pk, struct view v, struct obuf *o)
{
	static const struct { uint8_t at; char name[7]; } parts[] = {
		{ 12, " DG:" }, { 8, " SM:" }, { 16, " NS1:" }, { 20, " NS2:" }, { 24, " IEN1:" },
		{ 28, " IEN2:" }, { 32, " TS1:" }, { 36, " TS2:" },
	};

	ob_str(o, " vend-cmu");
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		const uint8_t *p = view_at(&v, parts[i].at, 4);

		if (be32(p)) {
			ob_str(o, parts[i].name);
			names_ip4(pk, o, p);
		}
	}
}

static void vendor_text(struct pkt *pk, struct view v, struct obuf *o)
{
	uint32_t cookie = be32(view_at(&v, 0, 4));

	if (cookie == COOKIE_DHCP) {
		dhcp_print(pk, v, o);
	} else if (cookie == COOKIE_CMU) {
		cmu_text(pk, v, o);
	} else if (cookie) {
		ob_str(o, "\n\t  Vendor-#");
		ob_0x(o, cookie, 0);
	}
}

static void bootp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *mac;
	uint8_t op;
	bool ethernet;

	op = *view_at(&v, 0, 1);
	ob_str(o, "BOOTP/DHCP, ");
	if (op == REQUEST || op == REPLY) {
		ob_str(o, op == REQUEST ? "Request" : "Reply");
	} else {
		ob_str(o, "unknown (0x");
		ob_hex(o, op, 2);
		ob_c(o, ')');
	}
	ethernet = be16(view_at(&v, 1, 2)) == ETHERNET;
	if (op == REQUEST && ethernet) {
		mac = view_at(&v, 28, 6);
		ob_str(o, " from ");
		names_mac(pk, o, mac);
	}
	ob_num(o, ", length ", v.len, "");
	if (!pk->show->v || pk->failed)
		return;
	numbers_text(pk, &v, o);
	addresses_text(pk, &v, o);
	if (ethernet) {
		mac = view_at(&v, 28, 6);
		ob_str(o, "\n\t  Client-Ethernet-Address ");
		names_mac(pk, o, mac);
	}
	name_text(&v, SNAME, SNAME_SIZE, "\n\t  sname \"", o);
	name_text(&v, SNAME + SNAME_SIZE, FILE_SIZE, "\n\t  file \"", o);
	pk->whole = false;
	vendor_text(pk, view_behind(v, VENDOR), o);
}

const struct printer printer_bootp = { .name = "bootp", .title = "BOOTP and DHCP", .on = bootp_on,
	.print = bootp_print, .whole = true };
