/* Each printer by itself, chosen by the first byte, as if some packet had led to it. */
#include "../fuzz.h"

#include "../../unit/capture/stack.h"

static void around(struct pkt *pk, uint8_t how)
{
	static const uint8_t addresses[32] = { 10, 0, 0, 1 };

	pk->ip = (struct ip_around){ .version = how & 1 ? 6 : 4, .proto = how & 2 ? 6 : 17,
		.first = how & 4 ? 6 : 17, .ttl = 64, .head = addresses, .src = addresses,
		.dst = addresses + 16, .last = addresses + 16, .fragment = how & 8 };
	pk->ports[0] = how & 16 ? 5353 : 53;
	pk->mac_src = pk->mac_dst = how & 32 ? addresses : NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct stack s;
	struct view v;

	if (size < 4)
		return 0;
	stack_open(&s, 1);
	s.show.v = data[1] & 3;
	s.show.link = data[1] & 4;
	s.pkt.o = &s.text;
	s.pkt.budget = PKT_BUDGET;
	s.pkt.data = data + 4;
	s.pkt.caplen = size - 4;
	around(&s.pkt, data[2]);
	v = (struct view){ data + 4, data + size, size - 4 + (data[3] & 15), &s.pkt };
	pkt_call(&s.pkt, registry_printer(data[0] % PRINTERS), v, &s.text);
	CHECK(s.text.len < 32u << 20);
	stack_close(&s);
	return 0;
}
