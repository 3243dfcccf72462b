/* What a piece of a program writes to one of its descriptors, as text. */
#ifndef UNIT_CAPTURE_H
#define UNIT_CAPTURE_H

#include <assert.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

struct capture {
	int fd, saved, file;
	char text[65536];		/* after capture_end(): what was written */
	size_t len;
};

/* From now on what is written to fd is kept. */
static inline void capture_begin(struct capture *c, int fd)
{
	fflush(NULL);
	c->fd = fd;
	c->saved = dup(fd);
	c->file = memfd_create("capture", MFD_CLOEXEC);
	assert(c->saved >= 0 && c->file >= 0 && dup2(c->file, fd) >= 0);
}

/* The descriptor is as before. Returns the text. */
static inline const char *capture_end(struct capture *c)
{
	ssize_t n;

	fflush(NULL);
	n = pread(c->file, c->text, sizeof(c->text) - 1, 0);
	assert(n >= 0 && dup2(c->saved, c->fd) >= 0);
	c->len = (size_t)n;
	c->text[n] = '\0';
	close(c->file);
	close(c->saved);
	return c->text;
}

#endif
