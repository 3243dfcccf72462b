/* HTTP (RFC 9112, 4918 and others): a request or an answer. */
#include "lines.h"

static const struct bind http_on[] = { { BY_TCP, 80, 60 }, { BY_TCP, 8080, 60 }, { 0 } };

static const char *const words[] = {
	"GET", "PUT", "COPY", "HEAD", "LOCK", "MOVE", "POLL", "POST", "BCOPY", "BMOVE", "MKCOL",
	"TRACE", "LABEL", "MERGE", "DELETE", "SEARCH", "UNLOCK", "REPORT", "UPDATE", "NOTIFY",
	"BDELETE", "CONNECT", "OPTIONS", "CHECKIN", "PROPFIND", "CHECKOUT", "CCM_POST",
	"SUBSCRIBE", "PROPPATCH", "BPROPFIND", "BPROPPATCH", "UNCHECKOUT", "MKACTIVITY",
	"MKWORKSPACE", "UNSUBSCRIBE", "RPC_CONNECT", "VERSION-CONTROL", "BASELINE-CONTROL", NULL,
};

static void http_print(struct pkt *pk, struct view v, struct obuf *o)
{
	lines_print(pk, v, ": HTTP", words, o);
}

const struct printer printer_http = { .name = "http", .title = "HTTP", .on = http_on,
	.print = http_print };
