/* Whole files in memory; see file.h. */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/prog.h"

int file_read(int fd, size_t most, uint8_t **p, size_t *n)
{
	size_t room = 4096, len = 0;
	uint8_t *to = prog_alloc(room, 1);

	for (;;) {
		ssize_t got = read(fd, to + len, room - len);

		if (got < 0 && errno == EINTR)
			continue;
		if (got > 0 && (len += (size_t)got) > most) {
			errno = EFBIG;
			got = -1;
		}
		if (got < 0) {
			free(to);
			return -1;
		}
		if (got == 0)
			break;
		if (len == room)
			to = prog_realloc(to, room *= 2);
	}
	*p = to;
	*n = len;
	return 0;
}

int file_load(const char *name, size_t most, uint8_t **p, size_t *n)
{
	int fd = open(name, O_RDONLY | O_CLOEXEC), rc, why;

	if (fd < 0)
		return -1;
	rc = file_read(fd, most, p, n);
	why = errno;
	close(fd);
	errno = why;
	return rc;
}

int file_write(int fd, const void *p, size_t n)
{
	const uint8_t *from = p;

	while (n) {
		ssize_t done = write(fd, from, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return -1;
		from += done;
		n -= (size_t)done;
	}
	return 0;
}
