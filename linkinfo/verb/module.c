/* Power of a plug-in module, --show-module and --set-module: ETHTOOL_MSG_MODULE_GET and _SET. */
#include <linux/ethtool_netlink.h>

#include "verbs.h"
#include "words.h"

struct power {
	bool has_policy, has_mode;
	uint8_t policy, mode;
};

static void power_attr(void *to, uint16_t type, struct cur data)
{
	struct power *p = to;

	if (type == ETHTOOL_A_MODULE_POWER_MODE_POLICY) {
		p->has_policy = true;
		p->policy = nl_u8(data);
	} else if (type == ETHTOOL_A_MODULE_POWER_MODE) {
		p->has_mode = true;
		p->mode = nl_u8(data);
	}
}

static int power_read(struct linkinfo *l, char **words, void *facts)
{
	if (!nic_has_netlink(&l->nic))
		return nic_needs_netlink();
	if (words_none(words) < 0)
		return LINKINFO_FAIL;
	if (nic_get(&l->nic, ETHTOOL_MSG_MODULE_GET, ETHTOOL_A_MODULE_HEADER, power_attr, facts) <
	    0)
		return nic_fault(&l->nic, "Cannot get module parameters", LINKINFO_FAIL);
	return 0;
}

static const char *policy_name(uint8_t v)
{
	return v == ETHTOOL_MODULE_POWER_MODE_POLICY_HIGH ? "high" :
	       v == ETHTOOL_MODULE_POWER_MODE_POLICY_AUTO ? "auto" :
							    "unknown";
}

static const char *mode_name(uint8_t v)
{
	return v == ETHTOOL_MODULE_POWER_MODE_LOW  ? "low" :
	       v == ETHTOOL_MODULE_POWER_MODE_HIGH ? "high" :
						     "unknown";
}

static void power_text(struct linkinfo *l, const void *facts, struct obuf *o)
{
	const struct power *p = facts;

	ob_str(o, "Module parameters for ");
	nic_name(&l->nic, o);
	ob_str(o, ":\n");
	if (p->has_policy) {
		ob_str(o, "power-mode-policy: ");
		ob_str(o, policy_name(p->policy));
		ob_c(o, '\n');
	}
	if (p->has_mode) {
		ob_str(o, "power-mode: ");
		ob_str(o, mode_name(p->mode));
		ob_c(o, '\n');
	}
}

static void power_json(struct linkinfo *l, const void *facts, struct json *j)
{
	const struct power *p = facts;

	(void)l;
	if (p->has_policy)
		json_str(j, "power-mode-policy", policy_name(p->policy));
	if (p->has_mode)
		json_str(j, "power-mode", mode_name(p->mode));
}

static const struct verb_message power_messages[] = {
	{ ETHTOOL_MSG_MODULE_GET, ETHTOOL_MSG_MODULE_GET_REPLY, ETHTOOL_MSG_MODULE_NTF,
	  power_attr },
	{ 0 },
};

const struct verb verb_module = {
	.size = sizeof(struct power),
	.read = power_read,
	.text = power_text,
	.json = power_json,
	.wild = WILD_ALL,
	.messages = power_messages,
};

struct power_change {
	uint32_t policy;
	bool has_policy;
};

static const struct word_pick policies[] = {
	{ "high", ETHTOOL_MODULE_POWER_MODE_POLICY_HIGH },
	{ "auto", ETHTOOL_MODULE_POWER_MODE_POLICY_AUTO },
	{ "", 0 },
};

static const struct word power_words[] = {
	{ "power-mode-policy", WORD_PICK, WORD_AT(power_change, uint32_t, policy),
	  WORD_AT(power_change, bool, has_policy), .picks = policies },
	{ .name = "" },
};

static int power_change(struct linkinfo *l, char **words)
{
	static const char verb[] = "--set-module";
	struct power_change c = { 0 };
	struct nl_msg m;

	if (!nic_has_netlink(&l->nic))
		return nic_needs_netlink();
	if (words_some(verb, words) < 0 || words_read(verb, power_words, words, &c) < 0)
		return LINKINFO_FAIL;
	nic_begin(&l->nic, &m, ETHTOOL_MSG_MODULE_SET, ETHTOOL_A_MODULE_HEADER);
	nl_attr_u8(&m, ETHTOOL_A_MODULE_POWER_MODE_POLICY, (uint8_t)c.policy);
	if (nic_set(&l->nic, &m) < 0)
		return nic_refused(&l->nic, 83, "Cannot set module parameters", 83);
	return 0;
}

const struct verb verb_set_module = {
	.run = power_change, .shows = &verb_module, .wild = WILD_ONE,
};
