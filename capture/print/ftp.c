/* FTP's commands (RFC 959). */
#include "lines.h"

static const struct bind ftp_on[] = { { BY_TCP, 21, 58 }, { 0 } };

static void ftp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	lines_print(pk, v, ": FTP", NULL, o);
}

const struct printer printer_ftp = { .name = "ftp", .title = "FTP", .on = ftp_on,
	.print = ftp_print };
