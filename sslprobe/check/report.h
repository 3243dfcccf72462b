/* The report of a check, as text or JSON. */
#ifndef SSLPROBE_CHECK_REPORT_H
#define SSLPROBE_CHECK_REPORT_H

#include "base/json.h"
#include "base/obuf.h"
#include "check/facts.h"
#include "check/judge.h"
#include "check/target.h"

/* A renderer: one address, or a target that could not be looked up, in words. */
struct report {
	void (*address)(struct obuf *o, const struct target *t, const struct facts *f,
			const struct verdict *v, const struct judge_limits *limits);
	void (*lost)(struct obuf *o, const struct target *t, const char *why);
};

extern const struct report report_text, report_json;

#endif
