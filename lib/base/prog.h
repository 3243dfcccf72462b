/* The program's name, its messages on standard error, and its only exits besides main's return. */
#ifndef BASE_PROG_H
#define BASE_PROG_H

#include <stddef.h>

/*
 * Exit statuses common to the tools that send probes.
 */
enum prog_status {
	PROG_OK = 0,		/* healthy: answered */
	PROG_FAIL = 1,		/* it ran, and the answer is no */
	PROG_USAGE = 2,		/* the command line or the system forbids it */
};

/* The name it was called by, without folders; stands before each message. */
const char *prog_name(void);

/*
 * First call of main: a standard descriptor that is closed must not become some socket. Writing to
 * one fails with EBADF then.
 */
void prog_descriptors(void);

/*
 * "name: text\n" on standard error. Control characters in it are escaped. Hidden: libc has one of
 * that name, so ours would be exported, and each name the loader looks up be compared with it.
 */
void warn(const char *fmt, ...) __attribute__((format(printf, 1, 2), visibility("hidden")));

/* Likewise, with ": " and the text of errno behind it. */
void warn_errno(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* The text alone, for tools whose classic messages do not begin with the name. */
void warn_bare(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* warn(), then exit with status. */
_Noreturn void die(int status, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* The end of a process that was forked off: nothing is flushed, no handler runs. */
_Noreturn void prog_leave(int status);

/* Zeroed memory for n objects of the size; the caller frees it. Dies when there is none. */
void *prog_alloc(size_t n, size_t size);

/* realloc() that dies when there is no memory. */
void *prog_realloc(void *p, size_t size);

#endif
