/*
 * Seeds for the fuzz targets of capture, out of savefiles:
 *
 *	seeds FOLDER SAVEFILE...
 *
 * FOLDER/stack/ gets each packet; FOLDER/print/NAME/ what the printer of print/NAME.c was given of
 * it, with what was around, laid out as in tests/fuzz/capture/input.h. A printer that is called for
 * nothing but -T is given all that has ports. Prints a line a printer: its name, how many seeds.
 */
#include <err.h>
#include <errno.h>
#include <pcap/pcap.h>
#include <stdio.h>
#include <sys/stat.h>

#include "../../fuzz/capture/input.h"

#define SEED_MAX 2048		/* of a longer packet only so much */
#define EARLIER_MAX 255
#define PASSES (AS_ZMTP1 + 1)	/* one with each value of -T */

/* What a printer was given last, if it remembers such things. */
struct earlier {
	uint8_t bytes[EARLIER_MAX];
	uint8_t n;
	uint16_t ports[2];
};

struct seeds {
	struct stack stack;
	const char *folder;
	struct earlier earlier[PRINTERS];
	unsigned written[PRINTERS], packets;
	bool skip[PRINTERS];		/* no more in this pass */
};

static const char *const names[] = {
#define PRINTER(name) #name,
#include <printers.inc>
#undef PRINTER
};

static void folder(const char *path)
{
	if (mkdir(path, 0777) && errno != EEXIST)
		err(1, "%s", path);
}

/* A file of that number in FOLDER/KIND/NAME. */
static void put(const struct seeds *s, const char *kind, const char *name, unsigned number,
		const uint8_t *p, size_t n)
{
	char path[4096];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", s->folder, kind);
	folder(path);
	snprintf(path, sizeof(path), "%s/%s/%s", s->folder, kind, name);
	folder(path);
	snprintf(path, sizeof(path), "%s/%s/%s/%05u", s->folder, kind, name, number);
	f = fopen(path, "w");
	if (!f || fwrite(p, 1, n, f) != n || fclose(f))
		err(1, "%s", path);
}

static uint8_t around(const struct pkt *pk)
{
	return (uint8_t)((pk->ip.version == 4 ? AROUND_IP4 :
			  pk->ip.version      ? AROUND_IP6 :
						0) |
			 (pk->ip.fragment ? AROUND_FRAGMENT : 0) |
			 (pk->ip.hop_by_hop ? AROUND_HOPS : 0) | (pk->ip.jumbo ? AROUND_JUMBO : 0) |
			 (pk->mac_src ? AROUND_MAC : 0) | (pk->o->len ? AROUND_TEXT : 0));
}

static void put16(uint8_t *to, unsigned v)
{
	to[0] = (uint8_t)(v >> 8);
	to[1] = (uint8_t)v;
}

/* Every other one is told in full, the rest less and less. */
static uint8_t options(unsigned number)
{
	return (uint8_t)(number % 2 ? 3 - number / 2 % 4 : 3) | OPT_TLS |
	       (number % 5 == 4 ? OPT_LINK : 0);
}

static void head(const struct pkt *pk, const struct view *v, unsigned number, uint8_t *to)
{
	size_t left = view_left(v), more = v->len > left ? v->len - left : 0;

	memset(to, 0, PRINTER_HEAD);
	to[0] = options(number);
	to[1] = pk->esp ? OPT_ESP : 0;
	to[2] = (uint8_t)pk->show->as;
	to[3] = around(pk);
	to[4] = pk->ip.proto;
	to[5] = pk->ip.first;
	to[6] = pk->ip.ttl;
	to[7] = (uint8_t)(AS_MANY + (more < 127 ? more : 127));
	put16(to + 8, pk->ports[0]);
	put16(to + 10, pk->ports[1]);
	put16(to + 12, (unsigned)pk->dlt);
}

/* What came before it, where that may matter. Returns how many bytes. */
static size_t earlier(struct earlier *e, const struct pkt *pk, const struct view *v, size_t n,
		      uint8_t *to)
{
	size_t before = e->n;

	to[14] = e->n;
	if (e->n && e->ports[0] == pk->ports[1] && e->ports[1] == pk->ports[0])
		to[3] |= AROUND_BACK;
	memcpy(to + PRINTER_HEAD, e->bytes, before);
	e->n = n <= EARLIER_MAX ? (uint8_t)n : 0;
	memcpy(e->bytes, v->p, e->n);
	memcpy(e->ports, pk->ports, sizeof(e->ports));
	return before;
}

static void called(void *who, const struct printer *to, const struct view *v)
{
	uint8_t seed[PRINTER_HEAD + EARLIER_MAX + SEED_MAX];
	struct seeds *s = who;
	size_t n = view_left(v), before = 0;
	unsigned number = 0;

	while (registry_printer(number) != to)
		number++;
	if (s->skip[number] || !n)
		return;
	head(v->pk, v, s->written[number], seed);
	/* padding is no part of it; little of it, for lengths that lie */
	if (n > v->len + 8)
		n = v->len + 8;
	if (n > v->len)
		seed[7] = (uint8_t)(AS_MANY - (n - v->len));
	if (n > SEED_MAX)
		n = SEED_MAX;
	if (to->state)
		before = earlier(&s->earlier[number], v->pk, v, n, seed);
	memcpy(seed + PRINTER_HEAD + before, v->p, n);
	put(s, "print", names[number], s->written[number]++, seed, PRINTER_HEAD + before + n);
}

static void packet(struct seeds *s, const struct pcap_pkthdr *h, const uint8_t *p)
{
	uint8_t seed[STACK_HEAD + SEED_MAX] = { 0 };
	size_t n = h->caplen < SEED_MAX ? h->caplen : SEED_MAX, more = h->len - h->caplen;

	stack_print(&s->stack, p, h->caplen, h->len);
	if (s->stack.show.as)
		return;
	put16(seed, (unsigned)s->stack.pkt.dlt);
	seed[2] = options(s->packets);
	seed[3] = s->stack.pkt.esp ? OPT_ESP : 0;
	seed[5] = (uint8_t)(more < 255 ? more : 255);
	memcpy(seed + STACK_HEAD, p, n);
	put(s, "stack", "", s->packets++, seed, STACK_HEAD + n);
}

static void savefile(struct seeds *s, const char *path)
{
	char why[PCAP_ERRBUF_SIZE];
	pcap_t *p = pcap_open_offline(path, why);
	struct pcap_pkthdr *h;
	const uint8_t *bytes;

	if (!p)
		errx(1, "%s: %s", path, why);
	s->stack.pkt.dlt = pcap_datalink(p);
	while (pcap_next_ex(p, &h, &bytes) == 1)
		packet(s, h, bytes);
	pcap_close(p);
}

/* Only the one that -T of that value asks for, unless it was called without. */
static void only(struct seeds *s, enum as as)
{
	static const enum by kinds[] = { BY_UDP_AS, BY_TCP_AS, BY_IP_AS };

	for (unsigned n = 0; n < PRINTERS; n++) {
		s->skip[n] = true;
		for (unsigned k = 0; k < 3 && !s->written[n]; k++)
			if (pkt_find(&s->stack.pkt, kinds[k], as) == registry_printer(n))
				s->skip[n] = false;
	}
}

int main(int argc, char **argv)
{
	static struct seeds s;

	if (argc < 3)
		errx(2, "usage: seeds FOLDER SAVEFILE...");
	s.folder = argv[1];
	folder(s.folder);
	stack_open(&s.stack, 0);
	s.stack.show.v = 3;
	s.stack.show.tls = true;
	s.stack.pkt.called = called;
	s.stack.pkt.who = &s;
	s.stack.pkt.esp = esp_open(ESP_KEYS);
	if (!s.stack.pkt.esp)
		return 1;
	for (int as = AS_NONE; as < PASSES; as++) {
		s.stack.show.as = (enum as)as;
		if (as)
			only(&s, (enum as)as);
		for (int i = 2; i < argc; i++)
			savefile(&s, argv[i]);
	}
	for (unsigned n = 0; n < PRINTERS; n++)
		printf("%s %u\n", names[n], s.written[n]);
	return fflush(stdout) ? 1 : 0;
}
