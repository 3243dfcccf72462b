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
#include "live.h"

struct save_cfg {
	const char *file;		/* -w, "-" is standard output */
	int64_t size;			/* -C in bytes, or 0 */
	int64_t seconds;		/* -G, or 0 */
	int64_t files;			/* -W, or 0 */
	const char *command;		/* -z */
	bool ng;			/* --pcapng */
	const char *comment;		/* --comment, or NULL */
	bool flush;			/* -U: each packet at once */
};

/* Where the packets come from. */
struct save_from {
	pcap_t *pcap;			/* says what link type and length they have */
	const struct live *live;	/* interfaces, maybe none */
	const char *filter;
};

struct save {
	struct save_cfg cfg;
	struct keeper *keeper;		/* opens and names files; NULL: there is only one */
	struct save_from from;
	struct obuf out;		/* whole records that are not in the file yet */
	int fd;
	bool open;
	bool stream;			/* standard output: never begun anew */
	char name[4096];		/* of the file that is written */
	char base[4064];		/* likewise, without its number */
	struct obuf head;		/* what each file begins with */
	uint64_t written;		/* to this file, what is in `out` counted */
	int64_t at;			/* where in the file `out` will begin; -1: it is a pipe */
	uint64_t delivered[LIVE_MAX];	/* packets of each interface */
	uint64_t number;		/* of it */
	ns_t due;			/* when the next file begins, NS_NEVER: by no clock */
	ns_t began;			/* wall clock, seconds in the name */
	ns_t start;			/* likewise, of the capture */
};

/*
 * Opens the first file; where files change, the keeper does. What it comes from must stay.
 * -1 after a message.
 */
int save_open(struct save *s, const struct save_cfg *cfg, const struct save_from *from,
	      struct keeper *keeper);

/* A packet that a file of its own begins with begins it. -1 after a message. */
int save_packet(struct save *s, const struct frame *f);

/* What the clock asks for; *done: -W's number of files is full. -1 after a message. */
int save_tick(struct save *s, ns_t now, bool *done);

/* SIGUSR2: all that is known is in the file. -1 after a message. */
int save_flush(struct save *s);

/* -1 after a message: not all of it was written. */
int save_close(struct save *s);

#endif
