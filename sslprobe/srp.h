/* The groups of SRP (RFC 5054) that a server may propose. */
#ifndef SSLPROBE_SRP_H
#define SSLPROBE_SRP_H

#include <stdbool.h>

#include <openssl/bn.h>

/*
 * May this group be used? One of RFC 5054's, or, with `more`, any whose N is a safe prime of at
 * most 8192 bits and whose g generates all of it.
 */
bool srp_group(const BIGNUM *g, const BIGNUM *N, bool more);

#endif
