/* Lists of ports. */
#include "prober_ports.h"

#include <stdbool.h>
#include <string.h>

#include "base/num.h"
#include "base/prog.h"
#include "sys/service.h"

#define ITEM_MAX 64		/* bytes of a number, range or name */
#define KEEP_ORDER 16

struct set {
	uint8_t bits[PORTS_MAX / 8 + 1];
	size_t n;
};

static void add(struct set *s, unsigned port)
{
	uint8_t bit = (uint8_t)(1u << port % 8);

	s->n += !(s->bits[port / 8] & bit);
	s->bits[port / 8] |= bit;
}

static bool is_digits(const char *s)
{
	const char *p = s;

	while (*p >= '0' && *p <= '9')
		p++;
	return p > s && !*p;
}

/* A number from 1 to 65535. */
static bool number(const char *s, unsigned *port)
{
	int64_t v;

	if (!is_digits(s) || num_int(s, 1, PORTS_MAX, &v) != NUM_OK)
		return false;
	*port = (unsigned)v;
	return true;
}

/* One item, which may be cut up. */
static bool item(struct set *s, char *text, ports_service_fn *service)
{
	char *dash = strchr(text, '-');
	unsigned first, last = PORTS_MAX;

	if (number(text, &first)) {
		add(s, first);
		return true;
	}
	if (dash && *text >= '0' && *text <= '9') {
		*dash = '\0';
		if (number(text, &first) && (!dash[1] || number(dash + 1, &last)) &&
		    first <= last) {
			for (unsigned p = first; p <= last; p++)
				add(s, p);
			return true;
		}
		*dash = '-';
	}
	first = *text && !is_digits(text) ? service(text) : 0;
	if (first)
		add(s, first);
	return first != 0;
}

static uint16_t *list(const struct set *s)
{
	uint16_t *ports = prog_alloc(s->n, sizeof(*ports)), *p = ports;

	for (unsigned at = 0; at < sizeof(s->bits); at++)
		for (unsigned i = 0; i < 8 && s->bits[at] >> i; i++)
			if (s->bits[at] >> i & 1)
				*p++ = (uint16_t)(at * 8 + i);
	return ports;
}

size_t ports_parse(const char *text, ports_service_fn *service, uint16_t **out)
{
	struct set s = { 0 };
	char one[ITEM_MAX];

	*out = NULL;
	for (const char *p = text;; p++) {
		size_t n = strcspn(p, ",");

		memcpy(one, p, n < ITEM_MAX ? n : 0);
		one[n < ITEM_MAX ? n : 0] = '\0';
		if (!item(&s, one, service)) {
			warn("no such port or service: '%.*s'", (int)(n < 256 ? n : 256), p);
			return 0;
		}
		p += n;
		if (!*p)
			break;
	}
	*out = list(&s);
	return s.n;
}

uint16_t ports_service(const char *name)
{
	int port = service_port(name, "tcp");

	return port > 0 ? (uint16_t)port : 0;
}

static size_t common(size_t a, size_t b)
{
	while (b) {
		size_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

size_t ports_spread(size_t i, size_t n)
{
	size_t step;

	if (n <= KEEP_ORDER)
		return i;
	/* the golden section has every few steps fall far from each other */
	step = n * 618 / 1000;
	while (common(step, n) != 1)
		step++;
	return i * step % n;
}
