/* One option after the other. */
#include "wire/options.h"

bool options_next(struct cur *c, struct header_option *opt)
{
	uint8_t len;

	*opt = (struct header_option){ 0 };
	if (!cur_left(c))
		return false;
	opt->type = cur_u8(c);
	if (opt->type == OPTIONS_END)
		return false;
	if (opt->type == OPTIONS_NOP)
		return true;
	len = cur_u8(c);
	if (len < 2 || len - 2u > cur_left(c)) {
		c->mark = CUR_BAD;
		return false;
	}
	opt->data = cur_take(c, len - 2u);
	return true;
}
