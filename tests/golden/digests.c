/*
 * Digests of what capture --lengths prints, a line a packet: FNV-1a over all that it printed of one
 * packet that was cut at one length after the other. The next packet begins where the captured
 * length does not grow.
 */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BEGIN "caplen "
#define FNV_START 14695981039346656037u
#define FNV_PRIME 1099511628211u

int main(void)
{
	uint64_t digest = FNV_START;
	unsigned long before = 0;
	size_t room = 0;
	char *line = NULL;
	ssize_t n;

	while ((n = getline(&line, &room, stdin)) > 0) {
		if (!strncmp(line, BEGIN, strlen(BEGIN))) {
			unsigned long length = strtoul(line + strlen(BEGIN), NULL, 10);

			if (before && length <= before) {
				printf("%08" PRIx32 "\n", (uint32_t)(digest ^ digest >> 32));
				digest = FNV_START;
			}
			before = length;
		}
		for (ssize_t i = 0; i < n; i++)
			digest = (digest ^ (uint8_t)line[i]) * FNV_PRIME;
	}
	if (before)
		printf("%08" PRIx32 "\n", (uint32_t)(digest ^ digest >> 32));
	free(line);
	return fflush(stdout) ? 1 : 0;
}
