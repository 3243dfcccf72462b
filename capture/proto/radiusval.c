/* What the values of RADIUS' attributes say. */
#include <time.h>

#include "hex.h"
#include "proto/eap.h"
#include "proto/ntpstamp.h"
#include "proto/radius.h"

#define TAG_MAX 0x1f
#define IPX_NETWORK 23
#define APPLETALK_LINK 37
#define APPLETALK_NETWORK 38
#define FRAMED_ADDRESS 8
#define LOGIN_HOST 14
#define ANY_BY_NAS 0xfffffffe

static const struct word tags[] = { { 0x31, "Tagged" }, { 0x32, "Untagged" }, { 0, NULL } };

static const struct word features[] = {
	{ 1, "MIP6_INTEGRATED" }, { 2, "LOCAL_HOME_AGENT_ASSIGNMENT" }, { 0, NULL },
};

/* From bit 40 on. */
static const struct word features_above[] = {
	{ 0x001, "PMIP6_SUPPORTED" }, { 0x002, "IP4_HOA_SUPPORTED" },
	{ 0x004, "LOCAL_MAG_ROUTING_SUPPORTED" }, { 0x008, "ASSIGN_LOCAL_IP" },
	{ 0x010, "MIP4_SUPPORTED" }, { 0x020, "OPTIMIZED_IDLE_MODE_MOBILITY" },
	{ 0x040, "GTPv2_SUPPORTED" }, { 0x080, "IP4_TRANSPORT_SUPPORTED" },
	{ 0x100, "IP4_HOA_ONLY_SUPPORTED" }, { 0x200, "INTER_MAG_ROUTING_SUPPORTED" },
	{ 0, NULL },
};

static const struct word operators[] = {
	{ '0', "TADIG" }, { '1', "REALM" }, { '2', "E212" }, { '3', "ICC" }, { 0, NULL },
};

static const struct word location_codes[] = { { 0, "Civic" }, { 1, "Geospatial" }, { 0, NULL } };
static const struct word location_entities[] = { { 0, "User" }, { 1, "RADIUS" }, { 0, NULL } };

static const struct word rules[] = {
	{ 0x0001, "MBZ-15" }, { 0x0002, "MBZ-14" }, { 0x0004, "MBZ-13" }, { 0x0008, "MBZ-12" },
	{ 0x0010, "MBZ-11" }, { 0x0020, "MBZ-10" }, { 0x0040, "MBZ-9" }, { 0x0080, "MBZ-8" },
	{ 0x0100, "MBZ-7" }, { 0x0200, "MBZ-6" }, { 0x0400, "MBZ-5" }, { 0x0800, "MBZ-4" },
	{ 0x1000, "MBZ-3" }, { 0x2000, "MBZ-2" }, { 0x4000, "MBZ-1" },
	{ 0x8000, "Retransmission Allowed" }, { 0, NULL },
};

/* What is no text is a dot; a NUL ends it. */
static void text(struct view v, bool to_nul, struct obuf *o)
{
	for (size_t i = 0; i < v.len; i++) {
		uint8_t c = *view_at(&v, i, 1);

		if (!c && to_nul)
			break;
		ob_c(o, c >= 0x20 && c < 0x7f ? (char)c : '.');
	}
}

static bool wrong_length(size_t len, size_t right, const char *error, struct obuf *o)
{
	if (len == right)
		return false;
	ob_str(o, error);
	ob_num(o, ": length ", len, " != ");
	ob_u(o, right);
	return true;
}

static bool too_short(size_t len, size_t least, struct obuf *o)
{
	if (len >= least)
		return false;
	ob_num(o, "ERROR: length ", len, " < ");
	ob_u(o, least);
	return true;
}

static void tag_text(uint8_t tag, struct obuf *o)
{
	if (tag)
		ob_num(o, "Tag[", tag, "] ");
	else
		ob_str(o, "Tag[Unused] ");
}

static void vlan_tag(uint8_t tag, struct obuf *o)
{
	const char *name = word_of(tags, tag);

	ob_str(o, name ? name : "Unknown tag");
	ob_str(o, " (0x");
	ob_hex(o, tag, 2);
	ob_str(o, ") ");
}

static void seconds(uint32_t v, struct obuf *o)
{
	if (v >= 3600) {
		ob_dec(o, v / 3600, 2);
		ob_c(o, ':');
	}
	if (v >= 60) {
		ob_dec(o, v / 60 % 60, 2);
		ob_c(o, ':');
	}
	ob_dec(o, v % 60, 2);
	ob_str(o, v < 60 ? " secs" : v < 3600 ? " min" : " hours");
}

static void date(uint32_t v, struct obuf *o)
{
	time_t t = v;
	struct tm tm;
	char s[32];

	if (localtime_r(&t, &tm) && strftime(s, sizeof(s), "%a %b %e %H:%M:%S %Y", &tm))
		ob_str(o, s);
}

static void number(const struct radius_attr *a, uint8_t type, uint32_t v, struct obuf *o)
{
	if (a->words)
		ob_word(o, a->words, v, "#", "");
	else if (type == IPX_NETWORK && v == ANY_BY_NAS)
		ob_str(o, "NAS Select");
	else if (type == APPLETALK_LINK && !v)
		ob_str(o, "Unnumbered");
	else if (type == APPLETALK_NETWORK && !v)
		ob_str(o, "NAS assigned");
	else
		ob_u(o, v);
}

static void address(struct pkt *pk, uint8_t type, const uint8_t *p, struct obuf *o)
{
	bool any = type == FRAMED_ADDRESS || type == LOGIN_HOST;

	if (any && be32(p) == UINT32_MAX)
		ob_str(o, "User Selected");
	else if (any && be32(p) == ANY_BY_NAS)
		ob_str(o, "NAS Select");
	else
		names_ip4(pk, o, p);
}

/* Kinds of four bytes. */
static void four(struct pkt *pk, uint8_t type, struct view *v, struct obuf *o)
{
	const struct radius_attr *a = &radius_attrs[type];
	const uint8_t *p;

	if (wrong_length(v->len, 4, a->kind == ERROR_CAUSE ? "Error" : "ERROR", o))
		return;
	if (a->kind == TAGGED || a->kind == TAGGED_WORD)
		tag_text(*view_at(v, 0, 1), o);
	if (a->kind == VLAN)
		vlan_tag(*view_at(v, 0, 1), o);
	p = view_at(v, 0, 4);
	if (pk->failed)
		return;
	switch (a->kind) {
	case NUMBER:
		number(a, type, be32(p), o);
		break;
	case SECONDS:
		seconds(be32(p), o);
		break;
	case DATE:
		date(be32(p), o);
		break;
	case ADDRESS:
		address(pk, type, p, o);
		break;
	case VLAN:
		ob_u(o, be24(p + 1));
		break;
	case ERROR_CAUSE:
		ob_num(o, "Error cause ", be32(p), ": ");
		if (radius_cause(be32(p)))
			ob_str(o, radius_cause(be32(p)));
		else
			ob_num(o, "Error-Cause ", be32(p), " not known");
		break;
	default:
		if (a->kind == TAGGED_WORD)
			ob_word(o, a->words, be24(p + 1), "#", "");
		else
			ob_u(o, be24(p + 1));
		break;
	}
}

static void vendor(struct pkt *pk, struct view *v, struct obuf *o)
{
	uint32_t number;

	if (v->len < 4) {
		pkt_mark(pk, o);
		return;
	}
	number = view_be32(v);
	ob_str(o, "Vendor: ");
	ob_str(o, radius_vendor(number));
	ob_num(o, " (", number, ")");
	while (v->len >= 2 && view_more(v)) {
		uint8_t type = view_u8(v), n = view_u8(v);

		if (n >= 2 && n - 2u <= v->len && n - 2u > view_left(v)) {
			pkt_mark(pk, o);
			return;
		}
		ob_num(o, "\n\t    Vendor Attribute: ", type, ", Length: ");
		if (n < 2) {
			ob_num(o, "", n, " (bogus, must be >= 2)");
			return;
		}
		if (n - 2u > v->len) {
			ob_num(o, "", n, " (bogus, goes past end of vendor-specific attribute)");
			return;
		}
		ob_num(o, "", n - 2u, ", Value: ");
		text(view_take(v, n - 2u), false, o);
	}
}

static void salted(struct view *v, struct obuf *o)
{
	uint8_t tag;

	if (v->len < 3)
		view_failed(v);
	view_need(v, v->len);
	tag = view_u8(v);
	tag_text(tag > TAG_MAX ? 0 : tag, o);
	ob_num(o, "Salt ", view_be16(v), " ");
	text(*v, true, o);
}

static void prefix6(struct pkt *pk, struct view *v, struct obuf *o)
{
	uint8_t addr[16] = { 0 };
	size_t n = v->len - 2;
	const uint8_t *p;

	if (v->len < 2 || v->len > 18) {
		ob_num(o, "ERROR: length ", v->len, " not in range (2..18)");
		return;
	}
	p = view_at(v, 0, v->len);
	if (p[1] > 128) {
		ob_num(o, "ERROR: netmask ", p[1], " not in range (0..128)");
		return;
	}
	memcpy(addr, p + 2, n);
	names_ip6(pk, o, addr);
	ob_num(o, "/", p[1], p[1] > n * 8 ? " (inconsistent prefix length)" : "");
}

static void mip6_prefix(struct pkt *pk, struct view *v, struct obuf *o)
{
	const uint8_t *p;

	if (wrong_length(v->len, 17, "ERROR", o))
		return;
	p = view_at(v, 0, 17);
	if (p[0] > 128) {
		ob_num(o, "ERROR: netmask ", p[0], " not in range (0..128)");
		return;
	}
	names_ip6(pk, o, p + 1);
	ob_num(o, "/", p[0], "");
}

static void mip6_features(struct view *v, struct obuf *o)
{
	uint64_t bits;
	uint32_t above;

	if (wrong_length(v->len, 8, "ERROR", o))
		return;
	ob_c(o, '[');
	bits = view_be64(v);
	above = (uint32_t)(bits >> 40);
	ob_bits(o, features, (uint32_t)bits, ", ", "");
	if (bits & 3 && above & 0x3ff)
		ob_str(o, ", ");
	ob_bits(o, features_above, above, ", ", "");
	ob_c(o, ']');
}

static void hex_upper(struct view *v, size_t n, struct obuf *o)
{
	while (n--) {
		uint8_t b = view_u8(v);

		ob_c(o, "0123456789ABCDEF"[b >> 4]);
		ob_c(o, "0123456789ABCDEF"[b & 15]);
	}
}

static void arap(enum radius_kind kind, struct view *v, struct obuf *o)
{
	static const char *const times[] = {
		", created at: ", ", expires in: ", ", Current Time: ",
	};

	if (wrong_length(v->len, kind == ARAP_PASSWORD ? 16 : 14, "ERROR", o))
		return;
	if (kind == ARAP_PASSWORD) {
		ob_str(o, "User_challenge (");
		hex_upper(v, 8, o);
		ob_str(o, ") User_resp(");
		hex_upper(v, 8, o);
		ob_c(o, ')');
		return;
	}
	ob_str(o, view_u8(v) ? "User can change password" : "User cannot change password");
	ob_num(o, ", Min password length: ", view_u8(v), "");
	for (int i = 0; i < 3; i++) {
		ob_str(o, times[i]);
		hex_upper(v, 4, o);
	}
}

static void operator_name(struct view *v, struct obuf *o)
{
	uint8_t space;

	if (too_short(v->len, 2, o))
		return;
	view_need(v, v->len);
	space = view_u8(v);
	ob_c(o, '[');
	ob_word(o, operators, space, "unknown namespace ", "");
	ob_str(o, "] ");
	ob_vis_view(o, *v);
}

static void location_info(struct view *v, struct obuf *o)
{
	view_need(v, v->len);
	if (too_short(v->len, 21, o))
		return;
	ob_num(o, "index ", view_be16(v), ", code ");
	ob_word(o, location_codes, view_u8(v), "Unknown (", ")");
	ob_str(o, ", entity ");
	ob_word(o, location_entities, view_u8(v), "Unknown (", ")");
	ob_str(o, ", sighting time ");
	ntp_stamp(o, view_be64(v));
	ob_str(o, ", time to live ");
	ntp_stamp(o, view_be64(v));
	ob_str(o, ", method \"");
	ob_vis_view(o, *v);
	ob_c(o, '"');
}

static void location_data(struct view *v, struct obuf *o)
{
	if (too_short(v->len, 3, o))
		return;
	view_need(v, v->len);
	ob_num(o, "index ", view_be16(v), ", location");
	hex_dump(o, "\n\t    ", v->p, view_left(v), true);
}

static void location_rules(struct view *v, struct obuf *o)
{
	view_need(v, v->len);
	if (too_short(v->len, 10, o))
		return;
	ob_str(o, "flags [");
	ob_bits(o, rules, view_be16(v), ", ", "none");
	ob_str(o, "], retention expires ");
	ntp_stamp(o, view_be64(v));
	if (v->len) {
		ob_str(o, ", note well \"");
		ob_vis_view(o, *v);
		ob_c(o, '"');
	}
}

static void tagged_text(enum radius_kind kind, struct view *v, struct obuf *o)
{
	uint8_t tag;

	view_need(v, v->len);
	tag = *view_at(v, 0, 1);
	if (kind == VLAN_NAME)
		vlan_tag(tag, o);
	else if (tag <= TAG_MAX)
		tag_text(tag, o);
	if (kind == VLAN_NAME || tag <= TAG_MAX)
		view_pass(v, 1);
	text(*v, true, o);
}

/* Kinds of any length. */
static void other(struct pkt *pk, enum radius_kind kind, struct view *v, struct obuf *o)
{
	switch (kind) {
	case TEXT:
		view_need(v, v->len);
		text(*v, true, o);
		break;
	case VLAN_NAME:
	case TAGGED_TEXT:
		tagged_text(kind, v, o);
		break;
	case VENDOR:
		vendor(pk, v, o);
		break;
	case SALTED:
		salted(v, o);
		break;
	case EAP:
		if (view_left(v) < v->len)
			pkt_mark(pk, o);
		else
			eap_packet(pk, *v, v->len, o);
		break;
	case ARAP_PASSWORD:
	case ARAP_FEATURES:
		arap(kind, v, o);
		break;
	case ARAP_RESPONSE:
		if (v->len < 8)
			wrong_length(v->len, 8, "ERROR", o);
		else
			hex_upper(v, 8, o);
		break;
	case ADDRESS6:
		if (!wrong_length(v->len, 16, "ERROR", o))
			names_ip6(pk, o, view_at(v, 0, 16));
		break;
	case PREFIX6:
		prefix6(pk, v, o);
		break;
	case MIP6_FEATURES:
		mip6_features(v, o);
		break;
	case MIP6_PREFIX:
		mip6_prefix(pk, v, o);
		break;
	case OPERATOR:
		operator_name(v, o);
		break;
	case LOCATION_INFO:
		location_info(v, o);
		break;
	case LOCATION_DATA:
		location_data(v, o);
		break;
	case LOCATION_RULES:
		location_rules(v, o);
		break;
	default:
		break;
	}
}

void radius_value(struct pkt *pk, uint8_t type, struct view v, struct obuf *o)
{
	enum radius_kind kind = type < RADIUS_ATTRS ? radius_attrs[type].kind : NOTHING;

	switch (kind) {
	case NUMBER:
	case SECONDS:
	case DATE:
	case ADDRESS:
	case VLAN:
	case TAGGED:
	case TAGGED_WORD:
	case ERROR_CAUSE:
		four(pk, type, &v, o);
		break;
	default:
		other(pk, kind, &v, o);
		break;
	}
}

bool radius_goes_on(uint8_t type)
{
	switch (type < RADIUS_ATTRS ? radius_attrs[type].kind : NOTHING) {
	case TEXT:
	case VLAN_NAME:
	case TAGGED_TEXT:
	case SALTED:
	case PREFIX6:
	case MIP6_PREFIX:
	case OPERATOR:
	case LOCATION_INFO:
	case LOCATION_DATA:
	case LOCATION_RULES:
		return true;
	default:
		return false;
	}
}
