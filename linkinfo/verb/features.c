/* Features and offloads, -k: netdev-features.rst; FEATURES_GET, ETHTOOL_GFEATURES. */
#include "featureset.h"

#include <errno.h>
#include <linux/ethtool_netlink.h>

#include "base/prog.h"
#include "verbs.h"
#include "words.h"

static int features_read(struct linkinfo *l, char **words, void *facts)
{
	struct features *f = facts;

	if (words_none(words) < 0)
		return LINKINFO_FAIL;
	if (features_netlink(&l->nic, f) == 0)
		return 0;
	features_free(f);
	if (features_ioctl(&l->nic, f) == 0)
		return 0;
	if (errno == ENODATA && !nic_has_netlink(&l->nic)) {
		warn_bare("no feature info available");
		return LINKINFO_FAIL;
	}
	return nic_fault(&l->nic, "Cannot get device feature names", LINKINFO_FAIL);
}

static void features_text(struct linkinfo *l, const void *facts, struct obuf *o)
{
	ob_str(o, "Features for ");
	nic_name(&l->nic, o);
	ob_str(o, ":\n");
	features_put(facts, NULL, o);
}

/* Of several features together only what they do is known. */
static void json_group(struct json *j, const char *name, bool on)
{
	json_object(j, name);
	json_bool(j, "active", on);
	json_null(j, "fixed");
	json_null(j, "requested");
	json_object_end(j);
}

static void json_feature(struct json *j, const char *name, uint8_t flags)
{
	json_object(j, name);
	json_bool(j, "active", flags & FEATURE_ACTIVE);
	json_bool(j, "fixed", feature_fixed(flags));
	json_bool(j, "requested", flags & FEATURE_WANTED);
	json_object_end(j);
}

static void features_json(struct linkinfo *l, const void *facts, struct json *j)
{
	const struct features *f = facts;
	char name[ETH_GSTRING_LEN + 1];

	(void)l;
	for (unsigned k = 0; k < FEATURE_GROUPS; k++) {
		const struct feature_group *g = &feature_groups[k];
		uint32_t only = 0, n = features_count(f, g, &only);

		if (n == 1)
			json_feature(j, g->title, f->flags[only]);
		else if (n || !g->retired)
			json_group(j, g->title, features_on(f, g));
		for (uint32_t i = 0; n > 1 && i < f->names.n; i++)
			if (features_in(f, i, g))
				json_feature(j, stringset_text(&f->names, i, name), f->flags[i]);
	}
	for (uint32_t i = 0; f->flags && i < f->names.n; i++)
		if (!features_grouped(f, i))
			json_feature(j, stringset_text(&f->names, i, name), f->flags[i]);
}

static void features_release(void *facts)
{
	features_free(facts);
}

static void features_prepare(struct linkinfo *l, void *facts)
{
	features_names(&l->nic, facts);
}

static const struct verb_message features_messages[] = {
	{ ETHTOOL_MSG_FEATURES_GET, ETHTOOL_MSG_FEATURES_GET_REPLY, ETHTOOL_MSG_FEATURES_NTF,
	  features_attr },
	{ 0 },
};

const struct verb verb_features = {
	.size = sizeof(struct features),
	.read = features_read,
	.text = features_text,
	.json = features_json,
	.free = features_release,
	.wild = WILD_ALL,
	.messages = features_messages,
	.prepare = features_prepare,
};
