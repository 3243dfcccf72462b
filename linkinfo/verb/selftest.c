/* Self test of a device, -t: linux/ethtool.h, ETHTOOL_TEST. */
#include <linux/ethtool.h>
#include <stdlib.h>
#include <string.h>

#include "base/prog.h"
#include "stringset.h"
#include "verbs.h"

#define SLACK 64		/* a driver may have more results than it counted */
#define STATUS_FAILED 2

struct selftest {
	bool ran;
	uint32_t flags;
	struct stringset names;
	struct ethtool_test *test;	/* a result for each name at least */
};

static const struct {
	char word[12];
	uint32_t flags;
} modes[] = {
	{ "offline", ETH_TEST_FL_OFFLINE },
	{ "online", 0 },
	{ "external_lb", ETH_TEST_FL_OFFLINE | ETH_TEST_FL_EXTERNAL_LB },
};

/* Returns 0, or -1 for words that are not known. */
static int read_words(char **words, uint32_t *flags)
{
	*flags = modes[0].flags;
	if (!*words)
		return 0;
	for (size_t i = 0; i < sizeof(modes) / sizeof(*modes); i++)
		if (strcmp(*words, modes[i].word) == 0) {
			*flags = modes[i].flags;
			return words[1] ? -1 : 0;
		}
	return -1;
}

static int selftest_read(struct linkinfo *l, char **words, void *facts)
{
	struct selftest *s = facts;
	uint32_t flags, n;

	if (read_words(words, &flags) < 0)
		return linkinfo_usage();
	if (stringset_ioctl(&l->nic, ETH_SS_TEST, &s->names) < 0)
		return nic_fault(&l->nic, "Cannot get strings", 74);
	n = s->names.counted;
	s->test = prog_alloc(1, sizeof(*s->test) + (n + SLACK) * sizeof(s->test->data[0]));
	*s->test = (struct ethtool_test){ .cmd = ETHTOOL_TEST, .flags = flags, .len = n };
	if (nic_ioctl(&l->nic, s->test) < 0)
		return nic_fault(&l->nic, "Cannot test", 74);
	s->ran = true;
	s->flags = s->test->flags;
	return s->flags & ETH_TEST_FL_FAILED ? STATUS_FAILED : 0;
}

static void selftest_text(struct linkinfo *l, const void *facts, struct obuf *o)
{
	const struct selftest *s = facts;

	(void)l;
	if (!s->ran)
		return;
	ob_str(o, "The test result is ");
	ob_str(o, s->flags & ETH_TEST_FL_FAILED ? "FAIL\n" : "PASS\n");
	if (s->flags & ETH_TEST_FL_EXTERNAL_LB) {
		ob_str(o, "External loopback test was ");
		ob_str(o,
		       s->flags & ETH_TEST_FL_EXTERNAL_LB_DONE ? "executed\n" : "not executed\n");
	}
	if (s->names.n)
		ob_str(o, "The test extra info:\n");
	for (uint32_t i = 0; i < s->names.n; i++) {
		stringset_put(&s->names, i, o);
		ob_str(o, "\t ");
		ob_i(o, (int64_t)s->test->data[i]);
		ob_c(o, '\n');
	}
	ob_c(o, '\n');
}

static void selftest_json(struct linkinfo *l, const void *facts, struct json *j)
{
	const struct selftest *s = facts;
	char name[ETH_GSTRING_LEN + 1];

	(void)l;
	if (!s->ran)
		return;
	json_str(j, "result", s->flags & ETH_TEST_FL_FAILED ? "fail" : "pass");
	if (s->flags & ETH_TEST_FL_EXTERNAL_LB)
		json_bool(j, "external-loopback", s->flags & ETH_TEST_FL_EXTERNAL_LB_DONE);
	json_object(j, "tests");
	for (uint32_t i = 0; i < s->names.n; i++)
		json_int(j, stringset_text(&s->names, i, name), (int64_t)s->test->data[i]);
	json_object_end(j);
}

static void selftest_free(void *facts)
{
	struct selftest *s = facts;

	stringset_free(&s->names);
	free(s->test);
}

const struct verb verb_selftest = {
	.size = sizeof(struct selftest),
	.read = selftest_read,
	.text = selftest_text,
	.json = selftest_json,
	.free = selftest_free,
	.partial = true,
};
