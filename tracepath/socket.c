/* Sockets for probes, and all that the command line says of their packets. See ip(7), ipv6(7). */
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

#include <linux/in6.h>	/* behind netinet/in.h: musl wants it so */

#include "base/prog.h"
#include "sys/priv.h"
#include "sys/sock.h"
#include "tracepath.h"

static bool is_v4(const struct trace *t)
{
	return t->host.addr.family == ADDR_V4;
}

/* One setsockopt() that must not fail; *what is its name then. */
static bool set(int fd, int level, int option, int value, const char *name, const char **what)
{
	*what = name;
	return sock_int(fd, level, option, value) == 0;
}

static bool set_family(const struct trace *t, int fd, const char **what)
{
	const struct trace_cfg *c = &t->cfg;
	int pmtud = c->whole ? IP_PMTUDISC_PROBE : IP_PMTUDISC_DONT;
	uint32_t label = (uint32_t)c->flow;

	if (is_v4(t)) {
		*what = "setsockopt IP_OPTIONS";
		if (t->ip_options_len &&
		    setsockopt(fd, IPPROTO_IP, IP_OPTIONS, t->ip_options, t->ip_options_len) < 0)
			return false;
		return set(fd, IPPROTO_IP, IP_MTU_DISCOVER, pmtud, "setsockopt IP_MTU_DISCOVER",
			   what) &&
		       (c->tos < 0 ||
			set(fd, IPPROTO_IP, IP_TOS, (int)c->tos, "setsockopt IP_TOS", what));
	}
	*what = "setsockopt IPV6_RTHDR";
	if (t->ip_options_len &&
	    setsockopt(fd, IPPROTO_IPV6, IPV6_RTHDR, t->ip_options, t->ip_options_len) < 0)
		return false;
	*what = "setsockopt IPV6_FLOWLABEL_MGR";
	if (c->flow > 0 && sock_flow_label(fd, &t->host.addr, IPV6_FL_S_ANY, &label) < 0)
		return false;
	return set(fd, IPPROTO_IPV6, IPV6_MTU_DISCOVER, pmtud, "setsockopt IPV6_MTU_DISCOVER",
		   what) &&
	       (c->tos < 0 ||
		set(fd, IPPROTO_IPV6, IPV6_TCLASS, (int)c->tos, "setsockopt IPV6_TCLASS", what));
}

int trace_socket_setup(struct trace *t, int fd, const char **what)
{
	const struct trace_cfg *c = &t->cfg;

	*what = "setsockopt SO_BINDTODEVICE";
	if (c->device && *c->device && sock_device(fd, c->device) < 0)
		return -1;
	if (c->debug && !set(fd, SOL_SOCKET, SO_DEBUG, 1, "setsockopt SO_DEBUG", what))
		return -1;
	if (c->mark >= 0 &&
	    !set(fd, SOL_SOCKET, SO_MARK, (int)(uint32_t)c->mark, "setsockopt SO_MARK", what))
		return -1;
	if (c->dontroute && !set(fd, SOL_SOCKET, SO_DONTROUTE, 1, "setsockopt SO_DONTROUTE", what))
		return -1;
	return set_family(t, fd, what) ? 0 : -1;
}

int trace_socket(struct trace *t, int type, int protocol)
{
	const char *what = "socket";
	int fd;

	priv_raise();
	fd = socket(sock_family(&t->host.addr), type | SOCK_CLOEXEC, protocol);
	if (fd >= 0 && trace_socket_setup(t, fd, &what) < 0) {
		int err = errno;

		close(fd);
		errno = err;
		fd = -1;
	}
	priv_lower();
	t->failed = what;
	return fd;
}

int trace_bind(struct trace *t, int fd, uint16_t port)
{
	struct addr any = { .family = t->host.addr.family };
	struct sockaddr_storage ss;
	socklen_t len = sock_to(t->cfg.source ? &t->cfg.from : &any, port, &ss);

	t->failed = "bind";
	if (!t->cfg.source && !port)
		return 0;
	return bind(fd, (struct sockaddr *)&ss, len);
}

void trace_warn(const struct trace *t, const char *what)
{
	if (t->quiet)
		return;
	if (t->cfg.bare)
		warn_bare("%s: %s", what, strerror(errno));
	else
		warn_errno("%s", what);
}

/* What failed; of the calls that may lack a permission, with the one that raw sockets take. */
int trace_fail(const struct trace *t, const char *what)
{
	if ((errno != EPERM && errno != EACCES) || strcmp(what, "bind") == 0 ||
	    strcmp(what, "setsockopt SO_DEBUG") == 0)
		trace_warn(t, what);
	else if (!t->quiet)
		warn("%s: %s: needs CAP_NET_RAW (setcap cap_net_raw+p on this program)", what,
		     strerror(errno));
	return -1;
}
