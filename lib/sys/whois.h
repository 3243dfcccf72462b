/* AS numbers of addresses, asked of a registry's whois server (RFC 3912) without ever waiting. */
#ifndef SYS_WHOIS_H
#define SYS_WHOIS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/addr.h"
#include "base/loop.h"
#include "wire/origin.h"

#define WHOIS_SERVER "whois.radb.net"
#define WHOIS_SERVICE "nicname"		/* port 43 */
#define WHOIS_SERVERS 4			/* addresses of a server that are tried */
#define WHOIS_AT_ONCE 4			/* questions under way; each has a descriptor in the loop */

struct whois;
struct whois_entry;

/* A connection for one question, as the protocol wants it. */
struct whois_question {
	struct whois *whois;
	struct whois_entry *entry;	/* NULL: free */
	int fd;
	unsigned server, tried;		/* the one that is asked; how many cannot be reached */
	bool connected;
	size_t sent, received;
	ns_t until;			/* the end of it all */
	ns_t connect_until;
	struct origin answer;
};

/* Stays where it is while it is open: the loop knows it. */
struct whois {
	struct loop *loop;
	struct {
		struct addr addr;
		uint16_t port;
	} servers[WHOIS_SERVERS];
	unsigned nservers;		/* 0: there is none */
	unsigned server;		/* the one to begin with: the last that was reached */
	unsigned ignored;		/* questions in a row without an answer in time */
	bool stepping;			/* the loop knows our step */
	bool news;			/* an answer became known since the last step */
	struct whois_question questions[WHOIS_AT_ONCE];
	struct whois_entry *entries;
	struct whois_entry *last;
	struct whois_entry *waiting;	/* the first that was not asked about yet */
	size_t nentries;
};

/*
 * Looks the server up through the system's resolver, which may wait. A server or service of NULL
 * is the usual one. NULL, or the resolver's words for what is wrong; then every answer is "!!".
 */
const char *whois_open(struct whois *w, struct loop *loop, const char *server, const char *service);
void whois_close(struct whois *w);

/*
 * What the registry has for the address: see origin_text(); "!!" where it could not be asked.
 * NULL with *pending: not known yet. The first call asks; the loop's steps run again once it is
 * known, which is at most some seconds later. Each address is asked for once. The text stays
 * valid until whois_close().
 */
const char *whois_origin(struct whois *w, const struct addr *a, bool *pending);

#endif
