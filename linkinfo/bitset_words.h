/*
 * A set of bits among the words of a change, "advertise 0x20/0xff" or "advertise NAME on NAME off
 * --", into a netlink request; the kernel's ethtool-netlink.rst, "Bit sets".
 */
#ifndef LINKINFO_BITSET_WORDS_H
#define LINKINFO_BITSET_WORDS_H

#include "sys/nl.h"

enum bitset_words {
	BITSET_WORDS_BAD,	/* after a message */
	BITSET_WORDS_PLAIN,	/* a number of at most 32 bits: *plain, as ioctls want it */
	BITSET_WORDS_LONG,	/* a longer number, one with a mask, or names */
};

/*
 * Takes the value of the word `name` off *words, of which there is one at least, and adds it to
 * the request.
 */
enum bitset_words bitset_words_put(const char *verb, const char *name, char ***words,
				   struct nl_msg *m, uint16_t attr, uint32_t *plain);

#endif
