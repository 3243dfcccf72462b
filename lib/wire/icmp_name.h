/* Names of ICMP errors (RFC 792, RFC 1812, RFC 4443), as firewalls spell them. */
#ifndef WIRE_ICMP_NAME_H
#define WIRE_ICMP_NAME_H

#include <stdint.h>

/* "admin-prohibited"; NULL for what has no name. family: enum addr_family. */
const char *icmp_error_name(uint8_t family, uint8_t type, uint8_t code);

#endif
