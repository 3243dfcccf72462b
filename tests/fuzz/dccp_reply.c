/*
 * What a raw DCCP socket received: quotes of the error queue, and packets.
 *
 * The input begins with a mode, the length of the quote that the error states (16 bits), the type;
 * data follow. The mode's bits:
 *	1	IPv6
 *	2	a packet instead of an error
 *	8	the checksum of the packet, or of extensions, is made right
 *	16	the packet's ports, checksum of an error, and numbers are made ours
 */
#include "reply.h"

#include "base/put.h"
#include "wire/ip4.h"
#include "xport/dccp.h"

#define HEAD 4
#define PORT 33434
#define SPORT 50000
#define BASE (DCCP_SEQ_MAX - 4)
#define SUM 0x1234

static const uint8_t to4[4] = { 198, 51, 100, 7 };
static const uint8_t to6[16] = { 0x20, 0x01, 0x0d, 0xb8, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7 };

/* Reads the packet once more, as a renderer does. */
static void walk_packet(const struct dccp_match *m, const struct reply *r, const uint8_t *p,
			size_t n)
{
	uint8_t bytes[DCCP_HLEN_MAX];
	struct put w = put_to(bytes, sizeof(bytes));
	struct cur c = r->body;
	struct dccp h;

	CHECK(dccp_parse(&c, &h) && h.hlen >= 12 && h.hlen <= 1020 && h.type < DCCP_TYPES);
	CHECK(h.hlen + cur_left(&c) == cur_left(&r->body));
	CHECK(h.seq <= DCCP_SEQ_MAX && h.ack <= DCCP_SEQ_MAX);
	within(h.options, p, n);
	if (dccp_abort(m, r, &w)) {
		CHECK(w.len == DCCP_HLEN_MAX && r->kind == REPLY_ANSWER && !r->bad_sum);
		CHECK(h.type == DCCP_RESPONSE);
	}
}

static void set_ours(const struct dccp_match *m, uint8_t *p, size_t n, bool answers)
{
	uint64_t number = dccp_number(m, 9);
	struct put w = put_to(p, n);

	if (n < DCCP_START)
		return;
	put_be16(&w, answers ? PORT : SPORT);
	put_be16(&w, answers ? SPORT : PORT);
	put_set16(&(struct put){ .p = p, .len = n, .cap = n }, 6, SUM);
	for (w.len = 10; w.len + 6 <= n && w.len <= 18; w.len += 2) {
		put_be16(&w, (uint16_t)(number >> 32));
		put_be32(&w, (uint32_t)number);
	}
}

static void set_sum(const struct dccp_match *m, const struct errq *e, unsigned mode, uint8_t *p,
		    size_t n)
{
	size_t at = e->stated ? e->stated : 128 - (mode & 1 ? 40 : 20);
	struct put w = put_to(p, n);

	w.len = n;
	if (mode & 2)
		dccp_put_sum(&w, 0, &m->to, &m->from);
	else
		set_extension_sum(p, n, at);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct errq e = { .origin = ERRQ_ICMP, .ttl = -1 };
	struct dccp_recent recent = { .sum = { 0, SUM }, .sent = 3 };
	struct dccp_match m = { .port = PORT, .sport = SPORT, .base = BASE, .recent = &recent };
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
		dccp_error(&m, &e, cur_of(p, n), mode & 1 ? 40 : 20, &r);
	else if (dccp_answer(&m, cur_of(p, n), &r))
		walk_packet(&m, &r, p, n);
	within(r.body, p, n);
	within(r.quoted, p, n);
	within(r.options, p, n);
	walk_extensions(r.ext, p, n);
	CHECK(!r.has_quote && r.kind <= REPLY_OTHER);
	free(p);
	return 0;
}
