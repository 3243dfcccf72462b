/* What statistics of a run look like at its end: as classic ping prints them, and as JSON. */
#ifndef PROBE_STATS_TEXT_H
#define PROBE_STATS_TEXT_H

#include "base/json.h"
#include "base/obuf.h"
#include "probe/engine.h"
#include "probe/stats.h"

/* Loss so far: probes judged, and how many of them were not answered. */
struct stats_loss {
	uint64_t judged, lost, young;	/* young: in flight, nobody can tell */
};

/* wait: after what time a probe counts as lost; of the engine whose events s has seen. */
struct stats_loss stats_loss(const struct stats *s, const struct engine *e, ns_t now, ns_t wait);

/* " time=0.412 ms": three significant digits. */
void stats_time_text(struct obuf *o, ns_t rtt);

/*
 * The summary, without the line feed at its end. Returns what stands before more that may follow on
 * its last line. name may come from outside.
 */
const char *stats_text(struct obuf *o, const char *name, const struct stats *s,
		       const struct stats_loss *loss);

/* One line on standard error: how it stands. */
void stats_status_text(const struct stats *s, const struct stats_loss *loss);

void stats_json(struct json *j, const struct stats *s, const struct stats_loss *loss);

#endif
