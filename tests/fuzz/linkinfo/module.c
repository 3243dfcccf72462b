/* A module's memory, flat of any type or in any parts, told by each decoder to both listeners. */
#include "../fuzz.h"

#include "module/module.h"

/* Lines of printable text, each with its label. */
static void check_text(const struct module *m)
{
	struct obuf o;
	struct listener l = module_text(&o);

	ob_open(&o, -1);
	module_tell(m, &l);
	CHECK(!o.len || (o.p[0] == '\t' && o.p[o.len - 1] == '\n'));
	for (size_t i = 1; i < o.len; i++)
		CHECK(o.p[i] == '\n' || (o.p[i] == '\t') == (o.p[i - 1] == '\n'));
	for (size_t i = 0; i < o.len; i++)
		CHECK(o.p[i] == '\n' || o.p[i] == '\t' || (o.p[i] >= ' ' && o.p[i] <= '~'));
	ob_close(&o);
}

static void check_json(const struct module *m)
{
	struct obuf o;
	struct json j;
	struct module_json to;
	struct listener l;

	ob_open(&o, -1);
	j = json_line(&o);
	l = module_json(&to, &j);
	module_tell(m, &l);
	module_json_end(&to);
	json_end(&j);
	for (size_t i = 0; i + 1 < o.len; i++)
		CHECK(o.p[i] >= ' ' && o.p[i] <= '~');
	CHECK(j.depth == 0 && o.p[o.len - 1] == '\n');
	ob_close(&o);
}

static void check(const struct module *m)
{
	check_text(m);
	check_json(m);
}

/* The first byte chooses: 0 to 7 a type of flat memory, else which parts follow. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct module m = { .kind = MODULE_UNKNOWN };
	uint8_t how;

	if (!size)
		return 0;
	how = *data++;
	size--;
	if (how < 8) {
		module_flat(&m, how, data, size);
		check(&m);
		return 0;
	}
	for (unsigned i = 0; i < MODULE_PARTS && size; i++) {
		size_t n = size < MODULE_PAGE ? size : MODULE_PAGE;

		if (i != MODULE_LOWER && !(how >> i % 8 & 1))
			continue;
		module_fill(&m, i, data, n);
		data += n;
		size -= n;
	}
	for (unsigned kind = MODULE_UNKNOWN; kind <= MODULE_CMIS; kind++) {
		m.kind = kind;
		check(&m);
	}
	return 0;
}
