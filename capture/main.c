/* capture: packets on a network, printed or saved; see capture(8). Start-up only. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/prog.h"
#include "capture.h"
#include "esp.h"
#include "proto/quickeys.h"

#define UNWRITTEN 14		/* exit status: the text could not be written */

/* -1 after a message. */
static int source_open(struct capture *c)
{
	if (c->cfg.file || c->cfg.list)
		return reading_open(c);
	if (c->cfg.program && !c->cfg.nlinks) {
		fputs("Warning: assuming Ethernet\n", stderr);
		c->pcap = pcap_open_dead(c->cfg.dlt < 0 ? DLT_EN10MB : c->cfg.dlt,
					 (int)c->cfg.snaplen);
		return 0;
	}
	if (live_open(&c->live, &c->cfg) < 0)
		return -1;
	c->pcap = c->live.links[0].pcap;
	return 0;
}

static int filter_set(struct capture *c, char **words)
{
	bpf_u_int32 mask = c->live.n ? c->live.links[0].mask : 0;

	c->filter = filter_text(&c->cfg, words);
	if (!c->filter)
		return -1;
	if (pcap_compile(c->pcap, &c->program, c->filter, !c->cfg.no_optimize, mask) < 0) {
		warn("%s", pcap_geterr(c->pcap));
		return -1;
	}
	c->filtered = *c->filter != '\0';
	for (int i = 0; i < c->live.n && !c->cfg.program; i++) {
		if (pcap_setfilter(c->live.links[i].pcap, &c->program) < 0) {
			warn("%s", pcap_geterr(c->live.links[i].pcap));
			return -1;
		}
	}
	return 0;
}

static int printers_open(struct capture *c)
{
	const struct printer *a, *b;
	struct names_cfg names = {
		.numeric = c->cfg.show.numeric, .bare = c->cfg.bare_names,
		.local_only = c->cfg.local_names, .links = pcap_datalink(c->pcap) == DLT_LINUX_SLL2,
		.who = &c->user,
	};

	if (!registry_open(&c->registry, &a, &b)) {
		warn("printers %s and %s claim the same", a->name, b->name);
		return -1;
	}
	if (c->live.n) {
		memcpy(names.local_net, &c->live.links[0].net, 4);
		memcpy(names.local_mask, &c->live.links[0].mask, 4);
	}
	c->names = names_open(&names);
	if (!c->names) {
		warn_errno("names");
		return -1;
	}
	c->line = (struct line){ .cfg = c->cfg.line, .nano = c->cfg.nano,
			       .coarser = c->cfg.fine && !c->cfg.nano };
	c->pkt = (struct pkt){ .show = &c->cfg.show, .names = c->names, .registry = &c->registry,
			       .dlt = pcap_datalink(c->pcap),
			       .called = c->cfg.json ? json_trail : NULL, .who = &c->trail };
	if (c->cfg.show.as && !pkt_find(&c->pkt, BY_UDP_AS, c->cfg.show.as) &&
	    !pkt_find(&c->pkt, BY_TCP_AS, c->cfg.show.as) &&
	    !pkt_find(&c->pkt, BY_IP_AS, c->cfg.show.as))
		warn("-T: packets of that type are not printed; their ports decide");
	if (c->cfg.show.esp && *c->cfg.show.esp) {
		c->pkt.esp = esp_open(c->cfg.show.esp);
		if (!c->pkt.esp)
			return -1;
	}
	if (c->cfg.show.tls)
		c->pkt.quic = quic_open();
	c->pkt.state = registry_states_open();
	return 0;
}

/* What needs rights that are about to go. */
static int outputs_open(struct capture *c)
{
	const struct save_cfg *s = &c->cfg.save;
	const struct save_from from = { c->pcap, &c->live, c->filter };
	bool rotates = s->file && (s->size || s->seconds) && strcmp(s->file, "-") != 0;

	if (rotates || c->cfg.list) {
		if (keeper_open(&c->keeper, rotates ? s->file : NULL, &c->user, s->command) < 0) {
			warn_errno("%s", rotates ? s->file : c->cfg.list);
			return -1;
		}
		c->kept = true;
	}
	if (s->file && save_open(&c->save, s, &from, rotates ? &c->keeper : NULL) < 0)
		return -1;
	if (c->save.open && !rotates && c->user.change && strcmp(s->file, "-") != 0 &&
	    fchown(c->save.fd, c->user.uid, c->user.gid) < 0)
		warn_errno("%s: its owner cannot be changed", s->file);
	summary_open(&c->summary);
	return c->prints ? printers_open(c) : 0;
}

static int run(struct capture *c, char **words)
{
	c->prints = (!c->cfg.save.file || c->cfg.print) && !c->cfg.only_count;
	c->closer = c->cfg.summary || c->cfg.json || c->cfg.colour;
	if (source_open(c) < 0 || filter_set(c, words) < 0 ||
	    sandbox_user(&c->user, c->cfg.user) < 0)
		return -1;
	if (c->cfg.program) {
		filter_dump(&c->program, c->cfg.program, &c->out);
		return 0;
	}
	tzset();
	loop_open(&c->loop);
	if (outputs_open(c) < 0 || (c->live.n && listening_prepare(c) < 0) ||
	    sandbox_drop(&c->user) < 0)
		return -1;
	if (sandbox_close() < 0) {
		warn_errno("cannot give up system calls");
		return -1;
	}
	if (!c->live.n)
		return reading_run(c);
	c->listened = true;
	live_banner(&c->live, &c->cfg);
	return listening_run(c);
}

static int ask_devices(struct capture *c)
{
	return c->cfg.devices ? devices_list(&c->out) :
	       c->cfg.dlts    ? devices_dlts(&c->cfg) :
				devices_stamps(&c->cfg);
}

static int finish(struct capture *c, int status)
{
	if (c->cfg.only_count && status == PROG_OK)
		ob_num(&c->out, "", c->packets, c->packets == 1 ? " packet\n" : " packets\n");
	if (c->closer && status == PROG_OK)
		capture_summary(c);
	if (!capture_flush(c))
		status = UNWRITTEN;
	if (save_close(&c->save) < 0)
		status = PROG_FAIL;
	if (c->live.n && c->listened)
		listening_summary(c);
	if (c->kept)
		keeper_close(&c->keeper);
	registry_states_close(c->pkt.state);
	esp_close(c->pkt.esp);
	quic_close(c->pkt.quic);
	names_close(c->names);
	summary_close(&c->summary);
	pcap_freecode(&c->program);
	loop_close(&c->loop);
	live_close(&c->live);
	file_close(&c->file);
	ob_close(&c->out);
	free(c->list);
	free(c->filter);
	return status;
}

int main(int argc, char **argv)
{
	const struct persona *as = persona_pick(capture_personas, argv[0]);
	struct capture c = { .cfg = capture_defaults, .loop.signal_fd = -1 };
	int status = PROG_FAIL;

	prog_descriptors();
	/* a closed pipe is an error that is told */
	signal(SIGPIPE, SIG_IGN);
	if (opt_parse(as, &c.cfg, &argc, &argv, &status) != OPT_OK)
		return status;
	if (!capture_check(&c.cfg, &status))
		return status;
	c.own = as == capture_personas;
	ob_open(&c.out, -1);
	c.each = isatty(STDOUT_FILENO) || c.cfg.line_buffered || c.cfg.packet_buffered;
	if (c.cfg.devices || ((c.cfg.dlts || c.cfg.stamps) && !c.cfg.file && !c.cfg.list))
		status = ask_devices(&c);
	else
		status = run(&c, argv) < 0 ? PROG_FAIL : PROG_OK;
	return finish(&c, status);
}
