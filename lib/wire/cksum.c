/* The Internet checksum (RFC 1071), sixteen bytes at a time. */
#include "wire/cksum.h"

#include <string.h>

/*
 * The sum of 16-bit words is the same in either byte order but for a swap at the end (RFC 1071,
 * section 2 B), so words are added as the machine reads them, 32 bits at a time.
 */
uint32_t cksum_add(uint32_t sum, const void *from, size_t n)
{
	const uint8_t *p = from;
	uint64_t wide = 0;
	uint32_t words[4], word;
	uint16_t last = 0;

	for (; n >= sizeof(words); p += sizeof(words), n -= sizeof(words)) {
		memcpy(words, p, sizeof(words));
		wide += (uint64_t)words[0] + words[1] + words[2] + words[3];
	}
	for (; n >= 4; p += 4, n -= 4) {
		memcpy(&word, p, 4);
		wide += word;
	}
	if (n >= 2) {
		memcpy(&last, p, 2);
		wide += last;
		p += 2;
		n -= 2;
	}
	if (n) {
		last = 0;
		memcpy(&last, p, 1);
		wide += last;
	}
	wide = (wide & 0xffffffff) + (wide >> 32);
	wide = (wide & 0xffff) + (wide >> 16 & 0xffff) + (wide >> 32);
	wide += sum;
	wide = (wide & 0xffff) + (wide >> 16);
	return (uint32_t)((wide & 0xffff) + (wide >> 16));
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

uint32_t cksum_pseudo(const struct addr *src, const struct addr *dst, uint8_t proto, uint32_t len)
{
	/* for the sum it is all one where the length stands, and whether it has 16 bits or 32 */
	uint8_t rest[8] = { (uint8_t)(len >> 24), (uint8_t)(len >> 16), (uint8_t)(len >> 8),
			    (uint8_t)len, 0, 0, 0, proto };
	uint32_t sum = cksum_add(0, src->b, addr_len(src));

	return cksum_add(cksum_add(sum, dst->b, addr_len(dst)), rest, sizeof(rest));
}
