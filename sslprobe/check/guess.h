/* Which protocol plain text looks like that came where TLS was expected. */
#ifndef SSLPROBE_CHECK_GUESS_H
#define SSLPROBE_CHECK_GUESS_H

#include <stdbool.h>
#include <stddef.h>

struct guess {
	const char *protocol;		/* "SMTP"; NULL: no idea */
	const char *starttls;		/* what -starttls is to say, or NULL */
};

/* Do the first bytes of an answer begin a record of TLS, or of SSL 2? */
bool guess_tls(const void *p, size_t n);

struct guess guess_protocol(const char *p, size_t n);

#endif
