/*
 * A DCCP server in user space for tests (RFC 4340): answers Requests for one port with Responses,
 * for others with Resets, in the place of a kernel that knows no DCCP. It remembers the newest
 * connection and prints what comes, a line each:
 *
 *	request PORT service=N len=N [badsum]
 *	reset CODE valid|invalid	as section 7.5.3 has it
 */
#include <err.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/num.h"
#include "sys/sock.h"
#include "wire/dccp.h"
#include "wire/ip4.h"

struct server {
	int fd;
	uint8_t family;
	uint16_t port;
	bool dumb;			/* -b: answers with a wrong checksum */
	uint64_t next, greatest;	/* our numbers; the greatest one received, GSR */
	struct addr own;
};

static void answer(struct server *s, const struct dccp *q, const struct addr *to)
{
	bool open = q->dport == s->port;
	struct dccp a = {
		.type = open ? DCCP_RESPONSE : DCCP_RESET,
		.sport = q->dport,
		.dport = q->sport,
		.seq = open ? s->next++ : 0,
		.ack = q->seq,
		.service = q->service,
		.code = DCCP_RESET_NO_CONNECTION,
	};
	uint8_t bytes[DCCP_HLEN_MAX];
	struct put w = put_to(bytes, sizeof(bytes));
	struct sockaddr_storage ss;
	socklen_t len = sock_to(to, 0, &ss);

	dccp_put(&w, &a);
	dccp_put_sum(&w, 0, &s->own, to);
	if (s->dumb)
		bytes[6] ^= 0x40;
	if (sendto(s->fd, bytes, w.len, 0, (struct sockaddr *)&ss, len) < 0)
		warn("sendto");
}

static void take(struct server *s, struct cur packet, struct addr from)
{
	struct dccp h;
	struct cur c;
	struct ip4 ip;
	bool valid;

	if (s->family == ADDR_V4 && ip4_parse(&packet, &ip))
		from = ip.src;
	c = packet;
	if (!dccp_parse(&c, &h))
		errx(1, "not DCCP");
	valid = dccp_sum_ok(packet, &from, &s->own);
	if (h.type == DCCP_REQUEST) {
		printf("request %u service=%u len=%zu%s\n", h.dport, h.service, cur_left(&packet),
		       valid ? "" : " badsum");
		s->greatest = h.seq;
		answer(s, &h, &from);
	} else if (h.type == DCCP_RESET) {
		valid = valid && h.dport == s->port && h.seq > s->greatest &&
			h.seq <= s->greatest + 75 && h.ack == s->next - 1;
		printf("reset %u %s\n", h.code, valid ? "valid" : "invalid");
	}
}

int main(int argc, char **argv)
{
	struct server s = { .next = DCCP_SEQ_MAX / 2 };
	uint8_t bytes[65536];
	int64_t port;

	if (argc == 4 && !strcmp(argv[1], "-b")) {
		s.dumb = true;
		argv++;
		argc--;
	}
	if (argc != 3 || !sock_parse(&s.own, argv[1]) ||
	    num_int(argv[2], 0, UINT16_MAX, &port) != NUM_OK)
		errx(1, "usage: dccpd [-b] OWN-ADDRESS PORT");
	s.port = (uint16_t)port;
	s.family = s.own.family;
	s.fd = socket(sock_family(&s.own), SOCK_RAW | SOCK_CLOEXEC, IPPROTO_DCCP);
	if (s.fd < 0)
		err(1, "socket");
	setvbuf(stdout, NULL, _IOLBF, 0);
	puts("ready");
	for (;;) {
		struct sockaddr_storage ss;
		socklen_t len = sizeof(ss);
		ssize_t n = recvfrom(s.fd, bytes, sizeof(bytes), 0, (struct sockaddr *)&ss, &len);

		if (n < 0)
			err(1, "recvfrom");
		take(&s, cur_of(bytes, (size_t)n), sock_from(&ss, len));
	}
}
