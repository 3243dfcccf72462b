/* BGP (RFC 4271): a marker(16) length(2) type(1), then by type; several in a segment. */
#include <string.h>

#include "proto/bgp.h"
#include "proto/rest.h"

#define MARKER 16
#define HEADER 19

static const struct bind bgp_on[] = { { BY_TCP, 179, 42 }, { 0 } };

enum type { OPEN = 1, UPDATE, NOTIFICATION, KEEPALIVE, REFRESH };

static const struct word types[] = {
	{ OPEN, "Open" }, { UPDATE, "Update" }, { NOTIFICATION, "Notification" },
	{ KEEPALIVE, "Keepalive" }, { REFRESH, "Route Refresh" }, { 0, NULL },
};

enum capability {
	MULTIPROTOCOL = 1,
	ROUTE_REFRESH,
	MULTIPLE_LABELS = 8,
	GRACEFUL = 64,
	AS4,
	MULTIPLE_PATHS = 69,
	LONG_LIVED = 71,
	REFRESH_CISCO = 128
};

static const struct word capabilities[] = {
	{ MULTIPROTOCOL, "Multiprotocol Extensions" }, { ROUTE_REFRESH, "Route Refresh" },
	{ 3, "Cooperative Route Filtering" }, { 4, "Multiple Routes to a Destination" },
	{ 5, "Extended Next Hop Encoding" }, { MULTIPLE_LABELS, "Multiple Labels" },
	{ GRACEFUL, "Graceful Restart" }, { AS4, "32-Bit AS Number" },
	{ 67, "Dynamic Capability" }, { 68, "Multisession BGP" },
	{ MULTIPLE_PATHS, "Multiple Paths" }, { 70, "Enhanced Route Refresh" },
	{ LONG_LIVED, "Long-lived Graceful Restart" }, { REFRESH_CISCO, "Route Refresh (Cisco)" },
	{ 0, NULL },
};

const struct word bgp_afis[] = {
	{ 0, "Reserved" }, { 1, "IPv4" }, { 2, "IPv6" }, { 3, "NSAP" }, { 4, "HDLC" },
	{ 5, "BBN 1822" }, { 6, "802" }, { 7, "E.163" }, { 8, "E.164" }, { 9, "F.69" },
	{ 10, "X.121" }, { 11, "Novell IPX" }, { 12, "Appletalk" }, { 13, "Decnet IV" },
	{ 14, "Banyan Vines" }, { 15, "E.164 with NSAP subaddress" }, { 25, "VPLS" },
	{ 196, "Layer-2 VPN" }, { 0, NULL },
};

const struct word bgp_safis[] = {
	{ 0, "Reserved" }, { 1, "Unicast" }, { 2, "Multicast" }, { 3, "Unicast+Multicast" },
	{ 4, "labeled Unicast" }, { 5, "Multicast VPN" }, { 64, "Tunnel" }, { 65, "VPLS" },
	{ 66, "MDT" }, { 70, "EVPN" }, { 128, "labeled VPN Unicast" },
	{ 129, "labeled VPN Multicast" }, { 130, "labeled VPN Unicast+Multicast" },
	{ 132, "Route Target Routing Information" }, { 0, NULL },
};

void bgp_word(struct obuf *o, const struct word *words, uint32_t value, const char *other)
{
	const char *s = word_of(words, value);

	ob_str(o, s ? s : other);
	ob_num(o, " (", value, ")");
}

void bgp_as(const struct pkt *pk, uint32_t as, struct obuf *o)
{
	if (pk->show->asdot && as > UINT16_MAX) {
		ob_num(o, "", as >> 16, ".");
		as &= 0xffff;
	}
	ob_u(o, as);
}

static void family(struct obuf *o, const char *before, uint16_t afi, uint8_t safi)
{
	ob_str(o, before);
	bgp_word(o, bgp_afis, afi, "Unknown");
	ob_str(o, ", SAFI ");
	bgp_word(o, bgp_safis, safi, "Unknown");
}

/* RFC 4724. False: it is too short. */
static bool graceful(struct view v, struct obuf *o)
{
	uint16_t time;

	if (v.len < 2) {
		ob_str(o, " (too short, < 2)");
		return false;
	}
	time = be16(view_at(&v, 0, 2));
	ob_str(o, time & 0x8000 ? "\n\t\tRestart Flags: [R], Restart Time " :
				  "\n\t\tRestart Flags: [none], Restart Time ");
	ob_num(o, "", time & 0xfff, "s");
	view_pass(&v, 2);
	while (v.len >= 4 && view_more(&v)) {
		const uint8_t *p = view_at(&v, 0, 4);

		family(o, "\n\t\t  AFI ", be16(p), p[2]);
		ob_str(o, ", Forwarding state preserved: ");
		ob_str(o, p[3] & 0x80 ? "yes" : "no");
		view_pass(&v, 4);
	}
	return true;
}

/* RFC 7911. */
static void multiple_paths(struct view v, struct obuf *o)
{
	static const struct word ways[] = { { 1, "Receive" }, { 2, "Send" }, { 3, "Both" },
		{ 0, NULL } };

	if (!v.len) {
		ob_str(o, " (bogus)");
		return;
	}
	while (v.len >= 4 && view_more(&v)) {
		const uint8_t *p = view_at(&v, 0, 4);
		const char *way = word_of(ways, p[3]);

		family(o, "\n\t\tAFI ", be16(p), p[2]);
		ob_str(o, ", Send/Receive: ");
		ob_str(o, way ? way : "Bogus (0x");
		if (!way) {
			ob_hex(o, p[3], 2);
			ob_c(o, ')');
		}
		view_pass(&v, 4);
	}
	if (v.len)
		ob_str(o, " (invalid)");
}

/* RFC 8277. */
static void multiple_labels(struct view v, struct obuf *o)
{
	while (v.len >= 4 && view_more(&v)) {
		const uint8_t *p = view_at(&v, 0, 4);

		family(o, "\n\t\tAFI ", be16(p), p[2]);
		ob_num(o, ", Count: ", p[3], "");
		view_pass(&v, 4);
	}
}

/* False: what follows it is not looked at. */
static bool capability_value(struct pkt *pk, struct view v, uint8_t code, struct obuf *o)
{
	switch (code) {
	case MULTIPROTOCOL:
		if (v.len < 4) {
			ob_str(o, " (too short, < 4)");
			return false;
		}
		family(o, "\n\t\tAFI ", be16(view_at(&v, 0, 2)), *view_at(&v, 3, 1));
		return true;
	case GRACEFUL:
		return graceful(v, o);
	case AS4:
		if (v.len < 4) {
			ob_str(o, " (too short, < 4)");
			return false;
		}
		ob_str(o, "\n\t\t 4 Byte AS ");
		bgp_as(pk, be32(view_at(&v, 0, 4)), o);
		return true;
	case MULTIPLE_PATHS:
		multiple_paths(v, o);
		return true;
	case MULTIPLE_LABELS:
		multiple_labels(v, o);
		return true;
	case ROUTE_REFRESH:
	case REFRESH_CISCO:
	case LONG_LIVED:
		return true;
	default:
		ob_num(o, "\n\t\tno decoder for Capability ", code, "");
		if (pk->show->v <= 1)
			hex_view(o, "\n\t\t", v);
		return true;
	}
}

static void capability_list(struct pkt *pk, struct view v, struct obuf *o)
{
	while (view_more(&v)) {
		struct view value;
		uint8_t code, n;

		if (!view_has(&v, 0, 2)) {
			pkt_mark(pk, o);
			return;
		}
		code = v.p[0];
		n = v.p[1];
		ob_str(o, "\n\t      ");
		bgp_word(o, capabilities, code, "Unknown");
		ob_num(o, ", length: ", n, "");
		if (!view_has(&v, 2, n)) {
			pkt_mark(pk, o);
			return;
		}
		value = view_behind(v, 2);
		value.len = n;
		if (!capability_value(pk, value, code, o))
			return;
		if (pk->show->v > 1 && n && !pk->failed)
			hex_view(o, "\n\t\t", value);
		view_pass(&v, 2u + n);
	}
}

static void open_print(struct pkt *pk, struct view v, struct obuf *o)
{
	static const struct word options[] = { { 1, "Authentication Information" },
		{ 2, "Capabilities Advertisement" }, { 0, NULL } };
	const uint8_t *p = view_at(&v, 0, 10);
	size_t left;		/* of the message, which may be shorter than its options */

	if (v.len < 10)
		pkt_cut(pk);
	if (pk->failed)
		return;
	ob_num(o, "\n\t  Version ", p[0], ", my AS ");
	ob_num(o, "", be16(p + 1), ", Holdtime ");
	ob_num(o, "", be16(p + 3), "s, ID ");
	names_ip4(pk, o, p + 5);
	ob_num(o, "\n\t  Optional parameters, length: ", p[9], "");
	view_pass(&v, 10);
	left = v.len;
	v.len = p[9];
	while (view_more(&v)) {
		uint8_t type = *view_at(&v, 0, 1), n = *view_at(&v, 1, 1);
		struct view value;

		if (left < 2)
			pkt_cut(pk);
		if (pk->failed)
			return;
		left -= n + 2u < left ? n + 2u : left;
		if (n + 2u > v.len) {
			ob_num(o, "\n\t     Option ", type, ", length: ");
			ob_num(o, "", n, ", goes past the end of the options");
			return;
		}
		ob_str(o, "\n\t    Option ");
		bgp_word(o, options, type, "Unknown");
		ob_num(o, ", length: ", n, "");
		value = view_behind(v, 2);
		value.len = n;
		if (type == 2)
			capability_list(pk, value, o);
		else
			ob_num(o, "\n\t      no decoder for option ", type, "");
		view_pass(&v, 2u + n);
	}
}

static const struct word errors[] = {
	{ 1, "Message Header Error" }, { 2, "OPEN Message Error" }, { 3, "UPDATE Message Error" },
	{ 4, "Hold Timer Expired" }, { 5, "Finite State Machine Error" }, { 6, "Cease" },
	{ 7, "Capability Message Error" }, { 0, NULL },
};

static const struct word header_errors[] = {
	{ 1, "Connection Not Synchronized" }, { 2, "Bad Message Length" },
	{ 3, "Bad Message Type" }, { 0, NULL },
};

static const struct word open_errors[] = {
	{ 1, "Unsupported Version Number" }, { 2, "Bad Peer AS" }, { 3, "Bad BGP Identifier" },
	{ 4, "Unsupported Optional Parameter" }, { 5, "Authentication Failure" },
	{ 6, "Unacceptable Hold Time" }, { 7, "Capability Message Error" }, { 0, NULL },
};

static const struct word update_errors[] = {
	{ 1, "Malformed Attribute List" }, { 2, "Unrecognized Well-known Attribute" },
	{ 3, "Missing Well-known Attribute" }, { 4, "Attribute Flags Error" },
	{ 5, "Attribute Length Error" }, { 6, "Invalid ORIGIN Attribute" },
	{ 7, "AS Routing Loop" }, { 8, "Invalid NEXT_HOP Attribute" },
	{ 9, "Optional Attribute Error" }, { 10, "Invalid Network Field" },
	{ 11, "Malformed AS_PATH" }, { 0, NULL },
};

static const struct word state_errors[] = {
	{ 0, "Unspecified Error" }, { 1, "In OpenSent State" }, { 2, "In OpenConfirm State" },
	{ 3, "In Established State" }, { 0, NULL },
};

enum cease { MAX_PREFIXES = 1, SHUTDOWN, RESET = 4 };

static const struct word ceases[] = {
	{ MAX_PREFIXES, "Maximum Number of Prefixes Reached" },
	{ SHUTDOWN, "Administrative Shutdown" }, { 3, "Peer Unconfigured" },
	{ RESET, "Administrative Reset" }, { 5, "Connection Rejected" },
	{ 6, "Other Configuration Change" }, { 7, "Connection Collision Resolution" }, { 0, NULL },
};

static const struct word capability_errors[] = {
	{ 1, "Invalid Action Value" }, { 2, "Invalid Capability Length" },
	{ 3, "Malformed Capability Value" }, { 4, "Unsupported Capability Code" }, { 0, NULL },
};

/* RFC 9003: what the administrator had to say. */
static void communication(struct pkt *pk, struct view v, struct obuf *o)
{
	uint8_t n = *view_at(&v, 0, 1);

	if (pk->failed)
		return;
	if (!n) {
		ob_str(o, ", empty Shutdown Communication");
		view_pass(&v, 1);
	} else if (n > v.len - 1) {
		ob_str(o, ", invalid Shutdown Communication length");
	} else {
		ob_num(o, ", Shutdown Communication (length: ", n, "): \"");
		view_pass(&v, 1);
		for (unsigned i = 0; i < n; i++)
			ob_vis(o, *view_at(&v, i, 1));
		ob_c(o, '"');
		view_pass(&v, n);
	}
	if (v.len && !pk->failed) {
		ob_num(o, ", Data: (length: ", v.len, ")");
		hex_view(o, "\n\t\t", v);
	}
}

static void cease(struct pkt *pk, struct view v, uint8_t subcode, struct obuf *o)
{
	if (subcode == MAX_PREFIXES && v.len >= 7) {
		const uint8_t *p = view_at(&v, 0, 7);

		family(o, ", AFI ", be16(p), p[2]);
		ob_num(o, ", Max Prefixes: ", be32(p + 3), "");
	}
	if ((subcode == SHUTDOWN || subcode == RESET) && v.len)
		communication(pk, v, o);
}

static void notification(struct pkt *pk, struct view v, struct obuf *o)
{
	static const struct word *const subs[] = { NULL, header_errors, open_errors,
		update_errors, NULL, state_errors, ceases, capability_errors };
	const uint8_t *p = view_at(&v, 0, 2);

	if (pk->failed || v.len < 2)
		return;
	ob_str(o, ", ");
	bgp_word(o, errors, p[0], "Unknown Error");
	if (p[0] >= sizeof(subs) / sizeof(subs[0]) || !subs[p[0]])
		return;
	ob_str(o, p[0] == 5 || p[0] == 7 ? " subcode " : ", subcode ");
	bgp_word(o, subs[p[0]], p[1], "Unknown");
	if (p[0] == 6)
		cease(pk, view_behind(v, 2), p[1], o);
}

static void refresh(struct pkt *pk, struct view all, struct obuf *o)
{
	struct view v = view_behind(all, HEADER);
	const uint8_t *p = view_at(&v, 0, 4);

	if (pk->failed || v.len < 4)
		return;
	family(o, "\n\t  AFI ", be16(p), p[3]);
	if (pk->show->v > 1)
		hex_view(o, "\n\t  ", all);
}

static void message(struct pkt *pk, struct view v, struct obuf *o)
{
	const struct view all = v;
	uint8_t type = v.p[18];

	ob_str(o, "\n\t");
	ob_str(o, word_of(types, type) ? word_of(types, type) : "Unknown");
	ob_num(o, " Message (", type, "), length: ");
	ob_u(o, v.len);
	view_pass(&v, HEADER);
	switch (type) {
	case OPEN:
		open_print(pk, v, o);
		return;
	case UPDATE:
		bgp_update(pk, v, o);
		return;
	case NOTIFICATION:
		notification(pk, v, o);
		return;
	case KEEPALIVE:
		return;
	case REFRESH:
		refresh(pk, all, o);
		return;
	default:
		ob_num(o, "\n\t  no Message ", type, " decoder");
		hex_view(o, "\n\t  ", all);
	}
}

static bool is_marker(const struct view *v)
{
	for (size_t i = 0; i < MARKER; i++)
		if (v->p[i] != 0xff)
			return false;
	return true;
}

/* The next message, behind what is none. False: there is no other. */
static bool find(struct pkt *pk, struct view *v, struct obuf *o)
{
	const uint8_t *start = v->p;

	while (view_has(v, 0, MARKER)) {
		if (is_marker(v)) {
			bool whole = view_has(v, 0, HEADER);

			if (v->p != start)
				pkt_mark(pk, o);
			if (!whole)
				pkt_mark(pk, o);
			return whole;
		}
		view_pass(v, 1);
	}
	return false;
}

static void bgp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	ob_str(o, ": BGP");
	if (!pk->show->v)
		return;
	while (find(pk, &v, o) && pkt_step(pk)) {
		uint16_t len = be16(v.p + MARKER);
		struct view one = v;

		if (len < HEADER) {
			ob_num(o, "\nmessage length ", len, " < 19 (invalid)");
			return;
		}
		if (!view_has(&v, 0, len)) {
			const char *s = word_of(types, v.p[18]);

			ob_str(o, "\n[|BGP ");
			ob_str(o, s ? s : "Unknown Message Type");
			ob_c(o, ']');
			return;
		}
		one.len = len;
		message(pk, one, o);
		/* one that ends early is no reason not to look at the next */
		pkt_resume(pk, o);
		view_pass(&v, len);
	}
}

const struct printer printer_bgp = { .name = "bgp", .title = "BGP", .on = bgp_on,
	.print = bgp_print };
