/* ifstat: everything that one run knows. */
#ifndef IFSTAT_H
#define IFSTAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/obuf.h"
#include "base/opt.h"
#include "sys/link.h"

enum ifstat_layout { LAYOUT_CLASSIC, LAYOUT_FLAGS };

/* Exit statuses of the classic ifconfig. */
enum ifstat_status { IFSTAT_OK = 0, IFSTAT_FAIL = 1, IFSTAT_USAGE = 3, IFSTAT_FLAG = 255 };

struct ifstat_cfg {
	bool all, brief, json, verbose;
	int layout;			/* enum ifstat_layout */
};

/* One line of the listing: an interface, or an alias: an address with a label of its own. */
struct ifstat_row {
	const struct link *link;
	const char *name;
	const struct link_addr *inet;	/* the IPv4 address shown, or NULL */
	bool alias;
	uint8_t stem;			/* what ifstat_row_name() makes of the name */
	uint64_t number;
};

struct ifstat {
	struct ifstat_cfg cfg;
	struct obuf out;
	int status;
};

extern const struct persona ifstat_personas[];

/*
 * Reads the interfaces and shows those that are named (count 0: all that are up, or all). Returns
 * the exit status.
 */
int ifstat_show(struct ifstat *s, char **names, int count);

/* The renderers: one row each; first is called before them. */
struct ifstat_renderer {
	void (*first)(struct ifstat *s);
	void (*row)(struct ifstat *s, const struct ifstat_row *row);
};
extern const struct ifstat_renderer ifstat_classic, ifstat_flags, ifstat_brief, ifstat_json;

/* Order of the listing: eth2 before eth10, an interface before its aliases. For qsort(3). */
int ifstat_row_order(const void *a, const void *b);

/* Names a row. The order goes by stem and number: what stands before a colon, cut in two. */
void ifstat_row_name(struct ifstat_row *row, const char *name);

/*
 * A change: words[0] is the interface. Returns the exit status; -1 where the words are no change
 * but the names of several interfaces to show.
 */
int ifstat_change(char **words, int count);
void ifstat_words_text(struct obuf *o);

/* What the kernel's counters are summed up to, as in /proc/net/dev. */
struct ifstat_counts {
	uint64_t rx_dropped, rx_frame, tx_carrier;
};
struct ifstat_counts ifstat_counts(const struct rtnl_link_stats64 *s);

/* A link type: its class and title in the layouts, and how its addresses are written. */
enum ifstat_hw_form { HW_NONE, HW_COLONS, HW_DASHES, HW_UNSPEC, HW_EMPTY, HW_NUMBER };
struct ifstat_hw {
	uint16_t type;			/* ARPHRD_* */
	const char *name, *title;
	enum ifstat_hw_form form;
	bool settable;			/* by "hw" */
	size_t len;			/* bytes of an address, for "hw" */
};
const struct ifstat_hw *ifstat_hw_of(uint16_t type);
const struct ifstat_hw *ifstat_hw_named(const char *name);
void ifstat_hw_text(struct obuf *o, const struct link *l, bool upper);
/* The lists of the usage text. */
void ifstat_hw_list(struct obuf *o);

/* Bytes with a unit and one decimal, cut off: "1.5 GiB". exceed: 1024 is still "1024.0 B". */
void ifstat_human(struct obuf *o, uint64_t bytes, bool exceed);

/* Names of the flags that are set, in the layouts' order; returns how many. */
unsigned ifstat_flag_names(struct obuf *o, uint32_t flags, char between, bool dynamic);

/* The kernel's class of an IPv6 address: 0 global, 0x10 host, 0x20 link, 0x40 site, 0x80 compat. */
unsigned ifstat_scope(const struct addr *a);

struct addr ifstat_mask(uint8_t prefix);

#endif
