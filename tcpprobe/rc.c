/* The file ~/.telnetrc: commands for one host or for all (DEFAULT), run when it is reached. */
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "telnet.h"

#define LINE 1024
#define PATH 4096

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Does the line begin an entry for this host? *rest: what stands behind the name. */
static bool is_for(const struct telnet *t, char *line, char **rest)
{
	size_t n = strcspn(line, " \t");
	bool ours;

	*rest = line + n;
	if (line[n])
		*(*rest)++ = '\0';
	ours = strcasecmp(line, t->host) == 0 || strcmp(line, "DEFAULT") == 0;
	return ours;
}

/* A line that is too long is cut, never two lines. */
static bool read_line(FILE *f, char line[LINE])
{
	int c;

	if (!fgets(line, LINE, f))
		return false;
	if (!strchr(line, '\n'))
		while ((c = getc(f)) != EOF && c != '\n')
			continue;
	line[strcspn(line, "\r\n")] = '\0';
	return true;
}

static void run(struct telnet *t, FILE *f)
{
	char line[LINE], *rest;
	bool ours = false;

	while (t->fd >= 0 && !t->ended && read_line(f, line)) {
		if (*line == '#')
			continue;
		rest = line;
		if (*line && !is_blank(*line))
			ours = is_for(t, line, &rest);
		rest += strspn(rest, " \t");
		if (ours && *rest && *rest != '#')
			command_line(t, rest, true);
	}
}

void rc_read(struct telnet *t)
{
	const char *home = getenv("HOME");
	char path[PATH];
	FILE *f;

	if (t->on.skiprc || !home ||
	    snprintf(path, sizeof(path), "%s/.telnetrc", home) >= (int)sizeof(path))
		return;
	f = fopen(path, "re");
	if (!f)
		return;
	run(t, f);
	fclose(f);
}
