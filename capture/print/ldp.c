/* LDP (RFC 5036): version(2) length(2) identifier(4, 2), then messages of type(2) length(2) ID(4)
 * and TLVs. */
#include "proto/ldp.h"
#include "proto/bgp.h"
#include "proto/rest.h"

#define HEADER 10
#define MESSAGE 8

static const struct bind ldp_on[] = { { BY_UDP, 646, 47 }, { BY_TCP, 646, 80 }, { 0 } };

static const struct word messages[] = {
	{ 0x0001, "Notification" }, { 0x0100, "Hello" }, { 0x0200, "Initialization" },
	{ 0x0201, "Keepalive" }, { 0x0300, "Address" }, { 0x0301, "Address Withdraw" },
	{ 0x0400, "Label Mapping" }, { 0x0401, "Label Request" }, { 0x0402, "Label Withdraw" },
	{ 0x0403, "Label Release" }, { 0x0404, "Label Abort Request" }, { 0, NULL },
};

enum tlv {
	FEC = 0x0100,
	ADDRESSES,
	LABEL = 0x0200,
	STATUS = 0x0300,
	HELLO = 0x0400,
	TRANSPORT4,
	CONFIGURATION,
	TRANSPORT6,
	SESSION = 0x0500,
	FAULT_TOLERANT = 0x0503,
	MTU = 0x0601,
};

static const struct word tlvs[] = {
	{ FEC, "FEC" }, { ADDRESSES, "Address List" }, { 0x0103, "Hop Count" },
	{ 0x0104, "Path Vector" }, { LABEL, "Generic Label" }, { 0x0201, "ATM Label" },
	{ 0x0202, "Frame-Relay Label" }, { STATUS, "Status" }, { 0x0301, "Extended Status" },
	{ 0x0302, "Returned PDU" }, { 0x0303, "Returned Message" },
	{ HELLO, "Common Hello Parameters" }, { TRANSPORT4, "IPv4 Transport Address" },
	{ CONFIGURATION, "Configuration Sequence Number" },
	{ TRANSPORT6, "IPv6 Transport Address" }, { SESSION, "Common Session Parameters" },
	{ 0x0501, "ATM Session Parameters" }, { 0x0502, "Frame-Relay Session Parameters" },
	{ FAULT_TOLERANT, "Fault-Tolerant Session Parameters" },
	{ 0x0600, "Label Request Message ID" }, { MTU, "MTU" }, { 0, NULL },
};

/* The least that the value must be long. */
static size_t least(uint16_t type)
{
	switch (type) {
	case FEC:
		return 1;
	case ADDRESSES:
	case MTU:
		return 2;
	case LABEL:
	case HELLO:
	case TRANSPORT4:
	case CONFIGURATION:
		return 4;
	case STATUS:
	case SESSION:
		return 8;
	case FAULT_TOLERANT:
		return 12;
	case TRANSPORT6:
		return 16;
	default:
		return 0;
	}
}

static void addresses(struct pkt *pk, struct view v, struct obuf *o)
{
	uint16_t af = be16(view_at(&v, 0, 2));
	size_t size = af == 1 ? 4 : 16;
	const char *s = word_of(bgp_afis, af);

	ob_str(o, "\n\t      Address Family: ");
	if (s && af)
		ob_str(o, s);
	else
		ob_num(o, "Unknown (", af, ")");
	ob_str(o, ", addresses");
	view_pass(&v, 2);
	while ((af == 1 || af == 2) && v.len >= size && view_more(&v)) {
		const uint8_t *p = view_at(&v, 0, size);

		ob_c(o, ' ');
		if (af == 1)
			names_ip4(pk, o, p);
		else
			names_ip6(pk, o, p);
		view_pass(&v, size);
	}
}

static void hello(struct view v, struct obuf *o)
{
	const uint8_t *p = view_at(&v, 0, 4);
	uint16_t flags = be16(p + 2);

	ob_num(o, "\n\t      Hold Time: ", be16(p), "s, Flags: [");
	ob_str(o, flags & 0x8000 ? "Targeted Hello" : "Link Hello");
	if (flags & 0x4000)
		ob_str(o, ", Request for targeted Hellos");
	ob_c(o, ']');
}

static void session(struct view v, struct obuf *o)
{
	const uint8_t *p = view_at(&v, 0, 8);

	ob_num(o, "\n\t      Version: ", be16(p), ", Keepalive: ");
	ob_num(o, "", be16(p + 2), "s, Flags: [");
	ob_str(o, p[6] & 0x80 ? "Downstream On Demand" : "Downstream Unsolicited");
	ob_str(o, p[6] & 0x40 ? ", Loop Detection Enabled]" : ", Loop Detection Disabled]");
}

/* RFC 3479, section 8.2. */
static void fault_tolerant(struct view v, struct obuf *o)
{
	uint16_t flags = be16(view_at(&v, 0, 2));
	uint32_t time;

	ob_str(o,
	       flags & 0x8000 ? "\n\t      Flags: [Reconnect" : "\n\t      Flags: [No Reconnect");
	ob_str(o, flags & 8 ? ", Save State" : ", Don't Save State");
	ob_str(o, flags & 4 ? ", All-Label Protection" : ", No All-Label Protection");
	ob_str(o, flags & 2 ? ", Sequence Numbered Label Checkpoint" : ", All Labels Checkpoint");
	ob_str(o, flags & 1 ? ", Re-Learn State]" : ", Don't Re-Learn State]");
	time = be32(view_at(&v, 4, 4));
	if (time)
		ob_num(o, ", Reconnect Timeout: ", time, "ms");
	time = be32(view_at(&v, 8, 4));
	if (time)
		ob_num(o, ", Recovery Time: ", time, "ms");
}

static void status(struct view v, struct obuf *o)
{
	uint32_t code = be32(view_at(&v, 0, 4)), cause;

	ob_str(o, "\n\t      Status: ");
	ob_0x(o, code & 0x3fffffff, 2);
	ob_str(o, code & 0x80000000 ? ", Flags: [Fatal error and " :
				      ", Flags: [Advisory Notification and ");
	ob_str(o, code & 0x40000000 ? "do forward]" : "don't forward]");
	cause = be32(view_at(&v, 4, 4));
	if (cause) {
		ob_str(o, ", causing Message ID: ");
		ob_0x(o, cause, 8);
	}
}

static void value(struct pkt *pk, struct view v, uint16_t type, struct obuf *o)
{
	switch (type) {
	case FEC:
		ldp_fec(pk, v, o);
		return;
	case ADDRESSES:
		addresses(pk, v, o);
		return;
	case LABEL:
		ob_num(o, "\n\t      Label: ", be32(view_at(&v, 0, 4)) & 0xfffff, "");
		return;
	case STATUS:
		status(v, o);
		return;
	case HELLO:
		hello(v, o);
		return;
	case TRANSPORT4:
		ob_str(o, "\n\t      IPv4 Transport Address: ");
		names_ip4(pk, o, view_at(&v, 0, 4));
		return;
	case CONFIGURATION:
		ob_num(o, "\n\t      Sequence Number: ", be32(view_at(&v, 0, 4)), "");
		return;
	case TRANSPORT6:
		ob_str(o, "\n\t      IPv6 Transport Address: ");
		names_ip6(pk, o, view_at(&v, 0, 16));
		return;
	case SESSION:
		session(v, o);
		return;
	case FAULT_TOLERANT:
		fault_tolerant(v, o);
		return;
	case MTU:
		ob_num(o, "\n\t      MTU: ", be16(view_at(&v, 0, 2)), "");
		return;
	default:
		if (pk->show->v <= 1)
			hex_view(o, "\n\t      ", v);
	}
}

/* One TLV. False: there is no next. */
static bool tlv(struct pkt *pk, struct view *v, struct obuf *o)
{
	struct view body = view_behind(*v, 4);
	const uint8_t *p;
	uint16_t type, n;
	const char *s;

	if (v->len < 4)
		return false;
	p = view_at(v, 0, 4);
	type = be16(p);
	n = be16(p + 2);
	s = word_of(tlvs, type & 0x3fff);
	if (pk->failed)
		return false;
	if (n > v->len - 4) {
		ob_str(o, "\n\t\t TLV contents go past end of message");
		return false;
	}
	ob_str(o, "\n\t    ");
	ob_str(o, s ? s : "Unknown");
	ob_str(o, " TLV (");
	ob_0x(o, type & 0x3fff, 4);
	ob_num(o, "), length: ", n, ", Flags: [");
	ob_str(o, type & 0x8000 ? "continue processing and " : "ignore and ");
	ob_str(o, type & 0x4000 ? "do forward if unknown]" : "don't forward if unknown]");
	body.len = n;
	if (n < least(type & 0x3fff))
		ldp_short(o, n, least(type & 0x3fff));
	else
		value(pk, body, type & 0x3fff, o);
	view_pass(v, 4u + n);
	return !pk->failed;
}

/* One message. Its length; 0: nothing can follow. */
static size_t message(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p = view_at(&v, 0, MESSAGE);
	uint16_t type = be16(p), n = be16(p + 2);
	const char *s = word_of(messages, type & 0x7fff);
	/* requests, releases and aborts only have their bytes shown */
	bool known =
		s && type % 0x8000 != 0x0401 && type % 0x8000 != 0x0403 && type % 0x8000 != 0x0404;
	struct view body = view_behind(v, MESSAGE), rest;

	if (pk->failed)
		return 0;
	ob_str(o, "\n\t  ");
	ob_str(o, s ? s : "Unknown");
	ob_str(o, " Message (");
	ob_0x(o, type & 0x7fff, 4);
	ob_num(o, "), length: ", n, "");
	if (n < 4) {
		ob_str(o, " (too short, < 4)");
		return 0;
	}
	ob_str(o, ", Message ID: ");
	ob_0x(o, be32(p + 4), 8);
	ob_str(o, type & 0x8000 ? ", Flags: [continue processing if unknown]" :
				  ", Flags: [ignore if unknown]");
	body.len = n - 4u;
	/* four bytes less than it has, as the classic check goes */
	view_need(&v, n);
	rest = body;
	while (known && view_more(&rest) && tlv(pk, &rest, o))
		;
	if ((pk->show->v > 1 || !known) && !pk->failed)
		hex_view(o, "\n\t  ", body);
	return 4u + n;
}

/* One PDU. Its length; 0: nothing can follow. */
static size_t pdu(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p = view_at(&v, 0, HEADER);
	uint16_t version = be16(p), n = be16(p + 2), left;

	if (pk->failed)
		return 0;
	ob_str(o, pk->show->v ? "\n\tLDP" : "LDP");
	if (version != 1) {
		ob_num(o, " version ", version, " packet not supported");
		return 0;
	}
	if (n < 6) {
		ob_num(o, ", pdu-length: ", n, " (too short, < 6)");
		return 0;
	}
	ob_str(o, ", Label-Space-ID: ");
	names_ip4(pk, o, p + 4);
	ob_num(o, ":", be16(p + 8), ", pdu-length: ");
	ob_u(o, n);
	if (!pk->show->v)
		return 0;
	view_pass(&v, HEADER);
	/* a length that is too small wraps, as the classic one does: the capture's end ends it */
	for (left = n - 6; left && pkt_step(pk);) {
		size_t len = message(pk, v, o);

		if (!len)
			return 0;
		view_pass(&v, len);
		left = (uint16_t)(left - len);
	}
	return 4u + n;
}

static void ldp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	while (v.len > HEADER + MESSAGE && view_more(&v)) {
		size_t n = pdu(pk, v, o);

		if (!n)
			return;
		if (n > v.len && !pk->failed) {
			ob_num(o, " [remaining length ", v.len, " < ");
			ob_num(o, "", n, "] (invalid)");
		}
		view_pass(&v, n);
	}
}

const struct printer printer_ldp = { .name = "ldp", .title = "LDP", .on = ldp_on,
	.print = ldp_print, .whole = true };
