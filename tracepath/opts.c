/* The names that the program answers to. */
#include "tracepath.h"

/* Exit statuses of -h and of a wrong command line: each classic tool has its own. */
#define PERSONA(called, what, words, help, table, shown, wrong, which)                             \
	{                                                                                          \
		.name = called, .title = what, .operand = words, .operand_help = help,             \
		.opts = table, .help_status = shown, .usage_status = wrong, .variant = which       \
	}
#define PATH(called, family)                                                                       \
	PERSONA(called, "trace the path to a host and its MTU", "<destination>",                   \
		"dns name or ip address", trace_options, 255, 255, TRACE_PATH | family)
#define ROUTE(called, family)                                                                      \
	PERSONA(called, "print the route that packets take to a host", "host [packetlen]",         \
		"dns name or ip address; bytes of the whole packet", route_options, 2, 2,          \
		TRACE_ROUTE | family)
#define MTR(called)                                                                                \
	PERSONA(called, "path and ping in one picture", "[hostname...]",                           \
		"dns names or ip addresses; default localhost", mtr_options, 0, 1, TRACE_MTR)

const struct persona trace_personas[] = {
	PATH("tracepath", ADDR_NONE),
	ROUTE("traceroute", ADDR_NONE),
	ROUTE("traceroute4", ADDR_V4),
	ROUTE("traceroute6", ADDR_V6),
	ROUTE("tracert", ADDR_NONE),
	MTR("mtr"),
	{ 0 },
};
