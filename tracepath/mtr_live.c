/* mtr live: the screen over the running trace, and what its keys change of that. */
#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

#include "sys/sock.h"
#include "tracepath.h"

#define PAUSE (365 * 86400 * NS_S)	/* between two rounds, until a key ends it */

/* What packets are made of, by whichever way they go. */
static void fill_packets(struct trace *t)
{
	t->cfg.packet.byte = (uint8_t)(t->mtr.fill > 255 ? clock_now() / NS_US : t->mtr.fill);
	if (t->icmp.message)
		memset(t->icmp.message + ICMP_HLEN, t->cfg.packet.byte, t->icmp.room - ICMP_HLEN);
	if (t->udp.data)
		memset(t->udp.data, t->cfg.packet.byte, t->udp.size);
}

static void set_tos(const struct trace *t)
{
	bool v4 = t->host.addr.family == ADDR_V4;

	for (unsigned i = 0; i < MTR_WAYS; i++)
		if (t->ways.way[i].fd >= 0)
			sock_int(t->ways.way[i].fd, v4 ? IPPROTO_IP : IPPROTO_IPV6,
				 v4 ? IP_TOS : IPV6_TCLASS,
				 t->cfg.tos > 0 ? (int)t->cfg.tos & 255 : 0);
}

/* Sizes depend on the headers, too. */
static void set_sizes(struct trace *t)
{
	t->cfg.length = mtr_length(t);
	trace_sizes(t);
	t->path.mtu = t->size;
	t->path.cfg.min_size = t->least;
	t->path.cfg.any_size = t->mtr.size < 0;
}

/* What keys have changed since it was last asked. */
static ns_t live_step(void *arg, ns_t now)
{
	struct trace *t = arg;
	unsigned changed = t->screen.changed;

	t->screen.changed = 0;
	if (changed & SCREEN_PACE)
		t->path.cfg.interval = t->mtr.paused ? PAUSE : t->mtr.interval;
	if (changed & SCREEN_PACKET) {
		fill_packets(t);
		set_tos(t);
	}
	if (changed & (SCREEN_PACKET | SCREEN_METHOD))
		set_sizes(t);
	if (changed & SCREEN_RANGE) {
		t->path.cfg.first = (uint8_t)t->cfg.first;
		t->path.cfg.max = (uint8_t)t->cfg.max;
	}
	if (changed & (SCREEN_RESTART | SCREEN_RANGE | SCREEN_PACKET))
		path_restart(&t->path);
	return screen_step(t, now);
}

void mtr_live(struct trace *t)
{
	loop_step(&t->loop, live_step, t);
	loop_fd(&t->loop, STDIN_FILENO, 1, screen_key, t);
}
