/* SIP (RFC 3261): a request or an answer. */
#include "lines.h"

static const struct bind sip_on[] = { { BY_UDP, 5060, 50 }, { 0 } };

static const char *const words[] = {
	"ACK", "BYE", "CANCEL", "INFO", "INVITE", "MESSAGE", "NOTIFY", "OPTIONS", "PRACK",
	"PUBLISH", "QAUTH", "REFER", "REGISTER", "SPRACK", "SUBSCRIBE", "UPDATE", NULL,
};

static void sip_print(struct pkt *pk, struct view v, struct obuf *o)
{
	lines_print(pk, v, "SIP", words, o);
}

const struct printer printer_sip = { .name = "sip", .title = "SIP", .on = sip_on,
	.print = sip_print };
