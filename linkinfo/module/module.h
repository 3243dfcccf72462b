/*
 * A plug-in module (SFP, QSFP, OSFP): the pages of its memory that were read, and the facts that
 * they hold. A decoder tells one fact after the other to a listener, and knows nothing of how that
 * prints them. SFF-8024, SFF-8472, SFF-8636, OIF-CMIS.
 */
#ifndef MODULE_MODULE_H
#define MODULE_MODULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/json.h"
#include "base/obuf.h"

#define MODULE_PAGE 128		/* bytes in each half of what can be addressed at once */
#define MODULE_BANKS 4		/* of CMIS page 11h, eight lanes each */

/* What is read, 128 bytes each. */
enum module_part {
	MODULE_LOWER,		/* bytes 0 to 127 */
	MODULE_PAGE_00,		/* bytes 128 to 255 of page 00h, ... */
	MODULE_PAGE_01,
	MODULE_PAGE_02,
	MODULE_PAGE_03,
	MODULE_LANES,		/* of page 11h, one part a bank */
	MODULE_A2 = MODULE_LANES + MODULE_BANKS,	/* SFF-8472: bytes 0 to 127 at 51h */
	MODULE_PARTS
};

/* Which specification the memory follows. */
enum module_kind {
	MODULE_UNKNOWN,		/* nothing to decode: its bytes are all there is to show */
	MODULE_NAMED,		/* no more than its identifier is understood */
	MODULE_SFF8079,
	MODULE_SFF8472,		/* that, and diagnostics behind a second address */
	MODULE_SFF8636,
	MODULE_CMIS,
};

struct module {
	enum module_kind kind;
	bool has[MODULE_PARTS];
	uint8_t part[MODULE_PARTS][MODULE_PAGE];
};

/* Takes what was read of a part: without all of its 128 bytes it is not there. */
void module_fill(struct module *m, enum module_part part, const uint8_t *bytes, size_t n);

/* A part's bytes, or NULL. */
const uint8_t *module_part(const struct module *m, enum module_part part);

/*
 * Takes the memory as ETHTOOL_GMODULEEEPROM lays it out for a module of that type, one of
 * ETH_MODULE_SFF_..., from its first byte; any number of bytes will do.
 */
void module_flat(struct module *m, uint32_t type, const uint8_t *bytes, size_t n);

/* The kind by the identifier in byte 0, for those whose pages can be read one by one. */
enum module_kind module_paged(uint8_t identifier);

/* What the pages say about themselves; false also where the page that says it is not there. */
bool module_diagnoses(const struct module *m);		/* SFF-8472: is there a part A2? */
bool module_is_flat(const struct module *m);		/* no pages but 00h */
unsigned module_banks(const struct module *m);		/* CMIS: how many page 11h has */

enum fact_kind {
	FACT_CODE,		/* .code, and what it means in .text (or NULL) */
	FACT_WORD,		/* .text */
	FACT_ITEM,		/* .text; others of that label follow, or came just before */
	FACT_BYTES,		/* .bytes, .n */
	FACT_OUI,		/* .bytes, 3 of them */
	FACT_ON,
	FACT_YES, /* .code: 0 or 1 */
	FACT_NUMBER,		/* .value, .unit, to be told with so many .digits */
	FACT_POWER,		/* .value in milliwatts */
	FACT_TEMPERATURE,	/* .value in degrees Celsius */
};

struct fact {
	const char *label;
	enum fact_kind kind;
	unsigned code;
	const char *text;	/* printable ASCII */
	const char *note;	/* behind all, or NULL */
	const uint8_t *bytes;
	size_t n;
	double value;		/* finite */
	unsigned digits;
	const char *unit;	/* with the blank that stands in front of it */
};

struct listener {
	void (*tell)(void *to, const struct fact *f);
	void *to;
};

/* Tells all that the parts hold which are there. */
void module_tell(const struct module *m, const struct listener *l);

/* The two listeners. */
struct listener module_text(struct obuf *o);

struct module_json {
	struct json *j;
	const char *list;	/* label of the array that is open, or NULL */
};
struct listener module_json(struct module_json *to, struct json *j);
void module_json_end(struct module_json *to);

#endif
