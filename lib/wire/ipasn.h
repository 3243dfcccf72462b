/* The mapping of addresses to AS numbers in TXT records of DNS, as Team Cymru publishes it. */
#ifndef WIRE_IPASN_H
#define WIRE_IPASN_H

#include <stddef.h>

#include "base/addr.h"

enum ipasn_field {
	IPASN_NUMBER,		/* "AS64500", several with blanks between them: "AS64500 64501" */
	IPASN_PREFIX,		/* of the route */
	IPASN_COUNTRY,
	IPASN_REGISTRY,
	IPASN_DATE,		/* of the allocation */
	IPASN_FIELDS
};

#define IPASN_STR 44		/* the longest text and its NUL: a prefix of IPv6 */
#define IPASN_NAME 64		/* the longest name to ask for and its NUL */

/* What is known. Where nothing is, a text is "???", that of the number "AS???". */
struct ipasn {
	char text[IPASN_FIELDS][IPASN_STR];
	int bits;		/* length of the prefix; -1: none, and then no number either */
};

/* Nothing is known yet. */
void ipasn_open(struct ipasn *a);

/* The name to ask for TXT records. Of an address of IPv6 its first 64 bits make the name. */
void ipasn_name(const struct addr *addr, char name[IPASN_NAME]);

/*
 * One record: "64500 64501 | 192.0.2.0/24 | DE | ripencc | 2001-02-03". Of several the one with
 * the most specific prefix counts, of those the first. Without a number and a prefix it counts as
 * absent. A text may be empty; it has no other characters than such a field can have: letters,
 * digits, "-", ".", ":", "/" and single blanks. Numbers for which there is no room are left out.
 */
void ipasn_take(struct ipasn *a, const void *record, size_t n);

#endif
