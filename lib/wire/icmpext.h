/* Extension objects of ICMP errors (RFC 4884): MPLS label stacks (RFC 4950) and others. */
#ifndef WIRE_ICMPEXT_H
#define WIRE_ICMPEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/cur.h"
#include "wire/icmp.h"

enum icmpext_class {
	ICMPEXT_MPLS = 1,		/* c-type 1: incoming label stack */
	ICMPEXT_INTERFACE = 2,		/* RFC 5837 */
	ICMPEXT_INTERFACE_ID = 3,	/* RFC 8335 */
};

struct icmpext_object {
	uint8_t class, ctype;
	struct cur data;
};

struct icmpext_label {
	uint32_t label;		/* 20 bits */
	uint8_t exp;		/* 3 bits: traffic class */
	bool bottom;		/* of the stack */
	uint8_t ttl;
};

/*
 * Splits the body of an error (what follows its 8 bytes) into the quoted packet and the
 * extensions. The length field of RFC 4884 decides; where it is 0, old routers put the
 * extensions behind 128 bytes of quote, which is believed only if version and checksum are
 * right. False: no extensions; then *quote is the whole body and *ext is empty.
 */
bool icmpext_split(uint8_t family, const struct icmp *h, struct cur body, struct cur *quote,
		   struct cur *ext);

/*
 * The same where the headers that begin the quote are gone, `gone` bytes of them, as in the error
 * queue: stated is the length that is left of the quote, 0 where the error stated none.
 */
bool icmpext_split_rest(uint8_t family, uint8_t type, struct cur body, size_t stated, size_t gone,
			struct cur *quote, struct cur *ext);

/* The next object of *ext; false at the end, or when a length lies. */
bool icmpext_next(struct cur *ext, struct icmpext_object *obj);

/* The next entry of an MPLS object's data. */
bool icmpext_label_next(struct cur *data, struct icmpext_label *l);

#endif
