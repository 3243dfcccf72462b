/* Names of ports, of protocols and of this host on a system without the files that have them. */
#ifndef SYS_SERVICE_H
#define SYS_SERVICE_H

#include <stdbool.h>

/*
 * The most common services, as lines of /etc/services: what stands in for it where there is none.
 *
 * getaddrinfo(3) and getprotobyname_r(3) do so likewise for whoever calls them, libraries too, as
 * far as these are linked from archives (the Makefile wraps the calls): they know these services,
 * the protocols of wire/ipproto.h, and localhost.
 */
extern const char service_lines[];

/* The port of that name; transport "tcp", "udp" or NULL, for any. -1: there is none. */
int service_port(const char *name, const char *transport);

/* Likewise, but only where there is no /etc/services. */
int service_own(const char *name, const char *transport);

/* Is there such a file? */
bool service_is_file(const char *path);

#endif
