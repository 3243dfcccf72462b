/* The system's CA certificates, found when they are asked for instead of read all at start. */
#ifndef SSLPROBE_LAZY_H
#define SSLPROBE_LAZY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <openssl/x509.h>

/*
 * Adds the folder by hash and the bundle, as X509_STORE_set_default_paths(3) would; each may be
 * left out. Certificates of the bundle are compared by their subject, and only one that is wanted
 * is parsed.
 */
void lazy_add(X509_STORE *store, bool file, bool folder);

/*
 * The subject of a certificate in DER (RFC 5280), whose end may be missing: where it begins, and
 * its length in *n. NULL: that is no certificate, or not enough of it.
 */
const uint8_t *lazy_subject(const uint8_t *der, size_t len, size_t *n);

/* A number that is the same for names in DER that X509_NAME_cmp(3) takes for equal. */
uint64_t lazy_hash(const uint8_t *der, size_t len);

#endif
