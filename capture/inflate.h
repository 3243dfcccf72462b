/* A stream of bytes from a descriptor, unpacked where it was packed. */
#ifndef CAPTURE_INFLATE_H
#define CAPTURE_INFLATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum inflate_kind { INFLATE_NONE, INFLATE_GZIP, INFLATE_ZSTD, INFLATE_XZ };

struct inflate {
	int fd;
	enum inflate_kind kind;
	void *state;		/* of the library */
	uint8_t *raw;		/* packed bytes */
	size_t at, n;
	bool end;		/* no more packed bytes */
	bool broken;		/* they are not what they began as */
};

/* Looks at the first bytes. -1 with errno. The descriptor becomes the stream's. */
int inflate_open(struct inflate *in, int fd);
void inflate_close(struct inflate *in);

/* As read(2); what is broken ends there. */
ssize_t inflate_read(struct inflate *in, void *to, size_t n);

#endif
