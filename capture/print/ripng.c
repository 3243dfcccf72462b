/* RIPng (RFC 2080): command(1) version(1) zero(2), then entries: prefix(16) tag(2) length(1)
 * metric(1). */
#include "print.h"

#define HEADER 4
#define ENTRY 20

static const struct bind ripng_on[] = { { BY_UDP, 521, 39 }, { 0 } };

enum command { REQUEST = 1, RESPONSE };

static void entry(struct pkt *pk, struct view v, bool metric, struct obuf *o)
{
	const uint8_t *p = view_at(&v, 0, ENTRY - 1);
	uint8_t hops;

	names_ip6(pk, o, p);
	ob_num(o, "/", p[18], "");
	if (be16(p + 16))
		ob_num(o, " [", be16(p + 16), "]");
	hops = *view_at(&v, ENTRY - 1, 1);
	if (metric && hops)
		ob_num(o, " (", hops, ")");
}

/* The one entry that asks for the whole table. */
static bool asks_all(struct view v)
{
	const uint8_t *p = view_at(&v, 0, ENTRY);

	if (p[19] != 16)
		return false;
	for (int i = 0; i < 16; i++)
		if (p[i])
			return false;
	return true;
}

static void entries(struct pkt *pk, struct view v, bool response, struct obuf *o)
{
	size_t n = v.len / ENTRY, rest = v.len % ENTRY;

	if (n == 1 && !response && asks_all(v)) {
		ob_str(o, " ripng-req dump");
		return;
	}
	if (pk->failed)
		return;
	ob_num(o, response ? " ripng-resp " : " ripng-req ", n, "");
	if (rest)
		ob_num(o, "[", v.len + HEADER, "]");
	ob_c(o, ':');
	while (v.len >= ENTRY && view_more(&v)) {
		ob_str(o, pk->show->v > 1 ? "\n\t" : " ");
		entry(pk, v, response, o);
		view_skip(&v, ENTRY);
	}
	if (rest)
		ob_str(o, " (invalid)");
}

static void ripng_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p = view_at(&v, 0, 2);
	size_t len = v.len;

	if (pk->failed)
		return;
	if (p[1] != 1) {
		ob_num(o, " [vers ", p[1], "] (invalid)");
		return;
	}
	view_pass(&v, HEADER);
	if (p[0] == REQUEST || p[0] == RESPONSE) {
		if (len < HEADER) {
			ob_str(o, " (invalid)");
			return;
		}
		entries(pk, v, p[0] == RESPONSE, o);
		return;
	}
	ob_num(o, " ripng-", p[0], " ?? ");
	ob_num(o, "", len, " (invalid)");
}

const struct printer printer_ripng = { .name = "ripng", .title = "RIPng", .on = ripng_on,
	.print = ripng_print, .whole = true };
