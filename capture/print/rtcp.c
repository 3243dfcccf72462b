/* RTCP (RFC 3550, section 6), where -T asks for it: version, padding, count(1) type(1) length(2),
 * source(4), and what the type has. */
#include "print.h"

#define SR 200
#define RR 201
#define SDES 202
#define BYE 203
#define SENDER 20
#define REPORT 24

static const struct bind rtcp_on[] = { { BY_UDP_AS, AS_RTCP, 0 }, { 0 } };

/* Seconds and parts of them, `bits` wide, to hundredths; a half goes to the even one. */
static void seconds(struct obuf *o, uint64_t v, unsigned bits)
{
	uint64_t one = (uint64_t)1 << bits, whole = v >> bits, part = (v & (one - 1)) * 100;
	uint64_t hundredths = part >> bits, rest = part & (one - 1);

	if (rest > one / 2 || (rest == one / 2 && hundredths & 1))
		hundredths++;
	ob_u(o, whole + hundredths / 100);
	ob_c(o, '.');
	ob_dec(o, hundredths % 100, 2);
}

static void reports(struct pkt *pk, struct view *v, unsigned n, struct obuf *o)
{
	if (n > 1)
		ob_num(o, " c", n, "");
	while (n-- && pkt_step(pk)) {
		const uint8_t *p = view_bytes(v, REPORT);

		if (pk->show->v)
			ob_num(o, " ", be32(p), "");
		ob_num(o, " ", be24(p + 5), "l ");
		ob_num(o, "", be32(p + 8), "s ");
		ob_num(o, "", be32(p + 12), "j @");
		seconds(o, be32(p + 16), 16);
		ob_c(o, '+');
		seconds(o, be32(p + 20), 16);
	}
}

static void sender(struct view *v, struct obuf *o)
{
	const uint8_t *p = view_bytes(v, SENDER);

	ob_str(o, " @");
	seconds(o, be64(p), 32);
	ob_num(o, " ", be32(p + 8), " ");
	ob_num(o, "", be32(p + 12), "p ");
	ob_num(o, "", be32(p + 16), "b");
}

static void source(struct pkt *pk, struct view *v, struct obuf *o)
{
	if (pk->show->v) {
		const uint8_t *p = view_at(v, 0, 4);

		ob_num(o, " ", be32(p), "");
	}
	view_pass(v, 4);
}

/* One message, of that length as it says. */
static void message(struct pkt *pk, struct view v, size_t len, struct obuf *o)
{
	const uint8_t *p = view_bytes(&v, 4);
	unsigned n = p[0] & 31;
	size_t right = 8 + n * (size_t)REPORT + (p[1] == SR ? SENDER : 0);

	switch (p[1]) {
	case SR:
	case RR:
		ob_str(o, p[1] == SR ? " sr" : " rr");
		if (len != right)
			ob_num(o, " [", len, "]");
		source(pk, &v, o);
		if (p[1] == SR)
			sender(&v, o);
		reports(pk, &v, n, o);
		break;
	case SDES:
	case BYE:
		ob_num(o, p[1] == SDES ? " sdes " : " bye ", len, "");
		source(pk, &v, o);
		break;
	default:
		ob_str(o, " type-");
		ob_0x(o, p[1], 0);
		ob_num(o, " ", len, "");
		break;
	}
}

static void rtcp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	/* where the capture ends between two messages, that is no failure */
	while (view_left(&v) && view_more(&v)) {
		size_t len = ((size_t)be16(view_at(&v, 0, 8) + 2) + 1) * 4;

		if (pk->failed)
			return;
		message(pk, v, len, o);
		view_pass(&v, len);
	}
}

const struct printer printer_rtcp = { .name = "rtcp", .title = "RTCP (with -T rtcp)",
	.on = rtcp_on, .print = rtcp_print };
