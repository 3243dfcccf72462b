/* What opaque LSAs hold: traffic engineering (RFC 3630, 4203), grace (3623), capabilities (7770) */
#include "proto/mbps.h"
#include "proto/ospf.h"
#include "proto/rest.h"

enum sub {
	LINK_TYPE = 1,
	LINK_ID,
	LOCAL,
	REMOTE,
	METRIC,
	BANDWIDTH,
	RESERVABLE,
	UNRESERVED,
	GROUP,
	LOCAL_REMOTE = 11,
	PROTECTION = 14,
	SWITCHING,
	RISK,
	CONSTRAINTS,
};

static const struct word subs[] = {
	{ LINK_TYPE, "Link Type" }, { LINK_ID, "Link ID" },
	{ LOCAL, "Local Interface IP address" }, { REMOTE, "Remote Interface IP address" },
	{ METRIC, "Traffic Engineering Metric" }, { BANDWIDTH, "Maximum Bandwidth" },
	{ RESERVABLE, "Maximum Reservable Bandwidth" }, { UNRESERVED, "Unreserved Bandwidth" },
	{ GROUP, "Administrative Group" }, { LOCAL_REMOTE, "Link Local/Remote Identifier" },
	{ PROTECTION, "Link Protection Type" }, { SWITCHING, "Interface Switching Capability" },
	{ RISK, "Shared Risk Link Group" }, { CONSTRAINTS, "Bandwidth Constraints" }, { 0, NULL },
};

static const struct word protections[] = {
	{ 0x01, "Extra Traffic" }, { 0x02, "Unprotected" }, { 0x04, "Shared" },
	{ 0x08, "Dedicated 1:1" }, { 0x10, "Dedicated 1+1" }, { 0x20, "Enhanced" },
	{ 0x40, "Reserved" }, { 0x80, "Reserved" }, { 0, NULL },
};

static const struct word switchings[] = {
	{ 1, "Packet-Switch Capable-1" }, { 2, "Packet-Switch Capable-2" },
	{ 3, "Packet-Switch Capable-3" }, { 4, "Packet-Switch Capable-4" },
	{ 51, "Layer-2 Switch Capable" }, { 100, "Time-Division-Multiplex" },
	{ 150, "Lambda-Switch Capable" }, { 200, "Fiber-Switch Capable" }, { 0, NULL },
};

static const struct word encodings[] = {
	{ 1, "Packet" }, { 2, "Ethernet V2/DIX" }, { 3, "ANSI/ETSI PDH" }, { 4, "Reserved" },
	{ 5, "SDH ITU-T G.707/SONET ANSI T1.105" }, { 6, "Reserved" }, { 7, "Digital Wrapper" },
	{ 8, "Lambda (photonic)" }, { 9, "Fiber" }, { 10, "Reserved" }, { 11, "FiberChannel" },
	{ 0, NULL },
};

static const struct word models[] = {
	{ 0, "Russian dolls" }, { 1, "Maximum allocation" },
	{ 254, "Maximum allocation with E-LSP support" }, { 0, NULL },
};

static void known(struct obuf *o, const struct word *words, uint32_t value, const char *other,
		  const char *before)
{
	const char *s = word_of(words, value);

	ob_str(o, s ? s : other);
	ob_num(o, before, value, ")");
}

static bool wrong(struct obuf *o, const char *how, size_t right)
{
	ob_num(o, how, right, " (invalid)");
	return false;
}

static void identifier(struct pkt *pk, const uint8_t *p, struct obuf *o)
{
	ob_str(o, ", ");
	names_ip4(pk, o, p);
	ob_str(o, " (");
	ob_0x(o, be32(p), 8);
	ob_c(o, ')');
}

static bool capability(struct view *v, size_t n, struct obuf *o)
{
	const char *s;

	if (n < 36)
		return wrong(o, " < ", 36);
	ob_str(o, "\n\t\tInterface Switching Capability: ");
	s = word_of(switchings, *view_at(v, 0, 1));
	ob_str(o, s ? s : "Unknown");
	ob_str(o, "\n\t\tLSP Encoding: ");
	s = word_of(encodings, *view_at(v, 1, 1));
	ob_str(o, s ? s : "Unknown");
	ob_str(o, "\n\t\tMax LSP Bandwidth:");
	for (unsigned i = 0; i < 8; i++) {
		const uint8_t *p = view_at(v, 4 + 4 * i, 4);

		ob_num(o, "\n\t\t  priority level ", i, ": ");
		ob_mbps(o, p);
	}
	return true;
}

static bool constraints(struct view *v, size_t n, struct obuf *o)
{
	if (n < 4)
		return wrong(o, " < ", 4);
	ob_str(o, "\n\t\tBandwidth Constraints Model ID: ");
	known(o, models, *view_at(v, 0, 1), "unknown", " (");
	if (n % 4) {
		ob_num(o, "\n\t\tlength ", n, " != N x 4 (invalid)");
		return false;
	}
	if (n > 36) {
		ob_num(o, "\n\t\tlength ", n, " > 36 (invalid)");
		return false;
	}
	for (unsigned i = 0; i < n / 4 - 1; i++) {
		const uint8_t *p = view_at(v, 4 + 4 * i, 4);

		ob_num(o, "\n\t\t  Bandwidth constraint CT", i, ": ");
		ob_mbps(o, p);
	}
	return true;
}

static bool risks(struct view *v, size_t n, struct obuf *o)
{
	if (n % 4) {
		ob_str(o, " != N x 4 (invalid)");
		return false;
	}
	for (size_t i = 0; i < n; i += 4)
		ob_num(o, i ? ", " : "\n\t\t  Shared risk group: ", be32(view_at(v, i, 4)), "");
	return true;
}

/* The sizes that must be right; 0: any, or more than one. */
static size_t sub_size(uint16_t type)
{
	switch (type) {
	case LINK_TYPE:
		return 1;
	case LOCAL:
	case REMOTE:
	case METRIC:
	case BANDWIDTH:
	case RESERVABLE:
	case GROUP:
	case PROTECTION:
		return 4;
	case UNRESERVED:
		return 32;
	default:
		return 0;
	}
}

/* False: a length is wrong, and the rest is not looked at. */
static bool sub_value(struct pkt *pk, struct view *v, uint16_t type, size_t n, struct obuf *o)
{
	static const struct word kinds[] = { { 1, "Point-to-point" }, { 2, "Multi-Access" },
		{ 0, NULL } };

	switch (type) {
	case LINK_TYPE:
		ob_str(o, ", ");
		known(o, kinds, *view_at(v, 0, 1), "unknown", " (");
		return true;
	case LINK_ID:
	case LOCAL_REMOTE:
		if (n != 4 && n != 8) {
			ob_str(o, " != 4 && != 8 (invalid)");
			return false;
		}
		identifier(pk, view_at(v, 0, 4), o);
		if (n == 8)
			identifier(pk, view_at(v, 4, 4), o);
		return true;
	case LOCAL:
	case REMOTE:
		ob_str(o, ", ");
		names_ip4(pk, o, view_at(v, 0, 4));
		return true;
	case METRIC:
		ob_num(o, ", Metric ", be32(view_at(v, 0, 4)), "");
		return true;
	case BANDWIDTH:
	case RESERVABLE:
		ob_str(o, ", ");
		ob_mbps(o, view_at(v, 0, 4));
		return true;
	case UNRESERVED:
		for (unsigned i = 0; i < 8; i++) {
			ob_num(o, "\n\t\tTE-Class ", i, ": ");
			ob_mbps(o, view_at(v, 4 * i, 4));
		}
		return true;
	case GROUP:
		ob_str(o, ", ");
		ob_0x(o, be32(view_at(v, 0, 4)), 8);
		return true;
	case PROTECTION:
		ob_str(o, ", ");
		ob_bits(o, protections, *view_at(v, 0, 1), ", ", "none");
		return true;
	case SWITCHING:
		return capability(v, n, o);
	case RISK:
		return risks(v, n, o);
	case CONSTRAINTS:
		return constraints(v, n, o);
	default:
		if (pk->show->v <= 1)
			hex_view(o, "\n\t\t", view_limit(*v, n));
		return true;
	}
}

static size_t padded(size_t n)
{
	return (n + 3) / 4 * 4;
}

/* Two lengths that do not fit. */
static bool short_by(struct obuf *o, const char *what, size_t left, const char *sign, size_t n)
{
	ob_num(o, what, left, sign);
	ob_u(o, n);
	return false;
}

/* What a link TLV holds. False: nothing more to say. */
static bool te_link(struct pkt *pk, struct view *v, size_t left, struct obuf *o)
{
	while (left && pkt_step(pk)) {
		uint16_t type, n;
		size_t right;

		if (left < 4)
			return short_by(o, "\n\t    Remaining TLV length ", left, " < ", 4);
		type = be16(view_at(v, 0, 2));
		n = be16(view_at(v, 2, 2));
		view_pass(v, 4);
		if (pk->failed)
			return false;
		if (!type || !n) {
			ob_str(o, " (invalid)");
			return false;
		}
		ob_str(o, "\n\t      ");
		known(o, subs, type, "unknown", " subTLV (");
		ob_num(o, ", length: ", n, "");
		if (left < 4u + n)
			return short_by(o, "\n\t    Remaining TLV length ", left, " < ", 4u + n);
		if (!view_has(v, 0, n))
			return false;
		right = sub_size(type);
		if (right && n != right)
			return wrong(o, " != ", right);
		if (!sub_value(pk, v, type, n, o))
			return false;
		if (left < 4 + padded(n))
			return short_by(o, "\n\t    Remaining TLV length ", left, " < ",
					4 + padded(n));
		view_pass(v, padded(n));
		left -= 4 + padded(n);
	}
	return !pk->failed;
}

/* type(2) length(2) of the next, and its name. False: they are not there. */
static bool tlv_head(struct view *v, size_t *left, const struct word *names, uint16_t *type,
		     uint16_t *n, struct obuf *o)
{
	if (!view_has(v, 0, 4))
		return false;
	*type = be16(v->p);
	*n = be16(v->p + 2);
	view_pass(v, 4);
	*left -= 4;
	ob_str(o, "\n\t    ");
	known(o, names, *type, "unknown", " TLV (");
	return true;
}

bool ospf_te_print(struct pkt *pk, struct view v, struct obuf *o)
{
	static const struct word tlvs[] = { { 1, "Router Address" }, { 2, "Link" }, { 0, NULL } };
	size_t left = v.len;
	bool link = false;

	while (left && pkt_step(pk)) {
		uint16_t type, n;

		if (left < 4 && view_has(&v, 0, 4))
			return short_by(o, "\n\t    Remaining LS length ", left, " < ", 4);
		if (!tlv_head(&v, &left, tlvs, &type, &n, o))
			return false;
		ob_num(o, ", length: ", n, "");
		if (n > left)
			return short_by(o, "\n\t    Bogus length ", n, " > ", left);
		if (!type || !n)
			return false;
		if (type == 2) {
			link = true;
			if (!te_link(pk, &v, n, o))
				return false;
		} else if (type == 1) {
			if (n < 4)
				return short_by(o, "\n\t    TLV length ", n, " < ", 4);
			view_need(&v, 4);
			ob_str(o, ", ");
			names_ip4(pk, o, view_at(&v, 0, 4));
			view_pass(&v, padded(n));
		} else {
			if (pk->show->v <= 1)
				hex_view(o, "\n\t      ", view_limit(v, n));
			view_pass(&v, padded(n));
		}
		if (padded(n) > left)
			return false;
		left -= padded(n);
	}
	return !link;
}

/* "Bogus length", where one size only is right. */
static bool is_size(struct obuf *o, size_t n, size_t right)
{
	return n == right || short_by(o, "\n\t    Bogus length ", n, " != ", right);
}

bool ospf_grace_print(struct pkt *pk, struct view v, struct obuf *o)
{
	static const struct word tlvs[] = { { 1, "Grace Period" }, { 2, "Graceful restart Reason" },
		{ 3, "IPv4 interface address" }, { 0, NULL } };
	static const struct word reasons[] = { { 1, "Software Restart" },
		{ 2, "Software Reload/Upgrade" }, { 3, "Control Processor Switch" }, { 0, NULL } };
	size_t left = v.len;

	while (left && pkt_step(pk)) {
		uint16_t type, n;

		if (left < 4 && view_has(&v, 0, 4))
			return short_by(o, "\n\t    Remaining LS length ", left, " < ", 4);
		if (!tlv_head(&v, &left, tlvs, &type, &n, o))
			return false;
		ob_num(o, ", length ", n, ", value: ");
		if (n > left)
			return short_by(o, "\n\t    Bogus length ", n, " > ", left);
		if (!type || !n || !view_has(&v, 0, n))
			return false;
		if ((type == 1 || type == 3) && !is_size(o, n, 4))
			return false;
		if (type == 2 && !is_size(o, n, 1))
			return false;
		if (type == 1)
			ob_num(o, "", be32(view_at(&v, 0, 4)), "s");
		else if (type == 2)
			known(o, reasons, *view_at(&v, 0, 1), "Unknown", " (");
		else if (type == 3)
			names_ip4(pk, o, view_at(&v, 0, 4));
		else if (pk->show->v <= 1)
			hex_view(o, "\n\t      ", view_limit(v, n));
		if (padded(n) > left)
			return false;
		left -= padded(n);
		view_pass(&v, padded(n));
	}
	return true;
}

bool ospf_router_info_print(struct pkt *pk, struct view v, struct obuf *o)
{
	static const struct word tlvs[] = { { 1, "Router Capabilities" }, { 0, NULL } };
	static const struct word bits[] = { { 0x01, "Reserved" }, { 0x02, "Reserved" },
		{ 0x04, "Reserved" }, { 0x08, "Reserved" }, { 0x10, "graceful restart capable" },
		{ 0x20, "graceful restart helper" }, { 0x40, "Stub router support" },
		{ 0x80, "Traffic engineering" }, { 0x100, "p2p over LAN" },
		{ 0x200, "path computation server" }, { 0, NULL } };
	size_t left = v.len;

	while (left && pkt_step(pk)) {
		uint16_t type = be16(view_at(&v, 0, 2)), n = be16(view_at(&v, 2, 2));

		if (pk->failed)
			return false;
		view_pass(&v, 4);
		left -= left < 4 ? left : 4;
		ob_str(o, "\n\t    ");
		known(o, tlvs, type, "unknown", " TLV (");
		ob_num(o, ", length: ", n, ", value: ");
		if (n > left)
			return short_by(o, "\n\t    Bogus length ", n, " > remaining LS length ",
					left);
		view_need(&v, n);
		if (type == 1) {
			if (!is_size(o, n, 4))
				return false;
			ob_str(o, "Capabilities: ");
			ob_bits(o, bits, be32(view_at(&v, 0, 4)), ", ", "Unknown");
		} else if (pk->show->v <= 1) {
			hex_view(o, "\n\t      ", view_limit(v, n));
		}
		left -= n;
		view_pass(&v, n);
	}
	return true;
}
