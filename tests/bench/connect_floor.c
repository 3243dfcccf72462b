/*
 * The least that a probe of all ports can do, one after the other: a socket, connect, close.
 *
 *	connect_floor ADDRESS FIRST LAST	(IPv4)
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	struct sockaddr_in to = { .sin_family = AF_INET };
	unsigned open = 0, closed = 0;
	int first, last;

	if (argc != 4 || inet_pton(AF_INET, argv[1], &to.sin_addr) != 1)
		errx(2, "usage: connect_floor ADDRESS FIRST LAST");
	first = atoi(argv[2]);
	last = atoi(argv[3]);
	for (int port = first; port <= last && port < 65536; port++) {
		int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

		if (fd < 0)
			err(1, "socket");
		to.sin_port = htons((uint16_t)port);
		if (connect(fd, (struct sockaddr *)&to, sizeof(to)) == 0)
			open++;
		else if (errno == ECONNREFUSED)
			closed++;
		close(fd);
	}
	printf("%u open, %u closed\n", open, closed);
	return 0;
}
