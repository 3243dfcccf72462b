/* Records of the AS mapping: whatever they hold, only what such fields can have comes out. */
#include "fuzz.h"

#include "wire/ipasn.h"

#define DIGITS "0123456789"
#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* "AS" and numbers with single blanks between them. */
static void check_numbers(const char *p)
{
	CHECK(p[0] == 'A' && p[1] == 'S');
	for (p++; *p;) {
		const char *start = ++p;

		while (*p >= '0' && *p <= '9')
			p++;
		CHECK(p > start && p - start <= 10 && (*p == ' ' || !*p));
	}
}

static void check(const struct ipasn *a)
{
	static const char *const sets[IPASN_FIELDS] = {
		[IPASN_PREFIX] = DIGITS "abcdefABCDEF:./",
		[IPASN_COUNTRY] = LETTERS,
		[IPASN_REGISTRY] = LETTERS DIGITS "-",
		[IPASN_DATE] = DIGITS "-",
	};

	CHECK(a->bits >= -1 && a->bits <= 128);
	if (a->bits < 0) {
		CHECK(strcmp(a->text[IPASN_NUMBER], "AS???") == 0);
		for (int f = IPASN_PREFIX; f < IPASN_FIELDS; f++)
			CHECK(strcmp(a->text[f], "???") == 0);
		return;
	}
	check_numbers(a->text[IPASN_NUMBER]);
	CHECK(strchr(a->text[IPASN_PREFIX], '/'));
	for (int f = IPASN_PREFIX; f < IPASN_FIELDS; f++) {
		const char *text = a->text[f];

		CHECK(memchr(text, '\0', IPASN_STR));
		CHECK((f > IPASN_PREFIX && strcmp(text, "???") == 0) ||
		      strspn(text, sets[f]) == strlen(text));
	}
}

/* A record a line. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *end = data + size;
	struct ipasn a;
	int bits = -1;

	ipasn_open(&a);
	check(&a);
	while (data < end) {
		const uint8_t *newline = memchr(data, '\n', (size_t)(end - data));
		size_t n = (size_t)((newline ? newline : end) - data);
		char *copy = malloc(n ? n : 1);

		CHECK(copy);
		memcpy(copy, data, n);
		ipasn_take(&a, copy, n);
		free(copy);
		check(&a);
		CHECK(a.bits >= bits);
		bits = a.bits;
		data += n + !!newline;
	}
	return 0;
}
