/* WHOIS (RFC 3912). */
#include "lines.h"

static const struct bind whois_on[] = { { BY_TCP, 43, 41 }, { 0 } };

static void whois_print(struct pkt *pk, struct view v, struct obuf *o)
{
	lines_print(pk, v, ": WHOIS", NULL, o);
}

const struct printer printer_whois = { .name = "whois", .title = "WHOIS", .on = whois_on,
	.print = whois_print };
