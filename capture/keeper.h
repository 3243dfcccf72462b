/*
 * The process that opens files for one that may not: it keeps the folder, and the rights to write
 * there, sees no packet, and starts -z's command.
 */
#ifndef CAPTURE_KEEPER_H
#define CAPTURE_KEEPER_H

#include <sys/types.h>

#include "sandbox.h"

struct keeper {
	int fd;			/* -1: none */
	pid_t pid;
};

/*
 * The folder is that of `path`, and is opened now; files are given to that user. command: -z, or
 * NULL. -1 with errno.
 */
int keeper_open(struct keeper *k, const char *path, const struct sandbox_user *user,
		const char *command);

/* A file of that folder for writing, emptied; its name without the folder. -1 with errno. */
int keeper_create(struct keeper *k, const char *name);

/* A file anywhere for reading. -1 with errno. */
int keeper_read(struct keeper *k, const char *path);

/* Runs the command on a file of the folder, by its whole path. */
void keeper_done(struct keeper *k, const char *path);

void keeper_close(struct keeper *k);

#endif
