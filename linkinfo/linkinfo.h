/*
 * linkinfo: the physical link, as ethtool prints and changes it; see linkinfo(8).
 *
 * A verb reads facts from the device, over netlink or ioctl, into a struct of its own; one of two
 * listeners, text or JSON, tells them. None of the two knows where the facts come from.
 */
#ifndef LINKINFO_LINKINFO_H
#define LINKINFO_LINKINFO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/json.h"
#include "base/obuf.h"
#include "base/persona.h"
#include "debug.h"
#include "nic.h"

struct linkinfo_cfg {
	const void *verb;	/* struct verb; NULL: the standard display */
	bool json;
	bool statistics;	/* -I: also the counters that belong to it */
	int64_t debug;		/* mask */
};

/* A netlink message that a verb reads facts from: ETHTOOL_MSG_..., kernel's ethtool-netlink.rst. */
struct verb_message {
	uint8_t get;		/* the request; 0: only the kernel begins */
	uint8_t reply;
	uint8_t ntf;		/* as the kernel tells changes; 0: it tells none */
	nic_attr_fn *attr;	/* takes one attribute of it into the facts; NULL ends the list */
};

/* What a verb makes of the device "*". */
enum verb_wild {
	WILD_NEVER,		/* it is ioctl only in ethtool, which says so */
	WILD_ALL,		/* shows all devices that answer messages[0] */
	WILD_ONE,		/* speaks netlink, but to one device at a time */
};

struct linkinfo {
	struct linkinfo_cfg cfg;
	struct nic nic;
	struct obuf out;
	struct json json;	/* the list that --json prints, one object a device */
	bool all;		/* the device is "*": nic is one of many */
	struct debug debug;
};

/*
 * One thing that can be asked or done. A verb that shows has read(), text() and json(); one that
 * changes something, or writes a file, has run().
 */
struct verb {
	size_t size;		/* of its facts, which read() finds zeroed */

	/*
	 * Reads the words behind the device and then the facts. Returns 0; or an exit status after
	 * a message: nothing is shown then, except with `partial`.
	 */
	int (*read)(struct linkinfo *l, char **words, void *facts);
	void (*text)(struct linkinfo *l, const void *facts, struct obuf *o);
	void (*json)(struct linkinfo *l, const void *facts, struct json *j);
	void (*free)(void *facts);	/* or NULL */
	bool partial;			/* facts are shown also where read() fails */

	int (*run)(struct linkinfo *l, char **words);
	const struct verb *shows;	/* what tells the changes that it makes, or NULL */
	bool listens;		/* a device may be missing; run() gets all the words */

	enum verb_wild wild;
	bool close;		/* no empty line between two devices or notifications */
	/*
	 * For --monitor, "*" and the fuzzer: facts that were zeroed, prepare()d and given the
	 * attributes of any one of the messages, or of none, can be told by text() and json() and
	 * be freed. prepare() (or NULL) gets what attr() or the listeners need besides, such as
	 * the kernel's names of bits; it reports nothing, and may fail to get them.
	 */
	const struct verb_message *messages;
	void (*prepare)(struct linkinfo *l, void *facts);
};

enum {
	LINKINFO_OK = 0,
	LINKINFO_FAIL = 1,	/* also a bad command line */
};

extern const struct persona linkinfo_personas[];

/* "bad command line argument(s)"; returns the status. */
int linkinfo_usage(void);

#endif
