/* RIP (RFC 1058, RFC 2453, RFC 4822): command(1) version(1) zero(2), then entries of 20 bytes. */
#include <string.h>

#include "hex.h"
#include "print.h"
#include "proto/rest.h"

#define HEADER 4
#define ENTRY 20
#define AUTH 0xffff	/* where the address family stands */

static const struct bind rip_on[] = { { BY_UDP, 520, 16 }, { 0 } };

enum command { REQUEST = 1, RESPONSE, TRACE_OFF = 4, POLL_ENTRY = 6 };

static const struct word commands[] = {
	{ REQUEST, "Request" }, { RESPONSE, "Response" }, { 3, "Trace on" },
	{ TRACE_OFF, "Trace off" }, { 5, "Poll" }, { POLL_ENTRY, "Poll Entry" }, { 0, NULL },
};

static const struct word families[] = {
	{ 6, "NS" }, { 7, "ISO" }, { 16, "Appletalk" }, { 23, "IPX" }, { 24, "IPv6" },
	{ 28, "IPv6" }, { 30, "IPv6" }, { 0, NULL },
};

enum family { ALL = 0, IPV4 = 2 };

static bool all_zero(const uint8_t *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i])
			return false;
	return true;
}

/* Bytes in hexadecimal, where nothing better is known. */
static void raw(const uint8_t *p, size_t n, const char *line, struct obuf *o)
{
	hex_dump(o, line, p, n, false);
}

static void entry1(struct pkt *pk, const uint8_t *p, struct obuf *o)
{
	uint16_t family = be16(p);

	if (family != ALL && family != IPV4) {
		ob_str(o, "\n\t AFI ");
		ob_word(o, families, family, "Unknown (", ")");
		ob_str(o, ", ");
		raw(p + 4, 16, "\n\t  ", o);
		return;
	}
	/* these were zero before version 2 */
	if (be16(p + 2) || !all_zero(p + 8, 8)) {
		raw(p, ENTRY, "\n\t  ", o);
		return;
	}
	ob_str(o, family == ALL ? "\n\t  AFI 0, " : "\n\t  ");
	names_ip4(pk, o, p + 4);
	ob_num(o, ", metric: ", be32(p + 16), "");
}

/* How many bits a mask has, to the left of its column. */
static void mask_text(uint32_t mask, struct obuf *o)
{
	int n = 0;

	while (n < 32 && mask >> (31 - n) & 1)
		n++;
	if (n < 32 && mask << n)
		n = -1;
	ob_i(o, n);
	if (n >= 0 && n < 10)
		ob_c(o, ' ');
}

/* An address to the right of a column of 15. */
static void column(struct pkt *pk, const uint8_t *p, struct obuf *o)
{
	size_t at = o->len, n, pad;

	names_ip4(pk, o, p);
	n = o->len - at;
	if (n >= 15)
		return;
	pad = 15 - n;
	ob_blanks(o, pad);
	memmove(o->p + o->len - n, o->p + o->len - n - pad, n);
	memset(o->p + o->len - n - pad, ' ', pad);
}

static void route(struct pkt *pk, const uint8_t *p, struct obuf *o)
{
	ob_str(o, be16(p) == IPV4 ? "\n\t  AFI IPv4, " : "\n\t  AFI 0, ");
	column(pk, p + 4, o);
	ob_c(o, '/');
	mask_text(be32(p + 8), o);
	ob_str(o, ", tag ");
	ob_0x(o, be16(p + 2), 4);
	ob_num(o, ", metric: ", be32(p + 16), ", next-hop: ");
	if (be32(p + 12))
		names_ip4(pk, o, p + 12);
	else
		ob_str(o, "self");
}

/* RFC 2453, section 4.1; RFC 4822. False: the rest is signature. */
static bool auth(struct view *v, struct obuf *o)
{
	uint16_t type = be16(view_at(v, 2, 2));
	const uint8_t *p;

	if (type != 2 && type != 3) {
		if (type == 1)
			ob_str(o, "\n\t  Auth trailer:");
		else
			ob_num(o, "\n\t  Unknown (", type, ") Authentication data:");
		view_skip(v, 4);
		hex_view(o, "\n\t  ", *v);
		return false;
	}
	if (type == 2) {
		ob_str(o, "\n\t  Simple Text Authentication data: ");
		for (size_t i = 4; i < ENTRY && *(p = view_at(v, i, 1)); i++)
			ob_vis(o, *p);
		return true;
	}
	if (v->len < ENTRY) {
		pkt_mark(v->pk, o);
		return false;
	}
	p = view_at(v, 0, ENTRY);
	ob_num(o, "\n\t  Auth header: Packet Len ", be16(p + 4), ", Key-ID ");
	ob_num(o, "", p[6], ", Auth Data Len ");
	ob_num(o, "", p[7], ", SeqNo ");
	ob_num(o, "", be32(p + 8), ", MBZ ");
	ob_num(o, "", be32(p + 12), ", MBZ ");
	ob_u(o, be32(p + 16));
	return true;
}

/* One of version 2. False: there is no other behind it. */
static bool entry2(struct pkt *pk, struct view *v, struct obuf *o)
{
	uint16_t family;

	if (v->len < 4) {
		pkt_mark(pk, o);
		return false;
	}
	family = be16(v->p);
	if (family == AUTH)
		return auth(v, o);
	if (family != ALL && family != IPV4) {
		ob_str(o, "\n\t  AFI ");
		ob_word(o, families, family, "Unknown (", ")");
		hex_view(o, "\n\t  ", view_limit(view_behind(*v, 4), 16));
		return true;
	}
	if (v->len < ENTRY) {
		pkt_mark(pk, o);
		return false;
	}
	route(pk, view_at(v, 0, ENTRY), o);
	return true;
}

static void entries(struct pkt *pk, struct view v, uint8_t version, struct obuf *o)
{
	ob_num(o, ", routes: ", (v.len + HEADER) / ENTRY, version == 1 ? "" : " or less");
	if (v.len > view_left(&v))
		v.len = view_left(&v);
	while (view_more(&v)) {
		if (version == 1) {
			if (v.len < ENTRY) {
				pkt_mark(pk, o);
				return;
			}
			entry1(pk, view_at(&v, 0, ENTRY), o);
		} else {
			if (!entry2(pk, &v, o))
				return;
			if (v.len < ENTRY && !pk->failed) {
				ob_num(o, " [remaining entries length ", v.len, " < 20] (invalid)");
				return;
			}
		}
		view_pass(&v, ENTRY);
	}
}

static void known(struct pkt *pk, struct view v, uint8_t command, uint8_t version, struct obuf *o)
{
	const struct view all = v;

	view_pass(&v, HEADER);
	if (command != REQUEST && command != RESPONSE) {
		if ((command < TRACE_OFF || command > POLL_ENTRY) && pk->show->v < 2)
			hex_view(o, "\n\t", all);
	} else if (version > 2) {
		ob_str(o, ", unknown version");
	} else {
		entries(pk, v, version, o);
	}
}

static void rip_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p = view_at(&v, 0, HEADER);

	if (v.len < HEADER)
		pkt_cut(pk);
	if (pk->failed)
		return;
	ob_str(o, pk->show->v ? "\n\tRIPv" : "RIPv");
	ob_u(o, p[1]);
	if (!p[1]) {
		hex_view(o, "\n\t", v);
		return;
	}
	ob_str(o, ", ");
	ob_word(o, commands, p[0], "unknown command (", ")");
	ob_num(o, ", length: ", v.len, "");
	if (!pk->show->v)
		return;
	known(pk, v, p[0], p[1], o);
	if (pk->show->v > 1 && !pk->failed)
		hex_view(o, "\n\t", v);
}

const struct printer printer_rip = { .name = "rip", .title = "RIP", .on = rip_on,
	.print = rip_print };
