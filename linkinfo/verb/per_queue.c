/* Interrupt coalescing of single queues, -Q: ETHTOOL_PERQUEUE, for which netlink has nothing. */
#include <errno.h>
#include <linux/ethtool.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/opt.h"
#include "base/prog.h"
#include "fields.h"
#include "verbs.h"
#include "words.h"

#define MASK_WORDS (MAX_NUM_QUEUE / 32)
#define COALESCE_WORDS (sizeof(struct ethtool_coalesce) / sizeof(uint32_t))

/* Statuses: numbers of errors, below zero, as an exit status shows them. */
enum { STATUS_MASK = 255, STATUS_REFUSED = 256 - EFAULT, STATUS_SUBCOMMAND = 256 - EOPNOTSUPP };

struct per_queue {
	bool bad_mask;
	bool every;		/* no mask was given: all queues, that many */
	bool shown;		/* not changed */
	size_t n;
	uint16_t queue[MAX_NUM_QUEUE];
	/* struct ethtool_per_queue_op, behind it the settings of each queue */
	uint32_t *op;
};

#define OP_WORDS (sizeof(struct ethtool_per_queue_op) / sizeof(uint32_t))

static uint32_t *settings(const struct per_queue *p, size_t i)
{
	return p->op + OP_WORDS + i * COALESCE_WORDS;
}

/* Hexadecimal digits, 0x or not before them, or no text at all; -1: something else, or too many. */
static int read_mask(struct per_queue *p, const char *text)
{
	bool prefix = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
	size_t digits;

	if (prefix)
		text += 2;
	digits = strlen(text);
	if (digits > MAX_NUM_QUEUE / 4 || (prefix && !digits))
		return -1;
	for (size_t i = 0; i < digits; i++) {
		int v = num_hex(text[digits - 1 - i]);

		if (v < 0)
			return -1;
		for (size_t bit = 0; bit < 4; bit++)
			if (v >> bit & 1)
				p->queue[p->n++] = (uint16_t)(4 * i + bit);
	}
	return 0;
}

static int read_queues(struct nic *nic, struct per_queue *p)
{
	struct ethtool_channels c = { .cmd = ETHTOOL_GCHANNELS };
	uint64_t n;

	if (nic_ioctl(nic, &c) < 0)
		return -1;
	n = (uint64_t)(c.rx_count > c.tx_count ? c.rx_count : c.tx_count) + c.combined_count;
	p->every = true;
	for (; p->n < n && p->n < MAX_NUM_QUEUE; p->n++)
		p->queue[p->n] = (uint16_t)p->n;
	return 0;
}

/* One call for all of the queues; the sub-command is ETHTOOL_[GS]COALESCE. */
static int call(struct nic *nic, struct per_queue *p, uint32_t subcommand)
{
	struct ethtool_per_queue_op op = { .cmd = ETHTOOL_PERQUEUE, .sub_command = subcommand };

	for (size_t i = 0; i < p->n; i++)
		op.queue_mask[p->queue[i] / 32] |= (uint32_t)1 << p->queue[i] % 32;
	if (!p->op)
		p->op = prog_alloc(OP_WORDS + p->n * COALESCE_WORDS, sizeof(*p->op));
	memcpy(p->op, &op, OP_WORDS * sizeof(*p->op));
	return nic_ioctl(nic, p->op);
}

/* What the words give of the settings. Numbers as with other ioctls; the last holds. */
struct given {
	bool given[FIELDS_MAX];
	uint32_t value[FIELDS_MAX];
};

static int take(struct given *g, const char *word, const char *text)
{
	const struct field_table *t = &coalesce_fields;
	int64_t v;

	for (size_t i = 0; i < t->n; i++) {
		const struct field *r = &t->rows[i];

		if (!r->word[0] || !r->at || strcmp(r->word, word) != 0)
			continue;
		if (r->kind == FIELD_SWITCH)
			v = strcmp(text, "on") == 0 ? 1 : strcmp(text, "off") == 0 ? 0 : -1;
		else if (num_any(text, 0, INT32_MAX, &v) != NUM_OK)
			v = -1;
		g->given[i] = true;
		g->value[i] = (uint32_t)v;
		return v < 0 ? -1 : 0;
	}
	return -1;
}

static int change(struct nic *nic, struct per_queue *p, char **words)
{
	struct given g = { { false }, { 0 } };

	for (; *words; words += 2)
		if (!words[1] || take(&g, words[0], words[1]) < 0)
			return linkinfo_usage();
	for (size_t i = 0; i < p->n; i++)
		if (!fields_apply(&coalesce_fields, g.given, g.value, settings(p, i)))
			warn_bare("Queue %u, no coalesce parameters changed", p->queue[i]);
	/* ethtool's status, too, does not tell that this fails */
	if (call(nic, p, ETHTOOL_SCOALESCE) < 0)
		warn_bare("Cannot set device per queue parameters: %s", strerror(errno));
	return LINKINFO_OK;
}

/* The verb that is called so; NULL for none. */
static const struct opt *subcommand(const char *word)
{
	const struct opt *o = linkinfo_personas[0].opts;

	for (; o->kind != OPT_END; o++) {
		if (o->verb == &verb_monitor || o->kind < OPT_HELP)
			continue;
		if (word[0] == '-' && word[1] && word[1] == o->letter && !word[2])
			return o;
		if (word[0] == '-' && word[1] == '-' && o->name[0] &&
		    strcmp(word + 2, o->name) == 0)
			return o;
	}
	return NULL;
}

static int read_subcommand(struct linkinfo *l, char **words, struct per_queue *p)
{
	const struct opt *sub = *words ? subcommand(*words) : NULL;

	if (!sub)
		return linkinfo_usage();
	if (sub->verb != &verb_coalesce && sub->verb != &verb_set_coalesce) {
		warn_bare("The subcommand is not supported yet: %s", strerror(0));
		return STATUS_SUBCOMMAND;
	}
	if (call(&l->nic, p, ETHTOOL_GCOALESCE) < 0) {
		warn_bare("Cannot get device per queue parameters: %s", strerror(errno));
		warn_bare("Cannot get device per queue parameters: %s", strerror(EINVAL));
		return STATUS_REFUSED;
	}
	p->shown = sub->verb == &verb_coalesce;
	return p->shown ? LINKINFO_OK : change(&l->nic, p, words + 1);
}

static int per_queue_read(struct linkinfo *l, char **words, void *facts)
{
	struct per_queue *p = facts;

	if (!*words)
		return linkinfo_usage();
	if (strcmp(*words, "queue_mask") != 0) {
		if (read_queues(&l->nic, p) < 0)
			return nic_fault(&l->nic, "Cannot get number of queues", STATUS_REFUSED);
	} else if (!words[1]) {
		return linkinfo_usage();
	} else if (read_mask(p, words[1]) < 0) {
		p->bad_mask = true;
		return STATUS_MASK;
	} else {
		words += 2;
	}
	return read_subcommand(l, words, p);
}

static void per_queue_text(struct linkinfo *l, const void *facts, struct obuf *o)
{
	const struct per_queue *p = facts;

	(void)l;
	if (p->bad_mask)
		ob_str(o, "Invalid queue mask\n");
	if (p->every)
		ob_num(o, "The sub commands will be applied to all ", p->n, " queues\n");
	for (size_t i = 0; p->shown && i < p->n; i++) {
		struct fields f = { .known = 0 };

		fields_raw(&coalesce_fields, &f, settings(p, i));
		ob_num(o, "Queue: ", p->queue[i], "\n");
		fields_text(&coalesce_fields, &f, o);
	}
}

static void per_queue_json(struct linkinfo *l, const void *facts, struct json *j)
{
	const struct per_queue *p = facts;

	(void)l;
	if (!p->shown)
		return;
	json_array(j, "queues");
	for (size_t i = 0; i < p->n; i++) {
		struct fields f = { .known = 0 };

		fields_raw(&coalesce_fields, &f, settings(p, i));
		json_object(j, NULL);
		json_uint(j, "queue", p->queue[i]);
		fields_json(&coalesce_fields, &f, j);
		json_object_end(j);
	}
	json_array_end(j);
}

static void per_queue_free(void *facts)
{
	free(((struct per_queue *)facts)->op);
}

const struct verb verb_per_queue = {
	.size = sizeof(struct per_queue),
	.read = per_queue_read,
	.text = per_queue_text,
	.json = per_queue_json,
	.free = per_queue_free,
	.partial = true,
	.wild = WILD_NEVER,
};
