/* The way to the target, the size of packets, and what is opened for both. */
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/prog.h"
#include "sys/priv.h"
#include "sys/sock.h"
#include "tracepath.h"

#define BESIDE_IP 40		/* bytes behind the plain IP header, where nobody says otherwise */
#define LONGEST 65000		/* with --mtu */
#define ROOM (1 << 20)		/* bytes of answers that may wait unread */

static bool is_v4(const struct trace *t)
{
	return t->host.addr.family == ADDR_V4;
}

uint16_t trace_ip_header(const struct trace *t)
{
	return (uint16_t)((is_v4(t) ? 20 : 40) + t->ip_options_len);
}

/* The packets of a connection are the kernel's; a DCCP request is what it is. */
static bool is_fixed(const struct trace_method *m)
{
	return m == &method_tcpconn || m == &method_dccp;
}

void trace_sizes(struct trace *t)
{
	const struct trace_method *m = t->cfg.method;
	uint16_t ip = trace_ip_header(t);
	int64_t size = t->cfg.length < UINT16_MAX ? t->cfg.length : UINT16_MAX;

	if (m == &method_tcp) {
		t->least = t->size = (uint16_t)(ip + trace_tcp_header(t));
		return;
	}
	t->least = (uint16_t)(ip + m->header);
	if (size < 0 || is_fixed(m))
		size = m == &method_dccp       ? t->least :
		       t->cfg.mtu && !is_fixed(m) ? LONGEST :
						    ip + BESIDE_IP;
	t->size = (uint16_t)(size > t->least ? size : t->least);
}

/* Of a socket that is connected. */
static void find_jumbo(struct trace *t, int fd)
{
	ns_t before = clock_now();
	int mtu = 0;
	socklen_t len = sizeof(mtu);

	if (is_v4(t) || getsockopt(fd, IPPROTO_IPV6, IPV6_MTU, &mtu, &len) < 0)
		return;
	t->jumbo = mtu > UINT16_MAX ? (uint32_t)mtu : 0;
	t->jumbo_took = clock_now() - before;
}

/* The kernel's way to the target, and so the address that packets leave from. */
static int find_route(struct trace *t)
{
	const struct addr *to = t->ngateways ? &t->gateway[0] : &t->host.addr;
	int fd = trace_socket(t, SOCK_DGRAM, 0), rc = -1;

	if (fd < 0)
		return trace_fail(t, t->failed);
	if (trace_bind(t, fd, 0) < 0)
		trace_warn(t, t->failed);
	else if (sock_route(fd, to, &t->source) < 0 && t->cfg.no_route)
		trace_warn(t, t->cfg.no_route);
	else
		rc = 0;
	find_jumbo(t, fd);
	close(fd);
	return rc;
}

/* As much room for answers as the kernel gives; t->buffer is how much. */
static void set_buffer(struct trace *t)
{
	socklen_t len = sizeof(t->buffer);

	if (t->fd < 0)
		return;
	sock_int(t->fd, SOL_SOCKET, SO_RCVBUF, ROOM);
	if (getsockopt(t->fd, SOL_SOCKET, SO_RCVBUF, &t->buffer, &len) < 0)
		t->buffer = 0;
}

int trace_open(struct trace *t)
{
	const char *server = getenv("RA_SERVER"), *service = getenv("RA_SERVICE");
	const char *wrong;
	int rc;

	resolve_open(&t->names, &t->loop, t->cfg.numeric);
	ipinfo_open(&t->info, &t->names);
	if (t->cfg.origins) {
		wrong = whois_open(&t->whois, &t->loop, server, service);
		if (wrong)
			warn("%s: %s", server ? server : WHOIS_SERVER, wrong);
	}
	priv_raise();
	rc = find_route(t) < 0 || t->cfg.method->open(t) < 0 ? -1 : 0;
	if (rc == 0 && mtr_is_live(t))
		mtr_ways_open(t);
	priv_lower();
	set_buffer(t);
	return rc;
}

void trace_close(struct trace *t)
{
	if (t->xport_close)
		t->xport_close(t);
	if (t->fd >= 0)
		close(t->fd);
	if (t->cfg.origins)
		whois_close(&t->whois);
	resolve_close(&t->names);
	ipinfo_close(&t->info);
}
