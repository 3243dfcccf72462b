/* Frames of a QUIC packet that was decrypted, then some more of the same connection. */
#include "../fuzz.h"

#include "../../unit/capture/stack.h"
#include "proto/quicframes.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct quic_hello said = { .have = { 0 } };
	struct stack s;
	size_t first;

	if (!size)
		return 0;
	stack_open(&s, 1);
	s.pkt.o = &s.text;
	s.pkt.budget = PKT_BUDGET;
	first = data[0] < size - 1 ? data[0] : size - 1;
	for (int part = 0; part < 2; part++) {
		struct cur c =
			part ? cur_of(data + 1 + first, size - 1 - first) : cur_of(data + 1, first);

		ob_c(&s.text, ',');
		quic_frames(&s.pkt, c, &said, &s.text);
	}
	for (size_t i = 0; i < s.text.len; i++)
		CHECK((uint8_t)s.text.p[i] >= 0x20 && s.text.p[i] != 0x7f);
	stack_close(&s);
	return 0;
}
