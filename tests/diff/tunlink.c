/* Makes a persistent tun or tap device of any link type: tunlink NAME tun|tap [TYPE]. */
#include <err.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

int main(int argc, char **argv)
{
	struct ifreq req = { 0 };
	int fd;

	if (argc < 3 || argc > 4 || strlen(argv[1]) >= sizeof(req.ifr_name))
		errx(2, "usage: tunlink NAME tun|tap [TYPE]");
	strcpy(req.ifr_name, argv[1]);
	req.ifr_flags = (short)((strcmp(argv[2], "tap") ? IFF_TUN : IFF_TAP) | IFF_NO_PI);
	fd = open("/dev/net/tun", O_RDWR);
	if (fd < 0 || ioctl(fd, TUNSETIFF, &req) < 0)
		err(1, "%s", argv[1]);
	/* ARPHRD_*; the kernel takes it only while the device is down */
	if (argc == 4 && ioctl(fd, TUNSETLINK, (unsigned long)strtoul(argv[3], NULL, 10)) < 0)
		err(1, "%s: type %s", argv[1], argv[3]);
	if (ioctl(fd, TUNSETPERSIST, 1UL) < 0)
		err(1, "%s", argv[1]);
	return 0;
}
