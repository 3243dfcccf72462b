/* The telnet client: its state, and what its files give each other. */
#ifndef TELNET_H
#define TELNET_H

#include <stdio.h>
#include <termios.h>

#include "base/loop.h"
#include "queue.h"
#include "tcpprobe.h"
#include "telnet_proto.h"

#define CHAR_OFF 0xff		/* a special character that is none (POSIX: _POSIX_VDISABLE is 0) */

/* What a character typed may mean; the order that `display` prints them in. */
enum special {
	CH_ECHO,
	CH_ESCAPE,
	CH_RLOGIN,
	CH_FLUSH,
	CH_INTERRUPT,
	CH_QUIT,
	CH_EOF,
	CH_ERASE,
	CH_KILL,
	CH_LNEXT,
	CH_SUSP,
	CH_REPRINT,
	CH_WERASE,
	CH_START,
	CH_STOP,
	CH_FORW1,
	CH_FORW2,
	CH_AYT,
	CHARS,
};

/* What may be toggled. */
struct toggles {
	bool autoflush, autosynch, autologin, skiprc, crlf, crmod, localchars, debug;
	bool netdata, prettydump, options, termdata, rawdata;
};

/* How the terminal is to behave (RFC 1184 names the first four). */
enum mode {
	MODE_EDIT = 1,
	MODE_TRAPSIG = 2,
	MODE_ACK = 4,
	MODE_SOFT_TAB = 8,
	MODE_LIT_ECHO = 16,
	MODE_ECHO = 32,
	MODE_FLOW = 64,
	MODE_INBIN = 128,
};

struct environ_var {
	struct environ_var *next;
	char *value;
	bool exported;
	char name[];
};

/* Special characters as LINEMODE has them: level and flags, value (RFC 1184 section 2.4). */
#define SLC_FUNCTIONS 18
struct slc {
	uint8_t flags, value;
};

enum slc_source { SLC_LOCAL, SLC_REMOTE, SLC_REMOTE_DEFAULT };

struct telnet {
	struct telnet_cfg cfg;
	struct toggles on;
	uint8_t chars[CHARS];		/* CHAR_OFF: off */
	struct environ_var *environ;	/* the newest first */

	int fd;				/* the connection, or -1 */
	char host[256];			/* as it was called */
	char port[64];
	struct proto proto;
	struct proto_user user;
	struct queue net, tty;		/* to be written */
	struct obuf out;		/* messages and the prompt, on standard output */
	struct loop loop;
	bool negotiate;			/* options are to be asked for at the start */
	bool from_host;			/* the command line named the host */
	bool ended;			/* the program is to end */
	bool input_ended;		/* standard input is at its end */
	ns_t linger, linger_end;	/* until when the server may still answer then; at most */
	bool flushing;			/* no text is shown until the timing mark comes */
	bool urgent;			/* an urgent command waits in net */
	uint64_t urgent_at;		/* behind how many bytes */
	bool interactive;		/* standard input is a terminal */
	bool shows;			/* standard output is a terminal */
	bool painted;			/* the server rules the terminal: nothing is escaped */
	uint8_t held[4];		/* the beginning of a UTF-8 character */
	uint8_t nheld;
	int tty_out;			/* standard output as the session writes it */
	int signal;			/* what ended it, or 0 */
	int status;

	uint16_t columns, rows;		/* as told last */
	struct termios saved, applied;	/* the terminal as it was, and as it is */
	bool changed;			/* they differ */
	unsigned mode;			/* enum mode */
	bool line_done;			/* localchars was set by the user */

	bool kludge;			/* no LINEMODE: "old line by line", or characters */
	bool linemode_on;		/* both sides do LINEMODE */
	bool linemode_ever;		/* it was agreed on once in this session */
	unsigned linemode;		/* its mode, as the server has set it */
	bool no_echo;			/* the echo character was typed */
	struct slc slc[SLC_FUNCTIONS + 1];
	struct slc slc_default[SLC_FUNCTIONS + 1];
	enum slc_source slc_source;
	bool local_flow;		/* RFC 1372: we stop and start the output */

	uint8_t typed[8192];		/* read from standard input, and not used yet */
	size_t ntyped, typed_at;
	bool line_start;		/* of what is typed, for rlogin's character */
	bool tilde;			/* it was typed there */

	char *trace_name;		/* NULL: standard output */
	int trace_fd;			/* -1: likewise */
	size_t traced;			/* file: bytes */
};

/* names.c */
const char *option_name(uint8_t option);	/* NULL: it has none here */
const char *command_name(uint8_t command);
int option_find(const char *text);		/* -1 none, -2 several, 0 to 255 */
/* The only one of the names that begins with the text, ignoring case; -1 none, -2 several. */
int name_find(const char *text, const char *(*name)(size_t i));

/* say.c */
void say(struct telnet *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void char_text(struct obuf *o, uint8_t c);	/* ^X, off */

/* options.c: which options we take part in, and their subnegotiations */
void options_open(struct telnet *t);
void options_ask(struct telnet *t);
void options_size(struct telnet *t, bool asked);	/* if it is another than told last */
void options_status(struct telnet *t);

/* linemode.c */
void linemode_begin(struct telnet *t);
void linemode_end(struct telnet *t);
void linemode_sub(struct telnet *t, const uint8_t *p, size_t n);
void linemode_ask(struct telnet *t, unsigned mode, bool on);

/* slc.c */
void slc_open(struct telnet *t);
void slc_begin(struct telnet *t);
void slc_sub(struct telnet *t, const uint8_t *p, size_t n);
void slc_export(struct telnet *t);
void slc_import(struct telnet *t, bool defaults);
void slc_check(struct telnet *t);
void slc_changed(struct telnet *t, enum special which);
const char *slc_name(uint8_t function);

/* environ.c */
void environ_open(struct telnet *t);
void environ_close(struct telnet *t);
struct environ_var *environ_find(const struct telnet *t, const char *name);
void environ_define(struct telnet *t, const char *name, const char *value, bool exported);
bool environ_undefine(struct telnet *t, const char *name);
void environ_sub(struct telnet *t, const uint8_t *p, size_t n);
void environ_send(struct telnet *t, const struct environ_var *v);

/* term.c */
void term_open(struct telnet *t);
void term_mode(struct telnet *t);		/* what the connection's state asks for */
void term_prompt(struct telnet *t);		/* as it was before */
void term_speed(const struct telnet *t, long *in, long *out);

/* input.c: what is typed */
void input_typed(struct telnet *t);
void input_end(struct telnet *t);
void input_suspend(struct telnet *t);
void input_signal(struct telnet *t, int signo);
void input_interrupt(struct telnet *t, uint8_t command);
void input_synch(struct telnet *t);
uint8_t input_quit(const struct telnet *t);	/* BRK, or ABORT once there was LINEMODE */

/* pump.c */
void pump_send(struct telnet *t);		/* what can be sent at once */
void pump_run(struct telnet *t);
void pump_close(struct telnet *t);
void pump_show(struct telnet *t, const uint8_t *p, size_t n);
void pump_drain(struct telnet *t);		/* writes out what waits for the terminal */
void pump_discard(struct telnet *t);

/* connect.c: -1 after a message */
int connect_host(struct telnet *t, char **words, int n, const char *usage);

/* rc.c */
void rc_read(struct telnet *t);

/* command.c */
void command_loop(struct telnet *t);	/* prompts until a session goes on, or the end */
#define COMMAND_WORDS 64
int command_split(char *line, char **words);	/* in its place; how many words there are */
bool command_line(struct telnet *t, char *line, bool rc);

/* One command, words[0] its name; false: it was wrong, and the prompt comes again. */
typedef bool command_fn(struct telnet *t, char **words, int n);
command_fn command_set, command_unset, command_toggle, command_display;
command_fn command_send, command_slc, command_environ, command_mode;

/* A table's entry that the text is the beginning of, or after a message NULL. */
struct choice {
	const char *name, *help;
	int min, max;			/* arguments */
	bool (*run)(struct telnet *t, char **words, int n);
	unsigned what;
};
int choice_find(const struct choice *table, const char *text);	/* -1 none, -2 several */
void choice_help(struct telnet *t, const struct choice *table);

/* shell.c */
void shell_run(struct telnet *t, const char *command);
void shell_suspend(struct telnet *t);

/* trace.c */
bool trace_open(struct telnet *t, const char *name);
void trace_close(struct telnet *t);
void trace_option(void *arg, bool sent, uint8_t verb, uint8_t what);
void trace_sub(struct telnet *t, bool sent, const uint8_t *p, size_t n);
void trace_data(struct telnet *t, char direction, const uint8_t *p, size_t n);

#endif
