/* Bytes as -d and -e show them: in hexadecimal, sixteen a line. */
#ifndef LINKINFO_HEXDUMP_H
#define LINKINFO_HEXDUMP_H

#include <stddef.h>
#include <stdint.h>

#include "base/json.h"
#include "base/obuf.h"

/* Heading and lines; `at` is the number of the first byte. */
void hexdump(struct obuf *o, const uint8_t *p, size_t n, uint64_t at);

/* The bytes as one string, two digits each. */
void hexdump_json(struct json *j, const char *key, const uint8_t *p, size_t n);

#endif
