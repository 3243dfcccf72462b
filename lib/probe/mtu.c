/* Too large packets, and credible MTUs. */
#include "probe/mtu.h"

#include <errno.h>

bool mtu_refusal(uint8_t family, const struct reply *r)
{
	if (r->kind == REPLY_LOCAL)
		return r->err == EMSGSIZE;
	if (r->kind != REPLY_ERROR)
		return false;
	return family == ADDR_V4 ? r->type == ICMP4_UNREACHABLE && r->code == ICMP4_CODE_TOO_LONG :
				   r->type == ICMP6_TOO_BIG;
}

uint16_t mtu_below(uint8_t family, const struct reply *r, uint16_t size, uint16_t min)
{
	static const uint16_t common[] = { 32000, 17914, 8166, 4352, 2002, 1492,
					   1006,  508,	 296,  68,   0 };
	const struct icmp h = { .type = r->type, .code = r->code, .rest = r->info };
	uint32_t mtu = r->kind == REPLY_LOCAL ? r->info : icmp_mtu(family, &h);
	uint16_t least = family == ADDR_V4 ? 68 : 1280;

	least = min > least ? min : least;
	if (size <= least)
		return 0;
	if (!mtu || mtu >= size) {
		const uint16_t *next = common;

		while (*next >= size)
			next++;
		mtu = *next;
	}
	return mtu > least ? (uint16_t)mtu : least;
}
