/* Extensions behind the packet that an ICMP error quotes: RFC 4884, 4950 (MPLS), 5837. */
#include "icmpext.h"

#include "hex.h"

#define OFFSET 136		/* where they begin, behind 8 bytes and 128 */
#define HEADER 4
#define MPLS 1
#define STACK 1			/* its class type */

static const struct word classes[] = {
	{ MPLS, "MPLS Stack Entry" }, { 2, "Interface Identification" }, { 0, NULL },
};

static void label_text(uint32_t entry, struct obuf *o)
{
	ob_num(o, "\n\t    label ", entry >> 12, ", tc ");
	ob_u(o, entry >> 9 & 7);
	if (entry & 0x100)
		ob_str(o, ", [S]");
	ob_num(o, ", ttl ", entry & 0xff, "");
}

/* `left` bytes of objects. */
static void objects(struct pkt *pk, struct view v, size_t left, struct obuf *o)
{
	while (left > HEADER && pkt_step(pk)) {
		const uint8_t *p = view_at(&v, 0, HEADER);
		size_t n = be16(p);
		const char *name = word_of(classes, p[2]);

		if (pk->failed)
			return;
		ob_str(o, "\n\t  ");
		ob_str(o, name ? name : "unknown");
		ob_num(o, " Object (", p[2], "), Class-Type: ");
		ob_num(o, "", p[3], ", length ");
		ob_u(o, n);
		/* so the classic text ends where a class is 0 */
		if (n < HEADER || !p[2])
			return;
		view_skip(&v, HEADER);
		n -= HEADER;
		left -= HEADER;
		if (p[2] == MPLS && p[3] == STACK) {
			uint32_t entry = be32(view_at(&v, 0, 4));

			if (!pk->failed)
				label_text(entry, o);
		} else {
			hex_dump(o, "\n\t    ", v.p, n < view_left(&v) ? n : view_left(&v), false);
		}
		if (left < n)
			return;
		left -= n;
		view_pass(&v, n);
	}
}

bool icmpext_follows(const struct view *v, size_t quote)
{
	struct view at = view_behind(*v, OFFSET);

	if (v->len <= OFFSET || !view_has(v, OFFSET, HEADER + 1))
		return false;
	return quote || !view_has(&at, 0, at.len) || !pkt_cksum(&at, at.len);
}

void icmpext_print(struct pkt *pk, struct view v, size_t quote, struct obuf *o)
{
	size_t n;
	bool whole;
	uint16_t sum = 0;
	const uint8_t *p;

	if (v.len <= OFFSET)
		return;
	view_need(&v, OFFSET + HEADER + 1);
	n = v.len - OFFSET;
	view_skip(&v, OFFSET);
	whole = view_has(&v, 0, n);
	if (whole)
		sum = pkt_cksum(&v, n);
	/* an old error does not say that there are extensions: only their checksum does */
	if (!quote && sum)
		return;
	p = view_at(&v, 0, HEADER);
	if (pk->failed)
		return;
	ob_num(o, "\n\tICMP Multi-Part extension v", p[0] >> 4, "");
	if (p[0] >> 4 != 2) {
		ob_str(o, " packet not supported");
		return;
	}
	if (whole) {
		ob_str(o, ", checksum ");
		ob_0x(o, be16(p + 2), 4);
		ob_str(o, sum ? " (incorrect), length " : " (correct), length ");
		ob_u(o, n);
	}
	objects(pk, view_behind(v, HEADER), n - HEADER, o);
}
