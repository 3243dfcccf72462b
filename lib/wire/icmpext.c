/* ICMP extension structure (RFC 4884, section 7; RFC 4950, section 3). */
#include "wire/icmpext.h"

#include "wire/cksum.h"

#define EXT_VERSION 2
#define OLD_QUOTE 128		/* where routers older than RFC 4884 put it (section 5.3) */
#define NOWHERE (SIZE_MAX - 4)

/* Only these errors carry extensions (RFC 4884, section 4). */
static bool extensible(uint8_t family, uint8_t type)
{
	if (family == ADDR_V6)
		return type == ICMP6_UNREACHABLE || type == ICMP6_TIME_EXCEEDED;
	return type == ICMP4_UNREACHABLE || type == ICMP4_TIME_EXCEEDED || type == ICMP4_PARAMETER;
}

/* The quote's length that the error states, in bytes; 0: it states none. */
static size_t stated_length(uint8_t family, const struct icmp *h)
{
	return family == ADDR_V6 ? (h->rest >> 24) * 8u : (h->rest >> 16 & 0xff) * 4u;
}

/* Header of the structure: version 2, and a checksum over all of it unless the sender gave none. */
static bool is_extension(struct cur ext, bool must_sum)
{
	size_t n = cur_left(&ext);
	const uint8_t *p = cur_bytes(&ext, n);

	if (!p || n < 4 || p[0] >> 4 != EXT_VERSION)
		return false;
	if (p[2] == 0 && p[3] == 0)
		return !must_sum;
	return cksum(p, n) == 0;
}

/* The extensions begin `at` bytes behind the start of the body, if they are any. */
static bool split(struct cur body, size_t at, bool must_sum, struct cur *quote, struct cur *ext)
{
	struct cur rest = body;

	*quote = body;
	*ext = cur_of(NULL, 0);
	if (at + 4 > cur_left(&body))
		return false;
	cur_skip(&rest, at);
	if (!is_extension(rest, must_sum))
		return false;
	cur_skip(&rest, 4);
	*quote = cur_take(&body, at);
	*ext = rest;
	return true;
}

bool icmpext_split(uint8_t family, const struct icmp *h, struct cur body, struct cur *quote,
		   struct cur *ext)
{
	size_t stated = stated_length(family, h);

	size_t at = stated ? stated : OLD_QUOTE;

	return split(body, extensible(family, h->type) ? at : NOWHERE, !stated, quote, ext);
}

bool icmpext_split_rest(uint8_t family, uint8_t type, struct cur body, size_t stated, size_t gone,
			struct cur *quote, struct cur *ext)
{
	size_t at = stated ? stated : gone < OLD_QUOTE ? OLD_QUOTE - gone : NOWHERE;

	return split(body, extensible(family, type) ? at : NOWHERE, !stated, quote, ext);
}

bool icmpext_next(struct cur *ext, struct icmpext_object *obj)
{
	uint16_t len;

	if (cur_left(ext) < 4)
		return false;
	len = cur_be16(ext);
	obj->class = cur_u8(ext);
	obj->ctype = cur_u8(ext);
	if (len < 4 || len - 4u > cur_left(ext)) {
		ext->mark = CUR_BAD;
		return false;
	}
	obj->data = cur_take(ext, len - 4u);
	return true;
}

bool icmpext_label_next(struct cur *data, struct icmpext_label *l)
{
	uint32_t word;

	if (cur_left(data) < 4)
		return false;
	word = cur_be32(data);
	l->label = word >> 12;
	l->exp = word >> 9 & 7;
	l->bottom = word >> 8 & 1;
	l->ttl = (uint8_t)word;
	return true;
}
