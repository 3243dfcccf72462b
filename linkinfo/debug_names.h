/* Names of ethtool netlink's messages and attributes, and what the attributes hold. */
#ifndef LINKINFO_DEBUG_NAMES_H
#define LINKINFO_DEBUG_NAMES_H

#include <stdint.h>

enum debug_kind {
	DEBUG_BYTES,		/* also what is not known */
	DEBUG_NEST,
	DEBUG_BOOL,		/* 8 bits: on or off */
	DEBUG_TRUE,		/* by being there */
	DEBUG_U8,
	DEBUG_S16,
	DEBUG_BE16,
	DEBUG_U32,
	DEBUG_HEX,		/* 32 bits of flags */
	DEBUG_U64,		/* one, or several in a row */
	DEBUG_TEXT,
	DEBUG_LIST,		/* none: a list begins */
};

/* Without pointers: each would be one more relocation at every start. */
struct debug_attr {
	char name[36];		/* behind ETHTOOL_A_ */
	uint8_t kind;		/* enum debug_kind */
	uint8_t number;
	uint8_t nest;		/* the list inside; 0: none */
};

struct debug_message {
	char name[28];		/* behind ETHTOOL_MSG_ */
	uint8_t list;		/* of its attributes */
};

/* The attribute of that number in a list; NULL: not known. */
const struct debug_attr *debug_attr(uint8_t list, uint16_t number);

/* What we send, what the kernel sends; NULL: not known. */
const struct debug_message *debug_request(uint8_t command);
const struct debug_message *debug_answer(uint8_t command);

#endif
