/* Attributes of RADIUS (RFC 2865 to 2869, 3162, 4675, 5176, 5580 and their kin) and their words. */
#include "proto/radius.h"

static const struct word service_types[] = {
	{ 1, "Login" }, { 2, "Framed" }, { 3, "Callback Login" }, { 4, "Callback Framed" },
	{ 5, "Outbound" }, { 6, "Administrative" }, { 7, "NAS Prompt" },
	{ 8, "Authenticate Only" }, { 9, "Callback NAS Prompt" }, { 10, "Call Check" },
	{ 11, "Callback Administrative" }, { 12, "Voice" }, { 13, "Fax" }, { 14, "Modem Relay" },
	{ 15, "IAPP-Register" }, { 16, "IAPP-AP-Check" }, { 17, "Authorize Only" },
	{ 18, "Framed-Management" }, { 19, "Additional-Authorization" }, { 0, NULL },
};

static const struct word framed_protocols[] = {
	{ 1, "PPP" }, { 2, "SLIP" }, { 3, "ARAP" }, { 4, "Gandalf proprietary" },
	{ 5, "Xylogics IPX/SLIP" }, { 6, "X.75 Synchronous" }, { 7, "GPRS PDP Context" },
	{ 0, NULL },
};

static const struct word framed_routings[] = {
	{ 0, "None" }, { 1, "Send" }, { 2, "Listen" }, { 3, "Send&Listen" }, { 0, NULL },
};

static const struct word framed_compressions[] = {
	{ 0, "None" }, { 1, "VJ TCP/IP" }, { 2, "IPX" }, { 3, "Stac-LZS" }, { 0, NULL },
};

static const struct word login_services[] = {
	{ 0, "Telnet" }, { 1, "Rlogin" }, { 2, "TCP Clear" }, { 3, "PortMaster(proprietary)" },
	{ 4, "LAT" }, { 5, "X.25-PAD" }, { 6, "X.25-T3POS" }, { 7, "Unassigned" },
	{ 8, "TCP Clear Quiet" }, { 0, NULL },
};

static const struct word termination_actions[] = {
	{ 0, "Default" }, { 1, "RADIUS-Request" }, { 0, NULL },
};

static const struct word acct_status_types[] = {
	{ 1, "Start" }, { 2, "Stop" }, { 3, "Interim-Update" }, { 4, "Unassigned" },
	{ 5, "Unassigned" }, { 6, "Unassigned" }, { 7, "Accounting-On" }, { 8, "Accounting-Off" },
	{ 9, "Tunnel-Start" }, { 10, "Tunnel-Stop" }, { 11, "Tunnel-Reject" },
	{ 12, "Tunnel-Link-Start" }, { 13, "Tunnel-Link-Stop" }, { 14, "Tunnel-Link-Reject" },
	{ 15, "Failed" }, { 0, NULL },
};

static const struct word acct_authentics[] = {
	{ 1, "RADIUS" }, { 2, "Local" }, { 3, "Remote" }, { 4, "Diameter" }, { 0, NULL },
};

static const struct word acct_terminate_causes[] = {
	{ 1, "User Request" }, { 2, "Lost Carrier" }, { 3, "Lost Service" },
	{ 4, "Idle Timeout" }, { 5, "Session Timeout" }, { 6, "Admin Reset" },
	{ 7, "Admin Reboot" }, { 8, "Port Error" }, { 9, "NAS Error" }, { 10, "NAS Request" },
	{ 11, "NAS Reboot" }, { 12, "Port Unneeded" }, { 13, "Port Preempted" },
	{ 14, "Port Suspended" }, { 15, "Service Unavailable" }, { 16, "Callback" },
	{ 17, "User Error" }, { 18, "Host Request" }, { 19, "Supplicant Restart" },
	{ 20, "Reauthentication Failure" }, { 21, "Port Reinitialized" },
	{ 22, "Port Administratively Disabled" }, { 23, "Lost Power" }, { 0, NULL },
};

static const struct word ingress_filterss[] = {
	{ 1, "Enabled" }, { 2, "Disabled" }, { 0, NULL },
};

static const struct word nas_port_types[] = {
	{ 0, "Async" }, { 1, "Sync" }, { 2, "ISDN Sync" }, { 3, "ISDN Async V.120" },
	{ 4, "ISDN Async V.110" }, { 5, "Virtual" }, { 6, "PIAFS" }, { 7, "HDLC Clear Channel" },
	{ 8, "X.25" }, { 9, "X.75" }, { 10, "G.3 Fax" }, { 11, "SDSL" }, { 12, "ADSL-CAP" },
	{ 13, "ADSL-DMT" }, { 14, "ISDN-DSL" }, { 15, "Ethernet" }, { 16, "xDSL" },
	{ 17, "Cable" }, { 18, "Wireless - Other" }, { 19, "Wireless - IEEE 802.11" },
	{ 20, "Token-Ring" }, { 21, "FDDI" }, { 22, "Wireless - CDMA200" },
	{ 23, "Wireless - UMTS" }, { 24, "Wireless - 1X-EV" }, { 25, "IAPP" }, { 26, "FTTP" },
	{ 27, "Wireless - IEEE 802.16" }, { 28, "Wireless - IEEE 802.20" },
	{ 29, "Wireless - IEEE 802.22" }, { 30, "PPPoA" }, { 31, "PPPoEoA" }, { 32, "PPPoEoE" },
	{ 33, "PPPoEoVLAN" }, { 34, "PPPoEoQinQ" }, { 35, "xPON" }, { 36, "Wireless - XGP" },
	{ 37, "WiMAX Pre-Release 8 IWK Function" }, { 38, "WIMAX-WIFI-IWK" }, { 39, "WIMAX-SFF" },
	{ 40, "WIMAX-HA-LMA" }, { 41, "WIMAX-DHCP" }, { 42, "WIMAX-LBS" }, { 43, "WIMAX-WVS" },
	{ 0, NULL },
};

static const struct word tunnel_types[] = {
	{ 1, "PPTP" }, { 2, "L2F" }, { 3, "L2TP" }, { 4, "ATMP" }, { 5, "VTP" }, { 6, "AH" },
	{ 7, "IP-IP" }, { 8, "MIN-IP-IP" }, { 9, "ESP" }, { 10, "GRE" }, { 11, "DVS" },
	{ 12, "IP-in-IP Tunneling" }, { 13, "VLAN" }, { 0, NULL },
};

static const struct word tunnel_medium_types[] = {
	{ 1, "IPv4" }, { 2, "IPv6" }, { 3, "NSAP" }, { 4, "HDLC" }, { 5, "BBN 1822" },
	{ 6, "802" }, { 7, "E.163" }, { 8, "E.164" }, { 9, "F.69" }, { 10, "X.121" },
	{ 11, "IPX" }, { 12, "Appletalk" }, { 13, "Decnet IV" }, { 14, "Banyan Vines" },
	{ 15, "E.164 with NSAP subaddress" }, { 0, NULL },
};

static const struct word arap_zone_accesss[] = {
	{ 1, "Only access to dfl zone" }, { 2, "Use zone filter inc." }, { 3, "Not used" },
	{ 4, "Use zone filter exc." }, { 0, NULL },
};

static const struct word prompts[] = {
	{ 0, "No Echo" }, { 1, "Echo" }, { 0, NULL },
};

const struct radius_attr radius_attrs[RADIUS_ATTRS] = {
	[1] = { TEXT, "User-Name" }, [2] = { NOTHING, "User-Password" },
	[3] = { NOTHING, "CHAP-Password" }, [4] = { ADDRESS, "NAS-IP-Address" },
	[5] = { NUMBER, "NAS-Port" }, [6] = { NUMBER, "Service-Type", service_types },
	[7] = { NUMBER, "Framed-Protocol", framed_protocols },
	[8] = { ADDRESS, "Framed-IP-Address" }, [9] = { ADDRESS, "Framed-IP-Netmask" },
	[10] = { NUMBER, "Framed-Routing", framed_routings }, [11] = { TEXT, "Filter-Id" },
	[12] = { NUMBER, "Framed-MTU" },
	[13] = { NUMBER, "Framed-Compression", framed_compressions },
	[14] = { ADDRESS, "Login-IP-Host" }, [15] = { NUMBER, "Login-Service", login_services },
	[16] = { NUMBER, "Login-TCP-Port" }, [17] = { NOTHING, "Unassigned" },
	[18] = { TEXT, "Reply-Message" }, [19] = { TEXT, "Callback-Number" },
	[20] = { TEXT, "Callback-Id" }, [21] = { NOTHING, "Unassigned" },
	[22] = { TEXT, "Framed-Route" }, [23] = { NUMBER, "Framed-IPX-Network" },
	[24] = { TEXT, "State" }, [25] = { TEXT, "Class" }, [26] = { VENDOR, "Vendor-Specific" },
	[27] = { SECONDS, "Session-Timeout" }, [28] = { SECONDS, "Idle-Timeout" },
	[29] = { NUMBER, "Termination-Action", termination_actions },
	[30] = { TEXT, "Called-Station-Id" }, [31] = { TEXT, "Calling-Station-Id" },
	[32] = { TEXT, "NAS-Identifier" }, [33] = { TEXT, "Proxy-State" },
	[34] = { TEXT, "Login-LAT-Service" }, [35] = { TEXT, "Login-LAT-Node" },
	[36] = { TEXT, "Login-LAT-Group" }, [37] = { NUMBER, "Framed-AppleTalk-Link" },
	[38] = { NUMBER, "Framed-AppleTalk-Network" }, [39] = { TEXT, "Framed-AppleTalk-Zone" },
	[40] = { NUMBER, "Acct-Status-Type", acct_status_types },
	[41] = { SECONDS, "Acct-Delay-Time" }, [42] = { NUMBER, "Acct-Input-Octets" },
	[43] = { NUMBER, "Acct-Output-Octets" }, [44] = { TEXT, "Acct-Session-Id" },
	[45] = { NUMBER, "Acct-Authentic", acct_authentics },
	[46] = { SECONDS, "Acct-Session-Time" }, [47] = { NUMBER, "Acct-Input-Packets" },
	[48] = { NUMBER, "Acct-Output-Packets" },
	[49] = { NUMBER, "Acct-Terminate-Cause", acct_terminate_causes },
	[50] = { TEXT, "Acct-Multi-Session-Id" }, [51] = { NUMBER, "Acct-Link-Count" },
	[52] = { NUMBER, "Acct-Input-Gigawords" }, [53] = { NUMBER, "Acct-Output-Gigawords" },
	[54] = { NOTHING, "Unassigned" }, [55] = { DATE, "Event-Timestamp" },
	[56] = { VLAN, "Egress-VLANID" }, [57] = { NUMBER, "Ingress-Filters", ingress_filterss },
	[58] = { VLAN_NAME, "Egress-VLAN-Name" }, [59] = { NOTHING, "User-Priority-Table" },
	[60] = { TEXT, "CHAP-Challenge" }, [61] = { NUMBER, "NAS-Port-Type", nas_port_types },
	[62] = { NUMBER, "Port-Limit" }, [63] = { TEXT, "Login-LAT-Port" },
	[64] = { TAGGED_WORD, "Tunnel-Type", tunnel_types },
	[65] = { TAGGED_WORD, "Tunnel-Medium-Type", tunnel_medium_types },
	[66] = { TAGGED_TEXT, "Tunnel-Client-Endpoint" },
	[67] = { TAGGED_TEXT, "Tunnel-Server-Endpoint" },
	[68] = { TEXT, "Acct-Tunnel-Connection" }, [69] = { SALTED, "Tunnel-Password" },
	[70] = { ARAP_PASSWORD, "ARAP-Password" }, [71] = { ARAP_FEATURES, "ARAP-Features" },
	[72] = { NUMBER, "ARAP-Zone-Access", arap_zone_accesss },
	[73] = { TEXT, "ARAP-Security" }, [74] = { TEXT, "ARAP-Security-Data" },
	[75] = { NUMBER, "Password-Retry" }, [76] = { NUMBER, "Prompt", prompts },
	[77] = { TEXT, "Connect-Info" }, [78] = { TEXT, "Configuration-Token" },
	[79] = { EAP, "EAP-Message" }, [80] = { TEXT, "Message-Authenticator" },
	[81] = { TAGGED_TEXT, "Tunnel-Private-Group-ID" },
	[82] = { TAGGED_TEXT, "Tunnel-Assignment-ID" }, [83] = { TAGGED, "Tunnel-Preference" },
	[84] = { ARAP_RESPONSE, "ARAP-Challenge-Response" },
	[85] = { SECONDS, "Acct-Interim-Interval" },
	[86] = { NUMBER, "Acct-Tunnel-Packets-Lost" }, [87] = { TEXT, "NAS-Port-Id" },
	[88] = { TEXT, "Framed-Pool" }, [89] = { TEXT, "CUI" },
	[90] = { TAGGED_TEXT, "Tunnel-Client-Auth-ID" },
	[91] = { TAGGED_TEXT, "Tunnel-Server-Auth-ID" }, [92] = { TEXT, "NAS-Filter-Rule" },
	[93] = { NOTHING, "Unassigned" }, [94] = { NOTHING, "Originating-Line-Info" },
	[95] = { ADDRESS6, "NAS-IPv6-Address" }, [96] = { NOTHING, "Framed-Interface-ID" },
	[97] = { PREFIX6, "Framed-IPv6-Prefix" }, [98] = { ADDRESS6, "Login-IPv6-Host" },
	[99] = { TEXT, "Framed-IPv6-Route" }, [100] = { TEXT, "Framed-IPv6-Pool" },
	[101] = { ERROR_CAUSE, "Error-Cause" }, [102] = { NOTHING, "EAP-Key-Name" },
	[103] = { TEXT, "Digest-Response" }, [104] = { TEXT, "Digest-Realm" },
	[105] = { TEXT, "Digest-Nonce" }, [106] = { TEXT, "Digest-Response-Auth" },
	[107] = { TEXT, "Digest-Nextnonce" }, [108] = { TEXT, "Digest-Method" },
	[109] = { TEXT, "Digest-URI" }, [110] = { TEXT, "Digest-Qop" },
	[111] = { TEXT, "Digest-Algorithm" }, [112] = { TEXT, "Digest-Entity-Body-Hash" },
	[113] = { TEXT, "Digest-CNonce" }, [114] = { TEXT, "Digest-Nonce-Count" },
	[115] = { TEXT, "Digest-Username" }, [116] = { TEXT, "Digest-Opaque" },
	[117] = { TEXT, "Digest-Auth-Param" }, [118] = { TEXT, "Digest-AKA-Auts" },
	[119] = { TEXT, "Digest-Domain" }, [120] = { TEXT, "Digest-Stale" },
	[121] = { TEXT, "Digest-HA1" }, [122] = { TEXT, "SIP-AOR" },
	[123] = { PREFIX6, "Delegated-IPv6-Prefix" },
	[124] = { MIP6_FEATURES, "MIP6-Feature-Vector" },
	[125] = { MIP6_PREFIX, "MIP6-Home-Link-Prefix" }, [126] = { OPERATOR, "Operator-Name" },
	[127] = { LOCATION_INFO, "Location-Information" },
	[128] = { LOCATION_DATA, "Location-Data" },
	[129] = { LOCATION_RULES, "Basic-Location-Policy-Rules" },
};

static const struct word vendors[] = {
	{ 0, "IETF (reserved)" }, { 5, "ACC" }, { 9, "Cisco" }, { 11, "Hewlett Packard" },
	{ 42, "Sun Microsystems" }, { 61, "Merit" }, { 74, "AT&T" }, { 161, "Motorola" },
	{ 166, "Shiva" }, { 193, "Ericsson AB" }, { 255, "Cisco VPN 5000" },
	{ 307, "Livingston" }, { 311, "Microsoft" }, { 429, "3Com" }, { 529, "Ascend" },
	{ 1584, "Bay Networks" }, { 1991, "Foundry" }, { 2180, "Versanet" }, { 2352, "Redback" },
	{ 2636, "Juniper Networks" }, { 2637, "Aptis" }, { 2937, "Deutsche Telekom AG" },
	{ 3054, "Ixia Communications" }, { 3076, "Cisco VPN 3000" },
	{ 3085, "CoSine Communications" }, { 3199, "Shasta" }, { 3224, "Netscreen" },
	{ 3309, "Nomadix" }, { 3414, "T-Mobile" }, { 3561, "The Broadband Forum" },
	{ 3902, "ZTE" }, { 4329, "Siemens" }, { 4491, "CableLabs" },
	{ 4874, "Unisphere Networks" }, { 5263, "Cisco BBSM" },
	{ 5535, "3rd Generation Partnership Project 2 (3GPP2)" }, { 5806, "SK Telecom" },
	{ 5925, "ipUnplugged" }, { 5948, "Issanni Communications" }, { 5951, "Netscaler" },
	{ 6490, "T-Mobile" }, { 6618, "Quintum" }, { 6728, "Interlink" }, { 7951, "CNCTC" },
	{ 8164, "Starent Networks" }, { 8744, "Colubris" }, { 10415, "3GPP" },
	{ 10529, "Gemtek-Systems" }, { 10704, "Barracuda Networks" },
	{ 10923, "Ericsson AB - Packet Core Networks" }, { 11665, "dacom" },
	{ 11862, "Columbia University" }, { 12356, "Fortinet" }, { 12951, "Verizon Wireless" },
	{ 13745, "Plixer" }, { 14122, "Wi-Fi Alliance" }, { 16787, "T-Systems Nova" },
	{ 20942, "China Telecom - Guangzhou Research Institute" }, { 26866, "Gigamon Systems" },
	{ 32622, "CACE Technologies" }, { 35632, "ntop" }, { 46098, "Ericsson Canada" },
	{ 0, NULL },
};

const char *radius_vendor(uint32_t number)
{
	const char *name = word_of(vendors, number);

	return name ? name : "Unknown";
}

static const struct word causes[] = {
	{ 201, "Residual Session Context Removed" }, { 202, "Invalid EAP Packet (Ignored)" },
	{ 401, "Unsupported Attribute" }, { 402, "Missing Attribute" },
	{ 403, "NAS Identification Mismatch" }, { 404, "Invalid Request" },
	{ 405, "Unsupported Service" }, { 406, "Unsupported Extension" },
	{ 407, "Invalid Attribute Value" }, { 501, "Administratively Prohibited" },
	{ 502, "Request Not Routable (Proxy)" }, { 503, "Session Context Not Found" },
	{ 504, "Session Context Not Removable" }, { 505, "Other Proxy Processing Error" },
	{ 506, "Resources Unavailable" }, { 507, "Request Initiated" },
	{ 508, "Multiple Session Selection Unsupported" }, { 509, "Location Info Required" },
	{ 0, NULL },
};

const char *radius_cause(uint32_t number)
{
	return word_of(causes, number);
}
