/* What every reply has in common: no reader leaves the packet, its extension objects end. */
#ifndef FUZZ_REPLY_H
#define FUZZ_REPLY_H

#include "base/cur.h"
#include "base/put.h"
#include "fuzz.h"
#include "wire/cksum.h"
#include "wire/icmpext.h"

/* Is all that the reader may read within the packet? Reads it. */
static inline void within(struct cur c, const uint8_t *p, size_t n)
{
	size_t left = cur_left(&c);
	unsigned sum = 0;

	if (!left)
		return;
	CHECK(c.p >= p && left <= n && (size_t)(c.p - p) <= n - left);
	while (cur_left(&c))
		sum += cur_u8(&c);
	CHECK(cur_ok(&c) && sum <= 255 * left);
}

/* Makes the checksum of the extensions right that begin `at` there. */
static inline void set_extension_sum(uint8_t *p, size_t n, size_t at)
{
	struct put w = put_to(p, n);

	if (n < 4 || at > n - 4)
		return;
	w.len = n;
	put_set16(&w, at + 2, 0);
	put_set16(&w, at + 2, cksum(p + at, n - at));
}

static inline void walk_extensions(struct cur ext, const uint8_t *p, size_t n)
{
	struct icmpext_object obj;
	struct icmpext_label label;
	size_t steps = 0;

	while (icmpext_next(&ext, &obj)) {
		CHECK(cur_ok(&obj.data));
		within(obj.data, p, n);
		while (icmpext_label_next(&obj.data, &label)) {
			CHECK(label.label <= 0xfffff && label.exp <= 7);
			CHECK(++steps <= n);
		}
		CHECK(++steps <= n);
	}
}

#endif
