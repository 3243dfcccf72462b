/* Tunables of a driver, --get- and --set-tunable: linux/ethtool.h, ETHTOOL_GTUNABLE. */
#include <errno.h>
#include <linux/ethtool.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/prog.h"
#include "verbs.h"

static const struct tunable {
	char name[24];
	uint32_t id, type, size;
} tunables[] = {
	{ "rx-copybreak", ETHTOOL_RX_COPYBREAK, ETHTOOL_TUNABLE_U32, sizeof(uint32_t) },
	{ "tx-copybreak", ETHTOOL_TX_COPYBREAK, ETHTOOL_TUNABLE_U32, sizeof(uint32_t) },
	{ "tx-buf-size", ETHTOOL_TX_COPYBREAK_BUF_SIZE, ETHTOOL_TUNABLE_U32, sizeof(uint32_t) },
	{ "pfc-prevention-tout", ETHTOOL_PFC_PREVENTION_TOUT, ETHTOOL_TUNABLE_U16,
	  sizeof(uint16_t) },
};

#define TUNABLES (sizeof(tunables) / sizeof(*tunables))

/* Its number, or TUNABLES. */
static size_t find(const char *name)
{
	size_t i = 0;

	while (i < TUNABLES && strcmp(tunables[i].name, name) != 0)
		i++;
	return i;
}

/* The kernel's structure and the value behind it. */
union request {
	struct ethtool_tunable head;
	uint8_t room[sizeof(struct ethtool_tunable) + sizeof(uint64_t)];
};

static int ask(struct nic *nic, uint32_t command, size_t i, uint32_t *value)
{
	const struct tunable *t = &tunables[i];
	union request r = { .head = { .cmd = command, .id = t->id, .type_id = t->type,
				      .len = t->size } };
	uint16_t small = (uint16_t)*value;
	uint8_t *data = r.room + sizeof(r.head);

	if (t->size == sizeof(small))
		memcpy(data, &small, sizeof(small));
	else
		memcpy(data, value, sizeof(*value));
	if (nic_ioctl(nic, &r) < 0)
		return -1;
	memcpy(&small, data, sizeof(small));
	memcpy(value, data, sizeof(*value));
	if (t->size == sizeof(small))
		*value = small;
	return 0;
}

/* What was asked for, in that order. */
struct tunable_values {
	size_t n;
	struct {
		size_t tunable;
		uint32_t value;
	} * list;
};

static int tunable_read(struct linkinfo *l, char **words, void *facts)
{
	struct tunable_values *v = facts;
	size_t n = 0;

	for (; words[n]; n++)
		if (find(words[n]) == TUNABLES)
			return linkinfo_usage();
	if (!n)
		return linkinfo_usage();
	v->list = prog_alloc(n, sizeof(*v->list));
	for (; *words; words++, v->n++) {
		v->list[v->n].tunable = find(*words);
		if (ask(&l->nic, ETHTOOL_GTUNABLE, v->list[v->n].tunable, &v->list[v->n].value) <
		    0) {
			warn_bare("%s: Cannot get tunable", *words);
			return 255;
		}
	}
	return 0;
}

static void tunable_text(struct linkinfo *l, const void *facts, struct obuf *o)
{
	const struct tunable_values *v = facts;

	(void)l;
	for (size_t i = 0; i < v->n; i++) {
		ob_str(o, tunables[v->list[i].tunable].name);
		ob_num(o, ": ", v->list[i].value, "\n");
	}
}

static void tunable_json(struct linkinfo *l, const void *facts, struct json *j)
{
	const struct tunable_values *v = facts;
	unsigned told = 0;

	(void)l;
	for (size_t i = 0; i < v->n; i++) {
		size_t which = v->list[i].tunable;

		if (!(told >> which & 1))
			json_uint(j, tunables[which].name, v->list[i].value);
		told |= 1u << which;
	}
}

static void tunable_free(void *facts)
{
	struct tunable_values *v = facts;

	free(v->list);
}

const struct verb verb_tunable = {
	.size = sizeof(struct tunable_values),
	.read = tunable_read,
	.text = tunable_text,
	.json = tunable_json,
	.free = tunable_free,
	.partial = true,
};

static int change_tunable(struct linkinfo *l, char **words)
{
	int64_t values[TUNABLES];
	bool given[TUNABLES] = { false };

	if (!*words)
		return linkinfo_usage();
	for (; *words; words += 2) {
		size_t i = find(*words);

		if (i == TUNABLES || !words[1] ||
		    num_any(words[1], 0, tunables[i].size == 2 ? UINT16_MAX : UINT32_MAX,
			    &values[i]) != NUM_OK)
			return linkinfo_usage();
		given[i] = true;
	}
	for (size_t i = 0; i < TUNABLES; i++) {
		uint32_t value = given[i] ? (uint32_t)values[i] : 0;

		if (given[i] && ask(&l->nic, ETHTOOL_STUNABLE, i, &value) < 0) {
			warn_bare("%s: %s", tunables[i].name, strerror(errno));
			return 255;
		}
	}
	return 0;
}

const struct verb verb_set_tunable = { .run = change_tunable };
