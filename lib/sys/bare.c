/* What the C library looks up in files of /etc, for systems without them; ld(1)'s --wrap. */
#include <errno.h>
#include <netdb.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "sys/service.h"

/* The linker puts the first in place of every call, and what was called in place of the second. */
int __wrap_getaddrinfo(const char *host, const char *service, const struct addrinfo *hints,
		       struct addrinfo **found);
int __real_getaddrinfo(const char *host, const char *service, const struct addrinfo *hints,
		       struct addrinfo **found);

static bool is_localhost(const char *host, const struct addrinfo *hints)
{
	return host && strcasecmp(host, "localhost") == 0 && !service_is_file("/etc/hosts") &&
	       !(hints && hints->ai_flags & AI_NUMERICHOST);
}

/* No host means the loopback addresses, of both families; it has no canonical name. */
static int loopback(const char *service, const struct addrinfo *hints, struct addrinfo **found)
{
	struct addrinfo own = { 0 };

	if (hints)
		own = *hints;
	own.ai_flags &= ~(AI_CANONNAME | AI_PASSIVE);
	/* who asks for no port may ask for raw sockets, which have none */
	if (!service) {
		own.ai_socktype = SOCK_STREAM;
		own.ai_protocol = 0;
	}
	return __real_getaddrinfo(NULL, service ? service : "0", &own, found);
}

static const char *number(const char *service, const struct addrinfo *hints, char space[12])
{
	int type = hints ? hints->ai_socktype : 0, port;

	if (!service || (hints && hints->ai_flags & AI_NUMERICSERV))
		return service;
	port = service_own(service, type == SOCK_STREAM ? "tcp" :
				    type == SOCK_DGRAM	? "udp" :
							  NULL);
	if (port < 0)
		return service;
	snprintf(space, 12, "%d", port);
	return space;
}

int __wrap_getaddrinfo(const char *host, const char *service, const struct addrinfo *hints,
		       struct addrinfo **found)
{
	int error = __real_getaddrinfo(host, service, hints, found), before = errno;
	const char *known;
	char space[12];

	if (!error)
		return 0;
	known = number(service, hints, space);
	if (is_localhost(host, hints))
		return loopback(known, hints, found);
	if (known != service)
		return __real_getaddrinfo(host, known, hints, found);
	errno = before;
	return error;
}
