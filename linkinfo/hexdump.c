/* Hexadecimal dumps in the layout of ethtool(8). */
#include "hexdump.h"

#include <stdlib.h>

#include "base/prog.h"

#define A_LINE 16

static const char digits[] = "0123456789abcdef";

void hexdump(struct obuf *o, const uint8_t *p, size_t n, uint64_t at)
{
	ob_str(o, "Offset\t\tValues\n------\t\t------");
	for (size_t i = 0; i < n; i++) {
		if (i % A_LINE == 0) {
			ob_str(o, "\n0x");
			ob_hex(o, at + i, 4);
			ob_str(o, ":\t\t");
		}
		ob_c(o, digits[p[i] >> 4]);
		ob_c(o, digits[p[i] & 15]);
		ob_c(o, ' ');
	}
	ob_c(o, '\n');
}

void hexdump_json(struct json *j, const char *key, const uint8_t *p, size_t n)
{
	char *text = prog_alloc(n + 1, 2);

	for (size_t i = 0; i < n; i++) {
		text[2 * i] = digits[p[i] >> 4];
		text[2 * i + 1] = digits[p[i] & 15];
	}
	json_mem(j, key, text, 2 * n);
	free(text);
}
