/*
 * A network that answers every ping twice: first with a packet that is wrong in a way that goes
 * with its sequence number, then as it should (RFC 792, 4443, 4884).
 */
#include <err.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/put.h"
#include "wire/cksum.h"
#include "wire/icmp.h"
#include "wire/ip4.h"

#define PACKET 4096
#define SECONDS 60			/* it ends itself after so long */
#define HEAD6 40

/* An echo request as it came. */
struct request {
	bool six;
	const uint8_t *p;
	size_t len, head;		/* all of it; its IP header */
	unsigned n;			/* 0, 1, ...: one less than the sequence number */
};

/* An ICMP message to send, and what is special about its IP header. */
struct message {
	struct put icmp;
	bool router;			/* from a router, not from the target */
	bool bad_sum;
	const uint8_t *opts;
	size_t nopts;
	uint8_t bytes[PACKET];
};

static const uint8_t router4[] = { 198, 19, 1, 1 };
static const uint8_t router6[] = { 0x20, 1, 0xd, 0xb8, 0, 10, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1 };

static void start(struct message *m, uint8_t type, uint8_t code, uint32_t rest)
{
	*m = (struct message){ 0 };
	m->icmp = put_to(m->bytes, sizeof(m->bytes));
	icmp_put(&m->icmp, type, code, (uint16_t)(rest >> 16), (uint16_t)rest);
}

static void put_header4(struct put *w, const struct request *r, const struct message *m)
{
	put_u8(w, (uint8_t)(0x45 + m->nopts / 4));
	put_u8(w, 0);
	put_be16(w, (uint16_t)(20 + m->nopts + m->icmp.len));
	put_be32(w, 0);
	put_u8(w, 64);
	put_u8(w, IP_ICMP);
	put_be16(w, 0);
	put_mem(w, m->router ? router4 : r->p + 16, 4);
	put_mem(w, r->p + 12, 4);
	put_mem(w, m->opts, m->nopts);
	put_set16(w, 10, cksum(w->p, w->len));
}

static void put_header6(struct put *w, const struct request *r, const struct message *m)
{
	put_be32(w, 6u << 28);
	put_be16(w, (uint16_t)m->icmp.len);
	put_u8(w, IP_ICMP6);
	put_u8(w, 64);
	put_mem(w, m->router ? router6 : r->p + 24, 16);
	put_mem(w, r->p + 8, 16);
}

/* Of the pseudo header; addresses are where the packet w has them. */
static uint32_t pseudo_sum(const struct put *w, size_t len)
{
	uint8_t rest[8] = { 0, 0, (uint8_t)(len >> 8), (uint8_t)len, 0, 0, 0, IP_ICMP6 };

	return cksum_add(cksum_add(0, w->p + 8, 32), rest, sizeof(rest));
}

static void send_message(int tun, const struct request *r, struct message *m)
{
	uint8_t packet[2 * PACKET];
	struct put w = put_to(packet, sizeof(packet));
	uint32_t sum = 0;

	if (r->six)
		put_header6(&w, r, m);
	else
		put_header4(&w, r, m);
	if (r->six)
		sum = pseudo_sum(&w, m->icmp.len);
	put_set16(&m->icmp, 2, 0);
	sum = cksum_add(sum, m->icmp.p, m->icmp.len);
	put_set16(&m->icmp, 2, (uint16_t)(cksum_end(sum) ^ (m->bad_sum ? 0x0101 : 0)));
	put_mem(&w, m->icmp.p, m->icmp.len);
	if (w.over || m->icmp.over || write(tun, packet, w.len) < 0)
		warn("answer %u", r->n);
}

static void start_reply(struct message *m, const struct request *r)
{
	start(m, r->six ? ICMP6_ECHO_REPLY : ICMP4_ECHO_REPLY, 0, 0);
	m->icmp.len = 4;
	put_mem(&m->icmp, r->p + r->head + 4, r->len - r->head - 4);
}

static void start_error(struct message *m, const struct request *r)
{
	start(m, r->six ? ICMP6_UNREACHABLE : ICMP4_UNREACHABLE, r->six ? 4 : 3, 0);
	m->router = true;
}

/* The reply, of which only the first n bytes are there. */
static void reply_cut(int tun, const struct request *r)
{
	struct message m;

	start_reply(&m, r);
	if (r->n < m.icmp.len)
		m.icmp.len = r->n;
	send_message(tun, r, &m);
}

/* The reply under an IPv4 header of 5 to 15 words, all no-operations. */
static void reply_header(int tun, const struct request *r)
{
	uint8_t opts[40];
	struct message m;

	memset(opts, IP4_OPT_NOP, sizeof(opts));
	start_reply(&m, r);
	m.opts = opts;
	m.nopts = 4 * (r->n % 11);
	send_message(tun, r, &m);
}

/* Options that lie about their length and pointer: as far as the kernel lets them through. */
static void reply_options(int tun, const struct request *r)
{
	static const uint8_t types[] = { IP4_OPT_RR,   IP4_OPT_TS, IP4_OPT_LSRR,
					 IP4_OPT_SSRR, 0x94,	   0xde };
	static const uint8_t lens[] = { 0, 1, 2, 3, 4, 7, 8, 11, 36, 39, 40, 255 };
	static const uint8_t pointers[] = { 0, 1, 4, 5, 8, 12, 37, 40, 255 };
	unsigned n = r->n;
	uint8_t opts[40];
	struct message m;

	for (unsigned i = 0; i < sizeof(opts); i++)
		opts[i] = (uint8_t)(i * 7);
	opts[0] = types[n % sizeof(types)];
	opts[1] = lens[n / sizeof(types) % sizeof(lens)];
	opts[2] = pointers[n / sizeof(types) / sizeof(lens) % sizeof(pointers)];
	start_reply(&m, r);
	m.opts = opts;
	m.nopts = n % 2 ? sizeof(opts) : 12;
	send_message(tun, r, &m);
}

/* An error that quotes n bytes. */
static void error_cut(int tun, const struct request *r)
{
	struct message m;

	start_error(&m, r);
	put_mem(&m.icmp, r->p, r->n < r->len ? r->n : r->len);
	send_message(tun, r, &m);
}

/*
 * An error that quotes an IPv4 header of 0 to 15 words. The first 16 requests: there are so many
 * (at least 5). The next 16: there are 5, whatever it says. Then the same, cut behind 8 bytes of
 * ICMP.
 */
static void error_header(int tun, const struct request *r)
{
	unsigned words = r->n % 16, extra = words > 5 && r->n / 16 % 2 == 0 ? 4 * (words - 5) : 0;
	struct message m;

	start_error(&m, r);
	put_mem(&m.icmp, r->p, 20);
	m.icmp.p[ICMP_HLEN] = (uint8_t)(0x40 | words);
	for (unsigned i = 0; i < extra; i++)
		put_u8(&m.icmp, IP4_OPT_NOP);
	put_mem(&m.icmp, r->p + 20, r->n / 32 % 2 ? 8 : r->len - 20);
	send_message(tun, r, &m);
}

/* An error about a packet that ping did not send. */
static void error_alien(int tun, const struct request *r)
{
	struct message m;
	uint8_t *quote, *icmp;

	start_error(&m, r);
	put_mem(&m.icmp, r->p, r->len);
	quote = m.icmp.p + ICMP_HLEN;
	icmp = quote + r->head;
	switch (r->n % 12) {
	case 0:
		icmp[4] ^= 0xff;
		break; /* another identifier */
	case 1:
		icmp[5] ^= 1;
		break;
	case 2:
		quote[r->head - 1] ^= 1;
		break; /* another destination */
	case 3:
		quote[r->six ? 6 : 9] = 17;
		break; /* UDP */
	case 4:
		quote[r->six ? 6 : 9] = 6;
		break; /* TCP */
	case 5:
		icmp[0] = r->six ? ICMP6_ECHO_REPLY : ICMP4_ECHO_REPLY;
		break;
	case 6:
		icmp[0] = r->six ? ICMP6_NI_QUERY : ICMP4_TIMESTAMP;
		break;
	case 7:
		quote[0] ^= 0x20;
		break; /* the other version, or none */
	case 8:
		icmp[6] ^= 0x80;
		break; /* a number not sent yet */
	case 9:
		m.bad_sum = true;
		break;
	case 10:
		memset(quote, 0, r->len);
		break;
	case 11:
		memset(quote, 0xff, r->len);
		break;
	}
	send_message(tun, r, &m);
}

/* IPv6: extension headers in the quote, whose lengths lie. IPv4: a fragment, not the first one. */
static void error_chain(int tun, const struct request *r)
{
	static const uint8_t types[] = { 0, 43, 44, 51, 60 };
	static const uint8_t lens[] = { 0, 1, 2, 6, 7, 8, 100, 255 };
	struct message m;

	start_error(&m, r);
	put_mem(&m.icmp, r->p, r->head);
	if (r->six) {
		m.icmp.p[ICMP_HLEN + 6] = types[r->n % sizeof(types)];
		put_u8(&m.icmp, r->n % 3 ? IP_ICMP6 : types[r->n / 3 % sizeof(types)]);
		put_u8(&m.icmp, lens[r->n / sizeof(types) % sizeof(lens)]);
		put_be16(&m.icmp, r->n % 7 ? 0 : 0x80);
		put_zero(&m.icmp, 4);
	} else {
		put_set16(&m.icmp, ICMP_HLEN + 6, (uint16_t)(1u << r->n % 13));
	}
	put_mem(&m.icmp, r->p + r->head, r->len - r->head);
	send_message(tun, r, &m);
}

/*
 * The quote is whole and padded to 128 bytes; behind it stands an extension (RFC 4884) with two
 * objects, the second of which lies about its length, and so may the length of the quote.
 */
static void error_extension(int tun, const struct request *r)
{
	static const uint16_t lens[] = { 8, 0, 1, 3, 4, 5, 7, 9, 12, 255, 0xffff };
	static const uint8_t classes[] = { 1, 0, 2, 255 };
	static const uint8_t quoted[] = { 32, 0, 1, 33, 34, 63, 255 };	/* IPv6 counts in 8 bytes */
	unsigned n = r->n, words = quoted[n / 44 % 7];
	struct message m;
	size_t at;

	start_error(&m, r);
	m.icmp.p[r->six ? 4 : 5] = (uint8_t)(r->six && words / 8 == 4 ? words - 16 : words);
	put_mem(&m.icmp, r->p, r->len > 128 ? 128 : r->len);
	put_zero(&m.icmp, ICMP_HLEN + 128 - m.icmp.len);
	at = m.icmp.len;
	put_be32(&m.icmp, 0x20000000);
	put_be32(&m.icmp, 0x00080101);
	put_be32(&m.icmp, 16001u << 12 | 1 << 8 | 1);
	put_be16(&m.icmp, lens[n % 11]);
	put_u8(&m.icmp, classes[n / 11 % 4]);
	put_u8(&m.icmp, 1);
	put_be32(&m.icmp, 777u << 12 | 1 << 8 | 1);
	if (n / 308 % 2 == 0)
		put_set16(&m.icmp, at + 2, cksum(m.icmp.p + at, m.icmp.len - at));
	m.icmp.len -= n / 616 % 16;
	send_message(tun, r, &m);
}

/* Every type, with a code of no meaning; those that are errors quote the request. */
static void any_type(int tun, const struct request *r)
{
	struct message m;

	start(&m, (uint8_t)r->n, (uint8_t)(200 + r->n % 50), 0x01020304);
	m.router = true;
	put_mem(&m.icmp, r->p, r->len);
	send_message(tun, r, &m);
}

/* One bit after the other is turned over: of the reply, then of an error. The checksum is right. */
static void any_bit(int tun, const struct request *r)
{
	unsigned bit = r->n / 2;
	struct message m;

	if (r->n % 2) {
		start_reply(&m, r);
	} else {
		start_error(&m, r);
		put_mem(&m.icmp, r->p, r->len);
	}
	m.icmp.p[bit / 8 % m.icmp.len] ^= (uint8_t)(1 << bit % 8);
	send_message(tun, r, &m);
}

static const struct scenario {
	const char *name;
	void (*run)(int tun, const struct request *r);
} scenarios[] = {
	{ "reply-cut", reply_cut },
	{ "reply-header", reply_header },
	{ "reply-options", reply_options },
	{ "error-cut", error_cut },
	{ "error-header", error_header },
	{ "error-alien", error_alien },
	{ "error-chain", error_chain },
	{ "error-extension", error_extension },
	{ "any-type", any_type },
	{ "any-bit", any_bit },
	{ NULL, NULL },
};

/* False: no echo request. */
static bool request_parse(struct request *r, const uint8_t *p, size_t len)
{
	*r = (struct request){ .six = len && p[0] >> 4 == 6, .p = p, .len = len };
	r->head = r->six ? HEAD6 : 20;
	if (len < r->head + ICMP_HLEN || p[r->six ? 6 : 9] != (r->six ? IP_ICMP6 : IP_ICMP))
		return false;
	p += r->head;
	r->n = (unsigned)(p[6] << 8 | p[7]) - 1;
	return p[0] == (r->six ? ICMP6_ECHO : ICMP4_ECHO);
}

static int open_tun(const char *name)
{
	struct ifreq ifr = { .ifr_flags = IFF_TUN | IFF_NO_PI };
	int fd = open("/dev/net/tun", O_RDWR | O_CLOEXEC);

	strcpy(ifr.ifr_name, name);
	if (fd < 0 || ioctl(fd, TUNSETIFF, &ifr) < 0)
		err(2, "tun device %s", name);
	return fd;
}

static void serve(int tun, const struct scenario *s)
{
	uint8_t packet[PACKET];
	struct request r;
	struct message m;
	ssize_t len;

	while ((len = read(tun, packet, sizeof(packet))) > 0) {
		if (!request_parse(&r, packet, (size_t)len))
			continue;
		s->run(tun, &r);
		start_reply(&m, &r);
		send_message(tun, &r, &m);
	}
	err(1, "tun device");
}

/* Called as lab_sim calls pathsim: into the background, with the process id on standard output. */
int main(int argc, char **argv)
{
	const struct scenario *s = scenarios;
	pid_t pid;
	int tun;

	while (argc == 3 && s->name && strcmp(s->name, argv[2]) != 0)
		s++;
	if (argc != 3 || strcmp(argv[1], "-b") != 0 || !s->name) {
		fputs("usage: hostile -b SCENARIO, one of:\n", stderr);
		for (s = scenarios; s->name; s++)
			fprintf(stderr, "  %s\n", s->name);
		return 2;
	}
	tun = open_tun("sim0");
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
	serve(tun, s);
}
