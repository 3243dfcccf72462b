/* BGP's extended communities: RFC 4360, 4577, 5668, 9012. */
#include "proto/bgp.h"
#include "proto/mbps.h"
#include "proto/rest.h"

static const struct word types[] = {
	{ 0x0002, "target" }, { 0x0003, "origin" }, { 0x0005, "ospf-domain" },
	{ 0x0009, "source-AS" }, { 0x000a, "l2vpn-id" }, { 0x0102, "target" },
	{ 0x0103, "origin" }, { 0x0105, "ospf-domain" }, { 0x0107, "ospf-router-id" },
	{ 0x010b, "vrf-route-import" }, { 0x0202, "target" }, { 0x0203, "origin" },
	{ 0x0205, "ospf-domain" }, { 0x0306, "ospf-route-type" }, { 0x030c, "encapsulation" },
	{ 0x4004, "link-BW" }, { 0x8000, "ospf-route-type" }, { 0x8001, "ospf-router-id" },
	{ 0x8005, "ospf-domain" }, { 0x800a, "layer2-info" },
	{ 0x8800, "eigrp-general-route (flag, tag)" },
	{ 0x8801, "eigrp-route-metric (AS, delay)" },
	{ 0x8802, "eigrp-route-metric (reliability, nexthop, bandwidth)" },
	{ 0x8803, "eigrp-route-metric (load, MTU)" },
	{ 0x8804, "eigrp-external-route (remote-AS, remote-ID)" },
	{ 0x8805, "eigrp-external-route (remote-proto, remote-metric)" },
	{ 0xf10a, "l2vpn-id" }, { 0, NULL },
};

static const struct word flags[] = {
	{ 0x8000, "vendor-specific" }, { 0x4000, "non-transitive" }, { 0, NULL },
};

static const struct word tunnels[] = {
	{ 1, "L2TPv3 over IP" }, { 2, "GRE" }, { 3, "Transmit Tunnel" }, { 4, "IPsec" },
	{ 5, "IP in IP with IPsec" }, { 6, "MPLS in IP with IPsec" }, { 7, "IP in IP" },
	{ 8, "VXLAN" }, { 9, "NVGRE" }, { 10, "MPLS" }, { 11, "MPLS in GRE" }, { 12, "VXLAN GPE" },
	{ 13, "MPLS in UDP" }, { 14, "IPv6" }, { 15, "SR TE" }, { 16, "Bare" }, { 17, "SR" },
	{ 0, NULL },
};

static const struct word encapsulations[] = {
	{ 0, "Reserved" }, { 1, "Frame Relay" }, { 2, "ATM AAL5 SDU VCC transport" },
	{ 3, "ATM transparent cell transport" }, { 4, "Ethernet (VLAN) Tagged Mode" },
	{ 5, "Ethernet Raw Mode" }, { 6, "Cisco HDLC" }, { 7, "PPP" },
	{ 8, "SONET/SDH Circuit Emulation Service over MPLS" },
	{ 9, "ATM n-to-one VCC cell transport" }, { 10, "ATM n-to-one VPC cell transport" },
	{ 11, "IP layer 2 transport" }, { 15, "Frame Relay Port mode" },
	{ 17, "Structure-agnostic E1 over packet" },
	{ 18, "Structure-agnostic T1 (DS1) over packet" }, { 19, "VPLS" },
	{ 20, "Structure-agnostic T3 (DS3) over packet" },
	{ 21, "Nx64kbit/s Basic Service using Structure-aware" }, { 25, "Frame Relay DLCI" },
	{ 40, "Structure-agnostic E3 over packet" },
	/* a word is misspelt in the classic text */
	{ 41, "Octet-aligned playload for Structure-agnostic DS1 circuits" },
	{ 42, "E1 Nx64kbit/s with CAS using Structure-aware" },
	{ 43, "DS1 (ESF) Nx64kbit/s with CAS using Structure-aware" },
	{ 44, "DS1 (SF) Nx64kbit/s with CAS using Structure-aware" },
	{ 0, NULL },
};

static const struct word route_types[] = {
	{ 1, "Router" }, { 2, "Network" }, { 3, "Summary" }, { 5, "External" },
	{ 7, "NSSA External" }, { 129, "MPLS-VPN Sham" }, { 0, NULL },
};

static void ospf_route(struct pkt *pk, const uint8_t *p, struct obuf *o)
{
	const char *s = word_of(route_types, p[6]);

	ob_str(o, "area:");
	names_ip4(pk, o, p + 2);
	ob_str(o, ", router-type:");
	if (s) {
		ob_str(o, s);
	} else {
		ob_str(o, "unknown (");
		ob_0x(o, p[6], 2);
		ob_c(o, ')');
	}
	ob_str(o, ", metric-type:");
	if (p[7] & 1)
		ob_str(o, "E2");
	if (p[6] == 5 || p[6] == 7)
		ob_str(o, "E1");
}

static void value(struct pkt *pk, uint16_t type, const uint8_t *p, struct obuf *o)
{
	const char *s;

	switch (type) {
	case 0x0002:
	case 0x0003:
	case 0x000a:
		ob_num(o, "", be16(p + 2), ":");
		ob_num(o, "", be32(p + 4), " (= ");
		names_ip4(pk, o, p + 4);
		ob_c(o, ')');
		return;
	case 0x0102:
	case 0x0103:
	case 0x010b:
	case 0xf10a:
		names_ip4(pk, o, p + 2);
		ob_num(o, ":", be16(p + 6), "");
		return;
	case 0x0202:
	case 0x0203:
		bgp_as(pk, be32(p + 2), o);
		ob_num(o, ":", be16(p + 6), "");
		return;
	case 0x0005:
	case 0x0105:
	case 0x0107:
	case 0x0205:
	case 0x8001:
	case 0x8005:
		names_ip4(pk, o, p + 2);
		return;
	case 0x0009:
		ob_num(o, "AS ", be16(p + 2), "");
		return;
	case 0x0306:
	case 0x8000:
		ospf_route(pk, p, o);
		return;
	case 0x030c:
		s = word_of(tunnels, be16(p + 6));
		ob_str(o, "Tunnel type: ");
		ob_str(o, s ? s : "unknown encaps");
		return;
	case 0x4004:
		ob_str(o, "bandwidth: ");
		ob_mbps(o, p + 4);
		return;
	case 0x800a:
		s = word_of(encapsulations, p[2]);
		ob_str(o, s ? s : "unknown encaps");
		ob_str(o, " Control Flags [");
		ob_0x(o, p[3], 2);
		ob_num(o, "]:MTU ", be16(p + 4), "");
		return;
	default:
		ob_hex_bytes(o, p + 2, 6);
	}
}

void bgp_extended(struct pkt *pk, struct view v, struct obuf *o)
{
	if (v.len % 8) {
		ob_str(o, "invalid len");
		return;
	}
	while (view_more(&v)) {
		const uint8_t *p = view_at(&v, 0, 8);
		uint16_t type = be16(p);
		const char *s = word_of(types, type);

		if (pk->failed)
			return;
		ob_str(o, "\n\t    ");
		ob_str(o, s ? s : "unknown extd community typecode");
		ob_str(o, " (");
		ob_0x(o, type, 4);
		ob_str(o, "), Flags [");
		ob_bits(o, flags, type, ", ", "none");
		ob_str(o, "]: ");
		value(pk, type, p, o);
		view_pass(&v, 8);
	}
}
