/* Which persona a name calls. */
#include "base/persona.h"

#include "test.h"

static const struct persona all[] = {
	{ .name = "tracepath" },
	{ .name = "traceroute" },
	{ .name = "mtr" },
	{ .name = NULL },
};

TEST(names_with_and_without_folders)
{
	static const struct {
		const char *argv0;
		int persona;
	} rows[] = {
		{ "tracepath", 0 },
		{ "traceroute", 1 },
		{ "mtr", 2 },
		{ "/usr/bin/mtr", 2 },
		{ "./traceroute", 1 },
		{ "//mtr", 2 },
		{ "mtr/traceroute", 1 },
		/* unknown names are the tool itself */
		{ "", 0 },
		{ "/", 0 },
		{ "mtr/", 0 },
		{ "mt", 0 },
		{ "mtrx", 0 },
		{ "MTR", 0 },
		{ "-mtr", 0 },
		{ "/usr/bin/mtr.real", 0 },
	};

	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_ptr_equal(persona_pick(all, rows[i].argv0), &all[rows[i].persona]);
	assert_ptr_equal(persona_pick(all, NULL), &all[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_with_and_without_folders),
	};

	return cmocka_run_group_tests_name("persona", tests, NULL, NULL);
}
