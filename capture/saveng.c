/* pcapng (draft-ietf-opsawg-pcapng): a section, interfaces, and a block a packet. */
#include "saveng.h"

#include <string.h>
#include <sys/utsname.h>

#define SECTION 0x0a0d0d0au
#define INTERFACE 1u
#define STATISTICS 5u
#define PACKET 6u
#define ORDER 0x1a2b3c4du
#define NANO 9		/* 10 to the power of -9 */

/* Options of any block, of the section, of an interface, of its statistics. */
enum { OPT_END = 0, OPT_COMMENT = 1 };
enum { OPT_OS = 3, OPT_APPLICATION = 4 };
enum { OPT_NAME = 2, OPT_RESOLUTION = 9, OPT_FILTER = 11 };
enum { OPT_START = 2, OPT_STOP, OPT_IFDROP = 5, OPT_ACCEPTED, OPT_OSDROP, OPT_DELIVERED };

static void put32(struct obuf *o, uint32_t v)
{
	ob_mem(o, &v, sizeof(v));
}

static void pad(struct obuf *o, size_t n)
{
	static const char zeros[4];

	ob_mem(o, zeros, -n & 3);
}

/* An option of bytes with others before them; more than it holds is left out. */
static void option_after(struct obuf *o, uint16_t code, const char *before, size_t nbefore,
			 const void *p, size_t n)
{
	size_t most = UINT16_MAX - nbefore;
	uint16_t head[2] = { code };

	n = n < most ? n : most;
	head[1] = (uint16_t)(nbefore + n);
	ob_mem(o, head, sizeof(head));
	ob_mem(o, before, nbefore);
	ob_mem(o, p, n);
	pad(o, nbefore + n);
}

static void option(struct obuf *o, uint16_t code, const void *p, size_t n)
{
	option_after(o, code, "", 0, p, n);
}

static void option_text(struct obuf *o, uint16_t code, const char *s)
{
	option(o, code, s, strlen(s));
}

static void option_count(struct obuf *o, uint16_t code, uint64_t v)
{
	option(o, code, &v, sizeof(v));
}

/* High half first, whatever the byte order. */
static void option_time(struct obuf *o, uint16_t code, ns_t t)
{
	uint32_t halves[2] = { (uint32_t)((uint64_t)t >> 32), (uint32_t)t };

	option(o, code, halves, sizeof(halves));
}

static size_t block_begin(struct obuf *o, uint32_t type)
{
	size_t start = o->len;

	put32(o, type);
	put32(o, 0);
	return start;
}

/* The block's length, in front and behind. */
static void block_end(struct obuf *o, size_t start)
{
	uint32_t n;

	option(o, OPT_END, NULL, 0);
	n = (uint32_t)(o->len - start) + 4;
	put32(o, n);
	memcpy(o->p + start + SAVENG_LENGTH, &n, sizeof(n));
}

void saveng_section(struct obuf *o, const char *comment)
{
	static const uint16_t version[2] = { 1, 0 };
	size_t start = block_begin(o, SECTION);
	struct utsname u;

	put32(o, ORDER);
	ob_mem(o, version, sizeof(version));
	put32(o, UINT32_MAX);		/* its length is not known yet */
	put32(o, UINT32_MAX);
	if (comment)
		option_text(o, OPT_COMMENT, comment);
	if (uname(&u) == 0)
		option_after(o, OPT_OS, "Linux ", 6, u.release, strlen(u.release));
	option_text(o, OPT_APPLICATION, "rungs capture " RUNGS_VERSION);
	block_end(o, start);
}

void saveng_interface(struct obuf *o, uint16_t type, uint32_t snaplen, const char *name,
		      const char *filter)
{
	static const uint8_t resolution = NANO;
	size_t start = block_begin(o, INTERFACE);

	put32(o, 0);
	memcpy(o->p + o->len - 4, &type, sizeof(type));
	put32(o, snaplen);
	if (name)
		option_text(o, OPT_NAME, name);
	option(o, OPT_RESOLUTION, &resolution, 1);
	if (filter)			/* kind 0: an expression */
		option_after(o, OPT_FILTER, "", 1, filter, strlen(filter));
	block_end(o, start);
}

size_t saveng_packet(struct obuf *o, const struct frame *f)
{
	uint64_t t = (uint64_t)f->sec * 1000000000 + f->frac;
	uint32_t all = 32 + ((f->caplen + 3) & ~3u);
	uint32_t head[7] = {
		PACKET, all, f->link, (uint32_t)(t >> 32), (uint32_t)t, f->caplen, f->len
	};
	char *to = ob_room(o, all);

	memcpy(to, head, sizeof(head));
	memcpy(to + sizeof(head), f->data, f->caplen);
	memset(to + sizeof(head) + f->caplen, 0, -f->caplen & 3);
	memcpy(to + all - 4, &all, sizeof(all));
	o->len += all;
	return all;
}

void saveng_statistics(struct obuf *o, uint32_t link, ns_t began, ns_t now,
		       const struct saveng_counts *n)
{
	size_t start = block_begin(o, STATISTICS);

	put32(o, link);
	put32(o, (uint32_t)((uint64_t)now >> 32));
	put32(o, (uint32_t)now);
	option_time(o, OPT_START, began);
	option_time(o, OPT_STOP, now);
	option_count(o, OPT_IFDROP, n->interface);
	option_count(o, OPT_ACCEPTED, n->accepted);
	option_count(o, OPT_OSDROP, n->ring);
	option_count(o, OPT_DELIVERED, n->delivered);
	block_end(o, start);
}
