/* One connection a question, a few at once; whatever the server does, a question has an end. */
#include "sys/whois.h"

#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/prog.h"
#include "sys/sock.h"

#define ENTRIES_MAX 4096	/* addresses remembered; an enemy may answer from more */
#define QUESTION_TIME (5 * NS_S)
#define CONNECT_TIME (2 * NS_S) /* where the server has another address to try */
#define ANSWER_MAX 65536
#define IGNORED_MAX 3		/* then the server is left alone */
#define READS_MAX 4		/* at a time: others want their turn */
#define NO_ANSWER "!!"

struct whois_entry {
	struct whois_entry *next;
	struct addr addr;
	char *text;		/* NULL: not known yet */
};

const char *whois_open(struct whois *w, struct loop *loop, const char *server, const char *service)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM }, *all;
	int rc;

	*w = (struct whois){ .loop = loop };
	/* The number: not every system has a table of services. */
	rc = getaddrinfo(server ? server : WHOIS_SERVER, service ? service : "43", &hints, &all);
	if (rc)
		return rc == EAI_SYSTEM ? strerror(errno) : gai_strerror(rc);
	for (struct addrinfo *ai = all; ai && w->nservers < WHOIS_SERVERS; ai = ai->ai_next) {
		struct addr a = sock_from(ai->ai_addr, ai->ai_addrlen);

		if (!a.family)
			continue;
		w->servers[w->nservers].addr = a;
		w->servers[w->nservers].port = sock_port(ai->ai_addr, ai->ai_addrlen);
		w->nservers++;
	}
	freeaddrinfo(all);
	return w->nservers ? NULL : gai_strerror(EAI_ADDRFAMILY);
}

static void hang_up(struct whois_question *q)
{
	if (q->fd < 0)
		return;
	loop_fd(q->whois->loop, q->fd, 0, NULL, NULL);
	close(q->fd);
	q->fd = -1;
}

void whois_close(struct whois *w)
{
	for (unsigned i = 0; i < WHOIS_AT_ONCE; i++)
		if (w->questions[i].entry)
			hang_up(&w->questions[i]);
	while (w->entries) {
		struct whois_entry *e = w->entries;

		w->entries = e->next;
		free(e->text);
		free(e);
	}
	w->nservers = 0;
}

static void learn(struct whois_entry *e, const char *text)
{
	size_t n = strlen(text) + 1;

	e->text = prog_alloc(n, 1);
	memcpy(e->text, text, n);
}

static void finish(struct whois_question *q, const char *text)
{
	hang_up(q);
	learn(q->entry, text);
	q->entry = NULL;
	q->whois->news = true;
}

static void writable(void *arg, int fd, short revents);
static void readable(void *arg, int fd, short revents);

/* False: this address of the server cannot be reached. */
static bool dial(struct whois_question *q, ns_t now)
{
	struct whois *w = q->whois;
	struct sockaddr_storage ss;
	socklen_t len = sock_to(&w->servers[q->server].addr, w->servers[q->server].port, &ss);

	q->fd = socket(ss.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (q->fd < 0)
		return false;
	if ((connect(q->fd, (struct sockaddr *)&ss, len) < 0 && errno != EINPROGRESS) ||
	    !loop_fd(w->loop, q->fd, POLLOUT, writable, q)) {
		hang_up(q);
		return false;
	}
	q->connect_until = q->until;
	if (q->tried + 1 < w->nservers && now + CONNECT_TIME < q->until)
		q->connect_until = now + CONNECT_TIME;
	return true;
}

static void dial_next(struct whois_question *q, ns_t now)
{
	do {
		hang_up(q);
		if (++q->tried >= q->whois->nservers) {
			finish(q, NO_ANSWER);
			return;
		}
		q->server = (q->server + 1) % q->whois->nservers;
	} while (!dial(q, now));
}

/* Asks about those that wait, as many as may be under way at once. */
static void begin(struct whois *w, ns_t now)
{
	struct whois_question *q = w->questions, *end = q + WHOIS_AT_ONCE;

	while (w->waiting && q < end) {
		if (q->entry) {
			q++;
			continue;
		}
		*q = (struct whois_question){
			.whois = w, .entry = w->waiting, .fd = -1,
			.server = w->server, .until = now + QUESTION_TIME,
		};
		w->waiting = w->waiting->next;
		if (!dial(q, now))
			dial_next(q, now);
	}
}

static void ask(struct whois_question *q)
{
	char text[ADDR_STR + 2];
	ssize_t n;

	addr_str(&q->entry->addr, text);
	strcat(text, "\r\n");
	n = send(q->fd, text + q->sent, strlen(text) - q->sent, MSG_NOSIGNAL);
	if (n < 0) {
		if (errno != EAGAIN && errno != EINTR)
			finish(q, NO_ANSWER);
		return;
	}
	q->sent += (size_t)n;
	if (q->sent == strlen(text))
		loop_fd(q->whois->loop, q->fd, POLLIN, readable, q);
}

/*
 * Only an answer that the server ended is whole: a part may lack the most specific route, and then
 * it tells the wrong number.
 */
static void readable(void *arg, int fd, short revents)
{
	struct whois_question *q = arg;
	char bytes[4096];

	(void)revents;
	for (int i = 0; i < READS_MAX; i++) {
		ssize_t n = recv(fd, bytes, sizeof(bytes), 0);

		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			return;
		if (n == 0) {
			q->whois->ignored = 0;
			finish(q, origin_text(&q->answer));
			return;
		}
		if (n > 0)
			q->received += (size_t)n;
		if (n < 0 || q->received > ANSWER_MAX) {
			finish(q, NO_ANSWER);
			return;
		}
		origin_feed(&q->answer, bytes, (size_t)n);
	}
}

static void writable(void *arg, int fd, short revents)
{
	struct whois_question *q = arg;
	int error = 0;
	socklen_t len = sizeof(error);

	(void)revents;
	if (!q->connected && (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &len) < 0 || error)) {
		dial_next(q, clock_now());
	} else {
		q->connected = true;
		q->whois->server = q->server;
		ask(q);
	}
}

static void expire(struct whois_question *q, ns_t now)
{
	if (now >= q->until) {
		q->whois->ignored++;
		finish(q, NO_ANSWER);
	} else if (!q->connected && now >= q->connect_until) {
		dial_next(q, now);
	}
}

/* Nobody should wait again and again for a server that is gone. */
static void give_up(struct whois *w)
{
	for (unsigned i = 0; i < WHOIS_AT_ONCE; i++)
		if (w->questions[i].entry)
			finish(&w->questions[i], NO_ANSWER);
	for (; w->waiting; w->waiting = w->waiting->next)
		learn(w->waiting, NO_ANSWER);
	w->nservers = 0;
}

static ns_t whois_step(void *arg, ns_t now)
{
	struct whois *w = arg;
	ns_t wake = NS_NEVER;

	for (unsigned i = 0; i < WHOIS_AT_ONCE; i++)
		if (w->questions[i].entry)
			expire(&w->questions[i], now);
	if (w->ignored >= IGNORED_MAX)
		give_up(w);
	begin(w, now);
	for (unsigned i = 0; i < WHOIS_AT_ONCE; i++) {
		const struct whois_question *q = &w->questions[i];
		ns_t due = q->connected ? q->until : q->connect_until;

		if (q->entry && due < wake)
			wake = due;
	}
	/* The steps before this one have not seen it yet. */
	if (w->news)
		wake = now;
	w->news = false;
	return wake;
}

const char *whois_origin(struct whois *w, const struct addr *a, bool *pending)
{
	struct whois_entry *e;

	*pending = false;
	for (e = w->entries; e; e = e->next)
		if (addr_eq(&e->addr, a))
			break;
	if (!e) {
		if (!w->nservers || w->nentries >= ENTRIES_MAX)
			return NO_ANSWER;
		e = prog_alloc(1, sizeof(*e));
		e->addr = *a;
		if (w->last)
			w->last->next = e;
		else
			w->entries = e;
		w->last = e;
		w->nentries++;
		if (!w->waiting)
			w->waiting = e;
		/* Only now: so the step comes behind that of whoever asks, and sees it. */
		if (!w->stepping)
			loop_step(w->loop, whois_step, w);
		w->stepping = true;
		begin(w, clock_now());
	}
	*pending = !e->text;
	return e->text;
}
