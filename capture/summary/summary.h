/* What a run of packets amounts to: conversations, and what went wrong in them. */
#ifndef CAPTURE_SUMMARY_SUMMARY_H
#define CAPTURE_SUMMARY_SUMMARY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/obuf.h"
#include "summary/peel.h"
#include "summary/table.h"

#define SUMMARY_TRIES 6		/* times of retransmitted SYNs that are told */
#define SUMMARY_TALKS 20	/* conversations that are told, the largest */

enum kind { KIND_TALK = 1, KIND_ARP, KIND_ECHO, KIND_DNS, KIND_OWNER };

/* Two ends that talk: 0 is key.a and key.number[0], the lower of the two. */
struct talk {
	struct key key;			/* number[2]: the protocol */
	ns_t first, last;
	struct talk_end {
		uint64_t packets, bytes;
		uint64_t retransmitted, zero_windows;
		uint32_t next;		/* the sequence number behind all that was sent */
		bool begun;		/* it is known */
		bool stuck;		/* its window is 0 */
	} end[2];
	/* of TCP's last connection between these ports */
	int client;			/* the end that sent the first SYN */
	uint64_t syns;			/* with those sent again */
	ns_t tries[SUMMARY_TRIES];	/* of those sent again, after the first */
	ns_t syn_first, syn_last, answered;
	ns_t rtt;			/* of the handshake; 0: not seen */
	bool connected, refused;
	/* errors about its packets */
	uint64_t errors;
	int rejected;			/* the end that sent what was rejected */
	struct addr rejected_by;
	uint8_t icmp_type, icmp_code;
};

/* A question that has an answer: ARP's, an echo, a query of DNS. */
struct asked {
	struct key key;			/* a: who asks, b: who or what is asked */
	uint64_t times;
	ns_t last;
	bool answered;
};

/* Who says that an address is his. */
struct owner {
	struct key key;			/* a: the address */
	uint8_t mac[6], other[6];
	bool disputed;
};

struct summary {
	struct table talks, asked, owners;
	uint64_t packets, bytes, unknown;	/* unknown: not IP, not ARP */
	ns_t first, last;
};

void summary_open(struct summary *s);

/* t: the packet's time, since 1970. p: NULL where nothing is known of it. */
void summary_packet(struct summary *s, const struct frame *f, ns_t t, const struct peeled *p);

/* As text, or as JSON lines. Packets may follow, and it may be told again. */
void summary_tell(const struct summary *s, bool json, struct obuf *o);

void summary_close(struct summary *s);

/* The single steps, of the files of this folder. */
void talks_packet(struct summary *s, const struct frame *f, ns_t t, const struct peeled *p);
void asked_packet(struct summary *s, ns_t t, const struct peeled *p);

#endif
