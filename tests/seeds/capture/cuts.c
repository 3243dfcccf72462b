/*
 * Prints the packets of savefiles cut at every length, each from memory of just that size, where a
 * sanitizer sees a read behind it.
 *
 *	cuts SAVEFILE...
 *
 * Prints how many cuts there were. Fails where a text acts on a terminal.
 */
#include <err.h>
#include <pcap/pcap.h>
#include <stdio.h>

#include "../../fuzz/capture/input.h"

#define CUTS 1500		/* of a packet; a few are long */

/* That packet with so many bytes, told in more and more words. */
static void cut(struct input *in, int dlt, const uint8_t *p, size_t n, size_t len)
{
	uint8_t *bytes = malloc(n), opts[OPTS] = { OPT_TLS, OPT_ESP, 0 };

	CHECK(bytes);
	memcpy(bytes, p, n);
	for (int v = 0; v < 4; v++) {
		opts[0] = (uint8_t)(OPT_TLS | v | (v == 3 ? OPT_LINK : 0));
		input_begin(in, opts);
		in->stack.pkt.dlt = dlt;
		stack_print(&in->stack, bytes, n, len);
		in->stack.text.len--;
		input_check(&in->stack.text);
	}
	free(bytes);
}

static unsigned savefile(struct input *in, const char *path)
{
	char why[PCAP_ERRBUF_SIZE];
	pcap_t *p = pcap_open_offline(path, why);
	struct pcap_pkthdr *h;
	const uint8_t *bytes;
	unsigned cuts = 0;

	if (!p)
		errx(1, "%s: %s", path, why);
	while (pcap_next_ex(p, &h, &bytes) == 1)
		for (size_t n = 1; n <= h->caplen && n <= CUTS; n++, cuts++)
			cut(in, pcap_datalink(p), bytes, n, h->len);
	pcap_close(p);
	return cuts;
}

int main(int argc, char **argv)
{
	static struct input in;
	unsigned cuts = 0;

	input_open(&in);
	for (int i = 1; i < argc; i++)
		cuts += savefile(&in, argv[i]);
	printf("%u\n", cuts);
	return fflush(stdout) ? 1 : 0;
}
