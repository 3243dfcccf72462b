/* Where a packet goes that passed: into a file, as text, or only counted. */
#include <unistd.h>

#include "base/prog.h"
#include "capture.h"

#define TEXT_BLOCK 32768

bool capture_flush(struct capture *c)
{
	int rc;

	c->out.fd = STDOUT_FILENO;
	rc = ob_flush(&c->out);
	c->out.fd = -1;
	if (!rc)
		return true;
	if (!c->failed)
		warn_errno("Unable to write output");
	c->failed = true;
	return false;
}

bool capture_packet(struct capture *c, const struct frame *f)
{
	c->packets++;
	if (c->save.open && save_packet(&c->save, f) < 0)
		return false;
	if (!c->prints)
		return true;
	line_print(&c->line, &c->pkt, f, &c->out);
	return (c->out.len < TEXT_BLOCK && !c->each) || capture_flush(c);
}
