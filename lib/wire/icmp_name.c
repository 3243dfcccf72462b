/* Names of ICMP errors, by type and code. */
#include "wire/icmp_name.h"

#include <stddef.h>

#include "wire/icmp.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

static const char *const unreachable4[] = {
	"net-unreachable",
	"host-unreachable",
	"prot-unreachable",
	"port-unreachable",
	"frag-needed",
	"source-route-failed",
	"net-unknown",
	"host-unknown",
	"source-isolated",
	"net-prohibited",
	"host-prohibited",
	"net-tos-unreachable",
	"host-tos-unreachable",
	"admin-prohibited",
	"precedence-violation",
	"precedence-cutoff",
};

static const char *const unreachable6[] = {
	"no-route", "admin-prohibited", "beyond-scope", "addr-unreachable",
	"port-unreachable", "policy-fail", "reject-route",
};

static const char *const exceeded[] = { "ttl-exceeded", "reassembly-exceeded" };

static const char *of(const char *const *table, size_t n, uint8_t code)
{
	return code < n ? table[code] : NULL;
}

static const char *name4(uint8_t type, uint8_t code)
{
	switch (type) {
	case ICMP4_UNREACHABLE:
		return of(unreachable4, COUNT(unreachable4), code);
	case ICMP4_QUENCH:
		return "source-quench";
	case ICMP4_REDIRECT:
		return "redirect";
	case ICMP4_TIME_EXCEEDED:
		return of(exceeded, COUNT(exceeded), code);
	case ICMP4_PARAMETER:
		return "parameter-problem";
	default:
		return NULL;
	}
}

static const char *name6(uint8_t type, uint8_t code)
{
	switch (type) {
	case ICMP6_UNREACHABLE:
		return of(unreachable6, COUNT(unreachable6), code);
	case ICMP6_TOO_BIG:
		return "packet-too-big";
	case ICMP6_TIME_EXCEEDED:
		return of(exceeded, COUNT(exceeded), code);
	case ICMP6_PARAMETER:
		return "parameter-problem";
	default:
		return NULL;
	}
}

const char *icmp_error_name(uint8_t family, uint8_t type, uint8_t code)
{
	return family == ADDR_V4 ? name4(type, code) : name6(type, code);
}
