/* Shows what a verb reads; "*" stands for all devices that the kernel has an answer for. */
#include "show.h"

#include <linux/ethtool_netlink.h>
#include <net/if.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/prog.h"
#include "sys/link.h"
#include "words.h"

int linkinfo_usage(void)
{
	warn("bad command line argument(s)");
	warn_bare("For more information run %s -h", prog_name());
	return LINKINFO_FAIL;
}

static void end_facts(const struct verb *v, void *facts)
{
	if (v->free)
		v->free(facts);
	free(facts);
}

void show_one_of(struct linkinfo *l, const struct verb *v, const void *facts)
{
	struct obuf text;

	ob_open(&text, -1);
	v->text(l, facts, &text);
	while (text.len > 1 && text.p[text.len - 1] == '\n' && text.p[text.len - 2] == '\n')
		text.len--;
	if (!v->close)
		ob_c(&l->out, '\n');
	ob_mem(&l->out, text.p, text.len);
	ob_close(&text);
}

static void tell(struct linkinfo *l, const struct verb *v, const void *facts)
{
	if (l->cfg.json) {
		json_object(&l->json, NULL);
		json_str(&l->json, "ifname", l->nic.name);
		v->json(l, facts, &l->json);
		json_object_end(&l->json);
	} else if (l->all) {
		show_one_of(l, v, facts);
	} else {
		v->text(l, facts, &l->out);
	}
}

/* Reads, then tells. */
static int show_nic(struct linkinfo *l, const struct verb *v, char **words)
{
	void *facts = prog_alloc(1, v->size);
	int status = v->read(l, words, facts);

	if (status == LINKINFO_OK || v->partial)
		tell(l, v, facts);
	end_facts(v, facts);
	return status;
}

struct names {
	char (*names)[IF_NAMESIZE];
	size_t n;
};

static void add_name(struct names *names, const char *name)
{
	names->names = prog_realloc(names->names, (names->n + 1) * sizeof(*names->names));
	memcpy(names->names[names->n++], name, IF_NAMESIZE);
}

static void read_name(void *arg, uint16_t message, struct cur body)
{
	struct names *names = arg;
	char name[IF_NAMESIZE] = "";

	if (message == NL_AGAIN) {
		names->n = 0;
		return;
	}
	nic_message(&body, name);
	if (name[0])
		add_name(names, name);
}

/* The devices that answer the request; or, for a verb without one, all there are. */
static int find_names(struct linkinfo *l, const struct verb *v, struct names *names)
{
	struct link_table t;

	if (v->messages)
		return nic_dump(&l->nic, v->messages[0].get, read_name, names);
	if (link_read(&t, NULL) < 0)
		return -1;
	for (size_t i = 0; i < t.n; i++)
		add_name(names, t.links[i].name);
	link_free(&t);
	return 0;
}

static int refuse(const char *why)
{
	warn_bare("%s", why);
	return LINKINFO_FAIL;
}

static int show_all(struct linkinfo *l, const struct verb *v, char **words)
{
	struct names names = { 0 };
	int status = LINKINFO_OK;

	if (v->wild == WILD_NEVER)
		return refuse("ethtool netlink support for subcommand missing, "
			      "wildcard dump not supported");
	if (!nic_has_netlink(&l->nic))
		return refuse("netlink interface initialization failed, "
			      "wildcard dump not supported");
	if (v->wild == WILD_ONE)
		return refuse("subcommand does not support wildcard dump");
	if (find_names(l, v, &names) < 0)
		status = nic_fault(&l->nic, "Cannot list devices", LINKINFO_FAIL);
	else if (!names.n && *words && words_none(words) < 0)
		status = LINKINFO_FAIL;
	l->all = true;
	for (size_t i = 0; i < names.n && status == LINKINFO_OK; i++) {
		nic_rename(&l->nic, names.names[i]);
		status = show_nic(l, v, words);
	}
	free(names.names);
	return status;
}

int show(struct linkinfo *l, const struct verb *v, char **words)
{
	bool all = !v->listens && strcmp(words[0], "*") == 0;
	int status;

	nic_open(&l->nic, v->listens ? "" : words[0]);
	l->nic.statistics = l->cfg.statistics;
	debug_open(&l->debug, l->cfg.debug, l->cfg.json ? STDERR_FILENO : STDOUT_FILENO);
	l->nic.debug = l->cfg.debug ? &l->debug : NULL;
	if (v->listens)
		return v->run(l, words);
	if (v->run)
		return all ? show_all(l, v, words + 1) : v->run(l, words + 1);
	if (l->cfg.json)
		l->json = json_list(&l->out);
	status = all ? show_all(l, v, words + 1) : show_nic(l, v, words + 1);
	if (l->cfg.json)
		json_list_end(&l->json);
	return status;
}
