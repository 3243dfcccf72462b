/* Statistics as text, in the words of iputils' ping, and as JSON. */
#include "probe/stats_text.h"

#include <string.h>
#include <unistd.h>

/* While nothing was ever answered no round trip is known; RFC 6298 starts from one second. */
#define UNKNOWN_RTT NS_S

struct stats_loss stats_loss(const struct stats *s, const struct engine *e, ns_t now, ns_t wait)
{
	struct stats_loss loss;

	if (!s->received && wait > UNKNOWN_RTT)
		wait = UNKNOWN_RTT;
	loss.young = engine_young(e, now, wait);
	loss.judged = s->sent - loss.young;
	loss.lost = loss.judged - s->received;
	return loss;
}

void stats_time_text(struct obuf *o, ns_t rtt)
{
	uint64_t us = (uint64_t)(rtt + 500) / 1000;

	ob_str(o, " time=");
	if (us >= 100000 - 50)
		ob_u(o, (us + 500) / 1000);
	else if (us >= 10000 - 5)
		ob_fix(o, (us + 50) / 100, 1);
	else if (us >= 1000)
		ob_fix(o, (us + 5) / 10, 2);
	else
		ob_fix(o, us, 3);
	ob_str(o, " ms");
}

static void percent_text(struct obuf *o, const struct stats_loss *loss)
{
	if (!loss->judged)
		return;
	if (loss->lost * 100 % loss->judged == 0)
		ob_num(o, ", ", loss->lost * 100 / loss->judged, "% packet loss");
	else
		ob_fmt(o, ", %g%% packet loss",
		       (double)(float)((double)loss->lost * 100 / (double)loss->judged));
}

static void rtt_text(struct obuf *o, const struct stats *s)
{
	ob_str(o, "rtt min/avg/max/mdev = ");
	ob_ms(o, s->min);
	ob_c(o, '/');
	ob_ms(o, stats_avg(s));
	ob_c(o, '/');
	ob_ms(o, s->max);
	ob_c(o, '/');
	ob_ms(o, stats_mdev(s));
	ob_str(o, " ms");
}

const char *stats_text(struct obuf *o, const char *name, const struct stats *s,
		       const struct stats_loss *loss)
{
	const char *comma = "";

	ob_str(o, "\n--- ");
	ob_esc(o, name, strlen(name));
	ob_num(o, " ping statistics ---\n", s->sent, " packets transmitted, ");
	ob_num(o, "", s->received, " received");
	if (s->dups)
		ob_num(o, ", +", s->dups, " duplicates");
	if (s->corrupt)
		ob_num(o, ", +", s->corrupt, " corrupted");
	if (s->errors)
		ob_num(o, ", +", s->errors, " errors");
	if (loss->young)
		ob_num(o, ", +", loss->young, " in flight");
	percent_text(o, loss);
	if (s->sent)
		ob_num(o, ", time ", (uint64_t)((s->last - s->first) / NS_MS), "ms");
	ob_c(o, '\n');
	if (s->samples) {
		rtt_text(o, s);
		comma = ", ";
	}
	if (s->pipe > 1) {
		ob_str(o, comma);
		ob_num(o, "pipe ", s->pipe, "");
		comma = ", ";
	}
	return comma;
}

void stats_status_text(const struct stats *s, const struct stats_loss *loss)
{
	struct obuf o;

	ob_open(&o, STDERR_FILENO);
	ob_num(&o, "\r", s->received, "/");
	ob_num(&o, "", s->sent, " packets");
	if (loss->judged)
		ob_num(&o, ", ", loss->lost * 100 / loss->judged, "% loss");
	if (s->samples) {
		ob_str(&o, ", min/avg/ewma/max = ");
		ob_ms(&o, s->min);
		ob_c(&o, '/');
		ob_ms(&o, stats_avg(s));
		ob_c(&o, '/');
		ob_ms(&o, stats_ewma(s));
		ob_c(&o, '/');
		ob_ms(&o, s->max);
		ob_str(&o, " ms");
	}
	ob_c(&o, '\n');
	ob_close(&o);
}

void stats_json(struct json *j, const struct stats *s, const struct stats_loss *loss)
{
	json_int(j, "transmitted", (int64_t)s->sent);
	json_int(j, "received", (int64_t)s->received);
	json_int(j, "duplicates", (int64_t)s->dups);
	json_int(j, "corrupted", (int64_t)s->corrupt);
	json_int(j, "errors", (int64_t)s->errors);
	json_int(j, "in_flight", (int64_t)loss->young);
	if (loss->judged)
		json_fix(j, "loss_percent", loss->lost * 100000 / loss->judged, 3);
	json_ms(j, "duration_ms", s->last - s->first);
	if (!s->samples)
		return;
	json_ms(j, "rtt_min_ms", s->min);
	json_ms(j, "rtt_avg_ms", stats_avg(s));
	json_ms(j, "rtt_max_ms", s->max);
	json_ms(j, "rtt_mdev_ms", stats_mdev(s));
	json_ms(j, "rtt_ewma_ms", stats_ewma(s));
}
