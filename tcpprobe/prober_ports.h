/* Lists of ports from the command line, and an order that spreads them; pure but for names. */
#ifndef PROBER_PORTS_H
#define PROBER_PORTS_H

#include <stddef.h>
#include <stdint.h>

#define PORTS_MAX 65535

/* The port that a service's name stands for, 0: none. */
typedef uint16_t ports_service_fn(const char *name);

/*
 * Reads "25,80-90,https,8000-": numbers, ranges (one without end goes up to 65535) and names,
 * each port once, in ascending order. *out is the caller's to free. Returns how many, or 0 after a
 * message.
 */
size_t ports_parse(const char *text, ports_service_fn *service, uint16_t **out);

/* Of the system's table (services(5)). */
uint16_t ports_service(const char *name);

/*
 * What a walk in even steps through n ports comes to at its i-th stop: each once, neighbours far
 * apart. Small numbers of ports keep their order.
 */
size_t ports_spread(size_t i, size_t n);

#endif
