/* How long something lasts, as text: "1w2d", "5m7s". */
#ifndef CAPTURE_PROTO_LASTING_H
#define CAPTURE_PROTO_LASTING_H

#include "base/obuf.h"

/* Years of 365 days, weeks, days, hours, minutes, seconds; those that are none are left out. */
void ob_lasting(struct obuf *o, uint32_t seconds);

#endif
