/* IPv6 header parsing (RFC 8200, sections 3 and 4). */
#include "wire/ip6.h"

enum {
	EXT_HOP_BY_HOP = 0,
	EXT_ROUTING = 43,
	EXT_FRAGMENT = 44,
	EXT_AUTH = 51,
	EXT_DESTINATION = 60,
};

/* Steps over one extension header; false when h->next is none or what follows cannot be read. */
static bool extension(struct cur *c, struct ip6 *h)
{
	uint8_t next, len;

	switch (h->next) {
	case EXT_HOP_BY_HOP:
	case EXT_ROUTING:
	case EXT_DESTINATION:
		next = cur_u8(c);
		len = cur_u8(c);
		cur_skip(c, 6 + 8u * len);
		break;
	case EXT_FRAGMENT:
		next = cur_u8(c);
		cur_skip(c, 1);
		h->frag = cur_be16(c) & 0xfff8;
		cur_skip(c, 4);
		if (h->frag) {		/* what follows is no header */
			h->next = next;
			return false;
		}
		break;
	case EXT_AUTH:			/* RFC 4302: length in 4 bytes, less 2 */
		next = cur_u8(c);
		len = cur_u8(c);
		cur_skip(c, 6 + 4u * len);
		break;
	default:
		return false;
	}
	if (!cur_ok(c))
		return false;
	h->next = next;
	return true;
}

bool ip6_parse(struct cur *c, struct ip6 *h)
{
	uint32_t first = cur_be32(c);
	const uint8_t *src, *dst;

	*h = (struct ip6){ .tclass = (uint8_t)(first >> 20), .flow = first & 0xfffff };
	if (first >> 28 != 6)
		return false;
	h->payload = cur_be16(c);
	h->next = cur_u8(c);
	h->hops = cur_u8(c);
	src = cur_bytes(c, 16);
	dst = cur_bytes(c, 16);
	if (!src || !dst)
		return false;
	h->src = addr_v6(src);
	h->dst = addr_v6(dst);
	while (extension(c, h))
		;
	return cur_ok(c);
}
