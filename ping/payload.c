/* What an echo request carries: the time of sending, a pattern; and the check of what returns. */
#include "ping.h"

#include "base/prog.h"

uint8_t ping_payload_byte(const struct ping *p, size_t at)
{
	const struct ping_cfg *c = &p->cfg;

	return c->pattern_len ? c->pattern[at % c->pattern_len] : (uint8_t)at;
}

void ping_payload_make(struct ping *p)
{
	size_t size = (size_t)p->cfg.size;

	p->payload = prog_alloc(size, 1);
	for (size_t i = 0; i < size; i++)
		p->payload[i] = ping_payload_byte(p, i);
}

bool ping_is_other(const struct ping *p, const struct reply *r)
{
	/* to the unspecified address this host answers under another one */
	return !p->to_many && !p->node && !addr_is_any(&p->host.addr) &&
	       !addr_eq(&r->from, &p->host.addr);
}

int64_t ping_payload_check(const struct ping *p, struct cur data)
{
	size_t n = cur_left(&data), size = (size_t)p->cfg.size;
	const uint8_t *got = cur_bytes(&data, n);

	if (p->node)
		return -1;
	for (size_t i = PING_CLOCK; i < n && i < size; i++)
		if (got[i] != p->payload[i])
			return (int64_t)i;
	return -1;
}
