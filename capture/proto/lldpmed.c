/* LLDP elements for media endpoints (ANSI/TIA-1057): policy, location, power, inventory. */
#include "hex.h"
#include "proto/lldp.h"

enum subtype { CAPABILITIES = 1, POLICY, LOCATION, POWER, INVENTORY, INVENTORY_LAST = 11 };
enum location { COORDINATES = 1, CIVIC, ELIN };

static const struct word subtypes[] = {
	{ CAPABILITIES, "LLDP-MED Capabilities" }, { POLICY, "Network policy" },
	{ LOCATION, "Location identification" }, { POWER, "Extended power-via-MDI" },
	{ INVENTORY, "Inventory - hardware revision" }, { 6, "Inventory - firmware revision" },
	{ 7, "Inventory - software revision" }, { 8, "Inventory - serial number" },
	{ 9, "Inventory - manufacturer name" }, { 10, "Inventory - model name" },
	{ INVENTORY_LAST, "Inventory - asset ID" }, { 0, NULL },
};
static const char *const inventory[] = {
	"Hardware revision", "Firmware revision", "Software revision", "Serial number",
	"Manufacturer name", "Model name", "Asset ID",
};
static const struct word media[] = {
	{ 0x01, "LLDP-MED capabilities" }, { 0x02, "network policy" },
	{ 0x04, "location identification" }, { 0x08, "extended power via MDI-PSE" },
	{ 0x10, "extended power via MDI-PD" }, { 0x20, "Inventory" }, { 0, NULL },
};
static const struct word devices[] = {
	{ 1, "endpoint class 1" }, { 2, "endpoint class 2" }, { 3, "endpoint class 3" },
	{ 4, "network connectivity" }, { 0, NULL },
};
static const struct word applications[] = {
	{ 1, "voice" }, { 2, "voice signaling" }, { 3, "guest voice" },
	{ 4, "guest voice signaling" }, { 5, "softphone voice" }, { 6, "video conferencing" },
	{ 7, "streaming video" }, { 8, "video signaling" }, { 0, NULL },
};
static const struct word policy_flags[] = {
	{ 0x8000, "Unknown" }, { 0x4000, "Tagged" }, { 0x2000, "reserved" }, { 0, NULL },
};
static const struct word formats[] = {
	{ COORDINATES, "coordinate-based LCI" }, { CIVIC, "civic address LCI" },
	{ ELIN, "ECS ELIN" }, { 0, NULL },
};
static const struct word altitudes[] = { { 1, "meters" }, { 2, "floors" }, { 0, NULL } };
static const struct word datums[] = {
	{ 1, "World Geodesic System 1984" }, { 2, "North American Datum 1983 (NAVD88)" },
	{ 3, "North American Datum 1983 (MLLW)" }, { 0, NULL },
};
static const struct word whats[] = {
	{ 0, "location of DHCP server" },
	{ 1, "location of the network element believed to be closest to the client" },
	{ 2, "location of the client" }, { 0, NULL },
};
static const struct word parts[] = {
	{ 1, "national subdivisions (state,canton,region,province,prefecture)" },
	{ 2, "county, parish, gun, district" }, { 3, "city, township, shi" },
	{ 4, "city division, borough, city district, ward chou" },
	{ 5, "neighborhood, block" }, { 6, "street" }, { 0, NULL },
};
static const struct word priorities[] = {
	{ 1, "critical" }, { 2, "high" }, { 3, "low" }, { 0, NULL },
};
static const char *const sources[4] = {
	"none", "PSE - primary power source", "local - backup power source",
	"PSE+local - reserved",
};

static const char *or_unknown(const char *s)
{
	return s ? s : "unknown";
}

static void capabilities(struct view *v, struct obuf *o)
{
	const uint8_t *p = view_at(v, 4, 3);

	ob_str(o, "\n\t    Media capabilities [");
	ob_bits(o, media, be16(p), ", ", "none");
	ob_str(o, "] (");
	ob_0x(o, be16(p), 4);
	ob_str(o, ")\n\t    Device type [");
	ob_str(o, or_unknown(word_of(devices, p[2])));
	ob_str(o, "] (");
	ob_0x(o, p[2], 2);
	ob_c(o, ')');
}

static void policy(struct view *v, struct obuf *o)
{
	const uint8_t *p = view_at(v, 4, 4);
	const char *application = word_of(applications, p[0]);

	ob_str(o, "\n\t    Application type [");
	ob_str(o, application ? application : "none");
	ob_str(o, "] (");
	ob_0x(o, p[0], 2);
	ob_str(o, "), Flags [");
	ob_bits(o, policy_flags, be16(p + 1), ", ", "none");
	ob_num(o, "]\n\t    Vlan id ", be16(p + 1) >> 1 & 0xfff, ", L2 priority ");
	ob_num(o, "", be16(p + 2) >> 6 & 7, ", DSCP value ");
	ob_u(o, p[3] & 63);
}

/* RFC 3825: each with how many bits of it are right. */
static void coordinates(const uint8_t *p, struct obuf *o)
{
	ob_num(o, "\n\t    Latitude resolution ", p[0] >> 2, ", latitude value ");
	ob_u(o, (uint64_t)(p[0] & 3) << 32 | be32(p + 1));
	ob_num(o, "\n\t    Longitude resolution ", p[5] >> 2, ", longitude value ");
	ob_u(o, (uint64_t)(p[5] & 3) << 32 | be32(p + 6));
	ob_str(o, "\n\t    Altitude type ");
	ob_str(o, or_unknown(word_of(altitudes, p[10] >> 4)));
	ob_num(o, " (", p[10] >> 4, ")\n\t    Altitude resolution ");
	ob_num(o, "", be16(p + 10) >> 6 & 63, ", altitude value ");
	ob_0x(o, be32(p + 11) & 0x3fffffff, 0);
	ob_str(o, "\n\t    Datum ");
	ob_str(o, or_unknown(word_of(datums, p[15])));
	ob_str(o, " (");
	ob_0x(o, p[15], 2);
	ob_c(o, ')');
}

/* RFC 4776: length(1) what(1) country(2), then type(1) length(1) text. False: too short. */
static bool civic(struct pkt *pk, struct view *v, struct obuf *o)
{
	size_t len, at = 9;
	const uint8_t *p;

	if (v->len < 6)
		return false;
	len = *view_at(v, 5, 1);
	if (len < 3 || v->len < 7 + len)
		return false;
	p = view_at(v, 6, 3);
	ob_num(o, "\n\t    LCI length ", len, ", LCI what ");
	ob_str(o, or_unknown(word_of(whats, p[0])));
	ob_str(o, " (");
	ob_0x(o, p[0], 2);
	ob_str(o, "), Country-code ");
	lldp_text(v, 7, 2, o);
	len -= 3;
	while (len && pkt_step(pk)) {
		size_t n;

		if (len < 2)
			return false;
		p = view_at(v, at, 2);
		n = p[1];
		ob_str(o, "\n\t      CA type \'");
		ob_str(o, or_unknown(word_of(parts, p[0])));
		ob_num(o, "\' (", p[0], "), length ");
		ob_num(o, "", n, ": ");
		at += 2;
		len -= 2;
		if (len < n)
			return false;
		if (p[0])
			lldp_text(v, at, n, o);
		at += n;
		len -= n;
	}
	return true;
}

static bool location(struct pkt *pk, struct view *v, struct obuf *o)
{
	uint8_t format;

	if (v->len < 5)
		return false;
	format = *view_at(v, 4, 1);
	ob_str(o, "\n\t    Location data format ");
	ob_str(o, or_unknown(word_of(formats, format)));
	ob_str(o, " (");
	ob_0x(o, format, 2);
	ob_c(o, ')');
	if (format == COORDINATES) {
		if (v->len < 21)
			return false;
		coordinates(view_at(v, 5, 16), o);
	} else if (format == CIVIC) {
		return civic(pk, v, o);
	} else if (format == ELIN) {
		ob_str(o, "\n\t    ECS ELIN id ");
		lldp_text(v, 5, v->len - 5, o);
	} else {
		ob_str(o, "\n\t    Location ID ");
		hex_dump(o, "\n\t      ", v->p + 5, v->len - 5, false);
	}
	return true;
}

static void power(struct view *v, struct obuf *o)
{
	const uint8_t *p = view_at(v, 4, 3);
	const char *priority = word_of(priorities, p[0] & 15);
	uint16_t value = be16(p + 1);

	ob_str(o, "\n\t    Power type [");
	ob_str(o, p[0] >> 6 == 1 ? "PD" : "PSE");
	ob_str(o, " device], Power source [");
	ob_str(o, sources[p[0] >> 4 & 3]);
	ob_str(o, "]\n\t    Power priority [");
	ob_str(o, priority ? priority : "none");
	ob_str(o, "] (");
	ob_0x(o, p[0] & 15, 2);
	ob_str(o, "), Power ");
	if (value < 1024) {
		ob_fix(o, value, 1);
		ob_str(o, " Watts");
	} else {
		ob_num(o, "", value, " (Reserved)");
	}
}

bool lldp_med(struct pkt *pk, struct view v, struct obuf *o, bool *raw)
{
	uint8_t subtype = *view_at(&v, 3, 1);

	lldp_subtype(o, subtypes, subtype);
	switch (subtype) {
	case CAPABILITIES:
		if (v.len < 7)
			return false;
		capabilities(&v, o);
		return true;
	case POLICY:
		if (v.len < 8)
			return false;
		policy(&v, o);
		return true;
	case LOCATION:
		return location(pk, &v, o);
	case POWER:
		if (v.len < 7)
			return false;
		power(&v, o);
		return true;
	default:
		if (subtype < INVENTORY || subtype > INVENTORY_LAST) {
			*raw = true;
			return true;
		}
		ob_str(o, "\n\t  ");
		ob_str(o, inventory[subtype - INVENTORY]);
		ob_c(o, ' ');
		lldp_text(&v, 4, v.len - 4, o);
		return true;
	}
}
