/*
 * Asks DNS where the routes of addresses come from, all at once, and prints a line of each,
 * "ADDRESS NUMBERS|PREFIX|COUNTRY|REGISTRY|DATE", when it is worth waiting for none any more. After
 * -s SECONDS it does so again, a "-" before each line: what came too late.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/prog.h"
#include "sys/ipinfo.h"
#include "sys/sock.h"

struct asking {
	struct loop loop;
	struct resolve_names names;
	struct ipinfo info;
	char **texts;
	size_t n;
	ns_t again;		/* how much later, or 0 */
	ns_t until;		/* when that is, or 0 */
	unsigned steps;
};

static const char *field(struct asking *a, size_t i, enum ipasn_field f, bool *pending)
{
	struct addr address;

	if (!sock_parse(&address, a->texts[i]))
		die(PROG_USAGE, "'%s' is no address", a->texts[i]);
	return ipinfo_field(&a->info, &address, f, pending);
}

static void print(struct asking *a, const char *before)
{
	bool pending;

	for (size_t i = 0; i < a->n; i++) {
		printf("%s%s ", before, a->texts[i]);
		for (enum ipasn_field f = 0; f < IPASN_FIELDS; f++)
			printf("%s%c", field(a, i, f, &pending), f + 1 < IPASN_FIELDS ? '|' : '\n');
	}
	fflush(stdout);
}

/* As a tool does: asks for all it has and waits for what is not known yet. */
static ns_t step(void *arg, ns_t now)
{
	struct asking *a = arg;
	bool pending, any = false;

	if (++a->steps > 10000)
		die(PROG_FAIL, "busy");
	for (size_t i = 0; i < a->n; i++) {
		field(a, i, IPASN_NUMBER, &pending);
		any = any || pending;
	}
	if (any)
		return NS_NEVER;
	if (!a->until) {
		print(a, "");
		a->until = now + a->again;
	}
	if (now < a->until)
		return a->until;
	if (a->again)
		print(a, "- ");
	loop_stop(&a->loop);
	return NS_NEVER;
}

int main(int argc, char **argv)
{
	struct asking a = { .texts = argv + 1, .n = (size_t)argc - 1 };

	if (argc > 3 && strcmp(argv[1], "-s") == 0 &&
	    num_seconds(argv[2], 1, 60 * NS_S, &a.again) == NUM_OK) {
		a.texts += 2;
		a.n -= 2;
	}
	if (argc < 2)
		die(PROG_USAGE, "usage: ipinfoask [-s SECONDS] ADDRESS...");
	loop_open(&a.loop);
	resolve_open(&a.names, &a.loop, true);
	ipinfo_open(&a.info, &a.names);
	loop_step(&a.loop, step, &a);
	loop_run(&a.loop);
	resolve_close(&a.names);
	ipinfo_close(&a.info);
	loop_close(&a.loop);
	return PROG_OK;
}
