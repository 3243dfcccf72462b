/* The interface's MTU, set after a question that says how to undo it (--set). */
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "base/prog.h"
#include "mtuprobe.h"
#include "sys/priv.h"
#include "sys/rtnl.h"

/* Another character of the answer; a signal is a no. */
static bool next(int signals, char *c)
{
	struct pollfd fds[2] = { { STDIN_FILENO, POLLIN, 0 }, { signals, POLLIN, 0 } };

	return poll(fds, 2, -1) > 0 && !fds[1].revents && read(STDIN_FILENO, c, 1) == 1;
}

/* One line of standard input; is it a yes? */
static bool agreed(int signals)
{
	char answer[16], c;
	size_t n = 0;

	while (next(signals, &c) && c != '\n')
		if (n < sizeof(answer) - 1)
			answer[n++] = c;
	answer[n] = '\0';
	return strcmp(answer, "y") == 0 || strcmp(answer, "Y") == 0 || strcmp(answer, "yes") == 0;
}

static void question(const struct mtuprobe *m, uint16_t mtu)
{
	struct obuf o;

	ob_open(&o, STDERR_FILENO);
	ob_esc(&o, m->device, strlen(m->device));
	ob_num(&o, " has an MTU of ", m->mtu, "; to undo: ip link set dev ");
	ob_esc(&o, m->device, strlen(m->device));
	ob_num(&o, " mtu ", m->mtu, "\n");
	if (mtu < PMTU_MIN6)
		ob_str(&o, "Below 1280 it loses its IPv6 addresses; undoing that does not bring "
			   "them back.\n");
	ob_num(&o, "Set it to ", mtu, "? [y/N] ");
	ob_close(&o);
}

int mtu_set(struct mtuprobe *m, const struct mtu_result *r)
{
	int status = mtu_verdict_status(r->verdict);

	if (!mtu_helps(m, r)) {
		if (r->mtu)
			warn("%s: nothing to set", m->device);
		return status;
	}
	question(m, r->mtu);
	if (!agreed(m->loop.signal_fd)) {
		warn("%s: left as it is", m->device);
		return status;
	}
	priv_raise();
	if (rtnl_set_mtu(m->ifindex, r->mtu) < 0) {
		warn_errno("%s: cannot set the MTU", m->device);
		status = PROG_USAGE;
	}
	priv_drop();
	return status;
}
