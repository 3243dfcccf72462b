/* Capability handling over libcap; every result is checked. */
#include "sys/priv.h"

#include <sys/capability.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/prog.h"

static const cap_value_t kept[] = { CAP_NET_RAW, CAP_NET_ADMIN };

#define KEPT (sizeof(kept) / sizeof(*kept))

static _Noreturn void failed(void)
{
	warn_errno("cannot give up privileges");
	die(PROG_USAGE, "refusing to run with them");
}

static bool permitted(cap_t caps, cap_value_t cap)
{
	cap_flag_value_t v;

	return cap_get_flag(caps, cap, CAP_PERMITTED, &v) == 0 && v == CAP_SET;
}

/* Permits what is kept and was permitted before, in effect or not; clears the rest. */
static void restrict_to(bool permit, bool effective)
{
	cap_t have = cap_get_proc(), want = cap_init();

	if (!have || !want)
		failed();
	for (unsigned i = 0; permit && i < KEPT; i++) {
		if (!permitted(have, kept[i]))
			continue;
		if (cap_set_flag(want, CAP_PERMITTED, 1, &kept[i], CAP_SET) < 0 ||
		    (effective && cap_set_flag(want, CAP_EFFECTIVE, 1, &kept[i], CAP_SET) < 0))
			failed();
	}
	if (cap_compare(have, want) && cap_set_proc(want) < 0)
		failed();
	cap_free(have);
	cap_free(want);
}

void priv_lower(void)
{
	if (getuid() != geteuid()) {
		/* the capabilities survive the change of identity, the identity does not */
		if (prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) < 0 || setuid(getuid()) < 0)
			failed();
	}
	restrict_to(true, false);
}

void priv_raise(void)
{
	restrict_to(true, true);
}

void priv_drop(void)
{
	restrict_to(false, false);
	/* kernels before 3.5 lack it; there is nothing to exec then either */
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

bool priv_may_raw(void)
{
	cap_t have = cap_get_proc();
	bool may = have && permitted(have, CAP_NET_RAW);

	cap_free(have);
	return may;
}
