/* What the checker reads: targets, first bytes of an answer, certificates of a bundle. */
#include "../fuzz.h"

#include "check/guess.h"
#include "check/target.h"
#include "context.h"
#include "lazy.h"
#include "names.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *s = fuzz_text(data, size);
	struct target t;
	unsigned long flags;
	const uint8_t *subject;
	unsigned char *list;
	struct guess g;
	size_t n = 0;

	if (target_parse(&t, s)) {
		CHECK(t.port && t.host[0]);
		CHECK(memchr(t.host, '\0', sizeof(t.host)));
	}
	g = guess_protocol((const char *)data, size);
	CHECK(!g.starttls || (g.protocol && starttls_find(g.starttls)));
	guess_tls(data, size);
	subject = lazy_subject(data, size, &n);
	CHECK(!subject || (subject >= data && n <= size && subject + n <= data + size));
	lazy_hash(data, size);
	name_is_dns(s);
	name_options(s, &flags);
	list = context_names(s, &n);
	CHECK(!list || (n && n <= strlen(s) + 1));
	free(list);
	free(s);
	return 0;
}
