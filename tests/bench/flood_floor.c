/*
 * The least work that makes a flood of echo requests (RFC 792): one by one, sendmmsg and recvmmsg.
 *
 *	flood_floor [-d] COUNT ADDRESS
 *
 * IPv4 over a raw socket, or with -d over a datagram socket (icmp(7)); 64 bytes of ICMP, as ping
 * sends them.  No time is read, and an answer is matched by nothing: whatever comes next stands for
 * it.  For the benchmark, not for tests.
 */
#include <arpa/inet.h>
#include <linux/icmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ID = 0x1234 };

static int failed(const char *what)
{
	perror(what);
	return 1;
}

/* Raw sockets leave the checksum (RFC 1071) to us: all that is not 0 is in the first 8 bytes. */
static void number(uint8_t message[64], uint16_t seq)
{
	uint32_t sum = (ICMP_ECHO << 8) + ID + seq;

	sum = (sum & 0xffff) + (sum >> 16);
	sum = ~(sum + (sum >> 16));
	message[2] = (uint8_t)(sum >> 8);
	message[3] = (uint8_t)sum;
	message[6] = (uint8_t)(seq >> 8);
	message[7] = (uint8_t)seq;
}

int main(int argc, char **argv)
{
	int datagram = argc == 4 && !strcmp(argv[1], "-d");
	struct sockaddr_in to = { .sin_family = AF_INET };
	struct icmp_filter only_answers = { .data = ~(1u << ICMP_ECHOREPLY) };
	uint8_t out[64] = { ICMP_ECHO, 0, 0, 0, ID >> 8, ID & 0xff }, in[128];
	struct iovec out_iov = { out, sizeof(out) }, in_iov = { in, sizeof(in) };
	struct mmsghdr send = { .msg_hdr = { .msg_iov = &out_iov, .msg_iovlen = 1 } };
	struct mmsghdr receive = { .msg_hdr = { .msg_iov = &in_iov, .msg_iovlen = 1 } };
	long count;
	int fd;

	if (argc != 3 + datagram || inet_pton(AF_INET, argv[2 + datagram], &to.sin_addr) != 1) {
		fputs("usage: flood_floor [-d] COUNT ADDRESS\n", stderr);
		return 2;
	}
	count = strtol(argv[1 + datagram], NULL, 10);
	fd = socket(AF_INET, datagram ? SOCK_DGRAM : SOCK_RAW, IPPROTO_ICMP);
	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof(to)) < 0)
		return failed("socket");
	/* on loopback a raw socket would get the requests, too */
	if (!datagram &&
	    setsockopt(fd, SOL_RAW, ICMP_FILTER, &only_answers, sizeof(only_answers)) < 0)
		return failed("ICMP_FILTER");
	for (long i = 0; i < count; i++) {
		number(out, (uint16_t)i);
		if (sendmmsg(fd, &send, 1, 0) != 1)
			return failed("sendmmsg");
		if (recvmmsg(fd, &receive, 1, 0, NULL) != 1)
			return failed("recvmmsg");
	}
	return 0;
}
