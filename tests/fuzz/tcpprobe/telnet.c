/*
 * A TELNET server that sends anything: options, subnegotiations of any length, special characters,
 * variables. What comes of it is the same however it is cut; no control reaches the terminal of who
 * talks to no TELNET server; answers are in proportion; what is not exported changes nothing.
 */
#include "../fuzz.h"

#include "client.h"

#define ANSWER 64	/* bytes of answer to one of question, at most, and a start */

static void play(struct telnet *t, const uint8_t *data, size_t size, size_t piece)
{
	for (size_t i = 0; i < size; i += piece)
		proto_receive(&t->proto, data + i, size - i < piece ? size - i : piece);
	proto_end(&t->proto);
}

static bool same(const struct queue *a, const struct queue *b)
{
	return queue_len(a) == queue_len(b) &&
	       (!queue_len(a) || memcmp(a->b.p + a->head, b->b.p + b->head, queue_len(a)) == 0);
}

static void check(const struct telnet *t, size_t size)
{
	const char *p = t->tty.b.p;

	CHECK(t->net.b.len <= 64 + ANSWER * size);
	CHECK(t->proto.sub_len <= PROTO_SUB);
	for (size_t i = 0; t->shows && !t->painted && i < t->tty.b.len; i++)
		CHECK(p[i] != 033 && p[i] != 0177);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct telnet whole, cut, traced;

	client_open(&whole, true, false, "one");
	client_open(&cut, true, false, "another");
	client_open(&traced, false, true, "");
	play(&whole, data, size, size ? size : 1);
	play(&cut, data, size, 1);
	play(&traced, data, size, 7);
	check(&whole, size);
	CHECK(same(&whole.net, &cut.net));
	CHECK(same(&whole.net, &traced.net));
	CHECK(whole.painted || (same(&whole.tty, &cut.tty) && whole.nheld == cut.nheld));
	client_close(&whole);
	client_close(&cut);
	client_close(&traced);
	return 0;
}
