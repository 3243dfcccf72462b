/* From the command line to a socket that is ready to send: names, source address, options. */
#include "ping.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/prog.h"
#include "sys/priv.h"
#include "sys/sock.h"

static int resolve(const char *text, int family, struct resolve_host *host)
{
	const char *wrong = resolve_host(text, (enum addr_family)family, host);

	if (!wrong)
		return 0;
	warn("%s: %s", text, wrong);
	return -1;
}

/* The destination, and what stands before it: hops, or addresses for -T tsprespec; IPv4 only. */
static int resolve_all(struct ping *p)
{
	struct resolve_host hop;
	int family = p->cfg.family;

	for (int i = 0; i < p->nhops - 1; i++) {
		if (resolve(p->hops[i], family ? family : ADDR_V4, &hop) < 0)
			return -1;
		p->hop_addr[i] = hop.addr;
		family = ADDR_V4;
	}
	return resolve(p->hops[p->nhops - 1], family, &p->host);
}

/* 0.0.0.0 is this host, as everywhere on Linux. */
static void name_this_host(struct ping *p)
{
	static const uint8_t loopback[4] = { 127, 0, 0, 1 };

	if (p->host.addr.family == ADDR_V4 && addr_is_any(&p->host.addr))
		p->host.addr = addr_v4(loopback);
}

/* An address that means something only on one link gets the link that -I names. */
static void name_zone(struct ping *p)
{
	if (addr_needs_zone(&p->host.addr) && !p->host.addr.zone && p->cfg.device)
		p->host.addr.zone = sock_ifindex(p->cfg.device);
}

static int find_source(struct ping *p)
{
	struct sock_path path = {
		.to = p->host.addr,
		.device = p->cfg.device,
		.tos = p->cfg.tos,
		.mark = p->cfg.mark,
		.dontroute = p->cfg.dontroute,
	};
	const char *what;

	if (p->cfg.source) {
		if (!sock_parse(&path.from, p->cfg.source)) {
			warn("unknown iface: %s", p->cfg.source);
			return -1;
		}
		/* a source of the other family says nothing about this one */
		if (path.from.family != p->host.addr.family)
			p->cfg.source = NULL;
	}
	if (!p->cfg.source)
		path.from = (struct addr){ 0 };
	if (p->nhops > 1 && p->cfg.stamp != PING_STAMP_PRESPEC)
		path.to = p->hop_addr[0];
	if (sock_source(&path, &p->source, &what) == 0)
		return 0;
	if (errno == EACCES && p->host.addr.family == ADDR_V4 && strcmp(what, "connect") == 0) {
		if (!p->cfg.broadcast) {
			warn("Do you want to ping broadcast? Then -b. If not, check your local "
			     "firewall rules");
			return -1;
		}
		fputs("WARNING: pinging broadcast address\n", stderr);
		p->is_broadcast = path.broadcast = true;
		if (sock_source(&path, &p->source, &what) == 0)
			return 0;
	}
	if (strcmp(what, "SO_BINDTODEVICE") == 0 && p->host.addr.family == ADDR_V6)
		warn("unknown iface: %s", p->cfg.device);
	else if (strcmp(what, "SO_BINDTODEVICE") == 0)
		warn_errno("SO_BINDTODEVICE %s", p->cfg.device);
	else if (strcmp(what, "bind") == 0 && p->host.addr.family == ADDR_V6)
		warn_errno("bind icmp socket");
	else
		warn_errno("%s", what);
	return -1;
}

static int check_many(struct ping *p)
{
	p->is_multicast = addr_is_multicast(&p->host.addr);
	p->to_many = p->is_broadcast || p->is_multicast;
	if (!p->to_many || p->host.addr.family == ADDR_V6)
		return 0;
	if (p->user && p->cfg.interval < NS_S) {
		warn("broadcast ping with too short interval: %lld",
		     (long long)(p->cfg.interval / NS_MS));
		return -1;
	}
	if (p->user && p->cfg.pmtud >= 0 && p->cfg.pmtud != IP_PMTUDISC_DO) {
		warn("broadcast ping does not fragment");
		return -1;
	}
	if (p->cfg.pmtud < 0)
		p->cfg.pmtud = IP_PMTUDISC_DO;
	return 0;
}

static void warn_of_device(const struct ping *p)
{
	struct addr a = p->source;

	a.zone = 0;
	if (p->cfg.device && !p->cfg.source && !sock_bears(p->cfg.device, &a))
		warn("Warning: source address might be selected on device other than: %s",
		     p->cfg.device);
}

int ping_open(struct ping *p)
{
	int rc;

	if (resolve_all(p) < 0)
		return -1;
	name_this_host(p);
	name_zone(p);
	if (ping_query_open(p) < 0)
		return -1;
	if (p->host.addr.family == ADDR_V4 && p->cfg.size > PING_SIZE_V4) {
		warn("packet size %lld is too large", (long long)p->cfg.size);
		return -1;
	}
	priv_raise();
	rc = find_source(p);
	if (rc == 0)
		rc = check_many(p);
	if (rc == 0) {
		warn_of_device(p);
		ping_options_make(p);
		rc = ping_socket(p);
	}
	priv_lower();
	if (rc < 0)
		return -1;
	if (!p->node)
		ping_payload_make(p);
	resolve_open(&p->names, &p->loop, p->cfg.numeric || (p->host.numeric && !p->cfg.force_names));
	return 0;
}
