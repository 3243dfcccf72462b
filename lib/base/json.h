/* JSON lines (RFC 8259) on an obuf: one object a line, commas and escapes taken care of. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/obuf.h"

/* A key is NULL inside an array. Keys are our own text; values may come from outside. */
struct json {
	struct obuf *o;
	bool comma;		/* something stands before on this level */
	bool pretty;		/* a key a line, indented */
	bool tall;		/* pretty, and so the elements of arrays */
	unsigned depth;
};

/* Opens the object of one line. */
struct json json_line(struct obuf *o);

/* Closes it, with a line feed. */
void json_end(struct json *j);

/* One array for all, its objects with a key a line, as ethtool and ip print it. */
struct json json_list(struct obuf *o);
void json_list_end(struct json *j);

/* One object over many lines, as Python and mtr print it; json_end() closes it. */
struct json json_tall(struct obuf *o);

void json_object(struct json *j, const char *key);
void json_object_end(struct json *j);
void json_array(struct json *j, const char *key);
void json_array_end(struct json *j);

void json_str(struct json *j, const char *key, const char *value);
void json_mem(struct json *j, const char *key, const void *value, size_t n);
void json_int(struct json *j, const char *key, int64_t value);
void json_uint(struct json *j, const char *key, uint64_t value);
void json_null(struct json *j, const char *key);
void json_bool(struct json *j, const char *key, bool value);

/* value / 10^digits as a decimal fraction. */
void json_fix(struct json *j, const char *key, uint64_t value, unsigned digits);

/* Rounded to so many digits behind the point; null for what is not finite. */
void json_real(struct json *j, const char *key, double value, unsigned digits);

/* So many significant digits, and at least one behind the point; null for what is not finite. */
void json_significant(struct json *j, const char *key, double value, unsigned digits);

/* A duration in milliseconds, exact to the nanosecond; the key ends in _ms. */
void json_ms(struct json *j, const char *key, ns_t t);

#endif
