/* What is in the options of LCP (RFC 1661 and others), IPCP, IPV6CP, CCP and BACP. */
#include "proto/ppp.h"

static const struct word callbacks[] = {
	{ 0, "UserAuth" }, { 1, "DialString" }, { 2, "LocalID" }, { 3, "E.164" }, { 4, "X.500" },
	{ 6, "CBCP" }, { 0, NULL },
};

static const struct word digests[] = {
	{ 5, "MD5" }, { 128, "MS-CHAPv1" }, { 129, "MS-CHAPv2" }, { 0, NULL },
};

enum lcp {
	VENDOR = 0,
	MRU = 1,
	ACCM = 2,
	AUTH = 3,
	QUALITY = 4,
	MAGIC = 5,
	PFC = 7,
	ACFC = 8,
	CALLBACK = 13,
	MRRU = 17,
	ENDPOINT = 19,
	LINK = 23,
};

static void auth(struct view v, uint8_t len, struct obuf *o)
{
	uint16_t protocol = be16(view_at(&v, 2, 2));
	const char *name;

	if (v.pk->failed)
		return;
	ob_str(o, ": ");
	switch (protocol) {
	case 0xc023:
		ob_str(o, "PAP");
		return;
	case 0xc223:
		ob_str(o, "CHAP");
		view_at(&v, 4, 1);
		ob_str(o, ", ");
		ob_word(o, digests, *view_at(&v, 4, 1), "Unknown Auth Alg ", "");
		return;
	case 0xc227:
		ob_str(o, "EAP");
		return;
	case 0xc027:
		ob_str(o, "SPAP");
		return;
	case 0xc123:
		ob_str(o, "Old-SPAP");
		return;
	}
	name = word_of(ppp_protocols, protocol);
	/* the classic text does not say the number */
	ob_str(o, name ? name : "Unknown Auth Proto (0x04x)");
	ppp_data(v, len, "\n\t", o);
}

/* False: the length is wrong. */
static bool endpoint(struct pkt *pk, struct view v, uint8_t len, struct obuf *o)
{
	static const struct word classes[] = {
		{ 0, "Null" }, { 1, "Local" }, { 2, "IPv4" }, { 3, "MAC" },
		{ 4, "Magic-Num-Block" }, { 5, "PSNDN" }, { 0, NULL },
	};
	uint8_t class = *view_at(&v, 2, 1);

	if ((class == 2 && !ppp_exactly(len, 7, o)) || (class == 3 && !ppp_exactly(len, 9, o)))
		return false;
	if (class == 2)
		view_at(&v, 3, 4);
	if (class == 3)
		view_at(&v, 3, 6);
	ob_str(o, ": ");
	ob_word(o, classes, class, "Unknown class ", "");
	if (class == 2) {
		ob_c(o, ' ');
		names_ip4(pk, o, view_at(&v, 3, 4));
	} else if (class == 3) {
		ob_c(o, ' ');
		names_mac(pk, o, view_at(&v, 3, 6));
	}
	return true;
}

static void vendor(struct view v, struct obuf *o)
{
	uint32_t oui = be24(view_at(&v, 2, 3));

	ob_str(o, ": Vendor: ");
	ob_str(o, names_vendor(oui));
	ob_num(o, " (", oui, ")");
}

static void callback(struct view v, struct obuf *o)
{
	uint8_t operation;
	const char *name;

	ob_str(o, ": ");
	operation = *view_at(&v, 2, 1);
	name = word_of(callbacks, operation);
	ob_str(o, ": Callback Operation ");
	ob_str(o, name ? name : "Unknown");
	ob_num(o, " (", operation, ")");
}

/* False: the length is wrong; nothing more is said. Of an unknown one the bytes are, anyway. */
static bool lcp(struct pkt *pk, struct view v, uint8_t type, uint8_t len, struct obuf *o)
{
	switch (type) {
	case VENDOR:
		if (!ppp_at_least(len, 6, o))
			return false;
		vendor(v, o);
		return true;
	case MRU:
	case MRRU:
		if (!ppp_exactly(len, 4, o))
			return false;
		ob_num(o, ": ", be16(view_at(&v, 2, 2)), "");
		return true;
	case ACCM:
	case MAGIC:
		if (!ppp_exactly(len, 6, o))
			return false;
		view_at(&v, 2, 4);
		ob_str(o, ": ");
		ob_0x(o, be32(view_at(&v, 2, 4)), 8);
		return true;
	case AUTH:
		if (!ppp_at_least(len, 4, o))
			return false;
		auth(v, len, o);
		return true;
	case QUALITY:
		if (!ppp_at_least(len, 4, o))
			return false;
		ob_str(o, be16(view_at(&v, 2, 2)) == 0xc025 ? ": LQR" : ": unknown");
		return true;
	case PFC:
	case ACFC:
		return true;
	case CALLBACK:
		if (!ppp_at_least(len, 3, o))
			return false;
		callback(v, o);
		return true;
	case ENDPOINT:
		return ppp_at_least(len, 3, o) && endpoint(pk, v, len, o);
	case LINK:
		if (!ppp_exactly(len, 4, o))
			return false;
		ob_str(o, ": ");
		ob_0x(o, be16(view_at(&v, 2, 2)), 4);
		return true;
	default:
		if (pk->show->v <= 1)
			ppp_option_data(v, len, o);
		return true;
	}
}

bool ppp_lcp_option(struct pkt *pk, struct view v, uint8_t type, uint8_t len, struct obuf *o)
{
	/* the classic text says no more behind some options of a wrong length */
	if (!lcp(pk, v, type, len, o))
		return type < QUALITY;
	if (pk->show->v > 1)
		ppp_option_data(v, len, o);
	return true;
}

/* RFC 2507, 3544: what of IP's headers is compressed. Moves to where it stops. */
static void suboptions(struct view *v, struct obuf *o)
{
	ob_num(o, "\n\t      Suboptions, length ", v->len, "");
	while (v->len >= 2 && view_more(v)) {
		uint8_t type, len;

		if (!view_has(v, 0, 2))
			return;
		type = v->p[0];
		len = v->p[1];
		if (!type || !len)
			return;
		ob_str(o, "\n\t\t");
		ob_str(o, type == 1 ? "RTP-Compression" :
			  type == 2 ? "Enhanced RTP-Compression" :
				      "Unknown");
		ob_num(o, " Suboption #", type, ", length ");
		ob_u(o, len);
		if (v->len < len) {
			ob_num(o, " [remaining suboptions length ", v->len, " < ");
			ob_u(o, len);
			ob_str(o, "] (invalid)");
			return;
		}
		view_pass(v, len);
	}
}

/*
 * Moves to where its suboptions stop: the classic text shows data from there. False: nothing more
 * is to be said of it, nor, where it is not whole, of others.
 */
static bool compression(struct view *at, uint8_t len, bool *whole, struct obuf *o)
{
	struct view v = *at;
	static const char *const spaces[] = {
		"\n\t    TCP Space ", ", non-TCP Space ", ", maxPeriod ", ", maxTime ", ", maxHdr ",
	};
	uint16_t protocol;

	if (!ppp_at_least(len, 4, o)) {
		*whole = false;
		return false;
	}
	protocol = be16(view_at(&v, 2, 2));
	ob_str(o, protocol == 0x2d ? ": VJ-Comp (" :
		  protocol == 0x61 ? ": IP Header Compression (" :
				     ": Unknown (");
	ob_0x(o, protocol, 2);
	ob_str(o, "):");
	if (protocol != 0x61)
		return true;
	if (!ppp_at_least(len, 14, o)) {
		*whole = false;
		return false;
	}
	if (!view_has(&v, 2, 14)) {
		if (!v.pk->failed)
			ob_str(o, "[|ipcp]");
		*whole = false;
		return false;
	}
	for (unsigned i = 0; i < 5; i++)
		ob_num(o, spaces[i], be16(view_at(&v, 4 + 2 * i, 2)), "");
	if (len > 14) {
		*at = view_behind(v, 14);
		at->len = len - 14u;
		suboptions(at, o);
	}
	return true;
}

bool ppp_ipcp_option(struct pkt *pk, struct view v, uint8_t type, uint8_t len, struct obuf *o)
{
	bool whole = true;

	switch (type) {
	case 1:
		if (!ppp_exactly(len, 10, o))
			return true;
		view_at(&v, 2, 8);
		ob_str(o, ": src ");
		names_ip4(pk, o, view_at(&v, 2, 4));
		ob_str(o, ", dst ");
		names_ip4(pk, o, view_at(&v, 6, 4));
		break;
	case 2:
		if (!compression(&v, len, &whole, o))
			return whole;
		break;
	case 3:
	case 4:
	case 129:
	case 130:
	case 131:
	case 132:
		/* the classic text says no more then */
		if (!ppp_exactly(len, 6, o))
			return false;
		view_at(&v, 2, 4);
		ob_str(o, ": ");
		names_ip4(pk, o, view_at(&v, 2, 4));
		break;
	default:
		ppp_option_data(v, len, o);
		return true;
	}
	if (pk->show->v > 1)
		ppp_option_data(v, len, o);
	return true;
}

bool ppp_ip6cp_option(struct pkt *pk, struct view v, uint8_t type, uint8_t len, struct obuf *o)
{
	if (type == 1) {
		const uint8_t *p;

		if (!ppp_exactly(len, 10, o))
			return true;
		if (!view_has(&v, 2, 8)) {
			ob_str(o, "[|ip6cp]");
			return false;
		}
		p = v.p + 2;
		for (int i = 0; i < 8; i += 2) {
			ob_str(o, i ? ":" : ": ");
			ob_hex(o, be16(p + i), 4);
		}
	}
	if (type != 1 || pk->show->v > 1)
		ppp_option_data(v, len, o);
	return true;
}

bool ppp_ccp_option(struct pkt *pk, struct view v, uint8_t type, uint8_t len, struct obuf *o)
{
	const uint8_t *p;

	switch (type) {
	case 21:
		if (!ppp_at_least(len, 3, o))
			return true;
		p = view_at(&v, 2, 1);
		ob_num(o, ": Version: ", p[0] >> 5, ", Dictionary Bits: ");
		ob_u(o, p[0] & 31);
		break;
	case 24:
		if (!ppp_at_least(len, 4, o))
			return true;
		p = view_at(&v, 2, 2);
		ob_num(o, ": Features: ", p[0] >> 6,
		       p[0] & 32 ? ", PxP: Enabled, History: " : ", PxP: Disabled, History: ");
		ob_num(o, "", p[0] & 31, ", #CTX-ID: ");
		ob_u(o, p[1]);
		break;
	case 26:
		if (!ppp_at_least(len, 4, o))
			return true;
		p = view_at(&v, 2, 2);
		ob_num(o, ": Window: ", p[0] >> 4, "K, Method: ");
		ob_str(o, (p[0] & 15) == 8 ? "zlib (" : "unknown (");
		ob_0x(o, p[0] & 15, 0);
		ob_num(o, "), MBZ: ", p[1] >> 2, ", CHK: ");
		ob_u(o, p[1] & 3);
		break;
	default:
		ppp_option_data(v, len, o);
		return true;
	}
	if (pk->show->v > 1)
		ppp_option_data(v, len, o);
	return true;
}

bool ppp_bacp_option(struct pkt *pk, struct view v, uint8_t type, uint8_t len, struct obuf *o)
{
	if (type == 1) {
		if (!ppp_exactly(len, 6, o))
			return true;
		ob_str(o, ": Magic-Num ");
		ob_0x(o, be32(view_at(&v, 2, 4)), 8);
	}
	if (type != 1 || pk->show->v > 1)
		ppp_option_data(v, len, o);
	return true;
}
