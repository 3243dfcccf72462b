/* IPv4 and IPv6 addresses as values: parse, print, compare, classify (RFC 4291, RFC 5952). */
#ifndef BASE_ADDR_H
#define BASE_ADDR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum addr_family { ADDR_NONE = 0, ADDR_V4 = 4, ADDR_V6 = 6 };

struct addr {
	uint8_t family;		/* enum addr_family */
	uint8_t b[16];		/* network byte order; 4 bytes for IPv4, the rest 0 */
	uint32_t zone;		/* interface index of a scoped IPv6 address, or 0 */
};

#define ADDR_STR 46		/* the longest text and its NUL */

/* Four decimal parts, each 0 to 255 and without leading zeros. False: not an address. */
bool addr_parse4(struct addr *a, const char *s);

/* IPv6 without a zone. */
bool addr_parse6(struct addr *a, const char *s);

/* From 4 or 16 bytes in network byte order. */
static inline void addr_set_v4(struct addr *a, const uint8_t b[4])
{
	*a = (struct addr){ .family = ADDR_V4 };
	memcpy(a->b, b, 4);
}
static inline struct addr addr_v4(const uint8_t b[4])
{
	struct addr a;

	addr_set_v4(&a, b);
	return a;
}
static inline void addr_set_v6(struct addr *a, const uint8_t b[16])
{
	a->family = ADDR_V6;
	memcpy(a->b, b, 16);
	a->zone = 0;
}
struct addr addr_v6(const uint8_t b[16]);

/* Bytes that the family has: 4, 16 or 0. */
size_t addr_len(const struct addr *a);

/* Without the zone; RFC 5952, IPv4 in the last 32 bits as inet_ntop(3) shows it. Returns s. */
char *addr_str(const struct addr *a, char s[ADDR_STR]);

/* The zone counts only where both have one. */
bool addr_eq(const struct addr *a, const struct addr *b);

bool addr_is_any(const struct addr *a);
bool addr_is_multicast(const struct addr *a);
bool addr_is_linklocal(const struct addr *a);	/* unicast fe80::/10; for IPv4 always false */

/* Must an interface be named with it? fe80::/10 and multicast of scope 1 and 2 (RFC 4007). */
bool addr_needs_zone(const struct addr *a);

#endif
