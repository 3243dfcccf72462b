/* The printers over one packet, without files or processes. */
#ifndef UNIT_CAPTURE_STACK_H
#define UNIT_CAPTURE_STACK_H

#include <stdlib.h>
#include <string.h>

#include "line.h"
#include "names.h"
#include "proto/quickeys.h"
#include "registry.h"

struct stack {
	struct registry registry;
	struct show show;
	struct pkt pkt;
	struct line line;
	struct obuf text;
};

/* libcrypto is tried out once for all the stacks of a program. */
static inline struct quic *stack_quic(void)
{
	static struct quic *quic;

	if (!quic)
		quic = quic_open();
	return quic;
}

static inline void stack_open(struct stack *s, int dlt)
{
	const struct names_cfg names = { .numeric = true };
	const struct printer *a, *b;

	memset(s, 0, sizeof(*s));
	if (!registry_open(&s->registry, &a, &b))
		abort();
	s->show.numeric = true;
	s->pkt = (struct pkt){ .show = &s->show, .registry = &s->registry, .dlt = dlt };
	s->pkt.names = names_open(&names);
	s->pkt.state = registry_states_open();
	s->pkt.quic = stack_quic();
	s->line.cfg.time = TIME_NONE;
	ob_open(&s->text, -1);
}

/* What the printers remember of earlier packets is forgotten. */
static inline void stack_forget(struct stack *s)
{
	registry_states_close(s->pkt.state);
	s->pkt.state = registry_states_open();
}

/* The text of one packet, ended by NUL; valid until the next. */
static inline const char *stack_print(struct stack *s, const uint8_t *p, size_t caplen, size_t len)
{
	struct frame f = { .caplen = (uint32_t)caplen, .len = (uint32_t)len, .data = p };

	s->text.len = 0;
	line_print(&s->line, &s->pkt, &f, &s->text);
	ob_c(&s->text, '\0');
	return s->text.p;
}

static inline void stack_close(struct stack *s)
{
	registry_states_close(s->pkt.state);
	names_close(s->pkt.names);
	ob_close(&s->text);
}

#endif
