/* What a verb finds out, told by the listener that was asked for: of one device, or of all. */
#ifndef LINKINFO_SHOW_H
#define LINKINFO_SHOW_H

#include "linkinfo.h"

/* Does what the verb is for: the words are the device and what follows it. The exit status. */
int show(struct linkinfo *l, const struct verb *v, char **words);

/* The text of facts about one of several devices: a blank line stands before it, none behind. */
void show_one_of(struct linkinfo *l, const struct verb *v, const void *facts);

#endif
