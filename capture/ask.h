/* Names of addresses, asked of a process of our own: the one that parses packets has no sockets. */
#ifndef CAPTURE_ASK_H
#define CAPTURE_ASK_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define ASK_NAME 256

struct sandbox_user;

struct ask {
	int fd;			/* -1: nobody to ask */
	pid_t pid;
};

/* Starts the process, as that user. -1 with errno. It ends with ours, at the latest. */
int ask_open(struct ask *a, const struct sandbox_user *who);
void ask_close(struct ask *a);

/*
 * The name of an address: family 4 or 6; 2: a station's, by /etc/ethers. Waits for the resolver,
 * as the classic tool does. Empty: there is none.
 */
void ask_name(struct ask *a, uint8_t family, const uint8_t *p, size_t n, char name[ASK_NAME]);

#endif
