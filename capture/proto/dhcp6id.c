/* DHCPv6: unique identifiers (RFC 8415, section 11) and authentication (section 20). */
#include "proto/dhcp6id.h"

static void hex(struct view *v, size_t n, struct obuf *o)
{
	ob_hex_bytes(o, v->p, n);
	view_pass(v, n);
}

static void words_hex(struct view *v, struct obuf *o)
{
	for (int i = 0; i < 4; i++) {
		ob_c(o, ' ');
		hex(v, 4, o);
	}
}

void dhcp6id_duid(struct view v, struct obuf *o)
{
	uint16_t type;

	if (v.len < 2) {
		ob_str(o, " ?");
		return;
	}
	type = view_be16(&v);
	if (type == 1 && v.len >= 6) {
		ob_num(o, " hwaddr/time type ", view_be16(&v), " time ");
		ob_num(o, "", view_be32(&v), " ");
		hex(&v, v.len, o);
	} else if (type == 2 && v.len >= 8) {
		ob_str(o, " vid ");
		hex(&v, 8, o);
	} else if (type == 3 && v.len >= 2) {
		ob_num(o, " hwaddr type ", view_be16(&v), " ");
		hex(&v, v.len, o);
	} else if (type >= 1 && type <= 3) {
		ob_str(o, " ?");
	} else {
		ob_num(o, " type ", type, "");
	}
}

static void reconfigure_key(struct view *v, struct obuf *o)
{
	uint8_t type;

	if (v->len != 17) {
		ob_str(o, " ??");
		return;
	}
	type = view_u8(v);
	ob_str(o, type == 1 ? " reconfig-key" : type == 2 ? " type: HMAC-MD5" : " type: ??");
	ob_str(o, " value:");
	words_hex(v, o);
}

static void delayed(struct view *v, struct obuf *o)
{
	if (!v->len)
		return;
	if (v->len < 20) {
		ob_str(o, " ??");
		return;
	}
	if (v->len > 20) {
		ob_str(o, ", realm: ");
		hex(v, v->len - 20, o);
	}
	ob_str(o, ", key ID: ");
	hex(v, 4, o);
	ob_str(o, ", HMAC-MD5:");
	words_hex(v, o);
}

void dhcp6id_auth(struct view v, struct obuf *o)
{
	uint8_t proto, alg, rdm;

	if (v.len < 11) {
		ob_str(o, " ?");
		return;
	}
	proto = view_u8(&v);
	alg = view_u8(&v);
	rdm = view_u8(&v);
	ob_str(o, " proto: ");
	if (proto == 2 || proto == 3)
		ob_str(o, proto == 2 ? "delayed" : "reconfigure");
	else
		ob_u(o, proto);
	ob_str(o, ", alg: ");
	if (alg == 1)
		ob_str(o, "HMAC-MD5");
	else
		ob_u(o, alg);
	ob_str(o, ", RDM: ");
	if (rdm)
		ob_u(o, rdm);
	else
		ob_str(o, "mono");
	ob_str(o, ", RD:");
	for (int i = 0; i < 4; i++) {
		ob_c(o, ' ');
		hex(&v, 2, o);
	}
	if (proto == 2)
		delayed(&v, o);
	else if (proto == 3)
		reconfigure_key(&v, o);
	else
		ob_str(o, " ??");
}
