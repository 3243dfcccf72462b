/* What the library tells while it works, as -state, -debug, -msg and the like show it. */
#ifndef SSLPROBE_CALLBACKS_H
#define SSLPROBE_CALLBACKS_H

#include <sys/types.h>

#include "sslprobe.h"

int callback_servername(SSL *ssl, int *alert, void *arg);
void callback_state(const SSL *ssl, int where, int ret);
int callback_session(SSL *ssl, SSL_SESSION *session);
int callback_npn(SSL *ssl, unsigned char **out, unsigned char *outlen, const unsigned char *in,
		 unsigned inlen, void *arg);
int callback_serverinfo(SSL *ssl, unsigned type, const unsigned char *in, size_t inlen, int *al,
			void *arg);

/* -security_debug, for the context. */
void callbacks_security(struct sslprobe *s);

/* -debug, -msg, -trace, -tlsextdebug, -status: for the connection, and the BIO under it. */
void callbacks_ssl(struct sslprobe *s);
void callbacks_bio(struct sslprobe *s);

/* A protocol message as -msg shows it: header line and bytes. */
void message_text(struct obuf *o, bool sent, int version, int type, const uint8_t *p, size_t n);

/* What was read or written, as -debug shows it: n of the `room` bytes at p, or not above 0. */
void bytes_text(struct sslprobe *s, bool sent, const void *p, size_t room, ssize_t n);

/* The name of an alert (RFC 8446, section 6), NULL: unknown. */
const char *alert_name(int number);

/* The name of an extension (RFC 8446, section 4.2, and its registry), NULL: unknown. */
const char *extension_name(int type);

/* What a security callback is asked for, as -security_debug shows it. */
void security_text(struct obuf *o, int op, int bits, int nid, void *other);

/* A session as SSL_SESSION_print(3). */
void session_print(struct sslprobe *s, const SSL_SESSION *session);

#endif
