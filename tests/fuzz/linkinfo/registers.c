/* Register dumps of any length that hold anything, in the words of each driver. */
#include "../fuzz.h"

#include "registers/registers.h"

/* Nothing unprintable. */
static void check_text(const struct obuf *o)
{
	for (size_t i = 0; i < o->len; i++)
		CHECK(o->p[i] == '\n' || o->p[i] == '\t' || (o->p[i] >= ' ' && o->p[i] < 0x7f));
}

/* The driver, the version, and the dump, which may be longer than the input: 0 behind it. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const size_t lengths[] = { 0, 4, 128, 256, 1024, 4580, 16384 };
	struct regs r = { .driver_version = "1\n2" };
	size_t drivers = 0, least;
	struct obuf o;
	uint8_t *p;

	if (size < 6)
		return 0;
	while (regs_driver(drivers))
		drivers++;
	r.driver = regs_driver(data[0] % drivers);
	r.version = data[1] | (uint32_t)data[2] << 8 | (uint32_t)data[3] << 16 |
		    (uint32_t)data[4] << 24;
	least = lengths[data[5] % (sizeof(lengths) / sizeof(*lengths))];
	r.len = size - 6 > least ? size - 6 : least;
	p = calloc(1, r.len + 1);
	CHECK(p);
	memmove(p, data + 6, size - 6);
	r.p = p;
	ob_open(&o, -1);
	regs_print(&r, &o);
	check_text(&o);
	ob_close(&o);
	free(p);
	return 0;
}
