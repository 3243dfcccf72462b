/* Pieces of text that printers share: words for numbers, flags, bytes of all kinds. */
#ifndef CAPTURE_TEXT_H
#define CAPTURE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/obuf.h"
#include "view.h"

/* A table of words ends with text NULL. */
struct word {
	uint32_t value;
	const char *text;
};

/* NULL: there is none. */
const char *word_of(const struct word *words, uint32_t value);

/* The word, or the number between two texts, decimal or hexadecimal. */
void ob_word(struct obuf *o, const struct word *words, uint32_t value, const char *before,
	     const char *behind);
void ob_word_hex(struct obuf *o, const struct word *words, uint32_t value, const char *before,
		 const char *behind);

/* Words of all the bits that are set, with that between them; `none` where there is no bit. */
void ob_bits(struct obuf *o, const struct word *bits, uint32_t value, const char *between,
	     const char *none);

/* A byte as one of a text that nobody vouches for: ^X for controls, M-x above 127. */
void ob_vis(struct obuf *o, uint8_t c);

/* All of n, however they look. */
void ob_vis_bytes(struct obuf *o, const uint8_t *p, size_t n);

/* All that the view promises; a failed read if not all of it is there. */
void ob_vis_view(struct obuf *o, struct view v);

/* n bytes at p, or up to a NUL. */
void ob_vis_text(struct obuf *o, const uint8_t *p, size_t n);

/* Bytes in hexadecimal, two digits each. */
void ob_hex_bytes(struct obuf *o, const uint8_t *p, size_t n);

/* 0x and hexadecimal digits, at least so many. */
void ob_0x(struct obuf *o, uint64_t v, unsigned width);

/* Blanks. */
void ob_blanks(struct obuf *o, size_t n);

/* Text to the left of a column of so many. */
void ob_left(struct obuf *o, const char *s, size_t width);

/* IPv4 dotted, IPv6 as RFC 5952, six bytes with colons, at a pointer or not. */
#define PEN_IP4 20
#define PEN_IP6 (8 * 5 + 3)
char *pen_ip4(char *to, const uint8_t *p);
char *pen_ip6(char *to, const uint8_t *p);
#define PEN_MAC 18
static inline char *pen_mac(char *to, const uint8_t *p)
{
	for (int i = 0; i < 6; i++) {
		pen_byte(to + 3 * i, p[i]);
		to[3 * i + 2] = ':';
	}
	return to + 17;
}
void ob_ip4(struct obuf *o, const uint8_t *p);
void ob_ip6(struct obuf *o, const uint8_t *p);
void ob_mac(struct obuf *o, const uint8_t *p);

#endif
