/* Changes of link settings, Wake-on-LAN and message level, -s: ethtool-netlink.rst, ..._SET. */
#include <linux/ethtool_netlink.h>
#include <string.h>

#include "base/num.h"
#include "base/prog.h"
#include "bitset.h"
#include "bitset_words.h"
#include "settings.h"
#include "settings_change.h"
#include "verbs.h"
#include "words.h"

#define VERB "-s"
#define REFUSED 75

/* The requests, in the order in which they are made. */
enum request { REQUEST_LINKINFO, REQUEST_LINKMODES, REQUEST_WOL, REQUEST_DEBUG, REQUESTS };

struct change {
	struct settings_change to;
	struct nic *nic;
	struct nl_msg m[REQUESTS];
	bool wanted[REQUESTS];
};

/* Where the number of a word goes. */
struct target {
	char name[16];		/* the word */
	enum request request;
	uint16_t attr;
	bool wide;		/* 32 bits, else 8 */
	size_t at;		/* of its uint32_t in struct settings_change */
};

#define AT(field) WORD_AT(settings_change, uint32_t, field)

static const struct target targets[] = {
	{ "speed", REQUEST_LINKMODES, ETHTOOL_A_LINKMODES_SPEED, true, AT(speed) },
	{ "lanes", REQUEST_LINKMODES, ETHTOOL_A_LINKMODES_LANES, true, AT(lanes) },
	{ "duplex", REQUEST_LINKMODES, ETHTOOL_A_LINKMODES_DUPLEX, false, AT(duplex) },
	{ "autoneg", REQUEST_LINKMODES, ETHTOOL_A_LINKMODES_AUTONEG, false, AT(autoneg) },
	{ "master-slave", REQUEST_LINKMODES, ETHTOOL_A_LINKMODES_MASTER_SLAVE_CFG, false,
	  AT(master_slave) },
	{ "port", REQUEST_LINKINFO, ETHTOOL_A_LINKINFO_PORT, false, AT(port) },
	{ "mdix", REQUEST_LINKINFO, ETHTOOL_A_LINKINFO_TP_MDIX_CTRL, false, AT(mdix) },
	{ "phyad", REQUEST_LINKINFO, ETHTOOL_A_LINKINFO_PHYADDR, false, AT(phyad) },
};

static const struct target *target_of(const char *name)
{
	const struct target *t = targets;

	while (strcmp(t->name, name) != 0)
		t++;
	return t;
}

static struct nl_msg *want(struct change *c, enum request request)
{
	c->wanted[request] = true;
	return &c->m[request];
}

static int take_number(const char *verb, const struct word *w, char ***words, void *to)
{
	const struct target *t = target_of(w->name);
	struct change *c = to;
	const char *text = *(*words)++;
	uint32_t *v = (uint32_t *)((char *)&c->to + t->at);

	if ((w->picks ? words_pick(verb, w->name, w->picks, text, v) :
			words_u32(verb, w->name, text, t->wide ? UINT32_MAX : UINT8_MAX, v)) < 0)
		return -1;
	if (t->wide)
		nl_attr_u32(want(c, t->request), t->attr, *v);
	else
		nl_attr_u8(want(c, t->request), t->attr, (uint8_t)*v);
	return 0;
}

/* Netlink knows no way to choose one. */
static int take_xcvr(const char *verb, const struct word *w, char ***words, void *to)
{
	struct change *c = to;
	const char *text = *(*words)++;

	if (!nic_has_netlink(c->nic))
		return words_pick(verb, w->name, w->picks, text, &c->to.xcvr);
	warn_bare("%s (%s): deprecated parameter '%s' not supported by kernel", prog_name(), verb,
		  w->name);
	return -1;
}

/* The set that was added last to the request. */
static struct cur last_set(const struct nl_msg *m, size_t at)
{
	struct cur list = cur_of(m->buf + at, m->len - at), set = cur_of(NULL, 0);
	uint16_t type;

	nl_attr_next(&list, &type, &set);
	return set;
}

static int take_set(const char *verb, const char *name, char ***words, struct nl_msg *m,
		    uint16_t attr, struct cur *set)
{
	size_t at = m->len;
	uint32_t plain;

	if (bitset_words_put(verb, name, words, m, attr, &plain) == BITSET_WORDS_BAD)
		return -1;
	*set = last_set(m, at);
	return 0;
}

static int take_advertise(const char *verb, const struct word *w, char ***words, void *to)
{
	struct change *c = to;

	return take_set(verb, w->name, words, want(c, REQUEST_LINKMODES), ETHTOOL_A_LINKMODES_OURS,
			&c->to.advertise);
}

static bool is_hexadecimal(const char *s)
{
	return s[0] == '0' && (s[1] == 'x' || s[1] == 'X');
}

/* Its decimal digits, up to the end or a slash: as many as there are, 0 for other text. */
static size_t decimals(const char *s)
{
	size_t n = 0;

	while (s[n] >= '0' && s[n] <= '9')
		n++;
	return s[n] && s[n] != '/' ? 0 : n;
}

/* One number, decimal where it can be, made hexadecimal. -1 for none, and for one too large. */
static int put_hexadecimal(struct obuf *o, const char *s)
{
	const char *slash = ob_find(s, '/');
	size_t n = slash ? (size_t)(slash - s) : strlen(s), digits = decimals(s);
	uint64_t v = 0;

	if (!digits) {
		ob_mem(o, s, n);
		return num_hex(s[n ? n - 1 : 0]) < 0 ? -1 : 0;
	}
	for (size_t i = 0; i < digits && v <= UINT32_MAX; i++)
		v = v * 10 + (uint64_t)num_hex(s[i]);
	ob_str(o, "0x");
	ob_hex(o, v, 0);
	return v <= UINT32_MAX ? 0 : -1;
}

/* "VALUE" or "VALUE/MASK" */
static int take_level_number(const char *verb, const char *name, char ***words, struct nl_msg *m,
			     uint16_t attr, struct cur *set)
{
	const char *value = *(*words)++, *mask = ob_find(value, '/');
	char *one[2] = { NULL, NULL }, **at = one;
	struct obuf text;
	int rc;

	ob_open(&text, -1);
	rc = put_hexadecimal(&text, value);
	if (rc == 0 && mask) {
		ob_c(&text, '/');
		rc = put_hexadecimal(&text, mask + 1);
	}
	ob_c(&text, '\0');
	one[0] = text.p;
	if (rc == 0)
		rc = take_set(verb, name, &at, m, attr, set);
	else
		words_invalid(verb, name, value + 2 * (size_t)is_hexadecimal(value));
	ob_close(&text);
	return rc;
}

/* Digits, perhaps with a slash between: not a name. */
static bool is_number(const char *s)
{
	if (is_hexadecimal(s))
		return true;
	while (num_hex(*s) >= 0)
		s++;
	if (*s != '/')
		return !*s;
	s++;
	if (is_hexadecimal(s))
		s += 2;
	while (num_hex(*s) >= 0)
		s++;
	return !*s;
}

static int take_msglvl(const char *verb, const struct word *w, char ***words, void *to)
{
	struct change *c = to;
	struct nl_msg *m = want(c, REQUEST_DEBUG);

	return (is_number(**words) ? take_level_number : take_set)(
		verb, w->name, words, m, ETHTOOL_A_DEBUG_MSGMASK, &c->to.msglvl);
}

static const char wol_letters[] = "pumbagsf";

static bool is_sign(char c)
{
	return c == '+' || c == '-';
}

static int check_letters(const char *verb, const char *name, const char *text)
{
	bool change = is_sign(text[0]);

	for (const char *s = text; *s; s++) {
		if (is_sign(*s) && !change)
			return words_invalid(verb, name, text);
		if (is_sign(*s) || ob_find(wol_letters, *s) || (*s == 'd' && !change))
			continue;
		warn_bare("%s (%s): invalid char '%c' in '%s' for parameter '%s'", prog_name(),
			  verb, *s, text, name);
		return -1;
	}
	return 0;
}

/* A letter a bit, "d" takes back what stands before it; or, behind a sign, what changes. */
static void put_letters(const char *text, struct nl_msg *m)
{
	const char *from = text;
	bool on = false;
	size_t list, bit;

	if (!is_sign(text[0]))
		nl_attr_flag(m, ETHTOOL_A_BITSET_NOMASK);
	list = nl_nest(m, ETHTOOL_A_BITSET_BITS);
	for (const char *s = text; *s; s++)
		if (*s == 'd')
			from = s + 1;
	for (const char *s = from; *s; s++) {
		if (is_sign(*s)) {
			on = *s == '+';
			continue;
		}
		bit = nl_nest(m, ETHTOOL_A_BITSET_BITS_BIT);
		nl_attr_u32(m, ETHTOOL_A_BITSET_BIT_INDEX,
			    (uint32_t)(ob_find(wol_letters, *s) - wol_letters));
		if (on)
			nl_attr_flag(m, ETHTOOL_A_BITSET_BIT_VALUE);
		nl_nest_end(m, bit);
	}
	nl_nest_end(m, list);
}

static bool all_letters(const char *s)
{
	while (*s && (*s == 'd' || ob_find(wol_letters, *s)))
		s++;
	return !*s;
}

#define LETTERS_MAX 128	/* more than there are of them, and they fit the request */

static int take_wol(const char *verb, const struct word *w, char ***words, void *to)
{
	struct change *c = to;
	struct nl_msg *m = want(c, REQUEST_WOL);
	const char *text = **words;
	size_t at = m->len, nest;

	if (!all_letters(text) && is_number(text))
		return take_level_number(verb, w->name, words, m, ETHTOOL_A_WOL_MODES, &c->to.wol);
	(*words)++;
	if (check_letters(verb, w->name, text) < 0)
		return -1;
	if (strlen(text) > LETTERS_MAX)
		return words_invalid(verb, w->name, text);
	nest = nl_nest(m, ETHTOOL_A_WOL_MODES);
	put_letters(text, m);
	nl_nest_end(m, nest);
	c->to.wol = last_set(m, at);
	return 0;
}

/* Six numbers of one or two hexadecimal digits. */
static int take_sopass(const char *verb, const struct word *w, char ***words, void *to)
{
	struct change *c = to;
	const char *text = *(*words)++, *s = text;
	uint8_t *p = c->to.sopass;
	size_t n = 0;

	for (; n < sizeof(c->to.sopass) && num_hex(*s) >= 0; n++) {
		p[n] = (uint8_t)num_hex(*s++);
		if (num_hex(*s) >= 0)
			p[n] = (uint8_t)(p[n] << 4 | num_hex(*s++));
		if (n + 1 < sizeof(c->to.sopass) && *s++ != ':')
			break;
	}
	if (n < sizeof(c->to.sopass) || *s) {
		warn_bare("%s (%s): invalid value '%s' of parameter '%s'", prog_name(), verb, text,
			  w->name);
		return -1;
	}
	nl_attr(want(c, REQUEST_WOL), ETHTOOL_A_WOL_SOPASS, p, sizeof(c->to.sopass));
	return 0;
}

static const struct word_pick duplexes[] = { { "half", DUPLEX_HALF },
					     { "full", DUPLEX_FULL },
					     { "", 0 } };
static const struct word_pick switches[] = { { "off", 0 }, { "on", 1 }, { "", 0 } };
static const struct word_pick ports[] = {
	{ "tp", PORT_TP },   { "aui", PORT_AUI },     { "bnc", PORT_BNC },
	{ "mii", PORT_MII }, { "fibre", PORT_FIBRE }, { "da", PORT_DA },
	{ "", 0 },
};
static const struct word_pick crossings[] = {
	{ "auto", ETH_TP_MDI_AUTO }, { "on", ETH_TP_MDI_X }, { "off", ETH_TP_MDI }, { "", 0 },
};
static const struct word_pick transceivers[] = {
	{ "internal", XCVR_INTERNAL }, { "external", XCVR_EXTERNAL }, { "", 0 },
};
static const struct word_pick roles[] = {
	{ "preferred-master", MASTER_SLAVE_CFG_MASTER_PREFERRED },
	{ "preferred-slave", MASTER_SLAVE_CFG_SLAVE_PREFERRED },
	{ "forced-master", MASTER_SLAVE_CFG_MASTER_FORCE },
	{ "forced-slave", MASTER_SLAVE_CFG_SLAVE_FORCE },
	{ "", 0 },
};

#define WORD(word, field, list, fn)                                                               \
	{                                                                                          \
		.name = word, .kind = WORD_CALL, .given = WORD_AT(change, bool, to.has_##field),   \
		.picks = list, .call = fn                                                          \
	}

static const struct word change_words[] = {
	WORD("speed", speed, NULL, take_number),
	WORD("lanes", lanes, NULL, take_number),
	WORD("duplex", duplex, duplexes, take_number),
	WORD("autoneg", autoneg, switches, take_number),
	WORD("master-slave", master_slave, roles, take_number),
	WORD("port", port, ports, take_number),
	WORD("mdix", mdix, crossings, take_number),
	WORD("phyad", phyad, NULL, take_number),
	WORD("xcvr", xcvr, transceivers, take_xcvr),
	WORD("advertise", advertise, NULL, take_advertise),
	WORD("wol", wol, NULL, take_wol),
	WORD("sopass", sopass, NULL, take_sopass),
	WORD("msglvl", msglvl, NULL, take_msglvl),
	{ .name = "" },
};

/* Only speeds, all that are supported: what "autoneg on" means where nothing else is said. */
static int advertise_all(struct change *c)
{
	struct nl_msg *m = &c->m[REQUEST_LINKMODES];
	struct settings s = { 0 };
	size_t set, size;

	if (nic_get(c->nic, ETHTOOL_MSG_LINKMODES_GET, ETHTOOL_A_LINKMODES_HEADER,
		    settings_linkmodes, &s) < 0)
		return -1;
	for (unsigned bit = 0; bit < s.supported.words * 32; bit++)
		if (!mode_is_link(bit))
			s.supported.word[bit / 32] &= ~(1u << bit % 32);
	size = s.supported.words * sizeof(uint32_t);
	set = nl_nest(m, ETHTOOL_A_LINKMODES_OURS);
	nl_attr_u32(m, ETHTOOL_A_BITSET_SIZE, s.supported.bits);
	nl_attr(m, ETHTOOL_A_BITSET_VALUE, s.supported.word, size);
	nl_attr(m, ETHTOOL_A_BITSET_MASK, s.supported.word, size);
	nl_nest_end(m, set);
	return 0;
}

static bool wants_all(const struct settings_change *c)
{
	return c->has_autoneg && c->autoneg && !c->has_advertise && !c->has_speed &&
	       !c->has_duplex && !c->has_lanes;
}

/* One request after the other, up to the first that is refused. */
static int change_netlink(struct change *c)
{
	for (enum request i = 0; i < REQUESTS; i++) {
		if (!c->wanted[i])
			continue;
		if ((i == REQUEST_LINKMODES && wants_all(&c->to) && advertise_all(c) < 0) ||
		    nic_set(c->nic, &c->m[i]) < 0) {
			nic_netlink_fault(c->nic);
			return REFUSED;
		}
	}
	return LINKINFO_OK;
}

/*
 * Without netlink it goes by ioctl; but what netlink refused is not asked for again, for an ioctl
 * would leave out what it does not know, such as lanes.
 */
static int change_run(struct linkinfo *l, char **words)
{
	struct change c = { .nic = &l->nic };

	nic_begin_set(&l->nic, &c.m[REQUEST_LINKINFO], ETHTOOL_MSG_LINKINFO_SET,
		      ETHTOOL_A_LINKINFO_HEADER);
	nic_begin_set(&l->nic, &c.m[REQUEST_LINKMODES], ETHTOOL_MSG_LINKMODES_SET,
		      ETHTOOL_A_LINKMODES_HEADER);
	nic_begin_set(&l->nic, &c.m[REQUEST_WOL], ETHTOOL_MSG_WOL_SET, ETHTOOL_A_WOL_HEADER);
	nic_begin_set(&l->nic, &c.m[REQUEST_DEBUG], ETHTOOL_MSG_DEBUG_SET, ETHTOOL_A_DEBUG_HEADER);
	if (words_read(VERB, change_words, words, &c) < 0)
		return LINKINFO_FAIL;
	if (!nic_has_netlink(&l->nic))
		return settings_change_ioctl(&l->nic, &c.to);
	return change_netlink(&c);
}

const struct verb verb_change = { .run = change_run, .shows = &verb_display, .wild = WILD_ONE };
