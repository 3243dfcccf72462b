/* The TLS context and connection that the options ask for. */
#ifndef SSLPROBE_CONTEXT_H
#define SSLPROBE_CONTEXT_H

#include "identity.h"
#include "sslprobe.h"

/* Makes s->ctx; 0, or -1 after the messages of the classic client. */
int context_open(struct sslprobe *s, struct identity *id);

/* Makes s->ssl of it. Likewise. */
int context_ssl(struct sslprobe *s);

/* Puts the connection s->fd under it, which makes s->sbio. Likewise. */
int context_connect(struct sslprobe *s);

/* The name to send (SNI). */
bool context_sni(SSL *ssl, const char *name);

/* A list with commas between, as ALPN has it on the wire; the caller frees it. NULL: no list. */
unsigned char *context_names(const char *list, size_t *len);

#endif
