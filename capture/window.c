/* A plain file, a piece after the other mapped into memory. */
#include "window.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE (1 << 20)

#ifndef MADV_POPULATE_READ
#define MADV_POPULATE_READ 22
#endif

/* The page that is gone becomes one of zeros. */
static void page_gone(int number, siginfo_t *info, void *context)
{
	uintptr_t size = (uintptr_t)sysconf(_SC_PAGESIZE);
	uintptr_t page = (uintptr_t)info->si_addr & ~(size - 1);
	union {
		uintptr_t number;
		void *p;
	} at = { page };

	(void)number;
	(void)context;
	if (mmap(at.p, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) ==
	    MAP_FAILED)
		__builtin_trap();
}

void window_guard(void)
{
	struct sigaction act = { .sa_sigaction = page_gone, .sa_flags = SA_SIGINFO };

	sigaction(SIGBUS, &act, NULL);
}

const uint8_t *window_show(struct window *w, off_t at, size_t want, size_t *n)
{
	size_t before = (size_t)at & ((size_t)sysconf(_SC_PAGESIZE) - 1);
	off_t start = at - (off_t)before;
	struct stat st;

	window_close(w);
	if (fstat(w->fd, &st) < 0 || st.st_size < at)
		return NULL;
	w->size = st.st_size - start < PIECE ? (size_t)(st.st_size - start) : PIECE;
	if (w->size < before + want)
		return NULL;
	w->map = mmap(NULL, w->size, PROT_READ, MAP_PRIVATE, w->fd, start);
	if (w->map == MAP_FAILED) {
		w->map = NULL;
		return NULL;
	}
	*n = w->size - before;
	/* all pages at once; and a disk that cannot read them tells so only if they are read(2) */
	if (madvise(w->map, w->size, MADV_POPULATE_READ) < 0 ||
	    lseek(w->fd, at + (off_t)*n, SEEK_SET) < 0) {
		window_close(w);
		return NULL;
	}
	return (const uint8_t *)w->map + before;
}

void window_close(struct window *w)
{
	if (w->map)
		munmap(w->map, w->size);
	w->map = NULL;
}
