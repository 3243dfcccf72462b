/* What the printers of both versions of IKE share: the walk over payloads, and their pieces. */
#ifndef CAPTURE_PROTO_IKE_H
#define CAPTURE_PROTO_IKE_H

#include "print.h"

#define IKE_PAYLOAD 4		/* next(1) critical(1) length(2) */

enum ike_payload {
	IKE_NONE,
	IKE_SA,
	IKE_P,
	IKE_T,
	IKE_KE,
	IKE_ID,
	IKE_CERT,
	IKE_CR,
	IKE_HASH,
	IKE_SIG,
	IKE_NONCE,
	IKE_N,
	IKE_D,
	IKE_VID,
	IKE2_SA = 33,
	IKE2_KE,
	IKE2_IDI,
	IKE2_IDR,
	IKE2_CERT,
	IKE2_CR,
	IKE2_AUTH,
	IKE2_NONCE,
	IKE2_N,
	IKE2_D,
	IKE2_VID,
	IKE2_TSI,
	IKE2_TSR,
	IKE2_E,
	IKE2_CP,
	IKE2_EAP,
};

struct ike {
	struct pkt *pk;
	struct obuf *o;
	unsigned depth;
	uint8_t protocol;	/* of the proposal that a transform is in */
	bool v2;
};

/* Names of the values that an attribute may have, or NULL. */
struct ike_attr {
	const char *name;
	const char *const *values;
	unsigned count;
};

extern const struct ike_attr ike_oakley[];
extern const struct ike_attr ike_ipsec[];
extern const struct ike_attr ike_v2[];
#define IKE_OAKLEY 17
#define IKE_IPSEC 10
#define IKE_V2 15

/* One of a list of names, NULL: none; as "#" and its number where there is none. */
void ike_name(struct obuf *o, const char *const *names, unsigned count, unsigned value);
void ike_payload_name(struct obuf *o, unsigned payload);
void ike_protocol_name(struct obuf *o, unsigned protocol);

extern const char *const ike_esp_ids[], *const ike_groups[];
#define IKE_ESP_IDS 13
#define IKE_GROUPS 19

/* " [|payload]"; false, always. */
bool ike_mark(struct ike *k, unsigned payload);

/* A new line, indented, and a bracket. */
void ike_open(struct ike *k);

/* n bytes in hexadecimal. False: they are not there. */
bool ike_hex(struct ike *k, const struct view *v, size_t n);

/* The first and the last ones of all that there is, whichever payload it belongs to. */
void ike_ends(struct ike *k, const struct view *v);

/* Attributes up to n bytes behind v, which moves behind the last. */
void ike_attrs(struct ike *k, struct view *v, size_t n, const struct ike_attr *map, unsigned max);

/* Payloads, the first of that kind, up to the last one. False: one lies, nothing follows. */
bool ike_payloads(struct ike *k, struct view *v, unsigned payload);

/*
 * One payload, from its header on, n bytes by its own length; v moves to where the next begins.
 * False: nothing follows. Undoes nothing: what it has said stays.
 */
bool ike1_payload(struct ike *k, struct view *v, unsigned payload, size_t n);
bool ike2_payload(struct ike *k, struct view *v, unsigned payload, size_t n);

#endif
