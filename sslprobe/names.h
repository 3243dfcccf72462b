/* Names of hosts as sslprobe tells them apart, and how names in certificates are written. */
#ifndef SSLPROBE_NAMES_H
#define SSLPROBE_NAMES_H

#include <stdbool.h>

/* Is it a name of the DNS that goes into SNI by default: two labels or more, no address? */
bool name_is_dns(const char *s);

/* -nameopt's words, with commas between. False: one of them is unknown. */
bool name_options(const char *words, unsigned long *nameopt);

#endif
