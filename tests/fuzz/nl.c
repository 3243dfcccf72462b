/* Lists of netlink attributes, nested ones, too. */
#include "fuzz.h"

#include "sys/nl.h"

static void walk(struct cur list, unsigned depth)
{
	const uint8_t *end = list.p + cur_left(&list);
	struct cur data;
	uint16_t type;

	for (size_t steps = cur_left(&list) / 4; nl_attr_next(&list, &type, &data); steps--) {
		char text[16];
		size_t n = cur_left(&data);

		CHECK(steps > 0 && type < 0x4000);
		CHECK(cur_ok(&list) && cur_ok(&data));
		CHECK(data.p + n <= end && data.p + n <= list.p && end == list.p + cur_left(&list));
		CHECK(n >= 4 || nl_u32(data) == 0);
		memset(text, 'x', sizeof(text));
		nl_text(data, text, sizeof(text));
		CHECK(text[n < sizeof(text) ? n : sizeof(text) - 1] == '\0');
		CHECK(memcmp(text, data.p, n < sizeof(text) - 1 ? n : sizeof(text) - 1) == 0);
		if (depth < 4)
			walk(data, depth + 1);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	walk(cur_of(data, size), 0);
	return 0;
}
