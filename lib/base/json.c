/* JSON writer; broken UTF-8 becomes U+FFFD, so that a line is valid whatever a peer sends. */
#include "base/json.h"

#include <stdio.h>
#include <string.h>

static void quoted(struct obuf *o, const void *from, size_t n)
{
	const unsigned char *p = from, *end = p + n;

	ob_c(o, '"');
	while (p < end) {
		size_t len = utf8_len(p, (size_t)(end - p));

		if (len == 0) {
			ob_str(o, "\\ufffd");
			len = 1;
		} else if (*p == '"' || *p == '\\') {
			ob_c(o, '\\');
			ob_c(o, (char)*p);
		} else if (*p < 0x20 || *p == 0x7f) {
			ob_str(o, "\\u");
			ob_hex(o, *p, 4);
		} else if (utf8_acts(p, len)) {	/* lines are read on terminals, too */
			ob_str(o, "\\u");
			ob_hex(o, utf8_code(p, len), 4);
		} else {
			ob_mem(o, p, len);
		}
		p += len;
	}
	ob_c(o, '"');
}

static void indent(struct json *j)
{
	if (!j->pretty)
		return;
	ob_c(j->o, '\n');
	for (unsigned i = 0; i < j->depth; i++)
		ob_str(j->o, "    ");
}

static void json_key(struct json *j, const char *key)
{
	if (j->comma)
		ob_c(j->o, ',');
	j->comma = true;
	if (key || j->tall)
		indent(j);
	if (!key)
		return;
	quoted(j->o, key, strlen(key));
	ob_str(j->o, j->pretty ? ": " : ":");
}

struct json json_line(struct obuf *o)
{
	ob_c(o, '{');
	return (struct json){ .o = o };
}

struct json json_tall(struct obuf *o)
{
	ob_c(o, '{');
	return (struct json){ .o = o, .pretty = true, .tall = true, .depth = 1 };
}

void json_end(struct json *j)
{
	if (j->tall) {
		j->depth--;
		indent(j);
	}
	ob_str(j->o, "}\n");
}

static void json_open(struct json *j, const char *key, char bracket)
{
	json_key(j, key);
	ob_c(j->o, bracket);
	if (j->pretty && !j->tall && bracket == '[')
		ob_c(j->o, ' ');
	j->comma = false;
	j->depth++;
}

static void json_shut(struct json *j, char bracket)
{
	j->depth--;
	if (j->comma && (j->tall || bracket == '}'))
		indent(j);
	else if (j->comma && j->pretty)
		ob_c(j->o, ' ');
	ob_c(j->o, bracket);
	j->comma = true;
}

struct json json_list(struct obuf *o)
{
	struct json j = { .o = o, .pretty = true };

	json_array(&j, NULL);
	return j;
}

void json_list_end(struct json *j)
{
	json_array_end(j);
	ob_c(j->o, '\n');
}

void json_object(struct json *j, const char *key)
{
	json_open(j, key, '{');
}

void json_object_end(struct json *j)
{
	json_shut(j, '}');
}

void json_array(struct json *j, const char *key)
{
	json_open(j, key, '[');
}

void json_array_end(struct json *j)
{
	json_shut(j, ']');
}

void json_mem(struct json *j, const char *key, const void *value, size_t n)
{
	json_key(j, key);
	quoted(j->o, value, n);
}

void json_str(struct json *j, const char *key, const char *value)
{
	json_mem(j, key, value, strlen(value));
}

void json_int(struct json *j, const char *key, int64_t value)
{
	json_key(j, key);
	ob_i(j->o, value);
}

void json_uint(struct json *j, const char *key, uint64_t value)
{
	json_key(j, key);
	ob_u(j->o, value);
}

void json_null(struct json *j, const char *key)
{
	json_key(j, key);
	ob_str(j->o, "null");
}

void json_bool(struct json *j, const char *key, bool value)
{
	json_key(j, key);
	ob_str(j->o, value ? "true" : "false");
}

void json_fix(struct json *j, const char *key, uint64_t value, unsigned digits)
{
	json_key(j, key);
	ob_fix(j->o, value, digits);
}

void json_real(struct json *j, const char *key, double value, unsigned digits)
{
	if (value - value != 0) {
		json_null(j, key);
		return;
	}
	json_key(j, key);
	ob_fmt(j->o, "%.*f", (int)digits, value);
}

void json_significant(struct json *j, const char *key, double value, unsigned digits)
{
	char text[40];

	if (value - value != 0) {
		json_null(j, key);
		return;
	}
	json_key(j, key);
	snprintf(text, sizeof(text), "%.*g", (int)digits, value);
	ob_str(j->o, text);
	if (!strpbrk(text, ".e"))
		ob_str(j->o, ".0");
}

void json_ms(struct json *j, const char *key, ns_t t)
{
	json_key(j, key);
	if (t < 0)
		ob_c(j->o, '-');
	ob_fix(j->o, t < 0 ? -(uint64_t)t : (uint64_t)t, 6);
}
