/*
 * The round trip as the kernel saw it: from transmit stamp to receive stamp (SO_TIMESTAMPING).
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
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct floor {
	int fd;
	bool raw;
	uint16_t id;
};

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static void open_socket(struct floor *f, const char *address)
{
	struct sockaddr_in to = { .sin_family = AF_INET };
	struct icmp_filter only_answers = { .data = ~(1u << ICMP_ECHOREPLY) };
	int flags = SOF_TIMESTAMPING_TX_SOFTWARE | SOF_TIMESTAMPING_RX_SOFTWARE |
		    SOF_TIMESTAMPING_SOFTWARE | SOF_TIMESTAMPING_OPT_TSONLY;

	if (inet_pton(AF_INET, address, &to.sin_addr) != 1)
		die(address);
	f->id = (uint16_t)getpid();
	f->fd = socket(AF_INET, SOCK_DGRAM, IPPROTO_ICMP);
	f->raw = f->fd < 0;
	if (f->raw)
		f->fd = socket(AF_INET, SOCK_RAW, IPPROTO_ICMP);
	if (f->fd < 0 || connect(f->fd, (struct sockaddr *)&to, sizeof(to)) < 0)
		die("socket");
	if (f->raw &&
	    setsockopt(f->fd, SOL_RAW, ICMP_FILTER, &only_answers, sizeof(only_answers)) < 0)
		die("ICMP_FILTER");
	if (setsockopt(f->fd, SOL_SOCKET, SO_TIMESTAMPING, &flags, sizeof(flags)) < 0)
		die("SO_TIMESTAMPING");
}

/* A raw socket gets the answers to other programs, too; its messages have the IP header on top. */
static bool is_ours(const struct floor *f, const uint8_t *in)
{
	const uint8_t *icmp = in + 4 * (in[0] & 15);

	return !f->raw || (icmp[4] == f->id >> 8 && icmp[5] == (f->id & 0xff));
}

/* One message, or with MSG_ERRQUEUE the stamp of what was sent. False: not ours. */
static bool receive(const struct floor *f, int flags, struct msghdr *msg)
{
	struct pollfd p = { .fd = f->fd, .events = flags & MSG_ERRQUEUE ? 0 : POLLIN };

	/* a stamp that waits makes poll return, so look until what was asked for is there */
	while (recvmsg(f->fd, msg, flags | MSG_DONTWAIT) < 0) {
		if (errno != EAGAIN)
			die("recvmsg");
		if (poll(&p, 1, 1000) == 0) {
			errno = ETIMEDOUT;
			die("no answer");
		}
	}
	return flags & MSG_ERRQUEUE || is_ours(f, msg->msg_iov->iov_base);
}

/* The stamp of the next answer, or with MSG_ERRQUEUE of the request; nanoseconds. */
static int64_t stamp(const struct floor *f, int flags)
{
	union {
		char bytes[512];
		struct cmsghdr align;
	} control;
	uint8_t in[256];
	struct iovec iov = { in, sizeof(in) };
	struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1 };
	struct scm_timestamping ts;

	do {
		msg.msg_control = &control;
		msg.msg_controllen = sizeof(control);
	} while (!receive(f, flags, &msg));
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

/* The checksum (RFC 1071): all that is not 0 is in the first 8 bytes. */
static void send_one(const struct floor *f, uint16_t seq)
{
	uint32_t sum = (uint32_t)(ICMP_ECHO << 8) + f->id + seq;
	uint8_t out[64] = { ICMP_ECHO };

	sum = (sum & 0xffff) + (sum >> 16);
	sum = ~(sum + (sum >> 16));
	out[2] = (uint8_t)(sum >> 8);
	out[3] = (uint8_t)sum;
	out[4] = (uint8_t)(f->id >> 8);
	out[5] = (uint8_t)f->id;
	out[6] = (uint8_t)(seq >> 8);
	out[7] = (uint8_t)seq;
	if (send(f->fd, out, sizeof(out), 0) < 0)
		die("send");
}

int main(int argc, char **argv)
{
	int64_t min = 0, max = 0, sum = 0;
	int count = argc == 4 ? atoi(argv[1]) : 0, interval = count ? atoi(argv[2]) : 0;
	struct timespec pause = { .tv_sec = interval / 1000, .tv_nsec = interval % 1000 * 1000000 };
	struct floor f;

	if (count < 1 || count > 65535) {
		fputs("usage: rtt_floor COUNT INTERVAL_MS ADDRESS\n", stderr);
		return 2;
	}
	open_socket(&f, argv[3]);
	for (int i = 0; i < count; i++) {
		int64_t came, rtt;

		if (i)
			nanosleep(&pause, NULL);
		send_one(&f, (uint16_t)i);
		came = stamp(&f, 0);
		rtt = came - stamp(&f, MSG_ERRQUEUE);
		min = i && min < rtt ? min : rtt;
		max = max > rtt ? max : rtt;
		sum += rtt;
	}
	printf("rtt min/avg/max = %.6f/%.6f/%.6f ms\n", (double)min / 1e6,
	       (double)sum / count / 1e6, (double)max / 1e6);
	return 0;
}
