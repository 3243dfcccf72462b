/* Precision time (IEEE 1588-2008): a header of 34 bytes, then what the type says. */
#include "print.h"

#define HEADER 34

enum type {
	SYNC,
	DELAY_REQ,
	PEER_REQ,
	PEER_RESP,
	FOLLOW_UP = 8,
	DELAY_RESP,
	PEER_FOLLOW_UP,
	ANNOUNCE,
	SIGNALLING,
	MANAGEMENT,
};

static const struct bind ptp_on[] = { { BY_ETHER, 0x88f7, 0 }, { BY_UDP, 319, 91 },
	{ BY_UDP, 320, 91 }, { BY_UDP_AS, AS_PTP, 0 }, { 0 } };

static const struct word types[] = {
	{ SYNC, "sync msg" }, { DELAY_REQ, "delay req msg" }, { PEER_REQ, "peer delay req msg" },
	{ PEER_RESP, "peer delay resp msg" }, { FOLLOW_UP, "follow up msg" },
	{ DELAY_RESP, "delay resp msg" }, { PEER_FOLLOW_UP, "pdelay resp fup msg" },
	{ ANNOUNCE, "announce msg" }, { SIGNALLING, "signalling msg" },
	{ MANAGEMENT, "management msg" }, { 0, NULL },
};
static const struct word flags[] = {
	{ 0x0001, "l1 61" }, { 0x0002, "l1 59" }, { 0x0004, "utc reasonable" },
	{ 0x0008, "timescale" }, { 0x0010, "time tracable" }, { 0x0020, "frequency tracable" },
	{ 0x0100, "alternate master" }, { 0x0200, "two step" }, { 0x0400, "unicast" },
	{ 0x1000, "profile specific 1" }, { 0x2000, "profile specific 2" },
	{ 0x4000, "security mask" }, { 0, NULL },
};
static const struct word controls[] = {
	{ 0, "Sync" }, { 1, "Delay_Req" }, { 2, "Follow_Up" }, { 3, "Delay_Resp" },
	{ 4, "Management" }, { 5, "Other" }, { 0, NULL },
};

#define UNKNOWN_FLAGS 0x18c0

/* Seconds(6) nanoseconds(4). */
static void stamp(struct view *v, const char *what, const char *between, struct obuf *o)
{
	const uint8_t *p;

	ob_str(o, ", ");
	ob_str(o, what);
	ob_str(o, " :");
	p = view_bytes(v, 6);
	ob_num(o, " ", (uint64_t)be16(p) << 32 | be32(p + 2), between);
	p = view_bytes(v, 4);
	ob_num(o, " ", be32(p), " nanoseconds");
}

static void port(struct view *v, struct obuf *o)
{
	const uint8_t *p = view_bytes(v, 8);

	ob_str(o, ", port identity : ");
	ob_0x(o, be64(p), 0);
	p = view_bytes(v, 2);
	ob_num(o, ", port id : ", be16(p), "");
}

static void announce(struct view *v, struct obuf *o)
{
	const uint8_t *p;

	stamp(v, "originTimeStamp", " seconds", o);
	p = view_bytes(v, 2);
	ob_num(o, ", origin cur utc :", be16(p), "");
	p = view_bytes(v, 1);
	ob_num(o, ", rsvd : ", p[0], "");
	p = view_bytes(v, 1);
	ob_num(o, ", gm priority_1 : ", p[0], "");
	p = view_bytes(v, 1);
	ob_num(o, ", gm clock class : ", p[0], "");
	p = view_bytes(v, 1);
	ob_num(o, ", gm clock accuracy : ", p[0], "");
	p = view_bytes(v, 2);
	ob_num(o, ", gm clock variance : ", be16(p), "");
	p = view_bytes(v, 1);
	ob_num(o, ", gm priority_2 : ", p[0], "");
	p = view_bytes(v, 8);
	ob_str(o, ", gm clock id : ");
	ob_0x(o, be64(p), 0);
	p = view_bytes(v, 2);
	ob_num(o, ", steps removed : ", be16(p), "");
	p = view_bytes(v, 1);
	ob_str(o, ", time source : ");
	ob_0x(o, p[0], 0);
}

static void management(struct view *v, struct obuf *o)
{
	const uint8_t *p;

	port(v, o);
	p = view_bytes(v, 4);
	ob_num(o, ", , start boundary hops  ", p[0], ", , boundary hops  ");
	ob_num(o, "", p[1], ", , flags  ");
	ob_0x(o, p[2], 0);
	ob_str(o, ", , reserved  ");
	ob_0x(o, p[3], 0);
}

static void header(struct view *v, struct obuf *o)
{
	const uint8_t *p = view_at(v, 2, 2);
	const char *name;
	uint8_t control;

	ob_num(o, ", length : ", be16(p), "");
	p = view_at(v, 4, 2);
	ob_num(o, ", domain : ", p[0], ", reserved1 : ");
	ob_u(o, p[1]);
	p = view_at(v, 6, 2);
	ob_str(o, ", Flags [");
	ob_bits(o, flags, be16(p), ", ", "none");
	if ((be16(p) & UNKNOWN_FLAGS) == UNKNOWN_FLAGS)
		ob_str(o, ", unknown");
	ob_c(o, ']');
	p = view_at(v, 8, 6);
	ob_num(o, ", NS correction : ", (uint64_t)be16(p) << 32 | be32(p + 2), "");
	p = view_at(v, 14, 2);
	ob_num(o, ", sub NS correction : ", be16(p), "");
	p = view_at(v, 16, 4);
	ob_num(o, ", reserved2 : ", be32(p), "");
	p = view_at(v, 20, 8);
	ob_str(o, ", clock identity : ");
	ob_0x(o, be64(p), 0);
	p = view_at(v, 28, 2);
	ob_num(o, ", port id : ", be16(p), "");
	p = view_at(v, 30, 2);
	ob_num(o, ", seq id : ", be16(p), "");
	control = *view_at(v, 32, 1);
	ob_num(o, ", control : ", control, " (");
	name = word_of(controls, control);
	ob_str(o, name ? name : "Reserved");
	ob_c(o, ')');
	p = view_at(v, 33, 1);
	ob_num(o, ", log message interval : ", p[0], "");
}

static void body(struct view *v, uint8_t type, struct obuf *o)
{
	switch (type) {
	case SYNC:
	case DELAY_REQ:
		stamp(v, "originTimeStamp", " seconds,", o);
		break;
	case FOLLOW_UP:
		stamp(v, "preciseOriginTimeStamp", " seconds,", o);
		break;
	case PEER_REQ:
	case PEER_FOLLOW_UP:
		stamp(v, "preciseOriginTimeStamp", " seconds,", o);
		port(v, o);
		break;
	case PEER_RESP:
	case DELAY_RESP:
		stamp(v, "receiveTimeStamp", " seconds,", o);
		port(v, o);
		break;
	case ANNOUNCE:
		announce(v, o);
		break;
	case SIGNALLING:
		port(v, o);
		break;
	case MANAGEMENT:
		management(v, o);
		break;
	default:
		break;
	}
}

static void ptp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p;
	const char *name;
	uint8_t type;

	if (v.len < HEADER) {
		ob_num(o, " [length ", v.len, " < 34] (invalid)");
		return;
	}
	p = view_at(&v, 0, 2);
	if (pk->failed)
		return;
	ob_num(o, "PTPv", p[1], "");
	if (p[1] == 1)
		/* the classic text: of version 1 no more is told there, either */
		ob_str(o, " (not implemented)");
	if (p[1] != 2)
		return;
	type = p[0] & 15;
	name = word_of(types, type);
	ob_str(o, p[0] & 0x10 ? ", v1 compat : yes" : ", v1 compat : no");
	ob_str(o, ", msg type : ");
	ob_str(o, name ? name : "Reserved");
	header(&v, o);
	view_skip(&v, HEADER);
	body(&v, type, o);
}

const struct printer printer_ptp = { .name = "ptp", .title = "Precision time (PTP)", .on = ptp_on,
	.print = ptp_print, .whole = true };
