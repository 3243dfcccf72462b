/* The Internet checksum (RFC 1071), sixteen bytes at a time. */
#include "wire/cksum.h"

#include <string.h>

/*
 * The sum of 16-bit words is the same in either byte order but for a swap at the end (RFC 1071,
 * section 2 B), so words are added as the machine reads them, 64 bits at a time; what is carried
 * out at the top comes in again at the bottom.
 */
static inline uint64_t add(uint64_t sum, const uint8_t *p, size_t n)
{
	uint64_t word = 0;

	memcpy(&word, p, n);
	sum += word;
	return sum + (sum < word);
}

/* Fewer than sixteen bytes. */
static inline uint64_t add_rest(uint64_t sum, const uint8_t *p, size_t n)
{
	if (n & 8) {
		sum = add(sum, p, 8);
		p += 8;
	}
	if (n & 4) {
		sum = add(sum, p, 4);
		p += 4;
	}
	if (n & 2) {
		sum = add(sum, p, 2);
		p += 2;
	}
	return n & 1 ? add(sum, p, 1) : sum;
}

static inline uint64_t add_all(uint64_t sum, const uint8_t *p, size_t n)
{
	uint64_t other = 0;

	/* two sums, as either waits for its own last addition only */
	for (; n >= 16; p += 16, n -= 16) {
		sum = add(sum, p, 8);
		other = add(other, p + 8, 8);
	}
	sum += other;
	sum += sum < other;
	return n ? add_rest(sum, p, n) : sum;
}

static inline uint32_t narrow(uint64_t sum)
{
	sum = (sum & 0xffffffff) + (sum >> 32);
	sum = (sum & 0xffff) + (sum >> 16 & 0xffff) + (sum >> 32);
	return (uint32_t)((sum & 0xffff) + (sum >> 16));
}

uint32_t cksum_add(uint32_t sum, const void *p, size_t n)
{
	return narrow(add_all(sum, p, n));
}

uint16_t cksum_end(uint32_t sum)
{
	uint16_t folded;
	uint8_t b[2];

	sum = (sum & 0xffff) + (sum >> 16);
	folded = (uint16_t) ~(sum + (sum >> 16));
	memcpy(b, &folded, 2);
	return (uint16_t)(b[0] << 8 | b[1]);
}

uint16_t cksum(const void *p, size_t n)
{
	return cksum_end(cksum_add(0, p, n));
}

uint32_t cksum_ends(const uint8_t *src, const uint8_t *dst, size_t n, uint8_t proto, uint32_t len)
{
	/* for the sum it is all one where the length stands, and whether it has 16 bits or 32 */
	const uint8_t rest[8] = { (uint8_t)(len >> 24), (uint8_t)(len >> 16), (uint8_t)(len >> 8),
				  (uint8_t)len, 0, 0, 0, proto };
	uint64_t sum = add(0, rest, sizeof(rest));

	if (n == 4)
		return narrow(add(add(sum, src, 4), dst, 4));
	return narrow(add_all(add_all(sum, src, n), dst, n));
}

uint32_t cksum_pseudo(const struct addr *src, const struct addr *dst, uint8_t proto, uint32_t len)
{
	return cksum_ends(src->b, dst->b, addr_len(src), proto, len);
}
