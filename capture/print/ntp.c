/* NTP (RFC 5905): leap, version, mode(1) stratum(1) poll(1) precision(1) delay(4) dispersion(4)
 * reference(4), four time stamps(8); control messages (RFC 9327). */
#include "print.h"
#include "proto/ntpstamp.h"

#define HEADER 48
#define CONTROL 6
#define RESERVED 7
#define CONTROL_HEADER 12
#define INFO_QUERY 62	/* strata by which old programs asked */
#define INFO_REPLY 63

static const struct bind ntp_on[] = { { BY_UDP, 123, 23 }, { 0 } };

static const char *const modes[8] = {
	"unspecified", "symmetric active", "symmetric passive", "Client", "Server", "Broadcast",
	"Control Message", "Reserved",
};

static const char *const leaps[4] = { "", "+1s", "-1s", "clock unsynchronized" };

static void fixed_text(struct obuf *o, uint32_t v)
{
	ob_u(o, v >> 16);
	ob_c(o, '.');
	ob_dec(o, (uint64_t)(v & 0xffff) * 1000000 >> 16, 6);
}

/* How much later than the originator's stamp; all of it where that one is not set. */
static void difference_text(struct obuf *o, uint64_t from, uint64_t to)
{
	if (!from) {
		ntp_stamp(o, to);
		return;
	}
	ob_c(o, to > from ? '+' : '-');
	ntp_seconds(o, to < from ? from - to : to - from);
}

static void poll_text(struct obuf *o, int8_t poll)
{
	ob_str(o, ", poll ");
	ob_i(o, poll);
	if (poll <= -32 || poll >= 32)
		return;
	ob_num(o, poll < 0 ? " (1/" : " (", (uint64_t)1 << (poll < 0 ? -poll : poll), "s)");
}

/* False: it says that this is a query of another kind. */
static bool reference_text(struct pkt *pk, struct obuf *o, uint8_t stratum, const uint8_t *p)
{
	ob_str(o, ", Reference-ID: ");
	if (!stratum) {
		ob_str(o, "(unspec)");
	} else if (stratum == 1) {
		for (int i = 0; i < 4; i++)
			ob_vis(o, p[i]);
	} else if (stratum == INFO_QUERY || stratum == INFO_REPLY) {
		names_ip4(pk, o, p);
		ob_str(o, stratum == INFO_QUERY ? " INFO_QUERY" : " INFO_REPLY");
		return false;
	} else {
		ob_0x(o, be32(p), 8);
	}
	return true;
}

static void stratum_text(struct obuf *o, uint8_t stratum)
{
	ob_num(o, ", Stratum ", stratum, " (");
	ob_str(o, stratum > 15	 ? "reserved" :
		  stratum > 1	 ? "secondary reference" :
		  stratum == 1	 ? "primary reference" :
				 "unspecified");
	ob_c(o, ')');
}

static void authentication(struct view v, struct obuf *o)
{
	uint32_t key;

	if (!v.len)
		return;
	if (v.len != 4 && v.len != 20 && v.len != 24) {
		ob_num(o, "\n\t(", v.len, " more bytes after the header)");
		return;
	}
	key = view_be32(&v);
	ob_num(o, "\n\tKey id: ", key, "");
	if (v.len) {
		const uint8_t *p = view_at(&v, 0, v.len);

		ob_str(o, "\n\tAuthentication: ");
		ob_hex_bytes(o, p, v.len);
	}
}

static void clock_text(struct pkt *pk, struct view v, struct obuf *o)
{
	static const char *const titles[] = {
		"\n\t  Reference Timestamp:  ", "\n\t  Originator Timestamp: ",
		"\n\t  Receive Timestamp:    ", "\n\t  Transmit Timestamp:   ",
	};
	uint8_t stratum = *view_at(&v, 1, 1);
	const uint8_t *p;
	uint64_t stamps[4];

	stratum_text(o, stratum);
	poll_text(o, (int8_t)*view_at(&v, 2, 1));
	p = view_at(&v, 3, 1);
	ob_str(o, ", precision ");
	ob_i(o, (int8_t)*p);
	pk->whole = false;
	view_skip(&v, 4);
	p = view_bytes(&v, 4);
	ob_str(o, "\n\tRoot Delay: ");
	fixed_text(o, be32(p));
	p = view_bytes(&v, 4);
	ob_str(o, ", Root dispersion: ");
	fixed_text(o, be32(p));
	p = view_bytes(&v, 4);
	if (!reference_text(pk, o, stratum, p))
		return;
	for (int i = 0; i < 4; i++) {
		stamps[i] = view_be64(&v);
		ob_str(o, titles[i]);
		ntp_stamp(o, stamps[i]);
	}
	ob_str(o, "\n\t    Originator - Receive Timestamp:  ");
	difference_text(o, stamps[1], stamps[2]);
	ob_str(o, "\n\t    Originator - Transmit Timestamp: ");
	difference_text(o, stamps[1], stamps[3]);
	authentication(v, o);
}

static void invalid(struct view v, struct obuf *o)
{
	ob_str(o, " (invalid)");
	view_need(&v, v.len);
}

static void control_text(struct view v, struct obuf *o)
{
	static const char *const titles[] = { ", Assoc.=", ", Offset=", ", Count=" };
	uint8_t op = *view_at(&v, 1, 1);
	uint16_t n;

	ob_str(o, op & 0x80 ? ", Response" : ", Request");
	ob_str(o, op & 0x40 ? ", Error" : ", OK");
	ob_str(o, op & 0x20 ? ", More" : ", Last");
	ob_num(o, ", OpCode=", op & 0x1f, "\n");
	n = be16(view_at(&v, 2, 2));
	ob_num(o, "\tSequence=", n, "");
	n = be16(view_at(&v, 4, 2));
	ob_str(o, ", Status=");
	if (n)
		ob_0x(o, n, 0);
	else
		ob_c(o, '0');
	for (size_t i = 0; i < 3; i++) {
		n = be16(view_at(&v, 6 + 2 * i, 2));
		ob_str(o, titles[i]);
		ob_u(o, n);
	}
	if (n > v.len - CONTROL_HEADER) {
		invalid(v, o);
	} else if (n) {
		v.pk->whole = false;
		view_need(&v, (size_t)CONTROL_HEADER + n);
		ob_str(o, "\n\tTO-BE-DONE: data not interpreted");
	}
}

static void ntp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	uint8_t first = *view_at(&v, 0, 1), mode = first & 7;

	ob_num(o, "NTPv", first >> 3 & 7, ", ");
	ob_str(o, modes[mode]);
	ob_num(o, ", length ", v.len, "");
	if (!pk->show->v)
		return;
	ob_str(o, "\n\tLeap indicator: ");
	ob_str(o, leaps[first >> 6]);
	ob_num(o, " (", first & 0xc0, ")");
	if (mode == RESERVED)
		return;
	if (v.len < (mode == CONTROL ? CONTROL_HEADER : HEADER))
		invalid(v, o);
	else if (mode == CONTROL)
		control_text(v, o);
	else
		clock_text(pk, v, o);
}

const struct printer printer_ntp = { .name = "ntp", .title = "NTP", .on = ntp_on,
	.print = ntp_print, .whole = true };
