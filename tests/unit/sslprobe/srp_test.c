/* The groups of SRP that are allowed. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "../test.h"

#include <stdlib.h>

#include <openssl/srp.h>

#include "srp.h"

static bool group(unsigned long g, unsigned long n, bool more)
{
	BIGNUM *G = BN_new(), *N = BN_new();
	bool ok;

	assert_non_null(G);
	assert_non_null(N);
	assert_true(BN_set_word(G, g) && BN_set_word(N, n));
	ok = srp_group(G, N, more);
	BN_free(G);
	BN_free(N);
	return ok;
}

TEST(known)
{
	const SRP_gN *known = SRP_get_default_gN("2048");

	assert_non_null(known);
	assert_true(srp_group(known->g, known->N, false));
	assert_true(srp_group(known->g, known->N, true));
	assert_false(srp_group(NULL, NULL, true));
}

TEST(others)
{
	/* 23 = 2 * 11 + 1; 5 has order 22, 2 has order 11 */
	assert_true(group(5, 23, true));
	assert_false(group(5, 23, false));
	assert_false(group(2, 23, true));
	assert_false(group(0, 23, true));
	assert_false(group(1, 23, true));
	assert_false(group(22 + 6, 23, true));
	/* not prime; prime, but 14 is not; even */
	assert_false(group(2, 21, true));
	assert_false(group(2, 29, true));
	assert_false(group(3, 24, true));
	assert_false(group(0, 0, true));
}

TEST(too_large)
{
	const SRP_gN *known = SRP_get_default_gN("8192");
	BIGNUM *N = BN_dup(known->N);

	assert_true(BN_lshift(N, N, 8) && BN_add_word(N, 1));
	assert_false(srp_group(known->g, N, true));
	BN_free(N);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known),
		cmocka_unit_test(others),
		cmocka_unit_test(too_large),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
