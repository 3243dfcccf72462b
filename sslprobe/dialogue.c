/* Dialogues before TLS: machine on one side, socket on the other. */
#include "dialogue.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>

#include "base/clock.h"

#define PART 2048

/* Until there is something to read; -1 with errno, 0: the time is up. */
static int wait_for(int fd, ns_t deadline)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	int rc;

	do {
		ns_t left = deadline == NS_NEVER ? 0 : deadline - clock_now();
		struct timespec ts = { .tv_sec = left / NS_S, .tv_nsec = left % NS_S };

		if (left < 0)
			return 0;
		rc = ppoll(&p, 1, deadline == NS_NEVER ? NULL : &ts, NULL);
	} while (rc < 0 && errno == EINTR);
	return rc;
}

static bool say_all(int fd, struct obuf *say)
{
	size_t done = 0;

	while (done < say->len) {
		ssize_t n = send(fd, say->p + done, say->len - done, MSG_NOSIGNAL);

		if (n < 0 && errno == EAGAIN) {
			struct pollfd p = { .fd = fd, .events = POLLOUT };

			ppoll(&p, 1, NULL, NULL);
		} else if (n < 0 && errno != EINTR) {
			return false;
		} else if (n > 0) {
			done += (size_t)n;
		}
	}
	say->len = 0;
	return true;
}

/* One part of what the server says: only what the machine used leaves the socket. */
static enum dialogue_end hear(int fd, struct starttls *st, struct obuf *say,
			      enum starttls_state *state)
{
	uint8_t part[PART];
	size_t used;
	ssize_t n = recv(fd, part, sizeof(part), MSG_PEEK);

	if (n < 0)
		return errno == EINTR || errno == EAGAIN ? DIALOGUE_GO : DIALOGUE_CUT;
	if (n == 0) {
		*state = starttls_end(st);
		return DIALOGUE_GO;
	}
	*state = starttls_feed(st, part, (size_t)n, &used, say);
	return used && recv(fd, part, used, 0) < 0 ? DIALOGUE_CUT : DIALOGUE_GO;
}

/* Behind the go-ahead nothing may come before we speak; blanks do no harm. */
static bool text_follows(int fd)
{
	uint8_t c;

	while (recv(fd, &c, 1, MSG_PEEK | MSG_DONTWAIT) == 1) {
		if (c != ' ' && c != '\r' && c != '\n')
			return true;
		recv(fd, &c, 1, 0);
	}
	return false;
}

enum dialogue_end dialogue_run(int fd, struct starttls *st, const struct starttls_proto *proto,
			       const char *name, const char *host, ns_t deadline,
			       void (*doubt)(void *arg), void *arg)
{
	enum starttls_state state = STARTTLS_MORE;
	enum dialogue_end end = DIALOGUE_GO;
	struct obuf say;

	ob_open(&say, -1);
	starttls_begin(st, proto, name, host, &say);
	for (;;) {
		int there;

		if (st->doubtful && doubt) {
			doubt(arg);
			st->doubtful = false;
		}
		if (!say_all(fd, &say)) {
			end = DIALOGUE_CUT;
			break;
		}
		if (state != STARTTLS_MORE)
			break;
		there = wait_for(fd, deadline);
		end = there == 0 ? DIALOGUE_LATE :
		      there < 0	 ? DIALOGUE_CUT :
				   hear(fd, st, &say, &state);
		if (end != DIALOGUE_GO)
			break;
	}
	ob_close(&say);
	if (end != DIALOGUE_GO)
		return end;
	if (state == STARTTLS_FAILED)
		return DIALOGUE_REFUSED;
	return proto != &dialogue_proxy && text_follows(fd) ? DIALOGUE_TEXT : DIALOGUE_GO;
}
