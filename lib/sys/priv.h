/* Privileges: only what a probe needs, only while a socket is opened (capabilities(7)). */
#ifndef SYS_PRIV_H
#define SYS_PRIV_H

/*
 * First call of main: keeps CAP_NET_RAW and CAP_NET_ADMIN, if there, permitted but not in
 * effect, and gives up all else: the other capabilities, and root's identity where the program is
 * set-user-ID. Exits with PROG_USAGE when the kernel does not obey.
 */
void priv_lower(void);

/* What is permitted comes into effect, until priv_lower(). */
void priv_raise(void);

/* For good: no capability is left, and no exec can bring one back. */
void priv_drop(void);

#endif
