/* The verbs, one file each in verb/; the table that names them is in opts.c. */
#ifndef LINKINFO_VERBS_H
#define LINKINFO_VERBS_H

#include "linkinfo.h"

extern const struct verb verb_display;		/* no verb: the standard display */
extern const struct verb verb_driver;		/* -i */
extern const struct verb verb_permaddr;		/* -P */
extern const struct verb verb_features;		/* -k */
extern const struct verb verb_timestamping;	/* -T */
extern const struct verb verb_statistics;	/* -S */
extern const struct verb verb_phy_statistics;	/* --phy-statistics */
extern const struct verb verb_pause;		/* -a */
extern const struct verb verb_coalesce;		/* -c */
extern const struct verb verb_ring;		/* -g */
extern const struct verb verb_channels;		/* -l */
extern const struct verb verb_rss;		/* -x */
extern const struct verb verb_nfc;		/* -n */
extern const struct verb verb_module_eeprom;	/* -m */
extern const struct verb verb_module;		/* --show-module */
extern const struct verb verb_fec;		/* --show-fec */
extern const struct verb verb_eee;		/* --show-eee */
extern const struct verb verb_privflags;	/* --show-priv-flags */
extern const struct verb verb_tunnels;		/* --show-tunnels */
extern const struct verb verb_tunable;		/* --get-tunable */
extern const struct verb verb_phy_tunable;	/* --get-phy-tunable */
extern const struct verb verb_registers;	/* -d */
extern const struct verb verb_eeprom;		/* -e */
extern const struct verb verb_dump;		/* -w */
extern const struct verb verb_selftest;		/* -t */
extern const struct verb verb_cable_test;	/* --cable-test */
extern const struct verb verb_cable_test_tdr;	/* --cable-test-tdr */
extern const struct verb verb_monitor;		/* --monitor */
extern const struct verb verb_change;		/* -s */
extern const struct verb verb_set_pause;	/* -A */
extern const struct verb verb_set_coalesce;	/* -C */
extern const struct verb verb_set_ring;		/* -G */
extern const struct verb verb_set_channels;	/* -L */
extern const struct verb verb_set_features;	/* -K */
extern const struct verb verb_set_rss;		/* -X */
extern const struct verb verb_set_nfc;		/* -N */
extern const struct verb verb_set_module;	/* --set-module */
extern const struct verb verb_set_fec;		/* --set-fec */
extern const struct verb verb_set_eee;		/* --set-eee */
extern const struct verb verb_set_privflags;	/* --set-priv-flags */
extern const struct verb verb_set_tunable;	/* --set-tunable */
extern const struct verb verb_set_phy_tunable;	/* --set-phy-tunable */
extern const struct verb verb_per_queue;	/* -Q */
extern const struct verb verb_change_eeprom;	/* -E */
extern const struct verb verb_flash;		/* -f */
extern const struct verb verb_set_dump;		/* -W */
extern const struct verb verb_negotiate;	/* -r */
extern const struct verb verb_identify;		/* -p */
extern const struct verb verb_reset;		/* --reset */

#endif
