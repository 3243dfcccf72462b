/* ifstat's options: they stand before the interface; the words behind it are in change.c. */
#include "ifstat.h"

#include <stdlib.h>
#include <string.h>

#include "base/prog.h"

static int layout_call(void *cfg, const struct opt *o, const char *arg)
{
	struct ifstat_cfg *c = cfg;

	(void)o;
	if (strcmp(arg, "classic") == 0) {
		c->layout = LAYOUT_CLASSIC;
	} else if (strcmp(arg, "flags") == 0) {
		c->layout = LAYOUT_FLAGS;
	} else {
		warn("no such layout: '%s' (classic, flags)", arg);
		return -1;
	}
	return 0;
}

#define FLAG(ch, field, text) \
	.kind = OPT_FLAG, .letter = ch, .at = OPT_AT(ifstat_cfg, bool, field), .help = text

static const struct opt options[] = {
	{ FLAG('a', all, "all interfaces, also those that are down") },
	{ FLAG('s', brief, "short list, one line an interface") },
	{ FLAG('v', verbose, "accepted; what fails is always told") },
	{ .kind = OPT_CALL, .status = IFSTAT_USAGE, .name = "layout", .arg = "layout",
	  .call = layout_call,
	  .help = "classic (net-tools 1.60) or flags (net-tools 2.x)",
	  .more = "Print the layout of net-tools 1.60\n"
		  ".Pq Cm classic ,\n"
		  "the default, or of 2.x\n"
		  ".Pq Cm flags ." },
	{ .kind = OPT_FLAG, .name = "json", .at = OPT_AT(ifstat_cfg, bool, json),
	  .help = "one JSON object an interface",
	  .more = "Print one JSON object a line for each interface; see\n"
		  ".Sx JSON OUTPUT ." },
	{ .kind = OPT_HELP, .letter = 'h', .name = "help", .help = "print the usage and exit" },
	{ .kind = OPT_VERSION, .letter = 'V', .name = "version", .help = "print version and exit" },
	{ .kind = OPT_END },
};

#define PERSONA(called) \
	{                                                                                          \
		.name = called, .title = "show and change network interfaces",                     \
		.operand = "[interface [word ...]]",                                               \
		.operand_help = "all that are up if none is named", .opts = options,               \
		.words = true, .words_text = ifstat_words_text, .usage_status = IFSTAT_FAIL        \
	}

const struct persona ifstat_personas[] = { PERSONA("ifstat"), PERSONA("ifconfig"), { 0 } };
