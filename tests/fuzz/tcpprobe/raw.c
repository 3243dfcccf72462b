/* Segments off the wire, of both families: what is read of them lies in the packet. */
#include "../fuzz.h"

#include "prober_raw.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t *packet = malloc(size ? size : 1);
	struct raw_segment s4 = { .mark.ttl = -1 }, s6 = { .mark.ttl = 7 };

	CHECK(packet);
	if (size)
		memcpy(packet, data, size);
	if (raw_parse(ADDR_V4, cur_of(packet, size), &s4)) {
		CHECK(size >= 40 && s4.from.family == ADDR_V4);
		CHECK(s4.mark.ttl == packet[8] && s4.mark.id == (packet[4] || packet[5]));
	}
	if (raw_parse(ADDR_V6, cur_of(packet, size), &s6)) {
		CHECK(size >= 20 && s6.mark.ttl == 7 && !s6.from.family);
		CHECK(s6.port == (packet[0] << 8 | packet[1]));
		CHECK(packet[13] & (s6.accepts ? 0x12 : 0x04));
	}
	free(packet);
	return 0;
}
