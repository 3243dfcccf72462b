/* OAM of a link (IEEE 802.3 clause 57): flags(2) code(1), then elements or raw data. */
#include "hex.h"
#include "proto/slow.h"

enum code { INFORMATION, EVENTS, REQUEST, RESPONSE, LOOPBACK, VENDOR = 0xfe };

#define INFORMATION_LEN 16
#define EVENT_LEN 40

static const struct word codes[] = {
	{ INFORMATION, "Information" }, { EVENTS, "Event Notification" },
	{ REQUEST, "Variable Request" }, { RESPONSE, "Variable Response" },
	{ LOOPBACK, "Loopback Control" }, { VENDOR, "Vendor Private" }, { 0, NULL },
};
static const struct word flags[] = {
	{ 0x0001, "Link Fault" }, { 0x0002, "Dying Gasp" }, { 0x0004, "Critical Event" },
	{ 0x0008, "Local Evaluating" }, { 0x0010, "Local Stable" },
	{ 0x0020, "Remote Evaluating" }, { 0x0040, "Remote Stable" }, { 0, NULL },
};
static const struct word kinds[] = {
	{ 0, "End of TLV marker" }, { 1, "Local" }, { 2, "Remote" },
	{ 0xfe, "Organization specific" }, { 0, NULL },
};
static const struct word events[] = {
	{ 0, "End of TLV marker" }, { 1, "Errored Symbol Period Event" },
	{ 2, "Errored Frame Event" }, { 3, "Errored Frame Period Event" },
	{ 4, "Errored Frame Seconds Summary Event" }, { 0xfe, "Organization specific" },
	{ 0, NULL },
};
static const char *const parser[4] = { "forwarding", "looping back", "discarding", "reserved" };
static const struct word config[] = {
	{ 0x01, "Active" }, { 0x02, "Unidirectional" }, { 0x04, "Remote-Loopback" },
	{ 0x08, "Link-Events" }, { 0x10, "Variable-Retrieval" }, { 0, NULL },
};
static const struct word commands[] = {
	{ 1, "Enable OAM Remote Loopback" }, { 2, "Disable OAM Remote Loopback" }, { 0, NULL },
};

static void information(const uint8_t *p, struct obuf *o)
{
	ob_num(o, "\n\t    OAM-Version ", p[0], ", Revision ");
	ob_u(o, be16(p + 1));
	ob_str(o, "\n\t    State-Parser-Action ");
	ob_str(o, parser[p[3] & 3]);
	ob_str(o, ", State-MUX-Action ");
	ob_str(o, p[3] & 4 ? "discarding" : "forwarding");
	ob_str(o, "\n\t    OAM-Config Flags [");
	ob_bits(o, config, p[4], ", ", "none");
	ob_num(o, "], OAM-PDU-Config max-PDU size ", be16(p + 5) & 0x7ff, "\n\t    OUI ");
	ob_str(o, names_vendor(be24(p + 7)));
	ob_str(o, " (");
	ob_0x(o, be24(p + 7), 6);
	ob_str(o, "), Vendor-Private ");
	ob_0x(o, be32(p + 10), 8);
}

static void event(const uint8_t *p, struct obuf *o)
{
	ob_num(o, "\n\t    Timestamp ", be16(p) * 100u, " ms, Errored Window ");
	ob_num(o, "", be64(p + 2), "\n\t    Errored Threshold ");
	ob_num(o, "", be64(p + 10), "\n\t    Errors ");
	ob_num(o, "", be64(p + 18), "\n\t    Error Running Total ");
	ob_num(o, "", be64(p + 26), "\n\t    Event Running Total ");
	ob_u(o, be32(p + 34));
}

/* v is an element's value. */
static bool element(struct view v, enum code code, uint8_t type, struct obuf *o)
{
	unsigned right = code == INFORMATION ? INFORMATION_LEN : EVENT_LEN;
	const uint8_t *p;

	if (!type || type > (code == INFORMATION ? 2 : 4))
		return false;
	if (v.len != right - 2) {
		ob_num(o, "\n\t    ERROR: illegal length - should be ", right, "");
		return false;
	}
	p = view_at(&v, 0, right - 2);
	if (code == INFORMATION)
		information(p, o);
	else
		event(p, o);
	return true;
}

static void short_text(struct obuf *o)
{
	ob_str(o, "\n\t\t packet is too short");
}

static void elements(struct pkt *pk, struct view v, enum code code, struct obuf *o)
{
	while (view_more(&v)) {
		const uint8_t *p;
		uint8_t type, len;
		const char *name;
		struct view part;

		if (v.len < 2) {
			short_text(o);
			return;
		}
		p = view_at(&v, 0, 2);
		type = p[0];
		len = p[1];
		name = word_of(code == INFORMATION ? kinds : events, type);
		ob_str(o, "\n\t  ");
		ob_str(o, name ? name : "Reserved");
		ob_str(o, code == INFORMATION ? " Information" : " Link Event");
		ob_num(o, " Type (", type, "), length ");
		ob_u(o, len);
		if (!type)
			return;
		if (len < 2) {
			ob_str(o, "\n\t    ERROR: illegal length - should be >= 2");
			return;
		}
		if (len > v.len) {
			short_text(o);
			return;
		}
		part = view_take(&v, len);
		view_need(&part, len);
		if (pk->failed)
			return;
		if (!element(view_behind(part, 2), code, type, o) || pk->show->v > 1)
			hex_dump(o, "\n\t  ", part.p, len, false);
	}
}

/* False: it is shown as it is. */
static bool body(struct pkt *pk, struct view v, enum code code, struct obuf *o)
{
	uint8_t command;

	switch (code) {
	case INFORMATION:
		elements(pk, v, code, o);
		return true;
	case EVENTS:
		if (v.len < 2) {
			short_text(o);
			return true;
		}
		ob_num(o, "\n\t  Sequence Number ", be16(view_bytes(&v, 2)), "");
		elements(pk, v, code, o);
		return true;
	case LOOPBACK:
		if (v.len < 1) {
			short_text(o);
			return true;
		}
		command = *view_at(&v, 0, 1);
		ob_str(o, "\n\t  Command ");
		ob_word(o, commands, command, "Unknown (", ")");
		if (word_of(commands, command))
			ob_num(o, " (", command, ")");
		return true;
	case REQUEST:
	case RESPONSE:
	case VENDOR:
	default:
		return false;
	}
}

void oam_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p;
	uint8_t code;

	if (v.len < 3) {
		short_text(o);
		return;
	}
	p = view_bytes(&v, 3);
	code = p[2];
	ob_str(o, "\n\tCode ");
	ob_word(o, codes, code, "Unknown (", ")");
	ob_str(o, " OAM PDU, Flags [");
	ob_bits(o, flags, be16(p), ", ", "none");
	ob_c(o, ']');
	if (!body(pk, v, code, o) && pk->show->v < 2)
		hex_dump(o, "\n\t  ", v.p, v.len < view_left(&v) ? v.len : view_left(&v), false);
}
