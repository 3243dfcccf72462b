/* Register dumps of any length that hold anything, in the words of each driver. */
#include "../fuzz.h"

#include "registers/registers.h"

/* Nothing unprintable. */
static void check_text(const struct obuf *o)
{
	for (size_t i = 0; i < o->len; i++)
		CHECK(o->p[i] == '\n' || o->p[i] == '\t' || (o->p[i] >= ' ' && o->p[i] < 0x7f));
}

/* The driver that is so called, or else one that the first letter picks. */
static const char *driver_of(const char *name)
{
	size_t drivers = 0;

	if (regs_find(name))
		return name;
	while (regs_driver(drivers))
		drivers++;
	return regs_driver((uint8_t)*name % drivers);
}

/* The driver and a 0, the version, and the dump, which may be longer than the input: then 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const size_t lengths[] = { 0, 4, 128, 256, 1024, 4580, 16384 };
	struct regs r = { .driver_version = "1\n2" };
	const uint8_t *end = memchr(data, 0, size);
	struct obuf o;
	size_t least;
	uint8_t *p;

	if (!end || data + size - end < 6)
		return 0;
	r.driver = driver_of((const char *)data);
	size -= (size_t)(end + 6 - data);
	data = end + 1;
	r.version = data[0] | (uint32_t)data[1] << 8 | (uint32_t)data[2] << 16 |
		    (uint32_t)data[3] << 24;
	least = lengths[data[4] % (sizeof(lengths) / sizeof(*lengths))];
	r.len = size > least ? size : least;
	p = malloc(r.len + !r.len);
	CHECK(p);
	memset(p, 0, r.len);
	memcpy(p, data + 5, size);
	r.p = p;
	ob_open(&o, -1);
	regs_print(&r, &o);
	check_text(&o);
	ob_close(&o);
	free(p);
	return 0;
}
