/* BGP's routes of virtual networks: RFC 4684, 4761, 6037, 6514, draft-kompella-l2vpn. */
#include "proto/bgp.h"
#include "proto/rest.h"

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
enum bgp_entry bgp_block(struct pkt *pk, struct view *v, struct obuf *o)
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
	bgp_rd_text(pk, p + 2, o);
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
enum bgp_entry bgp_mdt(struct pkt *pk, struct view *v, struct obuf *o)
{
	const uint8_t *p = view_at(v, 0, 1);

	if (pk->failed)
		return BGP_SHORT;
	if (p[0] != 128)
		return BGP_ILLEGAL;
	p = view_at(v, 0, 17);
	ob_str(o, "\n\t      ");
	bgp_rd_text(pk, p + 1, o);
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

	if (bits && bits < 16) {
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
enum bgp_entry bgp_target(struct pkt *pk, struct view *v, struct obuf *o)
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
	if (!bgp_prefix_bytes(v, sizeof(bytes), bits, bytes, sizeof(bytes)))
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
enum bgp_entry bgp_multicast(struct pkt *pk, struct view *v, struct obuf *o)
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
	bgp_rd_text(pk, p, o);
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
