/* The texts that an option table is also written out as. */
#ifndef BASE_OPT_TEXT_H
#define BASE_OPT_TEXT_H

#include "base/persona.h"

/*
 * --help[=FORM] on standard output: usage where form is NULL; "man" the OPTIONS list in mdoc(7);
 * "bash", "zsh", "fish" a completion script. Returns the exit status.
 */
int opt_text(const struct persona *as, const char *form);

/* --version: "ping from rungs X.Y". Returns the exit status. */
int opt_version(const struct persona *as);

#endif
