/* Fates of ports. */
#include "probe/fate.h"

#include <errno.h>

#include "wire/icmp.h"

/* Does the error name a way that is missing, not a rule? */
static bool is_missing(const struct fate_seen *s)
{
	/* net, host, source route; net and host unknown, isolated; both for this type of service */
	const unsigned codes4 =
		1 << 0 | 1 << 1 | 1 << 5 | 1 << 6 | 1 << 7 | 1 << 8 | 1 << 11 | 1 << 12;
	/* no route, beyond scope, address */
	const unsigned codes6 = 1 << 0 | 1 << 2 | 1 << 3;

	if (s->family == ADDR_V4)
		return s->type == ICMP4_TIME_EXCEEDED ||
		       (s->type == ICMP4_UNREACHABLE && s->code < 16 && codes4 >> s->code & 1);
	return s->type == ICMP6_TIME_EXCEEDED ||
	       (s->type == ICMP6_UNREACHABLE && s->code < 16 && codes6 >> s->code & 1);
}

enum fate fate_of(const struct fate_seen *s)
{
	if (s->family)
		return is_missing(s) && !s->by_target && !s->alive ? FATE_UNREACHABLE :
								     FATE_REJECTED;
	switch (s->err) {
	case 0:
	case ECONNRESET:		/* accepted, and then reset */
		return FATE_OPEN;
	case ECONNREFUSED:
		return FATE_CLOSED;
	case ETIMEDOUT:
		return FATE_FILTERED;
	case EACCES:
	case EPERM:
		return FATE_REJECTED;
	default:
		return FATE_UNREACHABLE;
	}
}

const char *fate_word(enum fate f)
{
	static const char *const words[FATES] = {
		[FATE_OPEN] = "open",
		[FATE_PROXY] = "open-silent-proxy",
		[FATE_CLOSED] = "closed",
		[FATE_MIDDLEBOX] = "reset-by-middlebox",
		[FATE_FILTERED] = "filtered",
		[FATE_REJECTED] = "rejected",
		[FATE_UNREACHABLE] = "unreachable",
	};

	return words[f];
}

int fate_status(unsigned met)
{
	const unsigned barred = 1u << FATE_MIDDLEBOX | 1u << FATE_REJECTED | 1u << FATE_UNREACHABLE;
	const unsigned silent = 1u << FATE_FILTERED | 1u << FATE_PROXY;

	if (met & barred)
		return 4;
	if (met & silent)
		return 3;
	return met & 1u << FATE_CLOSED ? 1 : 0;
}

unsigned fate_hops(int ttl)
{
	static const int starts[] = { 32, 64, 128, 255 };
	unsigned i = 0;

	if (ttl < 0)
		return 0;
	while (i < 3 && ttl > starts[i])
		i++;
	return ttl > 255 ? 0 : (unsigned)(starts[i] - ttl);
}

bool fate_same(struct fate_mark a, struct fate_mark b)
{
	if (a.ttl < 0 || b.ttl < 0)
		return true;
	return a.ttl == b.ttl && a.id == b.id;
}
