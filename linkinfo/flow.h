/*
 * Rules of receive flow classification, struct ethtool_rx_flow_spec of linux/ethtool.h, as words,
 * text and JSON. Pure: no device.
 */
#ifndef LINKINFO_FLOW_H
#define LINKINFO_FLOW_H

#include <linux/ethtool.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/json.h"
#include "base/obuf.h"

struct flow_rule {
	struct ethtool_rx_flow_spec spec;
	uint32_t context;	/* of RSS, where spec.flow_type has FLOW_RSS */
};

enum flow_form {
	FLOW_DEC,
	FLOW_HEX,
	FLOW_HEX_UPPER,
	FLOW_IP4,
	FLOW_IP6,
	FLOW_MAC,
};

/* Bytes that can be compared, in network byte order. */
struct flow_field {
	char word[12];		/* "src-port"; "" ends a list */
	char label[16];		/* "Src port"; "": another field shows these bytes */
	uint8_t form;		/* enum flow_form */
	uint8_t at, size;	/* from the spec's h_u on; its mask lies FLOW_MASK behind */
};

/* What can be said of a flow: h_u with h_ext, and m_u with m_ext. */
#define FLOW_EXT_AT (sizeof(union ethtool_flow_union))
#define FLOW_MASK (FLOW_EXT_AT + sizeof(struct ethtool_flow_ext))

struct flow_type {
	uint32_t number;	/* TCP_V4_FLOW ... */
	char word[8];		/* "tcp4"; "" ends the table */
	char title[36];		/* "Rule Type: TCP over IPv4" */
	const struct flow_field *fields;
};

extern const struct flow_type flow_types[];

/* Fields beside those of the type: with FLOW_EXT; with FLOW_MAC_EXT. */
extern const struct flow_field flow_ext_fields[], flow_mac_ext_fields[];

/* The type without its flags. NULL: none that can be shown. */
const struct flow_type *flow_type_of(const struct ethtool_rx_flow_spec *spec);

/* A field of the spec: its bytes, and those of its mask (1: the bit is compared). */
uint8_t *flow_value(struct ethtool_rx_flow_spec *spec, const struct flow_field *f);
uint8_t *flow_mask(struct ethtool_rx_flow_spec *spec, const struct flow_field *f);

/* Text from "Filter: N" on. The type must be known. */
void flow_text(const struct flow_rule *rule, struct obuf *o);

/* Its keys, within an object; a mask has a 1 where a bit is not compared, as in text and words. */
void flow_json(const struct flow_rule *rule, struct json *j);

/* Why words are not a rule. */
enum flow_fault {
	FLOW_OK,
	FLOW_SYNTAX,		/* no type, or a word without what belongs to it */
	FLOW_OPTION,		/* no such word */
	FLOW_VALUE,		/* not a value, or the second one */
	FLOW_BAD_MASK,
	FLOW_NO_CONTEXT,	/* "context" ends the words */
	FLOW_CONTEXT_NEW,	/* the number that stands for a new one */
	FLOW_ACTION_QUEUE,	/* two ways to say where it goes */
	FLOW_ACTION_VF,
};

struct flow_trouble {
	enum flow_fault fault;
	const char *name;	/* the word */
	const char *text;	/* its value or mask */
};

/* Reads the words behind "flow-type". False: see the trouble. */
bool flow_read(char **words, struct flow_rule *rule, struct flow_trouble *t);

/* decimal, 0x or 0, up to max; from `min` below zero as two's complement. */
bool flow_number(const char *text, int64_t min, uint64_t max, uint64_t *to);

#endif
