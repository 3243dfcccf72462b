/* Registry answers: whatever comes, in whatever pieces, only AS numbers come out. */
#include "fuzz.h"

#include "wire/origin.h"

/* AS and digits, at most one dot between them. */
static const char *as_number(const char *p)
{
	unsigned dots = 0;

	CHECK((p[0] == 'A' || p[0] == 'a') && (p[1] == 'S' || p[1] == 's'));
	for (p += 2; *p && *p != '/'; p++) {
		CHECK((*p >= '0' && *p <= '9') || (*p == '.' && !dots++));
		CHECK(*p != '.' || (p[1] >= '0' && p[1] <= '9'));
	}
	CHECK(p[-1] >= '0' && p[-1] <= '9');
	return p;
}

/* The first byte says how long the pieces are. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct origin *whole = malloc(sizeof(*whole)), *pieces = malloc(sizeof(*pieces));
	size_t piece = size ? (size_t)data[0] + 1 : 1;
	const char *text;

	CHECK(whole && pieces);
	data += !!size;
	size -= !!size;
	origin_open(whole);
	origin_feed(whole, data, size);
	origin_open(pieces);
	for (size_t at = 0; at < size; at += piece) {
		size_t n = size - at < piece ? size - at : piece;
		char *copy = malloc(n);

		CHECK(copy);
		memcpy(copy, data + at, n);
		origin_feed(pieces, copy, n);
		free(copy);
	}
	text = origin_text(whole);
	CHECK(strcmp(text, origin_text(pieces)) == 0 && strlen(text) < ORIGIN_STR);
	if (strcmp(text, "*") != 0)
		for (const char *p = as_number(text); *p;)
			p = as_number(p + 1);
	free(whole);
	free(pieces);
	return 0;
}
