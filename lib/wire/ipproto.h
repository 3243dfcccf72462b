/* Names of the protocols above IP, as IANA and /etc/protocols have them. */
#ifndef WIRE_IPPROTO_H
#define WIRE_IPPROTO_H

#include <stdint.h>

/* NULL: it has none. */
const char *ipproto_name(uint8_t proto);

/* Whatever the case; -1: nobody has that name. */
int ipproto_number(const char *name);

#endif
