/* Names to addresses before the run, addresses to names without ever waiting during it. */
#ifndef SYS_RESOLVE_H
#define SYS_RESOLVE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/addr.h"
#include "base/loop.h"

struct resolve_host {
	struct addr addr;
	bool numeric;		/* the text was an address */
	char name[256];		/* canonical name; the text itself where it was an address */
};

/*
 * The first address of that family (enum addr_family; ADDR_NONE: either, in the system's
 * order) through the system's resolver, which may wait. NULL, or the resolver's words for what
 * is wrong.
 */
const char *resolve_host(const char *text, enum addr_family family, struct resolve_host *host);

/*
 * Likewise, but the resolver is asked for that family only, and so has other words. Of a host that
 * has both, where either will do, the address of IPv4.
 */
const char *resolve_only(const char *text, enum addr_family family, struct resolve_host *host);

/*
 * Every address of that family (ADDR_NONE: either) in the system's order, each once; *all, which
 * the caller frees, has *n, at least one. NULL, or the resolver's words.
 */
const char *resolve_every(const char *text, enum addr_family family, struct addr **all, size_t *n);

struct resolve_entry;

/* Reverse names: asked for in the background, remembered. */
struct resolve_names {
	struct loop *loop;
	bool off;			/* numbers only */
	void *channel;			/* c-ares; opened at the first question */
	bool failed;			/* it could not be opened */
	bool news;			/* an answer became known since the last step */
	struct resolve_entry *entries;
};

/* off: resolve_name() always answers NULL, and asks nothing. The loop carries the questions. */
void resolve_open(struct resolve_names *names, struct loop *loop, bool off);
void resolve_close(struct resolve_names *names);

/*
 * The address' name if it is known by now, else NULL; the first call asks for it. At once known
 * are names in /etc/hosts. A name comes from outside: print it through ob_esc(). It stays
 * valid until resolve_close().
 */
const char *resolve_name(struct resolve_names *names, const struct addr *a);

/*
 * Is the answer still to come? Asks, as resolve_name() does. *until is when to do without it: a
 * server that says nothing must not hold up everything.
 */
bool resolve_pending(struct resolve_names *names, const struct addr *a, ns_t *until);

/*
 * A TXT record (RFC 1035): its strings in one, any bytes; NULL: there is no more. It may be
 * called before resolve_text() returns, and is called with NULL in resolve_close() at the latest.
 */
typedef void resolve_text_fn(void *arg, const void *text, size_t n);

/*
 * Asks for the TXT records of a name as it is written, also where names of addresses are off. The
 * loop's steps run again when the answer is there, or given up.
 */
void resolve_text(struct resolve_names *names, const char *name, resolve_text_fn *fn, void *arg);

#endif
