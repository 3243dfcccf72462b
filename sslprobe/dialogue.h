/* A dialogue of lines or packets over a socket, before TLS; see starttls/starttls.h. */
#ifndef SSLPROBE_DIALOGUE_H
#define SSLPROBE_DIALOGUE_H

#include <sys/types.h>

#include "base/clock.h"
#include "starttls/starttls.h"

enum dialogue_end {
	DIALOGUE_GO,
	DIALOGUE_REFUSED,	/* st->why says it */
	DIALOGUE_CUT,		/* the connection failed, with errno */
	DIALOGUE_LATE,
	DIALOGUE_TEXT,		/* plain text behind what should have been the last */
};

/* Who hears of it; each may be NULL. */
struct dialogue_ear {
	/* It is clear that the server does not offer TLS, and it is asked all the same. */
	void (*doubt)(void *arg);
	/* Bytes went out, or came: n of the `room` bytes at p, or an end (0) or failure (-1). */
	void (*moved)(void *arg, bool sent, const void *p, size_t room, ssize_t n);
	void *arg;
};

/*
 * Holds the dialogue until `deadline` (NS_NEVER: none). What comes behind it stays in the socket.
 */
enum dialogue_end dialogue_run(int fd, struct starttls *st, const struct starttls_proto *proto,
			       const char *name, const char *host, ns_t deadline,
			       const struct dialogue_ear *ear);

/* A CONNECT to an HTTP proxy (RFC 9110); name is the target, host the credentials or NULL. */
extern const struct starttls_proto dialogue_proxy;

#endif
