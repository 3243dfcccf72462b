/* A rule of receive flow classification read from words; see flow.h. */
#include <string.h>

#include "base/addr.h"
#include "base/num.h"
#include "flow.h"
#include "words.h"

/* Where a matched frame goes and where the rule stands: numbers without a mask. */
struct target {
	uint64_t action;
	uint64_t vf, queue, loc;
	bool has_action, has_vf, has_queue, has_loc;
};

struct reader {
	struct flow_rule *rule;
	struct flow_trouble *trouble;
	const struct flow_type *type;
	struct target target;
	bool given[FLOW_MASK];	/* bytes that have a value */
};

static bool fail(struct reader *r, enum flow_fault fault, const char *name, const char *text)
{
	*r->trouble = (struct flow_trouble){ fault, name, text };
	return false;
}

bool flow_number(const char *text, int64_t min, uint64_t max, uint64_t *to)
{
	int64_t v;

	switch (num_any(text, min, INT64_MAX, &v)) {
	case NUM_OK:
		*to = (uint64_t)v;
		return v < 0 || *to <= max;
	case NUM_OVERFLOW:
		return num_u64(text, max, to) == NUM_OK;	/* perhaps in the upper half */
	default:
		return false;
	}
}

/* Six numbers of one or two hexadecimal digits between colons. */
static bool read_mac(const char *s, uint8_t to[6])
{
	for (size_t i = 0; i < 6; i++) {
		int v = num_hex(*s);

		if (v < 0)
			return false;
		s++;
		if (num_hex(*s) >= 0)
			v = v << 4 | num_hex(*s++);
		to[i] = (uint8_t)v;
		if (*s != (i < 5 ? ':' : '\0'))
			return false;
		s++;
	}
	return true;
}

static bool read_bytes(const struct flow_field *f, const char *text, uint8_t *to)
{
	uint64_t v, max = f->size < 8 ? ((uint64_t)1 << 8 * f->size) - 1 : UINT64_MAX;
	struct addr a;

	if (f->form == FLOW_MAC)
		return read_mac(text, to);
	if (f->form == FLOW_IP4 || f->form == FLOW_IP6) {
		if (!(f->form == FLOW_IP4 ? addr_parse4(&a, text) : addr_parse6(&a, text)))
			return false;
		memcpy(to, a.b, f->size);
		return true;
	}
	if (!flow_number(text, f->size < 8 ? 0 : INT64_MIN, max, &v))
		return false;
	for (size_t i = f->size; i--; v >>= 8)
		to[i] = (uint8_t)v;
	return true;
}

/* Does the word give the mask of the field before it? */
static bool is_mask(const char *word, const char *name)
{
	const char *rest = words_behind(word, name);

	return strcmp(word, "m") == 0 || (rest && strcmp(rest, "-mask") == 0);
}

/* A value and, if it has one, its mask. */
static bool read_field(struct reader *r, const struct flow_field *f, char ***words)
{
	uint8_t *value = flow_value(&r->rule->spec, f), *mask = flow_mask(&r->rule->spec, f);
	const char *text = *(*words)++;

	for (size_t i = 0; i < f->size; i++)
		if (r->given[f->at + i])
			return fail(r, FLOW_VALUE, f->word, text);
	if (!read_bytes(f, text, value))
		return fail(r, FLOW_VALUE, f->word, text);
	memset(r->given + f->at, true, f->size);
	memset(mask, 0xff, f->size);
	if (!**words || !is_mask(**words, f->word))
		return true;
	if (!*++*words)
		return fail(r, FLOW_SYNTAX, f->word, NULL);
	text = *(*words)++;
	if (!read_bytes(f, text, mask))
		return fail(r, FLOW_BAD_MASK, f->word, text);
	for (size_t i = 0; i < f->size; i++)
		mask[i] = (uint8_t)~mask[i];
	return true;
}

static const struct flow_field *find(const struct flow_field *f, const char *name)
{
	for (; f->word[0]; f++)
		if (strcmp(f->word, name) == 0)
			return f;
	return NULL;
}

/* The field of that name, and the flags that it gives to the type. */
static const struct flow_field *field_of(const struct flow_type *type, const char *name,
					 uint32_t *flags)
{
	const struct flow_field *f = find(type->fields, name);

	if (f)
		return f;
	*flags = FLOW_EXT;
	f = find(flow_ext_fields, name);
	if (f || type->number == ETHER_FLOW)
		return f;
	*flags = FLOW_MAC_EXT;
	return find(flow_mac_ext_fields, name);
}

/* A number of the target. -1: the word is none. */
static int read_target(struct reader *r, const char *name, char ***words)
{
	/* 255 would not fit: functions count from 1 in 8 bits */
	const struct {
		const char *name;
		uint64_t *to;
		bool *given;
		int64_t min;
		uint64_t max;
	} all[] = {
		{ "action", &r->target.action, &r->target.has_action, -2, UINT64_MAX },
		{ "vf", &r->target.vf, &r->target.has_vf, 0, 254 },
		{ "queue", &r->target.queue, &r->target.has_queue, 0, UINT32_MAX },
		{ "loc", &r->target.loc, &r->target.has_loc, 0, UINT32_MAX },
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		const char *text = **words;

		if (strcmp(all[i].name, name) != 0)
			continue;
		if (!text)
			return fail(r, FLOW_SYNTAX, name, NULL);
		if (*all[i].given || !flow_number(text, all[i].min, all[i].max, all[i].to))
			return fail(r, FLOW_VALUE, name, text);
		*all[i].given = true;
		++*words;
		if (!**words || !is_mask(**words, name))
			return true;
		text = (*words)[1];
		return fail(r, text ? FLOW_BAD_MASK : FLOW_SYNTAX, name, text);
	}
	return -1;
}

static bool read_context(struct reader *r, char ***words)
{
	const char *text = **words;
	uint64_t v;

	if (!text)
		return fail(r, FLOW_NO_CONTEXT, "context", NULL);
	if (!flow_number(text, 0, UINT32_MAX, &v))
		return fail(r, FLOW_VALUE, "context", text);
	if (v == ETH_RXFH_CONTEXT_ALLOC)
		return fail(r, FLOW_CONTEXT_NEW, "context", text);
	++*words;
	r->rule->context = (uint32_t)v;
	r->rule->spec.flow_type |= FLOW_RSS;
	return true;
}

static bool read_word(struct reader *r, char ***words)
{
	const char *name = *(*words)++;
	const struct flow_field *f;
	uint32_t flags = 0;
	int rc;

	if (strcmp(name, "context") == 0)
		return read_context(r, words);
	rc = read_target(r, name, words);
	if (rc >= 0)
		return rc;
	f = field_of(r->type, name, &flags);
	if (!f)
		return fail(r, FLOW_OPTION, name, NULL);
	/* a rule without it would match more than was meant */
	if (!**words)
		return fail(r, FLOW_SYNTAX, name, NULL);
	if (!read_field(r, f, words))
		return false;
	if (flags)
		r->rule->spec.flow_type |= flags;
	return true;
}

static bool aim(struct reader *r)
{
	const struct target *t = &r->target;
	struct ethtool_rx_flow_spec *spec = &r->rule->spec;

	if (t->has_action && t->has_queue)
		return fail(r, FLOW_ACTION_QUEUE, "action", NULL);
	if (t->has_action && t->has_vf)
		return fail(r, FLOW_ACTION_VF, "action", NULL);
	spec->ring_cookie = t->has_action ? t->action : t->queue;
	if (t->has_vf)
		spec->ring_cookie |= (t->vf + 1) << ETHTOOL_RX_FLOW_SPEC_RING_VF_OFF;
	spec->location = t->has_loc ? (uint32_t)t->loc : RX_CLS_LOC_ANY;
	return true;
}

bool flow_read(char **words, struct flow_rule *rule, struct flow_trouble *t)
{
	struct reader r = { .rule = rule, .trouble = t, .type = flow_types };

	*rule = (struct flow_rule){ 0 };
	*t = (struct flow_trouble){ FLOW_OK, NULL, NULL };
	while (r.type->word[0] && (!*words || strcmp(r.type->word, *words) != 0))
		r.type++;
	if (!r.type->word[0])
		return fail(&r, FLOW_SYNTAX, *words, NULL);
	rule->spec.flow_type = r.type->number;
	if (r.type->number == IP_USER_FLOW)
		rule->spec.h_u.usr_ip4_spec.ip_ver = ETH_RX_NFC_IP4;
	for (words++; *words;)
		if (!read_word(&r, &words))
			return false;
	return aim(&r);
}
