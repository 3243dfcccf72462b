/*
 * A set of bits as ethtool netlink tells it in its compact form: the kernel's ethtool-netlink.rst,
 * "Bit sets". It points into the message that it was read from.
 */
#ifndef LINKINFO_BITSET_H
#define LINKINFO_BITSET_H

#include <linux/ethtool_netlink.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "sys/nl.h"

struct bitset {
	uint32_t size;			/* in bits, of which the words below may hold fewer */
	bool nomask;			/* a list: each bit that counts is set */
	const uint8_t *value, *mask;	/* 32-bit words in the host's order */
	uint32_t value_words, mask_words;
};

static inline const uint8_t *bitset_words(struct cur data, uint32_t *words)
{
	size_t n = cur_left(&data) / sizeof(uint32_t);

	*words = n < UINT16_MAX ? (uint32_t)n : UINT16_MAX;
	return cur_bytes(&data, n * sizeof(uint32_t));
}

static inline struct bitset bitset_of(struct cur attr)
{
	struct bitset b = { 0 };
	struct cur data;
	uint16_t type;

	while (nl_attr_next(&attr, &type, &data)) {
		if (type == ETHTOOL_A_BITSET_SIZE)
			b.size = nl_u32(data);
		else if (type == ETHTOOL_A_BITSET_NOMASK)
			b.nomask = true;
		else if (type == ETHTOOL_A_BITSET_VALUE)
			b.value = bitset_words(data, &b.value_words);
		else if (type == ETHTOOL_A_BITSET_MASK)
			b.mask = bitset_words(data, &b.mask_words);
	}
	return b;
}

static inline bool bitset_bit(const uint8_t *words, uint32_t n_words, uint32_t bit)
{
	uint32_t word;

	if (!words || bit / 32 >= n_words)
		return false;
	memcpy(&word, words + (size_t)(bit / 32) * sizeof(word), sizeof(word));
	return word >> bit % 32 & 1;
}

/* Is the bit set? */
static inline bool bitset_has(const struct bitset *b, uint32_t bit)
{
	return bit < b->size && bitset_bit(b->value, b->value_words, bit);
}

/* Does the set say anything about the bit? */
static inline bool bitset_knows(const struct bitset *b, uint32_t bit)
{
	if (b->nomask)
		return bitset_has(b, bit);
	return bit < b->size && bitset_bit(b->mask, b->mask_words, bit);
}

#endif
