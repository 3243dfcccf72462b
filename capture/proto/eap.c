/* EAP (RFC 3748): code(1) id(1) length(2), type(1) and its data. */
#include "proto/eap.h"

enum code { REQUEST = 1, RESPONSE, SUCCESS, FAILURE };
enum type {
	IDENTITY = 1,
	NOTIFICATION,
	NAK,
	TLS = 13,
	SIM = 18,
	TTLS = 21,
	AKA = 23,
	FAST = 43,
};

#define LENGTH_BIT 0x80

static const struct word codes[] = {
	{ REQUEST, "Request" }, { RESPONSE, "Response" }, { SUCCESS, "Success" },
	{ FAILURE, "Failure" }, { 0, NULL },
};
static const struct word types[] = {
	{ 0, "No proposed" }, { IDENTITY, "Identity" }, { NOTIFICATION, "Notification" },
	{ NAK, "Nak" }, { 4, "MD5-challenge" }, { 5, "OTP" }, { 6, "GTC" }, { TLS, "TLS" },
	{ SIM, "SIM" }, { TTLS, "TTLS" }, { AKA, "AKA" }, { FAST, "FAST" },
	{ 254, "Expanded types" }, { 255, "Experimental" }, { 0, NULL },
};
static const struct word flags[] = {
	{ LENGTH_BIT, "L bit" }, { 0x40, "More fragments bit" }, { 0x20, "Start bit" }, { 0, NULL },
};
static const struct word subtypes[] = {
	{ 1, "Challenge" }, { 2, "Auth reject" }, { 4, "Sync failure" }, { 5, "Identity" },
	{ 10, "Start" }, { 11, "Challenge" }, { 12, "Notification" }, { 13, "Reauth" },
	{ 14, "Client error" }, { 0, NULL },
};

void eap_numbered(struct obuf *o, const struct word *words, uint8_t v)
{
	const char *name = word_of(words, v);

	ob_str(o, name ? name : "unknown");
	ob_num(o, " (", v, ")");
}

static void text(struct obuf *o, const char *what, const struct view *v)
{
	if (v->len < 6)
		return;
	ob_str(o, what);
	ob_vis_text(o, v->p + 5, v->len - 5);
}

static void nak(struct pkt *pk, const struct view *v, struct obuf *o)
{
	if (v->len < 6)
		ob_str(o, " (too short for EAP Legacy NAK request/response)");
	for (size_t i = 5; i < v->len && pkt_step(pk); i++) {
		ob_str(o, i > 5 ? ", " : " ");
		eap_numbered(o, types, v->p[i]);
	}
}

static void tls(struct obuf *o, uint8_t type, const struct view *v)
{
	uint8_t b;

	const char *name = type == FAST ? " (too short for EAP FAST request/response" :
					  " (too short for EAP TLS/TTLS request/response";

	if (v->len < 6) {
		ob_str(o, name);
		ob_c(o, ')');
		return;
	}
	b = v->p[5];
	if (type != TLS)
		ob_num(o, type == TTLS ? " TTLSv" : " FASTv", b & 7, "");
	ob_str(o, " flags [");
	ob_bits(o, flags, b, ", ", "none");
	ob_str(o, "] ");
	ob_0x(o, b, 2);
	if (!(b & LENGTH_BIT))
		return;
	if (v->len < 10) {
		ob_str(o, name);
		ob_str(o, " with length)");
	} else {
		ob_num(o, ", len ", be32(v->p + 6), "");
	}
}

static void sim(struct obuf *o, const struct view *v)
{
	const char *name;

	if (v->len < 6) {
		ob_str(o, " (too short for EAP SIM/AKA request/response)");
		return;
	}
	name = word_of(subtypes, v->p[5]);
	ob_str(o, " subtype [");
	ob_str(o, name ? name : "unknown");
	ob_str(o, "] ");
	ob_0x(o, v->p[5], 2);
}

/* The whole of v is there. */
static void exchange(struct pkt *pk, struct view v, struct obuf *o)
{
	uint8_t type;

	if (v.len < 5) {
		ob_str(o, " (too short for EAP request/response)");
		return;
	}
	type = v.p[4];
	ob_str(o, "\n\t\t Type ");
	eap_numbered(o, types, type);
	if (type == IDENTITY)
		text(o, ", Identity: ", &v);
	else if (type == NOTIFICATION && v.len < 6)
		ob_str(o, " (too short for EAP Notification request/response)");
	else if (type == NOTIFICATION)
		text(o, ", Notification: ", &v);
	else if (type == NAK)
		nak(pk, &v, o);
	else if (type == TLS || type == TTLS || type == FAST)
		tls(o, type, &v);
	else if (type == SIM || type == AKA)
		sim(o, &v);
}

void eap_packet(struct pkt *pk, struct view v, size_t promised, struct obuf *o)
{
	const uint8_t *p;
	size_t len;

	/* here alone -x shows the link header too */
	pk->whole = true;
	p = view_at(&v, 0, 4);
	pk->whole = false;
	len = be16(p + 2);
	if (pk->failed)
		return;
	if (len != promised) {
		ob_str(o, "EAP fragment?");
		return;
	}
	eap_numbered(o, codes, p[0]);
	ob_num(o, ", id ", p[1], ", len ");
	ob_u(o, len);
	view_need(&v, len);
	v.len = len;
	if (!pk->failed && (p[0] == REQUEST || p[0] == RESPONSE))
		exchange(pk, v, o);
}
