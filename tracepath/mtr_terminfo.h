/* Describes common terminals where there is no database of them. */
#ifndef MTR_TERMINFO_H
#define MTR_TERMINFO_H

#include <stdbool.h>

/* Tells ncurses, by the environment, what a terminal of that type understands; false: unknown. */
bool terminfo_describe(const char *type);

#endif
