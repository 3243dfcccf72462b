/* Option --debug: netlink messages, sent, received and refused, by linux/ethtool_netlink.h. */
#ifndef LINKINFO_DEBUG_H
#define LINKINFO_DEBUG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/cur.h"
#include "sys/genl.h"

/* Bits of the mask; the first is ethtool's for its parser, which says nothing. */
enum {
	DEBUG_SUMMARY = 0x02,	/* a line a message */
	DEBUG_SENT = 0x04,	/* bytes of what is sent */
	DEBUG_RECEIVED = 0x08,
	DEBUG_NAMES = 0x10,	/* what was refused, by names; with DEBUG_SUMMARY all messages */
};

struct debug {
	int64_t mask;
	int fd;			/* where to write */
	uint16_t family;	/* number of the messages that have names */
	uint8_t *refused;	/* the last refusal, until it is shown */
	size_t refused_len;
};

void debug_open(struct debug *d, int64_t mask, int fd);

/* Shows what is left to show. */
void debug_close(struct debug *d);

/* From now on tells what the socket sends and receives. */
void debug_watch(struct debug *d, struct genl *g);

/* Shows the message that was refused, if there is one. */
void debug_refused(struct debug *d);

/* Will debug_refused() point at the attribute that the refusal is about? */
bool debug_points(const struct debug *d);

#endif
