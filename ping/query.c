/* Node information queries instead of echo requests: -N (RFC 4620). */
#include "ping.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "base/prog.h"
#include "base/put.h"
#include "sys/sock.h"
#include "wire/icmp.h"

enum { QTYPE_NOOP = 0, QTYPE_NAME = 2, QTYPE_IPV6 = 3, QTYPE_IPV4 = 4 };
enum { SUBJECT_IPV6 = 0, SUBJECT_NAME = 1, SUBJECT_IPV4 = 2, SUBJECT_NONE = 3 };
enum { REPLY_REFUSED = 1, REPLY_UNKNOWN = 2 };

#define NONCE 8
#define SUBJECT_MAX 256
#define FLAG_ALL 0x02
#define FLAG_TRUNCATED 0x01

struct ping_query {
	uint16_t qtype, flags;
	uint8_t subject;		/* SUBJECT_*: the code of the query */
	const char *text;		/* what -N subject-... said */
	bool fqdn;
	uint8_t nonce[NONCE];		/* its first two bytes carry the sequence number */
	uint8_t data[SUBJECT_MAX];
	size_t len;
	struct icmp_form form;
};

static const struct {
	const char *word;
	uint16_t qtype, flags;
} asks[] = {
	{ "name", QTYPE_NAME, 0 },
	{ "ipv6", QTYPE_IPV6, 0 },
	{ "ipv6-all", QTYPE_IPV6, FLAG_ALL },
	{ "ipv6-compatible", QTYPE_IPV6, 0x04 },
	{ "ipv6-global", QTYPE_IPV6, 0x20 },
	{ "ipv6-linklocal", QTYPE_IPV6, 0x08 },
	{ "ipv6-sitelocal", QTYPE_IPV6, 0x10 },
	{ "ipv4", QTYPE_IPV4, 0 },
	{ "ipv4-all", QTYPE_IPV4, FLAG_ALL },
};

static const struct {
	const char *word, *what;
	uint8_t subject;
	bool fqdn;
} subjects[] = {
	{ "subject-ipv6=", "addr", SUBJECT_IPV6, false },
	{ "subject-ipv4=", "addr", SUBJECT_IPV4, false },
	{ "subject-name=", "name", SUBJECT_NAME, false },
	{ "subject-fqdn=", "name", SUBJECT_NAME, true },
};

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

/* -1 with errno: it could not be written. */
static int help(int fd)
{
	struct obuf o;

	ob_open(&o, fd);
	ob_str(&o, "ping -6 -N <nodeinfo opt>\nHelp:\n  help\nQuery:\n");
	for (size_t i = 0; i < COUNT(asks); i++)
		ob_fmt(&o, "  %s\n", asks[i].word);
	ob_str(&o, "Subject:\n");
	for (size_t i = 0; i < COUNT(subjects); i++)
		ob_fmt(&o, "  %s%s\n", subjects[i].word, subjects[i].what);
	return ob_close(&o);
}

enum read_result { READ_UNKNOWN, READ_DONE, READ_CONFLICT };

static enum read_result read_ask(struct ping_query *q, const char *arg)
{
	for (size_t i = 0; i < COUNT(asks); i++) {
		if (strcmp(arg, asks[i].word))
			continue;
		if (q->qtype && q->qtype != asks[i].qtype) {
			warn("Qtype conflict");
			return READ_CONFLICT;
		}
		q->qtype = asks[i].qtype;
		q->flags |= asks[i].flags;
		return READ_DONE;
	}
	return READ_UNKNOWN;
}

static enum read_result read_subject(struct ping_query *q, const char *arg)
{
	for (size_t i = 0; i < COUNT(subjects); i++) {
		size_t n = strlen(subjects[i].word);

		if (strncmp(arg, subjects[i].word, n))
			continue;
		if (q->subject != SUBJECT_NONE && q->subject != subjects[i].subject) {
			warn("Subject type conflict");
			return READ_CONFLICT;
		}
		q->subject = subjects[i].subject;
		q->fqdn = subjects[i].fqdn;
		q->text = arg + n;
		return READ_DONE;
	}
	return READ_UNKNOWN;
}

/* A name as DNS labels; one that is not fully qualified ends with one more empty label. */
static bool put_name(struct ping_query *q)
{
	struct put w = put_to(q->data, sizeof(q->data));
	const char *p = q->text;
	bool fqdn = q->fqdn || strchr(p, '.');

	while (*p) {
		size_t n = strcspn(p, ".");

		if (n == 0 || n > 63) {
			warn("%s: not a domain name", q->text);
			return false;
		}
		put_u8(&w, (uint8_t)n);
		put_mem(&w, p, n);
		p += n;
		p += *p == '.';
	}
	put_zero(&w, fqdn ? 1 : 2);
	q->len = w.len;
	if (w.over)
		warn("%s: not a domain name", q->text);
	return !w.over;
}

static bool seq_of(const void *arg, const struct icmp *h, struct cur body, uint16_t *seq)
{
	const struct ping_query *q = arg;
	const uint8_t *nonce = cur_bytes(&body, NONCE);

	(void)h;
	if (!nonce || memcmp(nonce + 2, q->nonce + 2, NONCE - 2))
		return false;
	*seq = (uint16_t)(nonce[0] << 8 | nonce[1]);
	return true;
}

static void number(const void *arg, uint8_t *message, uint16_t seq)
{
	const struct ping_query *q = arg;
	struct put w = put_to(message + 4, 6);

	message[1] = q->subject;
	put_be16(&w, q->qtype);
	put_be16(&w, q->flags);
	put_be16(&w, seq);
}

/* One argument of -N. False: *status is set. */
static bool read_argument(struct ping_query *q, const char *arg, int *status)
{
	enum read_result read;

	if (strcmp(arg, "help") == 0) {
		*status = help(STDOUT_FILENO) < 0 ? PROG_FAIL : PROG_OK;
		if (*status)
			warn_errno("write error");
		return false;
	}
	read = read_ask(q, arg);
	if (read == READ_UNKNOWN)
		read = read_subject(q, arg);
	if (read == READ_UNKNOWN)
		help(STDERR_FILENO);
	*status = PROG_USAGE;
	return read == READ_DONE;
}

bool ping_query_parse(struct ping *p, int *status)
{
	p->node = prog_alloc(1, sizeof(*p->node));
	p->node->subject = SUBJECT_NONE;
	for (unsigned i = 0; i < p->cfg.nqueries; i++) {
		if (!read_argument(p->node, p->cfg.queries[i], status)) {
			ping_query_close(p);
			return false;
		}
	}
	return true;
}

static bool put_subject(struct ping *p, struct ping_query *q)
{
	struct resolve_host host = { .addr = p->host.addr };
	const char *wrong = NULL;

	if (q->subject == SUBJECT_NONE)
		q->subject = SUBJECT_IPV6;
	else if (q->subject == SUBJECT_NAME)
		return put_name(q);
	else
		wrong = resolve_host(q->text, q->subject == SUBJECT_IPV4 ? ADDR_V4 : ADDR_V6,
				     &host);
	if (wrong) {
		warn("%s: %s", q->text, wrong);
		return false;
	}
	q->len = addr_len(&host.addr);
	memcpy(q->data, host.addr.b, q->len);
	return true;
}

int ping_query_open(struct ping *p)
{
	struct ping_query *q = p->node;

	if (!q)
		return 0;
	if (!put_subject(p, q))
		return -1;
	/* there is nothing to ask, or nobody who understands the question */
	if (!q->qtype || p->host.addr.family != ADDR_V6) {
		ping_query_close(p);
		return 0;
	}
	if (getrandom(q->nonce, sizeof(q->nonce), 0) != sizeof(q->nonce)) {
		warn_errno("getrandom");
		return -1;
	}
	q->form = (struct icmp_form){ ICMP6_NI_QUERY, ICMP6_NI_REPLY, seq_of, number, q };
	p->payload = prog_alloc(1, NONCE + q->len);
	memcpy(p->payload, q->nonce, NONCE);
	memcpy(p->payload + NONCE, q->data, q->len);
	return 0;
}

void ping_query_close(struct ping *p)
{
	free(p->node);
	p->node = NULL;
}

const struct icmp_form *ping_query_form(const struct ping *p)
{
	return p->node ? &p->node->form : NULL;
}

size_t ping_query_size(const struct ping *p)
{
	return NONCE + p->node->len;
}

/* One label; what a terminal or a reader would take for something else is escaped. */
static void label_text(struct obuf *o, const uint8_t *b, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (b[i] == '.' || b[i] == '\\') {
			ob_c(o, '\\');
			ob_c(o, (char)b[i]);
		} else if (b[i] > 0x20 && b[i] < 0x7f) {
			ob_c(o, (char)b[i]);
		} else {
			ob_c(o, '\\');
			ob_dec(o, b[i], 3);
		}
	}
}

/* A DNS name without compression; a single label that is not fully qualified has no dot. */
static bool name_text(struct obuf *o, struct cur *c)
{
	size_t labels = 0;

	for (;;) {
		uint8_t n = cur_u8(c);
		const uint8_t *b;

		if (!cur_ok(c) || n > 63)
			return false;
		if (n == 0)
			break;
		b = cur_bytes(c, n);
		if (!b)
			return false;
		if (labels++)
			ob_c(o, '.');
		label_text(o, b, n);
	}
	/* the second empty label says: not fully qualified */
	if (labels == 1 && cur_left(c) && *c->p == 0)
		cur_skip(c, 1);
	else
		ob_c(o, '.');
	return true;
}

static bool names_text(struct obuf *o, struct cur c)
{
	cur_skip(&c, 4);		/* time to live, of no use */
	if (!cur_ok(&c)) {
		ob_str(o, " parse error (too short)");
		return true;
	}
	for (bool first = true, whole = true; cur_left(&c); first = false) {
		struct obuf name;

		ob_open(&name, -1);
		whole = name_text(&name, &c);
		ob_str(o, first ? " " : ", ");
		if (whole)		/* half a name is none */
			ob_mem(o, name.p, name.len);
		ob_close(&name);
		if (!whole)
			return false;
	}
	return true;
}

static bool addresses_text(struct obuf *o, struct cur c, size_t size)
{
	for (bool first = true; cur_left(&c); first = false) {
		char number[ADDR_STR];
		const uint8_t *b;
		struct addr a;

		ob_str(o, first ? " " : ", ");
		cur_skip(&c, 4);
		b = cur_bytes(&c, size);
		if (!b)
			return false;
		a = size == 4 ? addr_v4(b) : addr_v6(b);
		ob_str(o, addr_str(&a, number));
	}
	return true;
}

static void answer_text(struct obuf *o, const struct reply *r)
{
	uint16_t qtype = (uint16_t)(r->info >> 16);
	struct cur c = r->body;
	bool whole = true;

	cur_skip(&c, NONCE);
	switch (qtype) {
	case QTYPE_NAME:
		whole = names_text(o, c);
		break;
	case QTYPE_IPV6:
		whole = addresses_text(o, c, 16);
		break;
	case QTYPE_IPV4:
		whole = addresses_text(o, c, 4);
		break;
	default:
		ob_str(o, " unknown qtype(0x");
		ob_hex(o, qtype, 2);
		ob_c(o, ')');
	}
	if (!whole)
		ob_str(o, "parse error (truncated)");
	else if (qtype != QTYPE_NAME && (r->info & FLAG_TRUNCATED))
		ob_str(o, " (truncated)");
}

void ping_query_text(struct obuf *o, const struct reply *r)
{
	ob_c(o, ':');
	switch (r->code) {
	case 0:
		answer_text(o, r);
		break;
	case REPLY_REFUSED:
		ob_str(o, " refused");
		break;
	case REPLY_UNKNOWN:
		ob_str(o, " unknown");
		break;
	default:
		ob_str(o, " unknown code(");
		ob_hex(o, r->code, 0);
		ob_c(o, ')');
	}
	ob_str(o, "; seq=");
	ob_u(o, r->seq);
	ob_c(o, ';');
}
