/* BGP's routes of all families (RFC 4271, 4364, 4760, 7911, 8277). */
#include <string.h>

#include "proto/bgp.h"
#include "proto/rest.h"

#define FAMILY(afi, safi) ((uint32_t)(afi) << 8 | (safi))

enum { AFI_IP4 = 1, AFI_IP6, AFI_NSAP, AFI_VPLS = 25, AFI_L2VPN = 196 };

#define LABEL 3

void bgp_rd_text(struct pkt *pk, const uint8_t *p, struct obuf *o)
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

bool bgp_prefix_bytes(struct view *v, size_t all, unsigned bits, uint8_t *to, size_t size)
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
	if (!bgp_prefix_bytes(v, all - 1, bits, address, sizeof(address)))
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

enum bgp_entry bgp_route4(struct pkt *pk, struct view *v, bool id, const char *line, struct obuf *o)
{
	return route(pk, v, id && v->len > 4 ? v->len - 4 : v->len, id, 32, line, o);
}

static void label_text(uint32_t label, struct obuf *o)
{
	ob_num(o, ", label:", label >> 4,
	       label & 1 ? " (bottom)" : " (BOGUS: Bottom of Stack NOT set!)");
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
	if (!bgp_prefix_bytes(v, all - 4, bits, address, sizeof(address)))
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
	if (!bgp_prefix_bytes(v, sizeof(address), bits, address, sizeof(address)))
		return BGP_SHORT;
	ob_str(o, "\n\t      ");
	bgp_rd_text(pk, p + 1 + LABEL, o);
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
	if (!bgp_prefix_bytes(v, v->len, bits, address, sizeof(address)))
		return BGP_SHORT;
	ob_str(o, "\n\t      ");
	address_text(pk, AFI_NSAP, address, bits, o);
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
		return bgp_block(pk, v, o);
	case MDT:
		return bgp_mdt(pk, v, o);
	case TARGET:
		return bgp_target(pk, v, o);
	case MULTICAST:
		return bgp_multicast(pk, v, o);
	case NONE:
		break;
	}
	return BGP_SHORT;
}

bool bgp_entry_end(struct pkt *pk, enum bgp_entry how, struct obuf *o)
{
	if (how == BGP_ILLEGAL)
		ob_str(o, "\n\t    (illegal prefix length)");
	if (how == BGP_SHORT)
		pkt_cut(pk);
	return how == BGP_DONE;
}

/* A single one may be as long as the attribute, `all`: the classic text has it so. */
static void entries(struct pkt *pk, struct view v, size_t all, uint16_t afi, uint8_t safi,
		    struct obuf *o)
{
	enum kind kind = kind_of(afi, safi);
	bool id = kind == PLAIN && bgp_has_path_ids(&v, bits_of(afi));

	while (view_more(&v))
		if (!bgp_entry_end(pk, entry(pk, &v, all, afi, kind, id, o), o))
			return;
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
		bgp_rd_text(pk, p, o);
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
