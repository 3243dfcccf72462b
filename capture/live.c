/* Packets from interfaces, by libpcap: each with a ring as large as the link wants. */
#include "live.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/num.h"
#include "base/prog.h"
#include "capture.h"

#define WAIT_MS 100			/* how long a block of the ring may wait to be full */
#define RING_MIN 8192			/* KiB */
#define RING_MAX 65536
#define PACKET_OVERHEAD 80		/* of a packet in the ring */

/* What the system says about the interface; kept open for one who may open no file. -1: nothing. */
static int about(const char *name, const char *what)
{
	char path[128];

	if (strchr(name, '/') ||
	    snprintf(path, sizeof(path), "/sys/class/net/%s/%s", name, what) >= (int)sizeof(path))
		return -1;
	return open(path, O_RDONLY | O_CLOEXEC);
}

/* The number there. False: there is none. */
static bool about_number(int fd, int64_t *v)
{
	char text[32];
	ssize_t n = -1;

	if (fd >= 0 && lseek(fd, 0, SEEK_SET) == 0)
		n = read(fd, text, sizeof(text) - 1);
	if (n <= 0)
		return false;
	text[n] = '\0';
	text[strcspn(text, "\n")] = '\0';
	return num_int(text, 0, INT64_MAX / 1000000, v) == NUM_OK;
}

/* What the link carries in a tenth of a second, as far as it says what it carries; KiB. */
static int64_t ring_for(const char *name)
{
	int fd = about(name, "speed");
	int64_t speed = 0, ring;
	bool known = about_number(fd, &speed);

	if (fd >= 0)
		close(fd);
	if (!known)
		return RING_MIN;
	ring = speed * 1000000 / 8 / 10 / 1024;
	return ring < RING_MIN ? RING_MIN : ring > RING_MAX ? RING_MAX : ring;
}

/* The interface of that number in -D's list, in `name`. False after a message: there is none. */
static bool by_number(const char *text, char *name, size_t room)
{
	char err[PCAP_ERRBUF_SIZE];
	pcap_if_t *all, *d;
	int64_t n;

	if (num_int(text, 1, INT32_MAX, &n) != NUM_OK)
		return true;
	if (pcap_findalldevs(&all, err) < 0) {
		warn("%s", err);
		return false;
	}
	for (d = all; d && --n; d = d->next)
		;
	if (d)
		snprintf(name, room, "%s", d->name);
	else
		warn("Invalid adapter index");
	pcap_freealldevs(all);
	return d;
}

/* The first interface of -D's list that is up. False after a message. */
static bool by_default(char *name, size_t room)
{
	char err[PCAP_ERRBUF_SIZE];
	pcap_if_t *all;

	if (pcap_findalldevs(&all, err) < 0 || !all) {
		warn("no interface to capture on");
		return false;
	}
	snprintf(name, room, "%s", all->name);
	pcap_freealldevs(all);
	return true;
}

static int refused(pcap_t *p, const char *name, int rc)
{
	const char *more = pcap_geterr(p), *what = pcap_statustostr(rc);

	if (rc == PCAP_ERROR)
		warn("%s", more);
	else
		warn("%s: %s", name, what);
	if (rc != PCAP_ERROR && *more)
		warn_bare("(%s)", more);
	pcap_close(p);
	return -1;
}

static int settings(pcap_t *p, struct live_link *l, const struct capture_cfg *c, bool tty)
{
	int rc;

	l->ring = c->buffer ? c->buffer : ring_for(l->name);
	pcap_set_snaplen(p, (int)c->snaplen);
	pcap_set_promisc(p, !c->no_promisc);
	pcap_set_timeout(p, WAIT_MS);
	pcap_set_buffer_size(p, (int)(l->ring * 1024));
	pcap_set_immediate_mode(p, c->immediate || (tty && !c->save.file));
	if (c->monitor) {
		rc = pcap_can_set_rfmon(p);
		if (rc < 0)
			return refused(p, l->name, rc);
		if (!rc) {
			warn("%s: That device doesn't support monitor mode", l->name);
			pcap_close(p);
			return -1;
		}
		pcap_set_rfmon(p, 1);
	}
	if (c->fine && pcap_set_tstamp_precision(p, PCAP_TSTAMP_PRECISION_NANO)) {
		warn("%s: Can't set nanosecond time stamp precision", l->name);
		pcap_close(p);
		return -1;
	}
	rc = c->stamp < 0 ? 0 : pcap_set_tstamp_type(p, c->stamp);
	if (rc < 0)
		return refused(p, l->name, rc);
	if (rc > 0)
		warn("WARNING: When trying to set timestamp type '%s' on %s: %s",
		     pcap_tstamp_type_val_to_name(c->stamp), l->name, pcap_statustostr(rc));
	return 0;
}

/* Packets that the interface lost since it is there. libpcap opens files for it, too late here. */
static uint64_t drops(const struct live_link *l)
{
	uint64_t sum = 0;
	int64_t v;

	for (int i = 0; i < LIVE_DROPS; i++)
		if (about_number(l->drops[i], &v))
			sum += (uint64_t)v;
	return sum;
}

static int link_open(struct live_link *l, const struct capture_cfg *c, bool tty)
{
	char err[PCAP_ERRBUF_SIZE] = "";
	pcap_t *p = pcap_create(l->name, err);
	int rc;

	if (!p) {
		warn("%s", err);
		return -1;
	}
	if (settings(p, l, c, tty) < 0)
		return -1;
	rc = pcap_activate(p);
	if (rc < 0)
		return refused(p, l->name, rc);
	if (rc > 0)
		warn("WARNING: %s: %s", l->name, pcap_statustostr(rc));
	if (c->direction != PCAP_D_INOUT &&
	    pcap_setdirection(p, (pcap_direction_t)c->direction) < 0) {
		warn("%s: pcap_setdirection() failed: %s", l->name, pcap_geterr(p));
		pcap_close(p);
		return -1;
	}
	if (c->dlt >= 0) {
		if (pcap_set_datalink(p, c->dlt) < 0) {
			warn("%s", pcap_geterr(p));
			pcap_close(p);
			return -1;
		}
		fprintf(stderr, "%s: data link type %s\n", prog_name(),
			pcap_datalink_val_to_name(c->dlt));
	} else if (!c->dlts && !strcmp(l->name, "any") &&
		   pcap_set_datalink(p, DLT_LINUX_SLL2) == 0) {
		fprintf(stderr, "%s: data link type LINUX_SLL2\n", prog_name());
	}
	if (pcap_lookupnet(l->name, &l->net, &l->mask, err) < 0)
		l->net = l->mask = 0;
	l->pcap = p;
	l->drops[0] = about(l->name, "statistics/rx_missed_errors");
	l->drops[1] = about(l->name, "statistics/rx_fifo_errors");
	l->dropped = drops(l);
	return pcap_setnonblock(p, 1, err) < 0 ? -1 : 0;
}

int live_open(struct live *l, const struct capture_cfg *c)
{
	int n = c->nlinks ? c->nlinks : 1;
	bool tty = isatty(STDOUT_FILENO);

	for (int i = 0; i < n; i++) {
		struct live_link *link = &l->links[i];

		if (!c->nlinks) {
			if (!by_default(link->name, sizeof(link->name)))
				return -1;
		} else {
			if (!strncmp(c->links[i], "rpcap://", 8)) {
				warn("rpcap:// is not supported");
				return -1;
			}
			snprintf(link->name, sizeof(link->name), "%s", c->links[i]);
			if (!by_number(c->links[i], link->name, sizeof(link->name)))
				return -1;
		}
		if (link_open(link, c, tty) < 0)
			return -1;
		l->n++;
		if (pcap_datalink(link->pcap) != pcap_datalink(l->links[0].pcap)) {
			warn("%s: its link type is not that of %s", link->name, l->links[0].name);
			return -1;
		}
	}
	return 0;
}

void live_close(struct live *l)
{
	for (int i = 0; i < l->n; i++) {
		pcap_close(l->links[i].pcap);
		for (int k = 0; k < LIVE_DROPS; k++)
			if (l->links[i].drops[k] >= 0)
				close(l->links[i].drops[k]);
	}
	l->n = 0;
}

void live_banner(const struct live *l, const struct capture_cfg *c)
{
	bool shown = !c->save.file || c->print;

	if (!c->show.v && shown)
		fprintf(stderr,
			"%s: verbose output suppressed, use -v[v]... for full protocol decode\n",
			prog_name());
	else
		fprintf(stderr, "%s: ", prog_name());
	for (int i = 0; i < l->n; i++) {
		int dlt = pcap_datalink(l->links[i].pcap);
		const char *name = pcap_datalink_val_to_name(dlt);

		if (name)
			fprintf(stderr,
				"listening on %s, link-type %s (%s), snapshot length %d bytes\n",
				l->links[i].name, name, pcap_datalink_val_to_description(dlt),
				pcap_snapshot(l->links[i].pcap));
		else
			fprintf(stderr, "listening on %s, link-type %d, snapshot length %d bytes\n",
				l->links[i].name, dlt, pcap_snapshot(l->links[i].pcap));
	}
}

void live_count(const struct live_link *l, struct live_counts *to)
{
	struct pcap_stat s = { 0 };
	uint64_t now = drops(l);

	pcap_stats(l->pcap, &s);
	*to = (struct live_counts){ .received = s.ps_recv, .ring = s.ps_drop,
		.interface = now > l->dropped ? now - l->dropped : 0 };
}

void live_counts(const struct live *l, struct live_counts *to)
{
	*to = (struct live_counts){ 0 };
	for (int i = 0; i < l->n; i++) {
		struct live_counts one;

		live_count(&l->links[i], &one);
		to->received += one.received;
		to->ring += one.ring;
		to->interface += one.interface;
	}
}

int64_t live_ring_for(const struct live *l, const struct live_counts *counts, uint64_t bytes)
{
	uint64_t passed = counts->received > counts->ring ? counts->received - counts->ring : 1;
	uint64_t each = bytes / passed + PACKET_OVERHEAD;
	int64_t want = l->links[0].ring + (int64_t)(counts->ring * each / 1024), ring = RING_MIN;

	while (ring < want && ring < INT32_MAX / 1024)
		ring *= 2;
	return ring;
}
