/* Numbers that have names; ports as /etc/services says, read at the start, or our own few. */
#include "services.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/prog.h"
#include "names.h"
#include "sys/service.h"
#include "text.h"

#define SERVICES_FILE "/etc/services"
#define SERVICES_SIZE (8 << 20)		/* a longer file is none */
#define OF_TCP 0x10000u
#define OF_UDP 0x20000u

char *services_file(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	char *text = NULL;
	ssize_t n;

	if (fd < 0)
		return NULL;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size < SERVICES_SIZE) {
		text = prog_alloc((size_t)st.st_size + 1, 1);
		n = read(fd, text, (size_t)st.st_size);
		text[n > 0 ? n : 0] = '\0';
	}
	close(fd);
	return text;
}

static unsigned slot_of(const struct services *s, uint32_t key)
{
	unsigned i = (key * 2654435761u >> 20) & (SERVICES_SLOTS - 1);

	while (s->slots[i].key && s->slots[i].key != key)
		i = (i + 1) & (SERVICES_SLOTS - 1);
	return i;
}

/* One line: name, blanks, port/protocol. Returns whether there is a name more. */
static bool add_line(struct services *s, char *line)
{
	size_t n = strcspn(line, " \t#");
	char *p = line + n;
	uint32_t port = 0, of;
	unsigned i;

	p += strspn(p, " \t");
	if (!n || *p < '0' || *p > '9')
		return false;
	for (; *p >= '0' && *p <= '9'; p++)
		port = port < 100000 ? 10 * port + (uint32_t)(*p - '0') : port;
	of = !strncmp(p, "/tcp", 4) ? OF_TCP : !strncmp(p, "/udp", 4) ? OF_UDP : 0;
	if (!of || port > UINT16_MAX)
		return false;
	i = slot_of(s, of | port);
	if (s->slots[i].key)
		return false;
	s->slots[i].key = of | port;
	s->slots[i].at = (uint32_t)(line - s->text);
	line[n] = '\0';
	return true;
}

void services_read(struct services *s)
{
	unsigned used = 0;
	char *next;

	s->text = services_file(SERVICES_FILE);
	if (!s->text)
		s->text = strcpy(prog_alloc(strlen(service_lines) + 1, 1), service_lines);
	s->slots = prog_alloc(SERVICES_SLOTS, sizeof(*s->slots));
	for (char *p = s->text; p && used < SERVICES_SLOTS / 2; p = next) {
		next = strchr(p, '\n');
		if (next)
			*next++ = '\0';
		used += add_line(s, p);
	}
}

void services_free(struct services *s)
{
	free(s->slots);
	free(s->text);
}

const char *services_find(const struct services *s, bool udp, uint16_t port)
{
	unsigned i;

	if (!s->slots)
		return NULL;
	i = slot_of(s, port | (udp ? OF_UDP : OF_TCP));
	return s->slots[i].key ? s->text + s->slots[i].at : NULL;
}

const char *names_vendor(uint32_t oui)
{
	static const struct word vendors[] = {
		{ 0x000000, "Ethernet" }, { 0x00000c, "Cisco" }, { 0x00005e, "IANA" },
		{ 0x000081, "Nortel Networks SONMP" }, { 0x0000f8, "Cisco bridged" },
		{ 0x00049f, "Freescale" }, { 0x0004ea, "HP-Labs" }, { 0x001018, "Broadcom" },
		{ 0x00120f, "IEEE 802.3 Private" }, { 0x0012bb, "ANSI/TIA" },
		{ 0x0015ad, "Netronome" }, { 0x001b21, "DCBX" }, { 0x002320, "Nicira Networks" },
		{ 0x002481, "HP" }, { 0x0080c2, "Ethernet bridged" }, { 0x009069, "Juniper" },
		{ 0x00a03e, "ATM Forum" }, { 0x00e004, "PMC-Sierra" },
		{ 0x00e02f, "DOCSIS Spanning Tree" }, { 0x080007, "Appletalk" },
		{ 0x080009, "Hewlett-Packard" }, { 0x5c16c7, "Big Switch Networks" },
		{ 0x748771, "Infoblox Inc" }, { 0xa42305, "Open Networking Lab" },
		{ 0xb0d2f5, "Vello Systems" }, { 0xd0f0db, "Ericsson" },
		{ 0, NULL },
	};
	const char *s = word_of(vendors, oui);

	return s ? s : "Unknown";
}

const char *names_ether(uint16_t type)
{
	static const struct word types[] = {
		/* what there is most of comes first */
		{ 0x0800, "IPv4" }, { 0x86dd, "IPv6" }, { 0x0806, "ARP" }, { 0x00fe, "GRE-OSI" },
		{ 0x0200, "PUP" }, { 0x0500, "Sprite" }, { 0x0600, "NS" },
		{ 0x0707, "GeoNet (old)" }, { 0x1000, "Trail" }, { 0x1111, "CALM FAST" },
		{ 0x6001, "MOP DL" }, { 0x6002, "MOP RC" }, { 0x6003, "DN" }, { 0x6004, "LAT" },
		{ 0x6007, "SCA" }, { 0x6558, "TEB" }, { 0x8035, "Reverse ARP" },
		{ 0x8038, "Lanbridge" }, { 0x803c, "DEC DNS" }, { 0x803e, "DEC DTS" },
		{ 0x805b, "VEXP" }, { 0x805c, "VPROD" }, { 0x809b, "Appletalk" },
		{ 0x80f3, "Appletalk ARP" }, { 0x8100, "802.1Q" }, { 0x8137, "IPX" },
		{ 0x8808, "MPCP" }, { 0x8809, "Slow Protocols" },
		{ 0x880b, "PPP" }, { 0x8847, "MPLS unicast" }, { 0x8848, "MPLS multicast" },
		{ 0x8863, "PPPoE D" }, { 0x8864, "PPPoE S" }, { 0x886f, "MS NLB heartbeat" },
		{ 0x8870, "Jumbo" }, { 0x888e, "EAPOL" }, { 0x8899, "Realtek protocols" },
		{ 0x88a2, "AoE" }, { 0x88a8, "802.1Q-QinQ" }, { 0x88ca, "TIPC" },
		{ 0x88cc, "LLDP" }, { 0x88e5, "802.1AE MACsec" }, { 0x88f7, "PTP" },
		{ 0x8902, "CFM" }, { 0x893a, "IEEE1905.1" }, { 0x8947, "GeoNet" },
		{ 0x894f, "NSH" }, { 0x9000, "Loopback" }, { 0x9100, "802.1Q-9100" },
		{ 0x9200, "802.1Q-9200" }, { 0xabcd, "CFM (old)" },
		{ 0xd28b, "Arista Vendor Specific Protocol" }, { 0xfefe, "OSI" },
		{ 0, NULL },
	};

	return word_of(types, type);
}
