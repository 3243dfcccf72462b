/*
 * Tests of the cable by the PHY: --cable-test and --cable-test-tdr, time domain reflectometry. An
 * action starts them, notifications tell how they went; the kernel's ethtool-netlink.rst.
 */
#include <errno.h>
#include <linux/ethtool_netlink.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/loop.h"
#include "base/prog.h"
#include "listen.h"
#include "verbs.h"
#include "words.h"

/* The longest, 150 m in steps of a centimetre, take less; a silent PHY takes no longer. */
#define PATIENCE (120 * NS_S)
#define METRES_MAX 150

enum item_kind { ITEM_CODE, ITEM_LENGTH, ITEM_STEPS, ITEM_PULSE, ITEM_AMPLITUDE };

struct item {
	enum item_kind kind;
	uint8_t pair;
	uint8_t code;
	int16_t mv;
	uint32_t first, last, step;	/* cm; a length is in first */
};

struct cable {
	uint8_t status;		/* ETHTOOL_A_CABLE_TEST_NTF_STATUS_... */
	struct item *items;	/* in the order that they came in */
	size_t n;
};

static void cable_free(void *facts)
{
	struct cable *c = facts;

	free(c->items);
}

static void add(struct cable *c, struct item item)
{
	if ((c->n & (c->n - 1)) == 0)
		c->items = prog_realloc(c->items, (c->n ? 2 * c->n : 1) * sizeof(item));
	c->items[c->n++] = item;
}

/* The values of attributes 1 to 3 of a list; one that is not there is empty. */
static void read_three(struct cur list, struct cur to[4])
{
	struct cur data;
	uint16_t type;

	for (int i = 0; i < 4; i++)
		to[i] = cur_of(NULL, 0);
	while (nl_attr_next(&list, &type, &data))
		if (type < 4)
			to[type] = data;
}

static bool is_there(struct cur value)
{
	return cur_left(&value) > 0;
}

/* What lacks a part is left out. */
static void read_result(struct cable *c, uint16_t type, struct cur data)
{
	struct cur v[4];

	read_three(data, v);
	if (!is_there(v[1]) || !is_there(v[2]))
		return;
	if (type == ETHTOOL_A_CABLE_NEST_RESULT)
		add(c, (struct item){ ITEM_CODE, .pair = nl_u8(v[1]), .code = nl_u8(v[2]) });
	else if (type == ETHTOOL_A_CABLE_NEST_FAULT_LENGTH)
		add(c, (struct item){ ITEM_LENGTH, .pair = nl_u8(v[1]), .first = nl_u32(v[2]) });
}

static void read_echo(struct cable *c, uint16_t type, struct cur data)
{
	struct cur v[4];

	read_three(data, v);
	if (type == ETHTOOL_A_CABLE_TDR_NEST_PULSE && is_there(v[1]))
		add(c, (struct item){ ITEM_PULSE, .mv = (int16_t)nl_u16(v[1]) });
	if (!is_there(v[1]) || !is_there(v[2]))
		return;
	if (type == ETHTOOL_A_CABLE_TDR_NEST_AMPLITUDE)
		add(c, (struct item){ ITEM_AMPLITUDE, .pair = nl_u8(v[1]),
				      .mv = (int16_t)nl_u16(v[2]) });
	else if (type == ETHTOOL_A_CABLE_TDR_NEST_STEP && is_there(v[3]))
		add(c, (struct item){ ITEM_STEPS, .first = nl_u32(v[1]), .last = nl_u32(v[2]),
				      .step = nl_u32(v[3]) });
}

/* Both notifications have the same two attributes. */
static void read_any(struct cable *c, uint16_t type, struct cur data,
		     void (*read)(struct cable *c, uint16_t type, struct cur data))
{
	struct cur one;

	if (type == ETHTOOL_A_CABLE_TEST_NTF_STATUS)
		c->status = nl_u8(data);
	while (type == ETHTOOL_A_CABLE_TEST_NTF_NEST && nl_attr_next(&data, &type, &one)) {
		read(c, type, one);
		type = ETHTOOL_A_CABLE_TEST_NTF_NEST;
	}
}

static void cable_attr(void *to, uint16_t type, struct cur data)
{
	read_any(to, type, data, read_result);
}

static void tdr_attr(void *to, uint16_t type, struct cur data)
{
	read_any(to, type, data, read_echo);
}

static const char *pair_name(uint8_t pair)
{
	static const char names[][8] = { "Pair A", "Pair B", "Pair C", "Pair D" };

	return pair < sizeof(names) / sizeof(*names) ? names[pair] : "Unexpected pair";
}

static const char *code_name(uint8_t code)
{
	static const char names[][24] = { "Unknown", "OK", "Open Circuit", "Short within Pair",
					  "Short to another pair" };

	return names[code < sizeof(names) / sizeof(*names) ? code : 0];
}

static void put_metres(struct obuf *o, uint32_t cm, const char *behind)
{
	ob_fix(o, cm, 2);
	ob_str(o, behind);
}

static void item_text(const struct item *i, struct obuf *o)
{
	switch (i->kind) {
	case ITEM_CODE:
		ob_str(o, pair_name(i->pair));
		ob_str(o, " code ");
		ob_str(o, code_name(i->code));
		ob_c(o, '\n');
		break;
	case ITEM_LENGTH:
		ob_str(o, pair_name(i->pair));
		ob_str(o, ", fault length: ");
		put_metres(o, i->first, "m\n");
		break;
	case ITEM_STEPS:
		ob_str(o, "Step configuration: ");
		put_metres(o, i->first, "-");
		put_metres(o, i->last, " meters in ");
		put_metres(o, i->step, "m steps\n");
		break;
	case ITEM_PULSE:
		ob_str(o, "TDR Pulse ");
		ob_i(o, i->mv);
		ob_str(o, "mV\n");
		break;
	case ITEM_AMPLITUDE:
		ob_fmt(o, "%s Amplitude %4d\n", pair_name(i->pair), i->mv);
	}
}

static void any_text(struct linkinfo *l, const struct cable *c, const char *test, struct obuf *o)
{
	if (c->status == ETHTOOL_A_CABLE_TEST_NTF_STATUS_STARTED ||
	    c->status == ETHTOOL_A_CABLE_TEST_NTF_STATUS_COMPLETED) {
		ob_str(o, test);
		ob_str(o, c->status == ETHTOOL_A_CABLE_TEST_NTF_STATUS_STARTED ? "started" :
										 "completed");
		ob_str(o, " for device ");
		nic_name(&l->nic, o);
		ob_str(o, ".\n");
	}
	for (size_t i = 0; i < c->n; i++)
		item_text(&c->items[i], o);
}

static void cable_text(struct linkinfo *l, const void *facts, struct obuf *o)
{
	any_text(l, facts, "Cable test ", o);
}

static void tdr_text(struct linkinfo *l, const void *facts, struct obuf *o)
{
	any_text(l, facts, "Cable test TDR ", o);
}

/* In metres, without zeros at the end. */
static void json_metres(struct json *j, const char *key, uint32_t cm)
{
	if (cm % 100 == 0)
		json_uint(j, key, cm / 100);
	else if (cm % 10 == 0)
		json_fix(j, key, cm / 10, 1);
	else
		json_fix(j, key, cm, 2);
}

static void items_json(const struct cable *c, struct json *j)
{
	for (size_t k = 0; k < c->n; k++) {
		const struct item *i = &c->items[k];

		json_object(j, NULL);
		if (i->kind != ITEM_STEPS && i->kind != ITEM_PULSE)
			json_str(j, "pair", pair_name(i->pair));
		if (i->kind == ITEM_CODE)
			json_str(j, "code", code_name(i->code));
		else if (i->kind == ITEM_PULSE)
			json_int(j, "pulse", i->mv);
		else if (i->kind == ITEM_AMPLITUDE)
			json_int(j, "amplitude", i->mv);
		else
			json_metres(j, i->kind == ITEM_LENGTH ? "length" : "first", i->first);
		if (i->kind == ITEM_STEPS) {
			json_metres(j, "last", i->last);
			json_metres(j, "step", i->step);
		}
		json_object_end(j);
	}
}

/* Of --monitor; the tests themselves print nothing but the items. */
static void cable_json(struct linkinfo *l, const void *facts, struct json *j)
{
	const struct cable *c = facts;

	(void)l;
	if (c->status == ETHTOOL_A_CABLE_TEST_NTF_STATUS_STARTED)
		json_str(j, "status", "started");
	else if (c->status == ETHTOOL_A_CABLE_TEST_NTF_STATUS_COMPLETED)
		json_str(j, "status", "completed");
	json_array(j, "results");
	items_json(c, j);
	json_array_end(j);
}

/* A test under way. */
struct test {
	struct linkinfo *l;
	const struct verb *v;
	struct loop loop;
	struct listen listen;
	char name[IF_NAMESIZE];	/* as the kernel calls the device */
	ns_t until;
	int status;
};

static void hear(void *to, uint8_t command, const char *name, struct cur attrs)
{
	struct test *t = to;
	struct cable c = { 0 };

	if (command != t->v->messages[0].ntf || t->loop.stop || !name[0] ||
	    (strcmp(name, t->name) != 0 && strcmp(name, t->l->nic.name) != 0))
		return;
	nic_attrs(attrs, t->v->messages[0].attr, &c);
	if (t->l->cfg.json)
		items_json(&c, &t->l->json);
	else
		t->v->text(t->l, &c, &t->l->out);
	if (c.status == ETHTOOL_A_CABLE_TEST_NTF_STATUS_COMPLETED) {
		t->status = LINKINFO_OK;
		loop_stop(&t->loop);
	}
	cable_free(&c);
}

static void ready(void *arg, int fd, short revents)
{
	struct test *t = arg;

	(void)fd;
	(void)revents;
	if (listen_next(&t->listen) == 0 || errno == ENOBUFS || errno == EINTR)
		return;
	warn_errno("notifications");
	loop_stop(&t->loop);
}

static ns_t wait(void *arg, ns_t now)
{
	struct test *t = arg;

	if (now < t->until)
		return t->until;
	warn_bare("Cable test has no result after %d seconds", (int)(PATIENCE / NS_S));
	loop_stop(&t->loop);
	return NS_NEVER;
}

static void interrupt(void *arg, int signo)
{
	struct test *t = arg;

	t->status = 128 + signo;
	loop_stop(&t->loop);
}

/* What is known is shown at once; JSON, which has an end, when it is whole. */
static void flush(void *arg)
{
	struct test *t = arg;

	if (!t->l->cfg.json && ob_flush(&t->l->out) < 0)
		loop_stop(&t->loop);
}

static void listen_and_wait(struct test *t)
{
	static const int signos[] = { SIGINT, SIGTERM, SIGHUP, 0 };

	loop_open(&t->loop);
	loop_fd(&t->loop, t->listen.genl.nl.fd, POLLIN, ready, t);
	loop_step(&t->loop, wait, t);
	loop_signals(&t->loop, signos, interrupt, t);
	t->loop.idle = flush;
	t->loop.idle_arg = t;
	t->until = clock_now() + PATIENCE;
	loop_run(&t->loop);
	loop_close(&t->loop);
}

static int start(struct linkinfo *l, const struct verb *v, struct nl_msg *m)
{
	struct test t = { .l = l, .v = v, .status = LINKINFO_FAIL };

	if (listen_open(&t.listen, l->nic.debug, hear, &t) < 0) {
		warn_errno("notifications");
		return LINKINFO_FAIL;
	}
	listen_name(l->nic.name, t.name);
	if (nic_set(&l->nic, m) < 0)
		nic_netlink_fault(&l->nic);
	else
		listen_and_wait(&t);
	listen_close(&t.listen);
	return t.status;
}

static int run(struct linkinfo *l, const struct verb *v, struct nl_msg *m)
{
	int status;

	if (l->cfg.json)
		l->json = json_list(&l->out);
	status = start(l, v, m);
	if (l->cfg.json)
		json_list_end(&l->json);
	return status;
}

/* Words behind the device mean nothing, and are no error either. */
static int cable_run(struct linkinfo *l, char **words)
{
	struct nl_msg m;

	(void)words;
	if (!nic_has_netlink(&l->nic))
		return nic_needs_netlink();
	nic_begin_set(&l->nic, &m, ETHTOOL_MSG_CABLE_TEST_ACT, ETHTOOL_A_CABLE_TEST_HEADER);
	return run(l, &verb_cable_test, &m);
}

/* A request under way: words become attributes in their order. */
struct tdr {
	struct nl_msg m;
	bool has_first, has_last, has_step, has_pair;
};

/* Metres with a fraction, as strtof() reads it, to the nearest centimetre. */
static int metres(const char *verb, const struct word *w, char ***words, struct nl_msg *m,
		  uint16_t type)
{
	const char *text = *(*words)++;
	char *end;
	float v = strtof(text, &end);

	if (end == text || *end || !(v >= 0 && v <= METRES_MAX))
		return words_invalid(verb, w->name, text);
	nl_attr_u32(m, type, (uint32_t)(v * 100 + 0.5F));
	return 0;
}

static int first(const char *verb, const struct word *w, char ***words, void *m)
{
	return metres(verb, w, words, m, ETHTOOL_A_CABLE_TEST_TDR_CFG_FIRST);
}

static int last(const char *verb, const struct word *w, char ***words, void *m)
{
	return metres(verb, w, words, m, ETHTOOL_A_CABLE_TEST_TDR_CFG_LAST);
}

static int step(const char *verb, const struct word *w, char ***words, void *m)
{
	return metres(verb, w, words, m, ETHTOOL_A_CABLE_TEST_TDR_CFG_STEP);
}

static int pair(const char *verb, const struct word *w, char ***words, void *m)
{
	uint32_t v;

	if (words_u32(verb, w->name, *(*words)++, UINT8_MAX, &v) < 0)
		return -1;
	nl_attr_u8(m, ETHTOOL_A_CABLE_TEST_TDR_CFG_PAIR, (uint8_t)v);
	return 0;
}

#define PART(word) \
	{                                                                                          \
		.name = #word, .kind = WORD_CALL, .at = WORD_AT(tdr, struct nl_msg, m),            \
		.given = WORD_AT(tdr, bool, has_##word), .call = word                              \
	}

static const struct word tdr_words[] = {
	PART(first), PART(last), PART(step), PART(pair), { .name = "" },
};

static int tdr_run(struct linkinfo *l, char **words)
{
	struct tdr t = { .has_first = false };
	size_t nest;

	if (!nic_has_netlink(&l->nic))
		return nic_needs_netlink();
	nic_begin_set(&l->nic, &t.m, ETHTOOL_MSG_CABLE_TEST_TDR_ACT,
		      ETHTOOL_A_CABLE_TEST_TDR_HEADER);
	if (*words) {
		nest = nl_nest(&t.m, ETHTOOL_A_CABLE_TEST_TDR_CFG);
		if (words_read("--cable-test-tdr", tdr_words, words, &t) < 0)
			return LINKINFO_FAIL;
		nl_nest_end(&t.m, nest);
	}
	return run(l, &verb_cable_test_tdr, &t.m);
}

const struct verb verb_cable_test = {
	.size = sizeof(struct cable),
	.text = cable_text,
	.json = cable_json,
	.free = cable_free,
	.run = cable_run,
	.wild = WILD_ONE,
	.close = true,
	.messages = (const struct verb_message[]){
		{ .ntf = ETHTOOL_MSG_CABLE_TEST_NTF, .attr = cable_attr }, { 0 } },
};

const struct verb verb_cable_test_tdr = {
	.size = sizeof(struct cable),
	.text = tdr_text,
	.json = cable_json,
	.free = cable_free,
	.run = tdr_run,
	.wild = WILD_ONE,
	.close = true,
	.messages = (const struct verb_message[]){
		{ .ntf = ETHTOOL_MSG_CABLE_TEST_TDR_NTF, .attr = tdr_attr }, { 0 } },
};
