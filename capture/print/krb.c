/*
 * Kerberos: version(1); of version 4, type and byte order(1), then strings that end with NUL.
 * Version 5 is ASN.1 (RFC 4120), whose first byte tells it.
 */
#include "print.h"

#define LITTLE 1
#define V4 4
#define V5_AS_REQ 0x6a
#define V5_AS_REP 0x6b

enum { KDC_REQUEST = 2, KDC_REPLY = 4, APPL_REQUEST = 6, ERR_REPLY = 10 };

static const struct bind krb_on[] = { { BY_UDP, 88, 26 }, { BY_UDP, 750, 26 }, { 0 } };

static const struct word types[] = {
	{ KDC_REQUEST, "KDC_REQUEST" }, { KDC_REPLY, "KDC_REPLY" },
	{ APPL_REQUEST, "APPL_REQUEST" }, { 8, "APPL_REQUEST_MUTUAL" }, { ERR_REPLY, "ERR_REPLY" },
	{ 12, "PRIVATE" }, { 14, "SAFE" }, { 16, "APPL_ERR" }, { 0, NULL },
};
static const struct word errors[] = {
	{ 0, "OK" }, { 1, "NAME_EXP" }, { 2, "SERVICE_EXP" }, { 3, "AUTH_EXP" }, { 4, "PKT_VER" },
	{ 5, "NAME_MAST_KEY_VER" }, { 6, "SERV_MAST_KEY_VER" }, { 7, "BYTE_ORDER" },
	{ 8, "PRINCIPAL_UNKNOWN" }, { 9, "PRINCIPAL_NOT_UNIQUE" }, { 10, "NULL_KEY" }, { 0, NULL },
};

/* As far as it goes: what is there of one without an end shows. */
static void string_text(struct view *v, struct obuf *o)
{
	uint8_t c;

	while ((c = view_u8(v)))
		ob_vis(o, c);
}

static uint16_t number(struct view *v, bool little)
{
	const uint8_t *p = view_bytes(v, 2);

	return little ? le16(p) : be16(p);
}

/* Who it is about. */
static void client(struct view *v, struct obuf *o)
{
	string_text(v, o);
	ob_c(o, '.');
	string_text(v, o);
	ob_c(o, '@');
	string_text(v, o);
}

static void v4_print(struct view v, struct obuf *o)
{
	uint8_t kind = view_u8(&v);
	bool little = kind & LITTLE;
	uint16_t error;

	if (v.pk->failed)
		return;
	kind &= (uint8_t)~LITTLE;
	ob_str(o, little ? " le " : " be ");
	ob_word(o, types, kind, "#", "");
	ob_str(o, ": ");
	switch (kind) {
	case KDC_REQUEST:
		client(&v, o);
		view_skip(&v, 4); /* time */
		ob_num(o, " ", view_u8(&v) * 5u, "min ");
		string_text(&v, o);
		ob_c(o, '.');
		string_text(&v, o);
		break;
	case KDC_REPLY:
		client(&v, o);
		view_skip(&v, 10); /* time, tickets, expiry, key version */
		ob_num(o, " (", number(&v, little), ")");
		break;
	case APPL_REQUEST:
		ob_num(o, "v", view_u8(&v), " ");
		string_text(&v, o);
		ob_num(o, " (", view_u8(&v), ")");
		ob_num(o, " (", view_u8(&v), ")");
		break;
	case ERR_REPLY:
		client(&v, o);
		view_skip(&v, 4); /* time */
		error = number(&v, little);
		if (v.pk->failed)
			return;
		ob_c(o, ' ');
		ob_word(o, errors, error, "#", "");
		ob_c(o, ' ');
		view_skip(&v, 2);
		string_text(&v, o);
		break;
	default:
		ob_str(o, "(unknown)");
	}
}

static void krb_print(struct pkt *pk, struct view v, struct obuf *o)
{
	uint8_t version;

	version = view_u8(&v);
	if (pk->failed)
		return;
	if (version >= 1 && version <= V4) {
		ob_num(o, " v", version, "");
		if (version == V4)
			v4_print(v, o);
	} else if (version == V5_AS_REQ || version == V5_AS_REP) {
		ob_str(o, " v5");
	}
}

const struct printer printer_krb = { .name = "krb", .title = "Kerberos", .on = krb_on,
	.print = krb_print };
