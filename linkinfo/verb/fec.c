/*
 * Forward error correction, --show-fec and --set-fec: ETHTOOL_MSG_FEC_GET, ETHTOOL_GFECPARAM; IEEE
 * 802.3 clauses 74, 91 and 108.
 */
#include <linux/ethtool.h>
#include <linux/ethtool_netlink.h>
#include <stdlib.h>
#include <string.h>

#include "base/prog.h"
#include "bitset.h"
#include "modes.h"
#include "verbs.h"
#include "words.h"

/* In the order of the text. Netlink has bits of link modes for them, but for two. */
static const struct encoding {
	uint32_t bit;		/* ETHTOOL_FEC_... */
	uint32_t mode;		/* ETHTOOL_LINK_MODE_FEC_..._BIT */
	char name[8], word[8];		/* word: "" where there is none */
} encodings[] = {
	{ ETHTOOL_FEC_NONE, 0, "None", "" },
	{ ETHTOOL_FEC_AUTO, 0, "Auto", "auto" },
	{ ETHTOOL_FEC_OFF, ETHTOOL_LINK_MODE_FEC_NONE_BIT, "Off", "off" },
	{ ETHTOOL_FEC_BASER, ETHTOOL_LINK_MODE_FEC_BASER_BIT, "BaseR", "baser" },
	{ ETHTOOL_FEC_RS, ETHTOOL_LINK_MODE_FEC_RS_BIT, "RS", "rs" },
	{ ETHTOOL_FEC_LLRS, ETHTOOL_LINK_MODE_FEC_LLRS_BIT, "LLRS", "llrs" },
};

#define ENCODINGS (sizeof(encodings) / sizeof(*encodings))

/* In the order of ETHTOOL_A_FEC_STAT_CORRECTED and on. */
static const char counter_names[][24] = { "corrected_blocks", "uncorrectable_blocks",
					  "corrected_bits" };

#define COUNTERS (sizeof(counter_names) / sizeof(*counter_names))

struct fec {
	uint32_t config, active;	/* ETHTOOL_FEC_... */
	uint32_t other;		/* link mode that is active, but is no FEC; 0: none */
	bool blank;		/* no encoding is no text; else that is "None" */
	bool counted;		/* there are counters, maybe none of these */
	bool malformed;
	struct counter {
		uint64_t *values;	/* of all, then of each lane */
		size_t n;
	} counters[COUNTERS];
};

static void counter_attr(struct fec *f, struct counter *c, struct cur data)
{
	size_t size = cur_left(&data);

	if (size % sizeof(*c->values))
		f->malformed = true;
	if (!size || size % sizeof(*c->values))
		return;
	free(c->values);
	c->n = size / sizeof(*c->values);
	c->values = prog_alloc(c->n, sizeof(*c->values));
	memcpy(c->values, cur_bytes(&data, size), size);
}

static void counters_attr(struct fec *f, struct cur list)
{
	struct cur data;
	uint16_t type;

	f->counted = true;
	while (nl_attr_next(&list, &type, &data))
		if (type >= ETHTOOL_A_FEC_STAT_CORRECTED &&
		    type - ETHTOOL_A_FEC_STAT_CORRECTED < (int)COUNTERS)
			counter_attr(f, &f->counters[type - ETHTOOL_A_FEC_STAT_CORRECTED], data);
}

/* The bit of that link mode, 0: it is none of FEC. */
static uint32_t of_mode(uint32_t mode)
{
	for (size_t i = 0; mode && i < ENCODINGS; i++)
		if (encodings[i].mode == mode)
			return encodings[i].bit;
	return 0;
}

static void fec_attr(void *to, uint16_t type, struct cur data)
{
	struct fec *f = to;

	if (type == ETHTOOL_A_FEC_MODES) {
		struct bitset modes = bitset_of(data);

		for (size_t i = 0; i < ENCODINGS; i++)
			if (encodings[i].mode && bitset_has(&modes, encodings[i].mode))
				f->config |= encodings[i].bit;
	} else if (type == ETHTOOL_A_FEC_AUTO && nl_u8(data)) {
		f->config |= ETHTOOL_FEC_AUTO;
	} else if (type == ETHTOOL_A_FEC_ACTIVE) {
		f->active = of_mode(nl_u32(data));
		f->other = f->active ? 0 : nl_u32(data);
	} else if (type == ETHTOOL_A_FEC_STATS) {
		counters_attr(f, data);
	}
}

static int fec_read(struct linkinfo *l, char **words, void *facts)
{
	struct ethtool_fecparam old = { .cmd = ETHTOOL_GFECPARAM };
	struct fec *f = facts;

	if (words_none(words) < 0)
		return LINKINFO_FAIL;
	if (nic_get(&l->nic, ETHTOOL_MSG_FEC_GET, ETHTOOL_A_FEC_HEADER, fec_attr, f) == 0) {
		if (!f->malformed)
			return 0;
		warn_bare("malformed netlink message (statistic)");
		return LINKINFO_FAIL;
	}
	if (nic_ioctl(&l->nic, &old) < 0)
		return nic_fault(&l->nic, "Cannot get FEC settings", 255);
	f->config = old.fec;
	f->active = old.active_fec;
	f->blank = true;
	return 0;
}

static void names_text(const struct fec *f, uint32_t bits, struct obuf *o)
{
	if (!bits && !f->blank)
		bits = ETHTOOL_FEC_NONE;
	for (size_t i = 0; i < ENCODINGS; i++)
		if (bits & encodings[i].bit) {
			ob_c(o, ' ');
			ob_str(o, encodings[i].name);
		}
}

static void other_text(uint32_t mode, struct obuf *o)
{
	const char *name = mode_name(mode);

	if (!name) {
		ob_num(o, " BIT", mode, "");
		return;
	}
	ob_c(o, ' ');
	ob_str(o, name);
}

static void fec_text(struct linkinfo *l, const void *facts, struct obuf *o)
{
	const struct fec *f = facts;
	const char *before = "Statistics:\n";

	ob_str(o, "FEC parameters for ");
	nic_name(&l->nic, o);
	ob_str(o, ":\nSupported/Configured FEC encodings:");
	names_text(f, f->config, o);
	ob_str(o, "\nActive FEC encoding:");
	if (!f->other)
		names_text(f, f->active, o);
	else
		other_text(f->other, o);
	ob_c(o, '\n');
	for (size_t i = 0; i < COUNTERS; i++) {
		const struct counter *c = &f->counters[i];

		if (!c->n)
			continue;
		ob_str(o, before);
		ob_str(o, "  ");
		ob_str(o, counter_names[i]);
		ob_num(o, ": ", c->values[0], "\n");
		for (size_t lane = 1; lane < c->n; lane++) {
			ob_num(o, "    Lane ", lane - 1, ": ");
			ob_num(o, "", c->values[lane], "\n");
		}
		before = "";
	}
}

/* In the order of the bits. */
static void names_json(const char *key, uint32_t bits, struct json *j)
{
	json_array(j, key);
	for (uint32_t bit = ETHTOOL_FEC_NONE; bit <= ETHTOOL_FEC_LLRS; bit <<= 1)
		for (size_t i = 0; i < ENCODINGS; i++)
			if (encodings[i].bit == bit &&
			    (bits ? bits & bit : bit == ETHTOOL_FEC_NONE))
				json_str(j, NULL, encodings[i].name);
	json_array_end(j);
}

static void counters_json(const struct fec *f, struct json *j)
{
	json_object(j, "statistics");
	for (size_t i = 0; i < COUNTERS; i++) {
		const struct counter *c = &f->counters[i];

		if (!c->n)
			continue;
		json_object(j, counter_names[i]);
		json_uint(j, "total", c->values[0]);
		if (c->n > 1)
			json_array(j, "lanes");
		for (size_t lane = 1; lane < c->n; lane++)
			json_uint(j, NULL, c->values[lane]);
		if (c->n > 1)
			json_array_end(j);
		json_object_end(j);
	}
	json_object_end(j);
}

static void fec_json(struct linkinfo *l, const void *facts, struct json *j)
{
	const struct fec *f = facts;

	(void)l;
	names_json("config", f->config, j);
	if (f->other) {
		json_array(j, "active");
		if (mode_name(f->other))
			json_str(j, NULL, mode_name(f->other));
		else
			json_uint(j, NULL, f->other);
		json_array_end(j);
	} else {
		names_json("active", f->active, j);
	}
	if (f->counted)
		counters_json(f, j);
}

static void fec_free(void *facts)
{
	struct fec *f = facts;

	for (size_t i = 0; i < COUNTERS; i++)
		free(f->counters[i].values);
}

static const struct verb_message fec_messages[] = {
	{ ETHTOOL_MSG_FEC_GET, ETHTOOL_MSG_FEC_GET_REPLY, ETHTOOL_MSG_FEC_NTF, fec_attr },
	{ 0 },
};

const struct verb verb_fec = {
	.size = sizeof(struct fec),
	.read = fec_read,
	.text = fec_text,
	.json = fec_json,
	.free = fec_free,
	.wild = WILD_ALL,
	.messages = fec_messages,
};

static char upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static bool same_word(const char *a, const char *b)
{
	while (*a && upper(*a) == upper(*b))
		a++, b++;
	return upper(*a) == upper(*b);
}

/* Of the words of a change: what an ioctl can say; 0 where it cannot. */
static uint32_t word_bit(const char *text)
{
	for (size_t i = 0; i < ENCODINGS; i++)
		if (encodings[i].word[0] && same_word(text, encodings[i].word))
			return encodings[i].bit;
	return 0;
}

#define NAME_MAX_LEN 64	/* longer than any that the kernel has */

/* The kernel knows "off" as "None", and the others in capitals. It is the judge of them. */
static void mode_put(struct nl_msg *m, const char *text)
{
	size_t bit = nl_nest(m, ETHTOOL_A_BITSET_BITS_BIT), n = strlen(text);
	char name[NAME_MAX_LEN];

	for (size_t i = 0; i <= n; i++)
		name[i] = upper(text[i]);
	nl_attr_text(m, ETHTOOL_A_BITSET_BIT_NAME,
		     word_bit(text) == ETHTOOL_FEC_OFF ? "None" : name);
	nl_nest_end(m, bit);
}

struct fec_change {
	struct nl_msg m;
	bool given;
	uint32_t bits;		/* as an ioctl says them; 0: it cannot */
};

/* The encodings, to the end of the words. */
static int take_modes(const char *verb, const struct word *w, char ***words, void *to)
{
	struct fec_change *c = to;
	size_t nest = nl_nest(&c->m, ETHTOOL_A_FEC_MODES), list;
	uint32_t bits = 0;
	bool all = true;

	nl_attr_flag(&c->m, ETHTOOL_A_BITSET_NOMASK);
	list = nl_nest(&c->m, ETHTOOL_A_BITSET_BITS);
	for (const char *text; (text = **words); (*words)++) {
		uint32_t bit = word_bit(text);

		all &= bit != 0;
		bits |= bit;
		if (strlen(text) >= NAME_MAX_LEN || c->m.len + 256 > sizeof(c->m.buf))
			return words_invalid(verb, w->name, text);
		if (bit != ETHTOOL_FEC_AUTO)
			mode_put(&c->m, text);
	}
	nl_nest_end(&c->m, list);
	nl_nest_end(&c->m, nest);
	nl_attr_u8(&c->m, ETHTOOL_A_FEC_AUTO, (bits & ETHTOOL_FEC_AUTO) != 0);
	c->bits = all ? bits : 0;
	return 0;
}

static const struct word fec_words[] = {
	{ .name = "encoding", .kind = WORD_CALL, .call = take_modes,
	  .given = WORD_AT(fec_change, bool, given) },
	{ .name = "" },
};

static int fec_change(struct linkinfo *l, char **words)
{
	struct ethtool_fecparam old = { .cmd = ETHTOOL_SFECPARAM };
	struct fec_change c = { .given = false };

	nic_begin_set(&l->nic, &c.m, ETHTOOL_MSG_FEC_SET, ETHTOOL_A_FEC_HEADER);
	if (words_some("--set-fec", words) < 0 || words_read("--set-fec", fec_words, words, &c) < 0)
		return LINKINFO_FAIL;
	if (nic_set(&l->nic, &c.m) == 0)
		return LINKINFO_OK;
	if (!l->nic.netlink && !c.bits)
		return linkinfo_usage();
	old.fec = c.bits;
	if (!nic_wants_ioctl(&l->nic) || !c.bits || nic_ioctl(&l->nic, &old) < 0)
		return nic_refused(&l->nic, 83, "Cannot set FEC settings", 255);
	return LINKINFO_OK;
}

const struct verb verb_set_fec = { .run = fec_change, .shows = &verb_fec, .wild = WILD_ONE };
