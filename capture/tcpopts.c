/*
 * TCP's options: RFC 9293, 7323 (scale, time stamps), 2018 (SACK), 1072, 1644, 2385 (MD5), 5925
 * (AO), 5482 (time-out), 7413 (fast open), 6994 (experiments).
 */
#include "tcpopts.h"

enum kind {
	EOL,
	NOP,
	MSS,
	WSCALE,
	SACKOK,
	SACK,
	ECHO,
	ECHOREPLY,
	STAMP,
	CC = 11,
	CCNEW,
	CCECHO,
	SIGNATURE = 19,
	SCPS,
	UTO = 28,
	AO,
	MPTCP,
	FASTOPEN = 34,
	EXPERIMENT = 254,
};

#define EXPERIMENT_TFO 0xf989

/* Two no-operations, then a time stamp with its length. */
#define ALIGNED_STAMP ((uint32_t)NOP << 24 | NOP << 16 | STAMP << 8 | 10)

static const struct word kinds[] = {
	{ EOL, "eol" }, { NOP, "nop" }, { MSS, "mss" }, { WSCALE, "wscale" }, { SACKOK, "sackOK" },
	{ SACK, "sack" }, { ECHO, "echo" }, { ECHOREPLY, "echoreply" }, { STAMP, "TS" },
	{ CC, "cc" }, { CCNEW, "ccnew" }, { CCECHO, "" }, { SIGNATURE, "md5" }, { SCPS, "scps" },
	{ UTO, "uto" }, { AO, "tcp-ao" }, { MPTCP, "mptcp" }, { FASTOPEN, "tfo" },
	{ EXPERIMENT, "exp" }, { 0, NULL },
};

/* The option that is read: its view begins behind the length. */
struct opt_read {
	struct view v;
	size_t n;		/* its length without kind and length */
	size_t left;		/* bytes of all options behind kind and length */
	size_t used;
};

/* How many bytes of data the option takes. False: more than there are. */
static bool takes(struct opt_read *r, size_t n)
{
	r->used = n;
	if (n <= r->left)
		view_need(&r->v, n);
	return n <= r->left;
}

static void hex_text(struct opt_read *r, size_t at, size_t n, struct obuf *o)
{
	for (size_t i = 0; i < n; i++)
		ob_hex(o, *view_at(&r->v, at + i, 1), 2);
}

static bool sack(struct pkt *pk, struct opt_read *r, const struct tcp_around *tcp, struct obuf *o)
{
	(void)pk;
	r->used = r->n;
	if (r->n % 8) {
		ob_str(o, " invalid sack");
		return r->n <= r->left;
	}
	if (r->n > r->left)
		return false;
	ob_num(o, " ", r->n / 8, " ");
	for (size_t i = 0; i < r->n; i += 8) {
		const uint8_t *p = view_at(&r->v, i, 8);

		ob_num(o, "{", be32(p) - tcp->sack, ":");
		ob_u(o, be32(p + 4) - tcp->sack);
		ob_c(o, '}');
	}
	return true;
}

static void ao(struct opt_read *r, struct obuf *o)
{
	if (r->n < 2) {
		ob_str(o, " (invalid)");
		return;
	}
	ob_num(o, " keyid ", *view_at(&r->v, 0, 1), "");
	ob_num(o, " rnextkeyid ", *view_at(&r->v, 1, 1), "");
	if (r->n > 2) {
		ob_str(o, " mac 0x");
		hex_text(r, 2, r->n - 2, o);
	}
}

static void cookie(struct opt_read *r, size_t at, struct obuf *o)
{
	size_t n = r->n - at;

	if (!n) {
		ob_str(o, " cookiereq");
	} else if (n % 2 || n < 4 || n > 16) {
		ob_str(o, " (invalid)");
	} else {
		ob_str(o, " cookie ");
		hex_text(r, at, n, o);
	}
}

static bool experiment(struct opt_read *r, struct obuf *o)
{
	uint16_t magic;

	if (!takes(r, r->n) || r->n < 2)
		return false;
	magic = be16(view_at(&r->v, 0, 2));
	ob_c(o, '-');
	if (magic == EXPERIMENT_TFO) {
		ob_str(o, "tfo");
		cookie(r, 2, o);
	} else {
		ob_hex(o, magic, 4);
	}
	return true;
}

static void scps(struct pkt *pk, struct opt_read *r, struct obuf *o)
{
	(void)pk;
	ob_str(o, " cap ");
	ob_hex(o, *view_at(&r->v, 0, 1), 2);
	ob_num(o, " id ", *view_at(&r->v, 1, 1), "");
}

/* False: it is wrong. */
static bool option(struct pkt *pk, uint8_t kind, struct opt_read *r, const struct tcp_around *tcp,
		   struct obuf *o)
{
	const uint8_t *p;

	switch (kind) {
	case EOL:
	case NOP:
	case SACKOK:
		return takes(r, 0);
	case MSS:
		if (!takes(r, 2))
			return false;
		ob_num(o, " ", be16(view_at(&r->v, 0, 2)), "");
		return true;
	case WSCALE:
		if (!takes(r, 1))
			return false;
		ob_num(o, " ", *view_at(&r->v, 0, 1), "");
		return true;
	case SACK:
		return sack(pk, r, tcp, o);
	case ECHO:
	case ECHOREPLY:
	case CC:
	case CCNEW:
	case CCECHO:
		if (!takes(r, 4))
			return false;
		ob_num(o, " ", be32(view_at(&r->v, 0, 4)), "");
		return true;
	case STAMP:
		if (!takes(r, 8))
			return false;
		p = view_at(&r->v, 0, 8);
		ob_num(o, " val ", be32(p), " ecr ");
		ob_u(o, be32(p + 4));
		return true;
	case SIGNATURE:
		if (!takes(r, 16))
			return false;
		ob_c(o, ' ');
		tcpmd5_print(pk, view_at(&r->v, 0, 16), tcp, o);
		return true;
	case SCPS:
		if (!takes(r, 2))
			return false;
		scps(pk, r, o);
		return true;
	case UTO:
		if (!takes(r, 2))
			return false;
		p = view_at(&r->v, 0, 2);
		ob_c(o, ' ');
		ob_0x(o, be16(p), 0);
		/* RFC 5482, section 2: the first bit says minutes */
		ob_num(o, " ", (be16(p) & 0x7fffu) * (p[0] & 0x80 ? 60 : 1), "");
		return true;
	case AO:
		r->used = r->n;
		ao(r, o);
		return true;
	case MPTCP:
		if (!r->n || !takes(r, r->n))
			return false;
		if (pk->failed)
			return true;
		ob_num(o, " ", r->n + 2, "");
		r->v.p -= 2;
		return mptcp_print(pk, r->v, r->n + 2, tcp->flags, o);
	case FASTOPEN:
		takes(r, r->n);
		ob_c(o, ' ');
		cookie(r, 0, o);
		return true;
	case EXPERIMENT:
		return experiment(r, o);
	default:
		r->used = r->n;
		if (r->n > r->left)
			return false;
		if (r->n) {
			ob_str(o, " 0x");
			hex_text(r, 0, r->n, o);
		}
		return true;
	}
}

/* One option. False: it is wrong. */
static bool next(struct pkt *pk, struct view *v, const struct tcp_around *tcp, bool first,
		 bool *last, struct obuf *o)
{
	struct opt_read r = { .v = *v };
	size_t head, n = 0, all = v->len;
	uint8_t kind;
	bool good;

	/* what ends here, -x shows with the link header */
	pk->whole = true;
	kind = *view_at(v, 0, 1);
	head = kind == EOL || kind == NOP ? 1 : 2;
	if (head == 2) {
		n = *view_at(v, 1, 1);
		if (!pk->failed && (n < 2 || n > all || all < 2)) {
			ob_str(o, first ? "[bad opt]" : "[bad opt]]");
			return false;
		}
		n -= n ? 2 : 0;
	}
	pk->whole = false;
	if (pk->failed)
		return true;
	ob_word(o, kinds, kind, "unknown-", "");
	view_pass(&r.v, head);
	r.n = n;
	r.left = all - head;
	good = option(pk, kind, &r, tcp, o);
	/* so the classic text ends where a later option is cut */
	if (pk->failed && pk->failed_in == pk->proto && !first)
		pk->failed_end = ">";
	if (!good) {
		ob_str(o, first ? "[bad opt]" : "[bad opt]]");
		return false;
	}
	if (head == 2 && r.used != n)
		ob_num(o, "[len ", n + 2, "]");
	*last = kind == EOL;
	view_pass(v, head + r.used);
	return true;
}

bool tcpopts_print(struct pkt *pk, struct view v, const struct tcp_around *tcp, struct obuf *o)
{
	bool last = false, first = true;

	/* what nearly every segment has, in one piece */
	if (v.len == 12 && view_has(&v, 0, 12) && be32(v.p) == ALIGNED_STAMP) {
		ob_num(o, ", options [nop,nop,TS val ", be32(v.p + 4), " ecr ");
		ob_u(o, be32(v.p + 8));
		ob_c(o, ']');
		return true;
	}
	ob_str(o, ", options [");
	while (!last && view_more(&v)) {
		if (!first)
			ob_c(o, ',');
		if (!next(pk, &v, tcp, first, &last, o))
			return false;
		first = false;
	}
	ob_c(o, ']');
	return true;
}
