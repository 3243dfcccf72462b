/* Where the routes of addresses come from, asked over DNS in the background and remembered. */
#ifndef SYS_IPINFO_H
#define SYS_IPINFO_H

#include <stdbool.h>
#include <stddef.h>

#include "base/addr.h"
#include "sys/resolve.h"
#include "wire/ipasn.h"

struct ipinfo_entry;

/* Stays where it is while it is open: the loop knows it. */
struct ipinfo {
	struct resolve_names *names;
	bool stepping;			/* the loop knows our step */
	struct ipinfo_entry *entries;
	size_t nentries, npending;
};

/* Over the channel of the names, which may themselves be off. Nothing is asked yet. */
void ipinfo_open(struct ipinfo *info, struct resolve_names *names);

/* Only behind resolve_close(): until then answers may come. */
void ipinfo_close(struct ipinfo *info);

/*
 * The text of that field (enum ipasn_field) as far as it is known: "???", the number's "AS???",
 * where it is not, or not yet. The first call asks for all fields; of IPv6, each network of 64 bits
 * is asked for once. While *pending it is worth while to wait, which is at most 3 seconds; the
 * loop's steps run again when that ends. What comes later is shown from then on. The text stays
 * valid until ipinfo_close(), but may be another after the loop has run.
 */
const char *ipinfo_field(struct ipinfo *info, const struct addr *a, enum ipasn_field field,
			 bool *pending);

#endif
