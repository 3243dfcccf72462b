/* Attributes of RADIUS. */
#ifndef CAPTURE_PROTO_RADIUS_H
#define CAPTURE_PROTO_RADIUS_H

#include "print.h"

#define RADIUS_ATTRS 130

/* How an attribute's value is shown. */
enum radius_kind {
	NOTHING,
	TEXT,
	NUMBER,
	SECONDS,
	DATE,
	ADDRESS,
	VENDOR,
	VLAN,
	VLAN_NAME,
	TAGGED,
	TAGGED_WORD,
	TAGGED_TEXT,
	SALTED,
	ARAP_PASSWORD,
	ARAP_FEATURES,
	ARAP_RESPONSE,
	EAP,
	ADDRESS6,
	PREFIX6,
	ERROR_CAUSE,
	MIP6_FEATURES,
	MIP6_PREFIX,
	OPERATOR,
	LOCATION_INFO,
	LOCATION_DATA,
	LOCATION_RULES
};

struct radius_attr {
	enum radius_kind kind;
	const char *name;
	const struct word *words;	/* of a number's values, or NULL */
};

/* By number; without a name: not known. */
extern const struct radius_attr radius_attrs[RADIUS_ATTRS];

/* "Unknown" */
const char *radius_vendor(uint32_t number);

/* Of an Error-Cause, or NULL. */
const char *radius_cause(uint32_t number);

/* The value of an attribute; all that v promises can be read. */
void radius_value(struct pkt *pk, uint8_t type, struct view v, struct obuf *o);

/* Where such a value ends early, is the next attribute looked for? */
bool radius_goes_on(uint8_t type);

#endif
