/*
 * CPSW of Texas Instruments: the table of addresses of the switch, 12 bytes an entry; AM335x
 * Technical Reference Manual, "ALE Table".
 */
#include "registers/drivers.h"

#define ENTRY 12

#define TYPE "{w4.28-29?free entry|address entry|VLAN entry|VLAN address entry}\n"
#define ADDRESS "{b5:x2}:{b4:x2}:{bb:x2}:{ba:x2}:{b9:x2}:{b8:x2}"
#define UNICAST                                                                                    \
	"UNI  : " ADDRESS "{w0.0?| Secure}{w0.1?| Block}{w0.5?| DLR} "                             \
	"Ports: 0x{w0.2-3:x1}"
#define MULTICAST                                                                             \
	"MULTI: " ADDRESS " {w4.30-31?Forwarding|Blocking/Forwarding/Learning|"              \
	"Forwarding/Learning|Forwarding}{w0.1?| Super} Ports: 0x{w0.2-4:x1}"

/*
 * v is the number of the entry; 9 is an address entry (1) for the first half of addresses (2).
 * ethtool knows the multicast of an address entry only when it begins with 01, and two ports of it.
 */
static const char entry[] =
	"{v:D4}: " TYPE "{w4.28-29?|"
	"      {w4.8?{w4.28-31=9?OUI  : " ADDRESS "|" UNICAST "}|" MULTICAST "}\n|"
	"      VLAN {w4.16-27:D4}: member: 0x{w8.0-2:x1} mc flood unreg: 0x{w8.8-10:x1} "
	"mc flood reg: 0x{w8.16-18:x1} untag: 0x{w8.24-26:x1}\n|"
	"      {w4.8?" UNICAST "|" MULTICAST "} VLAN: {w4.16-27:D4}\n}";

bool regs_cpsw_switch(const struct regs *r, struct obuf *o)
{
	struct regs one = *r;
	size_t n = r->len / ENTRY;
	bool free = false;

	ob_num(o, "ALE Entries (", n, "):\n");
	one.len = ENTRY;
	for (one.version = 0; one.version < n; one.version++, one.p += ENTRY) {
		bool was_free = free;

		/* of free ones in a row, the first stands for all */
		free = !(one.p[7] & 0x30);
		if (!free || !was_free)
			regs_text(&one, o, entry);
	}
	return true;
}
