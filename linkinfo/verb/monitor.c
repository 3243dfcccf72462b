/*
 * Option --monitor: what changes, as the kernel tells it (ethtool-netlink.rst, notifications). Each
 * verb that reads over netlink reads notifications, too, and tells them as it tells its answers.
 */
#include <errno.h>
#include <linux/ethtool_netlink.h>
#include <stdlib.h>
#include <string.h>

#include "base/opt.h"
#include "base/prog.h"
#include "debug_names.h"
#include "listen.h"
#include "show.h"
#include "verbs.h"

struct monitor {
	struct linkinfo *l;
	const struct verb *only;	/* NULL: all */
	const char *given;		/* the device, NULL: all */
	char name[IF_NAMESIZE];		/* as the kernel calls it, "" while it is not there */
};

/* The message of the verb that is notified so. */
static const struct verb_message *message_of(const struct verb *v, uint8_t command)
{
	for (const struct verb_message *m = v->messages; m && m->attr; m++)
		if (m->ntf && m->ntf == command)
			return m;
	return NULL;
}

/* The first that reads it; the standard display reads much that has a verb of its own. */
static const struct verb *verb_of(uint8_t command)
{
	for (const struct opt *o = linkinfo_personas[0].opts; o->kind != OPT_END; o++)
		if (o->kind == OPT_VERB && message_of(o->verb, command))
			return o->verb;
	return message_of(&verb_display, command) ? &verb_display : NULL;
}

static bool is_wanted(const struct monitor *m, const char *name)
{
	return !m->given || strcmp(name, m->given) == 0 || (m->name[0] && !strcmp(name, m->name));
}

/* "channels" of ETHTOOL_MSG_CHANNELS_NTF. */
static void put_event(struct json *j, uint8_t command)
{
	const struct debug_message *m = debug_answer(command);
	char event[32] = "";
	size_t n = 0;

	for (const char *p = m ? m->name : ""; *p && strcmp(p, "_NTF") != 0; p++)
		if (n < sizeof(event) - 1)
			event[n++] = *p == '_' ? '-' : (char)(*p | 0x20);
	json_str(j, "event", event);
}

static void put_line(struct linkinfo *l, const struct verb *v, uint8_t command, const void *facts)
{
	struct json j = json_line(&l->out);

	put_event(&j, command);
	json_str(&j, "ifname", l->nic.name);
	v->json(l, facts, &j);
	json_end(&j);
}

static void tell(void *to, uint8_t command, const char *name, struct cur attrs)
{
	struct monitor *m = to;
	struct linkinfo *l = m->l;
	const struct verb *v = verb_of(command);
	void *facts;

	if (!v || (m->only && m->only != v) || !is_wanted(m, name))
		return;
	nic_rename(&l->nic, name);
	facts = prog_alloc(1, v->size);
	if (v->prepare)
		v->prepare(l, facts);
	nic_attrs(attrs, message_of(v, command)->attr, facts);
	if (l->cfg.json)
		put_line(l, v, command, facts);
	else
		show_one_of(l, v, facts);
	if (v->free)
		v->free(facts);
	free(facts);
}

static const struct verb *shows(const struct verb *v)
{
	return v->shows ? v->shows : v;
}

static bool is_notified(const struct verb *v)
{
	for (const struct verb_message *m = v->messages; m && m->attr; m++)
		if (m->ntf)
			return true;
	return false;
}

static const struct verb *find(const char *text)
{
	for (const struct opt *o = linkinfo_personas[0].opts; o->kind != OPT_END; o++)
		if (o->kind == OPT_VERB && opt_is(o, text) && is_notified(shows(o->verb)))
			return shows(o->verb);
	return NULL;
}

static int read_words(struct monitor *m, char **words)
{
	if (*words && **words == '-') {
		m->only = strcmp(*words, "--all") == 0 ? NULL : find(*words);
		if (!m->only && strcmp(*words, "--all") != 0) {
			warn_bare("monitoring for option '%s' not supported", *words);
			return -1;
		}
		words++;
	}
	if (*words && strcmp(*words, "*") != 0)
		m->given = *words;
	return 0;
}

/* A device that is not there may come. */
static void find_device(struct monitor *m)
{
	struct nic *nic = &m->l->nic;

	nic_rename(nic, m->given);
	listen_name(m->given, m->name);
	if (!m->name[0] && nic_get(nic, ETHTOOL_MSG_LINKSTATE_GET, ETHTOOL_A_LINKSTATE_HEADER,
				   nic_ignore, NULL) < 0)
		nic_netlink_fault(nic);
}

static int monitor_run(struct linkinfo *l, char **words)
{
	struct monitor m = { .l = l };
	struct listen listen;

	if (!nic_has_netlink(&l->nic)) {
		warn_bare(
			"Netlink interface initialization failed, option --monitor not supported.");
		return LINKINFO_FAIL;
	}
	if (read_words(&m, words) < 0)
		return LINKINFO_FAIL;
	if (m.given)
		find_device(&m);
	l->all = true;
	if (listen_open(&listen, l->nic.debug, tell, &m) < 0) {
		warn_errno("notifications");
		return LINKINFO_FAIL;
	}
	if (!l->cfg.json)
		ob_str(&l->out, "listening...\n");
	while (ob_flush(&l->out) == 0) {
		if (listen_next(&listen) == 0 || errno == EINTR)
			continue;
		if (errno != ENOBUFS)
			break;
		warn("some notifications are lost");
	}
	if (!l->out.err)
		warn_errno("notifications");
	listen_close(&listen);
	return LINKINFO_FAIL;
}

const struct verb verb_monitor = { .run = monitor_run, .listens = true };
