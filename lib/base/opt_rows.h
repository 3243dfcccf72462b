/* What the parsers of option tables have in common; for lib/base only. */
#ifndef BASE_OPT_ROWS_H
#define BASE_OPT_ROWS_H

#include "base/num.h"
#include "base/opt.h"

static inline bool opt_is_option(const struct opt *o)
{
	return o->kind > OPT_TITLE;
}

/* NULL: there is none. */
const struct opt *opt_by_letter(const struct opt *opts, int letter);

/*
 * Puts one option's value in its place. Returns 0, or -1: *r says what is wrong with the number;
 * NUM_OK where a call refused its argument.
 */
int opt_store(const struct opt *o, void *cfg, const char *arg, enum num_result *r);

#endif
