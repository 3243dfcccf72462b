/* A telnet client without a terminal and without a server, for tests that play the server. */
#ifndef CLIENT_H
#define CLIENT_H

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "telnet.h"

/* secret: a variable that is not exported */
static inline void client_open(struct telnet *t, bool terminal, bool trace, const char *secret)
{
	memset(t, 0, sizeof(*t));
	t->trace_fd = -1;
	ob_open(&t->out, -1);
	queue_open(&t->net);
	queue_open(&t->tty);
	t->fd = open("/dev/null", O_RDWR | O_CLOEXEC);
	for (int i = 0; i < CHARS; i++)
		t->chars[i] = (uint8_t)(i + 1);
	t->shows = terminal;
	t->on.options = t->on.netdata = trace;
	environ_define(t, "A", "\001b\377", true);
	environ_define(t, "SECRET", secret, false);
	options_open(t);
	t->negotiate = true;
	options_ask(t);
}

static inline void client_close(struct telnet *t)
{
	pump_close(t);
	environ_close(t);
	ob_close(&t->out);
	ob_close(&t->net.b);
	ob_close(&t->tty.b);
}

#endif
