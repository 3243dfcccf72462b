/* RTSP (RFC 7826): a request or an answer. */
#include "lines.h"

static const struct bind rtsp_on[] = { { BY_TCP, 554, 61 }, { BY_TCP, 8554, 61 }, { 0 } };

static const char *const words[] = {
	"OPTIONS", "DESCRIBE", "ANNOUNCE", "SETUP", "PLAY", "PAUSE", "TEARDOWN",
	"GET_PARAMETER", "SET_PARAMETER", "REDIRECT", "RECORD", NULL,
};

static void rtsp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	lines_print(pk, v, ": RTSP", words, o);
}

const struct printer printer_rtsp = { .name = "rtsp", .title = "RTSP", .on = rtsp_on,
	.print = rtsp_print };
