/* Answers pings on a tun device as no honest host would, nor pathsim's (RFC 792, 4443, 4620). */
#include <err.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/cur.h"
#include "base/num.h"
#include "base/put.h"
#include "wire/cksum.h"
#include "wire/icmp.h"
#include "wire/ip4.h"

#define PACKET 65535
#define SECONDS 600			/* it ends itself after so long */
#define NONCE 8

struct bytes {
	size_t n;
	uint8_t v[256];
};

struct action {
	bool none, sum, nonce;
	int64_t type, code, rest, id, seq, qtype, flags, hlen, cut, at;
	struct bytes opts, data, patch;
};

struct request {
	bool six, node;			/* node: an information query */
	const uint8_t *p, *src, *dst, *body;
	size_t len, body_len, alen;
	uint16_t id, seq;
};

static void usage(void)
{
	puts("usage: forge DEVICE ACTION...\n"
	     "Goes into the background and prints its process id. The echo request with\n"
	     "sequence number N gets the Nth action; others, and queries, get the last.\n"
	     "An action is a list of settings, separated by commas:\n"
	     "  none        no answer              sum        a wrong ICMP checksum\n"
	     "  type=N      this ICMP type; other than a reply it quotes the request\n"
	     "  code=N      this ICMP code         rest=N     second word of an error\n"
	     "  id=N        this identifier        seq=N      this sequence number\n"
	     "  opts=HEX    IPv4 options           data=HEX   data instead of the request's\n"
	     "  hlen=N      the quoted IPv4 header gets N words: no-operations\n"
	     "  cut=N       quotes only N bytes    patch=HEX  overwrites bytes of the quote\n"
	     "  at=N        ... from byte N on\n"
	     "  qtype=N flags=N nonce   node information: this type, these flags, a wrong nonce");
}

static bool hex(const char *s, struct bytes *b)
{
	char digits[5] = "0x";
	int64_t v;

	for (b->n = 0; *s; s += 2) {
		memcpy(digits + 2, s, 1);
		digits[3] = s[1];
		if (!s[1] || b->n == sizeof b->v || num_any(digits, 0, 255, &v) != NUM_OK)
			return false;
		b->v[b->n++] = (uint8_t)v;
	}
	return true;
}

static bool setting(struct action *a, const char *name, const char *value)
{
	const struct {
		const char *name;
		bool *to;
	} flags[] = { { "none", &a->none }, { "sum", &a->sum }, { "nonce", &a->nonce } };
	const struct {
		const char *name;
		int64_t *to;
	} numbers[] = {
		{ "type", &a->type },	{ "code", &a->code }, { "rest", &a->rest },
		{ "id", &a->id },	{ "seq", &a->seq },   { "qtype", &a->qtype },
		{ "flags", &a->flags }, { "hlen", &a->hlen }, { "cut", &a->cut },
		{ "at", &a->at },
	};
	const struct {
		const char *name;
		struct bytes *to;
	} strings[] = { { "opts", &a->opts }, { "data", &a->data }, { "patch", &a->patch } };
	size_t i;

	for (i = 0; !value && i < sizeof flags / sizeof *flags; i++)
		if (strcmp(name, flags[i].name) == 0)
			return *flags[i].to = true;
	for (i = 0; value && i < sizeof numbers / sizeof *numbers; i++)
		if (strcmp(name, numbers[i].name) == 0)
			return num_any(value, 0, UINT32_MAX, numbers[i].to) == NUM_OK;
	for (i = 0; value && i < sizeof strings / sizeof *strings; i++)
		if (strcmp(name, strings[i].name) == 0)
			return hex(value, strings[i].to);
	return false;
}

static void action_parse(struct action *a, char *text)
{
	char *name, *value;

	*a = (struct action){
		.type = -1, .id = -1, .seq = -1, .qtype = -1, .hlen = 5, .cut = PACKET
	};
	a->data.n = SIZE_MAX;
	while ((name = strsep(&text, ","))) {
		value = name;
		name = strsep(&value, "=");
		if (!setting(a, name, value))
			errx(2, "'%s': no such setting, or no such value", name);
	}
	if (a->hlen < 5 || a->hlen > 15 || a->opts.n > 40 || a->opts.n % 4)
		errx(2, "an IPv4 header has 5 to 15 words");
}

/* False: nothing that wants an answer. */
static bool request_parse(struct request *r, const uint8_t *p, size_t len)
{
	size_t hlen;

	if (len < 48)
		return false;
	*r = (struct request){ .six = p[0] >> 4 == 6, .p = p, .len = len };
	hlen = r->six ? 40 : (p[0] & 15u) * 4;
	r->alen = r->six ? 16 : 4;
	r->src = p + (r->six ? 8 : 12);
	r->dst = r->src + r->alen;
	if (len < hlen + 16 || (r->six ? p[6] != IP_ICMP6 : p[9] != IP_ICMP))
		return false;
	r->node = r->six && p[hlen] == ICMP6_NI_QUERY;
	r->body = p + hlen + 8;
	r->body_len = len - hlen - 8;
	p += hlen;
	r->id = (uint16_t)(p[4] << 8 | p[5]);
	r->seq = r->node ? 0 :
			   (uint16_t)(p[6] << 8 | p[7]); /* a query's is in its nonce: anywhere */
	return r->node || p[0] == (r->six ? ICMP6_ECHO : ICMP4_ECHO);
}

static void quote(struct put *w, const struct action *a, const struct request *r)
{
	size_t from = w->len, head = r->six ? 0 : ((size_t)a->hlen - 5) * 4, i;

	put_mem(w, r->p, head ? 20 : r->len);
	if (head) {
		w->p[from] = (uint8_t)(0x40 | a->hlen);
		memset(put_room(w, head), IP4_OPT_NOP, head);
		put_mem(w, r->p + 20, r->len - 20);
	}
	for (i = 0; i < a->patch.n && from + (size_t)a->at + i < w->len; i++)
		w->p[from + (size_t)a->at + i] = a->patch.v[i];
	if (w->len - from > (size_t)a->cut)
		w->len = from + (size_t)a->cut;
}

static void node_reply(struct put *w, const struct action *a, const struct request *r)
{
	put_u8(w, a->type < 0 ? ICMP6_NI_REPLY : (uint8_t)a->type);
	put_u8(w, (uint8_t)a->code);
	put_be16(w, 0);
	put_be16(w, a->qtype < 0 ? (uint16_t)(r->body[-4] << 8 | r->body[-3]) : (uint16_t)a->qtype);
	put_be16(w, (uint16_t)a->flags);
	put_mem(w, r->body, NONCE);
	if (a->nonce)
		w->p[w->len - 1] ^= 0xff;
	put_mem(w, a->data.v, a->data.n == SIZE_MAX ? 0 : a->data.n);
}

static void message(struct put *w, const struct action *a, const struct request *r)
{
	uint8_t reply = icmp_echo_reply_type(r->six ? 6 : 4),
		type = a->type < 0 ? reply : (uint8_t)a->type;

	if (type != reply && a->type >= 0) {
		icmp_put(w, type, (uint8_t)a->code, (uint16_t)(a->rest >> 16), (uint16_t)a->rest);
		quote(w, a, r);
	} else if (r->node) {
		node_reply(w, a, r);
	} else {
		icmp_put(w, type, (uint8_t)a->code, a->id < 0 ? r->id : (uint16_t)a->id,
			 a->seq < 0 ? r->seq : (uint16_t)a->seq);
		if (a->data.n == SIZE_MAX)
			put_mem(w, r->body, r->body_len);
		else
			put_mem(w, a->data.v, a->data.n);
	}
}

static void header(struct put *w, const struct action *a, const struct request *r, size_t body)
{
	if (r->six) {
		put_be32(w, 6u << 28);
		put_be16(w, (uint16_t)body);
		put_u8(w, IP_ICMP6);
		put_u8(w, 64);
	} else {
		put_u8(w, (uint8_t)(0x45 + a->opts.n / 4));
		put_u8(w, 0);
		put_be16(w, (uint16_t)(20 + a->opts.n + body));
		put_be32(w, 0);
		put_u8(w, 64);
		put_u8(w, IP_ICMP);
		put_be16(w, 0);
	}
	put_mem(w, r->dst, r->alen);
	put_mem(w, r->src, r->alen);
	if (!r->six) {
		put_mem(w, a->opts.v, a->opts.n);
		put_set16(w, 10, cksum(w->p, w->len));
	}
}

static void answer(int tun, const struct action *a, const struct request *r)
{
	static uint8_t body[PACKET], packet[2 * PACKET];
	struct put b = put_to(body, sizeof body), w = put_to(packet, sizeof packet);
	uint8_t pseudo[40] = { 0 };
	uint32_t sum = 0;

	message(&b, a, r);
	header(&w, a, r, b.len);
	if (r->six) {
		memcpy(pseudo, packet + 8, 32);
		pseudo[34] = (uint8_t)(b.len >> 8);
		pseudo[35] = (uint8_t)b.len;
		pseudo[39] = IP_ICMP6;
		sum = cksum_add(0, pseudo, sizeof pseudo);
	}
	put_set16(&b, 2,
		  (uint16_t)(cksum_end(cksum_add(sum, body, b.len)) ^ (a->sum ? 0x5555 : 0)));
	put_mem(&w, body, b.len);
	if (b.over || w.over || write(tun, packet, w.len) < 0)
		warn("answer to %u", r->seq);
}

static int open_tun(const char *name)
{
	struct ifreq ifr = { .ifr_flags = IFF_TUN | IFF_NO_PI };
	int fd = open("/dev/net/tun", O_RDWR);

	if (fd < 0 || strlen(name) >= sizeof ifr.ifr_name)
		err(2, "%s", name);
	strcpy(ifr.ifr_name, name);
	if (ioctl(fd, TUNSETIFF, &ifr) < 0)
		err(2, "%s", name);
	return fd;
}

int main(int argc, char **argv)
{
	static uint8_t packet[PACKET];
	struct action *actions;
	struct request r;
	unsigned i, n = (unsigned)argc - 2;
	ssize_t len;
	pid_t pid;
	int tun;

	if (argc < 3) {
		usage();
		return 2;
	}
	actions = calloc(n, sizeof *actions);
	if (!actions)
		err(2, "actions");
	for (i = 0; i < n; i++)
		action_parse(&actions[i], argv[i + 2]);
	tun = open_tun(argv[1]);
	pid = fork();
	if (pid < 0)
		err(2, "fork");
	if (pid) {
		printf("%ld\n", (long)pid);
		return 0;
	}
	/* Whoever reads the process id waits for the end of this output. */
	fclose(stdout);
	alarm(SECONDS);
	while ((len = read(tun, packet, sizeof packet)) > 0) {
		if (!request_parse(&r, packet, (size_t)len))
			continue;
		i = r.seq && r.seq <= n ? r.seq - 1u : n - 1;
		if (!actions[i].none)
			answer(tun, &actions[i], &r);
	}
	err(1, "%s", argv[1]);
}
