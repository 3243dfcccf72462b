/* The memory of the plug-in module: pages of 128 bytes at two I2C addresses (SFF-8472, CMIS). */
#include "nicsim.h"

#include <stdlib.h>
#include <string.h>

/* The 128 bytes of the lower half (`page lower`), or of a page's upper half; false and zeros where
   the file has none. */
static bool half_page(int i2c, int bank, int page, bool lower, uint8_t half[128])
{
	bool found = false;

	memset(half, 0, 128);
	for (const struct fact *f = fact("page"); f; f = fact_next(f)) {
		bool is_lower = f->n_args && !strcmp(f->args[0].value, "lower");
		struct bytes b = { 0 };

		if (!f->n_args || f->args[0].key)
			nic_bad(f, "which page", "");
		if (fact_num(f, "i2c", 0x50) != (uint64_t)i2c || is_lower != lower)
			continue;
		if (!lower && (parse_num(f, f->args[0].value) != (uint64_t)page ||
			       fact_num(f, "bank", 0) != (uint64_t)bank))
			continue;
		fact_bytes(f, 1, lower ? 0 : 128, &b);
		if (b.len > 128)
			nic_bad(f, "more than 128 bytes", "");
		memcpy(half, b.at, b.len);
		free(b.at);
		found = true;
	}
	return found;
}

bool module_page(int i2c, int bank, int page, size_t offset, size_t len, uint8_t *to)
{
	uint8_t whole[256];
	bool low = half_page(i2c, 0, 0, true, whole);
	bool high = half_page(i2c, bank, page, false, whole + 128);

	if (offset > 256 || len > 256 - offset || (offset + len > 128 ? !high && !low : !low) ||
	    (page && !high))
		return false;
	memcpy(to, whole + offset, len);
	return true;
}

bool module_flat(size_t offset, size_t len, uint8_t *to)
{
	bool two = fact_num(fact("module"), "type", 0) == 2;	/* SFF-8472: a second address */

	while (len) {
		bool far = two && offset >= 256;
		size_t at = far ? offset - 256 : offset, n = 128 - at % 128;
		uint8_t half[128];

		half_page(far ? 0x51 : 0x50, 0, at < 256 ? 0 : (int)(at / 128 - 1), at < 128, half);
		if (n > len)
			n = len;
		memcpy(to, half + at % 128, n);
		to += n;
		offset += n;
		len -= n;
	}
	return true;
}
