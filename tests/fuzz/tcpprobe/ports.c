/* Lists of ports: whatever they hold, each port comes once, in order, and again. */
#include "../fuzz.h"

#include <fcntl.h>
#include <unistd.h>

#include "prober_ports.h"

static uint16_t service(const char *name)
{
	return strlen(name) < 4 ? 0 : (uint16_t)(unsigned char)name[1];
}

/* Messages go nowhere. */
static void hush(void)
{
	static int fd = -1;

	if (fd < 0) {
		fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
		CHECK(fd >= 0 && dup2(fd, STDERR_FILENO) >= 0);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size), *copy;
	uint16_t *ports, *again;
	size_t n;

	hush();
	n = ports_parse(text, service, &ports);
	CHECK(n <= PORTS_MAX && (n != 0) == (ports != NULL));
	for (size_t i = 0; i < n; i++)
		CHECK(ports[i] && (!i || ports[i - 1] < ports[i]));
	if (n && n < 2000) {
		size_t len = 0;

		copy = malloc(n * 6 + 1);
		CHECK(copy);
		for (size_t i = 0; i < n; i++)
			len += (size_t)sprintf(copy + len, "%s%u", i ? "," : "", ports[i]);
		CHECK(ports_parse(copy, service, &again) == n);
		CHECK(memcmp(ports, again, n * sizeof(*ports)) == 0);
		free(again);
		free(copy);
	}
	free(ports);
	free(text);
	return 0;
}
