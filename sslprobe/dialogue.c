/* Dialogues before TLS: machine on one side, socket on the other. */
#include "dialogue.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>

#include "base/clock.h"

#define PART 8192	/* no protocol has more room */

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

static void moved(const struct dialogue_ear *ear, bool sent, const void *p, size_t room, ssize_t n)
{
	int err = errno;

	if (ear && ear->moved)
		ear->moved(ear->arg, sent, p, room, n);
	errno = err;
}

static bool say_part(int fd, const char *p, size_t len, const struct dialogue_ear *ear)
{
	while (len) {
		ssize_t n = send(fd, p, len, MSG_NOSIGNAL);

		if (n < 0 && errno == EAGAIN) {
			struct pollfd wait = { .fd = fd, .events = POLLOUT };

			ppoll(&wait, 1, NULL, NULL);
		} else if (n < 0 && errno != EINTR) {
			moved(ear, true, p, len, n);
			return false;
		} else if (n > 0) {
			moved(ear, true, p, len, n);
			p += n;
			len -= (size_t)n;
		}
	}
	return true;
}

static bool say_all(int fd, struct obuf *say, size_t first, const struct dialogue_ear *ear)
{
	size_t part = first < say->len ? first : 0;
	bool good;

	if (!say->len)
		return true;
	good = say_part(fd, say->p, part, ear) && say_part(fd, say->p + part, say->len - part, ear);
	say->len = 0;
	return good;
}

/* One part of what the server says: what is for TLS stays in the socket. */
static enum dialogue_end hear(int fd, struct starttls *st, struct obuf *say,
			      enum starttls_state *state, const struct dialogue_ear *ear)
{
	uint8_t part[PART];
	size_t used, room = st->proto->room[st->asked];
	ssize_t n = recv(fd, part, room, MSG_PEEK);

	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return DIALOGUE_GO;
	if (n <= 0)
		moved(ear, false, part, room, n);
	if (n < 0)
		return DIALOGUE_CUT;
	if (n == 0) {
		*state = starttls_end(st);
		return DIALOGUE_GO;
	}
	*state = starttls_feed(st, part, (size_t)n, &used, say);
	if (*state == STARTTLS_FAILED)
		used = (size_t)n;
	if (used && recv(fd, part, used, 0) < 0)
		return DIALOGUE_CUT;
	moved(ear, false, part, room, (ssize_t)used);
	return DIALOGUE_GO;
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
			       const struct dialogue_ear *ear)
{
	enum starttls_state state = STARTTLS_MORE;
	enum dialogue_end end = DIALOGUE_GO;
	struct obuf say;

	ob_open(&say, -1);
	starttls_begin(st, proto, name, host, &say);
	for (;;) {
		int there;

		if (st->doubtful && ear && ear->doubt)
			ear->doubt(ear->arg);
		st->doubtful = false;
		if (!say_all(fd, &say, proto->first_part, ear)) {
			end = DIALOGUE_CUT;
			break;
		}
		if (state != STARTTLS_MORE)
			break;
		there = wait_for(fd, deadline);
		end = there == 0 ? DIALOGUE_LATE :
		      there < 0	 ? DIALOGUE_CUT :
				   hear(fd, st, &say, &state, ear);
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
