/* Dumps of the firmware, -w and -W: ETHTOOL_GET_DUMP_FLAG, _GET_DUMP_DATA and _SET_DUMP. */
#include <errno.h>
#include <fcntl.h>
#include <linux/ethtool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/num.h"
#include "base/prog.h"
#include "file.h"
#include "verbs.h"

/* What a dump may take, by what the device says; some are dozens of MiB. */
#define DUMP_MOST (256u << 20)

/* ethtool finds out that less than this cannot be written when it closes the file. */
#define STDIO_BLOCK 4096

struct dump {
	const char *file;
	struct ethtool_dump facts;
};

/* Makes the file of a dump, or empties it. Returns 0, or a status after a message. */
static int save(const char *name, const void *p, size_t n)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	int rc, err;

	if (fd < 0) {
		warn_bare("Can't open file %s: %s", name, strerror(errno));
		return LINKINFO_FAIL;
	}
	rc = file_write(fd, p, n);
	err = errno;
	if (close(fd) < 0 && rc == 0) {
		rc = -1;
		err = errno;
	}
	if (rc == 0)
		return LINKINFO_OK;
	if (n < STDIO_BLOCK)
		warn_bare("Can't close file %s: %s", name, strerror(err));
	else
		warn_bare("Can not write all of dump data");
	return LINKINFO_FAIL;
}

static int save_data(struct linkinfo *l, const struct dump *d)
{
	struct ethtool_dump *got;
	uint32_t len = d->facts.len;
	int status;

	if (len > DUMP_MOST) {
		warn_bare("Can not get dump data: %u bytes are too many", len);
		return LINKINFO_FAIL;
	}
	got = prog_alloc(1, sizeof(*got) + len);
	got->cmd = ETHTOOL_GET_DUMP_DATA;
	got->len = len;
	if (nic_ioctl(&l->nic, got) < 0)
		status = nic_fault(&l->nic, "Can not get dump data", LINKINFO_FAIL);
	else
		status = save(d->file, got->data, got->len < len ? got->len : len);
	free(got);
	return status;
}

static int dump_read(struct linkinfo *l, char **words, void *facts)
{
	struct dump *d = facts;

	if (words[0]) {
		if (strcmp(words[0], "data") != 0 || !words[1] || words[2])
			return linkinfo_usage();
		d->file = words[1];
	}
	d->facts.cmd = ETHTOOL_GET_DUMP_FLAG;
	if (nic_ioctl(&l->nic, &d->facts) < 0)
		return nic_fault(&l->nic, "Can not get dump level", LINKINFO_FAIL);
	return d->file ? save_data(l, d) : LINKINFO_OK;
}

static void dump_text(struct linkinfo *l, const void *facts, struct obuf *o)
{
	const struct dump *d = facts;

	(void)l;
	if (d->file)
		return;
	ob_num(o, "flag: ", d->facts.flag, ", ");
	ob_num(o, "version: ", d->facts.version, ", ");
	ob_num(o, "length: ", d->facts.len, "\n");
}

static void dump_json(struct linkinfo *l, const void *facts, struct json *j)
{
	const struct dump *d = facts;

	(void)l;
	json_uint(j, "flag", d->facts.flag);
	json_uint(j, "version", d->facts.version);
	json_uint(j, "length", d->facts.len);
	if (d->file)
		json_str(j, "file", d->file);
}

const struct verb verb_dump = {
	.size = sizeof(struct dump),
	.read = dump_read,
	.text = dump_text,
	.json = dump_json,
};

static int dump_change(struct linkinfo *l, char **words)
{
	struct ethtool_dump dump = { .cmd = ETHTOOL_SET_DUMP };
	int64_t flag;

	if (!words[0] || words[1] || num_any(words[0], 0, UINT32_MAX, &flag) != NUM_OK)
		return linkinfo_usage();
	dump.flag = (uint32_t)flag;
	if (nic_ioctl(&l->nic, &dump) < 0)
		return nic_fault(&l->nic, "Can not set dump level", LINKINFO_FAIL);
	return LINKINFO_OK;
}

const struct verb verb_set_dump = { .run = dump_change };
