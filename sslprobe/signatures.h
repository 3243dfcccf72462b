/* Signature algorithms of a handshake by their names (RFC 8446, section 4.2.3). */
#ifndef SSLPROBE_SIGNATURES_H
#define SSLPROBE_SIGNATURES_H

#include <openssl/ssl.h>

#include "base/obuf.h"

/* The lines of s_client: what was asked of a client, and what the server signed with. */
void signatures_text(SSL *ssl, struct obuf *o);

/* The lines of -brief. */
void signatures_requested(SSL *ssl, struct obuf *o);
void signatures_peer(SSL *ssl, struct obuf *o);

/* The name of a key's kind in signatures, "RSA-PSS"; NULL: unknown. */
const char *signature_kind(int nid);

#endif
