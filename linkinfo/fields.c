/* Settings in a row, read, changed and told by one table; see fields.h. */
#include "fields.h"

#include <errno.h>
#include <string.h>

#include "base/prog.h"
#include "bitset_words.h"
#include "words.h"

static bool known(const struct fields *f, size_t row)
{
	return f->known >> row & 1;
}

void fields_attr(const struct field_table *t, struct fields *f, uint16_t type, struct cur data)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct field *r = &t->rows[i];

		if (r->attr != type || r->kind == FIELD_BITS)
			continue;
		f->value[i] = r->kind == FIELD_NUMBER ? nl_u32(data) : nl_u8(data);
		if (r->kind != FIELD_SPLIT || f->value[i])
			f->known |= (uint64_t)1 << i;
	}
}

void fields_raw(const struct field_table *t, struct fields *f, const uint32_t *raw)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->rows[i].at) {
			f->value[i] = raw[t->rows[i].at / sizeof(*raw)];
			f->known |= (uint64_t)1 << i;
		}
}

int fields_refused(struct linkinfo *l, const struct field_table *t, const char *what, int status)
{
	int err = errno;

	/* ethtool has told the title before it asks by ioctl */
	if (!l->nic.netlink && !l->cfg.json)
		fields_title(t, &l->nic, &l->out);
	errno = err;
	return nic_fault(&l->nic, what, status);
}

int fields_read(struct linkinfo *l, const struct field_table *t, nic_attr_fn *fn, void *facts,
		struct fields *f)
{
	uint32_t raw[FIELDS_RAW] = { t->ioctl_get };

	if (nic_get(&l->nic, t->get, t->header, fn, facts) == 0)
		return 0;
	if (nic_ioctl(&l->nic, raw) >= 0) {
		fields_raw(t, f, raw);
		return 0;
	}
	return fields_refused(l, t, t->words.cannot_get, t->words.show_status);
}

void fields_title(const struct field_table *t, const struct nic *nic, struct obuf *o)
{
	ob_str(o, t->title);
	nic_name(nic, o);
	ob_str(o, ":\n");
}

static void value_text(const struct field *r, uint32_t v, struct obuf *o)
{
	if (r->kind == FIELD_NUMBER)
		ob_u(o, v);
	else if (r->kind == FIELD_SPLIT && v > 2)
		ob_num(o, "unknown(", v, ")");
	else
		ob_str(o, v > (r->kind == FIELD_SPLIT) ? "on" : "off");
}

void fields_text(const struct field_table *t, const struct fields *f, struct obuf *o)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct field *r = &t->rows[i];
		bool told = r->at || known(f, i);

		if (!r->label[0] || (!told && (!r->mate || !known(f, i + (size_t)r->mate))))
			continue;
		ob_str(o, r->label);
		if (told)
			value_text(r, f->value[i], o);
		else
			ob_str(o, "n/a");
	}
	ob_str(o, t->end);
}

void fields_json(const struct field_table *t, const struct fields *f, struct json *j)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct field *r = &t->rows[i];

		if (!r->key[0] || (!r->at && !known(f, i)))
			continue;
		if (r->kind == FIELD_NUMBER)
			json_uint(j, r->key, f->value[i]);
		else if (r->kind == FIELD_SPLIT && f->value[i] > 2)
			json_null(j, r->key);
		else
			json_bool(j, r->key, f->value[i] > (r->kind == FIELD_SPLIT));
	}
}

/* A change: what was given of it, and the request, its attributes in the order of the words. */
struct change {
	const struct field_table *t;
	struct nl_msg m;
	bool given[FIELDS_MAX];
	uint32_t value[FIELDS_MAX];
	bool netlink_only;	/* something was given that no ioctl can say */
	struct word words[FIELDS_MAX + 1];
	size_t row[FIELDS_MAX];	/* of each word */
};

static int take_switch(const char *verb, const char *name, const char *text, uint32_t *to)
{
	*to = strcmp(text, "on") == 0;
	return *to || strcmp(text, "off") == 0 ? 0 : words_invalid(verb, name, text);
}

static int take(const char *verb, const struct word *w, char ***words, void *to)
{
	struct change *c = to;
	size_t i = c->row[w - c->words];
	const struct field *r = &c->t->rows[i];
	enum bitset_words said;

	c->netlink_only |= !r->at;
	switch (r->kind) {
	case FIELD_NUMBER:
		if (words_u32(verb, w->name, *(*words)++, UINT32_MAX, &c->value[i]) < 0)
			return -1;
		nl_attr_u32(&c->m, r->attr, c->value[i]);
		return 0;
	case FIELD_BITS:
		said = bitset_words_put(verb, w->name, words, &c->m, r->attr, &c->value[i]);
		c->netlink_only |= said == BITSET_WORDS_LONG;
		return said == BITSET_WORDS_BAD ? -1 : 0;
	default:
		if (take_switch(verb, w->name, *(*words)++, &c->value[i]) < 0)
			return -1;
		nl_attr_u8(&c->m, r->attr, (uint8_t)c->value[i]);
		return 0;
	}
}

static void make_words(struct change *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->t->n; i++) {
		if (!c->t->rows[i].word[0])
			continue;
		c->row[n] = i;
		c->words[n] = (struct word){
			.kind = WORD_CALL, .call = take,
			.given = offsetof(struct change, given) + i * sizeof(bool),
		};
		memcpy(c->words[n++].name, c->t->rows[i].word, sizeof(c->t->rows[i].word));
	}
}

unsigned fields_apply(const struct field_table *t, const bool *given, const uint32_t *value,
		      uint32_t *raw)
{
	unsigned changed = 0;

	for (size_t i = 0; i < t->n; i++) {
		uint32_t *now = &raw[t->rows[i].at / sizeof(*raw)];

		if (!given[i])
			continue;
		if (*now == value[i])
			warn_bare("%s unmodified, ignoring", t->rows[i].word);
		changed += *now != value[i];
		*now = value[i];
	}
	return changed;
}

static int unchanged(const struct field_words *w, const uint32_t *now)
{
	if (w->what[0])
		warn_bare("no %s parameters changed, aborting", w->what);
	if (w->unchanged)
		w->unchanged(now);
	return w->unchanged_status;
}

static int change_by_ioctl(struct nic *nic, const struct change *c)
{
	const struct field_words *w = &c->t->words;
	uint32_t raw[FIELDS_RAW] = { c->t->ioctl_get };

	if (nic_ioctl(nic, raw) < 0)
		return nic_refused(nic, w->netlink_status, w->cannot_get, w->get_status);
	if (!fields_apply(c->t, c->given, c->value, raw))
		return unchanged(w, raw);
	raw[0] = c->t->ioctl_set;
	if (nic_ioctl(nic, raw) < 0)
		return nic_refused(nic, w->netlink_status, w->cannot_set, w->set_status);
	return LINKINFO_OK;
}

int fields_change(struct linkinfo *l, const char *verb, const struct field_table *t, char **words)
{
	struct change c = { .t = t };

	make_words(&c);
	nic_begin_set(&l->nic, &c.m, t->set, t->header);
	if (words_read(verb, c.words, words, &c) < 0)
		return LINKINFO_FAIL;
	if (nic_set(&l->nic, &c.m) == 0)
		return LINKINFO_OK;
	if (!l->nic.netlink && c.netlink_only)
		return linkinfo_usage();
	if (!nic_wants_ioctl(&l->nic) || c.netlink_only)
		return nic_refused(&l->nic, t->words.netlink_status, t->words.cannot_set,
				   t->words.set_status);
	return change_by_ioctl(&l->nic, &c);
}
