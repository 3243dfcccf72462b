/* Netlink messages in text, for --debug; the layout is ethtool's but for that of single bytes. */
#include "debug.h"

#include <linux/netlink.h>
#include <stdlib.h>
#include <string.h>

#include "base/obuf.h"
#include "base/prog.h"
#include "debug_names.h"

#define MARK "===>"
#define NEST_MAX 12

void debug_open(struct debug *d, int64_t mask, int fd)
{
	*d = (struct debug){ .mask = mask, .fd = fd };
}

void debug_close(struct debug *d)
{
	debug_refused(d);
}

/* Where text goes, and which attribute is to be pointed at. */
struct page {
	struct obuf o;
	const uint8_t *at;
	bool pointed;
};

static void indent(struct page *p, unsigned depth, const uint8_t *at)
{
	unsigned n = 4 * depth;

	if (at && at == p->at) {
		p->pointed = true;
		ob_str(&p->o, MARK);
		n -= (unsigned)strlen(MARK);
	}
	while (n--)
		ob_c(&p->o, ' ');
}

static void put_bytes(struct obuf *o, struct cur data)
{
	for (size_t i = 0; cur_left(&data); i++) {
		if (i)
			ob_c(o, i % 4 ? ':' : ' ');
		ob_hex(o, cur_u8(&data), 2);
	}
}

static void put_u64s(struct obuf *o, struct cur data)
{
	for (bool first = true; cur_left(&data) >= sizeof(uint64_t); first = false) {
		if (!first)
			ob_c(o, ' ');
		ob_u(o, nl_u64(data));
		cur_skip(&data, sizeof(uint64_t));
	}
}

static void put_text(struct obuf *o, struct cur data)
{
	size_t n = cur_left(&data);
	const uint8_t *p = cur_bytes(&data, n);

	ob_c(o, '"');
	if (n)
		ob_esc(o, p, strnlen((const char *)p, n));
	ob_c(o, '"');
}

static void put_value(struct obuf *o, enum debug_kind kind, struct cur data)
{
	switch (kind) {
	case DEBUG_BOOL:
		ob_str(o, nl_u8(data) ? "on" : "off");
		break;
	case DEBUG_TRUE:
		ob_str(o, "true");
		break;
	case DEBUG_U8:
		ob_u(o, nl_u8(data));
		break;
	case DEBUG_S16:
		ob_i(o, (int16_t)nl_u16(data));
		break;
	case DEBUG_BE16:
		ob_u(o, cur_be16(&data));
		break;
	case DEBUG_U32:
		ob_u(o, nl_u32(data));
		break;
	case DEBUG_HEX:
		ob_str(o, "0x");
		ob_hex(o, nl_u32(data), 8);
		break;
	case DEBUG_U64:
		put_u64s(o, data);
		break;
	case DEBUG_TEXT:
		put_text(o, data);
		break;
	default:
		put_bytes(o, data);
	}
}

/* One attribute, but not what is nested in it: that list is returned, 0 where nothing is. */
static uint8_t put_attr(struct page *p, uint8_t names, uint16_t type, struct cur data)
{
	const struct debug_attr *a = debug_attr(names, type);

	if (a) {
		ob_str(&p->o, "ETHTOOL_A_");
		ob_str(&p->o, a->name);
	} else {
		ob_num(&p->o, "[", type, "]");
	}
	if (a && a->nest) {
		ob_c(&p->o, '\n');
		return a->nest;
	}
	ob_str(&p->o, " = ");
	put_value(&p->o, a ? a->kind : DEBUG_BYTES, data);
	ob_c(&p->o, '\n');
	return 0;
}

/* A list of attributes, and the lists inside, of which the names that are known allow a few. */
static void put_attrs(struct page *p, uint8_t names, struct cur list)
{
	struct {
		uint8_t names;
		struct cur list;
	} in[NEST_MAX] = { { names, list } };
	struct cur data;
	uint16_t type;
	unsigned n = 1;

	while (n) {
		const uint8_t *at = in[n - 1].list.p;

		if (!nl_attr_next(&in[n - 1].list, &type, &data)) {
			n--;
			continue;
		}
		indent(p, n + 1, at);
		names = put_attr(p, in[n - 1].names, type, data);
		if (!names || n == NEST_MAX)
			continue;
		in[n].names = names;
		in[n++].list = data;
	}
}

static const struct debug_message *message(bool sent, uint8_t command)
{
	return sent ? debug_request(command) : debug_answer(command);
}

static void put_name(struct obuf *o, bool sent, uint8_t command)
{
	const struct debug_message *m = message(sent, command);

	if (m) {
		ob_str(o, "ETHTOOL_MSG_");
		ob_str(o, m->name);
	} else {
		ob_u(o, command);
	}
	ob_c(o, '\n');
}

static void put_message(struct page *p, bool sent, struct cur body)
{
	uint8_t command = genl_command(&body);
	const struct debug_message *m = message(sent, command);

	indent(p, 1, NULL);
	put_name(&p->o, sent, command);
	put_attrs(p, m ? m->list : 0, body);
}

static void summarize(const struct debug *d, struct obuf *o, bool sent, const struct nlmsghdr *nlh,
		      struct cur body)
{
	ob_num(o, "    msg length ", nlh->nlmsg_len, " ");
	if (nlh->nlmsg_type == NLMSG_ERROR) {
		ob_str(o, "error errno=");
		ob_i(o, (int32_t)nl_u32(body));
		ob_c(o, '\n');
	} else if (nlh->nlmsg_type == NLMSG_DONE) {
		ob_str(o, "done\n");
	} else if (nlh->nlmsg_type == d->family) {
		ob_str(o, "ethool ");		/* so it is written */
		put_name(o, sent, genl_command(&body));
	} else {
		ob_num(o, "type ", nlh->nlmsg_type, "\n");
	}
}

static void put_hex(struct obuf *o, struct cur data)
{
	for (unsigned at = 0; cur_left(&data); at += 16) {
		ob_str(o, "    ");
		ob_hex(o, at, 4);
		ob_c(o, ':');
		for (unsigned i = 0; i < 16 && cur_left(&data); i++) {
			ob_c(o, ' ');
			ob_hex(o, cur_u8(&data), 2);
		}
		ob_c(o, '\n');
	}
}

static void keep_refusal(struct debug *d, struct cur body)
{
	free(d->refused);
	d->refused_len = cur_left(&body);
	d->refused = prog_alloc(1, d->refused_len);
	memcpy(d->refused, cur_bytes(&body, d->refused_len), d->refused_len);
}

static void each_message(struct debug *d, struct page *p, bool sent, struct cur datagram)
{
	while (cur_left(&datagram) >= sizeof(struct nlmsghdr)) {
		struct nlmsghdr nlh;
		struct cur body;
		size_t len;

		memcpy(&nlh, datagram.p, sizeof(nlh));
		len = nlh.nlmsg_len;
		if (len < sizeof(nlh) || len > cur_left(&datagram))
			break;
		body = cur_of(datagram.p + sizeof(nlh), len - sizeof(nlh));
		len = NLMSG_ALIGN(len);
		cur_skip(&datagram, len < cur_left(&datagram) ? len : cur_left(&datagram));
		if (d->mask & DEBUG_SUMMARY)
			summarize(d, &p->o, sent, &nlh, body);
		if ((d->mask & DEBUG_SUMMARY) && (d->mask & DEBUG_NAMES) &&
		    nlh.nlmsg_type == d->family)
			put_message(p, sent, body);
		if (nlh.nlmsg_type == NLMSG_ERROR && (d->mask & DEBUG_NAMES) && nl_u32(body))
			keep_refusal(d, body);
	}
}

static void trace(void *arg, bool sent, struct cur datagram)
{
	struct debug *d = arg;
	bool bytes = d->mask & (sent ? DEBUG_SENT : DEBUG_RECEIVED);
	struct page p = { 0 };

	if (sent)
		debug_refused(d);
	ob_open(&p.o, d->fd);
	if (bytes || (d->mask & DEBUG_SUMMARY)) {
		ob_str(&p.o, sent ? "sending" : "received");
		ob_num(&p.o, " genetlink packet (", cur_left(&datagram), " bytes):\n");
	}
	each_message(d, &p, sent, datagram);
	if (bytes)
		put_hex(&p.o, datagram);
	ob_close(&p.o);
}

void debug_watch(struct debug *d, struct genl *g)
{
	d->family = g->family;
	g->nl.trace = trace;
	g->nl.trace_arg = d;
}

/* A refusal: errno, the request that it refuses, and which of its bytes are wrong. */
static void put_refused(const struct debug *d, struct page *p)
{
	struct cur body = cur_of(d->refused, d->refused_len), words, data;
	struct nlmsghdr request;
	uint32_t offset = 0;
	const uint8_t *at;
	uint16_t type;

	cur_skip(&body, sizeof(uint32_t));
	if (cur_left(&body) < sizeof(request))
		return;
	at = body.p;
	memcpy(&request, at, sizeof(request));
	cur_skip(&body, sizeof(request));
	if (request.nlmsg_len < sizeof(request) ||
	    request.nlmsg_len - sizeof(request) > cur_left(&body))
		return;
	words = body;
	cur_skip(&words, NLMSG_ALIGN(request.nlmsg_len) - sizeof(request));
	while (nl_attr_next(&words, &type, &data))
		if (type == NLMSGERR_ATTR_OFFS)
			offset = nl_u32(data);
	p->at = offset && offset < request.nlmsg_len ? at + offset : NULL;
	put_message(p, true, cur_of(body.p, request.nlmsg_len - sizeof(request)));
}

bool debug_points(const struct debug *d)
{
	struct page p = { 0 };

	ob_open(&p.o, -1);
	if (d->refused)
		put_refused(d, &p);
	ob_close(&p.o);
	return p.pointed;
}

void debug_refused(struct debug *d)
{
	struct page p = { 0 };

	if (!d->refused)
		return;
	ob_open(&p.o, d->fd);
	put_refused(d, &p);
	warn_bare("offending message%s:", p.pointed ? " and attribute" : "");
	ob_close(&p.o);
	free(d->refused);
	d->refused = NULL;
}
