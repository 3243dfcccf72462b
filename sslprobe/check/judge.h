/* What the facts of a check mean: a pure judge. */
#ifndef SSLPROBE_CHECK_JUDGE_H
#define SSLPROBE_CHECK_JUDGE_H

#include "check/facts.h"

/* Exit statuses of the checker, as monitoring has them. */
enum judge_status { JUDGE_OK, JUDGE_WARNING, JUDGE_CRITICAL, JUDGE_UNKNOWN };

enum judge_code {
	FOUND_EXPIRED,
	FOUND_EXPIRES_SOON,
	FOUND_NOT_YET_VALID,
	FOUND_WRONG_NAME,
	FOUND_SELF_SIGNED,
	FOUND_UNKNOWN_CA,
	FOUND_INCOMPLETE_CHAIN,
	FOUND_BAD_CHAIN,
	FOUND_WEAK_KEY,
	FOUND_WEAK_SIGNATURE,
	FOUND_REVOKED,
	FOUND_NO_CRL,
	FOUND_NO_SCT,
	FOUND_WRONG_ORDER,
	FOUND_OLD_PROTOCOL,
	FOUND_PROTOCOL_REFUSED,
	FOUND_PLAIN_TEXT,
	FOUND_CLIENT_CERTIFICATE,
	FOUND_ALERT,
	FOUND_CUT,
	FOUND_TLS_ERROR,
	FOUND_STARTTLS_REFUSED,
	FOUND_NO_CONNECTION,
	FOUND_TIMEOUT,
	FOUND_OTHER_CERTIFICATE,
	FOUND_CRASH,
};

struct finding {
	enum judge_code code;
	enum judge_status status;
	char text[768];			/* in words; not escaped */
};

#define FINDINGS 48

struct verdict {
	enum judge_status status;	/* the worst */
	unsigned n;
	struct finding found[FINDINGS];
};

struct judge_limits {
	int64_t now;			/* seconds since 1970 */
	int64_t warn_days, crit_days;
};

/* Judges one address; v is filled anew. */
void judge(const struct facts *f, const struct judge_limits *limits, struct verdict *v);

/* Adds what only a look at all addresses of a name shows: another leaf than that of the first. */
void judge_others(const struct facts *f, const struct facts *first, struct verdict *v);

/* "expired", "CRITICAL". */
const char *judge_name(enum judge_code code);
const char *judge_status_name(enum judge_status status);

/* The worse of two. */
enum judge_status judge_worse(enum judge_status a, enum judge_status b);

/* Days until then, rounded down; below 0: it is over. */
int64_t judge_days(int64_t then, int64_t now);

#endif
