/*
 * --check: a worker process for each address, all at once, and a deadline that ends them wherever
 * they are, in the library, too; then the report.
 */
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <openssl/pem.h>

#include "base/clock.h"
#include "base/prog.h"
#include "check/report.h"
#include "check/worker.h"
#include "sys/sock.h"

#define ADDRESSES 16		/* of one name */
#define DEADLINE (10 * NS_S)
#define WARN_DAYS 28
#define CRIT_DAYS 14

/* A process, and the end of a pipe that is closed when it has ended. */
struct child {
	pid_t pid;
	int fd;
};

/* What a child that looks a name up leaves. */
struct lookup {
	bool done;
	char why[128];
	unsigned n;
	struct addr addrs[ADDRESSES];
};

static void *share(size_t size)
{
	void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	return p == MAP_FAILED ? NULL : p;
}

/* In the child 0, in the parent 1; -1: there is none. */
static int spawn(struct child *c)
{
	int fds[2];

	if (pipe2(fds, O_CLOEXEC) < 0)
		return -1;
	c->pid = fork();
	close(fds[c->pid != 0]);
	c->fd = fds[0];
	if (c->pid == 0)
		return 0;
	if (c->pid > 0)
		return 1;
	close(fds[0]);
	return -1;
}

/* Until the child ends, or the deadline comes. Returns its wait status; -1: it was late. */
static int await(struct child *c, ns_t deadline)
{
	struct pollfd p = { .fd = c->fd, .events = POLLIN };
	int status = 0, n;

	do {
		ns_t left = deadline - clock_now();
		struct timespec ts = { .tv_sec = left / NS_S, .tv_nsec = left % NS_S };

		n = left > 0 ? ppoll(&p, 1, &ts, NULL) : 0;
	} while (n < 0 && errno == EINTR);
	if (n <= 0)
		kill(c->pid, SIGKILL);
	while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
		;
	close(c->fd);
	return n <= 0 ? -1 : status;
}

static void look_up(const struct sslprobe_cfg *cfg, const struct target *t, struct lookup *l)
{
	struct addrinfo hints = { .ai_family = cfg->family, .ai_socktype = SOCK_STREAM }, *found;
	int rc = getaddrinfo(t->host, NULL, &hints, &found);

	if (rc) {
		strncpy(l->why, gai_strerror(rc), sizeof(l->why) - 1);
	} else {
		for (const struct addrinfo *ai = found; ai && l->n < ADDRESSES; ai = ai->ai_next) {
			struct addr a = sock_from(ai->ai_addr, ai->ai_addrlen);
			bool twice = a.family == ADDR_NONE;

			for (unsigned i = 0; i < l->n; i++)
				twice |= addr_eq(&a, &l->addrs[i]);
			if (!twice)
				l->addrs[l->n++] = a;
		}
		freeaddrinfo(found);
	}
	l->done = true;
}

/* All of one target. */
struct check {
	struct sslprobe_cfg *cfg;
	struct sslprobe *context;
	const struct report *report;
	struct judge_limits limits;
	struct obuf out;
	BIO *pem;
	ns_t deadline;
	enum judge_status worst;
};

static int find_addresses(const struct check *c, const struct target *t, struct lookup *l,
			  ns_t deadline)
{
	struct child child;

	switch (spawn(&child)) {
	case 0:
		look_up(c->cfg, t, l);
		return 0;
	case 1:
		if (await(&child, deadline) < 0)
			strcpy(l->why, "time is up: the name was not found out");
		else if (!l->done)
			strcpy(l->why, "the resolver crashed");
		else if (!l->n && !l->why[0])
			strcpy(l->why, "the name has no address");
		return 1;
	default:
		strncpy(l->why, strerror(errno), sizeof(l->why) - 1);
		return 1;
	}
}

/* Each certificate that the first address served. */
static void write_pem(struct check *c, const struct facts *f)
{
	const unsigned char *p = f->der, *end = f->der + f->der_len;

	while (c->pem && p < end) {
		X509 *x = d2i_X509(NULL, &p, end - p);

		if (!x)
			break;
		PEM_write_bio_X509(c->pem, x);
		X509_free(x);
	}
}

static void tell(struct check *c, const struct target *t, const struct facts *f,
		 const struct facts *first)
{
	struct verdict *v = prog_alloc(1, sizeof(*v));

	judge(f, &c->limits, v);
	judge_others(f, first, v);
	c->worst = judge_worse(c->worst, v->status);
	c->report->address(&c->out, t, f, v, &c->limits);
	write_pem(c, f);
	free(v);
}

/* In the parent 1; in a child 0 when it is done. */
static int check_addresses(struct check *c, const struct target *t, const struct lookup *l,
			   ns_t deadline)
{
	struct facts *facts[ADDRESSES] = { NULL };
	struct child children[ADDRESSES];

	for (unsigned i = 0; i < l->n; i++) {
		facts[i] = share(sizeof(**facts));
		if (!facts[i])
			break;
		facts[i]->addr = l->addrs[i];
		facts[i]->port = t->port;
		switch (spawn(&children[i])) {
		case 0:
			worker_run(c->context, t, facts[i]);
			return 0;
		case 1:
			continue;
		}
		munmap(facts[i], sizeof(**facts));
		facts[i] = NULL;
		break;
	}
	for (unsigned i = 0; i < l->n && facts[i]; i++) {
		int status = await(&children[i], deadline);

		if (status >= 0 && WIFSIGNALED(status)) {
			facts[i]->end = END_CRASH;
			facts[i]->error = WTERMSIG(status);
		}
	}
	for (unsigned i = 0; i < l->n; i++) {
		if (!facts[i]) {
			c->worst = judge_worse(c->worst, JUDGE_UNKNOWN);
			c->report->lost(&c->out, t, "no memory or process for the check");
			continue;
		}
		tell(c, t, facts[i], facts[0]);
	}
	for (unsigned i = 0; i < l->n && facts[i]; i++)
		munmap(facts[i], sizeof(**facts));
	return 1;
}

static int check_target(struct check *c, const char *text)
{
	ns_t deadline = ns_add(clock_now(), c->deadline);
	struct lookup *l = share(sizeof(*l));
	struct target t;
	int parent = 1;

	if (!target_parse(&t, text) || !l) {
		c->worst = judge_worse(c->worst, JUDGE_UNKNOWN);
		c->report->lost(&c->out, &t, l ? "no host and port" : "no memory");
	} else {
		parent = find_addresses(c, &t, l, deadline);
		if (parent && l->why[0]) {
			c->worst = judge_worse(c->worst, JUDGE_UNKNOWN);
			c->report->lost(&c->out, &t, l->why);
		} else if (parent) {
			parent = check_addresses(c, &t, l, deadline);
		}
	}
	if (l)
		munmap(l, sizeof(*l));
	return parent;
}

static int open_pem(struct check *c)
{
	if (!c->cfg->pem)
		return 0;
	c->pem = BIO_new_file(c->cfg->pem, "w");
	if (c->pem)
		return 0;
	warn("%s: %s", c->cfg->pem, strerror(errno));
	return -1;
}

int check_run(struct sslprobe_cfg *cfg, char **hosts)
{
	struct check c = {
		.cfg = cfg, .report = cfg->json ? &report_json : &report_text,
		.deadline = cfg->deadline ? cfg->deadline : DEADLINE,
		.limits = { .now = clock_wall() / NS_S,
			    .warn_days = cfg->warn_days >= 0 ? cfg->warn_days : WARN_DAYS,
			    .crit_days = cfg->crit_days >= 0 ? cfg->crit_days : CRIT_DAYS },
	};
	int parent = 1;

	c.context = worker_context(cfg);
	if (!c.context)
		return JUDGE_UNKNOWN;
	ob_open(&c.out, STDOUT_FILENO);
	if (open_pem(&c) < 0)
		c.worst = JUDGE_UNKNOWN;
	for (; *hosts && parent && (c.pem || !cfg->pem); hosts++) {
		parent = check_target(&c, *hosts);
		if (parent)
			ob_flush(&c.out);
	}
	if (c.pem && parent && BIO_flush(c.pem) <= 0)
		c.worst = judge_worse(c.worst, JUDGE_UNKNOWN);
	BIO_free(c.pem);
	worker_context_free(c.context);
	/* a child's text is its parent's to write */
	if (!parent)
		c.out.len = 0;
	if (ob_close(&c.out) == 0)
		return parent ? (int)c.worst : 0;
	warn_errno("write error");
	return (int)judge_worse(c.worst, JUDGE_UNKNOWN);
}
