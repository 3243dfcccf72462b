/*
 * A change of a device's settings over ioctl: linux/ethtool.h. Netlink's is what the words of -s
 * make: verb/change.c.
 */
#ifndef LINKINFO_SETTINGS_CHANGE_H
#define LINKINFO_SETTINGS_CHANGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/cur.h"
#include "nic.h"

/* What was asked for. */
struct settings_change {
	bool has_speed, has_lanes, has_duplex, has_port, has_mdix, has_autoneg, has_advertise;
	bool has_phyad, has_xcvr, has_wol, has_sopass, has_msglvl, has_master_slave;
	uint32_t speed, lanes, duplex, port, mdix, autoneg, phyad, xcvr, master_slave;
	uint8_t sopass[6];
	/* Sets of bits as netlink is asked for them: see the kernel's ethtool-netlink.rst. */
	struct cur advertise, wol, msglvl;
};

/*
 * Makes the changes, as ethtool does without netlink: which modes are advertised follows from speed
 * and duplex; what is refused is reported, and is no failure. Returns the exit status: that of a
 * wrong command line where a name or a bit is unknown.
 */
int settings_change_ioctl(struct nic *nic, const struct settings_change *c);

/*
 * Applies a request's set of bits to words: `find` has the numbers of names, -1 for none. Returns
 * 0; or -1 for a name or a bit that is not known: *unknown is its name then, or "".
 */
int settings_bits(struct cur set, int (*find)(const char *name), uint32_t *words, unsigned n,
		  char unknown[32]);

#endif
