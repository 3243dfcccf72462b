/* Basic encoding rules, as SNMP uses them: X.690. */
#ifndef CAPTURE_PROTO_BER_H
#define CAPTURE_PROTO_BER_H

#include "print.h"

enum ber_type {
	BER_OTHER,
	BER_NULL,
	BER_OID,
	BER_INT,
	BER_STRING,
	BER_ADDR,
	BER_UNSIGNED,
	BER_BIG,
	BER_NO_OBJECT,
	BER_NO_INSTANCE,
	BER_END_OF_VIEW,
	BER_ANY,
	BER_SEQUENCE,
	BER_PDU
};

struct ber {
	enum ber_type type;
	uint8_t id;
	const uint8_t *start;	/* of all of it */
	struct view data;
};

/* The next element. False: there is none; that was said. */
bool ber_take(struct pkt *pk, struct view *v, struct ber *e, struct obuf *o);

/* The value as text, as far as it was not said when it was taken. False: it is none. */
bool ber_print(struct pkt *pk, const struct ber *e, struct obuf *o);

/* The element must be of that type; else it is printed behind the complaint. */
bool ber_expect(struct pkt *pk, struct view *v, struct ber *e, enum ber_type type,
		const char *complaint, struct obuf *o);

int32_t ber_int(const struct ber *e);

#endif
