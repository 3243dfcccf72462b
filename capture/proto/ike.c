/* The walk over payloads of IKE (RFC 2408, 7296), attributes, and names of both versions. */
#include "proto/ike.h"

static const char *const payloads[] = {
	"none", "sa", "p", "t", "ke", "id", "cert", "cr", "hash", "sig", "nonce", "n", "d", "vid",
	"pay14", "pay15", "pay16", "pay17", "pay18", "pay19", "pay20", "pay21", "pay22", "pay23",
	"pay24", "pay25", "pay26", "pay27", "pay28", "pay29", "pay30", "pay31", "pay32", "v2sa",
	"v2ke", "v2IDi", "v2IDr", "v2cert", "v2cr", "v2auth", "v2nonce", "v2n", "v2d", "v2vid",
	"v2TSi", "v2TSr", "v2e", "v2cp", "v2eap",
};

static const char *const protocols[] = { NULL, "isakmp", "ipsec-ah", "ipsec-esp", "ipcomp" };

const char *const ike_esp_ids[IKE_ESP_IDS] = {
	NULL, "1des-iv64", "1des", "3des", "rc5", "idea", "cast", "blowfish", "3idea", "1des-iv32",
	"rc4", "null", "aes",
};

const char *const ike_groups[IKE_GROUPS] = {
	NULL, "modp768", "modp1024", "EC2N 2^155", "EC2N 2^185", "modp1536", "iana-grp06",
	"iana-grp07", "iana-grp08", "iana-grp09", "iana-grp10", "iana-grp11", "iana-grp12",
	"iana-grp13", "modp2048", "modp3072", "modp4096", "modp6144", "modp8192",
};

static const char *const ciphers[] = {
	NULL, "1des", "idea", "blowfish", "rc5", "3des", "cast", "aes",
};
static const char *const hashes[] = {
	NULL, "md5", "sha1", "tiger", "sha2-256", "sha2-384", "sha2-512",
};
static const char *const methods[] = {
	NULL, "preshared", "dss", "rsa sig", "rsa enc", "rsa enc revised",
};
static const char *const group_types[] = { NULL, "MODP", "ECP", "EC2N" };
static const char *const units[] = { NULL, "sec", "kb" };
static const char *const modes[] = { NULL, "tunnel", "transport" };
static const char *const macs[] = { NULL, "hmac-md5", "hmac-sha1", "1des-mac", "keyed" };

#define VALUES(list) list, sizeof(list) / sizeof((list)[0])

const struct ike_attr ike_oakley[IKE_OAKLEY] = {
	{ NULL, NULL, 0 }, { "enc", VALUES(ciphers) }, { "hash", VALUES(hashes) },
	{ "auth", VALUES(methods) }, { "group desc", ike_groups, 18 },
	{ "group type", VALUES(group_types) }, { "group prime", NULL, 0 },
	{ "group gen1", NULL, 0 }, { "group gen2", NULL, 0 }, { "group curve A", NULL, 0 },
	{ "group curve B", NULL, 0 }, { "lifetype", VALUES(units) }, { "lifeduration", NULL, 0 },
	{ "prf", NULL, 0 }, { "keylen", NULL, 0 }, { "field", NULL, 0 }, { "order", NULL, 0 },
};

const struct ike_attr ike_ipsec[IKE_IPSEC] = {
	{ NULL, NULL, 0 }, { "lifetype", VALUES(units) }, { "life", NULL, 0 },
	{ "group desc", ike_groups, 18 }, { "enc mode", VALUES(modes) }, { "auth", VALUES(macs) },
	{ "keylen", NULL, 0 }, { "rounds", NULL, 0 }, { "dictsize", NULL, 0 },
	{ "privalg", NULL, 0 },
};

const struct ike_attr ike_v2[IKE_V2] = { [14] = { "keylen", NULL, 0 } };

void ike_name(struct obuf *o, const char *const *names, unsigned count, unsigned value)
{
	if (value < count && names[value])
		ob_str(o, names[value]);
	else
		ob_num(o, "#", value, "");
}

void ike_payload_name(struct obuf *o, unsigned payload)
{
	ike_name(o, VALUES(payloads), payload);
}

void ike_protocol_name(struct obuf *o, unsigned protocol)
{
	ike_name(o, VALUES(protocols), protocol);
}

bool ike_mark(struct ike *k, unsigned payload)
{
	ob_str(k->o, " [|");
	ike_payload_name(k->o, payload);
	ob_c(k->o, ']');
	return false;
}

void ike_open(struct ike *k)
{
	ob_c(k->o, '\n');
	ob_blanks(k->o, 4 * (size_t)k->depth);
	ob_c(k->o, '(');
}

bool ike_hex(struct ike *k, const struct view *v, size_t n)
{
	if (n > view_left(v))
		return false;
	ob_hex_bytes(k->o, v->p, n);
	return true;
}

#define FIRST 10
#define LAST 20

void ike_ends(struct ike *k, const struct view *v)
{
	size_t n = view_left(v), last = n > FIRST ? n - FIRST : 0;

	if (last > LAST)
		last = LAST;
	ob_hex_bytes(k->o, v->p, n < FIRST ? n : FIRST);
	ob_str(k->o, "...");
	ob_hex_bytes(k->o, v->end - last, last);
}

/* type(2) value(2), or with the highest bit clear type(2) length(2) value. */
static void attr(struct ike *k, struct view *v, size_t n, const struct ike_attr *map,
		 unsigned count)
{
	struct obuf *o = k->o;
	const struct ike_attr *a;
	bool fixed = *view_at(v, 0, 1) & 0x80;
	size_t size = fixed ? 4 : 4u + be16(view_at(v, 2, 2));
	unsigned type, value;

	if (k->pk->failed)
		return;
	if (size > n) {
		ob_str(o, "[|attr]");
		/* one too far: the classic tool's way, which shows in what follows */
		view_pass(v, n + 1);
		return;
	}
	type = be16(v->p) & 0x7fff;
	value = be16(v->p + 2);
	a = map && type < count && map[type].name ? &map[type] : NULL;
	ob_str(o, "(type=");
	if (a)
		ob_str(o, a->name);
	else
		ob_num(o, "#", type, "");
	if (!fixed) {
		ob_num(o, " len=", value, " value=");
		ob_hex_bytes(o, v->p + 4, value);
	} else {
		ob_str(o, " value=");
		if (a && value < a->count && a->values[value])
			ob_str(o, a->values[value]);
		else
			ob_hex(o, value, 4);
	}
	ob_c(o, ')');
	view_pass(v, size);
}

void ike_attrs(struct ike *k, struct view *v, size_t n, const struct ike_attr *map, unsigned max)
{
	const uint8_t *end = n < view_left(v) ? v->p + n : v->end;

	while (v->p < end && pkt_step(k->pk))
		attr(k, v, (size_t)(end - v->p), map, max);
}

bool ike_payloads(struct ike *k, struct view *v, unsigned payload)
{
	bool good = true;

	if (k->depth >= PKT_DEPTH / 2)
		return ike_mark(k, payload);
	k->depth++;
	while (payload && good) {
		unsigned next;
		size_t n;

		if (!view_has(v, 0, IKE_PAYLOAD) || !pkt_step(k->pk)) {
			good = ike_mark(k, payload);
			break;
		}
		next = v->p[0];
		n = be16(v->p + 2);
		if (n > view_left(v)) {
			good = ike_mark(k, payload);
			break;
		}
		ike_open(k);
		good = n > IKE_PAYLOAD &&
		       (k->v2 ? ike2_payload(k, v, payload, n) : ike1_payload(k, v, payload, n));
		ob_c(k->o, ')');
		payload = next;
	}
	k->depth--;
	return good;
}
