/* Where passphrases come from (openssl-passphrase-options(1ssl)). */
#ifndef SSLPROBE_PASS_H
#define SSLPROBE_PASS_H

#include "text.h"

/* The passphrase of such a source; the caller clears and frees it. NULL after a message. */
char *pass_read(struct text *t, const char *source);

/* Clears and frees it; NULL is allowed. */
void pass_free(char *pass);

#endif
