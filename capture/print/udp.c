/* UDP (RFC 768): ports(2, 2) length(2) checksum(2). */
#include "ip.h"
#include "print.h"

#define HEADER 8

static const struct bind udp_on[] = { { BY_IP, 17, 0 }, { 0 } };

static void checksum_text(struct pkt *pk, const struct view *v, size_t len, struct obuf *o)
{
	uint16_t field = be16(v->p + 6), sum;

	if (!field && pk->ip.version == 4) {
		ob_str(o, "[no cksum] ");
		return;
	}
	if (view_left(v) < len)
		return;
	sum = pkt_pseudo_cksum(pk, v, len, 17);
	if (!sum) {
		ob_str(o, "[udp sum ok] ");
		return;
	}
	ob_str(o, "[bad udp cksum ");
	ob_0x(o, field, 4);
	ob_str(o, " -> ");
	ob_0x(o, pkt_cksum_right(field, sum), 4);
	ob_str(o, "!] ");
}

static void ports(struct pkt *pk, const struct view *v, struct obuf *o)
{
	ip_ports(pk, o, be16(v->p), be16(v->p + 2), names_udp);
}

/* False: the header is too short for more than is said here. */
static bool header(struct pkt *pk, const struct view *v, size_t *len, struct obuf *o)
{
	if (!view_has(v, 0, 4)) {
		/* behind other headers of IPv6 they were said */
		if (pk->ip.first == pk->ip.proto)
			ip_ends(pk, o);
		pkt_mark(pk, o);
		return false;
	}
	*len = view_has(v, 4, 2) ? be16(v->p + 4) : HEADER;
	/* RFC 2675: a jumbogram's length is above */
	if (!*len && v->len > UINT16_MAX)
		*len = v->len;
	if (view_has(v, 0, HEADER) && *len >= HEADER)
		return true;
	ports(pk, v, o);
	if (v->len < HEADER)
		ob_num(o, "truncated-udp ", v->len, "");
	else if (*len < HEADER)
		ob_num(o, "truncated-udplength ", *len, "");
	else
		pkt_mark(pk, o);
	return false;
}

/* Who prints it; own: it knows its own among what uses its port. */
static const struct printer *claimant(struct pkt *pk, struct view v, uint16_t from, uint16_t dest,
				      bool *own)
{
	const struct printer *to = pkt_find_udp(pk, from, dest), *other;

	pk->ports[0] = from;
	pk->ports[1] = dest;
	*own = to && to->mine && to->mine(pk, &v);
	if (*own || !to || !to->mine)
		return to;
	other = pkt_find_udp(pk, dest, dest);
	if (!other || other == to)
		other = pkt_find(pk, BY_UDP, from);
	return other == to ? NULL : other;
}

/* What no port claims may look like QUIC. */
static const struct printer *quic(struct pkt *pk, struct view v)
{
	const struct printer *to = pkt_find(pk, BY_UDP_AS, AS_QUIC);

	view_pass(&v, HEADER);
	return to && to->mine(pk, &v) ? to : NULL;
}

static void udp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const struct printer *to = NULL;
	uint16_t from, dest;
	size_t len;

	if (!header(pk, &v, &len, o))
		return;
	from = be16(v.p);
	dest = be16(v.p + 2);
	if (pk->show->as)
		to = pkt_find(pk, BY_UDP_AS, pk->show->as);
	if (!to || !to->ends)
		ports(pk, &v, o);
	if (!to && !pk->show->quick) {
		bool own;

		to = claimant(pk, view_behind(v, HEADER), from, dest, &own);
		/* with -v for IPv6 only, as there it must be right */
		if (!own && pk->show->v > (pk->ip.version == 4) && !pk->show->trust &&
		    !pk->ip.fragment)
			checksum_text(pk, &v, len < v.len ? len : v.len, o);
		if (!to && pk->show->tls)
			to = quic(pk, view_limit(v, len < v.len ? len : v.len));
	}
	if (!to) {
		if (len > v.len && !pk->ip.fragment) {
			ob_num(o, "UDP, bad length ", len - HEADER, " > ");
			ob_u(o, v.len - HEADER);
		} else {
			ob_num(o, "UDP, length ", len - HEADER, "");
		}
		return;
	}
	if (len < v.len)
		v.len = len;
	view_skip(&v, HEADER);
	pk->ports[0] = from;
	pk->ports[1] = dest;
	pkt_call(pk, to, v, o);
}

const struct printer printer_udp = { .name = "udp", .title = "UDP", .on = udp_on,
	.print = udp_print };
