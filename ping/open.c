/* From the command line to a socket that is ready to send. */
#include "ping.h"

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
	p->dest = p->host.addr;
	if (addr_needs_zone(&p->dest) && !p->dest.zone && p->cfg.device)
		p->dest.zone = sock_ifindex(p->cfg.device);
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
	priv_raise();
	rc = ping_route(p);
	if (rc == 0)
		rc = ping_socket(p);
	priv_lower();
	if (rc < 0)
		return -1;
	if (!p->node)
		ping_payload_make(p);
	resolve_open(&p->names, &p->loop,
		     p->cfg.numeric || (p->host.numeric && !p->cfg.force_names));
	return 0;
}
