/*
 * What a printer of a protocol sees, and all that it sees: the packet, a reader, the text.
 *
 * A printer is one file of print/, X.c, that defines `const struct printer printer_X`; make finds
 * it, no list is to be edited. Its binds say what it is called for.
 */
#ifndef CAPTURE_PRINT_H
#define CAPTURE_PRINT_H

#include "base/obuf.h"
#include "names.h"
#include "text.h"
#include "view.h"

/* What a key means. */
enum by {
	BY_DLT = 1,	/* link type, DLT_* of pcap(3) */
	BY_ETHER,	/* Ethertype */
	BY_SAP,		/* LLC service access point, of both sides */
	BY_IP4,		/* protocol number of IPv4 */
	BY_IP6,		/* next header of IPv6 */
	BY_IP,		/* both; for binds only */
	BY_UDP,
	BY_TCP, /* port of either side */
	BY_UDP_AS,	/* -T, enum as */
	BY_TCP_AS,
	BY_PPP,		/* PPP protocol */
	BY_SNAP,	/* SNAP_KEY(), but for encapsulated Ethernet types */
	BY_IP_AS,	/* -T, enum as, of a protocol number that two protocols share */
	BY_UDP_TO,	/* port of the receiver; what comes from it means nothing */
};

#define SNAP_KEY(oui, type) (((uint32_t)(oui)&0xffff) << 16 | (type))

/* -T: take the packets for that. */
enum as {
	AS_NONE,
	AS_AODV,
	AS_CARP,
	AS_CNFP,
	AS_DOMAIN,
	AS_LMP,
	AS_PGM,
	AS_PGM_ZMTP1,
	AS_PTP,
	AS_RADIUS,
	AS_RESP,
	AS_RPC,
	AS_RTCP,
	AS_RTP,
	AS_SNMP,
	AS_SOMEIP,
	AS_TFTP,
	AS_VAT,
	AS_VXLAN,
	AS_WB,
	AS_ZMTP1,
	AS_TLS,
	AS_QUIC,	/* not for -T, these two: what looks like it, with --tls */
};

/* What the options ask for. */
struct show {
	int v;			/* -v, -vv, -vvv */
	int dump;		/* -x, -xx, -X...: packet data follow, and no printer shows them */
	bool link;		/* -e */
	bool quick;		/* -q */
	bool numeric;		/* -n */
	bool absolute;		/* -S */
	bool tls;		/* --tls */
	bool asdot;		/* -b: AS numbers of RFC 5396's asdot */
	bool trust;		/* -K: checksums are not verified */
	bool handles;		/* -u: NFS file handles as they are */
	bool mesh;		/* -H: 802.11s draft mesh headers */
	enum as as;		/* -T */
	const char *secret;	/* -M, or NULL */
	const char *esp;	/* -E, or NULL */
};

struct bind {
	enum by by;
	uint32_t key;
	int rank;		/* both ports claimed: the lower rank wins, then the lower port */
};

struct printer {
	const char *name;	/* in marks, unless the printer says another */
	const char *title;	/* for the manual's list */
	const struct bind *on;	/* ends with by 0; NULL: called by other printers only */
	void (*print)(struct pkt *pk, struct view v, struct obuf *o);
	size_t state;		/* bytes it remembers from packet to packet, zeroed at first */
	void (*close)(void *state);	/* frees what the state holds, or NULL */
	bool whole;		/* -x shows the link header too of a packet that ends in it early */
	bool ends;		/* over UDP: says itself who speaks to whom */
	/* over UDP: what is its own of its port's, and has no remark about the checksum; or NULL */
	bool (*mine)(const struct pkt *pk, const struct view *v);
};

/* The innermost IP header, as transport protocols need it. */
struct ip_around {
	uint8_t version;	/* 4, 6; 0: none */
	uint8_t proto;		/* of what is behind all headers so far */
	uint8_t first;		/* of what is behind the IP header itself */
	uint8_t ttl;
	bool hop_by_hop;	/* IPv6: such a header was there */
	bool jumbo;		/* IPv6: the length must be in it (RFC 2675) */
	bool beyond;		/* IPv6: what is behind the next header was never promised */
	size_t missing;		/* IPv6: bytes that a jumbogram promised, not yet said */
	bool fragment;		/* there are more, or it is not the first */
	const uint8_t *head;	/* all of the header can be read */
	const uint8_t *src, *dst;
	const uint8_t *last;	/* where a source route leads, for checksums (RFC 1122, 8200) */
};

struct registry;
struct esp;
struct quic;

struct pkt {
	const struct show *show;
	struct names *names;
	const struct registry *registry;
	void **state;			/* a printer's, by its number */
	/* if not NULL: hears of each printer that is called, and what it gets */
	void (*called)(void *who, const struct printer *to, const struct view *v);
	void *who;
	struct esp *esp;		/* -E's keys, or NULL */
	struct quic *quic;		/* what decrypts QUIC's first packets with --tls, or NULL */
	struct obuf *o;
	const uint8_t *data;		/* captured bytes, from the link header on */
	size_t caplen, len;
	size_t link_len;		/* of the link header: -x begins behind */
	bool linked;			/* the link header is over */
	bool whole;			/* of the printer at work */
	int dlt;
	int64_t sec;
	uint32_t nsec;
	const char *proto;		/* what a mark names */
	const char *around;		/* what it named where this printer was called */
	unsigned budget, depth;
	bool failed;
	const char *failed_in, *failed_end;	/* whose mark it is, and what follows it */
	size_t cut;			/* text up to here is good */
	struct ip_around ip;
	uint16_t ports[2];		/* of the innermost UDP or TCP header */
	uint16_t ppp;			/* the protocol before what PPP carries, or 0 */
	const uint8_t *mac_src, *mac_dst; /* of the innermost Ethernet header, or NULL */
};

#define PKT_BUDGET 20000	/* rounds of loops, a packet */
#define PKT_DEPTH 32		/* printers in printers */

/* Hands the rest to that printer. */
void pkt_call(struct pkt *pk, const struct printer *to, struct view v, struct obuf *o);

/* The one who claims it, or NULL. */
const struct printer *pkt_find(const struct pkt *pk, enum by by, uint32_t key);

/*
 * Hands the rest to whoever claims the key. False: nobody does. What the pkt knows of the headers
 * around stays.
 */
static inline bool pkt_next(struct pkt *pk, enum by by, uint32_t key, struct view v, struct obuf *o)
{
	const struct printer *to = pkt_find(pk, by, key);

	if (by == BY_ETHER)
		pk->linked = true;
	if (to)
		pkt_call(pk, to, v, o);
	return to;
}

/* Of two keys: the one whose bind has the lower rank, then the first. */
const struct printer *pkt_find_either(const struct pkt *pk, enum by by, uint32_t a, uint32_t b);

/* Likewise of UDP's ports, with what is bound to the receiver's alone. */
const struct printer *pkt_find_udp(const struct pkt *pk, uint16_t from, uint16_t to);

/* The link header reaches up to here, unless something above it was printed already. */
static inline void pkt_link(struct pkt *pk, const struct view *v)
{
	if (!pk->linked)
		pk->link_len = (size_t)(v->p - pk->data);
}

/* The packet's data as text, for what no printer knows; nothing where an option dumps all. */
void pkt_data(struct pkt *pk, struct view v, struct obuf *o);

/* A packet that an error quotes, from its IPv4 header on: its end is missing without a remark. */
void pkt_quoted(struct pkt *pk, struct view v, struct obuf *o);

/* Another round of something that reads no view: false once the packet's budget is spent. */
bool pkt_step(struct pkt *pk);

/* " [|proto]" here, and the printing goes on. */
void pkt_mark(const struct pkt *pk, struct obuf *o);

/* Where the packet ended in the middle of what is written whole or not: takes that back. */
static inline void pkt_cut_back(struct pkt *pk, size_t at)
{
	if (pk->failed && pk->cut > at)
		pk->cut = at;
}

/* The whole packet ends here with its mark, as if a read had failed. */
void pkt_cut(struct pkt *pk);

/* What has failed gets its mark here, and the printing goes on. Not where the budget is spent. */
void pkt_resume(struct pkt *pk, struct obuf *o);

/* One packet, from its link header on; its text without a newline. False: no such link type. */
bool pkt_print(struct pkt *pk, struct obuf *o);

/* What the printer remembers from packet to packet. */
#define PKT_STATE(pk, which) ((pk)->state[PRINTER_##which])

/* Numbers of the printers: PRINTER_arp, ... */
enum printer_number {
#define PRINTER(name) PRINTER_##name,
#include <printers.inc>
#undef PRINTER
	PRINTERS
};

#define PRINTER(name) extern const struct printer printer_##name;
#include <printers.inc>
#undef PRINTER

/* Does the Internet checksum over that come to 0? Sums what can be read of n bytes. */
uint16_t pkt_cksum(const struct view *v, size_t n);

/* What the checksum field should hold, from what it holds and what the sum over all came to. */
static inline uint16_t pkt_cksum_right(uint16_t field, uint16_t sum)
{
	uint32_t right = (uint32_t)field + sum;

	return (uint16_t)(right + (right >> 16));
}

/* Likewise with the pseudo-header of the IP header around, for that protocol. */
uint16_t pkt_pseudo_cksum(const struct pkt *pk, const struct view *v, size_t n, uint8_t proto);

#endif
