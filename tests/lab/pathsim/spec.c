/* The path's description on the command line: one table of settings parses it and explains it. */
#include "pathsim.h"

#include <stdlib.h>
#include <string.h>

#include "base/num.h"

struct setting {
	const char *name, *arg;
	bool (*parse)(const struct setting *k, const char *text, void *to);
	size_t at;
	int64_t min, max;
	const char *help;
};

static bool flag(const struct setting *k, const char *text, void *to)
{
	(void)k;
	(void)text;
	*(bool *)to = true;
	return true;
}

static bool number(const struct setting *k, const char *text, void *to)
{
	int64_t v;

	if (num_any(text, k->min, k->max, &v) != NUM_OK)
		return false;
	*(int *)to = (int)v;
	return true;
}

/* The smaller unit is read as seconds and scaled down. */
bool spec_duration(const char *text, ns_t *out)
{
	static const struct { const char *unit; ns_t scale; } units[] = {
		{ "ms", 1000 }, { "us", 1000000 }, { "s", 1 },
	};
	size_t i, n = strlen(text), tail;
	char digits[32];

	for (i = 0; i < 3; i++) {
		tail = strlen(units[i].unit);
		if (n <= tail || n - tail >= sizeof digits ||
		    strcmp(text + n - tail, units[i].unit) != 0)
			continue;
		memcpy(digits, text, n - tail);
		digits[n - tail] = '\0';
		if (num_seconds(digits, 0, 3600 * NS_S * units[i].scale, out) != NUM_OK)
			return false;
		*out /= units[i].scale;
		return true;
	}
	return false;
}

static bool duration(const struct setting *k, const char *text, void *to)
{
	(void)k;
	return spec_duration(text, to);
}

/* A fraction, or percentage; kept in billionths, which is how num_seconds counts. */
static bool chance(const struct setting *k, const char *text, void *to)
{
	struct dice *d = to;
	size_t n = strlen(text);
	bool percent = n && text[n - 1] == '%';
	char digits[32];
	ns_t v;

	(void)k;
	if (n >= sizeof digits)
		return false;
	memcpy(digits, text, n + 1);
	if (percent)
		digits[n - 1] = '\0';
	if (num_seconds(digits, 0, percent ? 100 * NS_S : NS_S, &v) != NUM_OK)
		return false;
	d->p = (uint32_t)(percent ? v / 100 : v);
	return true;
}

/* Cuts the next part off at `sep`. NULL: there is none. */
static char *part(char **rest, char sep)
{
	char *p = *rest, *end;

	if (!p)
		return NULL;
	end = strchr(p, sep);
	if (end)
		*end++ = '\0';
	*rest = end;
	return p;
}

static bool message(const struct setting *k, const char *text, void *to)
{
	struct message *m = to;
	char copy[64], *rest = copy, *type, *code;
	int64_t v[3] = { 0 };

	if (strlen(text) >= sizeof copy)
		return false;
	strcpy(copy, text);
	type = part(&rest, '/');
	code = part(&rest, '/');
	if (!code || num_int(type, 0, k->max, &v[0]) != NUM_OK ||
	    num_int(code, 0, 255, &v[1]) != NUM_OK ||
	    (rest && num_any(rest, 0, UINT32_MAX, &v[2]) != NUM_OK))
		return false;
	*m = (struct message){
		.on = true,
		.has_rest = rest,
		.type = (uint8_t)v[0],
		.code = (uint8_t)v[1],
		.rest = (uint32_t)v[2],
	};
	return true;
}

static bool list(const struct setting *k, const char *text, void *to)
{
	struct list *l = to;
	char copy[256], *rest = copy, *p;
	int64_t v;

	if (strlen(text) >= sizeof copy)
		return false;
	strcpy(copy, text);
	for (l->n = 0; (p = part(&rest, ':')); l->v[l->n++] = (uint16_t)v) {
		if (l->n == LIST_MAX || num_int(p, k->min, k->max, &v) != NUM_OK)
			return false;
	}
	return true;
}

/* LABEL or LABEL/TC/TTL, the outermost first; the last one is marked as the bottom of the stack. */
static bool labels(const struct setting *k, const char *text, void *to)
{
	struct hop *h = to;
	char copy[256], *rest = copy, *p;
	int64_t label, tc, ttl;

	(void)k;
	if (strlen(text) >= sizeof copy)
		return false;
	strcpy(copy, text);
	for (h->labels = 0; (p = part(&rest, ':')); h->labels++) {
		char *number = part(&p, '/'), *class = part(&p, '/');

		tc = 0;
		ttl = 1;
		if (h->labels == LABELS_MAX || num_int(number, 0, 0xfffff, &label) != NUM_OK ||
		    (class && num_int(class, 0, 7, &tc) != NUM_OK) ||
		    (p && num_int(p, 0, 255, &ttl) != NUM_OK))
			return false;
		h->label[h->labels] = (uint32_t)(label << 12 | tc << 9 | (rest ? 0 : 1) << 8 | ttl);
	}
	return true;
}

static bool hex(const struct setting *k, const char *text, void *to)
{
	struct bytes *b = to;
	size_t n = strlen(text), i;
	char digits[5] = "0x";
	int64_t v;

	if (n % 2 || n / 2 > (size_t)k->max)
		return false;
	for (i = 0; i < n / 2; i++) {
		memcpy(digits + 2, text + 2 * i, 2);
		if (num_any(digits, 0, 255, &v) != NUM_OK)
			return false;
		b->v[i] = (uint8_t)v;
	}
	/* As options they fill whole words; as a timestamp nothing is added to them. */
	for (b->n = (unsigned)i; k->min && b->n % (unsigned)k->min; b->n++)
		b->v[b->n] = 0;
	return true;
}

static bool header_length(const struct setting *k, const char *text, void *to)
{
	struct bytes *b = to;
	int64_t v;

	if (num_int(text, k->min, k->max, &v) != NUM_OK)
		return false;
	b->n = (unsigned)(v - 5) * 4;
	memset(b->v, 1, b->n);
	return true;
}

static bool address(const struct setting *k, const char *text, void *to)
{
	struct addr *from = to, a;

	(void)k;
	if (addr_parse4(&a, text))
		from[V4] = a;
	else if (addr_parse6(&a, text))
		from[V6] = a;
	else
		return false;
	return true;
}

static bool quoted_ttl(const struct setting *k, const char *text, void *to)
{
	if (strcmp(text, "sent") != 0)
		return number(k, text, to);
	*(int *)to = QTTL_SENT;
	return true;
}

#define AT(member, parse, min, max) parse, offsetof(struct hop, member), min, max
#define FLAG(member) NULL, AT(member, flag, 0, 0)
#define NUMBER(member, min, max) AT(member, number, min, max)
#define TIME(member) "TIME", AT(member, duration, 0, 0)
#define CHANCE(member) "P", AT(member, chance, 0, 0)
#define MESSAGE(member, types) "T/C[/REST]", AT(member, message, 0, types)
#define PORTS(member) "PORT:...", AT(member, list, 1, 65535)

static const struct setting settings[] = {
	{ .help = "The link into a hop, on the way out" },
	{ "delay", TIME(out.delay), "one way; 5ms, 100us, 2s" },
	{ "rdelay", TIME(back.delay), "the same as delay, unless given" },
	{ "jitter", TIME(out.jitter), "up to so much more; keeps the order" },
	{ "rjitter", TIME(back.jitter), "on the way back" },
	{ "loss", CHANCE(out.loss), "a chance: 0.3 or 30%" },
	{ "rloss", CHANCE(back.loss), "on the way back" },
	{ "lose", "SEQ:...", AT(lose, list, 0, 65535), "echo requests of these sequence numbers" },
	{ "dup", CHANCE(out.dup), "deliver twice" },
	{ "rdup", CHANCE(back.dup), "on the way back" },
	{ "reorder", CHANCE(out.reorder), "hold back by gap" },
	{ "rreorder", CHANCE(back.reorder), "on the way back" },
	{ "gap", TIME(gap), "10ms unless given" },
	{ "corrupt", CHANCE(out.corrupt), "flip one bit behind the IP header" },
	{ "rcorrupt", CHANCE(back.corrupt), "on the way back" },

	{ .help = "A router" },
	{ "mtu", "N", NUMBER(mtu, 68, 65535), "fragments what is longer, or sends an error" },
	{ "tell", "N", NUMBER(tell, 0, 65535), "the MTU in that error, unless the true one" },
	{ "waymtu", "N:...", AT(way_mtu, list, 68, 65535), "likewise of way 1, 2, ..." },
	{ "icmpmax", "N", NUMBER(most_icmp, 28, 65535), "drops what is longer and is ICMP" },
	{ "udpmax", "N", NUMBER(most_udp, 28, 65535), "or UDP" },
	{ "tcpmax", "N", NUMBER(most_tcp, 40, 65535), "or TCP" },
	{ "whole", FLAG(whole), "drops fragments" },
	{ "mss", "N", NUMBER(mss, 1, 65535), "no SYN that passes, either way, has a larger MSS" },
	{ "blackhole", FLAG(blackhole), "sends no such error" },
	{ "silent", FLAG(silent), "sends no Time Exceeded" },
	{ "reject", MESSAGE(reject[V4], 255), "answers all that comes with this ICMP error" },
	{ "reject6", MESSAGE(reject[V6], 127), "the same for ICMPv6" },
	{ "also", MESSAGE(also[V4], 255), "sends this error about all that comes, and goes on" },
	{ "also6", MESSAGE(also[V6], 127), "the same for ICMPv6" },
	{ "drop", FLAG(drop), "passes nothing" },
	{ "mute", FLAG(mute), "passes no ICMP errors of the hops behind it" },
	{ "ways", "K", NUMBER(ways, 1, WAYS_MAX), "K parallel routers, chosen by flow" },
	{ "salt", "N", NUMBER(salt, 0, 65535), "hops choose alike whose ways and salt are alike" },
	{ "spray", FLAG(spray), "chosen anew for every packet" },
	{ "spread", TIME(spread), "way W is W-1 times so much farther on the way out" },
	{ "loop", "HOP", NUMBER(loop, 1, HOPS_MAX), "sends what it should pass to that hop" },

	{ .help = "Its ICMP errors" },
	{ "ttl", "N", NUMBER(ttl, 1, 255), "hop limit of all it sends; 255, target 64" },
	{ "asym", "N", NUMBER(asym, 0, 254), "so many hops more on its way back" },
	{ "from", "ADDRESS", AT(from, address, 0, 0), "sent from there; once a family" },
	{ "dnat", FLAG(dnat), "sent from the address the packet was for" },
	{ "rate", "N", NUMBER(rate, 1, 1000000), "so many a second" },
	{ "burst", "N", NUMBER(burst, 1, 1000000), "so many at once; 1 unless given" },
	{ "times", "K", NUMBER(times, 1, 10000), "K of each, all alike" },
	{ "quote", "N", NUMBER(quote, 1, 1500), "bytes quoted; all that fits, 128 before labels" },
	{ "qttl", "N|sent", AT(qttl, quoted_ttl, 0, 255), "hop limit in the quote; as received" },
	{ "qswap", FLAG(qswap), "IP length in the quote in the wrong byte order" },
	{ "alien", FLAG(alien), "quote another identifier or source port" },
	{ "mpls", "LABEL[/TC/TTL]:...", labels, 0, 0, 0, "label stack in an extension" },
	{ "legacy", FLAG(legacy), "without the length field of RFC 4884" },

	{ .help = "A host: what it answers to packets for its own address" },
	{ "dark", FLAG(dark), "nothing" },
	{ "udp", PORTS(udp), "echo; all others are unreachable" },
	{ "tcp", PORTS(tcp), "accept; all others reset" },
	{ "only", "SEQ", NUMBER(only, 0, 65535), "only this echo request gets what follows" },
	{ "copies", "K", NUMBER(copies, 1, 1000), "K equal replies" },
	{ "stamp", "HEX", AT(stamp, hex, 0, 40), "overwrite the data from its start" },
	{ "bad", "OFFSET", NUMBER(bad, 0, 65535), "invert that byte of the data" },
	{ "cut", "N", NUMBER(cut, 0, 65535), "return only N bytes of data" },
	{ "junk", "N", NUMBER(junk, 0, 1400), "N random bytes behind the data" },
	{ "hlen", "N", AT(opts, header_length, 5, 15), "IPv4 header of N words: no-operations" },
	{ "opts", "HEX", AT(opts, hex, 4, 40), "these IPv4 options" },
};

void spec_help(FILE *f)
{
	size_t i;

	for (i = 0; i < sizeof settings / sizeof *settings; i++) {
		const struct setting *k = &settings[i];

		if (!k->name)
			fprintf(f, "\n%s:\n", k->help);
		else
			fprintf(f, "  %s%s%-*s %s\n", k->name, k->arg ? "=" : "",
				(int)(26 - strlen(k->name) - !!k->arg), k->arg ? k->arg : "",
				k->help ? k->help : "");
	}
}

void spec_defaults(struct sim *s)
{
	unsigned i;

	*s = (struct sim){ .hops = 10, .mtu = 1500, .seed = 1, .tun = -1, .far = -1 };
	for (i = 0; i <= HOPS_MAX; i++) {
		s->hop[i] = (struct hop){
			.out.delay = -1,
			.back.delay = -1,
			.gap = 10 * NS_MS,
			.tell = UINT32_MAX,
			.ways = 1,
			.burst = 1,
			.times = 1,
			.qttl = QTTL_RECEIVED,
			.bad = -1,
			.cut = -1,
			.only = -1,
			.copies = 1,
		};
	}
}

static const struct setting *find(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof settings / sizeof *settings; i++) {
		if (settings[i].name && strcmp(settings[i].name, name) == 0)
			return &settings[i];
	}
	return NULL;
}

/* "hop=4", "hop=4-7", "all" or "target". */
static bool which(const struct sim *s, char *text, unsigned *first, unsigned *last)
{
	char *to;
	int64_t a, b;

	*first = 1;
	*last = s->hops;
	if (strcmp(text, "all") == 0)
		return true;
	if (strcmp(text, "target") == 0) {
		*first = s->hops;
		return true;
	}
	if (strncmp(text, "hop=", 4) != 0)
		return false;
	text = part((to = text + 4, &to), '-');
	if (num_int(text, 1, s->hops, &a) != NUM_OK ||
	    num_int(to ? to : text, a, s->hops, &b) != NUM_OK)
		return false;
	*first = (unsigned)a;
	*last = (unsigned)b;
	return true;
}

static int wrong(const char *clause, const char *what, const char *why)
{
	fprintf(stderr, "pathsim: %s: '%s' %s (see pathsim -h)\n", clause, what, why);
	return -1;
}

int spec_clause(struct sim *s, const char *clause)
{
	char copy[1024], *rest = copy, *value, *name;
	unsigned first, last, i;

	if (strlen(clause) >= sizeof copy)
		return wrong(clause, "", "is too long");
	strcpy(copy, clause);
	name = part(&rest, ',');
	if (!which(s, name, &first, &last))
		return wrong(clause, name,
			     "is not 'hop=N', 'hop=N-M', 'all' or 'target', or not on this path");
	if (!rest)
		return wrong(clause, name, "has no settings");
	while ((value = part(&rest, ','))) {
		const struct setting *k;

		name = part(&value, '=');
		k = find(name);
		if (!k)
			return wrong(clause, name, "is no setting");
		if (!k->arg != !value)
			return wrong(clause, name, k->arg ? "needs a value" : "takes no value");
		for (i = first; i <= last; i++) {
			if (!k->parse(k, value, (char *)&s->hop[i] + k->at))
				return wrong(clause, value, "is not a value for it");
		}
	}
	return 0;
}

static void seed_link(struct link *l, uint64_t seed)
{
	l->loss.state = random_mix(seed, 1);
	l->dup.state = random_mix(seed, 2);
	l->reorder.state = random_mix(seed, 3);
	l->corrupt.state = random_mix(seed, 4);
	l->jitters.state = random_mix(seed, 5);
}

void spec_finish(struct sim *s)
{
	unsigned i;

	s->path_mtu = s->mtu;
	for (i = 1; i <= s->hops; i++) {
		struct hop *h = &s->hop[i];

		if (h->out.delay < 0)
			h->out.delay = 0;
		if (h->back.delay < 0)
			h->back.delay = h->out.delay;
		if (!h->ttl)
			h->ttl = i == s->hops ? 64 : 255;
		if (h->asym >= h->ttl)
			h->asym = h->ttl - 1;
		if (h->mtu && i < s->hops && h->mtu < s->path_mtu)
			s->path_mtu = h->mtu;
		for (unsigned k = 0; k < h->way_mtu.n; k++)
			if (h->way_mtu.v[k] < s->path_mtu)
				s->path_mtu = h->way_mtu.v[k];
		h->allowance = NS_S;
		seed_link(&h->out, random_mix(s->seed, i * 4));
		seed_link(&h->back, random_mix(s->seed, i * 4 + 1));
		h->sprays.state = random_mix(s->seed, i * 4 + 2);
	}
}
