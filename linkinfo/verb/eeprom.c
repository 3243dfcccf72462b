/* The EEPROM of a device, -e and -E: ETHTOOL_GEEPROM and ETHTOOL_SEEPROM. */
#include <errno.h>
#include <linux/ethtool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/num.h"
#include "base/prog.h"
#include "file.h"
#include "hexdump.h"
#include "verbs.h"

#define TG3_MAGIC 0x669955aa
#define NATSEMI_MAGIC 0x0020100b

/* The words of both: which part; what goes there. */
struct part {
	bool raw;
	uint32_t offset, length, magic, value;
	bool has_length, has_value;
};

static int number(const char *text, uint32_t max, uint32_t *to)
{
	int64_t v;

	if (num_any(text, 0, max, &v) != NUM_OK)
		return linkinfo_usage();
	*to = (uint32_t)v;
	return 0;
}

static int word(const char *name, const char *value, bool change, struct part *p)
{
	bool on = strcmp(value, "on") == 0;

	if (strcmp(name, "offset") == 0)
		return number(value, UINT32_MAX, &p->offset);
	if (strcmp(name, "length") == 0) {
		p->has_length = true;
		return number(value, UINT32_MAX, &p->length);
	}
	if (change && strcmp(name, "magic") == 0)
		return number(value, UINT32_MAX, &p->magic);
	if (change && strcmp(name, "value") == 0) {
		p->has_value = true;
		return number(value, UINT8_MAX, &p->value);
	}
	if (change || strcmp(name, "raw") != 0 || (!on && strcmp(value, "off") != 0))
		return linkinfo_usage();
	p->raw = on;
	return 0;
}

static int read_words(char **words, bool change, struct part *p)
{
	for (; *words; words += 2) {
		if (!words[1])
			return linkinfo_usage();
		if (word(words[0], words[1], change, p) != 0)
			return LINKINFO_FAIL;
	}
	return 0;
}

static int read_driver(struct linkinfo *l, struct ethtool_drvinfo *info)
{
	*info = (struct ethtool_drvinfo){ .cmd = ETHTOOL_GDRVINFO };
	if (nic_ioctl(&l->nic, info) < 0)
		return nic_fault(&l->nic, "Cannot get driver information", 74);
	return 0;
}

static int out_of_bounds(void)
{
	warn_bare("offset & length out of bounds");
	return LINKINFO_FAIL;
}

/* One of that many bytes, or NULL after a message. */
static struct ethtool_eeprom *new_request(uint32_t length)
{
	if (length <= FILE_MOST)
		return prog_alloc(1, sizeof(struct ethtool_eeprom) + length);
	warn_bare("Cannot allocate memory for EEPROM data: %u bytes", length);
	return NULL;
}

struct eeprom {
	struct part part;
	char driver[sizeof(((struct ethtool_drvinfo *)0)->driver) + 1];
	struct ethtool_eeprom *got;
	size_t n;		/* bytes of it */
};

/* Which word a driver's EEPROM must begin with; 0: no layout of its own. */
static uint32_t magic_of(const struct eeprom *e)
{
	if (strcmp(e->driver, "tg3") == 0)
		return TG3_MAGIC;
	return strcmp(e->driver, "natsemi") == 0 ? NATSEMI_MAGIC : 0;
}

/* A layout of its own is only for an EEPROM that says it has it. */
static int check_magic(const struct eeprom *e)
{
	uint32_t magic = e->part.raw ? 0 : magic_of(e);

	if (!magic || magic == e->got->magic)
		return 0;
	warn_bare("Magic number 0x%08x does not match 0x%08x", e->got->magic, magic);
	return 255;
}

static int eeprom_read(struct linkinfo *l, char **words, void *facts)
{
	struct eeprom *e = facts;
	struct part *p = &e->part;
	struct ethtool_drvinfo info;
	uint32_t rest;
	int status = read_words(words, false, p);

	if (status || (status = read_driver(l, &info)))
		return status;
	memcpy(e->driver, info.driver, sizeof(info.driver));
	if (p->offset > info.eedump_len && info.eedump_len)
		return out_of_bounds();
	/* where there is no EEPROM, the kernel says so */
	rest = info.eedump_len ? info.eedump_len - p->offset : 0;
	if (!p->has_length || p->length > rest)
		p->length = rest;
	e->got = new_request(p->length);
	if (!e->got)
		return 75;
	e->got->cmd = ETHTOOL_GEEPROM;
	e->got->offset = p->offset;
	e->got->len = p->length;
	if (nic_ioctl(&l->nic, e->got) < 0)
		return nic_fault(&l->nic, "Cannot get EEPROM data", 74);
	e->n = e->got->len < p->length ? e->got->len : p->length;
	return check_magic(e);
}

static void put_tg3(const struct eeprom *e, struct obuf *o)
{
	ob_str(o, "Address   \tData\n----------\t----\n");
	for (size_t i = 0; i < e->n; i++) {
		ob_str(o, "0x");
		ob_hex(o, (uint64_t)e->part.offset + i, 8);
		ob_str(o, "\t0x");
		ob_hex(o, e->got->data[i], 2);
		ob_c(o, '\n');
	}
}

/* Words of two bytes, and numbered so. */
static void put_natsemi(const struct eeprom *e, struct obuf *o)
{
	ob_str(o, "Address\tData\n-------\t------\n");
	for (size_t i = 0; i + 1 < e->n; i += 2) {
		ob_str(o, "0x");
		ob_hex(o, (e->part.offset + i) / 2, 2);
		ob_str(o, "   \t0x");
		ob_hex(o, e->got->data[i + 1], 2);
		ob_hex(o, e->got->data[i], 2);
		ob_c(o, '\n');
	}
}

static void eeprom_text(struct linkinfo *l, const void *facts, struct obuf *o)
{
	const struct eeprom *e = facts;
	uint32_t magic = magic_of(e);

	(void)l;
	if (e->part.raw)
		ob_mem(o, e->got->data, e->n);
	else if (magic == TG3_MAGIC)
		put_tg3(e, o);
	else if (magic == NATSEMI_MAGIC && e->part.offset % 2 == 0)
		put_natsemi(e, o);
	else
		hexdump(o, e->got->data, e->n, e->part.offset);
}

static void eeprom_json(struct linkinfo *l, const void *facts, struct json *j)
{
	const struct eeprom *e = facts;

	(void)l;
	json_uint(j, "offset", e->part.offset);
	json_uint(j, "length", e->n);
	hexdump_json(j, "data", e->got->data, e->n);
}

static void eeprom_free(void *facts)
{
	free(((struct eeprom *)facts)->got);
}

const struct verb verb_eeprom = {
	.size = sizeof(struct eeprom),
	.read = eeprom_read,
	.text = eeprom_text,
	.json = eeprom_json,
	.free = eeprom_free,
};

/*
 * Standard input has exactly as many bytes as go there, and some. Returns 0, or a status after a
 * message.
 */
static int read_data(struct ethtool_eeprom *to)
{
	uint8_t *p;
	size_t n;
	int status = 75;

	if (file_read(STDIN_FILENO, to->len, &p, &n) < 0) {
		if (errno == EFBIG)
			warn_bare("too much data from stdin");
		else
			warn_bare("not enough data from stdin: %s", strerror(errno));
		return status;
	}
	if (!n || n < to->len) {
		warn_bare("not enough data from stdin");
	} else {
		memcpy(to->data, p, n);
		status = 0;
	}
	free(p);
	return status;
}

static int write_part(struct linkinfo *l, const struct part *p)
{
	struct ethtool_eeprom *to = new_request(p->length);
	int status = 0;

	if (!to)
		return 75;
	to->cmd = ETHTOOL_SEEPROM;
	to->magic = p->magic;
	to->offset = p->offset;
	to->len = p->length;
	if (p->has_value)
		to->data[0] = (uint8_t)p->value;
	else
		status = read_data(to);
	if (!status && nic_ioctl(&l->nic, to) < 0)
		status = nic_fault(&l->nic, "Cannot set EEPROM data", 87);
	free(to);
	return status;
}

static int eeprom_change(struct linkinfo *l, char **words)
{
	struct part p = { 0 };
	struct ethtool_drvinfo info;
	int status = read_words(words, true, &p);

	if (status || (status = read_driver(l, &info)))
		return status;
	if (p.has_value && p.has_length && p.length != 1) {
		warn_bare("value requires length 1");
		return LINKINFO_FAIL;
	}
	if (!p.has_length)
		p.length = p.has_value ? 1 : info.eedump_len;
	if (p.offset > info.eedump_len || p.length > info.eedump_len - p.offset)
		return out_of_bounds();
	return write_part(l, &p);
}

const struct verb verb_change_eeprom = { .run = eeprom_change };
