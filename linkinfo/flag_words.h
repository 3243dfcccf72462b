/* Names among the words of a change that are each followed by "on" or "off", up to "--". */
#ifndef LINKINFO_FLAG_WORDS_H
#define LINKINFO_FLAG_WORDS_H

#include <stdbool.h>

#include "sys/nl.h"

/* Is each of them followed by one of the two? -1 after a message. */
int flag_words_check(const char *verb, char **words);

/* Moves on to the next pair, or says that there is none: the name is (*words)[-2] then. */
bool flag_words_next(char ***words, bool *on);

/* Adds a bit to a netlink bitset's list of bits. */
void flag_words_put(struct nl_msg *m, const char *name, bool on);

#endif
