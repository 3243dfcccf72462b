/*
 * Sets of link modes: speeds and duplexes of a kind of medium, and with them what a device has of
 * ports, pause frames and forward error correction; linux/ethtool.h, ETHTOOL_LINK_MODE_...
 */
#ifndef LINKINFO_MODES_H
#define LINKINFO_MODES_H

#include <linux/ethtool.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/json.h"
#include "base/obuf.h"
#include "stringset.h"

#define MODES_WORDS INT8_MAX	/* as many as ETHTOOL_GLINKSETTINGS can ever have */
#define MODES_BITS (MODES_WORDS * 32)

struct modes {
	uint32_t word[MODES_WORDS];
	unsigned words;		/* those behind are 0 */
	unsigned bits;		/* as many as the device says there are */
};

static inline bool modes_has(const struct modes *m, unsigned bit)
{
	return m->word[bit / 32] >> bit % 32 & 1;
}

/* Takes over so many words from p; more than MODES_WORDS are ignored. */
void modes_set(struct modes *m, const void *p, size_t words);

bool modes_any(const struct modes *m);

/* Is there a bit without a name here? Only the device's kernel can name it then. */
bool modes_unknown(const struct modes *m);

/* Is it a speed, no port, way to pause or to correct errors? All that has no name is one. */
bool mode_is_link(unsigned bit);

/* The kernel's name, or NULL. */
const char *mode_name(unsigned bit);

/* The bit of that name, or -1. */
int mode_find(const char *name);

/* The one mode of old that a speed and a duplex stand for, or -1. */
int mode_of(uint32_t speed_mbps, uint8_t duplex);

/* The speeds, Half and Full on a line, lines behind the first indented by so many blanks. */
void modes_text(const struct modes *m, const struct stringset *names, unsigned indent,
		struct obuf *o);
void modes_json(const struct modes *m, const struct stringset *names, const char *key,
		struct json *j);

/* "Symmetric Receive-only" */
const char *modes_pause(const struct modes *m);

bool modes_any_fec(const struct modes *m);

/* Names of ports and of error correction, taken from 0 on up to NULL; "" where it is not set. */
const char *modes_port(const struct modes *m, unsigned i);
const char *modes_fec(const struct modes *m, unsigned i);

#endif
