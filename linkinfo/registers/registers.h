/*
 * Register dumps told in words: one file a driver, each a text with fields for what the bits say.
 * The layouts are those of the drivers' get_regs in the kernel; the numbers in them are the NIC's,
 * so a dump may be of any length and hold anything.
 */
#ifndef LINKINFO_REGISTERS_H
#define LINKINFO_REGISTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/obuf.h"

struct regs {
	const char *driver;	/* the NIC's own words for itself: print them escaped */
	const char *driver_version;
	uint32_t version;	/* of the dump's layout; what its bits mean is up to the driver */
	const uint8_t *p;
	size_t len;
	struct obuf *err;	/* in memory: a line for standard error; or NULL */
};

/*
 * Appends the text to a buffer in memory. false: it does not know the layout; it may have said so
 * in a line, and a dump of the bytes shall follow.
 */
typedef bool regs_fn(const struct regs *r, struct obuf *o);

/* The decoder of a driver; NULL: none. */
regs_fn *regs_find(const char *driver);

/* The names of all drivers that have one, in order; NULL behind the last. */
const char *regs_driver(size_t i);

/* Appends what the driver's decoder says of the dump. false: there is none, or it cannot. */
bool regs_print(const struct regs *r, struct obuf *o);

/*
 * Appends a text of our own to a buffer in memory, its fields in braces filled from the dump.
 * Offsets are hexadecimal and count bytes; all else that is a number is decimal.
 *
 *	{w1c:x8}		b h w q: 1 2 4 8 bytes at an offset, least significant first (H W:
 *				most significant first); v: the version; n: the length of the dump
 *	{w1c.4:d} {w1c.8-9:x2}	a bit of it, bits 8 to 9 of it
 *	{w8.16-17,w8.25:d}	joined: what stands first is the lower part
 *	{w0.1?half|full}	one of several texts, which may have fields: the last one for all
 *				values beyond
 *	{w0.4=3?yes|no}		the first text where it is 3, else the second
 *	{*16@4 ...}		the text 16 times, offsets within are 4 bytes further each time;
 *				{*~40@4 ...}: as often as 4 bytes are left from 0x40 on
 *	{#40+4:x4}		within such a text: 0x40, 0x44, ...
 *
 * Forms: x8 and X8 hexadecimal of so many digits at least, d and d5 decimal with blanks before it,
 * D2 with zeros, l2 with blanks behind it, i decimal of a signed number of 32 bits; m64 decimal, 64
 * times it; c the character, escaped.
 *
 * Returns false, and appends nothing, when a field lies behind the end of the dump or the text is
 * not well formed.
 */
bool regs_text(const struct regs *r, struct obuf *o, const char *text);

#endif
