/*
 * One request and its answer over netlink (netlink(7)), attributes read by bounds. There is no
 * static libmnl on Debian, and a shared one costs every start more than all of this does.
 */
#ifndef SYS_NL_H
#define SYS_NL_H

#include <linux/netlink.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/cur.h"

/* A request: header, the family's own header, attributes. */
struct nl_msg {
	uint8_t buf[16384] __attribute__((aligned(4)));	/* less than nla_len can say */
	size_t len;
};

/* header: the family's own, such as struct rtmsg. */
void nl_begin(struct nl_msg *m, uint16_t type, uint16_t flags, const void *header, size_t len);

/* Adds an attribute; one that no longer fits is a fault of the caller and ends the program. */
void nl_attr(struct nl_msg *m, uint16_t type, const void *data, size_t len);

/* The same for text (with its end), for numbers, and for one that is true by being there. */
void nl_attr_text(struct nl_msg *m, uint16_t type, const char *text);
void nl_attr_u8(struct nl_msg *m, uint16_t type, uint8_t v);
void nl_attr_u32(struct nl_msg *m, uint16_t type, uint32_t v);
void nl_attr_flag(struct nl_msg *m, uint16_t type);

/* Attributes between the two stand inside one; nl_nest() returns what nl_nest_end() wants. */
size_t nl_nest(struct nl_msg *m, uint16_t type);
void nl_nest_end(struct nl_msg *m, size_t nest);

/* Told of one message: its type, and what follows the netlink header. */
typedef void nl_message_fn(void *arg, uint16_t type, struct cur body);

/* Sends the request, hands its answer to fn. -1 with errno, also of the kernel's answer. */
int nl_ask(int protocol, struct nl_msg *m, nl_message_fn *fn, void *arg);

/*
 * A socket for several questions in a row; a dump reads its answers to their end, again when the
 * kernel says that its tables changed meanwhile: fn is told NL_AGAIN, and forgets what it heard.
 * All return -1 with errno.
 */
#define NL_AGAIN 0
#define NL_WHY_MAX 128
struct nl {
	int fd;
	char why[NL_WHY_MAX];	/* the kernel's own words about its last answer, or "" */
	uint32_t why_offset;	/* of the attribute that they are about, 0: none */
	uint32_t seq;
	bool stale;		/* the tables changed under the dump */
	uint8_t *buf;
	/* Told of each datagram that is sent or received, whole; or NULL. */
	void (*trace)(void *arg, bool sent, struct cur datagram);
	void *trace_arg;
};
int nl_open(struct nl *nl, int protocol);
void nl_close(struct nl *nl);
int nl_one(struct nl *nl, struct nl_msg *m, nl_message_fn *fn, void *arg);
int nl_dump(struct nl *nl, struct nl_msg *m, nl_message_fn *fn, void *arg);

/* Joins a multicast group: its messages are for nl_hear() alone, on a socket of their own. */
int nl_join(struct nl *nl, uint32_t group);

/*
 * Waits for what is sent to the group, and hands the messages to fn. Returns 0; -1 with errno:
 * ENOBUFS means that some were lost, and the next call goes on; EINTR that a signal came.
 */
int nl_hear(struct nl *nl, nl_message_fn *fn, void *arg);

/* The next attribute of a list; false at its end or where a length lies. */
static inline bool nl_attr_next(struct cur *list, uint16_t *type, struct cur *data)
{
	size_t left = cur_left(list), step;
	struct nlattr attr = { 0 };

	if (left >= sizeof(attr))
		memcpy(&attr, list->p, sizeof(attr));
	if (attr.nla_len < sizeof(attr) || attr.nla_len > left) {
		*type = 0;
		cur_set(data, NULL, 0);
		return false;
	}
	*type = (uint16_t)(attr.nla_type & NLA_TYPE_MASK);
	cur_set(data, list->p + sizeof(attr), attr.nla_len - sizeof(attr));
	/* the last one may lack its padding */
	step = (attr.nla_len + (size_t)NLA_ALIGNTO - 1) & ~(size_t)(NLA_ALIGNTO - 1);
	cur_skip(list, step < left ? step : left);
	return true;
}

/* An attribute's number in the host's order, 0 where it is shorter. */
static inline uint8_t nl_u8(struct cur data)
{
	return cur_u8(&data);
}

static inline void nl_number(struct cur data, void *to, size_t size)
{
	const uint8_t *p = cur_bytes(&data, size);

	if (p)
		memcpy(to, p, size);
}

static inline uint16_t nl_u16(struct cur data)
{
	uint16_t v = 0;

	nl_number(data, &v, sizeof(v));
	return v;
}

static inline uint32_t nl_u32(struct cur data)
{
	uint32_t v = 0;

	nl_number(data, &v, sizeof(v));
	return v;
}

static inline uint64_t nl_u64(struct cur data)
{
	uint64_t v = 0;

	nl_number(data, &v, sizeof(v));
	return v;
}

/* Its text, cut to what fits, always ended. */
void nl_text(struct cur data, char *to, size_t size);

#endif
