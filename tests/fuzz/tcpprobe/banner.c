/* What a server says, as text and as JSON: one line, and nothing that a terminal acts on. */
#include "../fuzz.h"

#include "prober_run.h"

static void check(const struct prober *p, bool json)
{
	CHECK(p->out.len && p->out.p[p->out.len - 1] == '\n');
	for (size_t i = 0; i + 1 < p->out.len; i++) {
		unsigned char c = (unsigned char)p->out.p[i];

		CHECK(c >= ' ' && c != 0x7f);
	}
	CHECK(!json || p->out.p[p->out.len - 2] == '}');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct prober p = { .cfg = { .banner = true } };
	struct target t = { .host = "host", .named = true };
	struct answer a = { .rtt = 1, .mark.ttl = -1, .banner_len = size };
	char *banner = fuzz_text(data, size);

	a.banner = banner;
	addr_parse4(&t.addr, "192.0.2.1");
	for (int json = 0; json < 2; json++) {
		ob_open(&p.out, -1);
		(json ? &prober_json : &prober_text)->port(&p, &t, 25, &a);
		check(&p, json);
		ob_close(&p.out);
	}
	free(banner);
	return 0;
}
