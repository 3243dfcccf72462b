/*
 * Capability handling by capget(2) and capset(2); every result is checked. libcap would take 24
 * system calls and a dozen symbols to do the same, which is a hundredth of ping's start.
 */
#include "sys/priv.h"

#include <linux/capability.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/prog.h"

#define BIT(cap) (1u << (cap))
#define KEPT (BIT(CAP_NET_RAW) | BIT(CAP_NET_ADMIN))

/* What this process has: 64 capabilities in two words, of which ours are in the first. */
struct caps {
	struct __user_cap_header_struct header;
	struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3];
};

static _Noreturn void failed(void)
{
	warn_errno("cannot give up privileges");
	die(PROG_USAGE, "refusing to run with them");
}

static struct caps present(void)
{
	struct caps c = { .header.version = _LINUX_CAPABILITY_VERSION_3 };

	if (syscall(SYS_capget, &c.header, c.data) < 0)
		failed();
	return c;
}

/* Of what is permitted, only `permit` stays so, and of that only `effect` is in effect. */
static void restrict_to(uint32_t permit, uint32_t effect)
{
	struct caps c = present();

	permit &= c.data[0].permitted;
	c.data[0] = (struct __user_cap_data_struct){ .permitted = permit,
						     .effective = permit & effect };
	c.data[1] = (struct __user_cap_data_struct){ 0 };
	if (syscall(SYS_capset, &c.header, c.data) < 0)
		failed();
}

void priv_lower(void)
{
	if (getuid() != geteuid()) {
		/* the capabilities survive the change of identity, the identity does not */
		if (prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) < 0 || setuid(getuid()) < 0)
			failed();
	}
	restrict_to(KEPT, 0);
}

void priv_raise(void)
{
	restrict_to(KEPT, KEPT);
}

void priv_drop(void)
{
	restrict_to(0, 0);
	/* kernels before 3.5 lack it; there is nothing to exec then either */
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}
