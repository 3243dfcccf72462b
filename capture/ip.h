/* What IPv4 and IPv6 have in common: from a protocol number to who prints it. */
#ifndef CAPTURE_IP_H
#define CAPTURE_IP_H

#include "print.h"

/* Source and destination, "a > b: ", which the printers of protocols with ports do themselves. */
void ip_ends(struct pkt *pk, struct obuf *o);

/* Those protocols. */
static inline bool ip_has_ports(uint8_t proto)
{
	return proto == 6 || proto == 17 || proto == 33 || proto == 132;
}

/* Of IPv6: options, routing, fragment or mobility. */
bool ip_is_extension(uint8_t next);

/* What is behind the IP headers that pk->ip tells of; v.len bytes of it are promised. */
void ip_payload(struct pkt *pk, struct view v, struct obuf *o);

/* What is behind AH or within ESP: IPv6's own headers are not looked into there. */
void ip_secured(struct pkt *pk, struct view v, struct obuf *o);

/* "TCP"; "unknown". */
const char *ip_proto_name(uint8_t proto);

/* " protocol", by name or number. */
void ip_proto_text(const struct pkt *pk, struct obuf *o, uint8_t proto);

/* Ports, with addresses before them where the IP header is right before: "a.1 > b.2: ". */
void ip_ports(struct pkt *pk, struct obuf *o, uint16_t from, uint16_t to,
	      void (*port)(const struct pkt *, struct obuf *, uint16_t));

#endif
