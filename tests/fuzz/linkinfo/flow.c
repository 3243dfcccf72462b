/* Receive flow rules: any bytes to text and JSON, any words to a rule; and the words of RSS. */
#include "../fuzz.h"

#include "flow.h"
#include "rss.h"

/* Nothing unprintable; whole lines. */
static void check_text(const struct obuf *o)
{
	for (size_t i = 0; i < o->len; i++)
		CHECK(o->p[i] == '\n' || o->p[i] == '\t' || (o->p[i] >= ' ' && o->p[i] < 0x7f));
	CHECK(!o->len || o->p[o->len - 1] == '\n');
}

static void show(const struct flow_rule *rule)
{
	struct obuf o;
	struct json j;

	ob_open(&o, -1);
	flow_text(rule, &o);
	CHECK((o.len > 0) == (flow_type_of(&rule->spec) != NULL));
	check_text(&o);
	ob_close(&o);
	ob_open(&o, -1);
	j = json_line(&o);
	flow_json(rule, &j);
	json_end(&j);
	check_text(&o);
	ob_close(&o);
}

static void any_rule(const uint8_t *data, size_t size)
{
	struct flow_rule rule = { 0 };

	memcpy(&rule, data, size < sizeof(rule) ? size : sizeof(rule));
	show(&rule);
}

/* Words are between zeros. */
static size_t split(char *text, size_t size, char **words, size_t room)
{
	size_t n = 0;

	for (size_t i = 0; i < size && n + 1 < room; i += strlen(text + i) + 1)
		words[n++] = text + i;
	words[n] = NULL;
	return n;
}

static void any_flow(char **words)
{
	struct flow_trouble t;
	struct flow_rule rule;

	if (!flow_read(words, &rule, &t)) {
		CHECK(t.fault != FLOW_OK);
		CHECK(t.name || t.fault == FLOW_SYNTAX);
		CHECK(t.text || (t.fault != FLOW_VALUE && t.fault != FLOW_BAD_MASK));
		return;
	}
	CHECK(t.fault == FLOW_OK);
	CHECK(flow_type_of(&rule.spec) != NULL);
	show(&rule);
}

static void any_rss(char **words)
{
	uint32_t table[64];
	struct rss_change c;
	uint8_t key[10];
	size_t got;

	if (rss_read(words, &c))
		return;
	if (c.equal || c.weights)
		(void)rss_fill(&c, table, 64);
	if (c.key)
		CHECK((rss_key_read(c.key, key, sizeof(key), &got) != RSS_KEY_OK) || got == 10);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text, *words[64];

	if (!size)
		return 0;
	if (*data % 3 == 0) {
		any_rule(data + 1, size - 1);
		return 0;
	}
	text = fuzz_text(data + 1, size - 1);
	split(text, size - 1, words, sizeof(words) / sizeof(*words));
	if (*data % 3 == 1)
		any_flow(words);
	else
		any_rss(words);
	free(text);
	return 0;
}
