/* Bytes of a script and of a transcript: C escapes, and TELNET's commands by name (RFC 854). */
#include <ctype.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "talk.h"

#define IAC 255
#define SB 250
#define SE 240

static const char *const command[] = {	/* from 236 */
	"EOF", "SUSP", "ABORT", "EOR", "SE", "NOP", "DM", "BRK", "IP", "AO", "AYT", "EC", "EL",
	"GA", "SB", "WILL", "WONT", "DO", "DONT", "IAC",
};
static const char *const option[] = {
	"BINARY", "ECHO", "RCP", "SGA", "NAMS", "STATUS", "TM", "RCTE", "NAOL", "NAOP", "NAOCRD",
	"NAOHTS", "NAOHTD", "NAOFFD", "NAOVTS", "NAOVTD", "NAOLFD", "XASCII", "LOGOUT", "BM",
	"DET", "SUPDUP", "SUPDUPOUTPUT", "SNDLOC", "TTYPE", "EOROPT", "TUID", "OUTMRK", "TTYLOC",
	"VT3270REGIME", "X3PAD", "NAWS", "TSPEED", "LFLOW", "LINEMODE", "XDISPLOC", "OLD-ENVIRON",
	"AUTHENTICATION", "ENCRYPT", "NEW-ENVIRON",
};
#define COMMANDS (sizeof(command) / sizeof(*command))
#define OPTIONS (sizeof(option) / sizeof(*option))

static int named(const char *word, size_t n, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strlen(names[i]) == n && strncasecmp(names[i], word, n) == 0)
			return (int)i;
	return -1;
}

static void put(struct bytes *to, int c)
{
	unsigned char byte = (unsigned char)c;

	bytes_add(to, &byte, 1);
}

/* What stands in <...>: the first word is a command; SE at the end of SB is IAC SE. */
static const char *read_command(struct bytes *to, const char *p)
{
	bool first = true;

	while (*p && *p != '>') {
		size_t n = strcspn(p, " >");
		int c;

		if (isdigit((unsigned char)*p)) {
			put(to, (int)strtol(p, NULL, 0));
		} else if (*p == '\'' && n > 1) {
			put(to, (unsigned char)p[1]);
		} else if ((c = named(p, n, command, COMMANDS)) >= 0 && (first || c == 4)) {
			put(to, IAC);
			put(to, c + 236);
		} else if ((c = named(p, n, option, OPTIONS)) >= 0) {
			put(to, c);
		} else {
			errx(2, "no such word: %s", p);
		}
		first = false;
		p += n;
		p += strspn(p, " ");
	}
	return *p ? p + 1 : p;
}

static int escape(const char **p)
{
	static const char from[] = "rnte0abfv", to[] = "\r\n\t\033\0\a\b\f\v";
	char c = *(*p)++;
	const char *at = strchr(from, c);

	if (c == 'x') {
		const char digits[] = { (*p)[0], (*p)[0] ? (*p)[1] : '\0', '\0' };

		*p += strlen(digits);
		return (int)strtol(digits, NULL, 16);
	}
	return c && at ? to[at - from] : c;
}

void words_read(struct bytes *to, const char *text)
{
	while (*text) {
		if (*text == '<') {
			text = read_command(to, text + 1);
		} else if (*text == '\\' && text[1]) {
			text++;
			put(to, escape(&text));
		} else {
			put(to, *text++);
		}
	}
}

static void print_plain(int c)
{
	static const char from[] = "\r\n\t\033\\<\"", to[] = "rnte\\<\"";
	const char *at = c ? strchr(from, c) : NULL;

	if (at)
		printf("\\%c", to[at - from]);
	else if (c < ' ' || c > '~')
		printf("\\x%02x", (unsigned)c);
	else
		putchar(c);
}

static void print_option(int c)
{
	if (c < (int)OPTIONS)
		printf(" %s", option[c]);
	else
		printf(" %d", c);
}

/* A command at p, behind IAC; returns how many bytes it has. */
static size_t print_command(const unsigned char *p, size_t n)
{
	size_t i = 1;

	if (!n || p[0] < 236) {
		printf("<IAC>");
		return 0;
	}
	printf("<%s", command[p[0] - 236]);
	if (p[0] > SB && p[0] < IAC && n > 1)
		print_option(p[i++]);
	if (p[0] == SB && n > 1) {
		print_option(p[i++]);
		for (; i < n && !(p[i] == IAC && i + 1 < n && p[i + 1] == SE); i++)
			printf(isalpha(p[i]) ? " '%c" : " %d", p[i]);
		if (i < n) {
			printf(" SE");
			i += 2;
		}
	}
	putchar('>');
	return i;
}

void words_print(const char *mark, const unsigned char *p, size_t n, bool telnet)
{
	bool line = false;

	for (size_t i = 0; i < n; i++) {
		if (!line)
			printf("%s \"", mark);
		line = true;
		if (telnet && p[i] == IAC)
			i += print_command(p + i + 1, n - i - 1);
		else
			print_plain(p[i]);
		if (p[i] == '\n' || i + 1 >= n) {
			puts("\"");
			line = false;
		}
	}
}
