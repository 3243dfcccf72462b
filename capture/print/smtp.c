/* SMTP (RFC 5321): commands and answers. */
#include "lines.h"

static const struct bind smtp_on[] = { { BY_TCP, 25, 40 }, { 0 } };

static void smtp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	lines_print(pk, v, ": SMTP", NULL, o);
}

const struct printer printer_smtp = { .name = "smtp", .title = "SMTP", .on = smtp_on,
	.print = smtp_print };
