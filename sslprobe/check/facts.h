/*
 * What a check of one address found out, free of the library's types: a worker writes it into
 * shared memory as it goes, the judge and the renderers read it.
 */
#ifndef SSLPROBE_CHECK_FACTS_H
#define SSLPROBE_CHECK_FACTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/addr.h"
#include "base/clock.h"

#define FACTS_CERTS 12		/* of a chain; more are counted only */
#define FACTS_ERRORS 16
#define FACTS_DER (256 * 1024)

enum facts_stage {
	STAGE_CONNECT,
	STAGE_STARTTLS,
	STAGE_HELLO,		/* our ClientHello is out, nothing came yet */
	STAGE_HANDSHAKE,	/* something came */
	STAGE_SESSION,		/* the handshake is done */
	STAGE_DONE,
};

enum facts_end {
	END_NONE,		/* still under way: the time was up */
	END_GOOD,
	END_NO_CONNECTION,	/* error: errno */
	END_REFUSED,		/* STARTTLS; text */
	END_CUT,		/* the server closed */
	END_RESET,		/* error: errno */
	END_ALERT,		/* error: the alert's number; sent by the server */
	END_PLAIN,		/* it answered in plain text; text */
	END_TLS,		/* the library gave up; text */
	END_CRASH,		/* so did the worker; error: the signal */
};

/* A key's kind, as far as it matters for what is weak. */
enum facts_key { KEY_OTHER, KEY_RSA, KEY_DSA, KEY_EC };

struct facts_cert {
	char subject[512], issuer[512];
	char names[2048];		/* DNS names and addresses, with ", " between */
	char key[64], signature[64];	/* by their names */
	char sha256[65];
	char aia[256];			/* where the issuer's certificate is, or "" */
	enum facts_key kind;
	int bits;
	bool weak_signature;		/* MD5, SHA-1 or the like, and not a root's own */
	bool self_issued;
	int64_t from, to;		/* seconds since 1970 */
};

#define FACTS_SCTS 16

/* A timestamp of certificate transparency: where it was, what became of it, whose it is. */
struct facts_sct {
	char source[12], state[16], log[64];
	int64_t when;			/* seconds since 1970 */
	bool valid;
};

enum facts_staple { STAPLE_NONE, STAPLE_GOOD, STAPLE_REVOKED, STAPLE_UNKNOWN, STAPLE_BAD };

struct facts {
	struct addr addr;
	uint16_t port;
	enum facts_stage stage;
	enum facts_end end;
	int error;
	char text[512];			/* of END_REFUSED, END_PLAIN, END_TLS: not escaped */
	unsigned text_len;
	ns_t connect, first_byte, tls;	/* how long each took; -1: it did not come to that */
	char protocol[16], cipher[64], group[48], alpn[256];
	int version;			/* as on the wire; 0: none */
	bool client_cert_asked;
	bool order_wrong;		/* the served chain does not go up step by step */
	enum facts_staple staple;
	bool ct;			/* timestamps were asked for */
	unsigned nscts;
	struct facts_sct scts[FACTS_SCTS];
	unsigned nserved, served_total;
	struct facts_cert served[FACTS_CERTS];
	unsigned npath;			/* 0: none could be built */
	struct facts_cert path[FACTS_CERTS];
	unsigned nerrors;
	struct facts_error {
		int code, depth;	/* X509_V_ERR_... */
	} errors[FACTS_ERRORS];
	bool aia_tried, aia_completes;
	unsigned der_len;
	uint8_t der[FACTS_DER];		/* the served chain, one behind the other */
};

#endif
