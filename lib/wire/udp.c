/* UDP header parsing and making (RFC 768). */
#include "wire/udp.h"

#include "wire/cksum.h"
#include "wire/ip4.h"

bool udp_parse(struct cur *c, struct udp *h)
{
	h->sport = cur_be16(c);
	h->dport = cur_be16(c);
	h->len = cur_be16(c);
	h->sum = cur_be16(c);
	return cur_ok(c);
}

void udp_put(struct put *w, uint16_t sport, uint16_t dport, uint16_t len)
{
	put_be16(w, sport);
	put_be16(w, dport);
	put_be16(w, (uint16_t)(UDP_HLEN + len));
	put_be16(w, 0);
}

void udp_put_sum(struct put *w, size_t at, const struct addr *src, const struct addr *dst)
{
	uint32_t sum;
	uint16_t v;

	if (w->over || w->len < at + UDP_HLEN)
		return;
	put_set16(w, at + 6, 0);
	sum = cksum_pseudo(src, dst, IP_UDP, (uint32_t)(w->len - at));
	v = cksum_end(cksum_add(sum, w->p + at, w->len - at));
	put_set16(w, at + 6, v ? v : 0xffff);	/* 0 means that there is none */
}
