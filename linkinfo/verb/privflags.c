/* Private flags of a driver, --show- and --set-priv-flags: PRIVFLAGS_GET, ETHTOOL_GPFLAGS. */
#include <errno.h>
#include <linux/ethtool.h>
#include <linux/ethtool_netlink.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/prog.h"
#include "bitset.h"
#include "bitset_words.h"
#include "flag_words.h"
#include "stringset.h"
#include "verbs.h"
#include "words.h"

#define IOCTL_FLAGS 32

struct privflags {
	struct stringset names;
	uint8_t *on;		/* of each; NULL without names */
};

static void privflags_attr(void *to, uint16_t type, struct cur data)
{
	struct privflags *p = to;
	struct bitset b;

	if (type != ETHTOOL_A_PRIVFLAGS_FLAGS || !p->on)
		return;
	b = bitset_of(data);
	if (b.size < p->names.n)
		p->names.n = b.size;
	for (uint32_t i = 0; i < p->names.n; i++)
		p->on[i] = bitset_has(&b, i);
}

static void privflags_free(void *facts)
{
	struct privflags *p = facts;

	stringset_free(&p->names);
	free(p->on);
	p->on = NULL;
}

static void privflags_prepare(struct linkinfo *l, void *facts)
{
	struct privflags *p = facts;

	if (stringset_netlink(&l->nic, ETH_SS_PRIV_FLAGS, &p->names) == 0)
		p->on = prog_alloc(p->names.n + 1, 1);
}

/* The names that ioctls tell, as many as fit a word of flags. A status, if not 0 with a message. */
static int read_names(struct nic *nic, struct stringset *names, const char *doing)
{
	if (stringset_ioctl(nic, ETH_SS_PRIV_FLAGS, names) < 0)
		return nic_fault(nic, "Cannot get private flag names", LINKINFO_FAIL);
	if (!names->n && nic_has_netlink(nic))
		return nic_fault(nic, "", LINKINFO_FAIL);
	if (!names->n) {
		warn_bare("No private flags defined");
		return LINKINFO_FAIL;
	}
	if (names->n > IOCTL_FLAGS) {
		warn_bare("Only %s first %d private flags", doing, IOCTL_FLAGS);
		names->n = IOCTL_FLAGS;
	}
	return 0;
}

/* Likewise the flags. */
static int read_flags(struct nic *nic, uint32_t *flags)
{
	struct ethtool_value v = { .cmd = ETHTOOL_GPFLAGS };

	if (nic_ioctl(nic, &v) < 0)
		return nic_fault(nic, "Cannot get private flags", LINKINFO_FAIL);
	*flags = v.data;
	return 0;
}

static int privflags_read(struct linkinfo *l, char **words, void *facts)
{
	struct privflags *p = facts;
	uint32_t flags = 0;
	int status;

	if (words_none(words) < 0)
		return LINKINFO_FAIL;
	privflags_prepare(l, p);
	if (p->on && nic_get(&l->nic, ETHTOOL_MSG_PRIVFLAGS_GET, ETHTOOL_A_PRIVFLAGS_HEADER,
			     privflags_attr, p) == 0)
		return 0;
	privflags_free(p);
	status = read_names(&l->nic, &p->names, "showing");
	if (!status)
		status = read_flags(&l->nic, &flags);
	if (status)
		return status;
	p->on = prog_alloc(p->names.n, 1);
	for (uint32_t i = 0; i < p->names.n; i++)
		p->on[i] = flags >> i & 1;
	return 0;
}

/* Columns of the widest name. */
static size_t width(const struct privflags *p)
{
	struct obuf text;
	size_t widest = 0;

	ob_open(&text, -1);
	for (uint32_t i = 0; p->on && i < p->names.n; i++) {
		size_t len = stringset_put(&p->names, i, &text);

		widest = len > widest ? len : widest;
	}
	ob_close(&text);
	return widest;
}

static void privflags_text(struct linkinfo *l, const void *facts, struct obuf *o)
{
	const struct privflags *p = facts;
	size_t widest = width(p);

	ob_str(o, "Private flags for ");
	nic_name(&l->nic, o);
	ob_str(o, ":\n");
	for (uint32_t i = 0; p->on && i < p->names.n; i++) {
		for (size_t at = stringset_put(&p->names, i, o); at < widest; at++)
			ob_c(o, ' ');
		ob_str(o, p->on[i] ? ": on\n" : ": off\n");
	}
}

static void privflags_json(struct linkinfo *l, const void *facts, struct json *j)
{
	const struct privflags *p = facts;
	char name[ETH_GSTRING_LEN + 1];

	(void)l;
	json_object(j, "private-flags");
	for (uint32_t i = 0; p->on && i < p->names.n; i++)
		json_bool(j, stringset_text(&p->names, i, name), p->on[i]);
	json_object_end(j);
}

static const struct verb_message privflags_messages[] = {
	{ ETHTOOL_MSG_PRIVFLAGS_GET, ETHTOOL_MSG_PRIVFLAGS_GET_REPLY, ETHTOOL_MSG_PRIVFLAGS_NTF,
	  privflags_attr },
	{ 0 },
};

const struct verb verb_privflags = {
	.size = sizeof(struct privflags),
	.read = privflags_read,
	.text = privflags_text,
	.json = privflags_json,
	.free = privflags_free,
	.wild = WILD_ALL,
	.messages = privflags_messages,
	.prepare = privflags_prepare,
};

/* Is the change a number, VALUE[/MASK]? Flags may be called like a hexadecimal number. */
static bool is_number(char **words)
{
	const char *s = *words;

	if (!s || (words[1] && (strcmp(words[1], "on") == 0 || strcmp(words[1], "off") == 0)))
		return false;
	for (int part = 0; part < 2; part++) {
		const char *digits;

		if (s[0] == '0' && (s[1] == 'x' || s[1] == 'X'))
			s += 2;
		for (digits = s; num_hex(*s) >= 0;)
			s++;
		if (s == digits)
			return false;
		if (*s != '/')
			break;
		s++;
	}
	return !*s;
}

/* -1 where only an ioctl remains; else a status, if not 0 after a message. */
static int set_netlink(struct linkinfo *l, char **words)
{
	struct nl_msg m;
	uint32_t plain;

	nic_begin_set(&l->nic, &m, ETHTOOL_MSG_PRIVFLAGS_SET, ETHTOOL_A_PRIVFLAGS_HEADER);
	if (is_number(words)) {
		if (bitset_words_put("--set-priv-flags", "flags", &words, &m,
				     ETHTOOL_A_PRIVFLAGS_FLAGS, &plain) == BITSET_WORDS_BAD)
			return LINKINFO_FAIL;
	} else {
		size_t set = nl_nest(&m, ETHTOOL_A_PRIVFLAGS_FLAGS);
		size_t bits = nl_nest(&m, ETHTOOL_A_BITSET_BITS);
		bool on;

		while (flag_words_next(&words, &on))
			flag_words_put(&m, words[-2], on);
		nl_nest_end(&m, bits);
		nl_nest_end(&m, set);
	}
	if (nic_set(&l->nic, &m) == 0)
		return 0;
	if (nic_wants_ioctl(&l->nic))
		return -1;
	return nic_refused(&l->nic, LINKINFO_FAIL, "Cannot set private flags", LINKINFO_FAIL);
}

static int set_ioctl(struct linkinfo *l, struct stringset *names, char **words)
{
	struct ethtool_value v = { .cmd = ETHTOOL_SPFLAGS };
	uint32_t flags = 0, mask = 0, value = 0;
	int status = read_names(&l->nic, names, "setting");
	bool on;

	if (status)
		return status;
	if (is_number(words))
		return linkinfo_usage();
	while (flag_words_next(&words, &on)) {
		int64_t i = stringset_find(names, words[-2]);

		if (i < 0)
			return linkinfo_usage();
		mask |= 1u << i;
		value = on ? value | 1u << i : value & ~(1u << i);
	}
	status = read_flags(&l->nic, &flags);
	if (status)
		return status;
	v.data = (flags & ~mask) | value;
	if (nic_ioctl(&l->nic, &v) < 0)
		return nic_refused(&l->nic, LINKINFO_FAIL, "Cannot set private flags",
				   LINKINFO_FAIL);
	return 0;
}

static int change_privflags(struct linkinfo *l, char **words)
{
	struct stringset names = { 0 };
	int status;

	if (!is_number(words) && flag_words_check("--set-priv-flags", words) < 0)
		return LINKINFO_FAIL;
	status = set_netlink(l, words);
	if (status < 0)
		status = set_ioctl(l, &names, words);
	stringset_free(&names);
	return status;
}

const struct verb verb_set_privflags = { .run = change_privflags, .shows = &verb_privflags,
					  .wild = WILD_ONE };
