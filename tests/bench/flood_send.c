/*
 * Sends so many UDP datagrams (RFC 768) of 18 bytes to a port, as fast as it goes: the smallest
 * Ethernet frames.
 *
 *	flood_send COUNT ADDRESS PORT
 */
#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

enum { BATCH = 64, SIZE = 18 };

int main(int argc, char **argv)
{
	struct sockaddr_in to = { .sin_family = AF_INET };
	char data[SIZE] = "flood";
	struct iovec io = { data, sizeof(data) };
	struct mmsghdr batch[BATCH] = { 0 };
	long left;
	int fd;

	if (argc != 4 || inet_pton(AF_INET, argv[2], &to.sin_addr) != 1)
		return 2;
	left = strtol(argv[1], NULL, 10);
	to.sin_port = htons((uint16_t)strtoul(argv[3], NULL, 10));
	fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof(to)) < 0) {
		perror(argv[2]);
		return 1;
	}
	for (int i = 0; i < BATCH; i++) {
		batch[i].msg_hdr.msg_iov = &io;
		batch[i].msg_hdr.msg_iovlen = 1;
	}
	while (left > 0) {
		int n = sendmmsg(fd, batch, left < BATCH ? (unsigned)left : BATCH, 0);

		if (n < 0) {
			perror("sendmmsg");
			return 1;
		}
		left -= n;
	}
	return 0;
}
