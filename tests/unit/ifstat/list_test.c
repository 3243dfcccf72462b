/* The order of the listing: natural, an interface before its aliases, whatever the order before. */
#include "rows.h"

#include <stdlib.h>

/* In the order that net-tools has, where it has one. */
static const char *const sorted[] = {
	"A", "a1", "a-b", "br0", "eth0", "eth0:0", "eth0:1", "eth0:2", "eth0:10", "eth01",
	"eth1", "eth2", "eth2:1", "eth10", "eth2147483647", "eth2147483648", "eth99999999999",
	"eth0.3", "eth0.20", "eth0p1", "lo", "ppp0",
};

static int order(const char *a, const char *b)
{
	struct ifstat_row x, y;
	int forth, back;

	ifstat_row_name(&x, a);
	ifstat_row_name(&y, b);
	forth = ifstat_row_order(&x, &y);
	back = ifstat_row_order(&y, &x);
	if ((forth > 0) != (back < 0) || (forth == 0) != (back == 0))
		fail_msg("%s and %s: %d forth, %d back", a, b, forth, back);
	return forth;
}

TEST(each_before_all_that_follow)
{
	for (size_t i = 0; i < LENGTH(sorted); i++)
		for (size_t j = 0; j < LENGTH(sorted); j++) {
			int want = (i > j) - (i < j), got = order(sorted[i], sorted[j]);

			if ((got > 0) - (got < 0) != want)
				fail_msg("%s and %s: %d", sorted[i], sorted[j], got);
		}
}

/* Short names of few letters: a total order, or qsort(3) gives what it likes. */
static const char *random_name(uint64_t *seed, char name[8])
{
	static const char letters[] = "ab019:.";
	unsigned n = 1 + rnd_below(seed, 6);

	for (unsigned i = 0; i < n; i++)
		name[i] = letters[rnd_below(seed, LENGTH(letters) - 1)];
	name[n] = '\0';
	return name;
}

TEST(any_names_have_one_order)
{
	uint64_t seed = 1;

	for (unsigned i = 0; i < 200000; i++) {
		char a[8], b[8], c[8];

		random_name(&seed, a);
		random_name(&seed, b);
		random_name(&seed, c);
		if ((order(a, b) == 0) != (strcmp(a, b) == 0))
			fail_msg("%s and %s are not the same", a, b);
		if (order(a, b) <= 0 && order(b, c) <= 0 && order(a, c) > 0)
			fail_msg("%s, %s, %s go round", a, b, c);
	}
}

TEST(sorting_ends_in_the_same_order)
{
	struct ifstat_row rows[LENGTH(sorted)];
	uint64_t seed = 2;

	for (unsigned run = 0; run < 200; run++) {
		for (size_t i = 0; i < LENGTH(sorted); i++) {
			size_t j = rnd_below(&seed, (unsigned)i + 1);

			rows[i] = rows[j];
			ifstat_row_name(&rows[j], sorted[i]);
		}
		qsort(rows, LENGTH(rows), sizeof(*rows), ifstat_row_order);
		for (size_t i = 0; i < LENGTH(sorted); i++)
			assert_ptr_equal(rows[i].name, sorted[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_before_all_that_follow),
		cmocka_unit_test(any_names_have_one_order),
		cmocka_unit_test(sorting_ends_in_the_same_order),
	};

	return cmocka_run_group_tests_name("ifstat_list", tests, NULL, NULL);
}
