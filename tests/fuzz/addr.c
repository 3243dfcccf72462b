/* Addresses: text as inet_pton(3) takes it, values as inet_ntop(3) prints them, and back. */
#include "fuzz.h"

#include <arpa/inet.h>

#include "base/addr.h"

static void check_value(const struct addr *a, int family)
{
	char *s = malloc(ADDR_STR), want[INET6_ADDRSTRLEN];
	struct addr back;

	CHECK(s && inet_ntop(family, a->b, want, sizeof(want)));
	CHECK(addr_str(a, s) == s && strcmp(s, want) == 0);
	CHECK(family == AF_INET ? addr_parse4(&back, s) : addr_parse6(&back, s));
	CHECK(addr_eq(a, &back) && addr_len(a) == (family == AF_INET ? 4 : 16));
	free(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *s = fuzz_text(data, size);
	struct addr a;
	uint8_t b[16];

	CHECK(addr_parse4(&a, s) == (inet_pton(AF_INET, s, b) == 1));
	if (addr_parse4(&a, s)) {
		CHECK(memcmp(a.b, b, 4) == 0);
		check_value(&a, AF_INET);
	}
	CHECK(addr_parse6(&a, s) == (inet_pton(AF_INET6, s, b) == 1));
	if (addr_parse6(&a, s)) {
		CHECK(memcmp(a.b, b, 16) == 0);
		check_value(&a, AF_INET6);
	}
	if (size >= 16) {
		a = addr_v6(data);
		check_value(&a, AF_INET6);
		a = addr_v4(data);
		check_value(&a, AF_INET);
	}
	free(s);
	return 0;
}
