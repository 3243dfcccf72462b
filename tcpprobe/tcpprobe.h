/* The telnet client's settings and state. */
#ifndef TCPPROBE_H
#define TCPPROBE_H

#include "base/opt.h"
#include "base/persona.h"

#define TELNET_USAGE 64		/* exit status of a wrong command line (sysexits.h) */

struct telnet_cfg {
	int family;		/* enum addr_family */
	bool binary_in, binary_out;
	bool login;		/* -a, -l */
	bool debug;
	bool no_rc;
	bool no_escape;
	bool rlogin;
	const char *bind, *escape, *user, *trace;
};

/* The names it answers to: tcpprobe, telnet. */
extern const struct persona tcpprobe_personas[];

/* telnet's option table. */
extern const struct opt telnet_options[];

/* Does the command line ask tcpprobe to probe instead of to talk? */
bool tcpprobe_probes(int argc, char **argv);

/* --help in any form: the options of both tables. Returns the exit status. */
int tcpprobe_help(const char *form);

/* The client's whole run. Returns the exit status. */
int telnet_main(const struct persona *as, int argc, char **argv);

#endif
