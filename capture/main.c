/* capture: packets on a network, printed or saved; see capture(8). Start-up only. */
#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/prog.h"
#include "capture.h"

#define TEXT_BLOCK 32768

/* A packet that passed: into a file, as text, or only counted. -1 after a message. */
static int packet(struct capture *c, const struct frame *f)
{
	c->packets++;
	if (c->save.open && save_packet(&c->save, f) < 0)
		return -1;
	if (!c->prints)
		return 0;
	line_print(&c->line, &c->pkt, f, &c->out);
	if (c->out.len >= TEXT_BLOCK || c->tty) {
		c->out.fd = STDOUT_FILENO;
		if (ob_flush(&c->out) < 0)
			return -1;
		c->out.fd = -1;
	}
	return 0;
}

static bool passes(const struct capture *c, const struct frame *f)
{
	struct pcap_pkthdr head = { .caplen = f->caplen, .len = f->len };

	return !c->filtered || pcap_offline_filter(&c->program, &head, f->data);
}

static int loop_file(struct capture *c)
{
	struct frame f;
	int rc;

	while ((rc = file_next(&c->file, &f)) > 0) {
		if (!passes(c, &f))
			continue;
		if (packet(c, &f) < 0)
			return -1;
		if (c->cfg.count && c->packets >= (uint64_t)c->cfg.count)
			return 0;
	}
	if (rc < 0) {
		ob_flush(&c->out);
		warn("pcap_loop: %s", c->file.err);
	}
	return rc;
}

static void banner(const char *path, pcap_t *p)
{
	int dlt = pcap_datalink(p);
	const char *name = pcap_datalink_val_to_name(dlt);
	struct obuf o;

	ob_open(&o, STDERR_FILENO);
	ob_str(&o, "reading from file ");
	ob_esc(&o, path, strlen(path));
	ob_str(&o, ", link-type ");
	if (name) {
		ob_str(&o, name);
		ob_str(&o, " (");
		ob_str(&o, pcap_datalink_val_to_description(dlt));
		ob_c(&o, ')');
	} else {
		ob_u(&o, (unsigned)dlt);
	}
	ob_num(&o, ", snapshot length ", (unsigned)pcap_snapshot(p), "\n");
	ob_close(&o);
}

/* -1 after a message. */
static int source_open(struct capture *c)
{
	if (file_open(&c->file, c->cfg.file, c->cfg.nano) < 0) {
		warn("%s", c->file.err);
		return -1;
	}
	c->pcap = c->file.pcap;
	banner(c->cfg.file, c->pcap);
	return 0;
}

static int filter_set(struct capture *c, char **words)
{
	c->filter = filter_text(&c->cfg, words);
	if (!c->filter)
		return -1;
	if (pcap_compile(c->pcap, &c->program, c->filter, !c->cfg.no_optimize, 0) < 0) {
		warn("%s", pcap_geterr(c->pcap));
		return -1;
	}
	c->filtered = *c->filter != '\0';
	return 0;
}

static int printers_open(struct capture *c)
{
	const struct printer *a, *b;
	struct names_cfg names = {
		.numeric = c->cfg.show.numeric, .bare = c->cfg.bare_names,
		.links = pcap_datalink(c->pcap) == DLT_LINUX_SLL2, .who = &c->user,
	};

	if (!registry_open(&c->registry, &a, &b)) {
		warn("printers %s and %s claim the same", a->name, b->name);
		return -1;
	}
	c->names = names_open(&names);
	if (!c->names) {
		warn_errno("names");
		return -1;
	}
	tzset();
	c->line = (struct line){ .cfg = c->cfg.line, .nano = c->cfg.nano };
	c->pkt = (struct pkt){ .show = &c->cfg.show, .names = c->names, .registry = &c->registry,
			       .dlt = pcap_datalink(c->pcap) };
	c->pkt.state = registry_states_open();
	return 0;
}

static int run(struct capture *c, char **words)
{
	if (sandbox_user(&c->user, c->cfg.user) < 0 || source_open(c) < 0 || filter_set(c, words) < 0)
		return -1;
	if (c->cfg.program) {
		c->out.fd = STDOUT_FILENO;
		filter_dump(&c->program, c->cfg.program, &c->out);
		return 0;
	}
	if (c->cfg.save.file && save_open(&c->save, &c->cfg.save, c->pcap, NULL) < 0)
		return -1;
	c->prints = (!c->cfg.save.file || c->cfg.print) && !c->cfg.only_count;
	if (c->prints && printers_open(c) < 0)
		return -1;
	if (sandbox_drop(&c->user) < 0)
		return -1;
	return loop_file(c);
}

int main(int argc, char **argv)
{
	const struct persona *as = persona_pick(capture_personas, argv[0]);
	struct capture c = { .cfg = capture_defaults };
	int status = PROG_FAIL;

	prog_descriptors();
	if (opt_parse(as, &c.cfg, &argc, &argv, &status) != OPT_OK)
		return status;
	if (!capture_check(&c.cfg, &status))
		return status;
	ob_open(&c.out, -1);
	c.tty = isatty(STDOUT_FILENO) || c.cfg.line_buffered || c.cfg.packet_buffered;
	status = run(&c, argv) < 0 ? PROG_FAIL : PROG_OK;
	c.out.fd = STDOUT_FILENO;
	if (c.cfg.only_count && status == PROG_OK)
		ob_num(&c.out, "", c.packets, c.packets == 1 ? " packet\n" : " packets\n");
	if (save_close(&c.save) < 0)
		status = PROG_FAIL;
	if (ob_close(&c.out) < 0) {
		warn_errno("unable to write output");
		status = PROG_FAIL;
	}
	registry_states_close(c.pkt.state);
	names_close(c.names);
	pcap_freecode(&c.program);
	file_close(&c.file);
	free(c.filter);
	return status;
}
