/* ICMP and ICMPv6 message headers. */
#include "wire/icmp.h"

#include "wire/cksum.h"

void icmp_put(struct put *w, uint8_t type, uint8_t code, uint16_t id, uint16_t seq)
{
	put_u8(w, type);
	put_u8(w, code);
	put_be16(w, 0);
	put_be16(w, id);
	put_be16(w, seq);
}

void icmp4_put_sum(struct put *w)
{
	put_set16(w, 2, 0);
	put_set16(w, 2, cksum(w->p, w->len));
}

uint8_t icmp_echo_type(uint8_t family)
{
	return family == ADDR_V4 ? ICMP4_ECHO : ICMP6_ECHO;
}

uint8_t icmp_echo_reply_type(uint8_t family)
{
	return family == ADDR_V4 ? ICMP4_ECHO_REPLY : ICMP6_ECHO_REPLY;
}

bool icmp_quotes(uint8_t family, uint8_t type)
{
	if (family == ADDR_V6)
		return type < 128;
	return type == ICMP4_UNREACHABLE || type == ICMP4_QUENCH || type == ICMP4_REDIRECT ||
	       type == ICMP4_TIME_EXCEEDED || type == ICMP4_PARAMETER;
}

uint32_t icmp_mtu(uint8_t family, const struct icmp *h)
{
	if (family == ADDR_V6)
		return h->type == ICMP6_TOO_BIG ? h->rest : 0;
	return h->type == ICMP4_UNREACHABLE && h->code == 4 ? h->rest & 0xffff : 0;
}
