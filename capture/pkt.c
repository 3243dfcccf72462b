/* The frame around a packet's printers: from one to the next, and the mark where it ends early. */
#include <string.h>

#include "hex.h"
#include "print.h"
#include "wire/cksum.h"

void pkt_cut(struct pkt *pk)
{
	if (pk->failed)
		return;
	pk->failed = true;
	pk->failed_in = pk->proto;
	if (pk->whole)
		pk->link_len = 0;
	pk->failed_end = "";
	pk->cut = pk->o->len;
}

const uint8_t *view_failed(struct view *v)
{
	static const uint8_t zeros[VIEW_READ];

	pkt_cut(v->pk);
	v->p = v->end;
	v->len = 0;
	return zeros;
}

bool pkt_step(struct pkt *pk)
{
	if (pk->failed)
		return false;
	if (pk->budget) {
		pk->budget--;
		return true;
	}
	pkt_cut(pk);
	return false;
}

bool view_more(struct view *v)
{
	return v->len && pkt_step(v->pk);
}

void pkt_mark(const struct pkt *pk, struct obuf *o)
{
	ob_str(o, " [|");
	ob_str(o, pk->proto);
	ob_c(o, ']');
}

void pkt_call(struct pkt *pk, const struct printer *to, struct view v, struct obuf *o)
{
	const bool whole = pk->whole;

	if (pk->failed)
		return;
	if (pk->depth == PKT_DEPTH) {
		pkt_cut(pk);
		return;
	}
	pk->depth++;
	pk->around = pk->proto;
	pk->proto = to->name;
	if (pk->called)
		pk->called(pk->who, to, &v);
	pk->whole = to->whole;
	to->print(pk, v, o);
	pk->whole = whole;
	pk->depth--;
}

void pkt_data(struct pkt *pk, struct view v, struct obuf *o)
{
	if (pk->show->dump || pk->show->quick || pk->failed)
		return;
	hex_dump(o, "\n\t", v.p, v.len < view_left(&v) ? v.len : view_left(&v), true);
}

void pkt_quoted(struct pkt *pk, struct view v, struct obuf *o)
{
	v = view_limit(v, be16(view_at(&v, 2, 2)));
	/* its own length is not within it */
	view_need(&v, 4);
	pkt_next(pk, BY_ETHER, 0x0800, v, o);
}

void pkt_resume(struct pkt *pk, struct obuf *o)
{
	if (!pk->failed || !pk->budget)
		return;
	o->len = pk->cut;
	pk->proto = pk->failed_in;
	pkt_mark(pk, o);
	ob_str(o, pk->failed_end);
	pk->failed = false;
}

bool pkt_print(struct pkt *pk, struct obuf *o)
{
	const struct printer *to = pkt_find(pk, BY_DLT, (uint32_t)pk->dlt);
	struct view v = { pk->data, pk->data + pk->caplen, pk->len, pk };

	if (!to)
		return false;
	pk->o = o;
	pk->failed = false;
	pk->budget = PKT_BUDGET;
	pk->depth = 0;
	pk->link_len = 0;
	pk->linked = false;
	pk->ip = (struct ip_around){ 0 };
	pk->mac_src = pk->mac_dst = NULL;
	pk->ppp = 0;
	pkt_call(pk, to, v, o);
	if (pk->failed) {
		o->len = pk->cut;
		pk->proto = pk->failed_in;
		pkt_mark(pk, o);
		ob_str(o, pk->failed_end);
	}
	return true;
}

uint16_t pkt_cksum(const struct view *v, size_t n)
{
	return cksum(v->p, n < view_left(v) ? n : view_left(v));
}

uint16_t pkt_pseudo_cksum(const struct pkt *pk, const struct view *v, size_t n, uint8_t proto)
{
	uint32_t sum;

	if (n > view_left(v))
		n = view_left(v);
	sum = cksum_ends(pk->ip.src, pk->ip.last, pk->ip.version == 4 ? 4 : 16, proto, (uint32_t)n);
	return cksum_end(cksum_add(sum, v->p, n));
}
