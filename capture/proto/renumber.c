/* Router renumbering (RFC 2894): sequence(4) segment(1) flags(1) delay(2) pad(4), then commands. */
#include "proto/renumber.h"

#define HEADER 16
#define MATCH_LEN 24
#define USE_LEN 32

enum code { COMMAND, RESULT, RESET = 255 };

static const struct word codes[] = {
	{ COMMAND, "command" }, { RESULT, "result" }, { RESET, "sequence number reset" },
	{ 0, NULL },
};
static const struct word flags[] = {
	{ 0x80, "T" }, { 0x40, "R" }, { 0x20, "A" }, { 0x10, "S" }, { 0x08, "P" }, { 0, NULL },
};
static const struct word operations[] = {
	{ 1, "add" }, { 2, "change" }, { 3, "setglobal" }, { 0, NULL },
};

static void lifetime(struct obuf *o, const char *what, uint32_t v)
{
	ob_str(o, what);
	if (v == UINT32_MAX)
		ob_str(o, "infty");
	else
		ob_u(o, v);
	ob_c(o, ',');
}

static void match(struct pkt *pk, const uint8_t *p, struct obuf *o)
{
	ob_str(o, "match(");
	ob_word(o, operations, p[0], "#", "");
	ob_c(o, ',');
	if (pk->show->v) {
		ob_num(o, "ord=", p[2], ",min=");
		ob_num(o, "", p[4], ",max=");
		ob_num(o, "", p[5], ",");
	}
	ob_ip6(o, p + 8);
	ob_num(o, "/", p[3], ")");
}

static void use(struct pkt *pk, const uint8_t *p, struct obuf *o)
{
	static const struct word bits[] = {
		{ 0x80000000, "V" }, { 0x40000000, "P" }, { 0, NULL },
	};
	uint32_t b = be32(p + 12);

	ob_str(o, "use(");
	if (b >> 24) {
		ob_bits(o, bits, b, "", "");
		ob_c(o, ',');
	}
	if (pk->show->v) {
		ob_str(o, "mask=");
		ob_0x(o, p[2], 0);
		ob_str(o, ",raflags=");
		ob_0x(o, p[3], 0);
		ob_c(o, ',');
		lifetime(o, "vltime=", be32(p + 4));
		lifetime(o, "pltime=", be32(p + 8));
	}
	ob_ip6(o, p + 16);
	ob_num(o, "/", p[0], "/");
	ob_num(o, "", p[1], ")");
}

/* False: it ends early. */
static bool commands(struct pkt *pk, struct view v, struct obuf *o)
{
	char begin = pk->show->v > 1 ? '\t' : ' ';

	do {
		const uint8_t *p;
		unsigned n;

		if (!view_has(&v, 0, MATCH_LEN))
			return false;
		p = view_bytes(&v, MATCH_LEN);
		if (pk->show->v > 1)
			ob_c(o, '\n');
		ob_c(o, begin);
		match(pk, p, o);
		if (p[1] % 4 != 3)
			return false;
		if (p[1] == 3)
			return true;
		for (n = p[1] / 4u; n && pkt_step(pk); n--) {
			if (!view_has(&v, 0, USE_LEN))
				return false;
			p = view_bytes(&v, USE_LEN);
			if (pk->show->v > 1)
				ob_c(o, '\n');
			ob_c(o, begin);
			use(pk, p, o);
		}
	} while (view_left(&v) && pkt_step(pk));
	return true;
}

void renumber_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p;

	if (!view_has(&v, 0, HEADER)) {
		pkt_mark(pk, o);
		return;
	}
	p = view_bytes(&v, HEADER);
	ob_str(o, ", ");
	ob_word(o, codes, p[1], "code-#", "");
	ob_num(o, ", seq=", be32(p + 4), "");
	if (pk->show->v) {
		ob_c(o, '[');
		if (p[9]) {
			ob_bits(o, flags, p[9], "", "");
			ob_c(o, ',');
		}
		ob_num(o, "seg=", p[8], ",maxdelay=");
		ob_u(o, be16(p + 10));
		if (be32(p + 12)) {
			ob_str(o, "rsvd=");
			ob_0x(o, be32(p + 12), 0);
		}
		ob_c(o, ']');
	}
	if (p[1] == COMMAND && !commands(pk, v, o))
		pkt_mark(pk, o);
}
