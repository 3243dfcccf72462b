/* DHCPv6: what says who somebody is. */
#ifndef CAPTURE_PROTO_DHCP6ID_H
#define CAPTURE_PROTO_DHCP6ID_H

#include "print.h"

/* Identifiers of client and server, and the authentication option; all of v can be read. */
void dhcp6id_duid(struct view v, struct obuf *o);
void dhcp6id_auth(struct view v, struct obuf *o);

#endif
