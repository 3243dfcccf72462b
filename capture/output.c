/* Where a packet goes that passed: into a file, as text, or only counted. */
#include <unistd.h>

#include "base/prog.h"
#include "capture.h"
#include "json.h"

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

/* What a packet tells at a glance, as SGR parameters; NULL: nothing of note. */
static const char *colour_of(const struct peeled *p)
{
	if (!p)
		return NULL;
	if (p->has_quote || (p->proto == IP_TCP && p->tcp.flags & TCP_RST))
		return "31";
	if (p->proto == IP_TCP && p->tcp.flags & (TCP_SYN | TCP_FIN))
		return p->tcp.flags & TCP_SYN ? "32" : "33";
	return p->is_arp ? "36" : p->has_icmp ? "35" : NULL;
}

static void print_colour(struct capture *c, const struct frame *f, const struct peeled *p)
{
	const char *colour = colour_of(p);

	if (colour) {
		ob_str(&c->out, "\033[");
		ob_str(&c->out, colour);
		ob_c(&c->out, 'm');
	}
	line_print(&c->line, &c->pkt, f, &c->out);
	if (colour) {
		/* the line feed stays the last */
		c->out.len--;
		ob_str(&c->out, "\033[m\n");
	}
}

/* What is more than a classic line. */
static void look_closer(struct capture *c, const struct frame *f)
{
	int64_t t = f->sec * NS_S + (c->cfg.fine ? (int64_t)f->frac : f->frac * NS_US);
	struct peeled peeled, *p = peel(pcap_datalink(c->pcap), f, &peeled) ? &peeled : NULL;

	if (c->cfg.summary)
		summary_packet(&c->summary, f, t, p);
	if (!c->prints)
		return;
	if (c->cfg.json)
		json_packet(c, f, t, p);
	else
		print_colour(c, f, c->cfg.colour ? p : NULL);
}

void capture_summary(struct capture *c)
{
	if (!c->cfg.summary)
		return;
	summary_tell(&c->summary, c->cfg.json, &c->out);
}

bool capture_packet(struct capture *c, const struct frame *f)
{
	c->packets++;
	if (c->save.open && save_packet(&c->save, f) < 0)
		return false;
	if (c->closer)
		look_closer(c, f);
	else if (c->prints)
		line_print(&c->line, &c->pkt, f, &c->out);
	return !c->out.len || (c->out.len < TEXT_BLOCK && !c->each) || capture_flush(c);
}
