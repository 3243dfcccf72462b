/* Payloads of IKE version 1 (RFC 2407, 2408, 2409). */
#include "proto/ike.h"

#define IPSEC 1

static const char *const ah_ids[] = {
	NULL, "(reserved)", "md5", "sha", "1des", "sha2-256", "sha2-384", "sha2-512",
};
static const char *const isakmp_ids[] = { NULL, "ike" };
static const char *const ipcomp_ids[] = { NULL, "oui", "deflate", "lzs" };

static const char *const id_types[] = {
	NULL, "IPv4", "FQDN", "user FQDN", "IPv4net", "IPv6", "IPv6net", "IPv4range", "IPv6range",
	"ASN1 DN", "ASN1 GN", "keyid",
};
enum id { IP4 = 1, FQDN, USER, IP4NET, IP6, IP6NET, IP4RANGE, IP6RANGE };

static const char *const cert_types[] = {
	"none", "pkcs7", "pgp", "dns", "x509sign", "x509ke", "kerberos", "crl", "arl", "spki",
	"x509attr",
};

static const char *const errors[] = {
	NULL, "INVALID-PAYLOAD-TYPE", "DOI-NOT-SUPPORTED", "SITUATION-NOT-SUPPORTED",
	"INVALID-COOKIE", "INVALID-MAJOR-VERSION", "INVALID-MINOR-VERSION",
	"INVALID-EXCHANGE-TYPE", "INVALID-FLAGS", "INVALID-MESSAGE-ID", "INVALID-PROTOCOL-ID",
	"INVALID-SPI", "INVALID-TRANSFORM-ID", "ATTRIBUTES-NOT-SUPPORTED", "NO-PROPOSAL-CHOSEN",
	"BAD-PROPOSAL-SYNTAX", "PAYLOAD-MALFORMED", "INVALID-KEY-INFORMATION",
	"INVALID-ID-INFORMATION", "INVALID-CERT-ENCODING", "INVALID-CERTIFICATE",
	"CERT-TYPE-UNSUPPORTED", "INVALID-CERT-AUTHORITY", "INVALID-HASH-INFORMATION",
	"AUTHENTICATION-FAILED", "INVALID-SIGNATURE", "ADDRESS-NOTIFICATION",
	"NOTIFY-SA-LIFETIME", "CERTIFICATE-UNAVAILABLE", "UNSUPPORTED-EXCHANGE-TYPE",
	"UNEQUAL-PAYLOAD-LENGTHS",
};
static const char *const statuses[] = { "RESPONDER-LIFETIME", "REPLAY-STATUS", "INITIAL-CONTACT" };
static const char *const reserved[] = { "RESERVED" };
static const char *const connected[] = { "CONNECTED" };
#define LIFETIME 24576
#define REPLAY 24577

#define NAME(o, list, value) ike_name(o, list, sizeof(list) / sizeof((list)[0]), value)

static bool sa(struct ike *k, struct view *v)
{
	static const struct word situations[] = {
		{ 1, "identity" }, { 2, "secrecy" }, { 4, "integrity" }, { 0, NULL },
	};
	struct obuf *o = k->o;
	uint32_t doi, situation;

	ob_str(o, "sa:");
	if (!view_has(v, 0, 12))
		return ike_mark(k, IKE_SA);
	doi = be32(v->p + 4);
	situation = be32(v->p + 8);
	if (doi != IPSEC) {
		ob_num(o, " doi=", doi, " situation=");
		ob_u(o, situation);
		view_pass(v, 12);
		return true;
	}
	ob_str(o, " doi=ipsec situation=");
	ob_bits(o, situations, situation, "+", "");
	view_pass(v, 12);
	if (situation != 1) {
		if (!view_has(v, 0, 4))
			return ike_mark(k, IKE_SA);
		/* what the classic tool shows there is the domain again */
		ob_num(o, " ident=", doi, "");
		view_pass(v, 4);
	}
	if (!view_has(v, 0, IKE_PAYLOAD))
		return ike_mark(k, IKE_SA);
	return ike_payloads(k, v, IKE_P);
}

static bool proposal(struct ike *k, struct view *v)
{
	uint8_t outer = k->protocol, size;
	struct obuf *o = k->o;
	bool good;

	ob_str(o, "p:");
	if (!view_has(v, 0, 8))
		return ike_mark(k, IKE_P);
	size = v->p[6];
	ob_num(o, " #", v->p[4], " protoid=");
	ike_protocol_name(o, v->p[5]);
	ob_num(o, " transform=", v->p[7], "");
	k->protocol = v->p[5];
	view_pass(v, 8);
	if (size) {
		ob_str(o, " spi=");
		if (!ike_hex(k, v, size))
			return ike_mark(k, IKE_P);
		view_pass(v, size);
	}
	if (!view_has(v, 0, IKE_PAYLOAD))
		return ike_mark(k, IKE_P);
	good = ike_payloads(k, v, IKE_T);
	k->protocol = outer;
	return good;
}

static bool transform(struct ike *k, struct view *v, size_t n)
{
	struct obuf *o = k->o;
	uint8_t id;

	ob_str(o, "t:");
	if (!view_has(v, 0, 8))
		return ike_mark(k, IKE_T);
	id = v->p[5];
	ob_num(o, " #", v->p[4], " id=");
	view_pass(v, 8);
	n = n < 8 ? 0 : n - 8;
	switch (k->protocol) {
	case 1:
		NAME(o, isakmp_ids, id);
		break;
	case 2:
		NAME(o, ah_ids, id);
		break;
	case 3:
		ike_name(o, ike_esp_ids, IKE_ESP_IDS, id);
		break;
	case 4:
		NAME(o, ipcomp_ids, id);
		break;
	default:
		ob_num(o, "", id, " ");
		ike_attrs(k, v, n, NULL, 0);
		return true;
	}
	ob_c(o, ' ');
	if (k->protocol == 1)
		ike_attrs(k, v, n, ike_oakley, IKE_OAKLEY);
	else
		ike_attrs(k, v, n, ike_ipsec, IKE_IPSEC);
	return true;
}

static void id_data(struct ike *k, uint8_t type, const uint8_t *p, size_t n)
{
	static const uint8_t needed[] = {
		[IP4] = 4, [IP4NET] = 8, [IP6] = 16, [IP6NET] = 32, [IP4RANGE] = 8, [IP6RANGE] = 32,
	};
	struct obuf *o = k->o;

	if (type < sizeof(needed) && n < needed[type]) {
		ob_num(o, " [bad: < ", needed[type], "]");
		return;
	}
	switch (type) {
	case IP4:
		ob_c(o, ' ');
		names_ip4(k->pk, o, p);
		break;
	case FQDN:
	case USER:
		ob_c(o, ' ');
		for (size_t i = 0; i < n; i++)
			ob_vis(o, p[i]);
		break;
	case IP4NET:
	case IP4RANGE:
		ob_c(o, ' ');
		names_ip4(k->pk, o, p);
		ob_c(o, type == IP4NET ? '/' : '-');
		if (type == IP4NET)
			ob_ip4(o, p + 4);
		else
			names_ip4(k->pk, o, p + 4);
		break;
	case IP6:
	case IP6NET:
	case IP6RANGE:
		ob_c(o, ' ');
		names_ip6(k->pk, o, p);
		if (type == IP6NET) {
			ob_str(o, "/0x");
			ob_hex_bytes(o, p + 16, 16);
		} else if (type == IP6RANGE) {
			ob_c(o, '-');
			names_ip6(k->pk, o, p + 16);
		}
		break;
	}
}

static bool identity(struct ike *k, struct view *v, size_t n)
{
	struct obuf *o = k->o;
	const char *protocol;

	ob_str(o, "id:");
	if (!view_has(v, 0, 8))
		return ike_mark(k, IKE_ID);
	ob_str(o, " idtype=");
	NAME(o, id_types, v->p[4]);
	protocol = v->p[5] ? names_proto(k->pk, v->p[5]) : NULL;
	ob_str(o, " protoid=");
	if (protocol)
		ob_str(o, protocol);
	else
		ob_u(o, v->p[5]);
	ob_num(o, " port=", be16(v->p + 6), "");
	if (n <= 8)
		return true;
	ob_num(o, " len=", n - 8, "");
	id_data(k, v->p[4], v->p + 8, n - 8);
	if (k->pk->show->v > 2 && (!v->p[4] || v->p[4] > IP6RANGE)) {
		ob_c(o, ' ');
		ob_hex_bytes(o, v->p + 8, n - 8);
	}
	return true;
}

/* What is only told the length of; with -vvv all of it. */
static bool plain(struct ike *k, struct view *v, const char *title, size_t n)
{
	ob_num(k->o, title, n - IKE_PAYLOAD, "");
	if (k->pk->show->v > 2) {
		ob_c(k->o, ' ');
		ob_hex_bytes(k->o, v->p + IKE_PAYLOAD, n - IKE_PAYLOAD);
	}
	return true;
}

static bool nonce(struct ike *k, struct view *v, size_t n)
{
	struct view rest = view_behind(*v, IKE_PAYLOAD);

	plain(k, v, "nonce: n len=", n);
	if (k->pk->show->v == 2) {
		ob_str(k->o, "  data=(");
		ike_ends(k, &rest);
		ob_c(k->o, ')');
	}
	return true;
}

static bool certificate(struct ike *k, struct view *v, unsigned payload, size_t n)
{
	struct obuf *o = k->o;

	ike_payload_name(o, payload);
	ob_c(o, ':');
	if (!view_has(v, 0, 6))
		return ike_mark(k, payload);
	ob_num(o, " len=", n - IKE_PAYLOAD, " type=");
	NAME(o, cert_types, v->p[4]);
	if (k->pk->show->v > 2) {
		ob_c(o, ' ');
		ob_hex_bytes(o, v->p + IKE_PAYLOAD, n - IKE_PAYLOAD);
	}
	return true;
}

static void notify_name(struct obuf *o, uint32_t doi, uint16_t type)
{
	if (doi == IPSEC && type >= LIFETIME && type < 32768)
		NAME(o, statuses, type - 24576u);
	else if (type >= 16384 && type < LIFETIME)
		NAME(o, connected, type - 16384u);
	else if (doi == IPSEC && type >= 8192 && type < 16384)
		NAME(o, reserved, type - 8192u);
	else
		NAME(o, errors, type);
}

/* " doi= proto=" */
static void domain(struct ike *k, uint32_t doi, uint8_t protocol)
{
	if (doi != IPSEC) {
		ob_num(k->o, " doi=", doi, " proto=");
		ob_u(k->o, protocol);
		return;
	}
	ob_str(k->o, " doi=ipsec proto=");
	ike_protocol_name(k->o, protocol);
}

/* What a notification and a deletion begin with: header(4) domain(4) protocol(1), of 12 bytes. */
static bool domain_of(struct ike *k, const struct view *v, const char *name, uint8_t payload)
{
	ob_str(k->o, name);
	if (!view_has(v, 0, 12))
		return ike_mark(k, payload);
	domain(k, be32(v->p + 4), v->p[8]);
	return true;
}

static void notify_data(struct ike *k, struct view v, uint16_t type, const uint8_t *end)
{
	struct obuf *o = k->o;

	if (type == LIFETIME) {
		ob_str(o, " attrs=(");
		if (v.p < end)
			ike_attrs(k, &v, (size_t)(end - v.p), ike_oakley, IKE_OAKLEY);
	} else if (type == REPLAY) {
		ob_str(o, " status=(replay detection ");
		ob_str(o, be32(view_at(&v, 0, 4)) ? "enabled" : "disabled");
	} else {
		ob_str(o, " data=(");
		if (k->pk->show->v > 3)
			ob_hex_bytes(o, v.p, view_left(&v));
		else
			ike_ends(k, &v);
	}
	ob_c(o, ')');
}

static bool notification(struct ike *k, struct view *v, size_t n)
{
	struct view rest = *v;
	struct obuf *o = k->o;
	uint16_t type;
	uint8_t size;

	if (!domain_of(k, v, "n:", IKE_N))
		return false;
	size = v->p[9];
	type = be16(v->p + 10);
	ob_str(o, " type=");
	notify_name(o, be32(v->p + 4), type);
	view_pass(&rest, 12);
	if (size) {
		ob_str(o, " spi=");
		if (!ike_hex(k, &rest, size))
			return ike_mark(k, IKE_N);
		view_pass(&rest, size);
	}
	if (be32(v->p + 4) != IPSEC) {
		*v = rest;
		return true;
	}
	if (view_left(&rest))
		notify_data(k, rest, type, v->p + n);
	view_pass(v, n);
	return true;
}

static bool deletion(struct ike *k, struct view *v)
{
	struct view rest = *v;
	struct obuf *o = k->o;
	uint16_t count;
	uint8_t size;

	if (!domain_of(k, v, "d:", IKE_D))
		return false;
	size = v->p[9];
	count = be16(v->p + 10);
	ob_num(o, " spilen=", size, " nspi=");
	ob_num(o, "", count, " spi=");
	view_pass(&rest, 12);
	for (unsigned i = 0; i < count && pkt_step(k->pk); i++) {
		if (i)
			ob_c(o, ',');
		if (!ike_hex(k, &rest, size))
			return ike_mark(k, IKE_D);
		view_pass(&rest, size);
	}
	*v = rest;
	return true;
}

static bool contents(struct ike *k, struct view *v, unsigned payload, size_t n)
{
	switch (payload) {
	case IKE_KE:
		return plain(k, v, "ke: key len=", n);
	case IKE_ID:
		return identity(k, v, n);
	case IKE_CERT:
	case IKE_CR:
		return certificate(k, v, payload, n);
	case IKE_HASH:
		return plain(k, v, "hash: len=", n);
	case IKE_SIG:
		return plain(k, v, "sig: len=", n);
	case IKE_NONCE:
		return nonce(k, v, n);
	case IKE_VID:
		return plain(k, v, "vid: len=", n);
	}
	ike_payload_name(k->o, payload);
	return true;
}

bool ike1_payload(struct ike *k, struct view *v, unsigned payload, size_t n)
{
	/* these end where the last thing within them does */
	if (payload == IKE_SA)
		return sa(k, v);
	if (payload == IKE_P)
		return proposal(k, v);
	if (payload == IKE_T)
		return transform(k, v, n);
	if (payload == IKE_N)
		return notification(k, v, n);
	if (payload == IKE_D)
		return deletion(k, v);
	if (payload >= IKE2_SA && payload <= IKE2_EAP && payload != IKE2_E)
		return ike2_payload(k, v, payload, n);
	if (!contents(k, v, payload, n))
		return false;
	view_pass(v, n);
	return true;
}
