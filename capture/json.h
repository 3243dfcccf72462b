/* A packet as a line of JSON. */
#ifndef CAPTURE_JSON_H
#define CAPTURE_JSON_H

#include "frame.h"
#include "summary/peel.h"

struct capture;

/* Appends it to the output. p: NULL where nothing is known of the packet. */
void json_packet(struct capture *c, const struct frame *f, int64_t ns, const struct peeled *p);

#endif
