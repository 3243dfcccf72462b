/* One captured packet, as it comes from a savefile or from the kernel. */
#ifndef CAPTURE_FRAME_H
#define CAPTURE_FRAME_H

#include <stdint.h>

struct frame {
	/* as a record of a savefile begins */
	uint32_t sec;		/* since 1970 */
	uint32_t frac;		/* micro- or nanoseconds, as the source's precision is */
	uint32_t caplen, len;
	uint32_t link;		/* which of several interfaces, from 0 on */
	const uint8_t *data;
};

#endif
