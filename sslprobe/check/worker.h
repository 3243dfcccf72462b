/* The worker of a check: one address, in a process of its own, into shared facts. */
#ifndef SSLPROBE_CHECK_WORKER_H
#define SSLPROBE_CHECK_WORKER_H

#include "check/facts.h"
#include "check/target.h"
#include "sslprobe.h"

/* The context of all workers. NULL: a message was told. */
struct sslprobe *worker_context(struct sslprobe_cfg *cfg);
void worker_context_free(struct sslprobe *s);

/* Checks f->addr and f->port; returns when all that can be known is in *f. */
void worker_run(struct sslprobe *s, const struct target *t, struct facts *f);

#endif
