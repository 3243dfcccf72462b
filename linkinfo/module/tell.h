/* What the decoders share: one call for each kind of fact, and the tables of SFF-8024. */
#ifndef MODULE_TELL_H
#define MODULE_TELL_H

#include "module/module.h"

/* meaning: NULL for a number alone. */
void tell_code(const struct listener *l, const char *label, unsigned code, const char *meaning);
void tell_word(const struct listener *l, const char *label, const char *text);
void tell_item(const struct listener *l, const char *label, const char *text);
void tell_bytes(const struct listener *l, const char *label, const uint8_t *bytes, size_t n);
void tell_oui(const struct listener *l, const char *label, const uint8_t *bytes);
void tell_on(const struct listener *l, const char *label, bool on);
void tell_yes(const struct listener *l, const char *label, bool yes);
void tell_number(const struct listener *l, const char *label, double value, unsigned digits,
		 const char *unit);

/* Text of the module, padded with blanks behind; what is not printable ASCII is told as '_'. */
void tell_text(const struct listener *l, const char *label, const uint8_t *bytes, size_t n);

/* One bit, and what it means where it is set. */
struct bit {
	uint8_t byte;
	uint8_t mask;
	char text[56];		/* "" ends the table */
};

/* An item for each one that is set. */
void tell_bits(const struct listener *l, const char *label, const struct bit *table,
	       const uint8_t *bytes);

/* The quantities that are monitored, in the units of the registers that hold them. */
enum quantity {
	QUANTITY_TEMPERATURE,	/* 1/256 degree Celsius, signed */
	QUANTITY_VOLTAGE,	/* 100 microvolts */
	QUANTITY_BIAS,		/* 2 microamperes */
	QUANTITY_POWER,		/* 0.1 microwatts */
};
void tell_quantity(const struct listener *l, const char *label, enum quantity q, int32_t value);

/* Their limits, and the flags for what passed them, stand in this order in all specifications. */
enum { LEVELS = 4 };
extern const char level_names[LEVELS][16];

/* "WHAT LEVEL threshold", each. */
void tell_thresholds(const struct listener *l, const char *what, enum quantity q,
		     const int32_t values[LEVELS]);

/* "WHAT LEVEL": on[i] is true where the i-th is passed. */
void tell_flags(const struct listener *l, const char *what, const bool on[LEVELS]);

/* The same of one lane, "WHAT LEVEL (CHANNEL n)". */
void tell_lane_flags(const struct listener *l, const char *what, const char *channel, unsigned n,
		     const bool on[LEVELS]);

/* "WHAT(Channel N)"; `what` ends with the blank that stands between. */
void tell_lane(const struct listener *l, const char *what, unsigned n, enum quantity q,
	       int32_t value);

/* The 16 bits at p, the high byte first. */
uint16_t module_u16(const uint8_t *p);

/* Those of a quantity: signed where that is. */
int32_t module_register(enum quantity q, const uint8_t *p);

/* Four in a row, in the order of the levels. */
void module_registers(enum quantity q, const uint8_t *p, int32_t to[LEVELS]);

/* 10 times the decimal logarithm of v, which is above 0. */
double decibel(double v);

/* SFF-8024; "reserved or unknown" where it has no such number. */
const char *sff8024_identifier(unsigned code);
const char *sff8024_connector(unsigned code);
const char *sff8024_sfp_encoding(unsigned code);
const char *sff8024_qsfp_encoding(unsigned code);

/* Extended specification compliance codes as SFP and QSFP tell them; SFP: NULL for no such one. */
const char *sff8024_sfp_extended(unsigned code);
const char *sff8024_qsfp_extended(unsigned code);

/* How a transmitter makes light, as QSFP (SFF-8636) and CMIS count it; or NULL. */
const char *module_technology(unsigned code);
#define MODULE_COPPER 10	/* from here on it is a cable of copper */

/* The decoders: they tell what the parts hold that are there. */
void sff8079_tell(const struct module *m, const struct listener *l);
void sff8472_tell(const struct module *m, const struct listener *l);
void sff8636_tell(const struct module *m, const struct listener *l);
void cmis_tell(const struct module *m, const struct listener *l);

#endif
