/* The line of a packet: number, time stamp, what the printers say, its data. */
#ifndef CAPTURE_LINE_H
#define CAPTURE_LINE_H

#include <stdbool.h>
#include <stdint.h>

#include "frame.h"
#include "print.h"

enum line_time { TIME_DAY, TIME_NONE, TIME_EPOCH, TIME_BEFORE, TIME_DATE, TIME_FIRST };
enum line_dump {
	DUMP_NONE,
	DUMP_HEX,
	DUMP_HEX_LINK,
	DUMP_ASCII,
	DUMP_ASCII_LINK,
	DUMP_BOTH,
	DUMP_BOTH_LINK
};

struct line_cfg {
	enum line_time time;
	enum line_dump dump;
	bool number;
	bool lengths;
};

/* A second as text, and the quarter of an hour that it was reckoned from. */
struct line_second {
	uint32_t sec;
	char text[24];		/* "2026-11-22 21:39:22" */
	bool known;
	int64_t quarter;
	uint32_t quarter_second;	/* of the day */
};

struct line {
	struct line_cfg cfg;
	bool nano;
	bool coarser;		/* frames have nanoseconds, the text shall not */
	uint64_t count;
	struct {
		uint32_t sec, frac;
		bool set;
	} base; /* before or first */
	struct line_second second;
};

/* Appends all of it. pk: options, names, registry and link type are set. */
void line_print(struct line *l, struct pkt *pk, const struct frame *f, struct obuf *o);

#endif
