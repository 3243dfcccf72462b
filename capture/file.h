/*
 * Savefiles: pcap and pcapng, plain or compressed by gzip, zstd or xz, from a file or a pipe.
 * The common form is read here, in large blocks or mapped; all else by libpcap, out of the same
 * stream.
 */
#ifndef CAPTURE_FILE_H
#define CAPTURE_FILE_H

#include <pcap/pcap.h>
#include <stdbool.h>

#include "frame.h"
#include "inflate.h"
#include "window.h"

struct file {
	struct inflate in;
	struct window window;
	bool mapped;		/* bytes come from the window, not from the stream */
	off_t start;		/* where in the file those of the window begin */
	const uint8_t *p;	/* bytes that are there, `at` of n are done with */
	size_t at, n;
	uint8_t *buf;		/* of those that were read */
	size_t cap;
	bool own;		/* records are read here */
	bool swapped;
	bool plain;		/* they are as this machine writes them, and as asked for */
	uint32_t scale_up, scale_down;	/* of the fractions of a second */
	uint32_t snaplen, most;
	pcap_t *pcap;
	char err[PCAP_ERRBUF_SIZE + 256];
};

enum file_how {
	FILE_NANO = 1,		/* times in nanoseconds, not microseconds */
	/*
	 * Packets may be seen in the file itself. Another program can change such a byte between
	 * two looks at it, so this is for who passes packets on, not for who takes them apart.
	 */
	FILE_MAPPED = 2,
};

/*
 * "-": standard input. how: of enum file_how. -1: f->err says why. file_close() in any case.
 */
int file_open(struct file *f, const char *path, unsigned how);
/* Likewise from a descriptor (-1: errno says why not), which becomes the file's. */
int file_open_fd(struct file *f, const char *path, int fd, unsigned how);
void file_close(struct file *f);

/* 1: *to is the next packet, valid until the next call; 0: the end; -1: f->err. */
int file_next(struct file *f, struct frame *to);

#endif
