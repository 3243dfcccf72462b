/*
 * What a session says on its two streams, in the order in which a program over stdio says it:
 * standard error at once, standard output in blocks, on a terminal at once.
 */
#ifndef SSLPROBE_TEXT_H
#define SSLPROBE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include <openssl/bio.h>
#include <openssl/x509.h>

#include "base/obuf.h"

struct text {
	struct obuf out, err;
	bool tty;
	BIO *bio;		/* what the library writes, until text_take() */
};

void text_open(struct text *t);

/* Writes what is left; 0, or -1 with errno when standard output did not take all. */
int text_close(struct text *t);

/* A message on standard error: what is appended to the result goes out at text_said(). */
struct obuf *text_say(struct text *t);
void text_said(struct text *t);

/* A line of our own on standard error. */
void text_line(struct text *t, const char *line);

/* The library's errors on standard error, as ERR_print_errors(3). */
void text_errors(struct text *t);

/* Standard output: all that was appended to t->out goes out. */
int text_flush(struct text *t);

/* Bytes of the session itself, as they are, at once. -1 with errno: standard output takes none. */
int text_raw(struct text *t, const void *p, size_t n);

/* A BIO for the library to write into; and what it wrote, escaped but for line feeds and tabs. */
BIO *text_bio(struct text *t);
void text_take(struct text *t, struct obuf *o);

/* Text from outside, likewise. */
void text_esc(struct obuf *o, const char *p, size_t n);

/* A name of a certificate as -nameopt has it. */
void text_name(struct text *t, struct obuf *o, const X509_NAME *name, unsigned long nameopt);

/* Likewise as a line behind a title; a form over many lines begins on a line of its own. */
void text_titled(struct text *t, struct obuf *o, const char *title, const X509_NAME *name,
		 unsigned long nameopt);

/* A certificate in PEM. */
void text_pem(struct text *t, struct obuf *o, X509 *cert);

#endif
