/*
 * What a raw TCP socket received: quotes of the error queue, and segments.
 *
 * The input begins with a mode, the length of the quote that the error states (16 bits), the type;
 * data follow. The mode's bits:
 *	1	IPv6
 *	2	a segment instead of an error
 *	4	probes are ACKs, not SYNs
 *	8	the checksum of the segment, or of extensions, is made right
 *	16	the segment's numbers and ports are made ours
 */
#include "reply.h"

#include "base/put.h"
#include "wire/ip4.h"
#include "xport/tcp.h"

#define HEAD 4
#define PORT 443
#define SPORT 40000
#define BASE 0xfffffff0
#define ROOM 100

static const uint8_t to4[4] = { 198, 51, 100, 7 };
static const uint8_t to6[16] = { 0x20, 0x01, 0x0d, 0xb8, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7 };

/* Reads the segment once more, as a renderer does for its options. */
static void walk_segment(struct cur c, const uint8_t *p, size_t n)
{
	struct tcp_options o;
	struct header_option opt;
	size_t used = 0;
	struct tcp h;

	CHECK(tcp_parse(&c, &h) && h.hlen >= TCP_HLEN && h.hlen <= 60);
	within(h.options, p, n);
	tcp_options_parse(h.options, &o);
	while (options_next(&h.options, &opt)) {
		within(opt.data, p, n);
		used += opt.type == TCP_OPT_NOP ? 1 : 2 + cur_left(&opt.data);
		CHECK(used <= TCP_OPTIONS_MAX);
	}
}

static void set_ours(const struct tcp_match *m, uint8_t *p, size_t n, bool answers)
{
	uint32_t number = tcp_number(m, 9) + answers;
	struct put w = put_to(p, n);

	if (n < 12)
		return;
	put_be16(&w, answers ? PORT : SPORT);
	put_be16(&w, answers ? SPORT : PORT);
	put_be32(&w, number);
	put_be32(&w, number);
}

static void set_sum(const struct tcp_match *m, const struct errq *e, unsigned mode, uint8_t *p,
		    size_t n)
{
	size_t at = e->stated ? e->stated : 128 - (mode & 1 ? 40 : 20);
	struct put w = put_to(p, n);

	w.len = n;
	if (mode & 2)
		tcp_put_sum(&w, 0, &m->to, &m->from);
	else
		set_extension_sum(p, n, at);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const uint16_t sport = SPORT;
	struct errq e = { .origin = ERRQ_ICMP, .ttl = -1 };
	struct tcp_match m = { .port = PORT, .sports = &sport, .nsports = 1, .base = BASE,
			       .room = ROOM };
	unsigned mode;
	size_t n, ip;
	struct reply r;
	uint8_t *p;

	if (size < HEAD)
		return 0;
	mode = data[0];
	e.stated = (size_t)(data[1] << 8 | data[2]);
	e.type = data[3];
	m.to = m.from = e.to = e.from = mode & 1 ? addr_v6(to6) : addr_v4(to4);
	m.flags = mode & 4 ? TCP_ACK : TCP_SYN;
	n = size - HEAD;
	p = (uint8_t *)fuzz_text(data + HEAD, n);
	ip = (mode & 3) == 2 && n ? (p[0] & 15u) * 4 : 0;
	if (ip <= n && mode & 16)
		set_ours(&m, p + ip, n - ip, mode & 2);
	if (ip <= n && mode & 8)
		set_sum(&m, &e, mode, p + ip, n - ip);
	reply_clear(&r);
	r.has_quote = false;
	r.from = m.to;
	if (!(mode & 2))
		tcp_error(&m, &e, cur_of(p, n), mode & 1 ? 40 : 20, &r);
	else if (tcp_answer(&m, cur_of(p, n), &r))
		walk_segment(r.body, p, n);
	within(r.body, p, n);
	within(r.quoted, p, n);
	within(r.options, p, n);
	walk_extensions(r.ext, p, n);
	CHECK(!r.has_quote && r.kind <= REPLY_OTHER);
	free(p);
	return 0;
}
