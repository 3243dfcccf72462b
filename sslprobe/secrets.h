/* What a session shares with the server beforehand: sessions, pre-shared keys, SRP, early data. */
#ifndef SSLPROBE_SECRETS_H
#define SSLPROBE_SECRETS_H

#include "sslprobe.h"

/* For s->ctx. 0, or -1 after the messages of the classic client. */
int secrets_open(struct sslprobe *s);

/* For s->ssl: the session to resume. Likewise. */
int secrets_resume(struct sslprobe *s);

/* Opens s->keylog; false where that fails. */
bool secrets_keylog(struct sslprobe *s);

/* Sends the file of -early_data where the session allows it. Likewise 0, or -1. */
int secrets_early_data(struct sslprobe *s);

void secrets_close(struct sslprobe *s);

#endif
