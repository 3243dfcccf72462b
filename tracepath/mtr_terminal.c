/* mtr's live screen: takes the terminal, and gives it back. ncurses' terminfo(3X). */
#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>

#include "base/prog.h"
#include "mtr_terminfo.h"
#include "tracepath.h"

#define ROWS_MAX 500		/* a terminal may say that it is as large as it likes */
#define COLUMNS_MAX 1000

/* What it says of its size; left as it is where it says nothing. */
static void size_of(int *y, int *x)
{
	struct winsize w;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) < 0 || !w.ws_row || !w.ws_col)
		return;
	*y = w.ws_row < ROWS_MAX ? w.ws_row : ROWS_MAX;
	*x = w.ws_col < COLUMNS_MAX ? w.ws_col : COLUMNS_MAX;
}

/* ncurses would make room for whatever the terminal says. */
static void limit_size(void)
{
	int y = 0, x = 0;

	size_of(&y, &x);
	if (y == ROWS_MAX)
		setenv("LINES", "500", 1);
	if (x == COLUMNS_MAX)
		setenv("COLUMNS", "1000", 1);
}

/* Asked first whether it is known: newterm() keeps some memory where it fails. */
static void *take(const char *type)
{
	int err;

	if (setupterm(NULL, STDOUT_FILENO, &err) == ERR &&
	    (!terminfo_describe(type) || setupterm(NULL, STDOUT_FILENO, &err) == ERR))
		return NULL;
	del_curterm(cur_term);
	return newterm(NULL, stdout, stdin);
}

int screen_open(struct trace *t)
{
	struct screen *s = &t->screen;
	const char *type = getenv("TERM");

	*s = (struct screen){ .stale = true };
	setlocale(LC_CTYPE, "");
	s->utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	limit_size();
	s->terminal = take(type);
	if (!s->terminal) {
		warn_bare("Error opening terminal: %s.", type && *type ? type : "unknown");
		return -1;
	}
	ob_open(&s->text, -1);
	ob_open(&s->says, -1);
	cbreak();
	noecho();
	if (has_colors()) {
		start_color();
		use_default_colors();
		for (short colour = COLOR_RED; colour <= COLOR_MAGENTA; colour++)
			init_pair(colour, colour, -1);
	}
	return 0;
}

void screen_close(struct trace *t)
{
	struct screen *s = &t->screen;

	if (!s->terminal)
		return;
	endwin();
	delscreen(s->terminal);
	s->terminal = NULL;
	ob_close(&s->text);
	ob_close(&s->says);
}

void screen_resize(struct trace *t)
{
	int y = LINES, x = COLS;

	size_of(&y, &x);
	if (!t->screen.terminal)
		return;
	resizeterm(y, x);
	t->screen.stale = t->screen.dirty = true;
}
