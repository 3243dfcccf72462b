/* Answers written out in the file, for lies that no honest description can tell. */
#include "nicsim.h"

#include <arpa/inet.h>
#include <linux/netlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NESTS 16

/* Appends what "TYPE:VALUE" says. */
static void raw_value(const struct fact *f, const char *type, const char *value, size_t len,
		      struct bytes *to)
{
	size_t n;
	uint64_t v;

	if (!strcmp(type, "flag"))
		return;
	if (!strcmp(type, "hex")) {
		parse_hex(f, value, to);
	} else if (!strcmp(type, "str")) {
		put(to, value, len);
		put(to, "", 1);
	} else if (!strcmp(type, "text")) {
		put(to, value, len);
	} else if (!strncmp(type, "str", 3)) {
		n = parse_num(f, type + 3);
		put(to, value, len < n ? len : n);
		put_zero(to, len < n ? n - len : 0);
	} else if (!strcmp(type, "zero")) {
		put_zero(to, parse_num(f, value));
	} else if (!strcmp(type, "be16")) {
		put(to, &(uint16_t){ htons((uint16_t)parse_num(f, value)) }, 2);
	} else if (*type == 'u' || *type == 's') {
		n = parse_num(f, type + 1) / 8;
		v = parse_num(f, value);
		if (n < 1 || n > 8)
			nic_bad(f, "no such type", type);
		put(to, &v, n);			/* little end first */
	} else {
		nic_bad(f, "no such type", type);
	}
}

void raw_values(const struct fact *f, size_t from, struct bytes *to)
{
	for (size_t i = from; i < f->n_args; i++) {
		const struct arg *a = &f->args[i];
		char type[16];
		size_t n = strcspn(a->value, ":");

		if (a->key || n >= sizeof(type))
			nic_bad(f, "not TYPE:VALUE", a->value);
		memcpy(type, a->value, n);
		type[n] = '\0';
		n += a->value[n] == ':';
		raw_value(f, type, a->value + n, a->len - n, to);
	}
}

static const char *blanks(const char *s)
{
	return s + strspn(s, " \t");
}

/* A value of an attribute: up to a blank or a brace, or quoted. */
static const char *take_value(const char *s, struct bytes *v)
{
	bool quoted = *s == '"';

	for (s += quoted; *s && (quoted ? *s != '"' : !strchr(" \t{}", *s)); s++) {
		char c = *s;

		if (c == '\\' && s[1] == 'x' && s[2] && s[3]) {
			char two[3] = { s[2], s[3], 0 };

			c = (char)strtoul(two, NULL, 16);
			s += 3;
		} else if (c == '\\' && s[1]) {
			s++;
			c = *s == 'n' ? '\n' : *s == 'e' ? '\033' : *s;
		}
		put(v, &c, 1);
	}
	put(v, "", 1);
	v->len--;
	return s + (quoted && *s == '"');
}

/* One "TYPE=KIND:VALUE"; s is behind the '='. */
static const char *raw_attr(const struct fact *f, const char *s, struct bytes *data)
{
	size_t n = strcspn(s, ": \t}");
	struct bytes v = { 0 };
	char kind[16];

	if (n >= sizeof(kind))
		nic_bad(f, "no such kind", s);
	memcpy(kind, s, n);
	kind[n] = '\0';
	s += n;
	if (*s == ':')
		s = take_value(s + 1, &v);
	raw_value(f, kind, v.at ? (char *)v.at : "", v.len, data);
	free(v.at);
	return s;
}

/* The head of an attribute in the text: its type, and the length it claims, 0 for the true one. */
static const char *raw_head(const struct fact *f, const char *s, uint16_t *type, size_t *lie)
{
	char *end;

	*type = (uint16_t)strtoul(s, &end, 0);
	if (end == s)
		nic_bad(f, "not an attribute", s);
	*lie = 0;
	if (*end == '!')
		*lie = strtoul(end + 1, &end, 0);
	return end;
}

static void set_length(struct bytes *b, size_t at, size_t lie)
{
	uint16_t len = (uint16_t)(lie ? lie : b->len - at);

	memcpy(b->at + at, &len, sizeof(len));
	put_zero(b, padded(b->len) - b->len);
}

void raw_attrs(const struct fact *f, const char *s, struct bytes *to, bool *bare)
{
	struct {
		size_t at, lie;
	} nest[NESTS];
	size_t depth = 0, lie, at;
	uint16_t type;

	s = blanks(s);
	*bare = !strncmp(s, "bare", 4);
	for (s = blanks(*bare ? s + 4 : s); *s; s = blanks(s)) {
		if (!strncmp(s, "raw=", 4)) {
			s = raw_attr(f, s + 4, to);
			continue;
		}
		if (*s == '}' && depth) {
			depth--;
			set_length(to, nest[depth].at, nest[depth].lie);
			s++;
			continue;
		}
		s = raw_head(f, s, &type, &lie);
		at = to->len;
		attr_put(to, *s == '{' ? type | NLA_F_NESTED : type, NULL, 0);
		if (*s == '{' && depth < NESTS) {
			nest[depth].at = at;
			nest[depth++].lie = lie;
			s++;
		} else if (*s == '=') {
			s = raw_attr(f, s + 1, to);
			set_length(to, at, lie);
		} else {
			nic_bad(f, "not '=' or '{'", s);
		}
	}
	if (depth)
		nic_bad(f, "no closing brace", f->rest);
}

const struct fact *raw_of(const char *word, const char *command)
{
	struct fact *f = (struct fact *)(uintptr_t)fact_of(word, command), *last = f;

	/* in the order of the file, the last one for good */
	for (; f; f = (struct fact *)(uintptr_t)fact_next(f)) {
		if (!f->n_args || strcmp(f->args[0].value, command))
			continue;
		last = f;
		if (!f->asked)
			break;
	}
	if (last)
		last->asked++;
	return last;
}
