/* Cisco discovery: version(1) ttl(1) checksum(2), then type(2) length(2) value, over and over. */
#include "hex.h"
#include "print.h"

#define HEAD 4

enum form {
	NOTHING,	/* its value is not shown */
	RAW,
	QUOTED,
	LINES,
	ADDRESSES,
	PREFIXES,
	CAPABILITIES,
	NUMBER,
	DUPLEX,
	VOICE,
	VOICE_REQUEST,
	POWER,
	MTU,
	OCTET,
	LOCATION,
};

struct kind {
	const char *name;
	enum form form;
	uint8_t least, most;	/* bytes of its value, where that is checked; most 0: no end */
};

static const struct bind cdp_on[] = { { BY_SNAP, SNAP_KEY(0x00000c, 0x2000), 0 }, { 0 } };

static const struct kind kinds[] = {
	[0x01] = { "Device-ID", QUOTED, 0, 0 },
	[0x02] = { "Address", ADDRESSES, 0, 0 },
	[0x03] = { "Port-ID", QUOTED, 0, 0 },
	[0x04] = { "Capability", CAPABILITIES, 4, 4 },
	[0x05] = { "Version String", LINES, 0, 0 },
	[0x06] = { "Platform", QUOTED, 0, 0 },
	[0x07] = { "Prefixes", PREFIXES, 0, 0 },
	[0x08] = { "Protocol-Hello option", NOTHING, 0, 0 },
	[0x09] = { "VTP Management Domain", QUOTED, 0, 0 },
	[0x0a] = { "Native VLAN ID", NUMBER, 2, 2 },
	[0x0b] = { "Duplex", DUPLEX, 1, 1 },
	[0x0e] = { "ATA-186 VoIP VLAN assignment", VOICE, 3, 3 },
	[0x0f] = { "ATA-186 VoIP VLAN request", VOICE_REQUEST, 2, 3 },
	[0x10] = { "power consumption", POWER, 1, 3 },
	[0x11] = { "MTU", MTU, 4, 4 },
	[0x12] = { "AVVID trust bitmap", OCTET, 1, 1 },
	[0x13] = { "AVVID untrusted ports CoS", OCTET, 1, 1 },
	[0x14] = { "System Name", QUOTED, 0, 0 },
	[0x15] = { "System Object ID (not decoded)", NOTHING, 0, 0 },
	[0x16] = { "Management Addresses", ADDRESSES, 4, 0 },
	[0x17] = { "Physical Location", LOCATION, 1, 0 },
};

#define KINDS (sizeof(kinds) / sizeof(kinds[0]))

static const struct word capabilities[] = {
	{ 0x01, "Router" }, { 0x02, "Transparent Bridge" }, { 0x04, "Source Route Bridge" },
	{ 0x08, "L2 Switch" }, { 0x10, "L3 capable" }, { 0x20, "IGMP snooping" },
	{ 0x40, "L1 capable" }, { 0, NULL },
};

static void text(struct view *v, size_t n, struct obuf *o)
{
	for (size_t i = 0; i < n; i++)
		ob_vis(o, *view_at(v, i, 1));
}

static void lines(struct view *v, size_t n, struct obuf *o)
{
	ob_str(o, "\n\t  ");
	for (size_t i = 0; i < n; i++) {
		uint8_t c = *view_at(v, i, 1);

		if (c == '\n')
			ob_str(o, "\n\t  ");
		else
			ob_vis(o, c);
	}
}

static void bytes(struct view *v, size_t n, struct obuf *o)
{
	for (size_t i = 0; i < n; i++) {
		uint8_t c = *view_at(v, i, 1);

		ob_c(o, ' ');
		ob_hex(o, c, 2);
	}
}

/* Of protocol type(1) length(1) protocol(length) length(2) address: is it the one of IP? */
static bool is_ip(struct view *v, size_t n, bool six)
{
	static const uint8_t four_key[] = { 1, 1, 0xcc, 0, 4 };
	static const uint8_t six_key[] = { 2, 8, 0xaa, 0xaa, 3, 0, 0, 0, 0x86, 0xdd, 0, 16 };
	const uint8_t *key = six ? six_key : four_key;
	size_t len = six ? sizeof(six_key) : sizeof(four_key);

	return n >= len && view_has(v, 0, len) && !memcmp(v->p, key, len);
}

static void address(const struct pkt *pk, struct view *v, size_t n, bool six, uint32_t left,
		    struct obuf *o)
{
	view_at(v, 0, n);
	ob_num(o, six ? "IPv6 (" : "IPv4 (", left, ") ");
	if (six)
		names_ip6(pk, o, view_at(v, n - 16, 16));
	else
		names_ip4(pk, o, view_at(v, n - 4, 4));
}

static const char *other_address(struct view *v, size_t *n, struct obuf *o)
{
	size_t pl, al;

	if (v->len < 2)
		return " (not enough space for PT+PL)";
	pl = *view_at(v, 1, 1);
	if (v->len < 2 + pl + 2)
		return " (not enough space for P+AL)";
	view_need(v, 2 + pl + 2);
	ob_str(o, "pt=");
	ob_0x(o, *view_at(v, 0, 1), 2);
	ob_num(o, ", pl=", pl, ", pb=");
	view_skip(v, 2);
	bytes(v, pl, o);
	view_skip(v, pl);
	al = view_be16(v);
	ob_num(o, ", al=", al, ", a=");
	if (v->len < al)
		return " (not enough space for A)";
	bytes(v, al, o);
	*n = al;
	return NULL;
}

static void addresses(struct pkt *pk, struct view v, struct obuf *o)
{
	const char *wrong = NULL;
	uint32_t n;

	if (v.len < 4) {
		ob_str(o, " (not enough space for num)");
		view_need(&v, v.len);
		return;
	}
	for (n = view_be32(&v); n && pkt_step(pk); n--) {
		bool four = is_ip(&v, v.len, false);
		size_t len;

		if (four || is_ip(&v, v.len, true)) {
			len = four ? 9 : 28;
			if (v.len < len) {
				wrong = " (not enough space for A)";
				break;
			}
			address(pk, &v, len, !four, n, o);
		} else {
			wrong = other_address(&v, &len, o);
			if (wrong)
				break;
		}
		view_skip(&v, len);
		if (n > 1)
			ob_c(o, ' ');
	}
	if (wrong) {
		ob_str(o, wrong);
		view_need(&v, v.len);
	} else if (v.len) {
		ob_num(o, " (", v.len, " bytes of stray data)");
	}
}

static void prefixes(struct pkt *pk, struct view v, struct obuf *o)
{
	if (v.len % 5) {
		ob_num(o, " [length ", v.len, " is not a multiple of 5]");
		view_need(&v, v.len);
		return;
	}
	ob_num(o, " IPv4 Prefixes (", v.len / 5, "):");
	while (view_more(&v)) {
		const uint8_t *p = view_bytes(&v, 5);

		ob_c(o, ' ');
		names_ip4(pk, o, p);
		ob_num(o, "/", p[4], "");
	}
}

/*
 * Milliwatts as watts with two decimals. What lies in the middle is rounded as the quotient of two
 * numbers of type double would be, which is a little more or less than that.
 */
static void watts(uint32_t mw, struct obuf *o)
{
	unsigned hundredths = mw / 10;
	bool up = mw % 10 > 5;

	if (mw % 10 == 5) {
		uint64_t scaled = mw, rest;

		while (scaled / 1000 < 1ull << 52)
			scaled <<= 1;
		rest = scaled % 1000;
		if (rest == 500)
			up = scaled / 1000 & 1;
		else
			up = rest ? rest > 500 : hundredths & 1;
	}
	ob_fix(o, hundredths + up, 2);
	ob_c(o, 'W');
}

static void voice(struct view *v, struct obuf *o)
{
	const uint8_t *p = view_at(v, 0, v->len);

	if (v->len == 2) {
		ob_str(o, "unknown ");
		ob_0x(o, be16(p), 4);
	} else {
		ob_num(o, "app ", p[0], ", vlan ");
		ob_u(o, be16(p + 1));
	}
}

static void quoted(struct view *v, struct obuf *o)
{
	ob_c(o, '\'');
	text(v, v->len, o);
	ob_c(o, '\'');
}

static void value(struct pkt *pk, struct view v, enum form form, struct obuf *o)
{
	uint32_t n;

	switch (form) {
	case QUOTED:
		quoted(&v, o);
		break;
	case LINES:
		lines(&v, v.len, o);
		break;
	case ADDRESSES:
		addresses(pk, v, o);
		break;
	case PREFIXES:
		prefixes(pk, v, o);
		break;
	case CAPABILITIES:
		n = be32(view_at(&v, 0, 4));
		ob_c(o, '(');
		ob_0x(o, n, 8);
		ob_str(o, "): ");
		ob_bits(o, capabilities, n, ", ", "none");
		break;
	case NUMBER:
		ob_u(o, be16(view_at(&v, 0, 2)));
		break;
	case DUPLEX:
		ob_str(o, *view_at(&v, 0, 1) ? "full" : "half");
		break;
	case VOICE:
	case VOICE_REQUEST:
		voice(&v, o);
		break;
	case POWER:
		n = v.len == 1 ? *view_at(&v, 0, 1) :
		    v.len == 2 ? be16(view_at(&v, 0, 2)) :
				 be24(view_at(&v, 0, 3));
		watts(n, o);
		break;
	case MTU:
		ob_num(o, "", be32(view_at(&v, 0, 4)), " bytes");
		break;
	case OCTET:
		ob_0x(o, *view_at(&v, 0, 1), 2);
		break;
	case LOCATION:
		ob_0x(o, view_u8(&v), 2);
		if (v.len) {
			ob_c(o, '/');
			text(&v, v.len, o);
		}
		break;
	case RAW:
	case NOTHING:
		view_need(&v, v.len);
		break;
	}
}

static void raw(struct view v, struct obuf *o)
{
	view_need(&v, v.len);
	hex_dump(o, "\n\t  ", v.p, v.len < view_left(&v) ? v.len : view_left(&v), false);
}

static void head_text(struct obuf *o, const char *name, uint16_t type, size_t len)
{
	ob_str(o, "\n\t");
	ob_str(o, name);
	ob_str(o, " (");
	ob_0x(o, type, 2);
	ob_num(o, "), value length: ", len, len == 1 ? " byte: " : " bytes: ");
}

static void too_short(const struct pkt *pk, struct obuf *o, const char *name, uint16_t type,
		      size_t len)
{
	if (!pk->show->v) {
		ob_str(o, ", ");
		ob_str(o, name);
		ob_num(o, " TLV length ", len, " too short");
		return;
	}
	ob_str(o, "\n\t");
	ob_str(o, name);
	ob_str(o, " (");
	ob_0x(o, type, 2);
	ob_num(o, "), TLV length: ", len, len == 1 ? " byte (too short)" : " bytes (too short)");
}

/* One element. False: the packet is wrong. */
static bool element(struct pkt *pk, struct view *v, struct obuf *o)
{
	const uint8_t *p = view_at(v, 0, HEAD);
	uint16_t type = be16(p), len = be16(p + 2);
	static const struct kind unknown = { "unknown field type", RAW, 0, 0 };
	const struct kind *kind = type < KINDS && kinds[type].name ? &kinds[type] : &unknown;
	struct view part;

	if (pk->failed)
		return true;
	if (len < HEAD) {
		too_short(pk, o, kind->name, type, len);
		return false;
	}
	if (len > v->len) {
		ob_num(o, " (TLV length ", len, " > ");
		ob_num(o, "", v->len, ")");
		return false;
	}
	view_skip(v, HEAD);
	part = view_take(v, len - HEAD);
	if (pk->show->v)
		head_text(o, kind->name, type, part.len);
	if (part.len < kind->least || (kind->most && part.len > kind->most)) {
		ob_str(o, " (malformed TLV)");
		raw(part, o);
	} else if (pk->show->v && (kind->form != RAW || type < KINDS)) {
		value(pk, part, kind->form, o);
	} else if (type == 1) {
		ob_str(o, ", Device-ID ");
		quoted(&part, o);
	} else {
		raw(part, o);
	}
	return true;
}

static void cdp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	size_t whole = v.len;
	const uint8_t *p;

	if (v.len < HEAD) {
		ob_num(o, " (packet length ", v.len, " < 4) (invalid)");
		view_need(&v, v.len);
		return;
	}
	p = view_bytes(&v, 2);
	ob_num(o, "CDPv", p[0], ", ttl: ");
	ob_num(o, "", p[1], "s");
	p = view_bytes(&v, 2);
	if (pk->show->v) {
		ob_str(o, ", checksum: ");
		ob_0x(o, be16(p), 4);
		ob_num(o, " (unverified), length ", whole, "");
	}
	while (view_more(&v)) {
		if (v.len < HEAD)
			ob_num(o, " (remaining packet length ", v.len, " < 4)");
		if (v.len < HEAD || !element(pk, &v, o)) {
			ob_str(o, " (invalid)");
			view_need(&v, v.len);
			return;
		}
	}
	if (!pk->show->v)
		ob_num(o, ", length ", whole, "");
}

const struct printer printer_cdp = { .name = "cdp", .title = "Cisco discovery (CDP)",
	.on = cdp_on, .print = cdp_print, .whole = true };
