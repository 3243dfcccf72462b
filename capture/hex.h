/* Packet data as text: -x, -X, -A, and what no printer knows. */
#ifndef CAPTURE_HEX_H
#define CAPTURE_HEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/obuf.h"

/* Sixteen bytes a line, each begun by that text; with the characters behind them, or not. */
void hex_dump(struct obuf *o, const char *begin, const uint8_t *p, size_t n, bool characters);

/* -A: the characters alone, line feeds and tabs as they are. */
void hex_characters(struct obuf *o, const uint8_t *p, size_t n);

#endif
