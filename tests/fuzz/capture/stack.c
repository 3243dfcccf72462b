/* Whole packets through all printers, see input.h: one as it is, and then half of it. */
#include "input.h"

static void print(struct stack *s, const uint8_t *p, size_t n, size_t longer)
{
	stack_print(s, p, n, n + longer);
	s->text.len--;
	CHECK(s->text.p[s->text.len - 1] == '\n');
	input_check(&s->text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct input in;
	const uint8_t *p = data + STACK_HEAD;
	size_t n = size - STACK_HEAD, half = n / 2;

	if (size < STACK_HEAD)
		return 0;
	if (!in.open)
		input_open(&in);
	input_begin(&in, data + 2);
	in.stack.pkt.dlt = be16(data);
	print(&in.stack, p, n, data[5]);
	print(&in.stack, p, half, n - half);
	return 0;
}
