/* OSPF version 2's link states: RFC 2328, appendix A.4, RFC 1584, 3101, 5250. */
#include "proto/ospf.h"
#include "proto/rest.h"

#define LSA 20

const struct word ospf2_options[] = {
	{ 0x01, "MultiTopology" }, { 0x02, "External" }, { 0x04, "Multicast" }, { 0x08, "NSSA" },
	{ 0x10, "LLS" }, { 0x20, "Demand Circuit" }, { 0x40, "Opaque" }, { 0x80, "Up/Down" },
	{ 0, NULL },
};

enum lsa {
	ROUTER = 1,
	NETWORK,
	SUMMARY,
	ASBR,
	EXTERNAL,
	GROUP,
	NSSA,
	OPAQUE_LINK = 9,
	OPAQUE_DOMAIN = 11
};

static const struct word lsas[] = {
	{ ROUTER, "Router" }, { NETWORK, "Network" }, { SUMMARY, "Summary" },
	{ ASBR, "ASBR Summary" }, { EXTERNAL, "External" }, { GROUP, "Multicast Group" },
	{ NSSA, "NSSA" }, { OPAQUE_LINK, "Link Local Opaque" }, { 10, "Area Local Opaque" },
	{ OPAQUE_DOMAIN, "Domain Wide Opaque" }, { 0, NULL },
};

enum opaque { TE = 1, GRACE = 3, ROUTER_INFO };

static const struct word opaques[] = {
	{ TE, "Traffic Engineering" }, { GRACE, "Graceful restart" },
	{ ROUTER_INFO, "Router Information" }, { 0, NULL },
};

static const struct word router_flags[] = {
	{ 0x01, "ABR" }, { 0x02, "ASBR" }, { 0x04, "Virtual" }, { 0x08, "Wildcard" },
	{ 0x10, "Nt" }, { 0x80, "Host" }, { 0, NULL },
};

static const struct word topologies[] = {
	{ 0, "default" }, { 1, "multicast" }, { 2, "management" }, { 0, NULL },
};

void ospf_word(struct obuf *o, const struct word *words, uint32_t value, const char *other,
	       const char *behind)
{
	const char *s = word_of(words, value);

	ob_str(o, s ? s : other);
	ob_num(o, behind, value, ")");
}

static void topology(struct obuf *o, uint8_t value)
{
	ob_str(o, "\n\t\ttopology ");
	ospf_word(o, topologies, value, "Unknown", " (");
}

void ospf2_lsa_kind(struct pkt *pk, uint32_t type, const uint8_t *id, bool colons, struct obuf *o)
{
	ospf_word(o, lsas, type, "unknown", " LSA (");
	if (type < OPAQUE_LINK || type > OPAQUE_DOMAIN) {
		ob_str(o, ", LSA-ID: ");
		names_ip4(pk, o, id);
		return;
	}
	ob_str(o, colons ? ", Opaque-Type: " : ", Opaque-Type ");
	ospf_word(o, opaques, id[0], "unknown", " LSA (");
	ob_num(o, colons ? ", Opaque-ID: " : ", Opaque-ID ", be24(id + 1), "");
}

/* Header of an LSA. False: there is none. */
bool ospf2_lsa_header(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p = view_at(&v, 0, LSA);
	uint16_t len = be16(p + 18);

	if (pk->failed)
		return false;
	if (len < LSA) {
		ob_num(o, "\n\t    Bogus length ", len, " < header (20)");
		return false;
	}
	ob_str(o, "\n\t  Advertising Router ");
	names_ip4(pk, o, p + 8);
	ob_str(o, ", seq ");
	ob_0x(o, be32(p + 12), 8);
	ob_num(o, ", age ", be16(p), "s, length ");
	ob_u(o, len - LSA);
	ob_str(o, "\n\t    ");
	ospf2_lsa_kind(pk, p[3], p + 4, false, o);
	ob_str(o, "\n\t    Options: [");
	ob_bits(o, ospf2_options, p[2], ", ", "none");
	ob_c(o, ']');
	return true;
}

static void router_link(struct pkt *pk, const uint8_t *p, struct obuf *o)
{
	static const char *const first[] = { NULL, "Neighbor Router-ID: ", "Neighbor Network-ID: ",
		"Stub Network: ", "Virtual Link: Neighbor Router-ID: " };

	ob_str(o, "\n\t      ");
	ob_str(o, first[p[8]]);
	names_ip4(pk, o, p);
	ob_str(o, p[8] == 3 ? ", Mask: " : ", Interface Address: ");
	names_ip4(pk, o, p + 4);
	topology(o, 0);
	ob_num(o, ", metric ", be16(p + 10), "");
}

/* False: one was of no known type. */
static bool router_lsa(struct pkt *pk, struct view v, struct obuf *o)
{
	uint8_t flags = *view_at(&v, 0, 1);
	unsigned n;

	ob_str(o, "\n\t    Router LSA Options: [");
	ob_bits(o, router_flags, flags, ", ", "none");
	ob_c(o, ']');
	n = be16(view_at(&v, 2, 2));
	view_pass(&v, 4);
	if (!n)
		view_need(&v, 1);
	while (n-- && pkt_step(pk)) {
		const uint8_t *p = view_at(&v, 0, 12);
		unsigned others = p[9];

		if (pk->failed)
			return false;
		if (p[8] < 1 || p[8] > 4) {
			ob_num(o, "\n\t      Unknown Router Link Type (", p[8], ")");
			return false;
		}
		router_link(pk, p, o);
		view_pass(&v, 12);
		while (others-- && pkt_step(pk)) {
			p = view_at(&v, 0, 4);
			topology(o, p[0]);
			ob_num(o, ", metric ", be16(p + 2), "");
			view_pass(&v, 4);
		}
	}
	return true;
}

static void mask(struct pkt *pk, struct view *v, struct obuf *o)
{
	const uint8_t *p = view_at(v, 0, 4);

	ob_str(o, "\n\t    Mask ");
	names_ip4(pk, o, p);
	view_pass(v, 4);
}

static void summary_lsa(struct view v, struct obuf *o)
{
	view_need(&v, 1);
	while (view_more(&v)) {
		const uint8_t *p = view_at(&v, 0, 4);

		topology(o, p[0] & 0x7f);
		ob_num(o, " metric ", be24(p + 1), "");
		view_pass(&v, 4);
	}
}

static void external_lsa(struct pkt *pk, struct view v, struct obuf *o)
{
	view_need(&v, 1);
	while (view_more(&v)) {
		const uint8_t *p = view_at(&v, 0, 4);

		topology(o, p[0] & 0x7f);
		ob_num(o, ", type ", p[0] & 0x80 ? 2 : 1, ", metric ");
		if (be24(p + 1) == 0xffffff)
			ob_str(o, "infinite");
		else
			ob_u(o, be24(p + 1));
		p = view_at(&v, 4, 4);
		if (be32(p)) {
			ob_str(o, ", forward ");
			names_ip4(pk, o, p);
		}
		p = view_at(&v, 8, 4);
		if (be32(p)) {
			ob_str(o, ", tag ");
			names_ip4(pk, o, p);
		}
		view_pass(&v, 12);
	}
}

/* RFC 1584: who wants the group. */
static bool group_lsa(struct pkt *pk, struct view v, struct obuf *o)
{
	while (view_more(&v)) {
		uint32_t type = be32(view_at(&v, 0, 4));

		if (pk->failed)
			return false;
		if (type != 1 && type != 2) {
			ob_num(o, "\n\t    unknown VertexType (", type, ")");
			view_pass(&v, 8);
			continue;
		}
		view_at(&v, 4, 4);
		ob_str(o, type == 1 ? "\n\t    Router Router-ID " :
				      "\n\t    Network Designated Router ");
		names_ip4(pk, o, view_at(&v, 4, 4));
		view_pass(&v, 8);
	}
	return true;
}

static bool opaque_lsa(struct pkt *pk, struct view v, uint8_t type, struct obuf *o)
{
	switch (type) {
	case TE:
		return ospf_te_print(pk, v, o);
	case GRACE:
		return ospf_grace_print(pk, v, o);
	case ROUTER_INFO:
		return ospf_router_info_print(pk, v, o);
	default:
		if (pk->show->v <= 1)
			hex_view(o, "\n\t    ", v);
		return true;
	}
}

/* Body of an LSA. False: its bytes are not to be shown. */
bool ospf2_lsa_body(struct pkt *pk, struct view v, const uint8_t *head, struct obuf *o)
{
	switch (head[3]) {
	case ROUTER:
		return router_lsa(pk, v, o);
	case NETWORK:
		mask(pk, &v, o);
		ob_str(o, "\n\t    Connected Routers:");
		ospf_list(pk, v, "\n\t      ", o);
		return true;
	case SUMMARY:
		mask(pk, &v, o);
		summary_lsa(v, o);
		return true;
	case ASBR:
		view_at(&v, 0, 4);
		view_pass(&v, 4);
		summary_lsa(v, o);
		return true;
	case EXTERNAL:
	case NSSA:
		mask(pk, &v, o);
		external_lsa(pk, v, o);
		return true;
	case GROUP:
		return group_lsa(pk, v, o);
	default:
		if (head[3] >= OPAQUE_LINK && head[3] <= OPAQUE_DOMAIN)
			return opaque_lsa(pk, v, head[4], o);
		return true;
	}
}
