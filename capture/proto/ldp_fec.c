/* LDP's forwarding equivalence classes: RFC 5036, pseudowires of RFC 4447, VCCV of RFC 5085. */
#include <string.h>

#include "proto/bgp.h"
#include "proto/ldp.h"
#include "proto/rest.h"

enum fec { WILDCARD = 1, PREFIX, HOST, MARTINI = 0x80 };

static const struct word fecs[] = {
	{ WILDCARD, "Wildcard" }, { PREFIX, "Prefix" }, { HOST, "Host address" },
	{ MARTINI, "Martini VC" }, { 0, NULL },
};

static const struct word circuits[] = {
	{ 0, "Reserved" }, { 1, "Frame Relay DLCI (Martini Mode)" },
	{ 2, "ATM AAL5 SDU VCC transport" }, { 3, "ATM transparent cell transport" },
	{ 4, "Ethernet VLAN" }, { 5, "Ethernet" }, { 6, "Cisco-HDLC" }, { 7, "PPP" },
	{ 8, "SONET/SDH Circuit Emulation Service over MPLS" },
	{ 9, "ATM n-to-one VCC cell transport" }, { 10, "ATM n-to-one VPC cell transport" },
	{ 11, "IP Layer2 Transport" }, { 12, "ATM one-to-one VCC Cell Mode" },
	{ 13, "ATM one-to-one VPC Cell Mode" }, { 14, "ATM AAL5 PDU VCC transport" },
	{ 15, "Frame-Relay Port mode" }, { 16, "SONET/SDH Circuit Emulation over Packet" },
	{ 17, "Structure-agnostic E1 over Packet" },
	{ 18, "Structure-agnostic T1 (DS1) over Packet" },
	{ 19, "Structure-agnostic E3 over Packet" },
	{ 20, "Structure-agnostic T3 (DS3) over Packet" }, { 21, "CESoPSN basic mode" },
	{ 22, "TDMoIP basic mode" }, { 23, "CESoPSN TDM with CAS" },
	{ 24, "TDMoIP TDM with CAS" }, { 25, "Frame Relay DLCI" }, { 64, "IP-interworking" },
	{ 0, NULL },
};

enum parameter { MTU = 1, DESCRIPTION = 3, VCCV = 12 };

static const struct word parameters[] = {
	{ MTU, "MTU" }, { DESCRIPTION, "Description" }, { VCCV, "VCCV" }, { 0, NULL },
};

static const struct word channels[] = {
	{ 1, "PWE3 control word" }, { 2, "MPLS Router Alert Label" },
	{ 4, "MPLS inner label TTL = 1" }, { 0, NULL },
};

static const struct word verifications[] = {
	{ 1, "ICMP Ping" }, { 2, "LSP Ping" }, { 4, "BFD" }, { 0, NULL },
};

void ldp_short(struct obuf *o, size_t n, size_t least)
{
	ob_num(o, " [tlv length ", n, " < ");
	ob_num(o, "", least, "] (invalid)");
}

static void prefix(struct pkt *pk, struct view v, struct obuf *o)
{
	uint8_t address[16] = { 0 }, bits;
	uint16_t af;
	size_t n;

	if (v.len < 2) {
		ldp_short(o, v.len, 2);
		return;
	}
	af = be16(view_at(&v, 0, 2));
	view_pass(&v, 2);
	if (pk->failed)
		return;
	if (af != 1 && af != 2) {
		ob_num(o, ": Address family ", af, " prefix");
		return;
	}
	bits = *view_at(&v, 0, 1);
	if (pk->failed)
		return;
	if (bits > (af == 1 ? 32 : 128)) {
		ob_str(o, af == 1 ? ": IPv4 prefix (invalid length)" :
				    ": IPv6 prefix (invalid length)");
		return;
	}
	n = (bits + 7u) / 8;
	if (v.len < 1 + n)
		pkt_cut(pk);
	memcpy(address, view_at(&v, 1, n), n);
	if (pk->failed)
		return;
	if (bits % 8)
		address[n - 1] &= (uint8_t)(0xff00u >> bits % 8);
	ob_str(o, af == 1 ? ": IPv4 prefix " : ": IPv6 prefix ");
	if (af == 1)
		names_ip4(pk, o, address);
	else
		names_ip6(pk, o, address);
	ob_num(o, "/", bits, "");
}

static void vccv(struct view v, struct obuf *o)
{
	uint8_t bits = *view_at(&v, 0, 1);

	ob_str(o, "\n\t\t  Control Channels (");
	ob_0x(o, bits, 2);
	ob_str(o, ") = [");
	ob_bits(o, channels, bits, ", ", "none");
	ob_c(o, ']');
	bits = *view_at(&v, 1, 1);
	ob_str(o, "\n\t\t  CV Types (");
	ob_0x(o, bits, 2);
	ob_str(o, ") = [");
	ob_bits(o, verifications, bits, ", ", "none");
	ob_c(o, ']');
}

static void parameter(struct view v, uint8_t type, struct obuf *o)
{
	switch (type) {
	case MTU:
		ob_num(o, ": ", be16(view_at(&v, 0, 2)), "");
		return;
	case DESCRIPTION:
		ob_str(o, ": ");
		ob_vis_view(o, v);
		return;
	case VCCV:
		vccv(v, o);
		return;
	default:
		hex_view(o, "\n\t\t  ", v);
	}
}

/* RFC 4447, section 5.2: the word about the circuit, and parameters of its interface. */
static void martini(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p;
	uint16_t type;
	const char *s;
	size_t n;

	if (v.len < 7) {
		ldp_short(o, v.len, 7);
		return;
	}
	p = view_at(&v, 0, 7);
	type = be16(p);
	n = p[2];
	if (n && v.len < 11) {
		ldp_short(o, v.len, 11);
		return;
	}
	if (pk->failed)
		return;
	s = word_of(circuits, type & 0x7fff);
	ob_str(o, ": ");
	ob_str(o, s ? s : "Unknown");
	ob_str(o, type & 0x8000 ? ", control word, group-ID " : ", no control word, group-ID ");
	ob_u(o, be32(p + 3));
	if (n)
		ob_num(o, ", VC-ID ", be32(view_at(&v, 7, 4)), "");
	ob_num(o, ", VC-info-length: ", n, "");
	if (!n)
		return;
	if (n < 4) {
		ob_str(o, " (invalid, < 4");
		return;
	}
	n -= 4;
	view_pass(&v, 11);
	if (v.len < n) {
		ldp_short(o, v.len, n);
		return;
	}
	while (n > 2 && pkt_step(pk)) {
		uint8_t kind = *view_at(&v, 0, 1), len = *view_at(&v, 1, 1);
		struct view value = view_behind(v, 2);

		if (pk->failed || len < 2 || len > n)
			return;
		s = word_of(parameters, kind);
		ob_str(o, "\n\t\tInterface Parameter: ");
		ob_str(o, s ? s : "Unknown");
		ob_str(o, " (");
		ob_0x(o, kind, 2);
		ob_num(o, "), len ", len, "");
		value.len = len - 2u;
		parameter(value, kind, o);
		n -= len;
		view_pass(&v, len);
	}
}

void ldp_fec(struct pkt *pk, struct view v, struct obuf *o)
{
	uint8_t type = *view_at(&v, 0, 1);
	const char *s = word_of(fecs, type);

	if (pk->failed)
		return;
	ob_str(o, "\n\t      ");
	ob_str(o, s ? s : "Unknown");
	ob_str(o, " FEC (");
	ob_0x(o, type, 2);
	ob_c(o, ')');
	view_pass(&v, 1);
	if (type == PREFIX)
		prefix(pk, v, o);
	else if (type == MARTINI)
		martini(pk, v, o);
}
