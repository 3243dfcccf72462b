/* SSH: the line each side begins with (RFC 4253, section 4.2). */
#include "print.h"

static const struct bind ssh_on[] = { { BY_TCP, 22, 45 }, { 0 } };

/* A line of text that has an end; what is no such line, is not shown. */
static void ssh_print(struct pkt *pk, struct view v, struct obuf *o)
{
	size_t n = 0, most = v.len < view_left(&v) ? v.len : view_left(&v);

	(void)pk;
	for (size_t i = 0; i < 4; i++)
		if (*view_at(&v, i, 1) != "SSH-"[i])
			return;
	while (n < most && v.p[n] >= 0x20 && v.p[n] < 0x7f)
		n++;
	if (n == most || (v.p[n] == '\r' && n + 1 == most)) {
		view_need(&v, v.len);
		return;
	}
	if (v.p[n] != '\n' && (v.p[n] != '\r' || v.p[n + 1] != '\n'))
		return;
	ob_str(o, ": SSH: ");
	ob_mem(o, v.p, n);
}

const struct printer printer_ssh = { .name = "ssh", .title = "SSH", .on = ssh_on,
	.print = ssh_print, .whole = true };
