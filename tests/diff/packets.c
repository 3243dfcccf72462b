/*
 * Builds a savefile out of lines that say what packets hold, from the outside in:
 *
 *	packets [-l LINKTYPE] [-s SNAPLEN] [-a] <LINES >FILE
 *
 * With -a each packet stands there as often as it has bytes, cut behind each of the first CUTS, and
 * last as it is.
 *
 * A line is a packet, its layers apart by " / "; lengths and checksums are reckoned. Layers: eth
 * TYPE, vlan ID TYPE, ip4 PROTO FROM TO [ttl N|off N|id N|tos N|len N|sum N], ip6 PROTO FROM TO,
 * tcp FROM TO FLAGS SEQ ACK [opt HEX|win N], udp FROM TO, icmp TYPE CODE REST, icmp6 TYPE CODE
 * REST, hex BYTES, text
 * WORDS (\n, \r for line ends). "cut N" at the line's end captures only so many bytes. # begins a
 * remark.
 */
#include <arpa/inet.h>
#include <err.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "wire/cksum.h"

#define MAX 65536
#define LAYERS 16
#define WORDS 16
#define CUTS 400

struct packet {
	uint8_t b[2 * MAX];
	size_t at;		/* begins here, ends at the end of b */
	struct addr src, dst;	/* of the IP layer around what is built */
};

static uint8_t *push(struct packet *p, size_t n)
{
	if (n > p->at)
		errx(2, "too long");
	p->at -= n;
	memset(p->b + p->at, 0, n);
	return p->b + p->at;
}

static size_t size(const struct packet *p)
{
	return sizeof(p->b) - p->at;
}

static void put16(uint8_t *to, unsigned long v)
{
	to[0] = (uint8_t)(v >> 8);
	to[1] = (uint8_t)v;
}

static void put32(uint8_t *to, unsigned long v)
{
	put16(to, v >> 16);
	put16(to + 2, v);
}

static unsigned long number(const char *s)
{
	char *end;
	unsigned long v = strtoul(s ? s : "", &end, 0);

	if (!s || *end)
		errx(2, "no number: %s", s ? s : "");
	return v;
}

static size_t hex(const char *s, uint8_t *to, size_t room)
{
	size_t n = 0;

	for (; s && s[0] && s[1] && n < room; s += 2) {
		unsigned v;

		if (sscanf(s, "%2x", &v) != 1)
			errx(2, "no hex: %s", s);
		to[n++] = (uint8_t)v;
	}
	return n;
}

/* The value behind a word, or what is usual. */
static unsigned long option(char **w, int n, const char *name, unsigned long usual)
{
	for (int i = 0; i + 1 < n; i++)
		if (!strcmp(w[i], name))
			return number(w[i + 1]);
	return usual;
}

static void transport(struct packet *p, uint8_t proto, size_t at)
{
	uint8_t *b = p->b + p->at;
	uint16_t sum;

	if (!p->src.family)
		return;
	sum = cksum_end(
		cksum_add(cksum_pseudo(&p->src, &p->dst, proto, (uint32_t)size(p)), b, size(p)));
	put16(b + at, sum);
}

static void ip4(struct packet *p, char **w, int n)
{
	size_t all = size(p) + 20;
	uint8_t *b = push(p, 20);

	b[0] = 0x45;
	b[1] = (uint8_t)option(w, n, "tos", 0);
	put16(b + 2, option(w, n, "len", all));
	put16(b + 4, option(w, n, "id", 1));
	put16(b + 6, option(w, n, "off", 0));
	b[8] = (uint8_t)option(w, n, "ttl", 64);
	b[9] = (uint8_t)number(w[1]);
	memcpy(b + 12, p->src.b, 4);
	memcpy(b + 16, p->dst.b, 4);
	put16(b + 10, option(w, n, "sum", cksum(b, 20)));
}

static void ip6(struct packet *p, char **w)
{
	size_t all = size(p);
	uint8_t *b = push(p, 40);

	b[0] = 0x60;
	put16(b + 4, all);
	b[6] = (uint8_t)number(w[1]);
	b[7] = 64;
	memcpy(b + 8, p->src.b, 16);
	memcpy(b + 24, p->dst.b, 16);
}

static void tcp(struct packet *p, char **w, int n)
{
	static const char letters[] = "FSRP.UEW";
	uint8_t opts[40] = { 0 };
	size_t nopts = 0;
	uint8_t *b;

	for (int i = 0; i + 1 < n; i++)
		if (!strcmp(w[i], "opt"))
			nopts = (hex(w[i + 1], opts, sizeof(opts)) + 3) / 4 * 4;
	memcpy(push(p, nopts), opts, nopts);
	b = push(p, 20);
	put16(b, number(w[1]));
	put16(b + 2, number(w[2]));
	put32(b + 4, number(w[4]));
	put32(b + 8, number(w[5]));
	b[12] = (uint8_t)((20 + nopts) / 4 << 4);
	for (int i = 0; i < 8; i++)
		if (strchr(w[3], letters[i]))
			b[13] |= (uint8_t)(1u << i);
	put16(b + 14, option(w, n, "win", 500));
	transport(p, 6, 16);
}

static void text(struct packet *p, const char *s)
{
	char out[MAX];
	size_t n = 0;

	for (; *s && n < sizeof(out); s++) {
		if (s[0] == '\\' && (s[1] == 'n' || s[1] == 'r'))
			out[n++] = *++s == 'n' ? '\n' : '\r';
		else
			out[n++] = *s;
	}
	memcpy(push(p, n), out, n);
}

static void layer(struct packet *p, char *line)
{
	char *w[WORDS + 1] = { NULL }, *rest = line + strspn(line, " ");
	int n = 0;
	uint8_t *b;

	if (!strncmp(rest, "text ", 5)) {
		text(p, rest + 5);
		return;
	}
	for (char *s = strtok(rest, " "); s && n < WORDS; s = strtok(NULL, " "))
		w[n++] = s;
	if (!n)
		return;
	if (!strcmp(w[0], "hex")) {
		uint8_t bytes[MAX];
		size_t len = hex(w[1], bytes, sizeof(bytes));

		memcpy(push(p, len), bytes, len);
	} else if (!strcmp(w[0], "eth")) {
		b = push(p, 14);
		memcpy(b, "\x02\0\0\0\0\2\x02\0\0\0\0\1", 12);
		put16(b + 12, number(w[1]));
	} else if (!strcmp(w[0], "vlan")) {
		b = push(p, 4);
		put16(b, number(w[1]));
		put16(b + 2, number(w[2]));
	} else if (!strcmp(w[0], "ip4")) {
		ip4(p, w, n);
	} else if (!strcmp(w[0], "ip6")) {
		ip6(p, w);
	} else if (!strcmp(w[0], "tcp") && n >= 6) {
		tcp(p, w, n);
	} else if (!strcmp(w[0], "udp")) {
		b = push(p, 8);
		put16(b, number(w[1]));
		put16(b + 2, number(w[2]));
		put16(b + 4, size(p));
		transport(p, 17, 6);
	} else if (!strcmp(w[0], "icmp") || !strcmp(w[0], "icmp6")) {
		b = push(p, 8);
		b[0] = (uint8_t)number(w[1]);
		b[1] = (uint8_t)number(w[2]);
		put32(b + 4, number(w[3]));
		if (w[0][4])
			transport(p, 58, 2);
		else
			put16(b + 2, cksum(b, size(p)));
	} else {
		errx(2, "no such layer: %s", w[0]);
	}
}

/* The addresses of the IP layer before that one, for its checksum. */
static void addresses(struct packet *p, char **layers, int before)
{
	p->src.family = ADDR_NONE;
	for (int i = before; i >= 0; i--) {
		char copy[256], *save, *from, *to;
		const char *s = layers[i] + strspn(layers[i], " ");

		if (strncmp(s, "ip4 ", 4) && strncmp(s, "ip6 ", 4))
			continue;
		snprintf(copy, sizeof(copy), "%s", s + 4);
		strtok_r(copy, " ", &save);
		from = strtok_r(NULL, " ", &save);
		to = strtok_r(NULL, " ", &save);
		if (!from || !to || !(s[2] == '4' ? addr_parse4 : addr_parse6)(&p->src, from) ||
		    !(s[2] == '4' ? addr_parse4 : addr_parse6)(&p->dst, to))
			errx(2, "no addresses: %s", layers[i]);
		return;
	}
}

static void write_record(const struct packet *p, unsigned i, size_t keep)
{
	uint32_t head[4] = { 1700000000 + i, i * 1001, (uint32_t)keep, (uint32_t)size(p) };

	fwrite(head, sizeof(head), 1, stdout);
	fwrite(p->b + p->at, 1, keep, stdout);
}

static void write_packet(struct packet *p, char *line, unsigned i, uint32_t snaplen, bool all)
{
	char *layers[LAYERS], *cut = strstr(line, " cut ");
	size_t keep = snaplen;
	int n = 0;

	if (cut) {
		keep = number(cut + 5);
		*cut = '\0';
	}
	for (char *s = line; s && n < LAYERS;) {
		/* text goes on to the end */
		char *next = strncmp(s, "text ", 5) ? strstr(s, " / ") : NULL;

		if (next) {
			*next = '\0';
			next += 3;
		}
		layers[n++] = s;
		s = next;
	}
	p->at = sizeof(p->b);
	while (n--) {
		addresses(p, layers, n);
		layer(p, layers[n]);
	}
	if (size(p) < keep)
		keep = size(p);
	for (size_t part = 1; all && part < keep && part <= CUTS; part++)
		write_record(p, i, part);
	write_record(p, i, keep);
}

int main(int argc, char **argv)
{
	static struct packet p;
	uint32_t linktype = 1, snaplen = 262144;
	char line[8192];
	bool all = false;
	unsigned n = 0;
	int o;

	while ((o = getopt(argc, argv, "al:s:")) != -1) {
		if (o == 'a')
			all = true;
		else
			*(o == 'l' ? &linktype : &snaplen) = (uint32_t)number(optarg);
	}
	fwrite((uint32_t[6]){ 0xa1b2c3d4, 0x00040002, 0, 0, snaplen, linktype }, 4, 6, stdout);
	while (fgets(line, sizeof(line), stdin)) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] && line[0] != '#')
			write_packet(&p, line, n++, snaplen, all);
	}
	return fflush(stdout) ? 1 : 0;
}
