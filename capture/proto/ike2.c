/* Payloads of IKE version 2 (RFC 7296). */
#include "proto/ike.h"

static const char *const kinds[] = { NULL, "encr", "prf", "integ", "dh", "esn" };
static const char *const prfs[] = { NULL, "hmac-md5", "hmac-sha", "hmac-tiger", "aes128_xcbc" };
static const char *const macs[] = {
	NULL, "hmac-md5", "hmac-sha", "dec-mac", "kpdk-md5", "aes-xcbc",
};
static const char *const esns[] = { "no-esn", "esn" };
static const char *const auths[] = { "invalid", "rsasig", "shared-secret", "dsssig" };

enum kind { ENCR = 1, PRF, INTEG, DH, ESN };

static const struct word errors[] = {
	{ 1, "unsupported_critical_payload" }, { 4, "invalid_ike_spi" },
	{ 5, "invalid_major_version" }, { 7, "invalid_syntax" }, { 9, "invalid_message_id" },
	{ 11, "invalid_spi" }, { 14, "no_protocol_chosen" }, { 17, "invalid_ke_payload" },
	{ 24, "authentication_failed" }, { 34, "single_pair_required" },
	{ 35, "no_additional_sas" }, { 36, "internal_address_failure" },
	{ 37, "failed:cp_required" }, { 39, "invalid_selectors" }, { 16384, "initial_contact" },
	{ 16385, "set_window_size" }, { 16386, "additional_ts_possible" },
	{ 16387, "ipcomp_supported" }, { 16388, "nat_detection_source_ip" },
	{ 16389, "nat_detection_destination_ip" }, { 16390, "cookie" },
	{ 16391, "use_transport_mode" }, { 16392, "http_cert_lookup_supported" },
	{ 16393, "rekey_sa" }, { 16394, "tfc_padding_not_supported" },
	{ 16395, "non_first_fragment_also" }, { 0, NULL },
};
#define COOKIE 16390
#define COOKIE_WHOLE 30

#define NAME(o, list, value) ike_name(o, list, sizeof(list) / sizeof((list)[0]), value)

/* Its name, marked if it must be understood. */
static void title(struct ike *k, const struct view *v, const char *name)
{
	ob_str(k->o, name);
	ob_str(k->o, v->p[1] & 0x80 ? "[C]:" : ":");
}

static void transform(struct ike *k, struct view *v, size_t n, unsigned count)
{
	struct obuf *o = k->o;
	uint8_t kind = v->p[4];
	uint16_t id = be16(v->p + 6);

	ob_num(o, " #", count, " type=");
	NAME(o, kinds, kind);
	ob_str(o, " id=");
	switch (kind) {
	case ENCR:
		ike_name(o, ike_esp_ids, IKE_ESP_IDS, id);
		break;
	case PRF:
		NAME(o, prfs, id);
		break;
	case INTEG:
		NAME(o, macs, id);
		break;
	case DH:
		ike_name(o, ike_groups, IKE_GROUPS, id);
		break;
	case ESN:
		NAME(o, esns, id);
		break;
	default:
		ob_u(o, id);
	}
	ob_c(o, ' ');
	view_pass(v, 8);
	ike_attrs(k, v, n < 8 ? 0 : n - 8, kind == ENCR ? ike_v2 : NULL, IKE_V2);
}

enum end { WHOLE, TOO_LONG, CUT };

/* A transform, or what stands in its place; moves behind it. */
static enum end element(struct ike *k, struct view *v, size_t n, unsigned payload, unsigned count)
{
	ike_open(k);
	if (payload == IKE_T) {
		if (!view_has(v, 0, 8)) {
			ike_mark(k, IKE_T);
			return CUT;
		}
		title(k, v, "t");
		transform(k, v, n, count);
	} else {
		ike_payload_name(k->o, payload);
		view_pass(v, n);
	}
	ob_c(k->o, ')');
	return WHOLE;
}

/* Its head, up to the transforms. */
static enum end proposal_head(struct ike *k, struct view *v, size_t n)
{
	struct obuf *o = k->o;
	uint8_t size;

	if (!view_has(v, 0, 8))
		goto cut;
	title(k, v, "p");
	size = v->p[6];
	ob_num(o, " #", v->p[4], " protoid=");
	ike_protocol_name(o, v->p[5]);
	ob_num(o, " transform=", v->p[7], " len=");
	ob_u(o, n);
	view_pass(v, 8);
	if (size > n - IKE_PAYLOAD) {
		view_pass(v, n - IKE_PAYLOAD);
		ike_mark(k, IKE_P);
		return TOO_LONG;
	}
	if (size) {
		ob_str(o, " spi=");
		if (!ike_hex(k, v, size))
			goto cut;
		view_pass(v, size);
	}
	return WHOLE;
cut:
	ike_mark(k, IKE_P);
	return CUT;
}

/* The n bytes of transforms, as the length around has them. */
static enum end transforms(struct ike *k, struct view *v, size_t n)
{
	unsigned payload = IKE_T, count = 0;

	while (payload && pkt_step(k->pk)) {
		unsigned next;
		size_t len;

		if (n < IKE_PAYLOAD) {
			view_pass(v, n);
			ike_mark(k, IKE_P);
			return TOO_LONG;
		}
		if (!view_has(v, 0, IKE_PAYLOAD)) {
			ike_mark(k, IKE_P);
			return CUT;
		}
		len = be16(v->p + 2);
		if (len > n) {
			view_pass(v, n);
			ike_mark(k, IKE_P);
			return TOO_LONG;
		}
		if (len <= IKE_PAYLOAD || len > view_left(v)) {
			ike_mark(k, IKE_P);
			return CUT;
		}
		next = v->p[0];
		if (element(k, v, len, payload, ++count) == CUT)
			return CUT;
		payload = next;
		n -= len;
	}
	return WHOLE;
}

/*
 * A proposal, n bytes by its length; moves to where its transforms end, which may lie: the
 * classic tool goes on there. It says itself where it ends early.
 */
static enum end proposal(struct ike *k, struct view *v, size_t n)
{
	size_t before = IKE_PAYLOAD + (view_has(v, 0, 8) ? v->p[6] : 0u);
	enum end end = proposal_head(k, v, n);

	if (end != WHOLE)
		return end;
	k->depth++;
	end = transforms(k, v, n - before);
	k->depth--;
	return end;
}

static bool sa(struct ike *k, struct view *v, size_t n)
{
	unsigned payload = IKE_P;
	bool good = true;

	title(k, v, "sa");
	n -= IKE_PAYLOAD;
	ob_num(k->o, " len=", n, "");
	view_pass(v, IKE_PAYLOAD);
	k->depth++;
	while (payload && pkt_step(k->pk)) {
		unsigned next;
		size_t len;

		if (n < IKE_PAYLOAD || (view_has(v, 0, IKE_PAYLOAD) && be16(v->p + 2) > n)) {
			view_pass(v, n);
			ike_mark(k, IKE2_SA);
			break;
		}
		if (!view_has(v, 0, IKE_PAYLOAD) || be16(v->p + 2) <= IKE_PAYLOAD ||
		    be16(v->p + 2) > view_left(v)) {
			good = ike_mark(k, IKE2_SA);
			break;
		}
		next = v->p[0];
		len = be16(v->p + 2);
		ike_open(k);
		if (payload == IKE_P) {
			if (proposal(k, v, len) == CUT) {
				good = false;
				break;
			}
		} else {
			ike_payload_name(k->o, payload);
			view_pass(v, len);
		}
		ob_c(k->o, ')');
		payload = next;
		n -= len;
	}
	k->depth--;
	return good;
}

static bool key(struct ike *k, struct view *v, size_t n)
{
	struct view rest = view_behind(*v, 8);

	if (!view_has(v, 0, 8))
		return ike_mark(k, IKE2_KE);
	title(k, v, "v2ke");
	if (n < 8) {
		ob_num(k->o, " len=", n, " < 8");
		return true;
	}
	ob_num(k->o, " len=", n - 8, " group=");
	ike_name(k->o, ike_groups, IKE_GROUPS, be16(v->p + 4));
	if (k->pk->show->v > 2 && n > 8) {
		ob_c(k->o, ' ');
		if (!ike_hex(k, &rest, n - 8))
			return ike_mark(k, IKE2_KE);
	}
	return true;
}

/* " len=", and with -vvv all of it. */
static void whole(struct ike *k, const struct view *v, size_t n)
{
	ob_num(k->o, " len=", n - IKE_PAYLOAD, "");
	if (k->pk->show->v > 2) {
		ob_c(k->o, ' ');
		ob_hex_bytes(k->o, v->p + IKE_PAYLOAD, n - IKE_PAYLOAD);
	}
}

static void ascii(struct ike *k, const uint8_t *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		ob_c(k->o, p[i] >= 0x20 && p[i] < 0x7f ? (char)p[i] : '.');
}

static bool identity(struct ike *k, struct view *v, unsigned payload, size_t n)
{
	static const struct word types[] = {
		{ 1, " ipv4:" }, { 2, " fqdn:" }, { 3, " rfc822:" }, { 5, " ipv6:" }, { 9, " dn:" },
		{ 10, " gn:" }, { 11, " keyid:" }, { 0, NULL },
	};
	struct obuf *o = k->o;
	const char *type;

	if (!view_has(v, 0, 8))
		return ike_mark(k, payload);
	title(k, v, payload == IKE2_IDI ? "v2IDi" : "v2IDr");
	whole(k, v, n);
	type = word_of(types, v->p[4]);
	if (!type)
		return true;
	ob_str(o, type);
	if (n < 8)
		return ike_mark(k, payload);
	if (v->p[4] == 2 || v->p[4] == 3)
		ascii(k, v->p + 8, n - 8);
	else
		ob_hex_bytes(o, v->p + 8, n - 8);
	return true;
}

static bool auth(struct ike *k, struct view *v, size_t n)
{
	struct view rest = view_behind(*v, 8);
	struct obuf *o = k->o;

	if (!view_has(v, 0, 8))
		return ike_mark(k, IKE2_AUTH);
	title(k, v, "v2auth");
	ob_num(o, " len=", n - IKE_PAYLOAD, " method=");
	NAME(o, auths, v->p[4]);
	if (k->pk->show->v > 1) {
		ob_str(o, " authdata=(");
		if (n < 8 || !ike_hex(k, &rest, n - 8))
			return ike_mark(k, IKE2_AUTH);
		ob_str(o, ") ");
	} else {
		ob_str(o, " data=(");
		ike_ends(k, &rest);
		ob_c(o, ')');
	}
	return true;
}

static bool nonce(struct ike *k, struct view *v, size_t n)
{
	struct view rest = view_behind(*v, IKE_PAYLOAD);
	struct obuf *o = k->o;

	title(k, v, "nonce");
	ob_num(o, " len=", n - IKE_PAYLOAD, "");
	if (k->pk->show->v > 1) {
		ob_str(o, " nonce=(");
		ob_hex_bytes(o, rest.p, n - IKE_PAYLOAD);
		ob_str(o, ") ");
	} else {
		ob_str(o, " data=(");
		ike_ends(k, &rest);
		ob_c(o, ')');
	}
	return true;
}

static const char *notify_name(uint16_t type)
{
	const char *name = word_of(errors, type);

	if (name)
		return name;
	if (type < 8192)
		return "error";
	if (type < 16384)
		return "private-error";
	return type < 40960 ? "status" : "private-status";
}

/* Some have none that means anything. */
static bool shows_spi(uint16_t type)
{
	static const uint16_t without[] = {
		1, 5, 35, 36, 37, 39, 16384, 16385, 16386, 16387, 16391, 16392, 16394, 16395,
	};

	for (unsigned i = 0; i < sizeof(without) / sizeof(without[0]); i++)
		if (without[i] == type)
			return false;
	return true;
}

static bool notification(struct ike *k, struct view *v)
{
	struct view rest = view_behind(*v, 8);
	struct obuf *o = k->o;
	uint16_t type;
	size_t left;

	if (!view_has(v, 0, 8))
		return ike_mark(k, IKE_N);
	title(k, v, "n");
	ob_str(o, " prot_id=");
	ike_protocol_name(o, v->p[4]);
	type = be16(v->p + 6);
	ob_num(o, " type=", type, "(");
	ob_str(o, notify_name(type));
	ob_c(o, ')');
	if (v->p[5]) {
		if (shows_spi(type)) {
			ob_str(o, " spi=");
			if (!ike_hex(k, &rest, v->p[5]))
				return ike_mark(k, IKE_N);
		}
		view_pass(&rest, v->p[5]);
	}
	left = view_left(&rest);
	if (!left || (k->pk->show->v <= 3 && type != COOKIE))
		return true;
	ob_str(o, " data=(");
	if (k->pk->show->v > 3 || left < COOKIE_WHOLE)
		ob_hex_bytes(o, rest.p, left);
	else
		ike_ends(k, &rest);
	ob_c(o, ')');
	return true;
}

static bool vendor(struct ike *k, struct view *v, size_t n)
{
	title(k, v, "v2vid");
	ob_num(k->o, " len=", n - IKE_PAYLOAD, " vid=");
	ascii(k, v->p + IKE_PAYLOAD, n - IKE_PAYLOAD);
	if (k->pk->show->v > 2 && n > 2 * IKE_PAYLOAD) {
		ob_c(k->o, ' ');
		ob_hex_bytes(k->o, v->p + IKE_PAYLOAD, n - IKE_PAYLOAD);
	}
	return true;
}

static bool contents(struct ike *k, struct view *v, unsigned payload, size_t n)
{
	switch (payload) {
	case IKE2_KE:
		return key(k, v, n);
	case IKE2_IDI:
	case IKE2_IDR:
		return identity(k, v, payload, n);
	case IKE2_AUTH:
		return auth(k, v, n);
	case IKE2_NONCE:
		return nonce(k, v, n);
	case IKE2_N:
		return notification(k, v);
	case IKE2_VID:
		return vendor(k, v, n);
	}
	ike_payload_name(k->o, payload);
	if (payload < IKE2_SA || payload > IKE2_EAP)
		return true;
	title(k, v, "");
	if (payload == IKE2_E && n <= 2 * IKE_PAYLOAD)
		ob_num(k->o, " len=", n - IKE_PAYLOAD, "");
	else
		whole(k, v, n);
	/* what is encrypted goes on to the end */
	return payload != IKE2_E;
}

bool ike2_payload(struct ike *k, struct view *v, unsigned payload, size_t n)
{
	if (payload == IKE2_SA)
		return sa(k, v, n);
	if (payload < IKE2_SA)
		return ike1_payload(k, v, payload, n);
	if (!contents(k, v, payload, n))
		return false;
	view_pass(v, n);
	return true;
}
