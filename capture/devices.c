/* Answers about interfaces: -D, -L, -J. */
#include <stdio.h>
#include <string.h>

#include "base/prog.h"
#include "capture.h"

/* " [Up, Running, Connected]" */
static void flags_text(bpf_u_int32 f, struct obuf *o)
{
	static const struct word flags[] = {
		{ PCAP_IF_UP, "Up" }, { PCAP_IF_RUNNING, "Running" },
		{ PCAP_IF_LOOPBACK, "Loopback" },
		{ PCAP_IF_WIRELESS, "Wireless" }, { 0, NULL },
	};
	bpf_u_int32 state = f & PCAP_IF_CONNECTION_STATUS;
	const char *more = NULL;

	if (!(f & PCAP_IF_LOOPBACK)) {
		if (f & PCAP_IF_WIRELESS)
			more = state == PCAP_IF_CONNECTION_STATUS_CONNECTED    ? "Associated" :
			       state == PCAP_IF_CONNECTION_STATUS_DISCONNECTED ? "Not associated" :
										 NULL;
		else
			more = state == PCAP_IF_CONNECTION_STATUS_CONNECTED    ? "Connected" :
			       state == PCAP_IF_CONNECTION_STATUS_DISCONNECTED ? "Disconnected" :
										 NULL;
	}
	ob_str(o, " [");
	f &= PCAP_IF_UP | PCAP_IF_RUNNING | PCAP_IF_LOOPBACK | PCAP_IF_WIRELESS;
	ob_bits(o, flags, f, ", ", more ? "" : "none");
	if (more) {
		if (f)
			ob_str(o, ", ");
		ob_str(o, more);
	}
	ob_c(o, ']');
}

int devices_list(struct obuf *o)
{
	char err[PCAP_ERRBUF_SIZE];
	pcap_if_t *all;
	unsigned n = 0;

	if (pcap_findalldevs(&all, err) < 0) {
		warn("%s", err);
		return PROG_FAIL;
	}
	for (pcap_if_t *d = all; d; d = d->next) {
		ob_num(o, "", ++n, ".");
		ob_str(o, d->name);
		if (d->description) {
			ob_str(o, " (");
			ob_esc(o, d->description, strlen(d->description));
			ob_c(o, ')');
		}
		flags_text(d->flags, o);
		ob_c(o, '\n');
	}
	pcap_freealldevs(all);
	return PROG_OK;
}

/* Link types go to standard error, as ever. */
static void dlts_text(pcap_t *p, const char *name, const struct capture_cfg *c)
{
	int *types, n = pcap_list_datalinks(p, &types);
	struct registry r = { 0 };
	const struct printer *a, *b;
	const struct pkt pk = { .registry = &r };

	if (n < 0) {
		warn("%s", pcap_geterr(p));
		return;
	}
	registry_open(&r, &a, &b);
	fprintf(stderr, "Data link types for %s %s(use option -y to set):\n", name,
		c->monitor ? "when in monitor mode " : "");
	for (int i = 0; i < n; i++) {
		const char *known = pcap_datalink_val_to_name(types[i]);

		if (!known) {
			fprintf(stderr, "  DLT %d (printing not supported)\n", types[i]);
			continue;
		}
		fprintf(stderr, "  %s (%s)%s\n", known, pcap_datalink_val_to_description(types[i]),
			pkt_find(&pk, BY_DLT, (uint32_t)types[i]) ? "" :
								    " (printing not supported)");
	}
	pcap_free_datalinks(types);
}

int devices_dlts(const struct capture_cfg *c)
{
	struct live l = { 0 };

	if (live_open(&l, c) < 0)
		return PROG_FAIL;
	dlts_text(l.links[0].pcap, l.links[0].name, c);
	live_close(&l);
	return PROG_OK;
}

int devices_stamps(const struct capture_cfg *c)
{
	char err[PCAP_ERRBUF_SIZE] = "";
	const char *name = c->nlinks ? c->links[0] : "any";
	pcap_t *p = pcap_create(name, err);
	int *types, n;

	if (!p) {
		warn("%s", err);
		return PROG_FAIL;
	}
	n = pcap_list_tstamp_types(p, &types);
	if (n < 0) {
		warn("%s", pcap_geterr(p));
	} else if (!n) {
		fprintf(stderr, "Time stamp type cannot be set for %s\n", name);
	} else {
		fprintf(stderr, "Time stamp types for %s (use option -j to set):\n", name);
		for (int i = 0; i < n; i++) {
			const char *known = pcap_tstamp_type_val_to_name(types[i]);

			fprintf(stderr, "  %s (%s)\n", known ? known : "?",
				pcap_tstamp_type_val_to_description(types[i]));
		}
		pcap_free_tstamp_types(types);
	}
	pcap_close(p);
	return n < 0 ? PROG_FAIL : PROG_OK;
}
