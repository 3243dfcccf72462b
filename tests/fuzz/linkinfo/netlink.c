/*
 * Answers of ethtool netlink: any attributes as any message of any verb, told as text and as JSON;
 * and any datagrams to --debug. The first byte picks the message (255: --debug), the second
 * says how.
 */
#include "../fuzz.h"

#include <fcntl.h>
#include <unistd.h>

#include "../../unit/validator.h"
#include "base/opt.h"
#include "debug.h"
#include "verbs.h"

#define MESSAGES_MAX 64
#define FAMILY 21

struct message {
	const struct verb *verb;
	nic_attr_fn *attr;
};

static size_t add(struct message *to, size_t n, const struct verb *v)
{
	for (const struct verb_message *m = v->messages; m && m->attr; m++) {
		CHECK(n < MESSAGES_MAX);
		to[n++] = (struct message){ v, m->attr };
	}
	return n;
}

static size_t all_messages(struct message to[MESSAGES_MAX])
{
	size_t n = add(to, 0, &verb_display);

	for (const struct opt *o = linkinfo_personas[0].opts; o->kind != OPT_END; o++)
		if (o->kind == OPT_VERB && o->help)
			n = add(to, n, o->verb);
	return n;
}

/* A device that neither netlink nor an ioctl reaches. */
static void open_nowhere(struct linkinfo *l, uint8_t how)
{
	*l = (struct linkinfo){ .cfg = { .json = how & 1, .statistics = how & 2 }, .all = how & 4 };
	nic_open(&l->nic, "eth0");
	l->nic.asked = true;
	l->nic.ioctl_fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	l->nic.statistics = how & 2;
	ob_open(&l->out, -1);
}

/* Nothing that acts on a terminal, and well-formed UTF-8. */
static void check_text(const struct obuf *o)
{
	for (size_t i = 0, n; i < o->len; i += n) {
		const unsigned char *p = (const unsigned char *)o->p + i;

		n = utf8_len(p, o->len - i);
		CHECK(n);
		CHECK(*p >= 0x20 || *p == '\n' || *p == '\t');
		CHECK(*p != 0x7f && !utf8_acts(p, n));
	}
}

static void tell(struct linkinfo *l, const struct message *m, struct cur attrs)
{
	void *facts = calloc(1, m->verb->size);
	struct validator v;

	CHECK(facts);
	if (m->verb->prepare)
		m->verb->prepare(l, facts);
	nic_attrs(attrs, m->attr, facts);
	if (l->cfg.json) {
		l->json = json_line(&l->out);
		m->verb->json(l, facts, &l->json);
		json_end(&l->json);
		/* the validator has room for strings of 4096 bytes */
		CHECK(l->out.len > 4096 || is_valid_json(&v, l->out.p, l->out.len - 1));
	} else {
		m->verb->text(l, facts, &l->out);
	}
	check_text(&l->out);
	if (m->verb->free)
		m->verb->free(facts);
	free(facts);
}

static void debug(struct cur datagram, uint8_t how)
{
	struct genl g = { .family = FAMILY };
	struct debug d;

	debug_open(&d, 0x1e, -1);
	debug_watch(&d, &g);
	g.nl.trace(g.nl.trace_arg, how & 1, datagram);
	debug_points(&d);
	free(d.refused);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct message messages[MESSAGES_MAX];
	size_t n = all_messages(messages);
	struct linkinfo l;
	struct cur attrs;

	if (size < 2)
		return 0;
	attrs = cur_of(data + 2, size - 2);
	if (data[0] == 0xff) {
		debug(attrs, data[1]);
		return 0;
	}
	open_nowhere(&l, data[1]);
	tell(&l, &messages[data[0] % n], attrs);
	nic_close(&l.nic);
	ob_close(&l.out);
	return 0;
}
