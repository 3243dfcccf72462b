/* Whatever bytes a peer sends: text without control bytes, and JSON that is valid. */
#include "fuzz.h"

#include "../unit/validator.h"
#include "base/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct validator v;
	struct obuf o;
	struct json j;

	if (size > sizeof(v.string) / 3)
		return 0;
	ob_open(&o, -1);
	ob_esc(&o, data, size);
	CHECK(o.len >= size && o.len <= 4 * size && utf8_is_clean((unsigned char *)o.p, o.len));
	o.len = 0;
	j = json_line(&o);
	json_mem(&j, "key", data, size);
	json_array(&j, "list");
	json_mem(&j, NULL, data, size);
	json_array_end(&j);
	json_end(&j);
	CHECK(o.p[o.len - 1] == '\n' && utf8_is_clean((unsigned char *)o.p, o.len - 1));
	CHECK(is_valid_json(&v, o.p, o.len));
	ob_close(&o);
	return 0;
}
