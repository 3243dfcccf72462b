/* Keeps what the summary is made of. */
#include "summary/summary.h"

void summary_open(struct summary *s)
{
	*s = (struct summary){
		.talks.record = sizeof(struct talk),
		.asked.record = sizeof(struct asked),
		.owners.record = sizeof(struct owner),
	};
}

void summary_packet(struct summary *s, const struct frame *f, ns_t t, const struct peeled *p)
{
	if (!s->packets++)
		s->first = t;
	s->last = t;
	s->bytes += f->len;
	if (!p) {
		s->unknown++;
		return;
	}
	if (!p->is_arp)
		talks_packet(s, f, t, p);
	asked_packet(s, t, p);
}

void summary_close(struct summary *s)
{
	table_close(&s->talks);
	table_close(&s->asked);
	table_close(&s->owners);
}
