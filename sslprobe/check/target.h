/* What --check is asked to check: a host, a port, and how TLS begins there. */
#ifndef SSLPROBE_CHECK_TARGET_H
#define SSLPROBE_CHECK_TARGET_H

#include <stdbool.h>
#include <stdint.h>

#include "starttls/starttls.h"

struct target {
	const char *text;			/* as it was given */
	char host[256];
	bool ip;				/* the host is an address */
	uint16_t port;
	const struct starttls_proto *starttls;	/* NULL: TLS at once */
};

/*
 * "host", "host:port", "host:service", "[v6]:port" or a bare IPv6 address; 443 by default. A
 * service that turns to TLS implies STARTTLS. False: it is none of these.
 */
bool target_parse(struct target *t, const char *text);

#endif
