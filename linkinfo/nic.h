/*
 * The device that is asked: ethtool netlink (the kernel's ethtool-netlink.rst) or the ioctls
 * behind it (linux/ethtool.h), whichever answers.
 *
 * Reading goes
 *
 *	if (nic_get(nic, ETHTOOL_MSG_X_GET, ETHTOOL_A_X_HEADER, fn, to) < 0 &&
 *	    (nic_ioctl(nic, &x) < 0))
 *		return nic_fault(nic, "Cannot get device x settings", 76);
 *
 * What both refuse is told in the words of the first: that is netlink wherever the kernel has it.
 */
#ifndef LINKINFO_NIC_H
#define LINKINFO_NIC_H

#include <net/if.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/obuf.h"
#include "sys/genl.h"

struct debug;

struct nic {
	const char *name;	/* as given, maybe an alternative name; or as the kernel answered */
	char real_name[IF_NAMESIZE];
	char ioctl_name[16];	/* the kernel's name, "" until it is needed */
	int ioctl_fd;		/* -1 until it is needed */
	bool statistics;	/* netlink: ask for counters as well (-I) */
	bool asked;		/* was netlink looked for? */
	bool netlink;		/* and found */
	int netlink_errno;	/* of the last netlink request, 0: it was answered */
	struct genl genl;
	struct debug *debug;	/* --debug: told of all messages; or NULL */
};

/* Its name for text, escaped. */
void nic_name(const struct nic *nic, struct obuf *o);

void nic_open(struct nic *nic, const char *name);
void nic_close(struct nic *nic);

/* The same sockets for another device. */
void nic_rename(struct nic *nic, const char *name);

/* Is there ethtool netlink? Asks the kernel once. */
bool nic_has_netlink(struct nic *nic);

/* Begins a request about the device; header is the message's own ..._HEADER attribute. */
void nic_begin(struct nic *nic, struct nl_msg *m, uint8_t command, uint16_t header);

/* The same for a change, which has no flags: the kernel tells what it refuses by its offset. */
void nic_begin_set(struct nic *nic, struct nl_msg *m, uint8_t command, uint16_t header);

/* Told of each attribute of an answer, but not of its header. */
typedef void nic_attr_fn(void *to, uint16_t type, struct cur data);

/* One that takes nothing. */
void nic_ignore(void *to, uint16_t type, struct cur data);

/*
 * Asks for one message and hands its attributes to fn. -1 with errno: EOPNOTSUPP also where there
 * is no netlink.
 */
int nic_get(struct nic *nic, uint8_t command, uint16_t header, nic_attr_fn *fn, void *to);

/* The same for a request with attributes of its own, made by nic_begin(). */
int nic_ask(struct nic *nic, struct nl_msg *m, nic_attr_fn *fn, void *to);

/* Sends a request that changes something and waits for its acknowledgement. -1 with errno. */
int nic_set(struct nic *nic, struct nl_msg *m);

/* Asks for all devices with an answer; fn is told the messages, and NL_AGAIN (see sys/nl.h). */
int nic_dump(struct nic *nic, uint8_t command, nl_message_fn *fn, void *to);

/*
 * Skips the generic header of a message; its command. *name is the device's that it is about, ""
 * where it names none; what is left are all attributes, the header, too.
 */
uint8_t nic_message(struct cur *body, char name[IF_NAMESIZE]);

/* Hands the attributes of such a message to fn, but for its header. */
void nic_attrs(struct cur attrs, nic_attr_fn *fn, void *to);

/* Does only an ioctl remain? Netlink is not there, or does not know the request. */
bool nic_wants_ioctl(const struct nic *nic);

/*
 * SIOCETHTOOL: `request` begins with its ETHTOOL_... number and is as long as that wants it.
 * Returns what the kernel returns (0 or more), -1 with errno.
 */
int nic_ioctl(struct nic *nic, void *request);

/*
 * Says that the device refused a question: in netlink's words where netlink refused it, too, else
 * `what` and the text of errno. Returns the exit status: 1 for netlink, else `status`.
 */
int nic_fault(struct nic *nic, const char *what, int status);

/* The same for a change: the status is `netlink_status` where netlink refused it. */
int nic_refused(struct nic *nic, int netlink_status, const char *what, int status);

/* Says that nothing but netlink would do, where there is none; returns the exit status. */
int nic_needs_netlink(void);

/* netlink's words alone, on standard error: two lines, or one without the kernel's own text. */
void nic_netlink_fault(const struct nic *nic);

#endif
