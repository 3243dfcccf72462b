/* MD5 (RFC 1321), only to check what others signed with it (RFC 2385). */
#ifndef CAPTURE_MD5_H
#define CAPTURE_MD5_H

#include <stddef.h>
#include <stdint.h>

struct md5 {
	uint32_t state[4];
	uint64_t bytes;
	uint8_t block[64];
};

void md5_open(struct md5 *m);
void md5_add(struct md5 *m, const void *p, size_t n);
void md5_end(struct md5 *m, uint8_t digest[16]);

#endif
