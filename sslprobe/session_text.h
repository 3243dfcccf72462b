/* A session as s_client shows it after the handshake. */
#ifndef SSLPROBE_SESSION_TEXT_H
#define SSLPROBE_SESSION_TEXT_H

#include "sslprobe.h"

/* On standard output; full: with certificates and what was negotiated. */
void session_text(struct sslprobe *s, bool full);

/* -brief, on standard error. */
void session_brief(struct sslprobe *s);

#endif
