/*
 * The round trip as the kernel saw it: from its transmit stamp to its receive stamp (SO_TIMESTAMPING).
 *
 *	rtt_floor COUNT INTERVAL_MS ADDRESS
 *
 * IPv4 echo requests (RFC 792) of ping's size over a datagram socket (icmp(7)), or over a raw one
 * where that is not permitted.  Prints the summary line of ping with more decimals.  For the
 * benchmark, not for tests.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <linux/errqueue.h>
#include <linux/icmp.h>
#include <linux/net_tstamp.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { ID = 0x1235 };

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static int open_socket(const char *address)
{
	struct sockaddr_in to = { .sin_family = AF_INET };
	struct icmp_filter only_answers = { .data = ~(1u << ICMP_ECHOREPLY) };
	int flags = SOF_TIMESTAMPING_TX_SOFTWARE | SOF_TIMESTAMPING_RX_SOFTWARE |
		    SOF_TIMESTAMPING_SOFTWARE | SOF_TIMESTAMPING_OPT_TSONLY;
	int raw, fd;

	if (inet_pton(AF_INET, address, &to.sin_addr) != 1)
		die(address);
	fd = socket(AF_INET, SOCK_DGRAM, IPPROTO_ICMP);
	raw = fd < 0;
	if (raw)
		fd = socket(AF_INET, SOCK_RAW, IPPROTO_ICMP);
	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof(to)) < 0)
		die("socket");
	if (raw && setsockopt(fd, SOL_RAW, ICMP_FILTER, &only_answers, sizeof(only_answers)) < 0)
		die("ICMP_FILTER");
	if (setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPING, &flags, sizeof(flags)) < 0)
		die("SO_TIMESTAMPING");
	return fd;
}

/* The stamp of the next answer, or with MSG_ERRQUEUE of the last request; nanoseconds. */
static int64_t stamp(int fd, int flags)
{
	union {
		char bytes[512];
		struct cmsghdr align;
	} control;
	char in[256];
	struct iovec iov = { in, sizeof(in) };
	struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1, .msg_control = &control,
			      .msg_controllen = sizeof(control) };
	struct pollfd p = { .fd = fd, .events = flags & MSG_ERRQUEUE ? 0 : POLLIN };
	struct scm_timestamping ts;

	/* a stamp that waits makes poll return, so wait until what was asked for is there */
	while (recvmsg(fd, &msg, flags | MSG_DONTWAIT) < 0) {
		if (errno != EAGAIN)
			die("recvmsg");
		if (poll(&p, 1, 1000) == 0) {
			errno = ETIMEDOUT;
			die("no answer");
		}
	}
	for (struct cmsghdr *cm = CMSG_FIRSTHDR(&msg); cm; cm = CMSG_NXTHDR(&msg, cm)) {
		if (cm->cmsg_level != SOL_SOCKET || cm->cmsg_type != SCM_TIMESTAMPING)
			continue;
		memcpy(&ts, CMSG_DATA(cm), sizeof(ts));
		return (int64_t)ts.ts[0].tv_sec * 1000000000 + ts.ts[0].tv_nsec;
	}
	errno = ENOMSG;
	die("stamp");
	return 0;
}

/* All that is not 0 is in the first 8 bytes; datagram sockets put in number and checksum themselves. */
static void send_one(int fd, uint16_t seq)
{
	uint32_t sum = (ICMP_ECHO << 8) + ID + seq;
	uint8_t out[64] = { ICMP_ECHO, 0, 0, 0, ID >> 8, ID & 0xff };

	sum = (sum & 0xffff) + (sum >> 16);
	sum = ~(sum + (sum >> 16));
	out[2] = (uint8_t)(sum >> 8);
	out[3] = (uint8_t)sum;
	out[6] = (uint8_t)(seq >> 8);
	out[7] = (uint8_t)seq;
	if (send(fd, out, sizeof(out), 0) < 0)
		die("send");
}

int main(int argc, char **argv)
{
	int64_t min = 0, max = 0, sum = 0;
	int count = argc == 4 ? atoi(argv[1]) : 0, interval = count ? atoi(argv[2]) : 0, fd;
	struct timespec pause = { .tv_sec = interval / 1000, .tv_nsec = interval % 1000 * 1000000 };

	if (count < 1 || count > 65535) {
		fputs("usage: rtt_floor COUNT INTERVAL_MS ADDRESS\n", stderr);
		return 2;
	}
	fd = open_socket(argv[3]);
	for (int i = 0; i < count; i++) {
		int64_t came, rtt;

		if (i)
			nanosleep(&pause, NULL);
		send_one(fd, (uint16_t)i);
		came = stamp(fd, 0);
		rtt = came - stamp(fd, MSG_ERRQUEUE);
		min = i && min < rtt ? min : rtt;
		max = max > rtt ? max : rtt;
		sum += rtt;
	}
	printf("rtt min/avg/max = %.6f/%.6f/%.6f ms\n", (double)min / 1e6,
	       (double)sum / count / 1e6, (double)max / 1e6);
	return 0;
}
