/* Packets through the summary: link type, then a length byte before each; told at the end. */
#include "../fuzz.h"

#include "summary/summary.h"

static const int links[] = { 1, 0, 12, 108, 113, 276 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct summary s;
	struct obuf o;
	ns_t t = 0;
	int dlt;

	if (!size)
		return 0;
	dlt = links[*data % (sizeof(links) / sizeof(links[0]))];
	data++;
	size--;
	summary_open(&s);
	while (size > 1) {
		size_t n = data[0] < size - 1 ? data[0] : size - 1;
		struct frame f = { .caplen = (uint32_t)n, .len = (uint32_t)n + (data[1] & 3),
				   .data = data + 1 };
		struct peeled p;

		summary_packet(&s, &f, t, peel(dlt, &f, &p) ? &p : NULL);
		t += NS_S / 2;
		data += 1 + n;
		size -= 1 + n;
	}
	ob_open(&o, -1);
	summary_tell(&s, false, &o);
	summary_tell(&s, true, &o);
	for (size_t i = 0; i < o.len; i++)
		CHECK((uint8_t)o.p[i] >= 0x20 || o.p[i] == '\n');
	ob_close(&o);
	summary_close(&s);
	return 0;
}
