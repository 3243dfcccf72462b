/* IPv4 headers, and their options whatever the header says. */
#include "fuzz.h"

#include "wire/ip4.h"
#include "wire/quote.h"

/* Walks the list; what the options take adds up to no more than there is. */
static void walk(struct cur c)
{
	size_t all = cur_left(&c), used = 0;
	struct header_option opt;

	while (options_next(&c, &opt)) {
		CHECK(opt.type != IP4_OPT_EOL && cur_ok(&opt.data));
		used += opt.type == IP4_OPT_NOP ? 1 : 2 + cur_left(&opt.data);
		CHECK(used + cur_left(&c) == all);
		while (cur_left(&opt.data))
			cur_be16(&opt.data);
	}
	CHECK(used <= all);
}

/* Bytes of the transport header that were read. */
static size_t transport(const struct quote *q)
{
	switch (q->proto) {
	case IP_TCP:
		return q->tcp.hlen ? q->tcp.hlen : TCP_START;
	case IP_DCCP:
		if (q->dccp.hlen)
			return q->dccp.hlen;
		return q->dccp.extended ? DCCP_NUMBERED : DCCP_START;
	default:
		CHECK(q->proto == IP_ICMP || q->proto == IP_UDP);
		return 8;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cur c = cur_of(data, size);
	struct quote q;
	struct ip4 h;

	walk(cur_of(data, size < 40 ? size : 40));
	if (ip4_parse(&c, &h)) {
		CHECK(h.hlen >= 20 && h.hlen <= 60 && h.hlen <= size);
		CHECK(cur_left(&h.options) == h.hlen - 20 && cur_left(&c) == size - h.hlen);
		walk(h.options);
	}
	if (quote_parse(ADDR_V4, cur_of(data, size), &q)) {
		CHECK(cur_left(&q.data) == size - q.ip4.hlen - transport(&q));
		walk(q.ip4.options);
	}
	return 0;
}
