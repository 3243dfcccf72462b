/* Numbers that have names: ports by /etc/services, Ethertypes, makers of stations. */
#ifndef CAPTURE_SERVICES_H
#define CAPTURE_SERVICES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SERVICES_SLOTS 4096

struct services {
	char *text;			/* the file, names ended by NUL */
	struct {
		uint32_t key;		/* port, above it 1 for TCP, 2 for UDP; 0: free */
		uint32_t at;
	} * slots;
};

/* The whole file with a NUL behind it, to be freed; NULL: it cannot be read. */
char *services_file(const char *path);

/* Where the file cannot be read, those of sys/service.h. */
void services_read(struct services *s);
void services_free(struct services *s);

/* NULL: it has no name. */
const char *services_find(const struct services *s, bool udp, uint16_t port);

#endif
