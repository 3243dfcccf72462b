/* BFD (RFC 5880, 5881, 5883, 7130): version and diagnostic(1) flags(1) multiplier(1) length(1)
 * discriminators(4, 4) intervals in microseconds(4, 4, 4), then authentication. */
#include "proto/rest.h"
#include "text.h"

#define HEADER 24
#define AUTH_PRESENT 0x04

/* By destination only: see below. */
static const struct bind bfd_on[] = {
	{ BY_UDP_TO, 3784, 48 }, { BY_UDP_TO, 3785, 48 }, { BY_UDP_TO, 4784, 48 },
	{ BY_UDP_TO, 6784, 48 }, { 0 },
};

static const struct word kinds[] = {
	{ 3784, "Control" }, { 3785, "Echo" }, { 4784, "Multihop" }, { 6784, "Lag" }, { 0, NULL },
};

static const struct word diagnostics[] = {
	{ 0, "No Diagnostic" }, { 1, "Control Detection Time Expired" },
	{ 2, "Echo Function Failed" }, { 3, "Neighbor Signaled Session Down" },
	{ 4, "Forwarding Plane Reset" }, { 5, "Path Down" }, { 6, "Concatenated Path Down" },
	{ 7, "Administratively Down" }, { 8, "Reverse Concatenated Path Down" }, { 0, NULL },
};

static const struct word flags0[] = {
	{ 0x80, "I Hear You" }, { 0x40, "Demand" }, { 0x20, "Poll" }, { 0x10, "Final" },
	{ 0x08, "Control Plane Independent" }, { 0x04, "Authentication Present" },
	{ 0x02, "Reserved" }, { 0x01, "Reserved" }, { 0, NULL },
};

static const struct word flags1[] = {
	{ 0x20, "Poll" }, { 0x10, "Final" }, { 0x08, "Control Plane Independent" },
	{ 0x04, "Authentication Present" }, { 0x02, "Demand" }, { 0x01, "Multipoint" },
	{ 0, NULL },
};

enum auth { PASSWORD = 1, MD5, MD5_METICULOUS, SHA1, SHA1_METICULOUS };

static const struct word auths[] = {
	{ PASSWORD, "Simple Password" }, { MD5, "Keyed MD5" },
	{ MD5_METICULOUS, "Meticulous Keyed MD5" }, { SHA1, "Keyed SHA1" },
	{ SHA1_METICULOUS, "Meticulous Keyed SHA1" }, { 0, NULL },
};

static void signature(struct pkt *pk, struct view v, size_t n, const char *what, struct obuf *o)
{
	const uint8_t *p = view_at(&v, 4, 4);

	ob_str(o, ", Sequence Number: ");
	ob_0x(o, be32(p), 8);
	p = view_at(&v, 8, n);
	if (pk->failed)
		return;
	ob_str(o, what);
	ob_hex_bytes(o, p, n);
}

static void auth(struct pkt *pk, struct view v, struct obuf *o)
{
	uint8_t type, len;
	const char *s;

	if (v.len < 4)
		pkt_cut(pk);
	type = *view_at(&v, 0, 1);
	len = *view_at(&v, 1, 1);
	if (pk->failed)
		return;
	s = word_of(auths, type);
	ob_str(o, "\n\tAuthentication: ");
	ob_str(o, s ? s : "Unknown");
	ob_num(o, " (", type, "), length: ");
	ob_u(o, len);
	ob_num(o, "\n\t  Auth Key ID: ", *view_at(&v, 2, 1), "");
	if (type == PASSWORD ? len < 4 || len > 19 :
	    type == MD5 || type == MD5_METICULOUS ? len != 24 :
	    type == SHA1 || type == SHA1_METICULOUS ? len != 28 :
						      false) {
		ob_num(o, "[invalid length ", len, "]");
		return;
	}
	if (type == PASSWORD) {
		ob_str(o, ", Password: ");
		for (unsigned i = 3; i < len; i++)
			ob_vis(o, *view_at(&v, i, 1));
	} else if (type == MD5 || type == MD5_METICULOUS) {
		signature(pk, v, 16, "\n\t  Digest: ", o);
	} else if (type == SHA1 || type == SHA1_METICULOUS) {
		signature(pk, v, 20, "\n\t  Hash: ", o);
	}
}

static void interval(struct obuf *o, const char *what, uint32_t us)
{
	uint32_t ms = us / 1000;

	ob_str(o, what);
	ob_blanks(o, ms > 999 ? 0 : ms > 99 ? 1 : ms > 9 ? 2 : 3);
	ob_num(o, "", ms, " ms");
}

static void state_text(const uint8_t *p, const char *kind, struct obuf *o)
{
	static const char *const states[] = { "AdminDown", "Down", "Init", "Up" };

	ob_str(o, kind && p[0] >> 5 ? kind : "Control");
	if (p[0] >> 5) {
		ob_str(o, ", State ");
		ob_str(o, states[p[1] >> 6]);
	}
	ob_str(o, ", Flags: [");
	ob_bits(o, p[0] >> 5 ? flags1 : flags0, p[0] >> 5 ? p[1] & 0x3f : p[1], ", ", "none");
	ob_c(o, ']');
}

static void control(struct pkt *pk, struct view v, const char *kind, struct obuf *o)
{
	const uint8_t *p = view_at(&v, 0, HEADER);
	const char *s;

	if (pk->failed)
		return;
	ob_num(o, "BFDv", p[0] >> 5, ", ");
	if (!pk->show->v) {
		state_text(p, kind, o);
		ob_num(o, ", length: ", v.len, "");
		return;
	}
	ob_num(o, "length: ", v.len, "\n\t");
	state_text(p, kind, o);
	ob_str(o, ", Diagnostic: ");
	s = word_of(diagnostics, p[0] & 0x1f);
	ob_str(o, s ? s : "unknown");
	ob_str(o, " (");
	ob_0x(o, p[0] & 0x1f, 2);
	ob_num(o, ")\n\tDetection Timer Multiplier: ", p[2], " (");
	ob_num(o, "", (uint64_t)p[2] * be32(p + 12) / 1000, " ms Detection time), BFD Length: ");
	ob_num(o, "", p[3], "\n\tMy Discriminator: ");
	ob_0x(o, be32(p + 4), 8);
	ob_str(o, ", Your Discriminator: ");
	ob_0x(o, be32(p + 8), 8);
	interval(o, "\n\t  Desired min Tx Interval:    ", be32(p + 12));
	interval(o, "\n\t  Required min Rx Interval:   ", be32(p + 16));
	interval(o, "\n\t  Required min Echo Interval: ", be32(p + 20));
	if (p[1] & AUTH_PRESENT)
		auth(pk, view_behind(v, HEADER), o);
}

static void bfd_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const char *kind = word_of(kinds, pk->ports[1]);
	uint8_t version;

	if (pk->ports[1] == 3785) {
		ob_num(o, "BFD, Echo, length: ", v.len, "");
		if (pk->show->v)
			hex_view(o, "\n\t", v);
		return;
	}
	version = *view_at(&v, 0, HEADER) >> 5;
	if (pk->failed)
		return;
	if (version < 2) {
		control(pk, v, kind, o);
		return;
	}
	ob_num(o, "BFDv", version, ", Control, length: ");
	ob_u(o, v.len);
	if (pk->show->v)
		hex_view(o, "\n\t", v);
}

const struct printer printer_bfd = { .name = "bfd", .title = "BFD", .on = bfd_on,
	.print = bfd_print, .whole = true };
