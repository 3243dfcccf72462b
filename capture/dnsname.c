/* Domain names in messages (RFC 1035, section 4.1.4; bit labels: RFC 2673). */
#include "dnsname.h"

#define KIND 0xc0
#define POINTER 0xc0
#define EXTENDED 0x40
#define BITS 0x41
#define NAME_MAX 255

/* A view that reads nothing beyond the message, and does not end the packet by itself. */
static bool there(const struct view *m, size_t at, size_t n)
{
	return view_has(m, at, n);
}

static size_t bits_size(const struct view *m, size_t at)
{
	uint8_t bits = m->p[at];

	return 1 + ((bits ? bits : 256u) + 7) / 8;
}

size_t dnsname_skip(const struct view *m, size_t at)
{
	size_t start = at;

	for (;;) {
		uint8_t n;

		if (!there(m, at, 1))
			return 0;
		n = m->p[at++];
		if (!n)
			return at - start;
		if ((n & KIND) == POINTER)
			return at + 1 - start;
		if ((n & KIND) == EXTENDED) {
			if (n != BITS || !there(m, at, 1))
				return 0;
			at += bits_size(m, at);
		} else if (n & KIND) {
			return 0;
		} else {
			at += n;
		}
	}
}

/* "\[x" and the bits, "/" and how many; false: they are not all there. */
static bool bits_text(const struct view *m, size_t at, struct obuf *o)
{
	unsigned bits = m->p[at] ? m->p[at] : 256;
	unsigned nibbles = (bits + 3) / 4;

	ob_str(o, "\\[x");
	for (unsigned i = 0; i < nibbles; i++) {
		uint8_t b;
		unsigned v;

		if (!there(m, at + 1 + i / 2, 1))
			return false;
		b = m->p[at + 1 + i / 2];
		v = i % 2 ? b & 15u : (unsigned)b >> 4;
		/* bits beyond the last one do not count */
		if (i == nibbles - 1 && bits % 4)
			v &= 0xfu << (4 - bits % 4);
		ob_hex(o, v & 15, 1);
	}
	ob_num(o, "/", bits, "]");
	return true;
}

/* A label of the kind n says, at `at`, of `room` characters at most; its size, or 0. */
static size_t label(const struct view *m, size_t at, uint8_t n, size_t room, struct obuf *o)
{
	size_t left = view_left(m) - at, size = n, shown = size < room ? size : room;

	if ((n & KIND) == EXTENDED) {
		if (n != BITS)
			ob_num(o, "<ELT ", n & 0x3f, ">");
		if (n != BITS || !there(m, at, 1))
			return 0;
		return bits_text(m, at, o) ? bits_size(m, at) : 0;
	}
	if (n & KIND) {
		ob_str(o, "<BAD LABEL TYPE>");
		return 0;
	}
	ob_vis_bytes(o, m->p + at, shown < left ? shown : left);
	return shown > left ? 0 : size;
}

static size_t name(struct pkt *pk, const struct view *m, size_t start, bool plain, struct obuf *o)
{
	size_t at = start, size = 0, before = start, length = 0;
	unsigned labels = 0;
	bool first = true;

	for (;;) {
		uint8_t n;
		size_t used;

		/* a name of very many labels, few of them shown, is not all of the budget */
		if (!there(m, at, 1) || (labels++ % 32 == 0 && !pkt_step(pk)))
			return 0;
		n = m->p[at++];
		if (!n)
			break;
		/* where a label has its first byte only, the classic text takes that for the end */
		if (at == view_left(m) && (!(n & KIND) || ((n & KIND) == POINTER && !first)))
			return size ? size : at - start;
		if ((n & KIND) == POINTER) {
			if (plain || !there(m, at, 1))
				return 0;
			if (!size)
				size = at + 1 - start;
			at = (size_t)(n & 0x3f) << 8 | m->p[at];
			/* backwards only: no loop, nothing that is not there yet */
			if (at >= before) {
				ob_str(o, "<BAD PTR>");
				return 0;
			}
			before = at;
			first = false;
			continue;
		}
		used = label(m, at, n, length < NAME_MAX ? NAME_MAX - length : 0, o);
		if (!used)
			return 0;
		at += used;
		if (n & KIND)
			used = 0;	/* bits do not count */
		if (length + used <= NAME_MAX)
			ob_c(o, '.');
		first = false;
		length += used + 1;
	}
	if (first)
		ob_c(o, '.');
	if (length > NAME_MAX)
		ob_str(o, "<DOMAIN NAME TOO LONG>");
	return size ? size : at - start;
}

size_t dnsname_print(struct pkt *pk, const struct view *m, size_t start, struct obuf *o)
{
	return name(pk, m, start, false, o);
}

size_t dnsname_plain(struct pkt *pk, const struct view *m, size_t start, struct obuf *o)
{
	return name(pk, m, start, true, o);
}
