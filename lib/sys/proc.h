/* What the kernel tells in files of numbers: switches and counters of its protocols (proc(5)). */
#ifndef SYS_PROC_H
#define SYS_PROC_H

#include <stdbool.h>
#include <stdint.h>

/* A switch of /proc/sys/net/ipv4, which TCP over IPv6 obeys, too; -1: cannot tell. */
int proc_ipv4(const char *name);

/* A counter of ICMP over IPv4, by its name in /proc/net/snmp. False: cannot tell. */
bool proc_icmp(const char *name, uint64_t *value);

/* Likewise of TCP, of either family, from /proc/net/netstat. */
bool proc_tcp(const char *name, uint64_t *value);

/* A counter of /proc/net/snmp6, of this network namespace. False: cannot tell. */
bool proc_snmp6(const char *name, uint64_t *value);

#endif
