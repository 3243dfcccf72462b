/*
 * The TELNET protocol, pure: bytes from the server become text, commands and subnegotiations;
 * options are negotiated (RFC 854, 855, 1143). No socket, no terminal.
 */
#ifndef TELNET_PROTO_H
#define TELNET_PROTO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "queue.h"

enum {
	TC_EOF = 236,
	TC_SUSP,
	TC_ABORT,
	TC_EOR,
	TC_SE,
	TC_NOP,
	TC_DM,
	TC_BRK,
	TC_IP,
	TC_AO,
	TC_AYT,
	TC_EC,
	TC_EL,
	TC_GA,
	TC_SB,
	TC_WILL,
	TC_WONT,
	TC_DO,
	TC_DONT,
	TC_IAC,
};

enum {
	TO_BINARY = 0,
	TO_ECHO = 1,
	TO_SGA = 3,
	TO_STATUS = 5,
	TO_TM = 6,
	TO_LOGOUT = 18,
	TO_TTYPE = 24,
	TO_NAWS = 31,
	TO_TSPEED = 32,
	TO_LFLOW = 33,
	TO_LINEMODE = 34,
	TO_XDISPLOC = 35,
	TO_OLD_ENVIRON = 36,
	TO_AUTHENTICATION = 37,
	TO_ENCRYPT = 38,
	TO_NEW_ENVIRON = 39,
};

#define PROTO_SUB 4096		/* what is kept of a subnegotiation, however long it is */

/* One option in one direction: what we want it to be, what it is, requests without an answer. */
struct proto_side {
	bool want, is;
	uint8_t open;
};

struct proto;

/* What the protocol asks and tells. */
struct proto_user {
	/* Text for the terminal: what is left when commands are taken out. */
	void (*text)(void *arg, const uint8_t *p, size_t n);
	/* May the option be on? ours: they said DO, else WILL. */
	bool (*allows)(void *arg, bool ours, uint8_t option);
	/* They have spoken of an option: it is on or off, asked for again or not. */
	void (*spoken)(void *arg, bool ours, uint8_t option, bool on, bool changed);
	/* A subnegotiation, its option first, without the last IAC SE. */
	void (*sub)(void *arg, const uint8_t *p, size_t n);
	/* Is there urgent data that was not read yet? Asked at a data mark. */
	bool (*urgent)(void *arg);
	/* For traces; verb 0: a single command. */
	void (*trace)(void *arg, bool sent, uint8_t verb, uint8_t what);
	void *arg;
};

struct proto {
	const struct proto_user *user;
	struct queue *net;		/* what is to be sent */
	struct proto_side ours[256];	/* WILL, WONT: what we do */
	struct proto_side theirs[256];	/* DO, DONT: what they do */
	uint8_t state, verb;
	bool crmod;			/* a CR alone is shown as CR LF */
	bool synch;			/* text is thrown away up to the data mark */
	bool echoing;			/* the server echoes: line ends pass as they are */
	uint8_t sub[PROTO_SUB];
	size_t sub_len;
};

void proto_open(struct proto *p, const struct proto_user *user, struct queue *net);

/* Takes bytes from the server. They may be cut anywhere. */
void proto_receive(struct proto *p, const uint8_t *bytes, size_t n);

/* No more will come: tells what was held back. */
void proto_end(struct proto *p);

/* Asks for an option, or gives it up; nothing is sent if that is already wanted. */
void proto_ask(struct proto *p, uint8_t verb, uint8_t option);

/* Sends the request whatever the state. */
void proto_send(struct proto *p, uint8_t verb, uint8_t option);

/* IAC and a command. */
void proto_command(struct proto *p, uint8_t command);

/* A subnegotiation, its option first: IAC in it is doubled. */
void proto_send_sub(struct proto *p, const uint8_t *bytes, size_t n);

/* Text for the server, as NVT: IAC is doubled; the caller sees to line ends. */
void proto_text(struct proto *p, const uint8_t *bytes, size_t n);

#endif
