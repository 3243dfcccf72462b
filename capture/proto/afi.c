/* Address families by their IANA numbers. */
#include "proto/afi.h"

static const struct word names[] = {
	{ 0, "Reserved" }, { AFI_IP4, "IPv4" }, { AFI_IP6, "IPv6" }, { 3, "NSAP" }, { 4, "HDLC" },
	{ 5, "BBN 1822" }, { AFI_802, "802" }, { 7, "E.163" }, { 8, "E.164" }, { 9, "F.69" },
	{ 10, "X.121" }, { 11, "Novell IPX" }, { 12, "Appletalk" }, { 13, "Decnet IV" },
	{ 14, "Banyan Vines" }, { 15, "E.164 with NSAP subaddress" }, { 25, "VPLS" },
	{ 196, "Layer-2 VPN" }, { 0, NULL },
};

const char *afi_name(uint16_t afi)
{
	const char *s = word_of(names, afi);

	return s ? s : "Unknown";
}
