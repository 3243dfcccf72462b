/* Types of flows and their fields: struct ethtool_rx_flow_spec of linux/ethtool.h; see flow.h. */
#include "flow.h"

#include <stddef.h>

#define END                                                                                        \
	{                                                                                          \
		"", "", 0, 0, 0                                                                \
	}

/* Within one layout; `part` is the member of union ethtool_flow_union. */
#define FIELD(word, label, form, part, member) \
	{                                                                                          \
		word, label, form, offsetof(union ethtool_flow_union, part.member),                \
			sizeof(((union ethtool_flow_union *)0)->part.member)                       \
	}
#define EXT(word, label, form, member) \
	{                                                                                          \
		word, label, form, FLOW_EXT_AT + offsetof(struct ethtool_flow_ext, member),        \
			sizeof(((struct ethtool_flow_ext *)0)->member)                             \
	}

/* Ports, when what is declared is one number of 4 bytes. */
#define PORTS4(at) \
	{ "src-port", "", FLOW_DEC, (at), 2 },                                                   \
	{                                                                                          \
		"dst-port", "", FLOW_DEC, (at) + 2, 2                                            \
	}

static const struct flow_field port4[] = {
	FIELD("src-ip", "Src IP addr", FLOW_IP4, tcp_ip4_spec, ip4src),
	FIELD("dst-ip", "Dest IP addr", FLOW_IP4, tcp_ip4_spec, ip4dst),
	FIELD("tos", "TOS", FLOW_HEX, tcp_ip4_spec, tos),
	FIELD("src-port", "Src port", FLOW_DEC, tcp_ip4_spec, psrc),
	FIELD("dst-port", "Dest port", FLOW_DEC, tcp_ip4_spec, pdst),
	END,
};

static const struct flow_field ipsec4[] = {
	FIELD("src-ip", "Src IP addr", FLOW_IP4, ah_ip4_spec, ip4src),
	FIELD("dst-ip", "Dest IP addr", FLOW_IP4, ah_ip4_spec, ip4dst),
	FIELD("tos", "TOS", FLOW_HEX, ah_ip4_spec, tos),
	FIELD("spi", "SPI", FLOW_DEC, ah_ip4_spec, spi),
	END,
};

static const struct flow_field raw4[] = {
	FIELD("src-ip", "Src IP addr", FLOW_IP4, usr_ip4_spec, ip4src),
	FIELD("dst-ip", "Dest IP addr", FLOW_IP4, usr_ip4_spec, ip4dst),
	FIELD("tos", "TOS", FLOW_HEX, usr_ip4_spec, tos),
	FIELD("l4proto", "Protocol", FLOW_DEC, usr_ip4_spec, proto),
	FIELD("l4data", "L4 bytes", FLOW_HEX, usr_ip4_spec, l4_4_bytes),
	FIELD("spi", "", FLOW_DEC, usr_ip4_spec, l4_4_bytes),
	PORTS4(offsetof(union ethtool_flow_union, usr_ip4_spec.l4_4_bytes)),
	END,
};

static const struct flow_field port6[] = {
	FIELD("src-ip", "Src IP addr", FLOW_IP6, tcp_ip6_spec, ip6src),
	FIELD("dst-ip", "Dest IP addr", FLOW_IP6, tcp_ip6_spec, ip6dst),
	FIELD("tclass", "Traffic Class", FLOW_HEX, tcp_ip6_spec, tclass),
	FIELD("src-port", "Src port", FLOW_DEC, tcp_ip6_spec, psrc),
	FIELD("dst-port", "Dest port", FLOW_DEC, tcp_ip6_spec, pdst),
	END,
};

static const struct flow_field ipsec6[] = {
	FIELD("src-ip", "Src IP addr", FLOW_IP6, ah_ip6_spec, ip6src),
	FIELD("dst-ip", "Dest IP addr", FLOW_IP6, ah_ip6_spec, ip6dst),
	FIELD("tclass", "Traffic Class", FLOW_HEX, ah_ip6_spec, tclass),
	FIELD("spi", "SPI", FLOW_DEC, ah_ip6_spec, spi),
	END,
};

static const struct flow_field raw6[] = {
	FIELD("src-ip", "Src IP addr", FLOW_IP6, usr_ip6_spec, ip6src),
	FIELD("dst-ip", "Dest IP addr", FLOW_IP6, usr_ip6_spec, ip6dst),
	FIELD("tclass", "Traffic Class", FLOW_HEX, usr_ip6_spec, tclass),
	FIELD("l4proto", "Protocol", FLOW_DEC, usr_ip6_spec, l4_proto),
	FIELD("l4data", "L4 bytes", FLOW_HEX, usr_ip6_spec, l4_4_bytes),
	FIELD("spi", "", FLOW_DEC, usr_ip6_spec, l4_4_bytes),
	PORTS4(offsetof(union ethtool_flow_union, usr_ip6_spec.l4_4_bytes)),
	END,
};

static const struct flow_field ether[] = {
	FIELD("src", "Src MAC addr", FLOW_MAC, ether_spec, h_source),
	FIELD("dst", "Dest MAC addr", FLOW_MAC, ether_spec, h_dest),
	FIELD("proto", "Ethertype", FLOW_HEX_UPPER, ether_spec, h_proto),
	END,
};

const struct flow_field flow_ext_fields[] = {
	EXT("vlan-etype", "VLAN EtherType", FLOW_HEX, vlan_etype),
	EXT("vlan", "VLAN", FLOW_HEX, vlan_tci),
	EXT("user-def", "User-defined", FLOW_HEX, data),
	END,
};

const struct flow_field flow_mac_ext_fields[] = {
	EXT("dst-mac", "Dest MAC addr", FLOW_MAC, h_dest),
	END,
};

const struct flow_type flow_types[] = {
	{ ETHER_FLOW, "ether", "Flow Type: Raw Ethernet", ether },
	{ IP_USER_FLOW, "ip4", "Rule Type: Raw IPv4", raw4 },
	{ TCP_V4_FLOW, "tcp4", "Rule Type: TCP over IPv4", port4 },
	{ UDP_V4_FLOW, "udp4", "Rule Type: UDP over IPv4", port4 },
	{ SCTP_V4_FLOW, "sctp4", "Rule Type: SCTP over IPv4", port4 },
	{ AH_V4_FLOW, "ah4", "Rule Type: IPSEC AH over IPv4", ipsec4 },
	{ ESP_V4_FLOW, "esp4", "Rule Type: IPSEC ESP over IPv4", ipsec4 },
	{ IPV6_USER_FLOW, "ip6", "Rule Type: Raw IPv6", raw6 },
	{ TCP_V6_FLOW, "tcp6", "Rule Type: TCP over IPv6", port6 },
	{ UDP_V6_FLOW, "udp6", "Rule Type: UDP over IPv6", port6 },
	{ SCTP_V6_FLOW, "sctp6", "Rule Type: SCTP over IPv6", port6 },
	{ AH_V6_FLOW, "ah6", "Rule Type: IPSEC AH over IPv6", ipsec6 },
	{ ESP_V6_FLOW, "esp6", "Rule Type: IPSEC ESP over IPv6", ipsec6 },
	{ 0, "", "", NULL },
};

_Static_assert(offsetof(struct ethtool_rx_flow_spec, h_ext) ==
		       offsetof(struct ethtool_rx_flow_spec, h_u) + FLOW_EXT_AT,
	       "h_ext follows h_u");
_Static_assert(offsetof(struct ethtool_rx_flow_spec, m_u) ==
		       offsetof(struct ethtool_rx_flow_spec, h_u) + FLOW_MASK,
	       "the masks follow the values");
_Static_assert(offsetof(struct ethtool_rx_flow_spec, m_ext) ==
		       offsetof(struct ethtool_rx_flow_spec, m_u) + FLOW_EXT_AT,
	       "m_ext follows m_u");

const struct flow_type *flow_type_of(const struct ethtool_rx_flow_spec *spec)
{
	uint32_t number = spec->flow_type & ~(uint32_t)(FLOW_EXT | FLOW_MAC_EXT | FLOW_RSS);

	for (const struct flow_type *t = flow_types; t->word[0]; t++)
		if (t->number == number)
			return t;
	return NULL;
}

uint8_t *flow_value(struct ethtool_rx_flow_spec *spec, const struct flow_field *f)
{
	return (uint8_t *)spec + offsetof(struct ethtool_rx_flow_spec, h_u) + f->at;
}

uint8_t *flow_mask(struct ethtool_rx_flow_spec *spec, const struct flow_field *f)
{
	return flow_value(spec, f) + FLOW_MASK;
}
