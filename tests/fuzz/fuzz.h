/* What every fuzz target begins with: libFuzzer's entry, and a check that is an abort. */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void fuzz_check(bool holds, const char *file, int line, const char *text)
{
	if (holds)
		return;
	fprintf(stderr, "%s:%d: not true: %s\n", file, line, text);
	abort();
}

#define CHECK(condition) fuzz_check((condition), __FILE__, __LINE__, #condition)

/* The input as a string of its own, whose end the sanitizer watches. */
static inline char *fuzz_text(const uint8_t *data, size_t size)
{
	char *s = malloc(size + 1);

	CHECK(s);
	if (size)
		memcpy(s, data, size);
	s[size] = '\0';
	return s;
}

#endif
