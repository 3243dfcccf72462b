/* Bitsets of requests, in either of their forms. */
#include "nicsim.h"

#include <linux/ethtool_netlink.h>
#include <string.h>

static void copy_words(uint32_t to[MASK_WORDS], struct attrs from)
{
	if (from.at)
		memcpy(to, from.at, from.len < MASK_WORDS * 4 ? from.len : MASK_WORDS * 4);
}

/* One bit by its index or, without one, its name. */
static void read_bit(struct bitset *s, struct attrs a, int set)
{
	struct attrs name = attr_find(a, ETHTOOL_A_BITSET_BIT_NAME);
	uint64_t bit = attr_num(a, ETHTOOL_A_BITSET_BIT_INDEX, UINT64_MAX);
	const char *text = (const char *)name.at;

	if (bit == UINT64_MAX && text)
		bit = (uint64_t)set_index(set, text, strnlen(text, name.len));
	if (bit >= MASK_WORDS * 32)
		return;
	s->mask[bit / 32] |= 1u << bit % 32;
	if (s->nomask || attr_find(a, ETHTOOL_A_BITSET_BIT_VALUE).at)
		s->value[bit / 32] |= 1u << bit % 32;
}

struct bitset bitset_read(struct attrs a, int set)
{
	struct bitset s = { .nomask = attr_find(a, ETHTOOL_A_BITSET_NOMASK).at };
	struct attrs bits = attr_find(a, ETHTOOL_A_BITSET_BITS);
	struct attr one;

	copy_words(s.value, attr_find(a, ETHTOOL_A_BITSET_VALUE));
	copy_words(s.mask, attr_find(a, ETHTOOL_A_BITSET_MASK));
	while (attr_next(&bits, &one))
		if (one.type == ETHTOOL_A_BITSET_BITS_BIT)
			read_bit(&s, one.data, set);
	if (s.nomask)
		memset(s.mask, 0xff, sizeof(s.mask));
	return s;
}
