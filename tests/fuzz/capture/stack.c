/* Whole packets through all printers: link type, options, length, then two packets. */
#include "../fuzz.h"

#include "../../unit/capture/stack.h"

static const int links[] = { 1, 0, 9, 12, 108, 113, 276, 101, 228, 229 };

#define TEXT_MAX (32u << 20)

static void print(struct stack *s, const uint8_t *p, size_t n, size_t longer)
{
	const char *text = stack_print(s, p, n, n + longer);

	CHECK(s->text.len < TEXT_MAX && text[s->text.len - 2] == '\n');
	for (; *text; text++)
		CHECK((uint8_t)*text >= 0x20 || *text == '\n' || *text == '\t');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct stack s;

	if (size < 5)
		return 0;
	stack_open(&s, links[data[0] % (sizeof(links) / sizeof(links[0]))]);
	s.show.v = data[1] & 3;
	s.show.link = data[1] & 4;
	s.show.quick = data[1] & 8;
	s.show.trust = data[1] & 16;
	s.show.absolute = data[1] & 32;
	s.show.tls = data[1] & 128;
	s.show.secret = data[1] & 64 ? "secret" : NULL;
	s.show.as = (enum as)(data[2] % (AS_ZMTP1 + 1));
	s.line.cfg.dump = (enum line_dump)(data[3] % (DUMP_BOTH_LINK + 1));
	print(&s, data + 5, size - 5, data[4]);
	print(&s, data + 5, (size - 5) / 2, (size - 5) - (size - 5) / 2);
	stack_close(&s);
	return 0;
}
