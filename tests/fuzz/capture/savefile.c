/* A savefile, packed or not, opened as the first byte says; then all its packets are read. */
#include <sys/mman.h>
#include <unistd.h>

#include "../fuzz.h"
#include "file.h"

#define BYTES_MAX (4u << 20)	/* what is packed may be endless */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int fd = memfd_create("savefile", MFD_CLOEXEC);
	struct file f;
	struct frame packet;
	uint32_t bytes = 0, sum = 0;

	if (!size) {
		close(fd);
		return 0;
	}
	CHECK(fd >= 0 && write(fd, data + 1, size - 1) == (ssize_t)(size - 1));
	CHECK(lseek(fd, 0, SEEK_SET) == 0);
	if (file_open_fd(&f, "savefile", fd, data[0] & (FILE_NANO | FILE_MAPPED)) < 0) {
		CHECK(*f.err);
	} else {
		while (bytes < BYTES_MAX && file_next(&f, &packet) == 1) {
			for (uint32_t i = 0; i < packet.caplen; i++)
				sum += packet.data[i];
			bytes += packet.caplen + 16;
		}
		CHECK(sum <= bytes * 255u);
	}
	file_close(&f);
	return 0;
}
