/* Socket addresses and options: struct addr on one side, sockaddr and setsockopt on the other. */
#ifndef SYS_SOCK_H
#define SYS_SOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#include "base/addr.h"

/* Fills *ss; returns its length, 0 for an address without family. */
socklen_t sock_to(const struct addr *a, uint16_t port, struct sockaddr_storage *ss);

/* Family ADDR_NONE where it is neither IPv4 nor IPv6, or shorter than it says. */
struct addr sock_from(const void *sa, socklen_t len);

/* The port of such an address, 0: none. */
uint16_t sock_port(const void *sa, socklen_t len);

/* Changes it. */
void sock_set_port(struct sockaddr_storage *ss, uint16_t port);

/* Is the TCP socket connected to itself? */
bool sock_is_loop(int fd);

/* The hop limit in a control message of either family; false: it holds none. */
bool sock_ttl(const struct cmsghdr *cm, int *ttl);

/* AF_INET or AF_INET6. */
int sock_family(const struct addr *a);

/* setsockopt() with an int; -1 with errno. */
int sock_int(int fd, int level, int option, int value);

/* When the socket is closed, a connection is reset: nothing stays behind. -1 with errno. */
int sock_reset(int fd);

/*
 * Sends n bytes with this hop limit, over a socket of that family (enum addr_family); to may be
 * NULL where it is connected. 0, or errno.
 */
int sock_send_ttl(int fd, uint8_t family, const struct sockaddr *to, socklen_t to_len,
		  const void *bytes, size_t n, uint8_t ttl);

/*
 * Text with the zone's name behind "%" (its number where it has none). Returns s.
 */
#define SOCK_STR (ADDR_STR + 17)
char *sock_str(const struct addr *a, char s[SOCK_STR]);

/*
 * An address in numbers, for IPv6 with an optional "%zone" that is an interface's name or index
 * (RFC 4007; only with link-local addresses). IPv4 also in the shorter forms of inet_aton(3).
 */
bool sock_parse(struct addr *a, const char *s);

/* Interface index of a name, 0: there is none. */
uint32_t sock_ifindex(const char *name);

/*
 * Asks the kernel's routing for the way to an address, by connecting a datagram socket that
 * serves for nothing else: nothing is sent. *source is the address that packets leave from. -1 with
 * errno: the error that sending would meet.
 */
int sock_route(int fd, const struct addr *to, struct addr *source);

/* Binds the socket to the interface of that name. -1 with errno: ENODEV where there is none. */
int sock_device(int fd, const char *name);

/*
 * Asks the kernel for the right to an IPv6 flow label of 20 bits for packets to that address, and
 * makes the socket send it. share: IPV6_FL_S_EXCL or another of linux/in6.h. 0 lets the kernel
 * choose one, which *label is then. -1 with errno.
 */
int sock_flow_label(int fd, const struct addr *to, uint8_t share, uint32_t *label);

/* Does the interface bear the address? */
bool sock_bears(const char *device, const struct addr *a);

#endif
