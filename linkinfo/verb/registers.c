/* Registers, -d: ETHTOOL_GREGS; the decoders of single drivers are in registers/. */
#include <errno.h>
#include <linux/ethtool.h>
#include <stdlib.h>
#include <string.h>

#include "base/prog.h"
#include "file.h"
#include "hexdump.h"
#include "registers/registers.h"
#include "verbs.h"

#define DRIVER_LEN sizeof(((struct ethtool_drvinfo *)0)->driver)

struct registers {
	bool raw, hex;
	const char *file;
	char driver[DRIVER_LEN + 1], driver_version[DRIVER_LEN + 1];
	uint32_t version;
	uint8_t *p;
	size_t len;
};

static int read_words(char **words, struct registers *r)
{
	for (; *words; words += 2) {
		bool *is = strcmp(*words, "raw") == 0 ? &r->raw : &r->hex;

		if (!words[1])
			return linkinfo_usage();
		if (strcmp(*words, "file") == 0)
			r->file = words[1];
		else if (strcmp(*words, "raw") != 0 && strcmp(*words, "hex") != 0)
			return linkinfo_usage();
		else if (strcmp(words[1], "on") == 0)
			*is = true;
		else if (strcmp(words[1], "off") == 0)
			*is = false;
		else
			return linkinfo_usage();
	}
	return 0;
}

static int read_driver(struct linkinfo *l, struct registers *r)
{
	struct ethtool_drvinfo info = { .cmd = ETHTOOL_GDRVINFO };

	if (nic_ioctl(&l->nic, &info) < 0)
		return nic_fault(&l->nic, "Cannot get driver information", 72);
	memcpy(r->driver, info.driver, sizeof(info.driver));
	memcpy(r->driver_version, info.version, sizeof(info.version));
	r->len = info.regdump_len;
	if (r->len <= FILE_MOST)
		return 0;
	warn_bare("Cannot allocate memory for register dump: %u bytes", info.regdump_len);
	return 73;
}

/*
 * A dump that was kept takes the place of the device's, but the layout stays the device's; and raw
 * data is always the device's.
 */
static int read_file(struct registers *r)
{
	uint8_t *p;
	size_t n;

	if (file_load(r->file, FILE_MOST, &p, &n) < 0) {
		warn_bare("Can't open '%s': %s", r->file, strerror(errno));
		return 75;
	}
	free(r->p);
	r->p = p;
	r->len = n;
	if (n)
		return 0;
	warn_bare("Can't read '%s': it is empty", r->file);
	return 75;
}

static int registers_read(struct linkinfo *l, char **words, void *facts)
{
	struct registers *r = facts;
	struct ethtool_regs *got;
	int status = read_words(words, r);

	if (status || (status = read_driver(l, r)))
		return status;
	got = prog_alloc(1, sizeof(*got) + r->len);
	got->cmd = ETHTOOL_GREGS;
	got->len = (uint32_t)r->len;
	if (nic_ioctl(&l->nic, got) < 0) {
		status = nic_fault(&l->nic, "Cannot get register dump", 74);
		free(got);
		return status;
	}
	r->version = got->version;
	if (r->len > got->len)
		r->len = got->len;
	r->p = prog_alloc(r->len + 1, 1);
	memcpy(r->p, got->data, r->len);
	free(got);
	return r->file && !r->raw ? read_file(r) : 0;
}

static struct regs registers_of(const struct registers *r)
{
	return (struct regs){
		.driver = r->driver,
		.driver_version = r->driver_version,
		.version = r->version,
		.p = r->p,
		.len = r->len,
	};
}

/* What a decoder makes of it. */
static bool decode(const struct registers *r, struct obuf *o)
{
	struct regs regs = registers_of(r);
	struct obuf err;
	bool told;

	ob_open(&err, -1);
	regs.err = &err;
	told = regs_print(&regs, o);
	if (err.len)
		warn_bare("%.*s", (int)err.len, err.p);
	ob_close(&err);
	return told;
}

static void registers_text(struct linkinfo *l, const void *facts, struct obuf *o)
{
	const struct registers *r = facts;

	(void)l;
	if (r->raw)
		ob_mem(o, r->p, r->len);
	else if (r->hex || !decode(r, o))
		hexdump(o, r->p, r->len, 0);
}

/* What the decoder says, a string a line. */
static void decoded_json(struct json *j, const struct registers *r)
{
	struct obuf text;

	ob_open(&text, -1);
	if (decode(r, &text)) {
		const char *p, *feed;

		ob_c(&text, '\0');
		json_array(j, "decoded");
		for (p = text.p; (feed = ob_find(p, '\n')); p = feed + 1)
			json_mem(j, NULL, p, (size_t)(feed - p));
		if (*p)
			json_str(j, NULL, p);
		json_array_end(j);
	}
	ob_close(&text);
}

static void registers_json(struct linkinfo *l, const void *facts, struct json *j)
{
	const struct registers *r = facts;

	(void)l;
	json_str(j, "driver", r->driver);
	json_uint(j, "version", r->version);
	json_uint(j, "length", r->len);
	hexdump_json(j, "data", r->p, r->len);
	decoded_json(j, r);
}

static void registers_free(void *facts)
{
	free(((struct registers *)facts)->p);
}

const struct verb verb_registers = {
	.size = sizeof(struct registers),
	.read = registers_read,
	.text = registers_text,
	.json = registers_json,
	.free = registers_free,
};
