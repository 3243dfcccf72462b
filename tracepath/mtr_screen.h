/* mtr's live screen: the picture of the path on a terminal, and the keys that change it. */
#ifndef MTR_SCREEN_H
#define MTR_SCREEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/clock.h"
#include "base/obuf.h"
#include "mtr.h"

/* What keys have changed: the caller acts on it, and clears it. */
enum screen_change {
	SCREEN_RESTART = 1,		/* statistics begin anew */
	SCREEN_PACE = 2,		/* mtr.interval, mtr.paused */
	SCREEN_PACKET = 4,		/* mtr.size, mtr.fill, cfg.tos */
	SCREEN_RANGE = 8,		/* cfg.first, cfg.max */
	SCREEN_METHOD = 16,		/* cfg.method */
};

enum screen_view { SCREEN_HOPS, SCREEN_HELP, SCREEN_ASKS };

/* Where in a key's escape sequence (ECMA-48, 5.4) the input is. */
enum screen_escape { ESCAPE_NONE, ESCAPE_BEGUN, ESCAPE_SEQUENCE };

struct screen_question;

struct screen {
	void *terminal;			/* ncurses' SCREEN; NULL: closed */
	bool utf8;			/* the terminal's encoding; else ASCII only */
	enum screen_view view;
	unsigned skip;			/* hops that are scrolled away at the top */
	const struct screen_question *question;	/* SCREEN_ASKS: what is asked */
	char typed[MTR_FIELDS + 1];	/* the answer so far */
	size_t ntyped;
	enum screen_escape escape;
	bool stale;			/* there is something new to show */
	bool dirty;			/* something else wrote on the terminal: draw all of it */
	ns_t due;			/* not to be drawn sooner */
	unsigned changed;		/* enum screen_change */
	bool quit;			/* the user has seen enough, or has gone */
	struct obuf says;		/* why the last key did nothing */
	struct obuf text;		/* of one piece of a line */
};

/* -1 after a message: TERM names no terminal. */
int screen_open(struct trace *t);

/* Gives the terminal back as it was. Also when it was never taken. */
void screen_close(struct trace *t);

/* Shows what is known. Nothing, where the terminal takes nothing now: it never waits for one. */
void screen_draw(struct trace *t, ns_t now);

/*
 * Draws where it is time to: at most 10 times a second what is stale, at once what a key changed,
 * each second the date. Returns when to be called again.
 */
ns_t screen_step(struct trace *t, ns_t now);

/* SIGWINCH came. */
void screen_resize(struct trace *t);

/*
 * A loop_ready_fn for standard input; arg is the struct trace. Reads keys and acts on them: changes
 * settings, says so in screen.changed; at the end stops the loop, with screen.quit.
 */
void screen_key(void *arg, int fd, short revents);

/* The rest is between the screen's own files. */

#define SCREEN_TOP 5			/* the row of the first hop */
#define SCREEN_HOST 4			/* the column of its name */

/*
 * Puts text into a row, up to the column before `limit`; what is no printable character is left
 * out. Returns the column behind it.
 */
int screen_put(const struct trace *t, int y, int x, int limit, const struct obuf *text);

/* Text of our own. */
int screen_str(int y, int x, int limit, const char *s);

/* A hop's number, and what it is known by. */
void screen_host(struct trace *t, int y, int limit, unsigned ttl);

/* Columns of the information that -y puts before names; 0: none. */
int screen_info_width(const struct trace *t);

/* The hops shown, from the first that is not scrolled away. */
unsigned screen_first(const struct trace *t);

/* Display modes 1 and 2: a character for each of the newest probes. */
void screen_chart(struct trace *t);

/* The row of the keys, and the one below: a question, if one is asked. Places the cursor. */
void screen_keys(struct trace *t);
bool screen_asks_fields(const struct trace *t);
void screen_help(void);
void screen_fields(struct trace *t);

#endif
