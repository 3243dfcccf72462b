/* The summary as text and as JSON: the largest conversations, then what went wrong. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/prog.h"
#include "summary/findings.h"
#include "wire/icmp_name.h"

static const char *const names[] = {
	[ZERO_WINDOW] = "zero-window",
	[NEIGHBOUR_UNANSWERED] = "neighbour-unanswered",
	[ECHO_UNANSWERED] = "echo-unanswered",
	[DNS_UNANSWERED] = "dns-unanswered",
	[REFUSED] = "refused",
	[REJECTED] = "rejected",
	[SYN_UNANSWERED] = "syn-unanswered",
	[DISPUTED] = "address-claimed-twice",
};

static void text_addr(struct obuf *o, const struct addr *a, uint16_t port)
{
	char s[ADDR_STR];
	bool v6 = a->family == ADDR_V6 && port;

	if (v6)
		ob_c(o, '[');
	ob_str(o, addr_str(a, s));
	if (v6)
		ob_c(o, ']');
	if (port)
		ob_num(o, ":", port, "");
}

static void text_mac(struct obuf *o, const uint8_t mac[6])
{
	for (int i = 0; i < 6; i++) {
		if (i)
			ob_c(o, ':');
		ob_hex(o, mac[i], 2);
	}
}

static void text_seconds(struct obuf *o, ns_t t)
{
	uint64_t tenths = ((uint64_t)t + NS_S / 20) / (NS_S / 10);

	if (tenths % 10)
		ob_fix(o, tenths, 1);
	else
		ob_u(o, tenths / 10);
}

/* "(retransmitted after 1, 3, 7 s)" */
static void text_tries(struct obuf *o, const struct talk *k)
{
	uint64_t n = k->syns - 1;

	if (!n)
		return;
	ob_str(o, " (retransmitted after ");
	for (uint64_t i = 0; i < n && i < SUMMARY_TRIES; i++) {
		if (i)
			ob_str(o, ", ");
		text_seconds(o, k->tries[i]);
	}
	ob_str(o, n > SUMMARY_TRIES ? ", ... s)" : " s)");
}

/* "(ICMP admin prohibited)" */
static void text_icmp(struct obuf *o, const struct talk *k)
{
	const char *name = icmp_error_name(k->rejected_by.family, k->icmp_type, k->icmp_code);

	ob_str(o, " (ICMP ");
	if (!name) {
		ob_num(o, "type ", k->icmp_type, " code ");
		ob_u(o, k->icmp_code);
	}
	for (; name && *name; name++)
		ob_c(o, *name == '-' ? ' ' : *name);
	ob_c(o, ')');
}

/* "3 DNS queries unanswered by " */
static const struct {
	const char *one, *many, *behind;
} words[] = {
	[ZERO_WINDOW] = { " zero window", " zero windows", " of " },
	[NEIGHBOUR_UNANSWERED] = { " ARP request", " ARP requests", " unanswered for " },
	[ECHO_UNANSWERED] = { " echo request", " echo requests", " unanswered by " },
	[DNS_UNANSWERED] = { " DNS query", " DNS queries", " unanswered by " },
	[REFUSED] = { " refused", " refused", " by " },
	[REJECTED] = { " rejected", " rejected", " by " },
	[SYN_UNANSWERED] = { " SYN", " SYN", " unanswered to " },
};

static void text_disputed(struct obuf *o, const struct finding *x)
{
	text_addr(o, &x->addr, 0);
	ob_str(o, " is claimed by ");
	text_mac(o, x->owner->mac);
	ob_str(o, " and ");
	text_mac(o, x->owner->other);
}

static void text_finding(struct obuf *o, const struct finding *x)
{
	if (x->what == DISPUTED) {
		text_disputed(o, x);
		return;
	}
	ob_u(o, x->count);
	ob_str(o, x->count == 1 ? words[x->what].one : words[x->what].many);
	ob_str(o, words[x->what].behind);
	if (x->what == REJECTED) {
		text_addr(o, &x->talk->rejected_by, 0);
		text_icmp(o, x->talk);
		ob_str(o, ": to ");
	}
	text_addr(o, &x->addr, x->port);
	if (x->what == SYN_UNANSWERED)
		text_tries(o, x->talk);
}

static int by_bytes(const void *a, const void *b)
{
	const struct talk *x = *(const struct talk *const *)a, *y = *(const struct talk *const *)b;
	uint64_t m = x->end[0].bytes + x->end[1].bytes, n = y->end[0].bytes + y->end[1].bytes;

	return m < n ? 1 : m > n ? -1 : memcmp(&x->key, &y->key, sizeof(x->key));
}

/* The largest, sorted. Of the caller, who frees it; *n: how many there are. */
static const struct talk **largest(const struct summary *s, size_t *n)
{
	const struct talk **all = prog_alloc(s->talks.used + 1, sizeof(*all));

	*n = 0;
	for (unsigned i = 0; i < s->talks.size; i++) {
		const struct talk *k = table_at(&s->talks, i);

		if (k && k->end[0].packets + k->end[1].packets)
			all[(*n)++] = k;
	}
	qsort(all, *n, sizeof(*all), by_bytes);
	return all;
}

static void text_end(struct obuf *o, const struct talk_end *e)
{
	ob_num(o, "", e->packets, e->packets == 1 ? " packet, " : " packets, ");
	ob_num(o, "", e->bytes, e->bytes == 1 ? " byte" : " bytes");
	if (e->retransmitted)
		ob_num(o, ", ", e->retransmitted, " sent again");
}

static const char *proto_name(uint16_t proto)
{
	return proto == IP_TCP	 ? "tcp" :
	       proto == IP_UDP	 ? "udp" :
	       proto == IP_ICMP	 ? "icmp" :
	       proto == IP_ICMP6 ? "icmp6" :
				   NULL;
}

/* "  10.0.0.1:4000 > 10.0.0.2:25  tcp  3 packets, 200 bytes; back 2 packets, 150 bytes" */
static void text_talk(struct obuf *o, const struct talk *k)
{
	int from = k->syns ? k->client : !k->end[0].packets;
	const char *proto = proto_name(k->key.number[2]);
	struct addr a = talk_addr(&k->key, from), b = talk_addr(&k->key, !from);

	ob_str(o, "  ");
	text_addr(o, &a, k->key.number[from]);
	ob_str(o, " > ");
	text_addr(o, &b, k->key.number[!from]);
	ob_str(o, "  ");
	if (proto)
		ob_str(o, proto);
	else
		ob_num(o, "protocol ", k->key.number[2], "");
	ob_str(o, "  ");
	text_end(o, &k->end[from]);
	if (k->end[!from].packets) {
		ob_str(o, "; back ");
		text_end(o, &k->end[!from]);
	}
	if (k->rtt > 0) {
		ob_str(o, "; RTT ");
		ob_ms(o, k->rtt);
		ob_str(o, " ms");
	}
	ob_c(o, '\n');
}

static void json_talk(struct obuf *o, const struct talk *k)
{
	int from = k->syns ? k->client : !k->end[0].packets;
	struct addr a = talk_addr(&k->key, from), b = talk_addr(&k->key, !from);
	const char *proto = proto_name(k->key.number[2]);
	struct json j = json_line(o);
	char s[ADDR_STR];

	json_str(&j, "event", "conversation");
	json_str(&j, "source", addr_str(&a, s));
	if (k->key.number[from])
		json_uint(&j, "source_port", k->key.number[from]);
	json_str(&j, "destination", addr_str(&b, s));
	if (k->key.number[!from])
		json_uint(&j, "destination_port", k->key.number[!from]);
	json_uint(&j, "protocol_number", k->key.number[2]);
	if (proto)
		json_str(&j, "protocol", proto);
	json_ms(&j, "duration_ms", k->last > k->first ? k->last - k->first : 0);
	json_uint(&j, "packets", k->end[from].packets);
	json_uint(&j, "data_bytes", k->end[from].bytes);
	json_uint(&j, "retransmitted", k->end[from].retransmitted);
	json_uint(&j, "back_packets", k->end[!from].packets);
	json_uint(&j, "back_bytes", k->end[!from].bytes);
	json_uint(&j, "back_retransmitted", k->end[!from].retransmitted);
	if (k->rtt > 0)
		json_ms(&j, "rtt_ms", k->rtt);
	json_end(&j);
}

/* The text is the one that people read: programs have the parts beside it. */
static void json_finding(struct obuf *o, const struct finding *x)
{
	struct json j = json_line(o);
	struct obuf text;
	char s[ADDR_STR];

	json_str(&j, "event", "finding");
	json_str(&j, "kind", names[x->what]);
	json_uint(&j, "count", x->count);
	json_str(&j, "address", addr_str(&x->addr, s));
	if (x->port)
		json_uint(&j, "port", x->port);
	if (x->what == REJECTED) {
		json_str(&j, "from", addr_str(&x->talk->rejected_by, s));
		json_uint(&j, "icmp_type", x->talk->icmp_type);
		json_uint(&j, "icmp_code", x->talk->icmp_code);
	}
	ob_open(&text, -1);
	text_finding(&text, x);
	json_mem(&j, "text", text.p, text.len);
	ob_close(&text);
	json_end(&j);
}

static void text_head(const struct summary *s, size_t talks, struct obuf *o)
{
	ob_num(o, "summary: ", s->packets, s->packets == 1 ? " packet, " : " packets, ");
	ob_num(o, "", s->bytes, s->bytes == 1 ? " byte, " : " bytes, ");
	text_seconds(o, s->last > s->first ? s->last - s->first : 0);
	ob_num(o, " s, ", talks, talks == 1 ? " conversation" : " conversations");
	if (s->unknown)
		ob_num(o, ", ", s->unknown, " neither IP nor ARP");
	ob_c(o, '\n');
}

void summary_tell(const struct summary *s, bool json, struct obuf *o)
{
	struct findings f = findings_of(s);
	const struct talk **all;
	size_t n;

	all = largest(s, &n);
	if (!json)
		text_head(s, n, o);
	for (size_t i = 0; i < n && (json || i < SUMMARY_TALKS); i++)
		(json ? json_talk : text_talk)(o, all[i]);
	if (!json && n > SUMMARY_TALKS)
		ob_num(o, "  and ", n - SUMMARY_TALKS, " smaller\n");
	if (s->talks.turned_away)
		warn("more than %d conversations: the summary is not of all", TABLE_MAX);
	for (size_t i = 0; i < f.n; i++) {
		if (json) {
			json_finding(o, &f.all[i]);
		} else {
			text_finding(o, &f.all[i]);
			ob_c(o, '\n');
		}
	}
	free(all);
	free(f.all);
}
