/* Certificates, and what the library says of them, as facts. */
#ifndef SSLPROBE_CHECK_CERTS_H
#define SSLPROBE_CHECK_CERTS_H

#include <openssl/ssl.h>

#include "check/facts.h"

/* What was served, the path that was built, the stapled answer, in this order of trouble. */
void certs_collect(SSL *ssl, struct facts *f);

/* Fetches the issuer that is missing, by AIA, and looks whether the chain is whole with it. */
void certs_try_aia(SSL *ssl, struct facts *f);

#endif
