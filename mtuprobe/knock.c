/*
 * Where raw sockets are not permitted, the kernel connects, for the MSS that a port asks for. What
 * it says of that connection is the MSS that it will use: bounded by the path MTU of its cache, and
 * by half of a small window. As it came it keeps the MSS only where it asked for a cookie of TCP
 * Fast Open (RFC 7413); so another connection asks for one, of a port that is known to be open, as
 * on some paths no SYN with that option passes.
 */
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "mtuprobe.h"
#include "sys/metrics.h"
#include "sys/sock.h"

#define STAMPS 12		/* bytes of each segment, where both have timestamps */
#define LOOK (5 * NS_MS)	/* such connections wake nobody */

/*
 * begin(): -1 where it fails at once. Nothing is sent to the port but the SYN: what it answers is
 * not acknowledged at once, and then reset.
 */
static int begin(struct mtuprobe *m, uint16_t port, bool cookie)
{
	struct sockaddr_storage ss;
	socklen_t len = sock_to(&m->host.addr, port, &ss);
	struct sockaddr *to = (struct sockaddr *)&ss;
	int fd = mtu_socket(m, SOCK_STREAM | SOCK_NONBLOCK, 0), rc;

	if (fd < 0)
		return -1;
	sock_reset(fd);
	sock_int(fd, IPPROTO_TCP, TCP_QUICKACK, 0);
	rc = cookie ? (int)sendto(fd, NULL, 0, MSG_FASTOPEN | MSG_NOSIGNAL, to, len) :
		      connect(fd, to, len);
	if (rc >= 0 || errno == EINPROGRESS)
		return fd;
	mtu_socket_close(m, fd);
	return -1;
}

void mtu_knock(struct mtuprobe *m, unsigned i)
{
	struct mtu_knock *k = &m->knock[i];

	k->port = m->ways[WAY_TCP + i].port;
	k->fd = begin(m, k->port, false);
}

/* What the kernel says of a connection. */
static struct tcp_info look(int fd)
{
	struct tcp_info info = { .tcpi_state = TCP_SYN_SENT };
	socklen_t len = sizeof(info);

	if (fd >= 0)
		getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &len);
	return info;
}

/* Once it is clear whether there is one, it has served. */
static bool is_decided(struct mtuprobe *m, int *fd, struct tcp_info *info)
{
	*info = look(*fd);
	if (info->tcpi_state == TCP_SYN_SENT)
		return false;
	mtu_socket_close(m, *fd);
	*fd = -1;
	return true;
}

static bool is_open(const struct tcp_info *info)
{
	return info->tcpi_state == TCP_ESTABLISHED || info->tcpi_state == TCP_CLOSE_WAIT;
}

static uint16_t whole(const struct tcp_info *info, uint32_t mss)
{
	return (uint16_t)(mss + (info->tcpi_options & TCPI_OPT_TIMESTAMPS ? STAMPS : 0));
}

/* What the kernel will use. It may be larger than the path MTU that it goes by. */
static void learn_used(struct mtuprobe *m, const struct tcp_info *info)
{
	unsigned heads = m->host.addr.family == ADDR_V4 ? 40 : 60;

	m->knock_mss = whole(info, info->tcpi_snd_mss);
	m->knock_least = m->knock_mss + heads >= info->tcpi_pmtu;
}

/* What was named. If nothing was, it keeps what it has named itself, but uses the default. */
static void learn_named(struct mtuprobe *m, const struct tcp_info *info)
{
	uint16_t none = m->host.addr.family == ADDR_V4 ? 536 : 1220;
	uint16_t mss = metrics_mss(&m->host.addr, &m->source);

	/* smaller than what is used it cannot be: then it is of another time */
	if (mss < m->knock_mss)
		return;
	if (mss == whole(info, info->tcpi_advmss) && !m->knock_least && m->knock_mss <= none)
		mss = 0;
	m->knock_mss = mss;
	m->knock_least = false;
}

void mtu_knocks_look(struct mtuprobe *m)
{
	struct tcp_info info;

	for (unsigned i = 0; i < MTU_PORTS; i++) {
		struct mtu_knock *k = &m->knock[i];

		if (!is_decided(m, &k->fd, &info))
			continue;
		k->open = is_open(&info);
		if (!k->open || m->knock_port)
			continue;
		m->knock_port = k->port;
		learn_used(m, &info);
		m->knock_ask = begin(m, k->port, true);
	}
	if (is_decided(m, &m->knock_ask, &info) && is_open(&info))
		learn_named(m, &info);
}

bool mtu_knock_is_over(const struct mtuprobe *m, unsigned i)
{
	return m->knock[i].fd < 0;
}

/* Its port has answered others: so it will this one. */
static bool will_be_decided(const struct mtuprobe *m, unsigned i)
{
	const struct pmtu *p = m->ways[WAY_TCP + i].plan;

	return m->knock[i].fd >= 0 && p && p->rtt;
}

bool mtu_knocks_wait(struct mtuprobe *m)
{
	/* an answer to the second SYN is not worth the time */
	bool wait = m->knock_ask >= 0 && !look(m->knock_ask).tcpi_retransmits;

	for (unsigned i = 0; i < MTU_PORTS; i++)
		wait |= will_be_decided(m, i);
	if (wait)
		m->knock_look = m->now + LOOK;
	return wait;
}
