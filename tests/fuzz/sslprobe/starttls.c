/* The dialogues before TLS, and the proxy's: any bytes, in any parts. */
#include "../fuzz.h"

#include "dialogue.h"

/* The first byte says which protocol, the second how long the parts are. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct starttls st;
	enum starttls_state state = STARTTLS_MORE;
	const struct starttls_proto *proto = &dialogue_proxy;
	size_t part, used;
	struct obuf say;

	if (size < 2)
		return 0;
	for (unsigned i = 0; starttls_protos[i]; i++)
		if (data[0] == i)
			proto = starttls_protos[i];
	part = data[1] + 1U;
	data += 2;
	size -= 2;
	ob_open(&say, -1);
	starttls_begin(&st, proto, "me", "host", &say);
	while (size && state == STARTTLS_MORE) {
		size_t n = part < size ? part : size;
		uint8_t *copy = malloc(n);

		CHECK(copy);
		memcpy(copy, data, n);
		state = starttls_feed(&st, copy, n, &used, &say);
		free(copy);
		CHECK(used <= n);
		CHECK(state != STARTTLS_MORE || used == n);
		CHECK(st.len <= STARTTLS_LINE && st.told_len <= STARTTLS_LINE);
		data += used;
		size -= used;
	}
	CHECK(state != STARTTLS_FAILED || st.why[0]);
	CHECK(memchr(st.why, '\0', sizeof(st.why)));
	CHECK(say.len < 4096);
	ob_close(&say);
	return 0;
}
