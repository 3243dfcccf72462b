/* IPv4 options: record route, timestamps and source routes, asked for and shown (RFC 791, 3.1). */
#include "ping.h"

#include <string.h>

#include "base/put.h"
#include "wire/ip4.h"

#define NOT_STANDARD 0x80000000u	/* set where it is not milliseconds since midnight */

/* Fills the 40 bytes that a header has for options. */
static void record_route(struct put *w)
{
	put_u8(w, IP4_OPT_NOP);
	put_u8(w, IP4_OPT_RR);
	put_u8(w, 3 + 4 * 9);
	put_u8(w, 4);
	put_zero(w, 4 * 9);
}

static void source_route(const struct ping *p, struct put *w)
{
	int n = p->nhops - 1;

	put_u8(w, IP4_OPT_NOP);
	put_u8(w, IP4_OPT_LSRR);
	put_u8(w, (uint8_t)(3 + 4 * n));
	put_u8(w, 4);
	for (int i = 0; i < n; i++)
		put_mem(w, p->hop_addr[i].b, 4);
}

static void timestamps(const struct ping *p, struct put *w)
{
	int n = p->nhops - 1;
	unsigned room = p->cfg.stamp == PING_STAMP_ONLY ? 4 * 9 : 8 * 4;

	if (p->cfg.stamp == PING_STAMP_PRESPEC)
		room = 8 * (unsigned)n;
	put_u8(w, IP4_OPT_TS);
	put_u8(w, (uint8_t)(4 + room));
	put_u8(w, 5);
	put_u8(w, (uint8_t)p->cfg.stamp);
	if (p->cfg.stamp != PING_STAMP_PRESPEC) {
		put_zero(w, room);
		return;
	}
	for (int i = 0; i < n; i++) {
		put_mem(w, p->hop_addr[i].b, 4);
		put_zero(w, 4);
	}
}

void ping_options_make(struct ping *p)
{
	struct put w = put_to(p->ip_options, sizeof(p->ip_options));

	if (p->host.addr.family != ADDR_V4)
		return;
	if (p->cfg.stamp != PING_STAMP_NONE)
		timestamps(p, &w);
	else if (p->cfg.record)
		record_route(&w);
	else if (p->nhops > 1)
		source_route(p, &w);
	p->ip_options_len = (unsigned)w.len;
}

static void address_line(struct ping *p, const uint8_t *b)
{
	struct addr a = addr_v4(b);

	ob_c(&p->out, '\t');
	ping_who(p, &p->out, &a);
	ob_c(&p->out, '\n');
}

/* The addresses before the pointer, which counts from the option's first byte. */
static void route_text(struct ping *p, const char *title, struct cur data)
{
	unsigned pointer = cur_u8(&data);
	const uint8_t *b;

	ob_str(&p->out, title);
	for (unsigned at = 4; at + 4 <= pointer && (b = cur_bytes(&data, 4)); at += 4)
		address_line(p, b);
}

static void record_text(struct ping *p, struct cur data)
{
	struct cur all = data;
	unsigned pointer = cur_u8(&data);
	size_t len = cur_left(&all);
	const uint8_t *bytes = cur_bytes(&all, len);

	if (pointer < 8 || cur_left(&data) < 4)
		return;
	if (len == p->route_len && memcmp(bytes, p->route, len) == 0) {
		ob_str(&p->out, "\t(same route)");
		return;
	}
	if (len <= sizeof(p->route)) {
		memcpy(p->route, bytes, len);
		p->route_len = len;
	}
	route_text(p, "\nRR: ", cur_of(bytes, len));
}

/* One time: the first of each kind as it is, later ones as differences. */
static void stamp_text(struct ping *p, uint32_t word, int64_t before[2], bool have[2])
{
	bool odd = word & NOT_STANDARD;
	int64_t v = word & ~NOT_STANDARD;

	ob_c(&p->out, '\t');
	ob_i(&p->out, have[odd] ? v - before[odd] : v);
	if (!have[odd])
		ob_str(&p->out, " absolute");
	if (odd)
		ob_str(&p->out, " not-standard");
	ob_c(&p->out, '\n');
	before[odd] = v;
	have[odd] = true;
}

static void stamps_text(struct ping *p, struct cur data)
{
	unsigned pointer = cur_u8(&data), flags = cur_u8(&data);
	unsigned size = (flags & 15) == PING_STAMP_ONLY ? 4 : 8;
	int64_t before[2] = { 0 };
	bool have[2] = { false };

	if (pointer < 5 + size || cur_left(&data) < size)
		return;
	ob_str(&p->out, "\nTS: ");
	for (unsigned at = 5; at + size <= pointer && cur_left(&data) >= size; at += size) {
		if (size == 8) {
			struct addr a = addr_v4(cur_bytes(&data, 4));

			ob_c(&p->out, '\t');
			ping_who(p, &p->out, &a);
		}
		stamp_text(p, cur_be32(&data), before, have);
	}
	if (flags >> 4) {
		ob_str(&p->out, "Unrecorded hops: ");
		ob_u(&p->out, flags >> 4);
		ob_c(&p->out, '\n');
	}
}

void ping_options_text(struct ping *p, struct cur options)
{
	struct header_option opt;

	while (options_next(&options, &opt)) {
		switch (opt.type) {
		case IP4_OPT_NOP:
			ob_str(&p->out, "\nNOP");
			break;
		case IP4_OPT_RR:
			record_text(p, opt.data);
			break;
		case IP4_OPT_LSRR:
			route_text(p, "\nLSRR: ", opt.data);
			break;
		case IP4_OPT_SSRR:
			route_text(p, "\nSSRR: ", opt.data);
			break;
		case IP4_OPT_TS:
			stamps_text(p, opt.data);
			break;
		default:
			ob_str(&p->out, "\nunknown option ");
			ob_hex(&p->out, opt.type, 0);
		}
	}
}
