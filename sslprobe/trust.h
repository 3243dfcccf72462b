/* Whom a session trusts: CA certificates, CRLs, rules of validation, DANE. */
#ifndef SSLPROBE_TRUST_H
#define SSLPROBE_TRUST_H

#include "sslprobe.h"

/* Sets up s->ctx. 0, or -1 after the messages of the classic client. */
int trust_open(struct sslprobe *s);

/* DANE's records for s->ssl, which has been made. 0, or -1 after a message. */
int trust_dane(struct sslprobe *s);

/* The verify callback: tells what is found, step by step. */
int trust_callback(int ok, X509_STORE_CTX *ctx);

/* Is it an HTTP address without anything odd in it? What certificates say is whatever they say. */
bool trust_url(const ASN1_STRING *s);

#endif
