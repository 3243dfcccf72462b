/* A plain file, a piece after the other mapped into memory: copies would take longer. */
#ifndef CAPTURE_WINDOW_H
#define CAPTURE_WINDOW_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct window {
	int fd;
	void *map;		/* or NULL */
	size_t size;
};

/* Before the first window: somebody may cut short a file that is mapped. */
void window_guard(void);

/*
 * The file's bytes from `at` on, *n of them and no fewer than `want`, until the next call; the
 * descriptor stands behind them, as if they had been read. NULL: there are not so many now, or
 * they cannot be mapped. Where the file is cut short from now on, they are zeros.
 */
const uint8_t *window_show(struct window *w, off_t at, size_t want, size_t *n);

/* The descriptor stays open. */
void window_close(struct window *w);

#endif
