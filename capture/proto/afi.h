/* Address families by their IANA numbers, as several protocols carry them. */
#ifndef CAPTURE_PROTO_AFI_H
#define CAPTURE_PROTO_AFI_H

#include "print.h"

#define AFI_IP4 1
#define AFI_IP6 2
#define AFI_802 6

/* "IPv4"; "Unknown". */
const char *afi_name(uint16_t afi);

#endif
