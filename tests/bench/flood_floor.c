/*
 * The least work that makes a flood: one echo request (RFC 792) at a time, sent by sendmmsg and taken back by recvmmsg.
 *
 *	flood_floor [-d] COUNT ADDRESS
 *
 * 64 bytes of ICMP as ping sends them, IPv4 only.  No time is read, and an answer is matched by nothing: whatever comes
 * first stands for it.  -d: an ICMP datagram socket (icmp(7)) instead of a raw one.  A filter keeps the request itself
 * from a raw socket on loopback.  For the benchmark, not for tests.
 */
#include <arpa/inet.h>
#include <linux/icmp.h>
#include <netinet/in.h>
#include <netinet/ip_icmp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
