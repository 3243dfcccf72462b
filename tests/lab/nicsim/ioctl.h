/* What the two halves of the SIOCETHTOOL side share. */
#ifndef IOCTL_H
#define IOCTL_H

#include "nicsim.h"

struct call {
	const char *name;
	uint32_t number;
	int (*answer)(void *data);	/* 0 or an error number */
	void (*note)(const char *name, const void *data);	/* a change's line for the log */
	const char *needs;		/* for a change: the word without which it is refused */
};

/* settings.c: link settings */
int get_link_settings(void *data);
int get_old_settings(void *data);
void note_link_settings(const char *name, const void *data);
void note_old_settings(const char *name, const void *data);

/* strings.c: driver, string sets, statistics, features */
int get_driver(void *data);
int get_set_info(void *data);
int get_strings(void *data);
int get_stats(void *data);
int get_test(void *data);
int get_features(void *data);
int get_old_feature(void *data);
void note_features(const char *name, const void *data);

/* memory.c: EEPROM, registers, dumps, modules, addresses, tunables */
int get_regs(void *data);
int get_eeprom(void *data);
int get_module_eeprom(void *data);
int get_dump(void *data);
int get_address(void *data);
int get_tunable(void *data);
int do_reset(void *data);
void note_eeprom(const char *name, const void *data);
void note_tunable(const char *name, const void *data);
void note_flash(const char *name, const void *data);

/* flows.c: receive flow classification, hashing and its tables */
int get_flows(void *data);
int get_indirection(void *data);
int get_rss(void *data);
int set_rss(void *data);
int insert_rule(void *data);
void note_flows(const char *name, const void *data);
void note_indirection(const char *name, const void *data);
void note_rss(const char *name, const void *data);

#endif
