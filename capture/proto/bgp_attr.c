/* BGP's updates: withdrawn routes, attributes, routes (RFC 4271, 1997, 4360, 6793, 7311, 8092). */
#include "proto/bgp.h"
#include "proto/rest.h"

enum attr {
	ORIGIN = 1,
	AS_PATH,
	NEXT_HOP,
	MED,
	LOCAL_PREF,
	ATOMIC,
	AGGREGATOR,
	COMMUNITY,
	ORIGINATOR,
	CLUSTERS,
	REACH = 14,
	UNREACH,
	EXTENDED,
	AS4_PATH,
	AGGREGATOR4,
	PMSI = 22,
	AIGP = 26,
	LARGE = 32,
	SET = 128,
};

static const struct word attrs[] = {
	{ ORIGIN, "Origin" }, { AS_PATH, "AS Path" }, { NEXT_HOP, "Next Hop" },
	{ MED, "Multi Exit Discriminator" }, { LOCAL_PREF, "Local Preference" },
	{ ATOMIC, "Atomic Aggregate" }, { AGGREGATOR, "Aggregator" }, { COMMUNITY, "Community" },
	{ ORIGINATOR, "Originator ID" }, { CLUSTERS, "Cluster List" }, { 11, "DPA" },
	{ 12, "Advertisers" }, { 13, "RCID Path / Cluster ID" },
	{ REACH, "Multi-Protocol Reach NLRI" }, { UNREACH, "Multi-Protocol Unreach NLRI" },
	{ EXTENDED, "Extended Community" }, { AS4_PATH, "AS4 Path" },
	{ AGGREGATOR4, "Aggregator4" }, { PMSI, "PMSI Tunnel" }, { 23, "Tunnel Encapsulation" },
	{ 24, "Traffic Engineering" }, { 25, "IPv6 Extended Community" },
	{ AIGP, "Accumulated IGP Metric" }, { 27, "PE Distinguisher Label" },
	{ 28, "Entropy Label" }, { LARGE, "Large Community" }, { SET, "Attribute Set" },
	{ 255, "Reserved for development" }, { 0, NULL },
};

#define FLAG_EXTENDED 0x10	/* the length has two bytes */
#define SETS 8			/* in sets */

static void attributes(struct pkt *pk, struct view *v, unsigned level, size_t behind,
		       struct obuf *o);

static void invalid(struct obuf *o)
{
	ob_str(o, "invalid len");
}

/* Numbers of two bytes or of four (RFC 6793): two if the segments fit so. */
static size_t as_size(struct view v)
{
	while (v.len) {
		uint8_t type, n;

		if (v.len < 2 || !view_has(&v, 0, 2))
			return 4;
		type = v.p[0];
		n = v.p[1];
		if (type < 1 || type > 4 || 2u + 2 * n > v.len)
			return 4;
		view_pass(&v, 2u + 2 * n);
	}
	return 2;
}

static void as_path(struct pkt *pk, struct view v, bool wide, struct obuf *o)
{
	static const char *const begin[] = { "?", "{ ", "", "( ", "({ " };
	static const char *const end[] = { "?", "}", "", ")", "})" };
	size_t size;

	if (v.len % 2) {
		invalid(o);
		return;
	}
	if (!v.len)
		ob_str(o, "empty");
	size = wide ? 4 : as_size(v);
	while (view_more(&v)) {
		uint8_t type = *view_at(&v, 0, 1), n;
		unsigned word = type > 4 ? 0 : type;

		if (pk->failed)
			return;
		ob_str(o, begin[word]);
		n = *view_at(&v, 1, 1);
		view_pass(&v, 2);
		for (; n && pkt_step(pk); n--) {
			const uint8_t *p = view_at(&v, 0, size);

			bgp_as(pk, size == 2 ? be16(p) : be32(p), o);
			ob_c(o, ' ');
			view_pass(&v, size);
		}
		if (!pk->failed)
			ob_str(o, end[word]);
	}
}

static void address(struct pkt *pk, struct view v, struct obuf *o)
{
	if (v.len != 4)
		invalid(o);
	else
		names_ip4(pk, o, view_at(&v, 0, 4));
}

static void aggregator(struct pkt *pk, struct view v, bool wide, struct obuf *o)
{
	size_t size = v.len - 4;

	if (v.len != 8 && (wide || v.len != 6)) {
		invalid(o);
		return;
	}
	ob_str(o, " AS #");
	bgp_as(pk, size == 2 ? be16(view_at(&v, 0, 2)) : be32(view_at(&v, 0, 4)), o);
	ob_str(o, ", origin ");
	names_ip4(pk, o, view_at(&v, size, 4));
}

static void communities(struct view v, struct obuf *o)
{
	if (v.len % 4) {
		invalid(o);
		return;
	}
	while (view_more(&v)) {
		uint32_t value = be32(view_at(&v, 0, 4));

		view_pass(&v, 4);
		switch (value) {
		case 0xffffff01:
			ob_str(o, " NO_EXPORT");
			break;
		case 0xffffff02:
			ob_str(o, " NO_ADVERTISE");
			break;
		case 0xffffff03:
			ob_str(o, " NO_EXPORT_SUBCONFED");
			break;
		default:
			ob_num(o, "", value >> 16, ":");
			ob_num(o, "", value & 0xffff, v.len ? ", " : "");
		}
	}
}

static void large(struct view v, struct obuf *o)
{
	if (!v.len || v.len % 12) {
		invalid(o);
		return;
	}
	ob_str(o, "\n\t    ");
	while (view_more(&v)) {
		const uint8_t *p = view_at(&v, 0, 12);

		ob_num(o, "", be32(p), ":");
		ob_num(o, "", be32(p + 4), ":");
		ob_num(o, "", be32(p + 8), v.len > 12 ? ", " : "");
		view_pass(&v, 12);
	}
}

static void clusters(struct pkt *pk, struct view v, struct obuf *o)
{
	if (v.len % 4) {
		invalid(o);
		return;
	}
	while (view_more(&v)) {
		names_ip4(pk, o, view_at(&v, 0, 4));
		if (v.len > 4)
			ob_str(o, ", ");
		view_pass(&v, 4);
	}
}

/* RFC 7311. */
static void aigp(struct pkt *pk, struct view v, struct obuf *o)
{
	while (v.len >= 3 && view_more(&v)) {
		uint8_t type = *view_at(&v, 0, 1);
		uint16_t n = be16(view_at(&v, 1, 2));
		struct view value;

		if (pk->failed)
			return;
		ob_str(o, "\n\t    ");
		ob_str(o, type == 1 ? "AIGP" : "Unknown");
		ob_num(o, " TLV (", type, "), length ");
		ob_u(o, n);
		if (n < 3 || n > v.len) {
			pkt_cut(pk);
			return;
		}
		value = view_behind(v, 3);
		value.len = n - 3u;
		if (type != 1) {
			if (pk->show->v <= 1)
				hex_view(o, "\n\t      ", value);
		} else if (value.len < 8) {
			pkt_cut(pk);
		} else {
			ob_num(o, ", metric ", be64(view_at(&value, 0, 8)), "");
		}
		view_pass(&v, n);
	}
}

/* RFC 6514, section 5. */
static void pmsi(struct pkt *pk, struct view v, struct obuf *o)
{
	static const struct word tunnels[] = { { 1, "RSVP-TE P2MP LSP" }, { 2, "LDP P2MP LSP" },
		{ 3, "PIM-SSM Tree" }, { 4, "PIM-SM Tree" }, { 5, "PIM-Bidir Tree" },
		{ 6, "Ingress Replication" }, { 7, "LDP MP2MP LSP" }, { 0, NULL } };
	const uint8_t *p = view_at(&v, 0, 5);
	uint8_t type = p[1];

	if (v.len < 5)
		pkt_cut(pk);
	ob_str(o, "\n\t    Tunnel-type ");
	bgp_word(o, tunnels, type, "Unknown");
	ob_str(o, p[0] & 1 ? ", Flags [Leaf Information required], MPLS Label " :
			     ", Flags [none], MPLS Label ");
	ob_u(o, be24(p + 2) >> 4);
	view_pass(&v, 5);
	if (type == 1) {
		p = view_at(&v, 0, 8);
		ob_str(o, "\n\t      Extended-Tunnel-ID ");
		names_ip4(pk, o, p);
		ob_str(o, ", P2MP-ID ");
		ob_0x(o, be32(p + 4), 8);
	} else if (type == 2 || type == 7) {
		p = view_at(&v, 0, 8);
		ob_str(o, "\n\t      Root-Node ");
		names_ip4(pk, o, p);
		ob_str(o, ", LSP-ID ");
		ob_0x(o, be32(p + 4), 8);
	} else if (type >= 3 && type <= 5) {
		p = view_at(&v, 0, 8);
		ob_str(o, type == 3 ? "\n\t      Root-Node " : "\n\t      Sender ");
		names_ip4(pk, o, p);
		ob_str(o, ", P-Group ");
		names_ip4(pk, o, p + 4);
	} else if (type == 6) {
		p = view_at(&v, 0, 4);
		ob_str(o, "\n\t      Tunnel-Endpoint ");
		names_ip4(pk, o, p);
	} else if (pk->show->v <= 1) {
		hex_view(o, "\n\t      ", v);
	}
}

/* RFC 6368. Returns how many bytes are left behind flags and type, or all, of one too short. */
static size_t set(struct pkt *pk, struct view v, unsigned level, struct obuf *o)
{
	const uint8_t *p = view_at(&v, 0, 4);

	if (v.len < 4)
		pkt_cut(pk);
	if (pk->failed)
		return 0;
	ob_str(o, "\n\t    Origin AS: ");
	bgp_as(pk, be32(p), o);
	view_pass(&v, 4);
	attributes(pk, &v, level + 1, 0, o);
	return v.len;
}

static void number(struct view v, struct obuf *o)
{
	if (v.len != 4)
		invalid(o);
	else
		ob_u(o, be32(view_at(&v, 0, 4)));
}

static void origin(struct view v, struct obuf *o)
{
	static const struct word origins[] = { { 0, "IGP" }, { 1, "EGP" }, { 2, "Incomplete" },
		{ 0, NULL } };
	const char *s;

	if (v.len != 1) {
		invalid(o);
		return;
	}
	s = word_of(origins, *view_at(&v, 0, 1));
	ob_str(o, s ? s : "Unknown Origin Typecode");
}

static void unknown(struct pkt *pk, struct view v, uint8_t type, struct obuf *o)
{
	ob_num(o, "\n\t    no Attribute ", type, " decoder");
	if (pk->show->v <= 1)
		hex_view(o, "\n\t    ", v);
}

static void attribute(struct pkt *pk, struct view v, uint8_t type, struct obuf *o)
{
	switch (type) {
	case ORIGIN:
		origin(v, o);
		return;
	case AS_PATH:
	case AS4_PATH:
		as_path(pk, v, type == AS4_PATH, o);
		return;
	case NEXT_HOP:
	case ORIGINATOR:
		address(pk, v, o);
		return;
	case MED:
	case LOCAL_PREF:
		number(v, o);
		return;
	case ATOMIC:
		if (v.len)
			invalid(o);
		return;
	case AGGREGATOR:
	case AGGREGATOR4:
		aggregator(pk, v, type == AGGREGATOR4, o);
		return;
	case COMMUNITY:
		communities(v, o);
		return;
	case CLUSTERS:
		clusters(pk, v, o);
		return;
	case REACH:
		bgp_reach(pk, v, o);
		return;
	case UNREACH:
		bgp_unreach(pk, v, o);
		return;
	case EXTENDED:
		bgp_extended(pk, v, o);
		return;
	case PMSI:
		pmsi(pk, v, o);
		return;
	case AIGP:
		aigp(pk, v, o);
		return;
	case LARGE:
		large(v, o);
		return;
	default:
		unknown(pk, v, type, o);
	}
}

static void flags_text(uint8_t flags, unsigned level, struct obuf *o)
{
	static const char letters[] = "OTPE";

	if (!flags) {
		ob_str(o, level ? ": " : "");
		return;
	}
	ob_str(o, ", Flags [");
	for (unsigned i = 0; i < 4; i++)
		if (flags & 0x80u >> i)
			ob_c(o, letters[i]);
	if (flags & 0x0f) {
		ob_c(o, '+');
		ob_hex(o, flags & 0x0f, 0);
	}
	ob_str(o, "]: ");
}

/* Does -vv show the bytes of that attribute, too? */
static bool is_dumped(uint8_t type, size_t n)
{
	return n && (type != LARGE || n % 12);
}

/*
 * Moves to the end, or to where one is too short. Behind those of the message so many bytes follow
 * in it, and none of their headers reaches beyond them.
 */
static void attributes(struct pkt *pk, struct view *v, unsigned level, size_t behind,
		       struct obuf *o)
{
	while (view_more(v)) {
		const uint8_t *p = view_at(v, 0, 2);
		uint8_t flags = p[0], type = p[1];
		size_t head = flags & FLAG_EXTENDED ? 4 : 3, n;
		struct view value;

		n = 0;
		if (v->len >= 2)
			n = head == 4 ? be16(view_at(v, 2, 2)) : *view_at(v, 2, 1);
		if (!level && v->len + behind < (v->len < 2 ? 2 : head))
			pkt_cut(pk);
		if (pk->failed)
			return;
		if (v->len < head) {
			if (v->len >= 2)
				view_pass(v, 2);
			ob_str(o,
			       level ? " [path attr too short]" : "\n\t  [path attrs too short]");
			return;
		}
		ob_str(o, level ? "\n\t      " : "\n\t  ");
		bgp_word(o, attrs, type, "Unknown Attribute");
		ob_num(o, ", length: ", n, "");
		flags_text(flags, level, o);
		view_pass(v, head);
		if (n > v->len) {
			ob_str(o, level ? " [path attr too short]" : " [path attrs too short]");
			return;
		}
		value = *v;
		value.len = n;
		if (type != SET)
			attribute(pk, value, type, o);
		else if (level < SETS)
			/* the classic text has so many bytes, but of its beginning */
			value.len = set(pk, value, level, o);
		if (pk->show->v > 1 && !pk->failed && is_dumped(type, value.len))
			hex_view(o, "\n\t    ", value);
		view_pass(v, n);
	}
}

static void routes(struct pkt *pk, struct view *v, const char *title, struct obuf *o)
{
	bool id = bgp_has_path_ids(v, 32);

	ob_str(o, title);
	while (view_more(v))
		if (!bgp_entry_end(pk, bgp_route4(pk, v, id, "\n\t    ", o), o))
			return;
}

void bgp_update(struct pkt *pk, struct view v, struct obuf *o)
{
	uint16_t n = be16(view_at(&v, 0, 2)), all;

	if (v.len < 2 || n > v.len - 2 || n == 1)
		pkt_cut(pk);
	if (pk->failed)
		return;
	view_pass(&v, 2);
	if (n) {
		struct view part = v;

		part.len = n;
		routes(pk, &part, "\n\t  Withdrawn routes:", o);
		/* from where it stopped, as the classic text has it */
		v.p = part.p;
		v.len -= n;
	}
	all = be16(view_at(&v, 0, 2));
	if (v.len < 2 || all > v.len - 2)
		pkt_cut(pk);
	if (pk->failed)
		return;
	view_pass(&v, 2);
	if (all) {
		struct view part = v;

		part.len = all;
		attributes(pk, &part, 0, v.len - all, o);
		view_pass(&v, all);
	}
	if (v.len)
		routes(pk, &v, "\n\t  Updated routes:", o);
	else if (!all)
		ob_str(o, "\n\t  End-of-Rib Marker (empty NLRI)");
}
