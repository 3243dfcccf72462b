/* Flags that are switched by their names; see flag_words.h. */
#include "flag_words.h"

#include <linux/ethtool_netlink.h>
#include <string.h>

#include "base/prog.h"

static bool ends(char **words)
{
	return !*words || strcmp(*words, "--") == 0;
}

int flag_words_check(const char *verb, char **words)
{
	for (; !ends(words); words += 2)
		if (!words[1] || (strcmp(words[1], "on") != 0 && strcmp(words[1], "off") != 0)) {
			warn_bare("%s (%s): flag '%s' is not followed by 'on' or 'off'",
				  prog_name(), verb, *words);
			return -1;
		}
	return 0;
}

bool flag_words_next(char ***words, bool *on)
{
	if (ends(*words))
		return false;
	*on = strcmp((*words)[1], "on") == 0;
	*words += 2;
	return true;
}

void flag_words_put(struct nl_msg *m, const char *name, bool on)
{
	size_t bit = nl_nest(m, ETHTOOL_A_BITSET_BITS_BIT);

	nl_attr_text(m, ETHTOOL_A_BITSET_BIT_NAME, name);
	if (on)
		nl_attr_flag(m, ETHTOOL_A_BITSET_BIT_VALUE);
	nl_nest_end(m, bit);
}
