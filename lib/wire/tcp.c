/* TCP headers, read and made (RFC 9293, section 3.1). */
#include "wire/tcp.h"

#include "wire/cksum.h"
#include "wire/ip4.h"

bool tcp_parse_start(struct cur *c, struct tcp *h)
{
	*h = (struct tcp){ 0 };
	h->sport = cur_be16(c);
	h->dport = cur_be16(c);
	h->seq = cur_be32(c);
	return cur_ok(c);
}

bool tcp_parse(struct cur *c, struct tcp *h)
{
	uint16_t word;

	tcp_parse_start(c, h);
	h->ack = cur_be32(c);
	word = cur_be16(c);
	h->hlen = (word >> 12) * 4u;
	h->flags = word & 0xfff;
	h->window = cur_be16(c);
	h->sum = cur_be16(c);
	h->urgent = cur_be16(c);
	if (!cur_ok(c) || h->hlen < TCP_HLEN || cur_left(c) < h->hlen - TCP_HLEN)
		return false;
	h->options = cur_take(c, h->hlen - TCP_HLEN);
	return true;
}

const char *tcp_flag_name(unsigned flag)
{
	switch (flag) {
	case TCP_FIN:
		return "fin";
	case TCP_SYN:
		return "syn";
	case TCP_RST:
		return "rst";
	case TCP_PSH:
		return "psh";
	case TCP_ACK:
		return "ack";
	case TCP_URG:
		return "urg";
	case TCP_ECE:
		return "ece";
	case TCP_CWR:
		return "cwr";
	case TCP_AE:
		return "ae";
	default:
		return NULL;
	}
}

void tcp_options_parse(struct cur list, struct tcp_options *o)
{
	struct header_option opt;

	*o = (struct tcp_options){ 0 };
	while (options_next(&list, &opt)) {
		size_t n = cur_left(&opt.data);

		if (opt.type == TCP_OPT_MSS && n == 2) {
			o->mss = cur_be16(&opt.data);
		} else if (opt.type == TCP_OPT_WSCALE && n == 1) {
			o->wscale = true;
			o->shift = cur_u8(&opt.data);
		} else if (opt.type == TCP_OPT_SACK_OK && n == 0) {
			o->sack = true;
		} else if (opt.type == TCP_OPT_TIMESTAMPS && n == 8) {
			o->timestamps = true;
			o->tsval = cur_be32(&opt.data);
			o->tsecr = cur_be32(&opt.data);
		}
	}
}

/* In the order, and with the padding in front, that the systems of today send. */
void tcp_options_put(struct put *w, const struct tcp_options *o)
{
	if (o->mss) {
		put_be16(w, TCP_OPT_MSS << 8 | 4);
		put_be16(w, o->mss);
	}
	if (o->sack) {
		put_be16(w,
			 o->timestamps ? TCP_OPT_SACK_OK << 8 | 2 : TCP_OPT_NOP << 8 | TCP_OPT_NOP);
		put_be16(w,
			 o->timestamps ? TCP_OPT_TIMESTAMPS << 8 | 10 : TCP_OPT_SACK_OK << 8 | 2);
	} else if (o->timestamps) {
		put_be16(w, TCP_OPT_NOP << 8 | TCP_OPT_NOP);
		put_be16(w, TCP_OPT_TIMESTAMPS << 8 | 10);
	}
	if (o->timestamps) {
		put_be32(w, o->tsval);
		put_be32(w, o->tsecr);
	}
	if (o->wscale) {
		put_be16(w, TCP_OPT_NOP << 8 | TCP_OPT_WSCALE);
		put_be16(w, (uint16_t)(3 << 8 | o->shift));
	}
}

void tcp_put(struct put *w, const struct tcp *h, size_t options_len)
{
	put_be16(w, h->sport);
	put_be16(w, h->dport);
	put_be32(w, h->seq);
	put_be32(w, h->ack);
	put_be16(w, (uint16_t)((TCP_HLEN + options_len) / 4 << 12 | (h->flags & 0xfff)));
	put_be16(w, h->window);
	put_be16(w, 0);
	put_be16(w, h->urgent);
}

void tcp_put_sum(struct put *w, size_t at, const struct addr *src, const struct addr *dst)
{
	uint32_t sum;

	if (w->over || w->len < at + TCP_HLEN)
		return;
	put_set16(w, at + 16, 0);
	sum = cksum_pseudo(src, dst, IP_TCP, (uint32_t)(w->len - at));
	put_set16(w, at + 16, cksum_end(cksum_add(sum, w->p + at, w->len - at)));
}

bool tcp_sum_ok(struct cur segment, const struct addr *src, const struct addr *dst)
{
	size_t n = cur_left(&segment);
	const uint8_t *p = cur_bytes(&segment, n);
	uint32_t pseudo = cksum_pseudo(src, dst, IP_TCP, (uint32_t)n);
	uint16_t sum;

	if (!p || n < TCP_HLEN)
		return false;
	sum = (uint16_t)(p[16] << 8 | p[17]);
	return cksum_end(cksum_add(pseudo, p, n)) == 0 || (sum ^ cksum_end(pseudo)) == 0xffff;
}
