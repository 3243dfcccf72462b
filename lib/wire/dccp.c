/* DCCP headers, read and made (RFC 4340, sections 5 and 9). */
#include "wire/dccp.h"

#include "wire/cksum.h"
#include "wire/ip4.h"

static const struct {
	const char *name;
	bool acks, is_short;		/* may the numbers be short? */
	uint8_t more;			/* bytes behind the numbers */
} types[DCCP_TYPES] = {
	[DCCP_REQUEST] = { .name = "request", .more = 4 },
	[DCCP_RESPONSE] = { .name = "response", .acks = true, .more = 4 },
	[DCCP_DATA] = { .name = "data", .is_short = true },
	[DCCP_ACK] = { .name = "ack", .acks = true, .is_short = true },
	[DCCP_DATAACK] = { .name = "dataack", .acks = true, .is_short = true },
	[DCCP_CLOSEREQ] = { .name = "closereq", .acks = true },
	[DCCP_CLOSE] = { .name = "close", .acks = true },
	[DCCP_RESET] = { .name = "reset", .acks = true, .more = 4 },
	[DCCP_SYNC] = { .name = "sync", .acks = true },
	[DCCP_SYNCACK] = { .name = "syncack", .acks = true },
};

const char *dccp_type_name(unsigned type)
{
	return type < DCCP_TYPES ? types[type].name : NULL;
}

static uint64_t read48(struct cur *c)
{
	uint64_t high = cur_be16(c);

	return high << 32 | cur_be32(c);
}

/* The generic header as far as it is the same in all, and the length that it states. */
static unsigned read_start(struct cur *c, struct dccp *h)
{
	unsigned words;
	uint8_t b;

	*h = (struct dccp){ 0 };
	h->sport = cur_be16(c);
	h->dport = cur_be16(c);
	words = cur_u8(c);
	b = cur_u8(c);
	h->ccval = b >> 4;
	h->cscov = b & 15;
	h->sum = cur_be16(c);
	return words * 4;
}

/* The type, and the sequence number in the length that the packet says. */
static void read_number(struct cur *c, struct dccp *h)
{
	uint8_t b = cur_u8(c);

	h->type = b >> 1 & 15;
	h->extended = b & 1;
	if (h->extended) {
		cur_skip(c, 1);
		h->seq = read48(c);
	} else {
		h->seq = cur_be24(c);
	}
}

static void read_ack(struct cur *c, struct dccp *h)
{
	h->acks = types[h->type].acks;
	if (!h->acks)
		return;
	cur_skip(c, h->extended ? 2 : 1);
	h->ack = h->extended ? read48(c) : cur_be24(c);
}

bool dccp_parse_start(struct cur *c, struct dccp *h)
{
	struct dccp more;
	struct cur behind;

	read_start(c, h);
	behind = *c;
	read_number(&behind, &more);
	if (cur_ok(&behind) && more.extended) {
		h->type = more.type;
		h->extended = true;
		h->seq = more.seq;
		*c = behind;
	}
	return cur_ok(c);
}

bool dccp_parse(struct cur *c, struct dccp *h)
{
	size_t whole = cur_left(c), fixed;

	h->hlen = read_start(c, h);
	read_number(c, h);
	if (!cur_ok(c) || h->type >= DCCP_TYPES || (!h->extended && !types[h->type].is_short))
		return false;
	read_ack(c, h);
	if (h->type == DCCP_REQUEST || h->type == DCCP_RESPONSE) {
		h->service = cur_be32(c);
	} else if (h->type == DCCP_RESET) {
		h->code = cur_u8(c);
		for (int i = 0; i < 3; i++)
			h->data[i] = cur_u8(c);
	}
	fixed = whole - cur_left(c);
	if (!cur_ok(c) || h->hlen < fixed || cur_left(c) < h->hlen - fixed)
		return false;
	h->options = cur_take(c, h->hlen - fixed);
	return true;
}

static void put48(struct put *w, uint64_t v)
{
	put_be16(w, (uint16_t)(v >> 32));
	put_be32(w, (uint32_t)v);
}

void dccp_put(struct put *w, const struct dccp *h)
{
	unsigned type = h->type % DCCP_TYPES;
	unsigned hlen = DCCP_NUMBERED + (types[type].acks ? 8u : 0u) + types[type].more;

	put_be16(w, h->sport);
	put_be16(w, h->dport);
	put_be16(w, (uint16_t)(hlen / 4 << 8));
	put_be16(w, 0);
	put_be16(w, (uint16_t)((type << 1 | 1) << 8));
	put48(w, h->seq);
	if (types[type].acks) {
		put_be16(w, 0);
		put48(w, h->ack);
	}
	if (type == DCCP_RESET) {
		put_u8(w, h->code);
		put_mem(w, h->data, sizeof(h->data));
	} else if (types[type].more) {
		put_be32(w, h->service);
	}
}

uint16_t dccp_put_sum(struct put *w, size_t at, const struct addr *src, const struct addr *dst)
{
	uint32_t pseudo;
	uint16_t sum;

	if (w->over || w->len < at + DCCP_START)
		return 0;
	put_set16(w, at + 6, 0);
	pseudo = cksum_pseudo(src, dst, IP_DCCP, (uint32_t)(w->len - at));
	sum = cksum_end(cksum_add(pseudo, w->p + at, w->len - at));
	put_set16(w, at + 6, sum);
	return sum;
}

bool dccp_sum_ok(struct cur packet, const struct addr *src, const struct addr *dst)
{
	size_t n = cur_left(&packet), covered = n;
	const uint8_t *p = cur_bytes(&packet, n);

	if (!p || n < DCCP_START)
		return false;
	/* the header, and of the data as many words as are said, less one */
	if (p[5] & 15)
		covered = p[4] * 4u + ((p[5] & 15u) - 1) * 4u;
	if (covered < DCCP_START || covered > n)
		return false;
	return cksum_end(cksum_add(cksum_pseudo(src, dst, IP_DCCP, (uint32_t)n), p, covered)) == 0;
}
