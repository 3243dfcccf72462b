/* Describes common terminals where there is no database of them; term(5) and ECMA-48. */
#include "mtr_terminfo.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define MAGIC 0432		/* the format with numbers of 16 bits */
#define NAME_MAX_LEN 64
#define ABSENT 0xffff
#define BOOLS 15
#define NUMBERS 15
#define STRINGS 361
#define SPACE 1536

struct string {
	uint16_t at;		/* its place in the format, as <term.h> tells */
	const char *text;
};

static const struct string strings[] = {
	{ 1, "\a" },					/* bell */
	{ 2, "\r" },					/* carriage_return */
	{ 5, "\033[H\033[2J" },				/* clear_screen */
	{ 6, "\033[K" },				/* clr_eol */
	{ 7, "\033[J" },				/* clr_eos */
	{ 10, "\033[%i%p1%d;%p2%dH" },			/* cursor_address */
	{ 11, "\n" },					/* cursor_down */
	{ 12, "\033[H" },				/* cursor_home */
	{ 13, "\033[?25l" },				/* cursor_invisible */
	{ 14, "\b" },					/* cursor_left */
	{ 16, "\033[?25h" },				/* cursor_normal */
	{ 17, "\033[C" },				/* cursor_right */
	{ 19, "\033[A" },				/* cursor_up */
	{ 27, "\033[1m" },				/* enter_bold_mode */
	{ 28, "\033[?1049h" },				/* enter_ca_mode */
	{ 34, "\033[7m" },				/* enter_reverse_mode */
	{ 39, "\033[m" },				/* exit_attribute_mode */
	{ 40, "\033[?1049l" },				/* exit_ca_mode */
	{ 129, "\n" },					/* scroll_forward */
	{ 297, "\033[39;49m" },				/* orig_pair */
	{ 359, "\033[3%p1%dm" },			/* set_a_foreground */
	{ 360, "\033[4%p1%dm" },			/* set_a_background */
};

/* What understands these sequences, by how its name begins. */
static bool is_common(const char *type)
{
	static const char families[][10] = {
		"alacritty", "ansi", "contour", "cygwin", "eterm", "foot", "gnome", "konsole",
		"linux", "putty", "rxvt", "screen", "st-", "tmux", "vt1", "vt2", "vt3", "vt4",
		"vte", "wezterm", "xterm",
	};

	for (size_t i = 0; i < sizeof(families) / sizeof(*families); i++)
		if (strncmp(type, families[i], strlen(families[i])) == 0)
			return strlen(type) < NAME_MAX_LEN && !strchr(type, '|');
	return false;
}

static uint8_t *put16(uint8_t *to, size_t value)
{
	*to++ = (uint8_t)value;
	*to++ = (uint8_t)(value >> 8);
	return to;
}

/* Returns its length. */
static size_t compile(uint8_t out[SPACE], const char *type)
{
	static const uint8_t bools[BOOLS] = { [1] = 1, [4] = 1, [14] = 1 };
	static const uint16_t numbers[NUMBERS] = { [0] = 80, [2] = 24, [13] = 8, [14] = 64 };
	size_t names = strlen(type) + 1, size = 0, n = sizeof(strings) / sizeof(*strings);
	uint8_t *to = out;

	for (size_t i = 0; i < n; i++)
		size += strlen(strings[i].text) + 1;
	to = put16(put16(put16(to, MAGIC), names), BOOLS);
	to = put16(put16(put16(to, NUMBERS), STRINGS), size);
	to = memcpy(to, type, names);
	to = memcpy(to + names, bools, BOOLS);
	to += BOOLS + (names + BOOLS) % 2;
	for (size_t i = 0; i < NUMBERS; i++)
		to = put16(to, numbers[i] ? numbers[i] : ABSENT);
	size = 0;
	for (size_t at = 0, i = 0; at < STRINGS; at++) {
		bool has = i < n && strings[i].at == at;

		to = put16(to, has ? size : ABSENT);
		size += has ? strlen(strings[i++].text) + 1 : 0;
	}
	for (size_t i = 0; i < n; i++)
		to = (uint8_t *)stpcpy((char *)to, strings[i].text) + 1;
	return (size_t)(to - out);
}

bool terminfo_describe(const char *type)
{
	static const char digits[] = "0123456789abcdef";
	uint8_t entry[SPACE] = { 0 };
	char text[4 + 2 * SPACE + 1] = "hex:", *p = text + 4;
	size_t n;

	if (!type || !is_common(type))
		return false;
	n = compile(entry, type);
	for (size_t i = 0; i < n; i++) {
		*p++ = digits[entry[i] >> 4];
		*p++ = digits[entry[i] & 15];
	}
	*p = '\0';
	return setenv("TERMINFO", text, 1) == 0;
}
