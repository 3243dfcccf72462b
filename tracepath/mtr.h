/* mtr: what its command line says, some of which the live screen may change. */
#ifndef MTR_H
#define MTR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/addr.h"
#include "base/clock.h"
#include "base/obuf.h"

#define MTR_FIELDS 20		/* columns at most */
#define MTR_KEEP 200		/* newest probes of a hop that are kept, for the charts */
#define MTR_DEFAULT "LS NABWV"
#define MTR_JITTER "DR AGJMXI"	/* what the key j changes to */
#define MTR_NO_INFO (-1)
#define MTR_SIZE_MOST 4470	/* the screen's: of FDDI and its kin; more is no measure */

enum mtr_output {
	MTR_SCREEN,
	MTR_REPORT,
	MTR_CSV,
	MTR_XML,
	MTR_JSON,
	MTR_RAW,
	MTR_SPLIT,
};

struct mtr_cfg {
	int output;			/* enum mtr_output */
	bool wide;			/* -w */
	bool show_ips;			/* -b: names and addresses */
	bool mpls;			/* -e */
	bool notes;			/* --notes */
	bool cycled;			/* -c was given */
	bool sctp;			/* -S */
	bool paused;			/* the screen's */
	int info;			/* -y: which column of the AS lookup, or MTR_NO_INFO */
	int display;			/* --displaymode: 0 to 2 */
	char fields[MTR_FIELDS + 1];	/* -o: letters; a blank is an empty column */
	int64_t cycles;			/* -c */
	int64_t size;			/* -s: bytes of the whole packet; below 0: up to that */
	int64_t fill;			/* -B: byte of the data; above 255: a random one */
	int64_t unknown;		/* -U; -1: not given */
	ns_t interval;			/* -i: from one round to the next */
	ns_t grace;			/* -G: wait so long at the end; -1: not given */
	int64_t timeout;		/* -Z: seconds; -1: not given */
	char **hosts;			/* -F */
	unsigned nhosts;
};

struct hop;
struct hop_probe;
struct trace;

/* One column. */
struct mtr_field {
	char letter;
	const char *title;
	unsigned width;
	bool count;			/* a number of probes; else times in ms, or per cent */
	double (*value)(const struct hop *h);
};

/* NULL: there is no such letter. */
const struct mtr_field *mtr_field(char letter);

/* v >= 0 with so many digits behind the point, as printf() rounds it. */
void mtr_decimal(struct obuf *o, double v, unsigned digits);

/* Its value as reports print it: "  0.0%", "    2", "   1.3"; without the blanks of its column. */
void mtr_value(struct obuf *o, const struct mtr_field *f, const struct hop *h);

/* Bytes of a packet, at most. */
int64_t mtr_length(const struct trace *t);

/* -U as the plan has it. */
unsigned mtr_silent(const struct trace *t);

/* The last hop of the picture: where the path ends, or one behind the last that answered. */
unsigned mtr_last(const struct trace *t);

/* The newest answer of each address that a hop has. Returns which of them is the newest of all. */
unsigned mtr_answers(const struct hop *h, const struct hop_probe **of);

/* The address that a hop is known by, that of its newest answer; ADDR_NONE: it has none. */
struct addr mtr_address(const struct hop *h);

/* "name", "address" or, with -b, "name (address)"; "???" for ADDR_NONE. */
void mtr_host(struct trace *t, struct obuf *o, const struct addr *a);

/* The column of -y or -z for the address: "AS64500"; "AS???" where it is not known. */
void mtr_info(struct trace *t, struct obuf *o, const struct addr *a);

/* What the loss of the hops means, a line each, where it is no fault of the path. */
void mtr_notes(struct trace *t, struct obuf *o, const char *indent);

#endif
