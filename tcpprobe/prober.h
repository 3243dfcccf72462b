/* What the prober (tcpprobe -z) gives to the start of the program. */
#ifndef PROBER_H
#define PROBER_H

#include "base/opt.h"

/*
 * Its option table. A letter or name that telnet's table has, too, means the same in both; every
 * other one makes a command line of tcpprobe one of the prober.
 */
extern const struct opt prober_options[];

/* The whole run, the command line as main got it. Returns the exit status. */
int prober_main(int argc, char **argv);

#endif
