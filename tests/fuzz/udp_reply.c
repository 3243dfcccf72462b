/*
 * What a UDP socket received: quotes of the error queue, and datagrams, with probes in flight.
 *
 * The input begins with a mode, the length of the quote that the error states (16 bits), the port
 * (16 bits), the type and the hop limit; data follow. The mode's bits:
 *	1	IPv6
 *	2	a datagram instead of an error
 *	4	a port for each probe
 *	8	no ports at all
 *	16	the checksum of extensions is made right
 */
#include "reply.h"

#include "base/put.h"
#include "xport/udp.h"

#define HEAD 7
#define PORT 33434
#define SENT 40

static const uint8_t to4[4] = { 198, 51, 100, 7 };
static const uint8_t to6[16] = { 0x20, 0x01, 0x0d, 0xb8, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct udp_recent recent;
	struct udp_match m = { .cookie = 0x63636363 };
	struct errq e = { .origin = ERRQ_ICMP };
	unsigned mode;
	size_t n, gone;
	struct reply r;
	uint8_t *p;
	bool sure;

	if (size < HEAD)
		return 0;
	mode = data[0];
	e.stated = (size_t)(data[1] << 8 | data[2]);
	e.port = (uint16_t)(data[3] << 8 | data[4]);
	e.type = data[5];
	e.ttl = (int)data[6] - 1;
	m.to = e.to = e.from = mode & 1 ? addr_v6(to6) : addr_v4(to4);
	m.port = PORT;
	m.ports = mode & 4;
	m.portless = mode & 8;
	gone = mode & 1 ? 48 : 28;
	n = size - HEAD;
	p = (uint8_t *)fuzz_text(data + HEAD, n);
	if (mode & 16)
		set_extension_sum(p, n, e.stated ? e.stated : 128 - gone);
	sure = mode & 2 ? udp_answer(&m, cur_of(p, n), &e.from, e.port, &r) :
			  udp_error(&m, &e, cur_of(p, n), gone, &r);
	within(r.body, p, n);
	within(r.quoted, p, n);
	walk_extensions(r.ext, p, n);
	CHECK(!r.has_quote && r.kind <= REPLY_OTHER);
	CHECK(m.portless || m.ports || e.port >= PORT || r.kind == REPLY_OTHER);
	recent = (struct udp_recent){ 0 };
	for (unsigned i = 0; i < SENT; i++)
		udp_sent(&recent, i, (uint8_t)(i / 3 + 1));
	if (sure)
		udp_told(&recent, r.seq);
	CHECK(udp_guess(&recent, e.ttl, &r.seq) && r.seq >= 1 && r.seq <= SENT);
	free(p);
	return 0;
}
