/* NFS file handles: opaque, but some servers' layouts are known by their looks. */
#include <string.h>

#include "proto/nfs.h"

#define HANDLE 32		/* bytes of version 2's, and as much of a longer one is shown */

static void device(uint32_t major, uint32_t minor, uint32_t inode, struct obuf *o)
{
	ob_num(o, "", major, ",");
	ob_num(o, "", minor, "/");
	ob_u(o, inode);
}

/* A name of printable text from the second byte on, then zeros or more text: VMS. */
static bool looks_like_vms(const uint8_t *h)
{
	size_t n = 1;

	while (n < 14 && h[n] > 0x20 && h[n] < 0x7f)
		n++;
	if (n == 1 || (h[n] != 0 && h[n] != 0x20 && n < 14))
		return false;
	for (; n < 14; n++)
		if (h[n] != 0 && h[n] != 0x20)
			return false;
	return true;
}

static void vms(const uint8_t *h, size_t words, struct obuf *o)
{
	for (size_t i = 1; i <= words && i < 14 && h[i] > 0x20; i++)
		ob_vis(o, h[i]);
	ob_c(o, '/');
	ob_u(o, (uint32_t)h[26] << 24 | (uint32_t)h[27] << 16 | (uint32_t)h[23] << 8 | h[22]);
}

static void undecoded(const uint8_t *h, size_t words, struct obuf *o)
{
	static const char name[] = "Unknown";
	static const char hex[] = "0123456789ABCDEF";

	/* the word is cut to as many letters as the handle has words */
	ob_mem(o, name, words < sizeof(name) - 1 ? words : sizeof(name) - 1);
	ob_c(o, '/');
	for (size_t i = 0; i < words * 4; i++) {
		ob_c(o, hex[h[i] >> 4]);
		ob_c(o, hex[h[i] & 15]);
	}
}

static void raw(struct view h, struct obuf *o)
{
	ob_c(o, '[');
	for (bool more = false; h.len >= 4 && view_more(&h); more = true) {
		if (more)
			ob_c(o, ':');
		ob_hex(o, view_be32(&h), 0);
	}
	ob_c(o, ']');
}

static void decode(const uint8_t *h, size_t words, struct obuf *o)
{
	uint32_t first = be32(h);

	if (words < 4)
		undecoded(h, words, o);
	else if (!first)
		device(h[6], h[7], be32(h + 12), o);
	else if (first <= 0xffff && (h[3] || h[8] != 12 || h[9]))
		device(h[2], h[3], be32(h + 12), o);
	else if (h[8] == 12 && h[9] == 0)
		device(le32(h) >> 20, le32(h) & 0xfffff, le32(h + 12), o);
	else if (be16(h + 8) == 10)
		device(first >> 18, first & 0x3ffff, be32(h + 12), o);
	else if (words >= 7 && looks_like_vms(h))
		vms(h, words, o);
	else
		undecoded(h, words, o);
}

void nfs_handle(struct pkt *pk, struct view *v, bool v3, struct obuf *o)
{
	uint8_t all[HANDLE] = { 0 };
	size_t len = v3 ? view_be32(v) : HANDLE, words;
	struct view h;

	view_need(v, len);
	if (pk->failed)
		return;
	/* counted in whole words */
	h = view_take(v, len & ~(size_t)3);
	ob_str(o, " fh");
	if (pk->show->handles) {
		raw(h, o);
		return;
	}
	words = len / 4 < HANDLE / 4 ? len / 4 : HANDLE / 4;
	memcpy(all, h.p, words * 4);
	ob_c(o, ' ');
	decode(all, words, o);
}
