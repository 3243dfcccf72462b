/* A list of addresses and what DNS told of them. */
#include "sys/ipinfo.h"

#include <stdlib.h>
#include <string.h>

#include "base/prog.h"

#define ENTRIES_MAX 4096	/* addresses remembered; an enemy may answer from more */
#define PATIENCE (3 * NS_S)	/* for an answer that something waits for */

struct ipinfo_entry {
	struct ipinfo_entry *next;
	struct ipinfo *info;
	struct addr addr;
	struct ipasn known;
	bool asked;		/* and not answered yet */
	ns_t until;		/* the end of our patience */
};

void ipinfo_open(struct ipinfo *info, struct resolve_names *names)
{
	*info = (struct ipinfo){ .names = names };
}

void ipinfo_close(struct ipinfo *info)
{
	while (info->entries) {
		struct ipinfo_entry *e = info->entries;

		info->entries = e->next;
		free(e);
	}
}

static void answered(void *arg, const void *text, size_t n)
{
	struct ipinfo_entry *e = arg;

	if (text) {
		ipasn_take(&e->known, text, n);
	} else {
		e->asked = false;
		e->info->npending--;
	}
}

/* Whoever waits is woken when there is no more reason to. */
static ns_t ipinfo_step(void *arg, ns_t now)
{
	const struct ipinfo *info = arg;
	ns_t wake = NS_NEVER;

	if (!info->npending)
		return wake;
	for (const struct ipinfo_entry *e = info->entries; e; e = e->next)
		if (e->asked && e->until > now && e->until < wake)
			wake = e->until;
	return wake;
}

/* What the question depends on. */
static struct addr network(const struct addr *a)
{
	struct addr net = *a;

	if (net.family == ADDR_V6)
		memset(net.b + 8, 0, 8);
	return net;
}

/* The address' entry, asked for if it is new; NULL: there are too many. */
static struct ipinfo_entry *entry(struct ipinfo *info, const struct addr *a)
{
	struct addr net = network(a);
	struct ipinfo_entry *e;
	char name[IPASN_NAME];

	for (e = info->entries; e; e = e->next)
		if (addr_eq(&e->addr, &net))
			return e;
	if (info->nentries >= ENTRIES_MAX)
		return NULL;
	e = prog_alloc(1, sizeof(*e));
	*e = (struct ipinfo_entry){
		.next = info->entries, .info = info, .addr = net, .asked = true,
		.until = clock_now() + PATIENCE,
	};
	ipasn_open(&e->known);
	info->entries = e;
	info->nentries++;
	info->npending++;
	if (!info->stepping)
		loop_step(info->names->loop, ipinfo_step, info);
	info->stepping = true;
	ipasn_name(&net, name);
	resolve_text(info->names, name, answered, e);
	return e;
}

const char *ipinfo_field(struct ipinfo *info, const struct addr *a, enum ipasn_field field,
			 bool *pending)
{
	const struct ipinfo_entry *e = entry(info, a);

	*pending = e && e->asked && clock_now() < e->until;
	if (!e)
		return field == IPASN_NUMBER ? "AS???" : "???";
	return e->known.text[field];
}
