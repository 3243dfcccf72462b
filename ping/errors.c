/* What ICMP errors say, in classic ping's words (RFC 792, RFC 1812, RFC 4443). */
#include "ping.h"

#include "wire/icmp.h"

static const char *const unreachable4[] = {
	"Destination Net Unreachable",
	"Destination Host Unreachable",
	"Destination Protocol Unreachable",
	"Destination Port Unreachable",
	NULL,				/* with an MTU */
	"Source Route Failed",
	"Destination Net Unknown",
	"Destination Host Unknown",
	"Source Host Isolated",
	"Destination Net Prohibited",
	"Destination Host Prohibited",
	"Destination Net Unreachable for Type of Service",
	"Destination Host Unreachable for Type of Service",
	"Packet filtered",
	"Precedence Violation",
	"Precedence Cutoff",
};

static const char *const redirect4[] = {
	"Redirect Network",
	"Redirect Host",
	"Redirect Type of Service and Network",
	"Redirect Type of Service and Host",
};

static const char *const unreachable6[] = {
	"No route",
	"Administratively prohibited",
	"Beyond scope of source address",
	"Address unreachable",
	"Port unreachable",
};

static const char *const parameter6[] = {
	"Wrong header field ",
	"Unknown header ",
	"Unknown option ",
};

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

static void redirect(struct ping *p, struct obuf *o, const struct reply *r)
{
	const uint8_t hop[4] = { (uint8_t)(r->info >> 24), (uint8_t)(r->info >> 16),
				 (uint8_t)(r->info >> 8), (uint8_t)r->info };
	struct addr a = addr_v4(hop);

	if (r->code < COUNT(redirect4))
		ob_str(o, redirect4[r->code]);
	else
		ob_num(o, "Redirect, Bad Code: ", r->code, "");
	ob_str(o, "(New nexthop: ");
	ping_who(p, o, &a);
	ob_c(o, ')');
}

static void error4(struct ping *p, struct obuf *o, const struct reply *r)
{
	switch (r->type) {
	case ICMP4_UNREACHABLE:
		if (r->code == 4)
			ob_num(o, "Frag needed and DF set (mtu = ", r->info & 0xffff, ")");
		else if (r->code < COUNT(unreachable4))
			ob_str(o, unreachable4[r->code]);
		else
			ob_num(o, "Dest Unreachable, Bad Code: ", r->code, "");
		break;
	case ICMP4_QUENCH:
		ob_str(o, "Source Quench");
		break;
	case ICMP4_REDIRECT:
		redirect(p, o, r);
		break;
	case ICMP4_TIME_EXCEEDED:
		if (r->code == 0)
			ob_str(o, "Time to live exceeded");
		else if (r->code == 1)
			ob_str(o, "Frag reassembly time exceeded");
		else
			ob_num(o, "Time exceeded, Bad Code: ", r->code, "");
		break;
	case ICMP4_PARAMETER:
		ob_num(o, "Parameter problem: pointer = ", r->info >> 24, "");
		break;
	default:
		ob_num(o, "Bad ICMP type: ", r->type, "");
	}
}

static void error6(struct obuf *o, const struct reply *r)
{
	switch (r->type) {
	case ICMP6_UNREACHABLE:
		ob_str(o, "Destination unreachable: ");
		if (r->code < COUNT(unreachable6))
			ob_str(o, unreachable6[r->code]);
		else
			ob_num(o, "Unknown code ", r->code, "");
		break;
	case ICMP6_TOO_BIG:
		ob_num(o, "Packet too big: mtu=", r->info, "");
		if (r->code)
			ob_num(o, ", code=", r->code, "");
		break;
	case ICMP6_TIME_EXCEEDED:
		if (r->code == 0)
			ob_str(o, "Time exceeded: Hop limit");
		else if (r->code == 1)
			ob_str(o, "Time exceeded: Defragmentation failure");
		else
			ob_num(o, "Time exceeded: code ", r->code, "");
		break;
	case ICMP6_PARAMETER:
		ob_str(o, "Parameter problem: ");
		if (r->code < COUNT(parameter6))
			ob_str(o, parameter6[r->code]);
		else
			ob_num(o, "code ", r->code, " ");
		ob_num(o, "at ", r->info, "");
		break;
	default:
		ob_num(o, "unknown icmp type: ", r->type, "");
	}
}

void ping_error_text(struct ping *p, struct obuf *o, const struct reply *r)
{
	if (p->host.addr.family == ADDR_V4)
		error4(p, o, r);
	else
		error6(o, r);
}
