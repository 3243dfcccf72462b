/* Time stamps of NTP (RFC 5905, section 6): seconds from 1900 on, and 2^-32 parts of them. */
#ifndef CAPTURE_PROTO_NTPSTAMP_H
#define CAPTURE_PROTO_NTPSTAMP_H

#include "print.h"

/* Seconds with nine decimals. */
void ntp_seconds(struct obuf *o, uint64_t v);

/* Likewise, and the date in brackets, unless the seconds are 0. */
void ntp_stamp(struct obuf *o, uint64_t v);

#endif
