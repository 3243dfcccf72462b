/* A dialogue of lines or packets over a socket, before TLS; see starttls/starttls.h. */
#ifndef SSLPROBE_DIALOGUE_H
#define SSLPROBE_DIALOGUE_H

#include "starttls/starttls.h"

enum dialogue_end {
	DIALOGUE_GO,
	DIALOGUE_REFUSED,	/* st->why says it */
	DIALOGUE_CUT,		/* the connection failed, with errno */
	DIALOGUE_LATE,
	DIALOGUE_TEXT,		/* plain text behind what should have been the last */
};

/*
 * Holds the dialogue until `deadline` (NS_NEVER: none). What comes behind it stays in the socket.
 * doubt() is called once it is clear that the server does not offer TLS, before it is asked.
 */
enum dialogue_end dialogue_run(int fd, struct starttls *st, const struct starttls_proto *proto,
			       const char *name, const char *host, ns_t deadline,
			       void (*doubt)(void *arg), void *arg);

/* A CONNECT to an HTTP proxy (RFC 9110); name is the target, host the credentials or NULL. */
extern const struct starttls_proto dialogue_proxy;

#endif
