/* Names of SNMP's objects. */
#ifndef CAPTURE_PROTO_MIB_H
#define CAPTURE_PROTO_MIB_H

#include "print.h"

/* An object identifier, as encoded; with names unless they are not wanted. */
void mib_print(struct pkt *pk, struct view v, struct obuf *o);

#endif
