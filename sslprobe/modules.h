/* Providers, engines and seeds that the options name. */
#ifndef SSLPROBE_MODULES_H
#define SSLPROBE_MODULES_H

#include "sslprobe.h"

/* Loads them, in their order. 0, or -1 after the messages of the classic client. */
int modules_load(struct sslprobe *s);

/* A key that the engine of the options has by that name, or NULL. */
EVP_PKEY *modules_key(struct sslprobe *s, const char *name);

/* The engine for client certificates, for s->ctx. Likewise. */
int modules_client_engine(struct sslprobe *s);

/* -writerand, in the end. Likewise. */
int modules_writerand(struct sslprobe *s);

#endif
