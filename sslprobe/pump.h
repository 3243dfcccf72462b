/* The session itself: between the terminal and the server, until one of them ends. */
#ifndef SSLPROBE_PUMP_H
#define SSLPROBE_PUMP_H

#include "sslprobe.h"

/* How it went. */
enum pump_end {
	PUMP_DONE,		/* we ended it: end of input, or Q */
	PUMP_CLOSED,		/* the server did */
	PUMP_FAILED,		/* a message was told */
};

/*
 * Finishes the handshake first, and calls ready() when it is done, and the session can be told.
 * ready() returns false where the pump is not to begin.
 */
enum pump_end pump_run(struct sslprobe *s, bool (*ready)(struct sslprobe *s), bool *handshake);

#endif
