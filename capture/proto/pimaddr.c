/* Addresses in messages of PIM version 2 (RFC 7761, 4.9.1), and in those of RFC 2117. */
#include "proto/pim.h"

static void address(struct pkt *pk, const uint8_t *p, size_t len, struct obuf *o)
{
	if (len == 16)
		names_ip6(pk, o, p);
	else
		names_ip4(pk, o, p);
}

/* Family(1) encoding(1), of the kinds that are known: the address's length. */
static size_t family(struct view *v, size_t head)
{
	const uint8_t *p = view_at(v, 0, head);
	size_t len = p[0] == 1 ? 4 : p[0] == 2 ? 16 : 0;

	if (!len || p[1])
		view_failed(v);
	return len;
}

void pim_unicast(struct pkt *pk, struct view *v, size_t plain, struct obuf *o)
{
	size_t len = plain, head = plain ? 0 : 2;

	if (!plain)
		len = family(v, 2);
	else if (plain != 4 && plain != 16)
		view_failed(v);
	if (pk->failed)
		return;
	address(pk, view_at(v, head, len), len, o);
	view_skip(v, head + len);
}

/* Family(1) encoding(1) flags(1) mask length(1) address; true: it was there. */
static bool masked(struct pkt *pk, struct view *v, size_t plain, struct obuf *o, uint8_t *flags)
{
	size_t len = plain, head = plain ? 2 : 4;
	uint8_t mask;

	if (!plain)
		len = family(v, 2);
	else if (plain != 4 && plain != 16)
		view_failed(v);
	if (pk->failed)
		return false;
	view_at(v, 0, head + len);
	if (pk->failed)
		return false;
	*flags = v->p[head - 2];
	mask = v->p[head - 1];
	address(pk, v->p + head, len, o);
	if (mask != len * 8)
		ob_num(o, "/", mask, "");
	view_skip(v, head + len);
	return true;
}

void pim_group(struct pkt *pk, struct view *v, size_t plain, struct obuf *o)
{
	uint8_t flags;

	if (!masked(pk, v, plain, o, &flags) || !flags)
		return;
	ob_c(o, '(');
	ob_0x(o, flags, 2);
	ob_c(o, ')');
}

void pim_source(struct pkt *pk, struct view *v, size_t plain, struct obuf *o)
{
	static const struct word names[] = { { 4, "S" }, { 2, "W" }, { 1, "R" }, { 0, NULL } };
	uint8_t flags;

	if (!masked(pk, v, plain, o, &flags) || !flags)
		return;
	ob_c(o, '(');
	ob_bits(o, names, flags, "", "");
	if (flags & 0xf8) {
		ob_c(o, '+');
		ob_0x(o, flags & 0xf8, 2);
	}
	ob_c(o, ')');
}
