/* Who we are: keys, certificates and chains from files or stores, and their passphrases. */
#ifndef SSLPROBE_IDENTITY_H
#define SSLPROBE_IDENTITY_H

#include "sslprobe.h"

/* What the options name, loaded; each may be NULL. */
struct identity {
	EVP_PKEY *key;
	X509 *cert;
	STACK_OF(X509) * chain;
	struct identity_extra {		/* of -xcert and its kin */
		const char *cert_file, *key_file, *chain_file;
		X509 *cert;
		EVP_PKEY *key;
		STACK_OF(X509) * chain;
		int cert_form, key_form;	/* enum key_form */
		bool build;
	} * extra;
	unsigned nextra;
};

/* The passphrases, then all files. 0, or -1 after the messages of the classic client. */
int identity_load(struct sslprobe *s, struct identity *id);

/* Puts them into s->ctx. Likewise. */
int identity_use(struct sslprobe *s, struct identity *id);

void identity_free(struct identity *id);

/* A CRL from a file; NULL after a message. */
X509_CRL *identity_crl(struct sslprobe *s, const char *uri);

#endif
