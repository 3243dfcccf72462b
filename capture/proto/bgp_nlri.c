/* BGP's routes of all families (RFC 4271, 4364, 4760, 4761, 6513, 6514, 7911, 8277). */
#include <string.h>

#include "bgp.h"
#include "rest.h"

#define FAMILY(afi, safi) ((uint32_t)(afi) << 8 | (safi))

enum {
	AFI_IP4 = 1,
	AFI_IP6,
	AFI_NSAP,
	AFI_VPLS = 25,
	AFI_L2VPN = 196
};

#define RD 8
#define LABEL 3

static void rd_text(struct pkt *pk, const uint8_t *p, struct obuf *o)
{
	ob_str(o, "RD: ");
	switch (be16(p)) {
	case 0:
		ob_num(o, "", be16(p + 2), ":");
		ob_num(o, "", be32(p + 4), " (= ");
		ob_ip4(o, p + 4);
		ob_c(o, ')');
		return;
	case 1:
		ob_ip4(o, p + 2);
		ob_num(o, ":", be16(p + 6), "");
		return;
	case 2:
		bgp_as(pk, be32(p + 2), o);
		ob_num(o, ":", be16(p + 6), " (");
		ob_ip4(o, p + 2);
		ob_num(o, ":", be16(p + 6), ")");
		return;
	default:
		ob_str(o, "unknown RD format");
	}
}

/* An NSAP address: 47.0005.80 */
static void nsap_text(struct obuf *o, const uint8_t *p, size_t n)
{
	if (n < 1 || n > 20) {
		ob_str(o, "isonsap_string: illegal length");
		return;
	}
	for (size_t i = 0; i < n; i++) {
		ob_hex(o, p[i], 2);
		if (!(i & 1) && i + 1 < n)
			ob_c(o, '.');
	}
}

/* A prefix in `all` bytes at most; the rest of its last byte is not its own. */
static bool prefix_bytes(struct view *v, size_t all, unsigned bits, uint8_t *to, size_t size)
{
	size_t n = (bits + 7) / 8;

	memset(to, 0, size);
	if (all < n)
		return false;
	memcpy(to, view_at(v, 0, n), n);
	if (bits % 8)
		to[n - 1] &= (uint8_t)(0xff00u >> bits % 8);
	view_pass(v, n);
	return !v->pk->failed;
}

/* Can all of it be read as prefixes, with identifiers or without? */
static bool fits(struct view v, unsigned max, bool id)
{
	const uint8_t *start = v.p;

	while (v.len) {
		size_t head = id ? 5 : 1, n;
		uint8_t bits;

		/* the classic guess is content with an identifier at the capture's end */
		if (!view_has(&v, 0, head))
			return id && v.p != start && v.len == 4 && view_has(&v, 0, 4);
		if (v.len < head)
			return false;
		bits = v.p[head - 1];
		n = (bits + 7u) / 8;
		/* a default route does not come with others */
		if (bits > max || (!id && !bits))
			return false;
		if (v.len - head < n)
			return false;
		view_pass(&v, head + n);
	}
	return true;
}

bool bgp_has_path_ids(const struct view *v, unsigned max)
{
	return fits(*v, max, true) && !fits(*v, max, false);
}

static enum bgp_entry route(struct pkt *pk, struct view *v, size_t all, bool id, unsigned max,
			    const char *line, struct obuf *o)
{
	uint8_t address[16], bits;
	uint32_t path = 0;

	if (id) {
		path = be32(view_at(v, 0, 4));
		view_pass(v, 4);
	}
	bits = *view_at(v, 0, 1);
	if (pk->failed)
		return BGP_SHORT;
	if (bits > max)
		return BGP_ILLEGAL;
	if (!all)
		return BGP_SHORT;
	view_pass(v, 1);
	if (!prefix_bytes(v, all - 1, bits, address, sizeof(address)))
		return BGP_SHORT;
	ob_str(o, line);
	if (max == 32)
		names_ip4(pk, o, address);
	else
		names_ip6(pk, o, address);
	ob_num(o, "/", bits, "");
	if (id)
		ob_num(o, "   Path Id: ", path, "");
	return BGP_DONE;
}

enum bgp_entry bgp_route4(struct pkt *pk, struct view *v, bool id, const char *line,
			  struct obuf *o)
{
	return route(pk, v, id && v->len > 4 ? v->len - 4 : v->len, id, 32, line, o);
}

static void label_text(uint32_t label, struct obuf *o)
{
	ob_num(o, ", label:", label >> 4, label & 1 ? " (bottom)" :
						     " (BOGUS: Bottom of Stack NOT set!)");
}

static void address_text(struct pkt *pk, uint16_t afi, const uint8_t *address, unsigned bits,
			 struct obuf *o)
{
	if (afi == AFI_IP4)
		names_ip4(pk, o, address);
	else if (afi == AFI_IP6)
		names_ip6(pk, o, address);
	else
		nsap_text(o, address, (bits + 7) / 8);
	ob_num(o, "/", bits, "");
}

static unsigned bits_of(uint16_t afi)
{
	return afi == AFI_IP4 ? 32 : afi == AFI_IP6 ? 128 : 152;
}

/* RFC 8277. */
static enum bgp_entry labeled(struct pkt *pk, struct view *v, size_t all, uint16_t afi,
			      struct obuf *o)
{
	uint8_t address[20];
	const uint8_t *p = view_at(v, 0, 4);
	unsigned bits = p[0];
	uint32_t label = be24(p + 1);

	if (pk->failed || all < 4)
		return BGP_SHORT;
	if (bits < 24 || bits - 24 > bits_of(afi))
		return BGP_ILLEGAL;
	bits -= 24;
	view_pass(v, 4);
	if (!prefix_bytes(v, all - 4, bits, address, sizeof(address)))
		return BGP_SHORT;
	ob_str(o, "\n\t      ");
	address_text(pk, afi, address, bits, o);
	label_text(label, o);
	return BGP_DONE;
}

/* RFC 4364. */
static enum bgp_entry vpn(struct pkt *pk, struct view *v, uint16_t afi, struct obuf *o)
{
	uint8_t address[20];
	const uint8_t *p = view_at(v, 0, 1);
	unsigned bits = p[0];

	if (pk->failed)
		return BGP_SHORT;
	if (bits < 8 * (LABEL + RD) || bits - 8 * (LABEL + RD) > bits_of(afi))
		return BGP_ILLEGAL;
	bits -= 8 * (LABEL + RD);
	p = view_at(v, 0, 1 + LABEL + RD);
	view_pass(v, 1 + LABEL + RD);
	/* only the capture's end counts here */
	if (!prefix_bytes(v, sizeof(address), bits, address, sizeof(address)))
		return BGP_SHORT;
	ob_str(o, "\n\t      ");
	rd_text(pk, p + 1 + LABEL, o);
	ob_str(o, ", ");
	address_text(pk, afi, address, bits, o);
	label_text(be24(p + 1), o);
	return BGP_DONE;
}

static enum bgp_entry nsap(struct pkt *pk, struct view *v, struct obuf *o)
{
	uint8_t address[20], bits = *view_at(v, 0, 1);

	if (pk->failed)
		return BGP_SHORT;
	if (bits > 8 * sizeof(address))
		return BGP_ILLEGAL;
	view_pass(v, 1);
	if (!prefix_bytes(v, v->len, bits, address, sizeof(address)))
		return BGP_SHORT;
	ob_str(o, "\n\t      ");
	address_text(pk, AFI_NSAP, address, bits, o);
	return BGP_DONE;
}

/* One TLV of a block of labels: how its circuits are, a bit each. */
static bool circuits(struct pkt *pk, struct view *v, size_t *left, struct obuf *o)
{
	uint8_t type = *view_at(v, 0, 1);
	uint16_t len = be16(view_at(v, 1, 2));

	if (*left < 3)
		pkt_cut(pk);
	if (pk->failed)
		return false;
	view_pass(v, 3);
	if (type != 1) {
		ob_num(o, "\n\t\tunknown TLV #", type, ", length: ");
		ob_u(o, len);
	} else {
		size_t n = (len + 7u) / 8;

		ob_num(o, "\n\t\tcircuit status vector (1) length: ", len, ": 0x");
		for (; n && pkt_step(pk); n--) {
			if (!*left) {
				ob_str(o, " (ran past the end)");
				pkt_cut(pk);
				return false;
			}
			ob_hex(o, *view_at(v, 0, 1), 2);
			view_pass(v, 1);
			--*left;
		}
	}
	return !pk->failed;
}

/* RFC 4761, and the older form of draft-kompella-l2vpn. */
static enum bgp_entry block(struct pkt *pk, struct view *v, struct obuf *o)
{
	uint16_t n = be16(view_at(v, 0, 2));
	size_t left;
	struct view all = *v;
	const uint8_t *p;

	if (pk->failed || (n != 12 && n <= 17))
		return BGP_SHORT;
	view_need(v, 2u + n);
	if (pk->failed)
		return BGP_SHORT;
	p = view_at(v, 0, 2 + RD + 4);
	ob_str(o, "\n\t      ");
	rd_text(pk, p + 2, o);
	if (n == 12) {
		ob_str(o, ", BGPNH: ");
		names_ip4(pk, o, p + 10);
		view_pass(v, 2u + n);
		return BGP_DONE;
	}
	p = view_at(v, 10, 7);
	ob_num(o, ", CE-ID: ", be16(p), ", Label-Block Offset: ");
	ob_num(o, "", be16(p + 2), ", Label Base ");
	ob_u(o, be24(p + 4) >> 4);
	view_pass(&all, 2 + RD + 7);
	left = n - 15u;
	while (left && pkt_step(pk) && circuits(pk, &all, &left, o))
		;
	view_pass(v, 2u + n);
	return pk->failed ? BGP_SHORT : BGP_DONE;
}

/* RFC 6037. */
static enum bgp_entry mdt(struct pkt *pk, struct view *v, struct obuf *o)
{
	const uint8_t *p = view_at(v, 0, 1);

	if (pk->failed)
		return BGP_SHORT;
	if (p[0] != 128)
		return BGP_ILLEGAL;
	p = view_at(v, 0, 17);
	ob_str(o, "\n\t      ");
	rd_text(pk, p + 1, o);
	ob_str(o, ", VPN IP Address: ");
	names_ip4(pk, o, p + 9);
	ob_str(o, ", MC Group Address: ");
	names_ip4(pk, o, p + 13);
	view_pass(v, 17);
	return BGP_DONE;
}

static void target_text(struct pkt *pk, const uint8_t *p, unsigned bits, struct obuf *o)
{
	uint16_t type = be16(p);
	size_t n = (bits + 7) / 8;
	bool known = type == 0x0002 || type == 0x0102 || type == 0x0202 || !n;

	if (n == 1) {
		ob_str(o, ", route-target: partial-type: (");
		known = false;
	} else if (!known) {
		ob_str(o, ", route target: unknown-type(");
		ob_hex(o, type, 4);
		ob_str(o, ") (");
	} else {
		ob_str(o, ", route-target: ");
		if (type == 0x0102) {
			names_ip4(pk, o, p + 2);
			ob_num(o, ":", be16(p + 6), "");
		} else if (type == 0x0202) {
			bgp_as(pk, be32(p + 2), o);
			ob_num(o, ":", be16(p + 6), "");
		} else {
			ob_num(o, "", be16(p + 2), ":");
			ob_u(o, be32(p + 4));
		}
		ob_num(o, "/", bits, n ? " (" : "");
		if (!n)
			return;
	}
	for (size_t i = 0; i < n; i++) {
		if (i && !(i & 1))
			ob_c(o, ' ');
		ob_hex(o, p[i], 2);
	}
	if (!known)
		ob_num(o, "/", bits, "");
	ob_c(o, ')');
}

/* RFC 4684. */
static enum bgp_entry target(struct pkt *pk, struct view *v, struct obuf *o)
{
	uint8_t bytes[8];
	unsigned bits = *view_at(v, 0, 1);
	uint32_t as;

	if (pk->failed)
		return BGP_SHORT;
	if (!bits) {
		ob_str(o, "\n\t      default route target");
		view_pass(v, 1);
		return BGP_DONE;
	}
	if (bits < 32) {
		ob_str(o, "\n\t      (illegal prefix length)");
		v->len = 0;
		return BGP_DONE;
	}
	bits -= 32;
	as = be32(view_at(v, 1, 4));
	if (pk->failed)
		return BGP_SHORT;
	if (bits > 64) {
		ob_str(o, "\n\t      (illegal prefix length)");
		v->len = 0;
		return BGP_DONE;
	}
	view_pass(v, 5);
	if (!prefix_bytes(v, sizeof(bytes), bits, bytes, sizeof(bytes)))
		return BGP_SHORT;
	ob_str(o, "\n\t      origin AS: ");
	bgp_as(pk, as, o);
	target_text(pk, bytes, bits, o);
	return BGP_DONE;
}

/* Source or group of a multicast route, its length in bits before it. False: it is not there. */
static bool member(struct pkt *pk, struct view *v, const char *what, struct obuf *o)
{
	unsigned bits = *view_at(v, 0, 1);
	const uint8_t *p;

	view_pass(v, 1);
	if (pk->failed)
		return false;
	if (bits != 32 && bits != 128) {
		if (bits) {
			ob_str(o, what);
			ob_num(o, "bogus address length ", bits, "");
		}
		view_pass(v, bits / 8);
		return true;
	}
	p = view_at(v, 0, bits / 8);
	if (pk->failed)
		return false;
	ob_str(o, what);
	if (bits == 32)
		names_ip4(pk, o, p);
	else
		names_ip6(pk, o, p);
	view_pass(v, bits / 8);
	return true;
}

static void originator(struct pkt *pk, struct view v, struct obuf *o)
{
	ob_str(o, ", Originator ");
	if (v.len == 4)
		names_ip4(pk, o, view_at(&v, 0, 4));
	else if (v.len == 16)
		names_ip6(pk, o, view_at(&v, 0, 16));
	else
		ob_num(o, "bogus address length ", v.len * 8, "");
}

/* RFC 6514, section 4. */
static enum bgp_entry multicast(struct pkt *pk, struct view *v, struct obuf *o)
{
	static const struct word kinds[] = { { 1, "Intra-AS I-PMSI" }, { 2, "Inter-AS I-PMSI" },
		{ 3, "S-PMSI" }, { 4, "Intra-AS Segment-Leaf" }, { 5, "Source-Active" },
		{ 6, "Shared Tree Join" }, { 7, "Source Tree Join" }, { 0, NULL } };
	const uint8_t *p = view_at(v, 0, 2);
	struct view body = view_behind(*v, 2);
	uint8_t type = p[0], n = p[1];

	if (pk->failed)
		return BGP_SHORT;
	body.len = n;
	ob_str(o, "\n\t      Route-Type: ");
	bgp_word(o, kinds, type, "Unknown");
	ob_num(o, ", length: ", n, "");
	view_pass(v, 2u + n);
	if (type < 1 || type > 7 || type == 4)
		return BGP_DONE;
	p = view_at(&body, 0, RD);
	ob_str(o, ", ");
	rd_text(pk, p, o);
	view_pass(&body, RD);
	if (type == 1) {
		originator(pk, body, o);
		return BGP_DONE;
	}
	if (type != 3 && type != 5) {
		p = view_at(&body, 0, 4);
		ob_str(o, ", Source-AS ");
		bgp_as(pk, be32(p), o);
		view_pass(&body, 4);
	}
	if (type == 2)
		return BGP_DONE;
	if (!member(pk, &body, ", Source ", o) || !member(pk, &body, ", Group ", o))
		return BGP_SHORT;
	if (type == 3)
		originator(pk, body, o);
	return BGP_DONE;
}

/* The kinds of routes. */
enum kind { NONE, PLAIN, LABELED, VPN, NSAP, BLOCK, MDT, TARGET, MULTICAST };

static enum kind kind_of(uint16_t afi, uint8_t safi)
{
	bool plain = safi >= 1 && safi <= 3, with_rd = safi >= 128 && safi <= 130;

	switch (afi) {
	case AFI_IP4:
		if (safi == 5)
			return MULTICAST;
		if (safi == 66)
			return MDT;
		if (safi == 132)
			return TARGET;
		/* fall through */
	case AFI_IP6:
		return plain ? PLAIN : safi == 4 ? LABELED : with_rd ? VPN : NONE;
	case AFI_NSAP:
		return plain ? NSAP : with_rd ? VPN : NONE;
	case AFI_VPLS:
		return safi == 65 ? BLOCK : NONE;
	case AFI_L2VPN:
		return with_rd ? BLOCK : NONE;
	default:
		return NONE;
	}
}

static enum bgp_entry entry(struct pkt *pk, struct view *v, size_t all, uint16_t afi,
			    enum kind kind, bool id, struct obuf *o)
{
	switch (kind) {
	case PLAIN:
		return route(pk, v, all, id, bits_of(afi), "\n\t      ", o);
	case LABELED:
		return labeled(pk, v, all, afi, o);
	case VPN:
		return vpn(pk, v, afi, o);
	case NSAP:
		return nsap(pk, v, o);
	case BLOCK:
		return block(pk, v, o);
	case MDT:
		return mdt(pk, v, o);
	case TARGET:
		return target(pk, v, o);
	case MULTICAST:
		return multicast(pk, v, o);
	case NONE:
		break;
	}
	return BGP_SHORT;
}

/* A single one may be as long as the attribute, `all`: the classic text has it so. */
static void entries(struct pkt *pk, struct view v, size_t all, uint16_t afi, uint8_t safi,
		    struct obuf *o)
{
	enum kind kind = kind_of(afi, safi);
	bool id = kind == PLAIN && bgp_has_path_ids(&v, bits_of(afi));

	while (view_more(&v)) {
		switch (entry(pk, &v, all, afi, kind, id, o)) {
		case BGP_DONE:
			break;
		case BGP_ILLEGAL:
			ob_str(o, "\n\t    (illegal prefix length)");
			return;
		case BGP_SHORT:
			pkt_cut(pk);
			return;
		}
	}
}

/* AFI(2) SAFI(1). False: nobody knows their routes. */
static bool family(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p = view_at(&v, 0, 3);
	uint16_t afi = be16(p);
	uint8_t safi = p[2];

	if (pk->failed)
		return false;
	ob_str(o, "\n\t    AFI: ");
	bgp_word(o, bgp_afis, afi, "Unknown AFI");
	ob_str(o, safi > 128 ? ", vendor specific SAFI: " : ", SAFI: ");
	bgp_word(o, bgp_safis, safi, "Unknown SAFI");
	if (kind_of(afi, safi) != NONE)
		return true;
	ob_num(o, "\n\t    no AFI ", afi, " / SAFI ");
	ob_num(o, "", safi, " decoder");
	if (pk->show->v <= 1)
		hex_view(o, "\n\t    ", v);
	return false;
}

/* One next hop; the view moves behind it. False: there is none of that length. */
static bool next_hop(struct pkt *pk, struct view *v, uint16_t afi, enum kind kind, struct obuf *o)
{
	size_t rd = kind == VPN ? RD : 0;
	size_t n = afi == AFI_IP6 ? 16 : afi == AFI_NSAP ? v->len - (v->len < rd ? v->len : rd) : 4;
	const uint8_t *p;

	if (v->len < rd + n || (afi == AFI_NSAP && v->len <= rd)) {
		ob_str(o, "invalid len");
		return false;
	}
	p = view_at(v, 0, rd + n);
	if (pk->failed)
		return false;
	if (rd) {
		rd_text(pk, p, o);
		ob_str(o, ", ");
	}
	if (afi == AFI_IP6)
		names_ip6(pk, o, p + rd);
	else if (afi == AFI_NSAP)
		nsap_text(o, p + rd, n);
	else
		names_ip4(pk, o, p + rd);
	view_pass(v, rd + n);
	return true;
}

/* Points of attachment to the subnetwork: nobody has any. */
static void attachments(struct pkt *pk, struct view *v, struct obuf *o)
{
	uint8_t n = *view_at(v, 0, 1);

	if (!v->len)
		pkt_cut(pk);
	view_pass(v, 1);
	if (!n) {
		ob_str(o, ", no SNPA");
		return;
	}
	ob_num(o, "\n\t    ", n, " SNPA");
	while (n-- && pkt_step(pk)) {
		uint8_t len = *view_at(v, 0, 1);

		if (!v->len)
			pkt_cut(pk);
		ob_num(o, "\n\t      ", len, " bytes");
		if (v->len < 1u + len)
			pkt_cut(pk);
		view_pass(v, 1u + len);
	}
}

void bgp_reach(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p = view_at(&v, 0, 3);
	uint16_t afi = be16(p);
	uint8_t safi = p[2], n;
	size_t all = v.len;
	struct view hops;

	if (v.len < 3)
		pkt_cut(pk);
	if (!family(pk, v, o))
		return;
	n = *view_at(&v, 3, 1);
	view_pass(&v, 4);
	if (n > v.len)
		pkt_cut(pk);
	view_need(&v, n);
	hops = v;
	hops.len = n;
	for (const char *between = "\n\t    nexthop: "; hops.len && pkt_step(pk); between = ", ") {
		ob_str(o, between);
		if (!next_hop(pk, &hops, afi, kind_of(afi, safi), o))
			break;
	}
	ob_num(o, ", nh-length: ", n, "");
	view_pass(&v, n);
	attachments(pk, &v, o);
	entries(pk, v, all, afi, safi, o);
}

void bgp_unreach(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p = view_at(&v, 0, 3);

	if (!family(pk, v, o))
		return;
	if (v.len == 3)
		ob_str(o, "\n\t      End-of-Rib Marker (empty NLRI)");
	entries(pk, view_behind(v, 3), v.len, be16(p), p[2], o);
}
