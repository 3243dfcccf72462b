/* IPv4 header parsing (RFC 791, section 3.1). */
#include "wire/ip4.h"

static uint16_t be16(const uint8_t *p)
{
	return (uint16_t)(p[0] << 8 | p[1]);
}

bool ip4_parse(struct cur *c, struct ip4 *h)
{
	const uint8_t *p = cur_bytes(c, 20);

	if (!p || p[0] >> 4 != 4 || (p[0] & 0x0f) < 5) {
		*h = (struct ip4){ 0 };
		return false;
	}
	*h = (struct ip4){
		.hlen = (p[0] & 0x0fu) * 4,
		.tos = p[1],
		.total = be16(p + 2),
		.id = be16(p + 4),
		.frag = be16(p + 6),
		.ttl = p[8],
		.proto = p[9],
		.sum = be16(p + 10),
		.src = addr_v4(p + 12),
		.dst = addr_v4(p + 16),
	};
	if (cur_left(c) < h->hlen - 20)
		return false;
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
