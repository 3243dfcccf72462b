/* getaddrinfo(3) forward, c-ares in reverse. */
#include "sys/resolve.h"

#define CARES_NO_DEPRECATED	/* old calls that new versions warn of; the new ones are too new */
#include <ares.h>
#include <arpa/nameser.h>
#include <errno.h>
#include <locale.h>
#include <netdb.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

#include "base/prog.h"
#include "sys/sock.h"

#define ENTRIES_MAX 4096	/* addresses remembered; an enemy may answer from more */
#define PATIENCE (3 * NS_S)	/* for a name that something waits for */

/* A name with bytes beyond ASCII is in the locale's encoding and goes through IDNA. */
static int name_flags(const char *text)
{
	for (const char *p = text; *p; p++) {
		if ((unsigned char)*p < 0x80)
			continue;
		setlocale(LC_CTYPE, "");
#ifdef AI_IDN
		return AI_IDN;
#endif
	}
	return 0;
}

static const char *gai_text(int rc)
{
	return rc == EAI_SYSTEM ? strerror(errno) : gai_strerror(rc);
}

static bool copy_name(struct resolve_host *host, const char *name)
{
	if (strlen(name) >= sizeof(host->name))
		return false;
	strcpy(host->name, name);
	return true;
}

/* asked: the family that the resolver is asked for; better: what goes before others, or none. */
static const char *resolve(const char *text, int asked, enum addr_family family, uint8_t better,
			   struct resolve_host *host)
{
	struct addrinfo hints = {
		.ai_socktype = SOCK_RAW, .ai_flags = AI_CANONNAME, .ai_family = asked,
	};
	struct addrinfo *all;
	int rc;

	*host = (struct resolve_host){ 0 };
	if (sock_parse(&host->addr, text)) {
		host->numeric = true;
		copy_name(host, text);
		return !family || family == host->addr.family ? NULL : gai_strerror(EAI_ADDRFAMILY);
	}
	hints.ai_flags |= name_flags(text);
	rc = getaddrinfo(text, NULL, &hints, &all);
	if (rc)
		return gai_text(rc);
	for (struct addrinfo *ai = all; ai; ai = ai->ai_next) {
		if (ai->ai_canonname && !host->name[0] && !copy_name(host, ai->ai_canonname))
			copy_name(host, text);
		if (!host->addr.family || (better && host->addr.family != better)) {
			struct addr a = sock_from(ai->ai_addr, ai->ai_addrlen);

			if (a.family && (!family || family == a.family) &&
			    (!host->addr.family || a.family == better))
				host->addr = a;
		}
	}
	freeaddrinfo(all);
	if (!host->name[0])
		copy_name(host, text);
	return host->addr.family ? NULL : gai_strerror(EAI_ADDRFAMILY);
}

const char *resolve_host(const char *text, enum addr_family family, struct resolve_host *host)
{
	return resolve(text, AF_UNSPEC, family, ADDR_NONE, host);
}

const char *resolve_only(const char *text, enum addr_family family, struct resolve_host *host)
{
	int asked = family == ADDR_V4 ? AF_INET : family == ADDR_V6 ? AF_INET6 : AF_UNSPEC;

	return resolve(text, asked, family, family ? ADDR_NONE : ADDR_V4, host);
}

/* Room for `most`; one address counts once. */
static void add_address(struct addr *all, size_t *n, const struct addr *a, enum addr_family family)
{
	if (!a->family || (family && family != a->family))
		return;
	for (size_t i = 0; i < *n; i++)
		if (addr_eq(&all[i], a))
			return;
	all[(*n)++] = *a;
}

const char *resolve_every(const char *text, enum addr_family family, struct addr **all, size_t *n)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM }, *list;
	struct addr numeric;
	size_t most = 0;
	int rc;

	*n = 0;
	if (sock_parse(&numeric, text)) {
		*all = prog_alloc(1, sizeof(**all));
		add_address(*all, n, &numeric, family);
	} else {
		hints.ai_family = family == ADDR_V4 ? AF_INET :
				  family == ADDR_V6 ? AF_INET6 :
						      AF_UNSPEC;
		hints.ai_flags = name_flags(text);
		rc = getaddrinfo(text, NULL, &hints, &list);
		if (rc)
			return gai_text(rc);
		for (const struct addrinfo *ai = list; ai; ai = ai->ai_next)
			most++;
		*all = prog_alloc(most, sizeof(**all));
		for (const struct addrinfo *ai = list; ai; ai = ai->ai_next) {
			struct addr a = sock_from(ai->ai_addr, ai->ai_addrlen);

			add_address(*all, n, &a, family);
		}
		freeaddrinfo(list);
	}
	if (*n)
		return NULL;
	free(*all);
	*all = NULL;
	return gai_strerror(EAI_ADDRFAMILY);
}

struct resolve_entry {
	struct resolve_entry *next;
	struct resolve_names *names;
	struct addr addr;
	char *name;
	ns_t asked;
	bool pending;
};

static void fd_ready(void *arg, int fd, short revents)
{
	struct resolve_names *names = arg;

	ares_process_fd(names->channel,
			revents & (POLLIN | POLLERR | POLLHUP) ? fd : ARES_SOCKET_BAD,
			revents & POLLOUT ? fd : ARES_SOCKET_BAD);
}

/* c-ares tells which descriptors it waits on. */
static void socket_state(void *arg, ares_socket_t fd, int readable, int writable)
{
	struct resolve_names *names = arg;
	short events = (short)((readable ? POLLIN : 0) | (writable ? POLLOUT : 0));

	loop_fd(names->loop, fd, events, fd_ready, names);
}

/* Retries and give-ups are due by the clock. */
static ns_t names_step(void *arg, ns_t now)
{
	struct resolve_names *names = arg;
	struct timeval tv, *next;

	if (!names->channel)
		return NS_NEVER;
	names->news = false;
	ares_process_fd(names->channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
	/* The steps before this one have not seen it yet. */
	if (names->news)
		return now;
	next = ares_timeout(names->channel, NULL, &tv);
	if (!next)
		return NS_NEVER;
	/* rounded up to what c-ares can tell apart */
	return now + (ns_t)next->tv_sec * NS_S + ((ns_t)next->tv_usec + 1000) * NS_US;
}

void resolve_open(struct resolve_names *names, struct loop *loop, bool off)
{
	*names = (struct resolve_names){ .loop = loop, .off = off };
	loop_step(loop, names_step, names);
}

void resolve_close(struct resolve_names *names)
{
	if (names->channel) {
		ares_destroy(names->channel);
		ares_library_cleanup();
	}
	names->channel = NULL;
	while (names->entries) {
		struct resolve_entry *e = names->entries;

		names->entries = e->next;
		free(e->name);
		free(e);
	}
}

static void found(void *arg, int status, int timeouts, struct hostent *host)
{
	struct resolve_entry *e = arg;

	(void)timeouts;
	e->pending = false;
	e->names->news = true;
	if (status != ARES_SUCCESS || !host->h_name || !*host->h_name)
		return;
	free(e->name);
	e->name = strdup(host->h_name);
}

/* At the first question: most runs ask none, and reading the configuration takes time. */
static bool open_channel(struct resolve_names *names)
{
	struct ares_options o = { .sock_state_cb = socket_state, .sock_state_cb_data = names };
	ares_channel channel;

	if (names->channel || names->failed)
		return names->channel;
	names->failed = true;
	if (ares_library_init(ARES_LIB_INIT_ALL) != ARES_SUCCESS)
		return false;
	if (ares_init_options(&channel, &o, ARES_OPT_SOCK_STATE_CB) != ARES_SUCCESS) {
		ares_library_cleanup();
		return false;
	}
	names->channel = channel;
	names->failed = false;
	return true;
}

/* The address' entry, asked for if it is new; NULL: nobody will be asked. */
static struct resolve_entry *entry(struct resolve_names *names, const struct addr *a)
{
	struct resolve_entry *e;
	size_t n = 0;

	if (names->off)
		return NULL;
	for (e = names->entries; e; e = e->next, n++)
		if (addr_eq(&e->addr, a))
			return e;
	if (n >= ENTRIES_MAX || !open_channel(names))
		return NULL;
	e = prog_alloc(1, sizeof(*e));
	*e = (struct resolve_entry){
		.next = names->entries, .names = names, .addr = *a, .asked = clock_now(),
		.pending = true,
	};
	names->entries = e;
	ares_gethostbyaddr(names->channel, a->b, (int)addr_len(a), sock_family(a), found, e);
	return e;
}

const char *resolve_name(struct resolve_names *names, const struct addr *a)
{
	const struct resolve_entry *e = entry(names, a);

	return e ? e->name : NULL;
}

bool resolve_pending(struct resolve_names *names, const struct addr *a, ns_t *until)
{
	const struct resolve_entry *e = entry(names, a);

	if (!e || !e->pending)
		return false;
	*until = e->asked + PATIENCE;
	return true;
}

struct text_question {
	struct resolve_names *names;
	resolve_text_fn *fn;
	void *arg;
};

/* From the first string of a record on; returns the first of the next one. */
static const struct ares_txt_ext *tell_record(const struct text_question *q,
					      const struct ares_txt_ext *first)
{
	const struct ares_txt_ext *s = first;
	unsigned char *text;
	size_t n = 0;

	do {
		n += s->length;
		s = s->next;
	} while (s && !s->record_start);
	text = prog_alloc(n + 1, 1);
	n = 0;
	for (; first != s; first = first->next) {
		memcpy(text + n, first->txt, first->length);
		n += first->length;
	}
	q->fn(q->arg, text, n);
	free(text);
	return s;
}

static void text_found(void *arg, int status, int timeouts, unsigned char *answer, int len)
{
	struct text_question *q = arg;
	struct ares_txt_ext *strings = NULL;

	(void)timeouts;
	if (status == ARES_SUCCESS &&
	    ares_parse_txt_reply_ext(answer, len, &strings) == ARES_SUCCESS)
		for (const struct ares_txt_ext *s = strings; s;)
			s = tell_record(q, s);
	if (strings)
		ares_free_data(strings);
	q->fn(q->arg, NULL, 0);
	q->names->news = true;
	free(q);
}

void resolve_text(struct resolve_names *names, const char *name, resolve_text_fn *fn, void *arg)
{
	struct text_question *q;

	if (!open_channel(names)) {
		fn(arg, NULL, 0);
		return;
	}
	q = prog_alloc(1, sizeof(*q));
	*q = (struct text_question){ .names = names, .fn = fn, .arg = arg };
	ares_query(names->channel, name, ns_c_in, ns_t_txt, text_found, q);
}
