/* Virtual routers: VRRP 2 (RFC 3768) and 3 (RFC 5798); -T carp takes them for CARP. */
#include "print.h"

#define PROTOCOL 112
#define ADVERTISEMENT 1
#define SIMPLE 1		/* its password follows the addresses */
#define PASSWORD_LEN 8

static const struct bind vrrp_on[] = { { BY_IP, PROTOCOL, 0 }, { 0 } };

static const struct word auths[] = {
	{ 0, "none" }, { SIMPLE, "simple" }, { 2, "ah" }, { 0, NULL },
};

static void checksum_text(const struct pkt *pk, struct view *v, uint8_t version, struct obuf *o)
{
	uint16_t sum, field;

	if (view_left(v) < v->len)
		return;
	sum = version == 3 ? pkt_pseudo_cksum(pk, v, v->len, PROTOCOL) : pkt_cksum(v, v->len);
	if (!sum)
		return;
	field = be16(view_at(v, 6, 2));
	ob_str(o, ", (bad vrrp cksum ");
	ob_hex(o, field, 0);
	ob_c(o, ')');
}

static void addresses(struct pkt *pk, struct view v, struct obuf *o)
{
	uint8_t n = *view_at(&v, 3, 1), auth = *view_at(&v, 4, 1);
	bool two = *view_at(&v, 0, 1) >> 4 == 2;

	ob_str(o, ", addrs");
	if (n > 1)
		ob_num(o, "(", n, ")");
	ob_c(o, ':');
	view_pass(&v, 8);
	for (unsigned i = 0; i < n && pkt_step(pk); i++) {
		const uint8_t *p = view_bytes(&v, pk->ip.version == 6 ? 16 : 4);

		ob_c(o, i ? ',' : ' ');
		if (pk->ip.version == 6)
			names_ip6(pk, o, p);
		else
			names_ip4(pk, o, p);
	}
	if (two && auth == SIMPLE) {
		ob_str(o, " auth \"");
		for (size_t i = 0; i < PASSWORD_LEN; i++) {
			uint8_t c = *view_at(&v, i, 1);

			if (!c)
				break;
			ob_vis(o, c);
		}
		ob_c(o, '"');
	}
}

static void vrrp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p;
	uint8_t version;
	bool advertises;

	if (pk->show->as == AS_CARP && pkt_next(pk, BY_IP_AS, AS_CARP, v, o))
		return;
	ob_str(o, "VRRP");
	p = view_at(&v, 0, 1);
	version = p[0] >> 4;
	ob_num(o, "v", version, ", ");
	advertises = (p[0] & 15) == ADVERTISEMENT;
	if (advertises)
		ob_str(o, "Advertisement");
	else
		ob_num(o, "unknown type (", p[0] & 15, ")");
	if (pk->ip.ttl != 255)
		ob_num(o, ", (ttl ", pk->ip.ttl, ")");
	if (!advertises || (version != 2 && version != 3))
		return;
	p = view_at(&v, 1, 2);
	ob_num(o, ", vrid ", p[0], ", prio ");
	ob_u(o, p[1]);
	if (version == 2) {
		p = view_at(&v, 4, 1);
		ob_str(o, ", authtype ");
		ob_word(o, auths, p[0], "#", "");
		ob_num(o, ", intvl ", *view_at(&v, 5, 1), "s, length ");
	} else {
		p = view_at(&v, 4, 2);
		ob_num(o, ", intvl ", be16(p) & 0xfff, "cs, length ");
	}
	ob_u(o, v.len);
	if (pk->show->v) {
		checksum_text(pk, &v, version, o);
		addresses(pk, v, o);
	}
}

const struct printer printer_vrrp = { .name = "vrrp", .title = "VRRP", .on = vrrp_on,
	.print = vrrp_print, .whole = true };
