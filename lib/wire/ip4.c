/* IPv4 header parsing (RFC 791, section 3.1). */
#include "wire/ip4.h"

bool ip4_parse(struct cur *c, struct ip4 *h)
{
	uint8_t first = cur_u8(c);
	const uint8_t *src, *dst;

	*h = (struct ip4){ .hlen = (first & 0x0fu) * 4 };
	if (first >> 4 != 4 || h->hlen < 20)
		return false;
	h->tos = cur_u8(c);
	h->total = cur_be16(c);
	h->id = cur_be16(c);
	h->frag = cur_be16(c);
	h->ttl = cur_u8(c);
	h->proto = cur_u8(c);
	h->sum = cur_be16(c);
	src = cur_bytes(c, 4);
	dst = cur_bytes(c, 4);
	if (!src || !dst || cur_left(c) < h->hlen - 20)
		return false;
	h->src = addr_v4(src);
	h->dst = addr_v4(dst);
	h->options = cur_take(c, h->hlen - 20);
	return true;
}

bool ip4_option_next(struct cur *c, struct ip4_option *opt)
{
	uint8_t len;

	*opt = (struct ip4_option){ 0 };
	if (!cur_left(c))
		return false;
	opt->type = cur_u8(c);
	if (opt->type == IP4_OPT_EOL)
		return false;
	if (opt->type == IP4_OPT_NOP)
		return true;
	len = cur_u8(c);
	if (len < 2 || len - 2u > cur_left(c)) {
		c->mark = CUR_BAD;
		return false;
	}
	opt->data = cur_take(c, len - 2u);
	return true;
}
