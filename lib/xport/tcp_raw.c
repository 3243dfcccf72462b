/* SYNs of our own over a raw socket, whose error queue holds what routers say. See raw(7). */
#include "xport/tcp.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include <linux/filter.h>

#include "base/prog.h"
#include "sys/sock.h"

/* A raw socket gets a copy of every segment: of those of its peer only this port's matter. */
static int filter_port(int fd, uint8_t family, uint16_t port)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LDX | BPF_W | BPF_IMM, 0),		/* x = where the segment begins */
		BPF_STMT(BPF_LD | BPF_H | BPF_IND, 0),		/* source port */
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, port, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, UINT32_MAX),
		BPF_STMT(BPF_RET | BPF_K, 0),
	};
	struct sock_fprog program = { .len = sizeof(code) / sizeof(*code), .filter = code };

	if (family == ADDR_V4)		/* behind the IP header */
		code[0] = (struct sock_filter)BPF_STMT(BPF_LDX | BPF_B | BPF_MSH, 0);
	return setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof(program));
}

/*
 * A port that no other program gets while we use it. A socket that is bound, but neither connected
 * nor listening, receives nothing: the kernel answers for it with resets.
 */
static int reserve(struct tcp_xport *tx, unsigned flow)
{
	struct sockaddr_storage ss;
	uint16_t port = tx->cfg.sport ? (uint16_t)(tx->cfg.sport + flow) : 0;
	socklen_t len = sock_to(&tx->match.from, port, &ss);
	int fd;

	if (tx->sports[flow])
		return 0;
	fd = socket(sock_family(&tx->cfg.to), SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -1;
	if (bind(fd, (struct sockaddr *)&ss, len) < 0 && !(port && errno == EACCES)) {
		close(fd);
		return -1;
	}
	len = sizeof(ss);
	/* a privileged port is nobody's by chance */
	if (!port && getsockname(fd, (struct sockaddr *)&ss, &len) == 0)
		port = sock_port(&ss, len);
	tx->reserved[flow] = fd;
	tx->sports[flow] = port;
	if (flow >= tx->match.nsports)
		tx->match.nsports = flow + 1;
	return 0;
}

/* The segment for a probe; returns its length. */
static size_t make(struct tcp_xport *tx, const struct probe *p, unsigned flow)
{
	uint32_t number = tcp_number(&tx->match, probe_seq(p->n));
	size_t size = p->size ? p->size : tx->cfg.size;
	struct tcp_options syn = tx->cfg.syn;
	struct tcp h = {
		.sport = tx->sports[flow],
		.dport = tx->cfg.port,
		.seq = number,
		.ack = tx->cfg.flags & TCP_ACK ? number : 0,
		.flags = tx->cfg.flags,
		.window = tx->cfg.window,
	};
	uint8_t options[TCP_OPTIONS_MAX];
	struct put list = put_to(options, sizeof(options)), w = put_to(tx->segment, tx->room);

	syn.tsval = number;
	tcp_options_put(&list, &syn);
	tcp_put(&w, &h, list.len);
	put_mem(&w, options, list.len);
	if (size > tx->room + tx->gone)
		size = tx->room + tx->gone;
	if (size > tx->gone + w.len)
		put_zero(&w, size - tx->gone - w.len);
	tcp_put_sum(&w, 0, &tx->match.from, &tx->match.to);
	return w.len;
}

static int tcp_send(struct xport *x, const struct probe *p, ns_t *when)
{
	struct tcp_xport *tx = (struct tcp_xport *)x;
	unsigned flow = p->flow ? 1 + (p->flow - 1u) % (TCP_FLOWS - 1) : 0;
	size_t n;

	if (reserve(tx, flow) < 0) {
		int err = errno;

		*when = clock_now();
		errno = err;
		return -1;
	}
	n = make(tx, p, flow);
	return xsock_send(&tx->socket, p, (struct sockaddr *)&tx->to, tx->to_len, tx->segment, n,
			  when);
}

static bool tcp_recv(struct xport *x, ns_t now, struct reply *r, ns_t *when)
{
	struct tcp_xport *tx = (struct tcp_xport *)x;
	struct xmsg m;

	for (unsigned spare = 16; spare && xsock_next(&tx->socket, now, &m); spare--) {
		*when = m.when;
		if (xsock_common(&tx->socket, &m, r))
			return true;
		if (m.queued) {
			tcp_error(&tx->match, &m.e, m.data, tx->gone, r);
			return true;
		}
		reply_clear(r);
		r->has_quote = false;
		r->from = m.from;
		r->ttl = m.ttl;
		if (tcp_answer(&tx->match, m.data, r))
			return true;
	}
	return xsock_refused(&tx->socket, r, when);
}

int tcp_open(struct tcp_xport *tx, const struct tcp_cfg *cfg)
{
	size_t longest = cfg->longest > cfg->size ? cfg->longest : cfg->size;

	*tx = (struct tcp_xport){
		.x = { tcp_send, tcp_recv, cfg->fd },
		.cfg = *cfg,
		.match = { .to = cfg->to, .from = cfg->from, .port = cfg->port,
			   .sports = tx->sports },
		.gone = (cfg->to.family == ADDR_V4 ? 20u : 40u) + cfg->options,
		.room = TCP_HLEN + TCP_OPTIONS_MAX,
	};
	memset(tx->reserved, -1, sizeof(tx->reserved));
	if (longest > tx->gone + tx->room)
		tx->room = longest - tx->gone;
	tx->match.room = (uint16_t)tx->room;	/* more than the data and SYN and FIN */
	tx->match.flags = tx->cfg.flags;
	if (getrandom(&tx->match.base, sizeof(tx->match.base), GRND_NONBLOCK) < 0)
		tx->match.base = (uint32_t)clock_now();
	if (xsock_connect(cfg->fd, &cfg->to, cfg->flow, &tx->to, &tx->to_len, &tx->match.from) <
		    0 ||
	    reserve(tx, 0) < 0)
		return -1;
	/* without it there is more to read */
	filter_port(cfg->fd, cfg->to.family, cfg->port);
	if (xsock_open(&tx->socket, cfg->fd, cfg->to.family, cfg->tx_stamps) < 0)
		return -1;
	if (cfg->out)
		tx->socket.out = cfg->out;
	tx->segment = prog_alloc(1, tx->room);
	return 0;
}

void tcp_close(struct tcp_xport *tx)
{
	for (unsigned i = 0; i < TCP_FLOWS; i++)
		if (tx->reserved[i] >= 0)
			close(tx->reserved[i]);
	xsock_close(&tx->socket);
	free(tx->segment);
	tx->segment = NULL;
}
