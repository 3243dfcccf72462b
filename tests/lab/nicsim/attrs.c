/* Netlink attributes: written into a message, and read from a request. */
#include "nicsim.h"

#include <linux/ethtool_netlink.h>
#include <linux/netlink.h>
#include <string.h>

void attr_put(struct bytes *b, uint16_t type, const void *data, size_t len)
{
	struct nlattr a = { .nla_type = type, .nla_len = (uint16_t)(sizeof(a) + len) };

	put(b, &a, sizeof(a));
	put(b, data, len);
	put_zero(b, padded(len) - len);
}

void attr_u8(struct bytes *b, uint16_t type, uint64_t v)
{
	attr_put(b, type, &(uint8_t){ (uint8_t)v }, 1);
}

void attr_u32(struct bytes *b, uint16_t type, uint64_t v)
{
	attr_put(b, type, &(uint32_t){ (uint32_t)v }, 4);
}

void attr_u64(struct bytes *b, uint16_t type, uint64_t v)
{
	attr_put(b, type, &v, 8);
}

size_t attr_open(struct bytes *b, uint16_t type)
{
	size_t at = b->len;

	attr_put(b, type | NLA_F_NESTED, NULL, 0);
	return at;
}

void attr_close(struct bytes *b, size_t at)
{
	uint16_t len = (uint16_t)(b->len - at);

	memcpy(b->at + at, &len, sizeof(len));
}

void attr_text(struct bytes *b, uint16_t type, const char *s, size_t len)
{
	size_t at = b->len;

	len = strnlen(s, len);
	attr_put(b, type, NULL, 0);
	put(b, s, len);
	put(b, "", 1);
	attr_close(b, at);
	put_zero(b, padded(len + 1) - len - 1);
}

bool attr_next(struct attrs *list, struct attr *a)
{
	struct nlattr head;

	if (list->len < sizeof(head))
		return false;
	memcpy(&head, list->at, sizeof(head));
	if (head.nla_len < sizeof(head) || head.nla_len > list->len)
		return false;
	a->type = (uint16_t)(head.nla_type & NLA_TYPE_MASK);
	a->nested = head.nla_type & NLA_F_NESTED;
	a->data = (struct attrs){ list->at + sizeof(head), head.nla_len - sizeof(head) };
	list->at += head.nla_len;
	list->len -= head.nla_len;
	/* the last one may lack its padding */
	head.nla_len = (uint16_t)(padded(head.nla_len) - head.nla_len);
	if (head.nla_len > list->len)
		head.nla_len = (uint16_t)list->len;
	list->at += head.nla_len;
	list->len -= head.nla_len;
	return true;
}

struct attrs attr_find(struct attrs list, uint16_t type)
{
	struct attr a;

	while (attr_next(&list, &a))
		if (a.type == type)
			return a.data;
	return (struct attrs){ NULL, 0 };
}

uint64_t attr_num(struct attrs list, uint16_t type, uint64_t missing)
{
	struct attrs a = attr_find(list, type);
	uint64_t v = 0;

	if (!a.at || a.len > sizeof(v))
		return missing;
	memcpy(&v, a.at, a.len);
	return v;
}

static void put_bits(struct bytes *b, const uint32_t *value, const uint32_t *mask, size_t bits,
		     int set)
{
	size_t list = attr_open(b, ETHTOOL_A_BITSET_BITS);
	const char *s;

	for (size_t i = 0; i < bits; i++) {
		size_t bit;

		if (!((mask ? mask : value)[i / 32] >> i % 32 & 1))
			continue;
		bit = attr_open(b, ETHTOOL_A_BITSET_BITS_BIT);
		attr_u32(b, ETHTOOL_A_BITSET_BIT_INDEX, i);
		if (set >= 0) {
			size_t len = set_string(set, i, &s);

			attr_text(b, ETHTOOL_A_BITSET_BIT_NAME, s ? s : "", len);
		}
		if (mask && value[i / 32] >> i % 32 & 1)
			attr_put(b, ETHTOOL_A_BITSET_BIT_VALUE, NULL, 0);
		attr_close(b, bit);
	}
	attr_close(b, list);
}

void attr_bitset(struct bytes *b, uint16_t type, const uint32_t *value, const uint32_t *mask,
		 size_t bits, int set, bool compact)
{
	size_t at = attr_open(b, type), len = (bits + 31) / 32 * 4;

	if (!mask)
		attr_put(b, ETHTOOL_A_BITSET_NOMASK, NULL, 0);
	attr_u32(b, ETHTOOL_A_BITSET_SIZE, bits);
	if (compact) {
		attr_put(b, ETHTOOL_A_BITSET_VALUE, value, len);
		if (mask)
			attr_put(b, ETHTOOL_A_BITSET_MASK, mask, len);
	} else {
		put_bits(b, value, mask, bits, set);
	}
	attr_close(b, at);
}
