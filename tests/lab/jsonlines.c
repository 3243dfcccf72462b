/*
 * Checks JSON lines (RFC 8259): each line one object, no key twice, the last line complete.  Prints
 * each as key=value separated by tabs, values as they stand, for shell tests to look into.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "../unit/validator.h"

#define KEYS_MAX 64

struct keys {
	char *name[KEYS_MAX];
	unsigned n;
};

/* False: there already, or one too many. */
static bool keys_add(struct keys *k, const struct validator *v)
{
	char *name = strndup((const char *)v->string, v->len);

	for (unsigned i = 0; i < k->n; i++)
		if (!name || strcmp(k->name[i], name) == 0)
			return false;
	if (!name || k->n == KEYS_MAX)
		return false;
	k->name[k->n++] = name;
	return true;
}

/* One "key": value, printed behind `sep`. */
static bool member(struct validator *v, struct keys *k, const char *sep)
{
	const unsigned char *start;

	valid_blank(v);
	if (!valid_string(v) || !keys_add(k, v))
		return false;
	valid_blank(v);
	if (!valid_take(v, ':'))
		return false;
	valid_blank(v);
	start = v->p;
	if (!valid_value(v))
		return false;
	printf("%s%s=%.*s", sep, k->name[k->n - 1], (int)(v->p - start), (const char *)start);
	valid_blank(v);
	return true;
}

static bool object(struct validator *v, struct keys *k)
{
	const char *sep = "";

	valid_blank(v);
	if (!valid_take(v, '{'))
		return false;
	do {
		if (!member(v, k, sep))
			return false;
		sep = "\t";
	} while (valid_take(v, ','));
	if (!valid_take(v, '}'))
		return false;
	valid_blank(v);
	return v->p == v->end;
}

int main(void)
{
	unsigned long number = 0;
	char *line = NULL;
	size_t size = 0;
	ssize_t n;

	while ((n = getline(&line, &size, stdin)) > 0) {
		struct validator v = { .p = (unsigned char *)line,
				       .end = (unsigned char *)line + n - 1 };
		struct keys k = { .n = 0 };
		bool good = line[n - 1] == '\n' && object(&v, &k);

		number++;
		putchar('\n');
		while (k.n)
			free(k.name[--k.n]);
		if (good)
			continue;
		fprintf(stderr,
			"line %lu is no JSON object on a line of its own, at byte %ld: %s\n",
			number, (long)(v.p - (unsigned char *)line), line);
		return 1;
	}
	free(line);
	return fflush(stdout) ? 2 : 0;
}
