/*
 * Asks a whois server for the AS numbers of addresses, all at once, and prints "ADDRESS NUMBERS" as
 * they become known, in the order of the command line; then "again ADDRESS NUMBERS", asked anew.
 * Those behind a "-" are asked about when those before it are known.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/prog.h"
#include "sys/sock.h"
#include "sys/whois.h"

struct asking {
	struct loop loop;
	struct whois whois;
	char **texts;
	size_t n, told;
};

static const char *origin(struct asking *a, size_t i, bool *pending)
{
	struct addr address;

	if (!sock_parse(&address, a->texts[i]))
		die(PROG_USAGE, "'%s' is no address", a->texts[i]);
	return whois_origin(&a->whois, &address, pending);
}

static bool is_pause(const struct asking *a, size_t i)
{
	return strcmp(a->texts[i], "-") == 0;
}

/* As a tool does: asks for all it has, prints in order, and waits for what is not known yet. */
static ns_t step(void *arg, ns_t now)
{
	struct asking *a = arg;
	bool pending = false;

	(void)now;
	for (size_t i = a->told; i < a->n; i++) {
		const char *text;

		if (is_pause(a, i)) {
			if (i != a->told)
				break;
			a->told++;
			continue;
		}
		text = origin(a, i, &pending);
		if (!pending != !!text)
			die(PROG_FAIL, "text and pending do not agree");
		if (i == a->told && text) {
			printf("%s %s\n", a->texts[i], text);
			fflush(stdout);
			a->told++;
		}
	}
	if (a->told == a->n)
		loop_stop(&a->loop);
	return NS_NEVER;
}

int main(int argc, char **argv)
{
	struct asking a = { .texts = argv + 3, .n = (size_t)argc - 3 };
	const char *error;
	bool pending;

	if (argc < 4)
		die(PROG_USAGE, "usage: whoisask SERVER SERVICE ADDRESS...");
	loop_open(&a.loop);
	error = whois_open(&a.whois, &a.loop, *argv[1] ? argv[1] : NULL, *argv[2] ? argv[2] : NULL);
	if (error)
		warn("%s/%s: %s", argv[1], argv[2], error);
	loop_step(&a.loop, step, &a);
	loop_run(&a.loop);
	for (size_t i = 0; i < a.n; i++)
		if (!is_pause(&a, i))
			printf("again %s %s\n", a.texts[i], origin(&a, i, &pending));
	whois_close(&a.whois);
	loop_close(&a.loop);
	return error ? PROG_FAIL : PROG_OK;
}
