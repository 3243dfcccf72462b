/* The log of changes: a line for each, in a form that does not depend on who asked. */
#include "nicsim.h"

#include <fcntl.h>
#include <linux/netlink.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void log_line(const char *format, ...)
{
	const char *name = getenv("NICSIM_LOG");
	va_list args;
	int fd;

	if (!name)
		return;
	fd = open(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
	if (fd < 0)
		nic_bad(NULL, "not written", name);
	va_start(args, format);
	vdprintf(fd, format, args);
	va_end(args);
	close(fd);
}

void log_hex(struct bytes *text, const uint8_t *data, size_t len)
{
	char two[3];

	for (size_t i = 0; i < len; i++) {
		snprintf(two, sizeof(two), "%02x", data[i]);
		put(text, two, 2);
	}
}
