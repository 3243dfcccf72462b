/* Sets of bits on the command line; see bitset_words.h. */
#include "bitset_words.h"

#include <linux/ethtool_netlink.h>
#include <stdbool.h>
#include <string.h>

#include "base/num.h"
#include "base/prog.h"
#include "words.h"

#define DIGITS_MAX 1024		/* of a number: more bits than any set has; they fit a request */
#define WORDS (DIGITS_MAX / 8)

/* Digits of a number without its 0x; the end of them. */
static const char *digits(const char **s)
{
	const char *end;

	if ((*s)[0] == '0' && ((*s)[1] == 'x' || (*s)[1] == 'X'))
		*s += 2;
	for (end = *s; num_hex(*end) >= 0;)
		end++;
	return end;
}

static void read_number(const char *s, const char *end, uint32_t *words)
{
	memset(words, 0, WORDS * sizeof(*words));
	for (size_t i = 0; s < end; i++)
		words[i / 8] |= (uint32_t)num_hex(*--end) << i % 8 * 4;
}

/* How many bits there are up to the highest that is set. */
static uint32_t bits(const uint32_t *words)
{
	for (uint32_t n = WORDS * 32; n; n--)
		if (words[(n - 1) / 32] >> (n - 1) % 32 & 1)
			return n;
	return 0;
}

/* VALUE or VALUE/MASK; what stands behind the digits was looked at. */
static enum bitset_words put_number(const char *verb, const char *name, const char *s,
				    struct nl_msg *m, uint16_t attr, uint32_t *plain)
{
	uint32_t value[WORDS], mask[WORDS] = { 0 }, n, n_mask;
	const char *end = digits(&s), *more = *end ? end + 1 : NULL, *more_end = NULL;
	const char *told = s;
	size_t nest;

	if (more)
		more_end = digits(&more);
	if (end == s || end - s > DIGITS_MAX ||
	    (more && (more_end == more || more_end - more > DIGITS_MAX))) {
		words_invalid(verb, name, told);
		return BITSET_WORDS_BAD;
	}
	read_number(s, end, value);
	if (more)
		read_number(more, more_end, mask);
	n = bits(value);
	n_mask = bits(mask);
	if (n_mask > n)
		n = n_mask;
	nest = nl_nest(m, attr);
	if (!more)
		nl_attr_flag(m, ETHTOOL_A_BITSET_NOMASK);
	nl_attr_u32(m, ETHTOOL_A_BITSET_SIZE, n);
	nl_attr(m, ETHTOOL_A_BITSET_VALUE, value, (n + 31) / 32 * sizeof(*value));
	if (more)
		nl_attr(m, ETHTOOL_A_BITSET_MASK, mask, (n + 31) / 32 * sizeof(*mask));
	nl_nest_end(m, nest);
	*plain = value[0];
	return more || n > 32 ? BITSET_WORDS_LONG : BITSET_WORDS_PLAIN;
}

/* "NAME on NAME off ...", to the end or to "--". */
static enum bitset_words put_names(const char *verb, const char *name, char ***words,
				   struct nl_msg *m, uint16_t attr)
{
	size_t nest = nl_nest(m, attr), list = nl_nest(m, ETHTOOL_A_BITSET_BITS);

	while (**words && strcmp(**words, "--") != 0) {
		const char *flag = *(*words)++, *to = **words;
		bool on = to && strcmp(to, "on") == 0;
		size_t bit;

		if (!on && (!to || strcmp(to, "off") != 0)) {
			warn_bare("%s (%s): flag '%s' for parameter '%s' is not followed by "
				  "'on' or 'off'",
				  prog_name(), verb, flag, name);
			return BITSET_WORDS_BAD;
		}
		if (m->len + strlen(flag) + 256 > sizeof(m->buf)) {
			words_invalid(verb, name, flag);
			return BITSET_WORDS_BAD;
		}
		(*words)++;
		bit = nl_nest(m, ETHTOOL_A_BITSET_BITS_BIT);
		nl_attr_text(m, ETHTOOL_A_BITSET_BIT_NAME, flag);
		if (on)
			nl_attr_flag(m, ETHTOOL_A_BITSET_BIT_VALUE);
		nl_nest_end(m, bit);
	}
	if (**words)
		(*words)++;
	nl_nest_end(m, list);
	nl_nest_end(m, nest);
	return BITSET_WORDS_LONG;
}

enum bitset_words bitset_words_put(const char *verb, const char *name, char ***words,
				   struct nl_msg *m, uint16_t attr, uint32_t *plain)
{
	const char *s = **words, *end = digits(&s);

	if (*end == '/') {
		end++;
		end = digits(&end);
	}
	if (*end && s != **words) {
		words_invalid(verb, name, s);
		return BITSET_WORDS_BAD;
	}
	if (*end)
		return put_names(verb, name, words, m, attr);
	return put_number(verb, name, *(*words)++, m, attr, plain);
}
