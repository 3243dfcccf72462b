/* capture: its settings and all its state. */
#ifndef CAPTURE_CAPTURE_H
#define CAPTURE_CAPTURE_H

#include <pcap/pcap.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/loop.h"
#include "base/obuf.h"
#include "base/opt.h"
#include "file.h"
#include "json.h"
#include "line.h"
#include "live.h"
#include "registry.h"
#include "sandbox.h"
#include "save.h"
#include "summary/summary.h"

#define CAPTURE_SNAPLEN 262144
#define CAPTURE_LINKS 16	/* -i, at most */

struct capture_cfg {
	/* what to read */
	const char *file;		/* -r */
	const char *list;		/* -V */
	const char *links[CAPTURE_LINKS];	/* -i */
	int nlinks;
	int64_t snaplen, buffer, count;
	bool plain, monitor, immediate, no_promisc;
	int direction;			/* -Q, pcap_direction_t */
	int stamp;			/* -j, or -1 */
	int dlt;			/* -y, or -1 */
	bool nano;			/* printed */
	bool fine;			/* known: they are printed or written so */
	/* which packets */
	const char *filter_file;	/* -F */
	bool no_optimize;
	/* what to do with them */
	int program;			/* -d */
	bool devices, dlts, stamps;	/* -D, -L, -J: tell and end */
	bool only_count;
	bool print;
	struct save_cfg save;
	bool line_buffered, packet_buffered;
	const char *user;		/* -Z */
	/* how they look */
	struct show show;
	struct line_cfg line;
	int times, hex, both, ascii;	/* how often -t, -x, -X, -A */
	bool bare_names, local_names;
	bool json, colour, summary;	/* --json, --colour, --summary */
};

struct capture {
	struct capture_cfg cfg;
	char *filter;			/* the whole expression */
	struct file file;
	struct live live;
	char *list, *next;		/* -V: the list, and the rest of it */
	pcap_t *pcap;			/* of the one or of the other */
	struct bpf_program program;
	bool filtered;
	struct save save;
	struct keeper keeper;
	bool kept;			/* there is a keeper */
	struct registry registry;
	struct names *names;
	struct sandbox_user user;
	struct line line;
	struct pkt pkt;
	struct obuf out;
	struct loop loop;
	uint64_t packets;		/* that passed the filter */
	uint64_t bytes;
	struct summary summary;
	struct trail trail;		/* of the packet that is printed, for JSON */
	bool prints;
	bool each;			/* text is written a packet at a time */
	bool closer;			/* --summary and its like look at every packet */
	bool listened;			/* there is something to sum up */
	bool own;			/* called by our own name: more is said */
	bool failed;
	int ready;			/* the interface whose packets are taken */
	ns_t told;			/* when "Got" is due */
};

/* A packet that passed: into a file, as text, or only counted. False: something failed. */
bool capture_packet(struct capture *c, const struct frame *f);

/* --summary, as far as it goes. */
void capture_summary(struct capture *c);

/* Writes what there is of the text. False after a message. */
bool capture_flush(struct capture *c);

/* All of the savefile, or of the list. 0, or -1 after a message. */
int reading_run(struct capture *c);

/* The first savefile. -1 after a message. */
int reading_open(struct capture *c);

/* Signals become events: before system calls are restricted. -1 after a message. */
int listening_prepare(struct capture *c);

/* From the interfaces, until a signal or -c ends it. */
int listening_run(struct capture *c);

/* How many packets there were, at the end. */
void listening_summary(struct capture *c);

extern const struct persona capture_personas[];

/* --help=FORM. Returns the exit status. */
int capture_help(const char *form);
extern const struct capture_cfg capture_defaults;

/* The rules between options. False after a message; *status. */
bool capture_check(struct capture_cfg *c, int *status);

/* The filter expression, of the operands or of -F's file. NULL after a message. */
char *filter_text(const struct capture_cfg *c, char **words);

/* -d, -dd, -ddd: the program as text. */
void filter_dump(const struct bpf_program *program, int how, struct obuf *o);

/* Answers -D, -L, -J. The exit status. */
int devices_list(struct obuf *o);
int devices_dlts(const struct capture_cfg *c);
int devices_stamps(const struct capture_cfg *c);

#endif
