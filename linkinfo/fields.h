/*
 * Settings that are numbers and switches in a row: pause, coalescing, rings, channels. One table
 * says what each is called in text, in JSON, on the command line, by netlink (the kernel's
 * ethtool-netlink.rst) and in an ioctl's struct (linux/ethtool.h); it drives reading, changing and
 * telling them.
 */
#ifndef LINKINFO_FIELDS_H
#define LINKINFO_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "linkinfo.h"

#define FIELDS_MAX 40

enum field_kind {
	FIELD_NUMBER,		/* netlink: 32 bits */
	FIELD_SWITCH,		/* netlink: 8 bits; on or off */
	FIELD_SPLIT,		/* netlink: 8 bits; 0 unknown, 1 off, 2 on */
	FIELD_BITS,		/* netlink: a set of bits; only changed here, not read */
};

struct field {
	char word[20];		/* on the command line; "": it cannot be changed */
	char label[36];		/* all text up to its value; "": it is only in JSON */
	char key[20];		/* in JSON; "": it is only changed by this row */
	uint16_t attr;		/* netlink's */
	uint16_t at;		/* offset in the ioctl's struct; 0: only netlink knows it */
	enum field_kind kind;
	int mate;		/* distance of a row on the same line: "n/a" if only one is known */
};

/* What differs between the verbs in messages and statuses. */
struct field_words {
	/* "ring": a change by ioctl that is none says "no ring parameters changed, aborting" */
	char what[12];
	void (*unchanged)(const uint32_t *now);	/* or this says so; NULL: nothing more is said */
	char cannot_get[44], cannot_set[44];
	int show_status;	/* where even an ioctl cannot get them, to show them */
	int get_status;		/* or to change them */
	int unchanged_status;
	int set_status;
	int netlink_status;	/* of a change that netlink refuses */
};

struct field_table {
	char title[28];		/* the first line, up to the device's name */
	char end[4];		/* the text behind the last value */
	const struct field *rows;
	size_t n;		/* of rows, at most FIELDS_MAX */
	uint8_t get, set;	/* ETHTOOL_MSG_... */
	uint16_t header;	/* their ETHTOOL_A_..._HEADER */
	uint32_t ioctl_get, ioctl_set;	/* on a struct of FIELDS_RAW words of 32 bits at most */
	struct field_words words;
};

#define FIELDS_RAW 32

struct fields {
	uint32_t value[FIELDS_MAX];	/* by row */
	uint64_t known;		/* bit N: row N was told. What an ioctl has is 0 unless told. */
};

/* Takes over an attribute of netlink's answer. */
void fields_attr(const struct field_table *t, struct fields *f, uint16_t type, struct cur data);

/* Takes over what an ioctl gave. */
void fields_raw(const struct field_table *t, struct fields *f, const uint32_t *raw);

/* Asks netlink, or else an ioctl. Returns 0, or a status after a message. */
int fields_read(struct linkinfo *l, const struct field_table *t, nic_attr_fn *fn, void *facts,
		struct fields *f);

/* nic_fault(), where ethtool may have told a part already. */
int fields_refused(struct linkinfo *l, const struct field_table *t, const char *what, int status);

/* "Ring parameters for eth0:" */
void fields_title(const struct field_table *t, const struct nic *nic, struct obuf *o);

void fields_text(const struct field_table *t, const struct fields *f, struct obuf *o);
void fields_json(const struct field_table *t, const struct fields *f, struct json *j);

/* Changes what the words say. Returns the exit status, after a message if that is not 0. */
int fields_change(struct linkinfo *l, const char *verb, const struct field_table *t, char **words);

/*
 * Writes the rows that were given into a struct as the device has it; what is there already is
 * reported. Returns how many differ.
 */
unsigned fields_apply(const struct field_table *t, const bool *given, const uint32_t *value,
		      uint32_t *raw);

/* Those of -c, which -Q shows and changes by queue: coalesce.c. */
extern const struct field_table coalesce_fields;

#endif
