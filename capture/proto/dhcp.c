/* Options of DHCP (RFC 2132, 3004, 3046, 3442, 4702): code(1) length(1) data. */
#include "proto/dhcp.h"

#include "hex.h"

#define END 255
#define MESSAGE_TYPE 53

enum kind {
	GUESS,
	ADDRS,
	PAIRS,
	LONGS,
	SIGNED,
	SHORTS,
	BYTES,
	BOOLS,
	TEXT,
	NODE,
	OVERLOAD,
	CODES,
	CLIENT,
	CLASSES,
	FQDN,
	AGENT,
	ROUTES
};

static const struct { enum kind kind; const char *name; } options[256] = {
	[0] = { GUESS, "PAD" },
	[1] = { ADDRS, "Subnet-Mask" }, [2] = { SIGNED, "Time-Zone" },
	[3] = { ADDRS, "Default-Gateway" }, [4] = { ADDRS, "Time-Server" },
	[5] = { ADDRS, "IEN-Name-Server" }, [6] = { ADDRS, "Domain-Name-Server" },
	[7] = { ADDRS, "LOG" }, [8] = { ADDRS, "CS" }, [9] = { ADDRS, "LPR-Server" },
	[10] = { ADDRS, "IM" }, [11] = { ADDRS, "RL" }, [12] = { TEXT, "Hostname" },
	[13] = { SHORTS, "BS" }, [14] = { TEXT, "DP" }, [15] = { TEXT, "Domain-Name" },
	[16] = { ADDRS, "SS" }, [17] = { TEXT, "RP" }, [18] = { TEXT, "EP" },
	[19] = { BOOLS, "IPF" }, [20] = { BOOLS, "SRT" }, [21] = { PAIRS, "PF" },
	[22] = { SHORTS, "RSZ" }, [23] = { BYTES, "TTL" }, [24] = { LONGS, "MTU-Timeout" },
	[25] = { SHORTS, "MTU-Table" }, [26] = { SHORTS, "MTU" }, [27] = { BOOLS, "LSN" },
	[28] = { ADDRS, "BR" }, [29] = { BOOLS, "MD" }, [30] = { BOOLS, "MS" },
	[31] = { BOOLS, "Router-Discovery" }, [32] = { ADDRS, "RSA" },
	[33] = { PAIRS, "Static-Route" }, [34] = { BOOLS, "UT" }, [35] = { LONGS, "AT" },
	[36] = { BOOLS, "IE" }, [37] = { BYTES, "TT" }, [38] = { LONGS, "KI" },
	[39] = { BOOLS, "KG" }, [40] = { TEXT, "YD" }, [41] = { ADDRS, "YS" },
	[42] = { ADDRS, "NTP" }, [43] = { BYTES, "Vendor-Option" },
	[44] = { ADDRS, "Netbios-Name-Server" }, [45] = { ADDRS, "WDD" },
	[46] = { NODE, "Netbios-Node" }, [47] = { TEXT, "Netbios-Scope" },
	[48] = { ADDRS, "XFS" }, [49] = { ADDRS, "XDM" }, [50] = { ADDRS, "Requested-IP" },
	[51] = { LONGS, "Lease-Time" }, [52] = { OVERLOAD, "OO" },
	[53] = { BYTES, "DHCP-Message" }, [54] = { ADDRS, "Server-ID" },
	[55] = { CODES, "Parameter-Request" }, [56] = { TEXT, "MSG" }, [57] = { SHORTS, "MSZ" },
	[58] = { LONGS, "RN" }, [59] = { LONGS, "RB" }, [60] = { TEXT, "Vendor-Class" },
	[61] = { CLIENT, "Client-ID" }, [64] = { SHORTS, "N+D" }, [65] = { ADDRS, "N+S" },
	[66] = { TEXT, "TFTP" }, [67] = { TEXT, "BF" }, [68] = { ADDRS, "MH" },
	[69] = { ADDRS, "SMTP" }, [70] = { ADDRS, "POP3" }, [71] = { ADDRS, "NNTP" },
	[72] = { ADDRS, "WWW" }, [73] = { ADDRS, "FG" }, [74] = { ADDRS, "IRC" },
	[75] = { ADDRS, "STS" }, [76] = { ADDRS, "STDA" }, [77] = { CLASSES, "User-Class" },
	[78] = { BYTES, "SLP-DA" }, [79] = { BYTES, "SLP-SCOPE" }, [80] = { TEXT, "SLP-NA" },
	[81] = { FQDN, "FQDN" }, [82] = { AGENT, "Agent-Information" },
	[83] = { BYTES, "ARMT" }, [88] = { TEXT, "TZSTR" }, [89] = { BYTES, "FQDNS" },
	[90] = { BYTES, "AUTH" }, [91] = { LONGS, "Last-Transaction-Time" },
	[92] = { ADDRS, "Associated-IP" }, [93] = { SHORTS, "ARCH" }, [94] = { BYTES, "NDI" },
	[95] = { TEXT, "LDAP" }, [97] = { BYTES, "GUID" }, [98] = { TEXT, "UAP" },
	[100] = { TEXT, "POSIX-TZ" }, [101] = { TEXT, "TZ-Name" }, [112] = { ADDRS, "NI" },
	[113] = { TEXT, "NITAG" }, [114] = { TEXT, "URL" }, [116] = { BOOLS, "NOAUTO" },
	[117] = { SHORTS, "NSSEARCH" }, [118] = { ADDRS, "SUBNET" },
	[121] = { ROUTES, "Classless-Static-Route" }, [150] = { ADDRS, "TFTP-Server-Address" },
	[161] = { TEXT, "MUD-URL" }, [249] = { ROUTES, "Classless-Static-Route-Microsoft" },
	[END] = { GUESS, "END" },
};

static const struct word messages[] = {
	{ 1, "Discover" }, { 2, "Offer" }, { 3, "Request" }, { 4, "Decline" }, { 5, "ACK" },
	{ 6, "NACK" }, { 7, "Release" }, { 8, "Inform" }, { 10, "LeaseQuery" },
	{ 11, "LeaseUnassigned" }, { 12, "LeaseUnknown" }, { 13, "LeaseActive" }, { 0, NULL },
};

static const struct word nodes[] = {
	{ 1, "b-node" }, { 2, "p-node" }, { 4, "m-node" }, { 8, "h-node" }, { 0, NULL },
};

static const struct word overloads[] = {
	{ 1, "file" }, { 2, "sname" }, { 3, "file+sname" }, { 0, NULL },
};

static const struct word hardware[] = {
	{ 1, "ether" }, { 6, "ieee802" }, { 7, "arcnet" }, { 15, "frelay" }, { 23, "strip" },
	{ 24, "ieee1394" }, { 0, NULL },
};

static const struct word agents[] = {
	{ 1, "Circuit-ID" }, { 2, "Remote-ID" }, { 6, "Subscriber-ID" }, { 0, NULL },
};

static void name_text(uint8_t code, struct obuf *o)
{
	ob_str(o, options[code].name ? options[code].name : "Unknown");
	ob_num(o, " (", code, ")");
}

static void quoted(struct view *v, struct obuf *o)
{
	ob_c(o, '"');
	ob_vis_view(o, *v);
	ob_c(o, '"');
	v->len = 0;
}

static void client(struct view *v, struct obuf *o)
{
	uint8_t type;

	if (!v->len) {
		ob_str(o, "[ERROR: length < 1 bytes]");
		return;
	}
	type = view_u8(v);
	if (!type) {
		quoted(v, o);
		return;
	}
	ob_word(o, hardware, type, "hardware-type ", ",");
	ob_c(o, ' ');
	for (bool first = true; v->len; first = false) {
		if (!first)
			ob_c(o, ':');
		ob_hex(o, view_u8(v), 2);
	}
}

static void classes(struct view *v, struct obuf *o)
{
	if (v->len < 2) {
		ob_str(o, "[ERROR: length < 2 bytes]");
		v->len = 0;
	}
	for (unsigned i = 1; view_more(v); i++) {
		uint8_t n = view_u8(v);
		struct view part;

		ob_num(o, "\n\t      instance#", i, ": ");
		if (!n || n > v->len) {
			ob_str(o, n ? "[ERROR: invalid option]" :
				      "[ERROR: suboption length must be non-zero]");
			v->len = 0;
			return;
		}
		part = view_take(v, n);
		quoted(&part, o);
		ob_num(o, ", length ", n, "");
	}
}

static void fqdn(struct view *v, struct obuf *o)
{
	static const char letters[] = "SOEN";
	uint8_t flags, results[2];

	if (v->len < 3) {
		ob_str(o, "[ERROR: length < 3 bytes]");
		v->len = 0;
		return;
	}
	flags = view_u8(v);
	if (flags >> 4) {
		ob_str(o, "[ERROR: MBZ nibble ");
		ob_0x(o, flags >> 4, 0);
		ob_str(o, " != 0] ");
	}
	if (flags & 15) {
		ob_c(o, '[');
		for (int i = 0; i < 4; i++)
			if (flags >> i & 1)
				ob_c(o, letters[i]);
		ob_str(o, "] ");
	}
	results[0] = view_u8(v);
	results[1] = view_u8(v);
	if (results[0] || results[1]) {
		ob_num(o, "", results[0], "/");
		ob_num(o, "", results[1], " ");
	}
	quoted(v, o);
}

static void agent(struct view *v, struct obuf *o)
{
	while (v->len > 1 && view_more(v)) {
		uint8_t sub = view_u8(v), n = view_u8(v);
		struct view part;

		ob_str(o, "\n\t      ");
		ob_str(o, word_of(agents, sub) ? word_of(agents, sub) : "Unknown");
		ob_num(o, " SubOption ", sub, ", length ");
		ob_num(o, "", n, ": ");
		if (n > v->len) {
			ob_str(o, "length goes past end of option");
			v->len = 0;
			return;
		}
		part = view_take(v, n);
		if (word_of(agents, sub))
			ob_vis_view(o, part);
		else
			hex_dump(o, "\n\t\t", part.p, view_left(&part), false);
	}
}

/* One route of RFC 3442; false: there is an error. */
static bool route(struct pkt *pk, struct view *v, struct obuf *o)
{
	uint8_t width = view_u8(v), to[4] = { 0 };
	size_t octets = (width + 7u) / 8;

	if (width > 32) {
		ob_num(o, "[ERROR: Mask width (", width, ") > 32]");
		return false;
	}
	if (v->len < octets + 4) {
		ob_num(o, "[ERROR: Remaining length (", v->len, ") < ");
		ob_num(o, "", octets + 4, " bytes]");
		return false;
	}
	memcpy(to, view_bytes(v, octets), octets);
	ob_c(o, '(');
	if (width) {
		ob_ip4(o, to);
		ob_num(o, "/", width, ":");
	} else {
		ob_str(o, "default:");
	}
	names_ip4(pk, o, view_bytes(v, 4));
	ob_c(o, ')');
	return true;
}

static void routes(struct pkt *pk, struct view *v, struct obuf *o)
{
	if (v->len < 5) {
		ob_str(o, "[ERROR: length < 5 bytes]");
		v->len = 0;
	}
	for (bool first = true; view_more(v); first = false) {
		if (!first)
			ob_c(o, ',');
		if (!route(pk, v, o)) {
			v->len = 0;
			return;
		}
	}
}

/* One of a row of equal things. */
static void element(struct pkt *pk, enum kind kind, struct view *v, struct obuf *o)
{
	uint8_t b;

	switch (kind) {
	case ADDRS:
		names_ip4(pk, o, view_bytes(v, 4));
		break;
	case PAIRS:
		ob_c(o, '(');
		names_ip4(pk, o, view_bytes(v, 4));
		ob_c(o, ':');
		names_ip4(pk, o, view_bytes(v, 4));
		ob_c(o, ')');
		break;
	case LONGS:
		ob_u(o, view_be32(v));
		break;
	case SIGNED:
		ob_i(o, (int32_t)view_be32(v));
		break;
	case SHORTS:
		ob_u(o, view_be16(v));
		break;
	case BOOLS:
		b = view_u8(v);
		if (b > 1)
			ob_num(o, "", b, "?");
		else
			ob_c(o, b ? 'Y' : 'N');
		break;
	default:
		ob_u(o, view_u8(v));
		break;
	}
}

static void elements(struct pkt *pk, enum kind kind, struct view *v, struct obuf *o)
{
	static const uint8_t sizes[] = { [ADDRS] = 4, [PAIRS] = 8, [LONGS] = 4, [SIGNED] = 4,
		[SHORTS] = 2, [BYTES] = 1, [BOOLS] = 1 };

	for (bool first = true; v->len >= sizes[kind] && view_more(v); first = false) {
		if (!first)
			ob_c(o, kind == BYTES ? '.' : ',');
		element(pk, kind, v, o);
	}
}

static void codes(struct view *v, struct obuf *o)
{
	for (unsigned i = 0; view_more(v); i++) {
		ob_str(o, i % 4 ? ", " : "\n\t      ");
		name_text(view_u8(v), o);
	}
}

static void numbered(const struct word *words, struct view *v, struct obuf *o)
{
	if (v->len)
		ob_word(o, words, view_u8(v), "#", "");
	else
		ob_str(o, "[ERROR: length < 1 bytes]");
}

static void data_text(struct pkt *pk, uint8_t code, struct view *v, struct obuf *o)
{
	enum kind kind = options[code].kind;

	if (code == MESSAGE_TYPE && v->len == 1) {
		ob_word(o, messages, view_u8(v), "Unknown (", ")");
		return;
	}
	switch (kind) {
	case TEXT:
		quoted(v, o);
		break;
	case NODE:
	case OVERLOAD:
		numbered(kind == NODE ? nodes : overloads, v, o);
		break;
	case CODES:
		codes(v, o);
		break;
	case CLIENT:
		client(v, o);
		break;
	case CLASSES:
		classes(v, o);
		break;
	case FQDN:
		fqdn(v, o);
		break;
	case AGENT:
		agent(v, o);
		break;
	case ROUTES:
		routes(pk, v, o);
		break;
	case GUESS:
		kind = v->len % 4 == 0 ? LONGS : v->len % 2 == 0 ? SHORTS : BYTES;
		/* fall through */
	default:
		elements(pk, kind, v, o);
		break;
	}
	if (v->len)
		ob_num(o, "\n\t  trailing data length ", v->len, "");
}

/* Fillers, all that follow each other, which are shown where everything is. */
static void fillers(struct pkt *pk, struct view *v, struct obuf *o)
{
	size_t n = 1;

	while (v->len && view_left(v) && !v->p[0]) {
		view_pass(v, 1);
		n++;
	}
	if (pk->show->v > 2) {
		ob_str(o, "\n\t    ");
		name_text(0, o);
		ob_str(o, ", length 0");
		if (n > 1)
			ob_num(o, ", occurs ", n, "");
	}
}

void dhcp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	ob_str(o, "\n\t  Vendor-rfc1048 Extensions\n\t    Magic Cookie ");
	ob_0x(o, view_be32(&v), 8);
	/* they go on behind UDP's length; where the capture ends between two, that is no failure */
	v.len = view_left(&v);
	while (view_more(&v)) {
		uint8_t code = view_u8(&v), n;
		struct view part;

		if (!code) {
			fillers(pk, &v, o);
			continue;
		}
		if (code == END && pk->show->v < 3)
			break;
		pk->whole = true;
		n = code == END ? 0 : view_u8(&v);
		pk->whole = false;
		ob_str(o, "\n\t    ");
		name_text(code, o);
		ob_num(o, ", length ", n, n ? ": " : "");
		view_need(&v, n);
		part = view_take(&v, n);
		data_text(pk, code, &part, o);
	}
}
