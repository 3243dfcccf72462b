/* DCCP headers (RFC 4340, section 5), without the meaning of their options. */
#ifndef WIRE_DCCP_H
#define WIRE_DCCP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/addr.h"
#include "base/cur.h"
#include "base/put.h"

#define DCCP_START 8		/* what errors quote at least: ports and checksum */
#define DCCP_NUMBERED 16	/* and type and sequence number */
#define DCCP_REQUEST_HLEN 20	/* without options */
#define DCCP_HLEN_MAX 28	/* likewise, of any type */

enum dccp_type {
	DCCP_REQUEST,
	DCCP_RESPONSE,
	DCCP_DATA,
	DCCP_ACK,
	DCCP_DATAACK,
	DCCP_CLOSEREQ,
	DCCP_CLOSE,
	DCCP_RESET,
	DCCP_SYNC,
	DCCP_SYNCACK,
	DCCP_TYPES,
};

/* Some codes of section 5.6. */
enum dccp_reset {
	DCCP_RESET_ABORTED = 2,
	DCCP_RESET_NO_CONNECTION = 3,
	DCCP_RESET_REFUSED = 7,
};

/* Sequence numbers have 48 bits; Data, Ack and DataAck may hold the low 24 of them. */
#define DCCP_SEQ_MAX UINT64_C(0xffffffffffff)

struct dccp {
	uint16_t sport, dport;
	unsigned hlen;			/* 12 to 1020 bytes, options and all */
	uint8_t ccval, cscov;
	uint16_t sum;
	uint8_t type;			/* enum dccp_type */
	bool extended;			/* numbers of 48 bits */
	bool acks;			/* there is an acknowledgement number */
	uint64_t seq, ack;
	uint32_t service;		/* Request and Response */
	uint8_t code, data[3];		/* Reset; code as in enum dccp_reset or any other */
	struct cur options;		/* behind all these */
};

/*
 * Reads a header with its options and leaves the reader at the data. False: cut short, a length
 * below what the type has or beyond the bytes at hand, a reserved type, or short numbers where the
 * type has to have long ones: such packets are to be ignored (section 5.1).
 */
bool dccp_parse(struct cur *c, struct dccp *h);

/*
 * The start of a header that may be cut: ports, ccval, cscov and checksum, and where there are
 * DCCP_NUMBERED bytes with a long number also type and sequence number: then extended is true. The
 * rest of *h is 0. The reader is left behind what was read. False: less than DCCP_START bytes.
 */
bool dccp_parse_start(struct cur *c, struct dccp *h);

/* A type's name in lower case: "response"; NULL: a reserved one. */
const char *dccp_type_name(unsigned type);

/*
 * A header with long numbers, a zero checksum, which covers everything, and no options; the data
 * follow by put_*. Of *h it takes type, ports, seq, and what the type has of ack, service, code and
 * data.
 */
void dccp_put(struct put *w, const struct dccp *h);

/* Fills in the checksum of a finished packet that begins at `at` and ends with w; returns it. */
uint16_t dccp_put_sum(struct put *w, size_t at, const struct addr *src, const struct addr *dst);

/* Is the checksum right, and over no more than there is? */
bool dccp_sum_ok(struct cur packet, const struct addr *src, const struct addr *dst);

#endif
