/* The printer whose name the program is called by, as if some packet had led to it; see input.h. */
#include "input.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);

static const char *const names[] = {
#define PRINTER(name) #name,
#include <printers.inc>
#undef PRINTER
};

static unsigned number;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	const char *slash = strrchr(**argv, '/'), *name = slash ? slash + 1 : **argv;

	(void)argc;
	for (number = 0; number < PRINTERS; number++)
		if (!strcmp(name, names[number]))
			return 0;
	fprintf(stderr, "%s: no printer is called that\n", name);
	exit(2);
}

/* Packets of all kinds have these headers, and none has more of them. */
static void around(struct pkt *pk, const uint8_t *head)
{
	static const uint8_t addresses[60] = { 192, 0, 2, 1, [16] = 192, 0, 2, 2 };
	uint8_t how = head[3];

	pk->ip = (struct ip_around){ .version = how & AROUND_IP4 ? 4 : how & AROUND_IP6 ? 6 : 0,
		.proto = head[4], .first = head[5], .ttl = head[6], .head = addresses,
		.src = addresses, .dst = addresses + 16, .last = addresses + 16,
		.fragment = how & AROUND_FRAGMENT, .hop_by_hop = how & AROUND_HOPS,
		.jumbo = how & AROUND_JUMBO };
	pk->ports[0] = be16(head + 8);
	pk->ports[1] = be16(head + 10);
	pk->mac_src = pk->mac_dst = how & AROUND_MAC ? addresses : NULL;
}

static void turn(struct pkt *pk)
{
	const uint8_t *src = pk->ip.src;
	uint16_t port = pk->ports[0];

	pk->ip.src = pk->ip.dst;
	pk->ip.dst = pk->ip.last = src;
	pk->ports[0] = pk->ports[1];
	pk->ports[1] = port;
}

static void print(struct stack *s, const uint8_t *head, struct view v, bool back)
{
	struct pkt *pk = &s->pkt;

	around(pk, head);
	if (back)
		turn(pk);
	pk->o = &s->text;
	pk->budget = PKT_BUDGET;
	pk->depth = 0;
	pk->failed = false;
	pk->data = v.p;
	pk->caplen = view_left(&v);
	pk->len = v.len;
	s->text.len = 0;
	if (head[3] & AROUND_TEXT)
		ob_str(&s->text, "IP 10.0.0.1.1 > 10.0.0.2.2: ");
	pkt_call(pk, registry_printer(number), v, &s->text);
	CHECK(pk->depth == 0);
	if (pk->failed) {
		CHECK(pk->cut <= s->text.len);
		s->text.len = pk->cut;
	}
	input_check(&s->text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct input in;
	const uint8_t *p = data + PRINTER_HEAD, *end = data + size;
	const bool back = data && size > 3 && data[3] & AROUND_BACK;
	struct pkt *pk = &in.stack.pkt;
	size_t n;

	if (size < PRINTER_HEAD)
		return 0;
	if (!in.open)
		input_open(&in);
	input_begin(&in, data);
	pk->dlt = be16(data + 12);
	n = data[14];
	if (n && n < (size_t)(end - p)) {
		print(&in.stack, data, (struct view){ p, p + n, n, pk }, back);
		p += n;
	}
	n = (size_t)(end - p);
	n += data[7];
	n -= n < AS_MANY ? n : AS_MANY;
	print(&in.stack, data, (struct view){ p, end, n, pk }, false);
	return 0;
}
