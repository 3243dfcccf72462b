/* Numbers of the command line: strtoll(3) without its leniency; seconds printed and read again. */
#include "fuzz.h"

#include <errno.h>

#include "base/num.h"

static enum num_result second_opinion(const char *s, int base, long long *v)
{
	char *end;

	errno = 0;
	*v = strtoll(s, &end, base);
	if (end == s || *end)
		return NUM_SYNTAX;
	return errno ? NUM_OVERFLOW : NUM_OK;
}

static void check(const char *s, int base, int64_t min, int64_t max)
{
	long long want = 0;
	int64_t got = 0;
	enum num_result r = second_opinion(s, base, &want);

	if (r == NUM_OK && (want < min || want > max))
		r = NUM_RANGE;
	CHECK((base ? num_int(s, min, max, &got) : num_any(s, min, max, &got)) == r);
	CHECK(got == (r == NUM_OK ? want : 0));
}

static void check_seconds(const char *s)
{
	static const char allowed[] = "+-.eE0123456789 \t\n\v\f\r";
	char text[64];
	ns_t v, again;
	enum num_result r = num_seconds(s, -NS_NEVER, NS_NEVER, &v);

	CHECK(r == NUM_SYNTAX || (strspn(s, allowed) == strlen(s) && strpbrk(s, "0123456789")));
	if (r != NUM_OK)
		return;
	snprintf(text, sizeof(text), "%s%lld.%09lld", v < 0 ? "-" : "", llabs(v / NS_S),
		 llabs(v % NS_S));
	CHECK(num_seconds(text, v, v, &again) == NUM_OK && again == v);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *s = fuzz_text(data, size);

	check(s, 10, INT64_MIN, INT64_MAX);
	check(s, 10, -5, 100);
	check(s, 0, INT64_MIN, INT64_MAX);
	check(s, 0, 1, 65535);
	check_seconds(s);
	free(s);
	return 0;
}
