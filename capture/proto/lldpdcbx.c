/* LLDP elements of the data centre bridging exchange before IEEE 802.1 had it. */
#include "hex.h"
#include "proto/lldp.h"

enum part { CONTROL = 1, GROUPS, FLOW, APPLICATION };

static const struct word subtypes[] = {
	{ 1, "DCB Capability Exchange Protocol Rev 1" },
	{ 2, "DCB Capability Exchange Protocol Rev 1.01" }, { 0, NULL },
};
static const struct word parts[] = {
	{ CONTROL, "Control - Protocol Control" }, { GROUPS, "Feature - Priority Group" },
	{ FLOW, "Feature - Priority Flow Control" }, { APPLICATION, "Feature - Application" },
	{ 0, NULL },
};

/* As "0xBD", unlike all other numbers here. */
static void capitals(struct obuf *o, uint8_t v)
{
	static const char digits[] = "0123456789ABCDEF";

	ob_str(o, "0x");
	ob_c(o, digits[v >> 4]);
	ob_c(o, digits[v & 15]);
}

/* Each begins with them. */
static void versions(struct obuf *o, const char *name, uint8_t type, size_t len, const uint8_t *p)
{
	ob_str(o, "\n\t    ");
	ob_str(o, name);
	ob_str(o, " (type ");
	ob_0x(o, type, 0);
	ob_num(o, ", length ", len, ")\n\t      Oper_Version: ");
	ob_num(o, "", p[0], "\n\t      Max_Version: ");
	ob_u(o, p[1]);
}

static void info(struct obuf *o, const uint8_t *p)
{
	ob_str(o, "\n\t      Info block(");
	capitals(o, p[2]);
	ob_num(o, "): Enable bit: ", p[2] >> 7, ", Willing bit: ");
	ob_num(o, "", p[2] >> 6 & 1, ", Error Bit: ");
	ob_num(o, "", p[2] >> 5 & 1, "\n\t      SubType: ");
	ob_u(o, p[3]);
}

static void groups(struct obuf *o, const uint8_t *p)
{
	ob_str(o, "\n\t      Priority Allocation");
	for (unsigned i = 0; i < 8; i++) {
		ob_num(o, "\n\t          PgId_", i, ": ");
		ob_u(o, i % 2 ? p[i / 2] & 15 : p[i / 2] >> 4);
	}
	ob_str(o, "\n\t      Priority Group Allocation");
	for (unsigned i = 0; i < 8; i++) {
		ob_num(o, "\n\t          Pg percentage[", i, "]: ");
		ob_u(o, p[4 + i]);
	}
	ob_num(o, "\n\t      NumTCsSupported: ", p[12], "");
}

static void flow(struct obuf *o, const uint8_t *p)
{
	ob_str(o, "\n\t      PFC Config (");
	capitals(o, p[0]);
	ob_c(o, ')');
	for (unsigned i = 0; i < 8; i++) {
		ob_num(o, "\n\t          Priority Bit ", i, ": ");
		ob_str(o, p[0] >> i & 1 ? "Enabled" : "Disabled");
	}
	ob_num(o, "\n\t      NumTCPFCSupported: ", p[1], "");
}

static void application(struct obuf *o, const uint8_t *p)
{
	ob_str(o, "\n\t      Application Value\n\t          Application Protocol ID: ");
	ob_0x(o, be16(p), 4);
	ob_str(o, "\n\t          SF (");
	ob_0x(o, p[2] >> 6, 0);
	ob_str(o, ") Application Protocol ID is ");
	ob_str(o, p[2] >> 6 ? "Socket Number" : "L2 EtherType");
	ob_str(o, "\n\t          OUI: ");
	ob_0x(o, be24(p + 2) & 0x3fffff, 6);
	ob_str(o, "\n\t          User Priority Map: ");
	ob_0x(o, p[5], 2);
}

/* False: too short. */
static bool part(struct pkt *pk, struct view v, uint8_t type, struct obuf *o, bool *raw)
{
	static const size_t least[] = { [CONTROL] = 10, [GROUPS] = 17, [FLOW] = 6,
		[APPLICATION] = 4 };
	const uint8_t *p;

	*raw = type < CONTROL || type > APPLICATION;
	if (*raw)
		return true;
	if (v.len < least[type])
		return false;
	p = view_at(&v, 0, least[type]);
	versions(o, word_of(parts, type), type, v.len, p);
	if (type == CONTROL) {
		ob_num(o, "\n\t      Sequence Number: ", be32(p + 2),
		       "\n\t      Acknowledgement Number: ");
		ob_u(o, be32(p + 6));
		return true;
	}
	info(o, p);
	if (type == GROUPS)
		groups(o, p + 4);
	else if (type == FLOW)
		flow(o, p + 4);
	else
		for (size_t at = 4; v.len >= at + 6 && pkt_step(pk); at += 6)
			application(o, view_at(&v, at, 6));
	return true;
}

bool lldp_dcbx(struct pkt *pk, struct view v, struct obuf *o, bool *raw)
{
	uint8_t subtype = *view_at(&v, 3, 1);

	lldp_subtype(o, subtypes, subtype);
	if (subtype == 1) {
		*raw = true;
		return true;
	}
	view_skip(&v, 4);
	while (view_more(&v)) {
		uint16_t head = v.len >= 2 ? view_be16(&v) : 0x3ff;
		size_t len = head & 0x1ff;
		struct view value;

		if (!(head >> 9) || !len) {
			*raw = false;
			return true;
		}
		value = view_take(&v, len);
		if (view_left(&value) < len || !part(pk, value, (uint8_t)(head >> 9), o, raw)) {
			*raw = false;
			return false;
		}
		if (pk->show->v > 1 || *raw)
			hex_dump(o, "\n\t    ", value.p, len, false);
	}
	return true;
}
