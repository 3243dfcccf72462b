/* What the parts of nicsim share: the facts of the NIC's file, and those who tell them. */
#ifndef NICSIM_H
#define NICSIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NIC_INDEX 1000		/* the interface's index, beyond those of a real machine */
#define MASK_WORDS 64

/* One word of a line: key=value or a value alone, its escapes undone, with a NUL behind it. */
struct arg {
	char *key;		/* NULL without one */
	char *value;
	size_t len;
	bool quoted;
};

/* One line of the file. */
struct fact {
	struct fact *next;
	char *word;
	char *rest;		/* the line behind the word, as written */
	struct arg *args;
	size_t n_args;
	unsigned int line;
	unsigned int asked;	/* how often a raw answer was given */
	bool then;		/* holds after a change */
};

struct bytes {
	uint8_t *at;
	size_t len, room;
};

/* A list of attributes, or one's data. */
struct attrs {
	const uint8_t *at;	/* NULL for an attribute that is not there */
	size_t len;
};
struct attr {
	uint16_t type;
	bool nested;
	struct attrs data;
};
static inline size_t padded(size_t len)
{
	return (len + 3) & ~(size_t)3;
}

/* nic.c: the file.  What cannot be understood ends the program with status 99. */
void nic_load(void);				/* once; of NICSIM */
void nic_changed(void);				/* the lines "then ..." hold from now on */
const char *nic_name(void);
void nic_bad(const struct fact *f, const char *why, const char *what) __attribute__((noreturn));
const struct fact *fact(const char *word);	/* the first line of that word, or NULL */
const struct fact *fact_next(const struct fact *f);	/* the next of the same word */
/* The line "word N ..." or "word name ...", by its first value. */
const struct fact *fact_of(const char *word, const char *first);
const struct arg *fact_arg(const struct fact *f, const char *key);	/* "." = the first alone */
uint64_t fact_num(const struct fact *f, const char *key, uint64_t missing);
const char *fact_text(const struct fact *f, const char *key, const char *missing);
/* A number, or names of flags joined by commas; 0 if the line lacks it. */
uint64_t fact_flags(const struct fact *f, const char *key);
/* A hexadecimal number (0x...) of any length, or names of the string set joined by commas. */
size_t fact_mask(const struct fact *f, const char *key, int set, uint32_t words[MASK_WORDS]);
/* Numbers joined by commas; returns how many. */
size_t fact_list(const struct fact *f, const char *key, uint64_t *to, size_t room);
uint64_t parse_num(const struct fact *f, const char *s);
/* The line's bytes from its argument `from` on: hex, "text", @FILE, N: (go to), sum:A-B */
void fact_bytes(const struct fact *f, size_t from, size_t base, struct bytes *to);
void parse_hex(const struct fact *f, const char *s, struct bytes *to);

void put(struct bytes *b, const void *data, size_t len);
void put_zero(struct bytes *b, size_t len);
void put_file(const struct fact *f, struct bytes *b, const char *name);

/* names.c: string sets, of the file or the kernel's own; command and error names. */
#define PER_DEVICE_SETS 0x8fu	/* tests, statistics, private flags, n-tuple, of the PHY (1 << 7) */
#define SETS 22
#define SET_FEC 21		/* no set of the kernel's: bits of struct ethtool_fecparam */
/* How many strings a set has; -1 where the NIC has no such set. */
int set_count(int set);
/* The string's bytes, not terminated; at most 32.  *s is NULL where the file has no more. */
size_t set_string(int set, size_t i, const char **s);
int set_index(int set, const char *name, size_t len);	/* -1 without it */
int errno_of(const struct fact *f, const char *name);
struct command {
	const char *name;
	uint32_t number;
};
const char *command_name(const struct command *table, uint32_t number);

/* module.c: `len` bytes of the plug-in module's memory; false past its end. */
bool module_page(int i2c, int bank, int page, size_t offset, size_t len, uint8_t *to);
bool module_flat(size_t offset, size_t len, uint8_t *to);

/* raw.c: answers written out byte by byte or attribute by attribute. */
void raw_values(const struct fact *f, size_t from, struct bytes *to);
void raw_attrs(const struct fact *f, const char *text, struct bytes *to, bool *bare);
/* The raw line of a command, the next of several at each call; NULL without one. */
const struct fact *raw_of(const char *word, const char *command);

/* log.c: what was asked to change, one line each in NICSIM_LOG. */
void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_hex(struct bytes *text, const uint8_t *data, size_t len);
/* The attributes of a request but for its header, by their types. */
void log_attrs(struct bytes *text, uint8_t cmd, struct attrs list);

/* ioctl.c: SIOCETHTOOL; 0 or an error number. */
int ethtool_ioctl(void *data);

/* genl.c: a request's answers leave by send_message. */
struct peer {
	int fd, far;		/* the program's end, and ours */
	int protocol;
	uint32_t port;
	bool used, ext_ack, cap_ack, joined;
};
void netlink_request(struct peer *p, const void *data, size_t len);
void netlink_join(struct peer *p);
bool netlink_is_ours(const void *data, size_t len);	/* a route request about our NIC */
void send_message(struct peer *p, const struct bytes *b);
struct peer *peer_joined(struct peer *after);

/* attrs.c: building messages. */
void attr_put(struct bytes *b, uint16_t type, const void *data, size_t len);
void attr_u8(struct bytes *b, uint16_t type, uint64_t v);
void attr_u32(struct bytes *b, uint16_t type, uint64_t v);
void attr_u64(struct bytes *b, uint16_t type, uint64_t v);
void attr_text(struct bytes *b, uint16_t type, const char *s, size_t len);
size_t attr_open(struct bytes *b, uint16_t type);
void attr_close(struct bytes *b, size_t at);
bool attr_next(struct attrs *list, struct attr *a);	/* takes one off the list */
struct attrs attr_find(struct attrs list, uint16_t type);
uint64_t attr_num(struct attrs list, uint16_t type, uint64_t missing);
/* A bitset as the kernel writes it; mask may be NULL; set names its bits, -1 for none. */
void attr_bitset(struct bytes *b, uint16_t type, const uint32_t *value, const uint32_t *mask,
		 size_t bits, int set, bool compact);

/* bitset.c: a bitset of a request, in either form. */
struct bitset {
	uint32_t value[MASK_WORDS], mask[MASK_WORDS];
	bool nomask;
};
struct bitset bitset_read(struct attrs a, int set);

/* replies.c: the attributes behind the header of one reply; 0 or an error number. */
struct request {
	uint8_t cmd;
	uint32_t flags;			/* ETHTOOL_FLAG_* */
	struct attrs attrs;
	bool device;			/* of a device, not of all */
	const char *why;		/* set with an error: the kernel's words for it */
	const uint8_t *where;		/* and the attribute it is about */
	const char *warning;		/* the kernel's words for what it does all the same */
};
int reply_attrs(struct request *r, struct bytes *b);
int reply_strset(struct request *r, struct bytes *b);	/* strset.c */
void reply_features_set(struct request *r, struct bytes *b);	/* strset.c */
int reply_stats(struct request *r, struct bytes *b);	/* strset.c */
extern const struct command nl_commands[];
int nl_reply_of(uint8_t cmd);		/* the reply's command; 0 for a change or an action */
const char *nl_fact_of(uint8_t cmd);	/* the word that a change needs; NULL for none */

#endif
