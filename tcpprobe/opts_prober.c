/* The prober's option table (tcpprobe -z). */
#include "prober.h"

#include <stdbool.h>

struct prober_cfg {
	bool probe;
};

const struct opt prober_options[] = {
	{ .kind = OPT_FLAG, .letter = 'z', .name = "probe", .at = OPT_AT(prober_cfg, bool, probe),
	  .help = "probe ports instead of talking to one" },
	{ .kind = OPT_END },
};
