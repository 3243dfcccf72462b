/* Addresses and numbers as printers write them: as names, unless -n asks for numbers. */
#ifndef CAPTURE_NAMES_H
#define CAPTURE_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct obuf;
struct pkt;
struct sandbox_user;

struct names_cfg {
	bool numeric;		/* -n */
	bool bare;		/* -N: without the domain */
	bool local_only;	/* -f: only addresses of local_net */
	bool links;		/* interfaces' names will be wanted */
	uint8_t local_net[4], local_mask[4];
	const struct sandbox_user *who;	/* whom the asking process runs as */
};

struct names;

/*
 * Reads services and stations, and starts the process that asks the resolver: before privileges
 * and system calls are given up. Free with names_close(). NULL with errno: impossible.
 */
struct names *names_open(const struct names_cfg *cfg);
void names_close(struct names *n);

/* 4, 16, 6 bytes, of the same packet's names. */
void names_ip4(const struct pkt *pk, struct obuf *o, const uint8_t *p);
void names_ip6(const struct pkt *pk, struct obuf *o, const uint8_t *p);
void names_mac(const struct pkt *pk, struct obuf *o, const uint8_t *p);

/* A port by its service's name. */
void names_udp(const struct pkt *pk, struct obuf *o, uint16_t port);
void names_tcp(const struct pkt *pk, struct obuf *o, uint16_t port);

/* An interface of this machine by its index; "?". */
const char *names_link(const struct pkt *pk, uint32_t index);

/* "IPv4", or NULL. */
const char *names_ether(uint16_t type);

/* The maker of a station by the upper half of its address; "Unknown". */
const char *names_vendor(uint32_t oui);

/* "tcp"; NULL: it has none, or -n asks for numbers. */
const char *names_proto(const struct pkt *pk, uint8_t proto);

#endif
