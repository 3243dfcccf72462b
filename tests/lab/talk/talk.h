/* A server and a person at a terminal, both played by one script, around one program. */
#ifndef TALK_H
#define TALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Bytes that wait: to be sent, or to be told. */
struct bytes {
	unsigned char *p;
	size_t len, cap;
};

/* One of the ways into and out of the program. */
struct way {
	const char *name;	/* as the transcript calls it */
	int fd;			/* -1: not there, or at its end */
	struct bytes in;	/* came, and was not told yet */
	struct bytes out;	/* is to be written */
	size_t seen;		/* of in: what a step has waited for ends here */
	int save;		/* descriptor of a file that takes what comes, or -1 */
	size_t saved;
	bool ended;		/* end of file came, and was not told yet */
	bool deaf;		/* the other side says no more, but still listens */
	bool telnet;		/* its bytes are told as commands */
};

enum { NET, TTY, OUT, ERR, WAYS };

#define LISTENERS 8
#define LOOK 1024	/* text about how much the program has run */

struct talk {
	struct way way[WAYS];	/* NET: the connection; TTY: the terminal, or the pipe to stdin */
	int listener[LISTENERS];
	int nlisteners;
	pid_t child;
	bool gone;
	int status;
	int patience;		/* milliseconds that a step may take */
	char before[LOOK];	/* how much it had run when something was last done to it, */
	long long disturbed;	/* and when that was */
};

void bytes_add(struct bytes *b, const void *p, size_t n);
void bytes_drop(struct bytes *b, size_t n);

/* words.c: "text\r\n" with <DO ECHO> and <SB NAWS 0 80 SE> in it, to bytes. Dies if it is wrong. */
void words_read(struct bytes *to, const char *text);
/* Prints bytes on standard output so that words_read() would read them, in lines after the mark. */
void words_print(const char *mark, const unsigned char *p, size_t n, bool telnet);

/* steps.c: does one line of the script. */
void step_do(struct talk *t, char *line);

/* main.c: waits up to ms for something to happen, and reads and writes what it can. */
bool talk_turn(struct talk *t, int ms);
/* Tells what came on all ways. */
void talk_tell(struct talk *t);
/* Milliseconds. */
long long talk_now(void);
/* Something is done to the program: it will notice. */
void talk_disturb(struct talk *t);
/* Sleeping, with nothing to read? Measured over a while. */
bool talk_settled(struct talk *t);
_Noreturn void talk_die(struct talk *t, const char *why);

#endif
