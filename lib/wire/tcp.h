/* TCP headers (RFC 9293) and their options (RFC 9293, RFC 7323, RFC 2018). */
#ifndef WIRE_TCP_H
#define WIRE_TCP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/addr.h"
#include "base/cur.h"
#include "base/put.h"
#include "wire/options.h"

#define TCP_HLEN 20			/* without options */
#define TCP_START 8			/* what errors quote at least: ports and sequence number */
#define TCP_OPTIONS_MAX 40

enum tcp_flag {
	TCP_FIN = 0x001,
	TCP_SYN = 0x002,
	TCP_RST = 0x004,
	TCP_PSH = 0x008,
	TCP_ACK = 0x010,
	TCP_URG = 0x020,
	TCP_ECE = 0x040,		/* RFC 3168 */
	TCP_CWR = 0x080,
	TCP_AE = 0x100,			/* RFC 9768 */
};

struct tcp {
	uint16_t sport, dport;
	uint32_t seq, ack;
	uint16_t flags;			/* enum tcp_flag, and the three reserved bits above */
	uint16_t window, sum, urgent;
	unsigned hlen;			/* 20 to 60 bytes */
	struct cur options;		/* hlen - 20 bytes */
};

/*
 * Reads a header with its options and leaves the reader at the data. False: cut short, or the
 * header's length is below 20 or beyond the bytes at hand.
 */
bool tcp_parse(struct cur *c, struct tcp *h);

/* Only the first 8 bytes: ports and seq; the rest of *h is 0. False: cut short. */
bool tcp_parse_start(struct cur *c, struct tcp *h);

/* A flag's name in lower case: "syn"; NULL for anything but one of them. */
const char *tcp_flag_name(unsigned flag);

enum tcp_option_type {
	TCP_OPT_EOL = OPTIONS_END,
	TCP_OPT_NOP = OPTIONS_NOP,
	TCP_OPT_MSS = 2,
	TCP_OPT_WSCALE = 3,
	TCP_OPT_SACK_OK = 4,
	TCP_OPT_SACK = 5,
	TCP_OPT_TIMESTAMPS = 8,
};

/* Those that a SYN negotiates. */
struct tcp_options {
	uint16_t mss;			/* 0: none */
	bool sack;			/* selective acknowledgements are welcome */
	bool wscale, timestamps;	/* the following are there */
	uint8_t shift;			/* of the window */
	uint32_t tsval, tsecr;
};

/* What a list says; of two of a kind the last counts, one of a wrong length is passed over. */
void tcp_options_parse(struct cur list, struct tcp_options *o);

/* The list, padded to a multiple of 4 bytes; TCP_OPTIONS_MAX at most. */
void tcp_options_put(struct put *w, const struct tcp_options *o);

/*
 * A header with a zero checksum; options_len bytes of options, then the data follow by put_*. Of
 * *h it takes ports, seq, ack, flags, window and urgent.
 */
void tcp_put(struct put *w, const struct tcp *h, size_t options_len);

/* Fills in the checksum of a finished segment that begins at `at` and ends with w. */
void tcp_put_sum(struct put *w, size_t at, const struct addr *src, const struct addr *dst);

/*
 * Is the checksum right? Segments that never left this machine, or came through a device that
 * computes it, hold only the sum of the pseudo-header: that counts as right, too.
 */
bool tcp_sum_ok(struct cur segment, const struct addr *src, const struct addr *dst);

#endif
