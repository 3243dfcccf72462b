/* The way to the server: a socket, perhaps a proxy, perhaps STARTTLS. */
#ifndef SSLPROBE_CONNECT_H
#define SSLPROBE_CONNECT_H

#include "sslprobe.h"

/* Settles s->host and its kin from the options. 0, or -1 after a message. */
int connect_where(struct sslprobe *s);

/* Opens s->fd. 0, or -1 after the messages of the classic client. */
int connect_open(struct sslprobe *s);

/* What goes before TLS over s->fd: the proxy's leave, then STARTTLS. 0, or -1 after a message. */
int connect_proxy(struct sslprobe *s);
int connect_starttls(struct sslprobe *s);

#endif
