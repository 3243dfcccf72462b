/* DHCPv6 (RFC 8415): type(1) transaction(3), or type(1) hops(1) link's and peer's address(16, 16);
 * options: code(2) length(2) data. What does not fit is marked where it stands, and what is around
 * goes on. */
#include "dnsname.h"
#include "print.h"
#include "proto/dhcp6id.h"

#define RELAY_FORWARD 12
#define RELAY_REPLY 13
#define SHOWN 10	/* bytes of an opaque identifier */

static const struct bind dhcp6_on[] = { { BY_UDP, 546, 40 }, { BY_UDP, 547, 40 }, { 0 } };

static const struct word messages[] = {
	{ 1, "solicit" }, { 2, "advertise" }, { 3, "request" }, { 4, "confirm" }, { 5, "renew" },
	{ 6, "rebind" }, { 7, "reply" }, { 8, "release" }, { 9, "decline" }, { 10, "reconfigure" },
	{ 11, "inf-req" }, { RELAY_FORWARD, "relay-fwd" }, { RELAY_REPLY, "relay-reply" },
	{ 14, "leasequery" }, { 15, "leasequery-reply" }, { 0, NULL },
};

/* How an option's data are shown. */
enum kind {
	NOTHING,
	DUID,
	IA,
	IA_TA,
	ADDRESS,
	CODES,
	BYTE,
	SHORT,
	LONG,
	RELAYED,
	AUTH,
	STATUS,
	IDENTIFIER,
	RECONFIGURE,
	NAMES,
	ADDRESSES,
	PREFIX,
	REMOTE,
	TEXT,
	QUERY,
	OPTIONS,
	RELAY_DATA,
	NTP,
	AFTR
};

static const struct { enum kind kind; const char *name; } options[] = {
	[1] = { DUID, "client-ID" }, [2] = { DUID, "server-ID" }, [3] = { IA, "IA_NA" },
	[4] = { IA_TA, "IA_TA" }, [5] = { ADDRESS, "IA_ADDR" }, [6] = { CODES, "option-request" },
	[7] = { BYTE, "preference" }, [8] = { SHORT, "elapsed-time" },
	[9] = { RELAYED, "relay-message" }, [11] = { AUTH, "authentication" },
	[12] = { NOTHING, "server-unicast" }, [13] = { STATUS, "status-code" },
	[14] = { NOTHING, "rapid-commit" }, [15] = { NOTHING, "user-class" },
	[16] = { NOTHING, "vendor-class" }, [17] = { NOTHING, "vendor-specific-info" },
	[18] = { IDENTIFIER, "interface-ID" }, [19] = { RECONFIGURE, "reconfigure-message" },
	[20] = { NOTHING, "reconfigure-accept" }, [21] = { NAMES, "SIP-servers-domain" },
	[22] = { ADDRESSES, "SIP-servers-address" }, [23] = { ADDRESSES, "DNS-server" },
	[24] = { NAMES, "DNS-search-list" }, [25] = { IA, "IA_PD" },
	[26] = { PREFIX, "IA_PD-prefix" }, [27] = { ADDRESSES, "NIS-server" },
	[28] = { ADDRESSES, "NIS+-server" }, [29] = { NOTHING, "NIS-domain-name" },
	[30] = { NOTHING, "NIS+-domain-name" }, [31] = { ADDRESSES, "SNTP-servers" },
	[32] = { LONG, "lifetime" }, [33] = { NOTHING, "BCMCS-domain-name" },
	[34] = { ADDRESSES, "BCMCS-server" }, [36] = { NOTHING, "Geoconf-Civic" },
	[37] = { REMOTE, "Remote-ID" }, [38] = { IDENTIFIER, "Subscriber-ID" },
	[39] = { NOTHING, "Client-FQDN" }, [40] = { ADDRESSES, "PANA-agent" },
	[41] = { TEXT, "POSIX-timezone" }, [42] = { TEXT, "POSIX-tz-database" },
	[43] = { CODES, "Echo-request-option" }, [44] = { QUERY, "Lease-query" },
	[45] = { OPTIONS, "LQ-client-data" }, [46] = { LONG, "Clt-time" },
	[47] = { RELAY_DATA, "LQ-relay-data" }, [48] = { ADDRESSES, "LQ-client-link" },
	[56] = { NTP, "NTP-server" }, [64] = { AFTR, "AFTR-Name" }, [112] = { TEXT, "MUD-URL" },
};

#define OPTIONS_KNOWN (sizeof(options) / sizeof(options[0]))

static const struct word statuses[] = {
	{ 0, "Success" }, { 1, "UnspecFail" }, { 2, "NoAddrsAvail" }, { 3, "NoBinding" },
	{ 4, "NotOnLink" }, { 5, "UseMulticast" }, { 6, "NoPrefixAvail" },
	{ 7, "UnknownQueryType" }, { 8, "MalformedQuery" }, { 9, "NotConfigured" },
	{ 10, "NotAllowed" }, { 0, NULL },
};

static void options_text(struct pkt *pk, struct view v, struct obuf *o);
static void message_text(struct pkt *pk, struct view v, struct obuf *o);

static void code_text(uint16_t code, struct obuf *o)
{
	if (code < OPTIONS_KNOWN && options[code].name)
		ob_str(o, options[code].name);
	else
		ob_num(o, "opt_", code, "");
}

static void status(struct view *v, struct obuf *o)
{
	uint16_t code = view_be16(v);

	ob_c(o, ' ');
	if (code > 255)
		ob_str(o, "INVALID code");
	else
		ob_word(o, statuses, code, "code", "");
}

static void identifier(struct view *v, struct obuf *o)
{
	ob_c(o, ' ');
	ob_hex_bytes(o, v->p, v->len < SHOWN ? v->len : SHOWN);
	ob_str(o, "...");
}

/*
 * Names up to there; one without an end takes what follows it for its own, as in the classic text.
 * False: one is no name.
 */
static bool names(struct pkt *pk, struct view all, size_t size, struct obuf *o)
{
	size_t at = 0;

	while (at < size && pkt_step(pk)) {
		size_t n;

		ob_c(o, ' ');
		n = dnsname_plain(pk, &all, at, o);
		if (!n)
			return false;
		at += n;
	}
	return true;
}

static bool ntp(struct pkt *pk, struct view v, struct view all, struct obuf *o)
{
	if (v.len < 4)
		ob_str(o, " ?");
	while (v.len > 4 && view_more(&v)) {
		uint16_t sub = view_be16(&v), n = view_be16(&v);
		struct view part;

		if (n > v.len)
			return false;
		view_pass(&all, (size_t)(v.p - all.p));
		part = view_take(&v, n);
		ob_num(o, " subopt:", sub, "");
		if ((sub == 1 || sub == 2) && n == 16) {
			ob_c(o, ' ');
			names_ip6(pk, o, part.p);
		} else if (sub != 3) {
			ob_str(o, " ?");
		} else if (!names(pk, all, n ? 1 : 0, o)) {
			return false;
		}
	}
	return true;
}

/* One name without compression and without the last dot. */
static void aftr(struct view v, struct obuf *o)
{
	uint8_t n;

	if (v.len < 3) {
		ob_str(o, " ?");
		return;
	}
	ob_c(o, ' ');
	n = view_u8(&v);
	while (n && view_more(&v)) {
		struct view label;

		if (v.len < n + 1u) {
			ob_str(o, " ?");
			return;
		}
		label = view_take(&v, n);
		ob_vis_text(o, label.p, n);
		n = view_u8(&v);
		if (n)
			ob_c(o, '.');
	}
	if (n)
		ob_str(o, " ?");
}

static void requested(struct view *v, struct obuf *o)
{
	while (view_more(v)) {
		ob_c(o, ' ');
		code_text(view_be16(v), o);
	}
}

static void address(struct pkt *pk, struct view *v, struct obuf *o)
{
	ob_c(o, ' ');
	names_ip6(pk, o, view_bytes(v, 16));
}

static void lifetimes(struct view *v, struct obuf *o)
{
	ob_num(o, " pltime:", view_be32(v), " vltime:");
	ob_u(o, view_be32(v));
}

static void association(struct view *v, bool times, struct obuf *o)
{
	ob_num(o, " IAID:", view_be32(v), "");
	if (times) {
		ob_num(o, " T1:", view_be32(v), " T2:");
		ob_u(o, view_be32(v));
	}
}

/* Is the length one that the kind may have? */
static bool fits(enum kind kind, size_t n)
{
	static const struct { uint8_t min, max, step; } sizes[] = {
		[IA] = { 12, 0, 0 }, [IA_TA] = { 4, 0, 0 }, [ADDRESS] = { 24, 0, 0 },
		[CODES] = { 0, 0, 2 }, [BYTE] = { 1, 1, 0 }, [SHORT] = { 2, 2, 0 },
		[LONG] = { 4, 4, 0 }, [STATUS] = { 2, 0, 0 }, [RECONFIGURE] = { 1, 1, 0 },
		[ADDRESSES] = { 0, 0, 16 }, [PREFIX] = { 25, 0, 0 }, [REMOTE] = { 4, 0, 0 },
		[TEXT] = { 5, 0, 0 }, [QUERY] = { 17, 0, 0 }, [RELAY_DATA] = { 16, 0, 0 },
		[AFTR] = { 0, 0, 0 },
	};

	return n >= sizes[kind].min && (!sizes[kind].max || n <= sizes[kind].max) &&
	       (!sizes[kind].step || n % sizes[kind].step == 0);
}

static void reconfigure(uint8_t type, struct obuf *o)
{
	ob_str(o, " for ");
	if (type == 5 || type == 11) {
		ob_str(o, word_of(messages, type));
		return;
	}
	ob_str(o, "\?\?\?(");
	ob_hex(o, type, 2);
	ob_c(o, ')');
}

static void query(struct pkt *pk, struct view *v, struct obuf *o)
{
	uint8_t type = view_u8(v);

	if (type == 1 || type == 2)
		ob_str(o, type == 1 ? " by-address" : " by-clientID");
	else
		ob_num(o, " type_", type, "");
	address(pk, v, o);
}

/* What other options may be in: where they begin. */
static void container(struct pkt *pk, enum kind kind, struct view v, struct obuf *o)
{
	const uint8_t *prefix;

	switch (kind) {
	case IA:
	case IA_TA:
		association(&v, kind == IA, o);
		break;
	case ADDRESS:
		address(pk, &v, o);
		lifetimes(&v, o);
		break;
	case PREFIX:
		prefix = view_bytes(&v, 25);
		ob_c(o, ' ');
		names_ip6(pk, o, prefix + 9);
		ob_num(o, "/", prefix[8], " pltime:");
		ob_num(o, "", be32(prefix), " vltime:");
		ob_u(o, be32(prefix + 4));
		break;
	case QUERY:
		query(pk, &v, o);
		break;
	default:
		break;
	}
	if (v.len)
		options_text(pk, v, o);
}

static void plain(struct pkt *pk, enum kind kind, struct view *v, struct obuf *o)
{
	switch (kind) {
	case CODES:
		requested(v, o);
		break;
	case BYTE:
		ob_num(o, " ", view_u8(v), "");
		break;
	case SHORT:
		ob_num(o, " ", view_be16(v), "");
		break;
	case LONG:
		ob_num(o, " ", view_be32(v), "");
		break;
	case STATUS:
		status(v, o);
		break;
	case RECONFIGURE:
		reconfigure(view_u8(v), o);
		break;
	case ADDRESSES:
		while (view_more(v))
			address(pk, v, o);
		break;
	case RELAY_DATA:
		address(pk, v, o);
		identifier(v, o);
		break;
	case REMOTE:
		ob_num(o, " ", view_be32(v), "");
		identifier(v, o);
		break;
	case IDENTIFIER:
		identifier(v, o);
		break;
	case TEXT:
		ob_c(o, ' ');
		ob_vis_text(o, v->p, v->len);
		break;
	default:
		break;
	}
}

/* False: nothing more of this level can be read. */
static bool data_text(struct pkt *pk, enum kind kind, struct view v, struct view all,
		      struct obuf *o)
{
	if (!fits(kind, v.len)) {
		ob_str(o, " ?");
		return true;
	}
	switch (kind) {
	case DUID:
		dhcp6id_duid(v, o);
		return true;
	case AUTH:
		dhcp6id_auth(v, o);
		return true;
	case NAMES:
		return names(pk, all, v.len, o);
	case NTP:
		return ntp(pk, v, all, o);
	case AFTR:
		aftr(v, o);
		return true;
	case RELAYED:
		ob_str(o, " (");
		message_text(pk, v, o);
		return true;
	case IA:
	case IA_TA:
	case ADDRESS:
	case PREFIX:
	case QUERY:
	case OPTIONS:
		container(pk, kind, v, o);
		return true;
	default:
		plain(pk, kind, &v, o);
		return true;
	}
}

static void options_text(struct pkt *pk, struct view v, struct obuf *o)
{
	bool good = pk->depth < PKT_DEPTH;

	pk->depth++;
	while (good && view_more(&v)) {
		uint16_t code, n;
		struct view part, all;

		good = v.len >= 4 && v.len - 4 >= be16(v.p + 2);
		if (!good)
			break;
		code = view_be16(&v);
		n = view_be16(&v);
		all = (struct view){ v.p, v.end, 0, pk };
		part = view_take(&v, n);
		ob_str(o, " (");
		code_text(code, o);
		good = data_text(pk, code < OPTIONS_KNOWN ? options[code].kind : NOTHING, part, all,
				 o);
		if (good)
			ob_c(o, ')');
	}
	pk->depth--;
	if (!good)
		pkt_mark(pk, o);
}

static void relay_text(struct pkt *pk, struct view v, struct obuf *o)
{
	static const char *const which[] = { "linkaddr=", " peeraddr=" };

	view_pass(&v, 2);
	for (int i = 0; i < 2; i++) {
		const uint8_t *p = view_bytes(&v, 16);

		/* that ends the packet, wherever in it the message is */
		if (pk->failed)
			return;
		ob_str(o, which[i]);
		names_ip6(pk, o, p);
	}
	options_text(pk, v, o);
	ob_c(o, ')');
}

/* All that is promised can be read; the first message's head may reach beyond it. */
static void message_text(struct pkt *pk, struct view v, struct obuf *o)
{
	uint8_t type;

	ob_str(o, "dhcp6");
	if (view_left(&v) < 4) {
		pkt_mark(pk, o);
		return;
	}
	type = v.p[0];
	ob_c(o, ' ');
	ob_word(o, messages, type, "msgtype-", "");
	if (!pk->show->v)
		return;
	ob_str(o, " (");
	if (type == RELAY_FORWARD || type == RELAY_REPLY) {
		relay_text(pk, v, o);
		return;
	}
	ob_str(o, "xid=");
	ob_hex(o, be24(v.p + 1), 0);
	options_text(pk, view_behind(v, 4), o);
	ob_c(o, ')');
}

static void dhcp6_print(struct pkt *pk, struct view v, struct obuf *o)
{
	if (v.len > view_left(&v))
		v.len = view_left(&v);
	message_text(pk, v, o);
}

const struct printer printer_dhcp6 = { .name = "dhcp6", .title = "DHCPv6", .on = dhcp6_on,
	.print = dhcp6_print };
