/* A DNS server for tests that answers as told: late, never, with hostile data (RFC 1035, 3596). */
#include <arpa/inet.h>
#include <err.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "base/addr.h"
#include "base/clock.h"
#include "base/cur.h"
#include "base/num.h"
#include "base/put.h"

#define PACKET 4096
#define PENDING 256
#define NAME 1024		/* text of a name; on the wire it has 255 bytes */

enum { TYPE_A = 1, TYPE_PTR = 12, TYPE_TXT = 16, TYPE_AAAA = 28 };
enum { RCODE_OK = 0, RCODE_SERVFAIL = 2, RCODE_NXDOMAIN = 3 };

struct rule {
	char question[NAME];
	int type;
	uint8_t data[PACKET / 2];	/* of the answer's record */
	size_t len;
	bool silent, empty, junk;
	uint8_t rcode;
	ns_t wait;
};

struct pending {
	ns_t due;			/* 0: free */
	struct sockaddr_in to;
	uint8_t packet[PACKET];
	size_t len;
};

static void usage(void)
{
	puts("usage: dnsd RULE...\n"
	     "Answers on UDP port 53 of 127.0.0.1; each question is told on standard output.\n"
	     "  NAME=ADDRESS     the address of a name\n"
	     "  ADDRESS=ANSWER   the name of an address\n"
	     "  as:ADDRESS=ANSWER  the text that tells where its route comes from\n"
	     "  NAME=ANSWER      the text of a name; ANSWER is\n"
	     "    name:TEXT      in labels that dots separate; \\HH is a byte of a label\n"
	     "    txt:TEXT       in strings that commas separate; \\HH is a byte of one\n"
	     "    raw:HEX        these bytes as the record's data\n"
	     "    nxdomain, servfail, empty (no record), junk (no DNS), silent\n"
	     "Behind an answer: @SECONDS, by which it is late. Several rules for the same make as\n"
	     "many records.");
}

static int digit(char c)
{
	const char *digits = "0123456789abcdef", *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* Two hexadecimal digits. */
static uint8_t byte(const char *s)
{
	if (digit(s[0]) < 0 || digit(s[1]) < 0)
		errx(2, "'%.2s' is no byte", s);
	return (uint8_t)(digit(s[0]) << 4 | digit(s[1]));
}

/* Up to the separator, behind its length cut to a byte, whatever that means on the wire. */
static const char *put_string(struct put *w, const char *text, char separator)
{
	size_t at = w->len;

	put_u8(w, 0);
	while (*text && *text != separator) {
		if (*text == '\\') {
			put_u8(w, byte(text + 1));
			text += 3;
		} else {
			put_u8(w, (uint8_t)*text++);
		}
	}
	w->p[at] = (uint8_t)(w->len - at - 1);
	return text;
}

/* A name as labels. */
static void put_name(struct put *w, const char *text)
{
	while (*text) {
		text = put_string(w, text, '.');
		text += *text == '.';
	}
	put_u8(w, 0);
}

/* At least one string. */
static void put_text(struct put *w, const char *text)
{
	for (text = put_string(w, text, ','); *text; text = put_string(w, text + 1, ','))
		;
}

/* Its first n bytes backwards, in a zone of its family. */
static void reverse(const struct addr *a, size_t n, const char *zone4, const char *zone6,
		    char *name)
{
	*name = '\0';
	while (n--) {
		char part[8];

		if (a->family == ADDR_V4)
			snprintf(part, sizeof(part), "%u.", a->b[n]);
		else
			snprintf(part, sizeof(part), "%x.%x.", a->b[n] & 15, a->b[n] >> 4);
		strcat(name, part);
	}
	strcat(name, a->family == ADDR_V4 ? zone4 : zone6);
}

static void answer_parse(struct rule *r, const char *text)
{
	struct put w = put_to(r->data, sizeof(r->data));

	if (strncmp(text, "name:", 5) == 0) {
		put_name(&w, text + 5);
	} else if (strncmp(text, "txt:", 4) == 0) {
		put_text(&w, text + 4);
	} else if (strncmp(text, "raw:", 4) == 0) {
		for (text += 4; *text; text += 2)
			put_u8(&w, byte(text));
	} else if (strcmp(text, "nxdomain") == 0) {
		r->rcode = RCODE_NXDOMAIN;
	} else if (strcmp(text, "servfail") == 0) {
		r->rcode = RCODE_SERVFAIL;
	} else if (strcmp(text, "silent") == 0) {
		r->silent = true;
	} else if (strcmp(text, "junk") == 0) {
		r->junk = true;
	} else if (strcmp(text, "empty") != 0) {
		errx(2, "'%s' is no answer", text);
	}
	r->empty = !w.len;
	r->len = w.len;
	if (w.over)
		errx(2, "too long an answer");
}

static bool address_parse(struct addr *a, const char *text)
{
	return addr_parse4(a, text) || addr_parse6(a, text);
}

static void rule_parse(struct rule *r, char *text)
{
	char *answer = strchr(text, '='), *late = strrchr(text, '@');
	struct addr a;

	*r = (struct rule){ .type = TYPE_PTR };
	if (!answer || answer - text >= NAME)
		errx(2, "'%s' is no rule", text);
	*answer++ = '\0';
	if (late) {
		*late++ = '\0';
		if (num_seconds(late, 0, 3600 * NS_S, &r->wait) != NUM_OK)
			errx(2, "'%s' is no time", late);
	}
	if (address_parse(&a, text)) {
		reverse(&a, addr_len(&a), "in-addr.arpa", "ip6.arpa", r->question);
		answer_parse(r, answer);
	} else if (strncmp(text, "as:", 3) == 0 && address_parse(&a, text + 3)) {
		/* of IPv6 only the network */
		reverse(&a, a.family == ADDR_V4 ? 4 : 8, "origin.asn.cymru.com",
			"origin6.asn.cymru.com", r->question);
		r->type = TYPE_TXT;
		answer_parse(r, answer);
	} else if (address_parse(&a, answer)) {
		strcpy(r->question, text);
		r->type = a.family == ADDR_V4 ? TYPE_A : TYPE_AAAA;
		r->len = addr_len(&a);
		memcpy(r->data, a.b, r->len);
	} else {
		strcpy(r->question, text);
		r->type = TYPE_TXT;
		answer_parse(r, answer);
	}
}

/* The question's name as text. */
static void get_name(struct cur *c, char *name)
{
	uint8_t n;

	*name = '\0';
	while ((n = cur_u8(c)) && n < 64) {
		const char *label = (const char *)cur_bytes(c, n);

		if (!label || strlen(name) + n + 2 > NAME)
			return;
		strcat(name, *name ? "." : "");
		strncat(name, label, n);
	}
}

static bool is_about(const struct rule *r, const char *name, int type)
{
	return strcasecmp(r->question, name) == 0 && r->type == type;
}

static const struct rule *find(const struct rule *rules, size_t n, const char *name, int type)
{
	for (size_t i = 0; i < n; i++)
		if (is_about(&rules[i], name, type))
			return &rules[i];
	return NULL;
}

/* No rule, but rules for the other types of that name: it exists. */
static bool is_known(const struct rule *rules, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcasecmp(rules[i].question, name) == 0)
			return true;
	return false;
}

/* One record for each rule that is alike; r is the first, or NULL. */
static uint16_t put_records(struct put *w, const struct rule *r, const struct rule *end)
{
	uint16_t n = 0;

	for (const struct rule *other = r; other && other < end; other++) {
		if (other->empty || !is_about(other, r->question, r->type))
			continue;
		n++;
		put_be16(w, 0xc00c);		/* the question's name */
		put_be16(w, (uint16_t)r->type);
		put_be16(w, 1);
		put_be32(w, 60);
		put_be16(w, (uint16_t)other->len);
		put_mem(w, other->data, other->len);
	}
	return n;
}

static void compose(struct put *w, const struct rule *r, const struct rule *end, bool known,
		    uint16_t id, const uint8_t *question, size_t question_len)
{
	uint16_t rcode = r ? r->rcode : known ? RCODE_OK : RCODE_NXDOMAIN;

	if (r && r->junk) {
		for (int i = 0; i < 40; i++)
			put_u8(w, (uint8_t)(i * 37));
		put_set16(w, 0, id);
		return;
	}
	put_be16(w, id);
	put_be16(w, 0x8580 | rcode);	/* an authoritative answer */
	put_be16(w, 1);
	put_be16(w, 0);
	put_be32(w, 0);
	put_mem(w, question, question_len);
	put_set16(w, 6, put_records(w, r, end));
}

static void take(int fd, const struct rule *rules, size_t nrules, struct pending *p)
{
	uint8_t in[PACKET];
	socklen_t len = sizeof(p->to);
	ssize_t n = recvfrom(fd, in, sizeof(in), 0, (struct sockaddr *)&p->to, &len);
	struct cur c = cur_of(in, n > 0 ? (size_t)n : 0);
	struct put w = put_to(p->packet, sizeof(p->packet));
	const uint8_t *question;
	const struct rule *r;
	char name[NAME];
	uint16_t id, type;

	id = cur_be16(&c);
	cur_skip(&c, 10);
	question = c.p;
	get_name(&c, name);
	type = cur_be16(&c);
	cur_skip(&c, 2);
	if (!cur_ok(&c))
		return;
	r = find(rules, nrules, name, type);
	printf("%lld.%03lld %s %u\n", (long long)(clock_now() / NS_S),
	       (long long)(clock_now() % NS_S / NS_MS), name, type);
	fflush(stdout);
	if (r && r->silent)
		return;
	compose(&w, r, rules + nrules, is_known(rules, nrules, name), id, question,
		(size_t)(c.p - question));
	p->len = w.len;
	p->due = clock_now() + (r ? r->wait : 0);
}

/* Sends what is due; returns when the next one is. */
static ns_t run_due(int fd, struct pending *all)
{
	ns_t now = clock_now(), next = NS_NEVER;

	for (struct pending *p = all; p < all + PENDING; p++) {
		if (!p->due)
			continue;
		if (p->due <= now) {
			sendto(fd, p->packet, p->len, 0, (struct sockaddr *)&p->to, sizeof(p->to));
			p->due = 0;
		} else if (p->due < next) {
			next = p->due;
		}
	}
	return next;
}

static struct pending *free_one(struct pending *all)
{
	for (struct pending *p = all; p < all + PENDING; p++)
		if (!p->due)
			return p;
	errx(1, "too many questions at once");
}

int main(int argc, char **argv)
{
	struct sockaddr_in here = { .sin_family = AF_INET, .sin_port = htons(53) };
	struct pollfd fd = { .fd = socket(AF_INET, SOCK_DGRAM, 0), .events = POLLIN };
	size_t n = (size_t)argc - 1;
	struct rule *rules = calloc(n + 1, sizeof(*rules));
	struct pending *pending = calloc(PENDING, sizeof(*pending));

	if (argc < 2) {
		usage();
		return 2;
	}
	if (!rules || !pending)
		err(2, "rules");
	for (size_t i = 0; i < n; i++)
		rule_parse(&rules[i], argv[i + 1]);
	here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (bind(fd.fd, (struct sockaddr *)&here, sizeof(here)) < 0)
		err(2, "port 53");
	for (;;) {
		ns_t next = run_due(fd.fd, pending);
		ns_t left = next == NS_NEVER ? 0 : (next - clock_now()) / NS_MS + 1;

		if (poll(&fd, 1, next == NS_NEVER ? -1 : left < 0 ? 0 : (int)left) > 0)
			take(fd.fd, rules, n, free_one(pending));
	}
}
