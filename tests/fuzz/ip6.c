/* IPv6 headers and chains of extension headers, also as an error quotes them. */
#include "fuzz.h"

#include "wire/ip6.h"
#include "wire/quote.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cur c = cur_of(data, size);
	struct quote q;
	struct ip6 h;

	if (ip6_parse(&c, &h)) {
		CHECK(cur_ok(&c) && size >= 40 && cur_left(&c) <= size - 40);
		CHECK(c.p + cur_left(&c) == data + size);
		CHECK(h.flow <= 0xfffff && h.frag % 8 == 0);
	}
	if (quote_parse(ADDR_V6, cur_of(data, size), &q)) {
		CHECK(q.proto == IP_ICMP6 || q.proto == IP_UDP || q.proto == IP_TCP ||
		      q.proto == IP_DCCP);
		CHECK(q.data.p + cur_left(&q.data) == data + size);
		CHECK(cur_left(&q.data) <= size - 48);
	}
	return 0;
}
