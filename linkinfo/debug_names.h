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
};

struct debug_attr {
	const char *name;	/* behind ETHTOOL_A_; NULL: this number has none */
	enum debug_kind kind;
	const struct debug_attrs *nest;
};

/* By their numbers. */
struct debug_attrs {
	const struct debug_attr *attrs;
	uint16_t n;
};

struct debug_message {
	const char *name;	/* behind ETHTOOL_MSG_ */
	const struct debug_attrs *attrs;
};

/* What we send, what the kernel sends; NULL: not known. */
const struct debug_message *debug_request(uint8_t command);
const struct debug_message *debug_answer(uint8_t command);

#endif
