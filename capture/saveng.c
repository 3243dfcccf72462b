/* pcapng (draft-ietf-opsawg-pcapng): a section, an interface, and a block a packet. */
#include "saveng.h"

#include <string.h>

#define SECTION 0x0a0d0d0au
#define INTERFACE 1
#define PACKET 6
#define ORDER 0x1a2b3c4du
#define OPT_END 0
#define OPT_APPLICATION 4
#define OPT_RESOLUTION 9

static size_t put32(uint8_t *to, size_t at, uint32_t v)
{
	memcpy(to + at, &v, 4);
	return at + 4;
}

static size_t put16(uint8_t *to, size_t at, uint16_t v)
{
	memcpy(to + at, &v, 2);
	return at + 2;
}

static size_t option(uint8_t *to, size_t at, uint16_t code, const void *p, uint16_t n)
{
	at = put16(to, at, code);
	at = put16(to, at, n);
	memset(to + at, 0, (n + 3u) & ~3u);
	if (n)
		memcpy(to + at, p, n);
	return at + ((n + 3u) & ~3u);
}

/* The block's length, in front and behind. */
static size_t block_end(uint8_t *to, size_t start, size_t at)
{
	at = put32(to, at, (uint32_t)(at + 4 - start));
	put32(to, start + 4, (uint32_t)(at - start));
	return at;
}

static uint16_t linktype_of(int dlt)
{
	/* where the numbers of files differ from libpcap's own */
	return (uint16_t)(dlt == DLT_RAW ? 101 : dlt == DLT_ATM_RFC1483 ? 100 : dlt);
}

size_t saveng_head(uint8_t *to, size_t n, pcap_t *pcap, bool nano)
{
	static const char application[] = "rungs capture " RUNGS_VERSION;
	uint8_t resolution = nano ? 9 : 6;
	size_t at = 0, start;

	if (n < 256)
		return 0;
	at = put32(to, at, SECTION);
	at = put32(to, at, 0);
	at = put32(to, at, ORDER);
	at = put16(to, at, 1);
	at = put16(to, at, 0);
	at = put32(to, at, UINT32_MAX);	/* its length is not known yet */
	at = put32(to, at, UINT32_MAX);
	at = option(to, at, OPT_APPLICATION, application, sizeof(application) - 1);
	at = option(to, at, OPT_END, NULL, 0);
	at = start = block_end(to, 0, at);
	at = put32(to, at, INTERFACE);
	at = put32(to, at, 0);
	at = put16(to, at, linktype_of(pcap_datalink(pcap)));
	at = put16(to, at, 0);
	at = put32(to, at, (uint32_t)pcap_snapshot(pcap));
	at = option(to, at, OPT_RESOLUTION, &resolution, 1);
	at = option(to, at, OPT_END, NULL, 0);
	return block_end(to, start, at);
}

size_t saveng_packet(struct obuf *o, const struct frame *f, bool nano)
{
	static const uint8_t zeros[4];
	uint64_t t = (uint64_t)f->sec * (nano ? 1000000000 : 1000000) + f->frac;
	uint32_t pad = -f->caplen & 3, all = 32 + f->caplen + pad;
	uint32_t head[7] = { PACKET, all, 0, (uint32_t)(t >> 32), (uint32_t)t, f->caplen, f->len };

	ob_mem(o, head, sizeof(head));
	ob_mem(o, f->data, f->caplen);
	ob_mem(o, zeros, pad);
	ob_mem(o, &all, 4);
	return all;
}
