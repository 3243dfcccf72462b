/* Packets into files: -w, -C, -G, -W, -z, --pcapng. */
#ifndef CAPTURE_SAVE_H
#define CAPTURE_SAVE_H

#include <pcap/pcap.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/obuf.h"
#include "frame.h"
#include "keeper.h"

struct save_cfg {
	const char *file;		/* -w, "-" is standard output */
	int64_t size;			/* -C in bytes, or 0 */
	int64_t seconds;		/* -G, or 0 */
	int64_t files;			/* -W, or 0 */
	const char *command;		/* -z */
	bool ng;			/* --pcapng */
	bool flush;			/* -U: each packet at once */
	bool nano;
};

struct save {
	struct save_cfg cfg;
	struct keeper *keeper;		/* opens and names files; NULL: there is only one */
	struct obuf out;
	bool open;
	char name[4096];		/* of the file that is written */
	uint8_t head[512];		/* what each file begins with */
	size_t head_len;
	uint64_t written;		/* to this file */
	uint64_t number;		/* of it */
	ns_t due;			/* when the next file begins, NS_NEVER: by no clock */
	ns_t began;			/* wall clock, seconds in the name */
};

/*
 * Opens the first file, or where files change the process that opens them; the handle says what
 * link type and length the packets have. -1 after a message.
 */
int save_open(struct save *s, const struct save_cfg *cfg, pcap_t *pcap, struct keeper *keeper);

/* A packet that a file of its own begins with begins it. -1 after a message. */
int save_packet(struct save *s, const struct frame *f);

/* What the clock asks for; *done: -W's number of files is full. -1 after a message. */
int save_tick(struct save *s, ns_t now, bool *done);

/* SIGUSR2: all that is known is in the file. -1 after a message. */
int save_flush(struct save *s);

/* -1 after a message: not all of it was written. */
int save_close(struct save *s);

#endif
