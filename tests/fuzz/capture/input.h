/*
 * What the inputs of capture's targets begin with, and the one stack that takes them all: to open
 * one takes longer than most packets do.
 */
#ifndef FUZZ_CAPTURE_INPUT_H
#define FUZZ_CAPTURE_INPUT_H

#include "../../unit/capture/stack.h"
#include "../fuzz.h"
#include "esp.h"

#define TEXT_MAX (32u << 20)
#define ESP_KEYS                                                                                   \
	"0x1002@192.0.2.2 aes128-cbc-hmac96:0x000102030405060708090a0b0c0d0e0f,"                   \
	"3des-cbc-hmac96:0x404142434445464748494a4b4c4d4e4f5051525354555657"

/* Options: three bytes. */
enum {
	OPT_V = 3,		/* of the first */
	OPT_LINK = 4,
	OPT_QUICK = 8,
	OPT_TRUST = 16,
	OPT_ABSOLUTE = 32,
	OPT_SECRET = 64,
	OPT_TLS = 128,
	OPT_DUMP = 7,		/* of the second; the third is -T */
	OPT_ASDOT = 8,
	OPT_HANDLES = 16,
	OPT_ESP = 32,
	OPTS = 3,
};

/* The stack's: link type (2), options (3), how many bytes were not captured (1). */
#define STACK_HEAD 6

/*
 * A printer's: options (3), what is around (1), protocol of the IP header and of what is behind it
 * (2), time to live (1), how many bytes are promised (1; AS_MANY: those there), ports (4), link
 * type (2), size of an earlier packet, which comes first (1).
 */
enum {
	AROUND_IP4 = 1,
	AROUND_IP6 = 2,
	AROUND_FRAGMENT = 4,
	AROUND_HOPS = 8,
	AROUND_JUMBO = 16,
	AROUND_MAC = 32,
	AROUND_TEXT = 64,	/* text stands there already */
	AROUND_BACK = 128,	/* the earlier packet went the other way */
};
#define PRINTER_HEAD 15
#define AS_MANY 128

struct input {
	struct stack stack;
	struct esp *esp;
	bool open, any;
	bool touched[PRINTERS];		/* remembers something, as `any` of them does */
};

static inline void input_called(void *who, const struct printer *to, const struct view *v)
{
	struct input *in = who;
	unsigned n = 0;

	(void)v;
	if (!to->state)
		return;
	while (registry_printer(n) != to)
		n++;
	in->touched[n] = in->any = true;
}

static inline void input_open(struct input *in)
{
	memset(in, 0, sizeof(*in));
	stack_open(&in->stack, 0);
	in->open = true;
	in->stack.pkt.called = input_called;
	in->stack.pkt.who = in;
}

static inline void input_forget(struct input *in)
{
	for (unsigned n = 0; n < PRINTERS; n++) {
		const struct printer *p = registry_printer(n);
		void *state = in->stack.pkt.state[n];

		if (in->touched[n] && p->close)
			p->close(state);
		if (in->touched[n])
			memset(state, 0, p->state);
		in->touched[n] = false;
	}
	in->any = false;
}

/* As it was opened, but for the options that these bytes say. */
static inline void input_begin(struct input *in, const uint8_t *opts)
{
	struct stack *s = &in->stack;

	if (in->any)
		input_forget(in);
	if (opts[1] & OPT_ESP && !in->esp)
		CHECK((in->esp = esp_open(ESP_KEYS)));
	s->line.cfg.dump = (enum line_dump)((opts[1] & OPT_DUMP) % (DUMP_BOTH_LINK + 1));
	s->show = (struct show){ .numeric = true, .dump = (int)s->line.cfg.dump,
		.v = opts[0] & OPT_V, .link = opts[0] & OPT_LINK, .quick = opts[0] & OPT_QUICK,
		.trust = opts[0] & OPT_TRUST, .absolute = opts[0] & OPT_ABSOLUTE,
		.secret = opts[0] & OPT_SECRET ? "secret" : NULL, .tls = opts[0] & OPT_TLS,
		.asdot = opts[1] & OPT_ASDOT, .handles = opts[1] & OPT_HANDLES,
		.as = (enum as)(opts[2] % (AS_ZMTP1 + 1)) };
	s->pkt = (struct pkt){ .show = &s->show, .registry = &s->registry, .names = s->pkt.names,
		.state = s->pkt.state, .quic = s->pkt.quic,
		.esp = opts[1] & OPT_ESP ? in->esp : NULL,
		.called = s->pkt.called, .who = s->pkt.who };
}

/* Nothing acts on a terminal. That looks at every character, and need not be watched at it. */
#ifdef __clang__
__attribute__((no_sanitize("address", "undefined", "coverage")))
#endif
static inline void
input_check(const struct obuf *text)
{
	bool acts = false;

	CHECK(text->len < TEXT_MAX && text->len <= text->cap);
	for (size_t i = 0; i < text->len; i++) {
		const char c = text->p[i];

		acts |= (((uint8_t)c < 0x20) & (c != '\n') & (c != '\t')) | (c == 0x7f);
	}
	CHECK(!acts);
}

#endif
