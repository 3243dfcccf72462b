/*
 * What the values of a device's settings are called: linux/ethtool.h has their numbers. A value
 * without a name is NULL.
 */
#ifndef LINKINFO_SETTINGS_NAME_H
#define LINKINFO_SETTINGS_NAME_H

#include <stdint.h>

#include "settings.h"

const char *settings_port(uint8_t port);
const char *settings_duplex(uint8_t duplex);
const char *settings_transceiver(uint8_t transceiver);
const char *settings_cfg(uint8_t cfg);		/* of master and slave */
const char *settings_state(uint8_t state);	/* likewise */
const char *settings_rate_matching(uint8_t rate_matching);

/* Which way the pairs are, and whether somebody said so. */
const char *settings_mdix(const struct settings *s);
const char *settings_mdix_why(const struct settings *s);

/* Why there is no link. */
const char *settings_reason(const struct settings *s);
const char *settings_detail(const struct settings *s);

/* WAKE_... as letters of the word "wol", "d" for none. Returns `to`. */
#define WOL_LETTERS 9
const char *settings_wol_letters(uint32_t wol, char to[WOL_LETTERS]);

/* A bit of the message level. */
const char *settings_level(unsigned bit);

#endif
