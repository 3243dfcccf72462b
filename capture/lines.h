/* Protocols that speak in lines: HTTP and its kin. */
#ifndef CAPTURE_LINES_H
#define CAPTURE_LINES_H

#include "print.h"

/*
 * The title, then the first line, with -v all lines, as far as they are text. Words that begin a
 * request end with NULL; words NULL: every text is one.
 */
void lines_print(struct pkt *pk, struct view v, const char *title, const char *const *words,
		 struct obuf *o);

#endif
