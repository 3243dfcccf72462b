/*
 * Variables for the server (NEW-ENVIRON, RFC 1572). It gets those alone that the user has exported,
 * whatever it asks for; at the start these are none.
 */
#include <stdlib.h>
#include <unistd.h>

#include "base/prog.h"
#include "telnet.h"

enum { IS = 0, SEND = 1, INFO = 2 };
enum { VAR = 0, VALUE = 1, ESC = 2, USERVAR = 3 };

#define VALUE_SENT 8192		/* of a value, at most */

extern char **environ;

struct environ_var *environ_find(const struct telnet *t, const char *name)
{
	for (struct environ_var *v = t->environ; v; v = v->next)
		if (strcmp(v->name, name) == 0)
			return v;
	return NULL;
}

static char *copy(const char *text)
{
	size_t n = strlen(text) + 1;

	return memcpy(prog_alloc(n, 1), text, n);
}

void environ_define(struct telnet *t, const char *name, const char *value, bool exported)
{
	struct environ_var *v = environ_find(t, name);

	if (!v) {
		v = prog_alloc(1, sizeof(*v) + strlen(name) + 1);
		memcpy(v->name, name, strlen(name) + 1);
		v->next = t->environ;
		t->environ = v;
	}
	free(v->value);
	v->value = copy(value);
	v->exported = exported;
}

bool environ_undefine(struct telnet *t, const char *name)
{
	for (struct environ_var **at = &t->environ; *at; at = &(*at)->next) {
		struct environ_var *v = *at;

		if (strcmp(v->name, name) != 0)
			continue;
		*at = v->next;
		free(v->value);
		free(v);
		return true;
	}
	return false;
}

void environ_open(struct telnet *t)
{
	for (char **e = environ; e && *e; e++) {
		const char *equals = ob_find(*e, '=');
		size_t n = equals ? (size_t)(equals - *e) : 0;
		char *name;

		if (!n)
			continue;
		name = prog_alloc(n + 1, 1);
		memcpy(name, *e, n);
		environ_define(t, name, equals + 1, false);
		free(name);
	}
}

void environ_close(struct telnet *t)
{
	while (t->environ)
		environ_undefine(t, t->environ->name);
}

/* The names that RFC 1572 gives a meaning. */
static uint8_t type_of(const char *name)
{
	static const char known[][12] = {
		"USER", "JOB", "ACCT", "PRINTER", "SYSTEMTYPE", "DISPLAY"
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (strcmp(known[i], name) == 0)
			return VAR;
	return USERVAR;
}

static void add_text(struct queue *q, const char *text)
{
	static const uint8_t esc = ESC;

	for (size_t i = 0; text[i] && i < VALUE_SENT; i++) {
		if ((unsigned char)text[i] <= USERVAR)
			queue_add(q, &esc, 1);
		queue_add(q, text + i, 1);
	}
}

/* value: NULL where it is not told, or is none. */
static void add(struct queue *q, const char *name, const char *value)
{
	const uint8_t type = type_of(name), is = VALUE;

	queue_add(q, &type, 1);
	add_text(q, name);
	if (value) {
		queue_add(q, &is, 1);
		add_text(q, value);
	}
}

static void begin(struct queue *q, uint8_t what)
{
	const uint8_t head[] = { TO_NEW_ENVIRON, what };

	queue_open(q);
	queue_add(q, head, sizeof(head));
}

static void finish(struct telnet *t, struct queue *q)
{
	proto_send_sub(&t->proto, (const uint8_t *)q->b.p, q->b.len);
	trace_sub(t, true, (const uint8_t *)q->b.p, q->b.len);
	ob_close(&q->b);
}

static void add_all(const struct telnet *t, struct queue *q)
{
	for (const struct environ_var *v = t->environ; v; v = v->next)
		if (v->exported)
			add(q, v->name, v->value);
}

static void add_asked(const struct telnet *t, struct queue *q, const char *name)
{
	const struct environ_var *v = environ_find(t, name);

	add(q, name, v && v->exported ? v->value : NULL);
}

#define ASKED_MAX 64		/* names answered in one go */

/* Names as they stand behind SEND; without any, all is asked for. */
static void answer(struct telnet *t, const uint8_t *p, size_t n)
{
	char name[256];
	size_t len = 0, asked = 0;
	bool within = false, all = !n;
	struct queue q;

	begin(&q, IS);
	for (size_t i = 0; i <= n && asked < ASKED_MAX; i++) {
		if (i < n && within && p[i] == ESC && i + 1 < n) {
			i++;
		} else if (i == n || p[i] == VAR || p[i] == USERVAR) {
			name[len] = '\0';
			if (within && len) {
				add_asked(t, &q, name);
				asked++;
			}
			all = all || (within && !len);
			within = true;
			len = 0;
			continue;
		}
		if (within && p[i] && len < sizeof(name) - 1)
			name[len++] = (char)p[i];
	}
	if (all)
		add_all(t, &q);
	finish(t, &q);
}

void environ_sub(struct telnet *t, const uint8_t *p, size_t n)
{
	if (p[0] == SEND)
		answer(t, p + 1, n - 1);
}

void environ_send(struct telnet *t, const struct environ_var *v)
{
	struct queue q;

	begin(&q, INFO);
	add(&q, v->name, v->exported ? v->value : NULL);
	finish(t, &q);
}
