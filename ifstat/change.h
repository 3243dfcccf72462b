/* The words behind an interface as a list of changes: read whole before the first one is made. */
#ifndef IFSTAT_CHANGE_H
#define IFSTAT_CHANGE_H

#include <net/if.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/addr.h"
#include "ifstat.h"

#define CHANGES_MAX 64

enum change_kind {
	CHANGE_FLAG,		/* sets or clears bits of the flags word */
	CHANGE_ADDRESS,		/* IPv4 address of the interface or alias; brings it up */
	CHANGE_NETMASK,
	CHANGE_BROADCAST,
	CHANGE_PEER,
	CHANGE_ADD,		/* one more address, IPv4 or IPv6 */
	CHANGE_DEL,
	CHANGE_MTU,
	CHANGE_TXQUEUELEN,
	CHANGE_METRIC,
	CHANGE_HW,
	CHANGE_NAME,
	CHANGE_MAP,		/* irq, mem_start, io_addr, media: no driver takes them any more */
	CHANGE_NONE,		/* a flag that means nothing on Linux */
};

struct change {
	enum change_kind kind;
	const char *word;		/* as typed, for messages */
	uint32_t set, clear;		/* CHANGE_FLAG */
	struct addr addr;
	uint8_t prefix;
	bool has_prefix;
	int64_t number;
	const char *text;		/* CHANGE_NAME */
	const struct ifstat_hw *hw;
	uint8_t bytes[LINK_HW_MAX];
};

struct changes {
	const char *interface;
	struct change list[CHANGES_MAX];
	unsigned n;
};

/*
 * Reads the words; pure. IFSTAT_OK, or an exit status after a message. -1: a word is none of ours;
 * its index is in *unknown.
 */
int changes_read(struct changes *c, char **words, int count, int *unknown);

/* Makes them one by one, as far as the kernel agrees. Returns the exit status, after a message. */
int changes_make(const struct changes *c);

#endif
