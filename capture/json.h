/* A packet as a line of JSON. */
#ifndef CAPTURE_JSON_H
#define CAPTURE_JSON_H

#include "frame.h"
#include "print.h"
#include "summary/peel.h"

struct capture;

/* The first of the printers that a packet went through. */
#define TRAIL_NAMES 32
struct trail {
	const char *names[TRAIL_NAMES];
	unsigned n;
};

/* For pkt's `called`: who is a trail. */
void json_trail(void *who, const struct printer *to, const struct view *v);

/* Appends it to the output. p: NULL where nothing is known of the packet. */
void json_packet(struct capture *c, const struct frame *f, int64_t ns, const struct peeled *p);

#endif
