/* IPv4 options (RFC 791, section 3.1). */
#include "wire/ip4.h"

bool ip4_option_next(struct cur *c, struct ip4_option *opt)
{
	uint8_t len;

	*opt = (struct ip4_option){ 0 };
	if (!cur_left(c))
		return false;
	opt->type = cur_u8(c);
	if (opt->type == IP4_OPT_EOL)
		return false;
	if (opt->type == IP4_OPT_NOP)
		return true;
	len = cur_u8(c);
	if (len < 2 || len - 2u > cur_left(c)) {
		c->mark = CUR_BAD;
		return false;
	}
	opt->data = cur_take(c, len - 2u);
	return true;
}
