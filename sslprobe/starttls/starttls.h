/*
 * How plain protocols turn to TLS: a dialogue each, a pure state machine over bytes.
 *
 * A machine is fed what the server says and answers with what to say, until it wants TLS or gives
 * up. It is handed no byte twice, and keeps what it has not understood yet, within bounds.
 */
#ifndef SSLPROBE_STARTTLS_STARTTLS_H
#define SSLPROBE_STARTTLS_STARTTLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/obuf.h"

enum starttls_state {
	STARTTLS_MORE,		/* hears on */
	STARTTLS_GO,		/* TLS begins behind the last byte that was used */
	STARTTLS_FAILED,	/* the server refused, or is no such server; `why` says it */
};

#define STARTTLS_LINE 8192	/* of a line, or packet; a longer one fails */
#define STARTTLS_ALL 262144	/* of all that comes before TLS, likewise */

struct starttls {
	const struct starttls_proto *proto;
	const char *name;		/* -name, or NULL */
	const char *host;		/* where we are connected to, or NULL */
	int step;			/* the machine's own */
	bool found;			/* the server offers it */
	bool asked;			/* what comes next is the last word */
	bool doubtful;			/* we ask although it does not; once, when it is known */
	size_t heard;			/* in all */
	size_t len;
	char buf[STARTTLS_LINE + 1];	/* a line or packet that is not all there yet */
	size_t told_len;
	char told[STARTTLS_LINE];	/* what the classic client prints after the handshake */
	char why[512];			/* STARTTLS_FAILED: a message, not escaped */
};

struct starttls_proto {
	const char *name;
	uint16_t port;			/* the usual one of the protocol */
	const char *also[3];		/* names of its service, NULL at the end or not */
	bool xmpp_server, lmtp;		/* what tells two apart that one machine serves */
	/* What the client says first, if anything. */
	void (*begin)(struct starttls *s, struct obuf *say);
	/* A protocol of lines: the next one, its end cut off; `line` ends in NUL. */
	enum starttls_state (*line)(struct starttls *s, char *line, size_t n, struct obuf *say);
	/* One of packets: bytes that buf holds in all; 0: one more is needed to tell. */
	size_t (*whole)(const struct starttls *s);
	enum starttls_state (*packet)(struct starttls *s, struct obuf *say);
	/* How many bytes are read at once: before the server is asked to begin TLS, and behind. */
	uint16_t room[2];
	uint16_t first_part;		/* of what is said at once: goes out apart */
	/* The server ended the connection: why that is wrong here; NULL: the common words. */
	const char *ended;
};

extern const struct starttls_proto *const starttls_protos[];	/* ends with NULL */

const struct starttls_proto *starttls_find(const char *name);

/* The protocol of a service, by its name as well; NULL: it is none that turns to TLS. */
const struct starttls_proto *starttls_service(const char *name);

void starttls_begin(struct starttls *s, const struct starttls_proto *proto, const char *name,
		    const char *host, struct obuf *say);

/* Feeds n bytes; *used is how many of them it took. Behind what is final it takes none. */
enum starttls_state starttls_feed(struct starttls *s, const void *p, size_t n, size_t *used,
				  struct obuf *say);

/* The server ended the connection. */
enum starttls_state starttls_end(struct starttls *s);

/* For the machines: the state FAILED with these words and, unless NULL, what the server said. */
enum starttls_state starttls_fail(struct starttls *s, const char *words, const char *line);

/* Keeps a line for the classic client to print. */
void starttls_tell(struct starttls *s, const char *line, size_t n);

/* Asks although the server does not offer it, which is noted. */
void starttls_ask(struct starttls *s, struct obuf *say, const char *question);

/* Does the word stand in the text, in any case of letters? */
bool starttls_says(const char *text, const char *word);

#endif
