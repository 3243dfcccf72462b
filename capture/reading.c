/* Savefiles, one or a list of them, packet by packet. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/prog.h"
#include "capture.h"

#define LIST_MAX (16 << 20)

static void banner(const char *path, pcap_t *p)
{
	int dlt = pcap_datalink(p);
	const char *name = pcap_datalink_val_to_name(dlt);
	struct obuf o;

	ob_open(&o, STDERR_FILENO);
	ob_str(&o, "reading from file ");
	ob_esc(&o, path, strlen(path));
	ob_str(&o, ", link-type ");
	if (name) {
		ob_str(&o, name);
		ob_str(&o, " (");
		ob_str(&o, pcap_datalink_val_to_description(dlt));
		ob_c(&o, ')');
	} else {
		ob_u(&o, (unsigned)dlt);
	}
	ob_num(&o, ", snapshot length ", (unsigned)pcap_snapshot(p), "\n");
	ob_close(&o);
}

/* -V's list, a name a line. -1 after a message. */
static int list_read(struct capture *c)
{
	const char *path = c->cfg.list;
	int fd = strcmp(path, "-") ? open(path, O_RDONLY | O_CLOEXEC) : dup(STDIN_FILENO);
	size_t n = 0, cap = 4096;
	ssize_t got;

	if (fd < 0) {
		warn_errno("Unable to open file");
		return -1;
	}
	c->list = prog_alloc(cap, 1);
	while ((got = read(fd, c->list + n, cap - n - 1)) > 0) {
		n += (size_t)got;
		if (n + 1 == cap && cap < LIST_MAX)
			c->list = prog_realloc(c->list, cap *= 2);
	}
	close(fd);
	c->list[n] = '\0';
	c->next = c->list;
	return 0;
}

/* The list's next name, or NULL. */
static const char *list_next(struct capture *c)
{
	while (c->next && *c->next) {
		char *name = c->next, *end = strchr(name, '\n');

		c->next = end ? end + 1 : NULL;
		if (end)
			*end = '\0';
		if (*name)
			return name;
	}
	return NULL;
}

static int open_one(struct capture *c, const char *path)
{
	unsigned how = (c->cfg.fine ? FILE_NANO : 0) | (c->prints || c->closer ? 0 : FILE_MAPPED);
	int rc = c->kept ? file_open_fd(&c->file, path, keeper_read(&c->keeper, path), how) :
			   file_open(&c->file, path, how);

	if (rc < 0) {
		warn("%s", c->file.err);
		return -1;
	}
	banner(path, c->file.pcap);
	/* the file holds numbers, of interfaces of whatever machine */
	if (pcap_datalink(c->file.pcap) == DLT_LINUX_SLL2)
		fputs("Warning: interface names might be incorrect\n", stderr);
	return 0;
}

int reading_open(struct capture *c)
{
	const char *path = c->cfg.file;

	if (c->cfg.list) {
		if (list_read(c) < 0)
			return -1;
		path = list_next(c);
		if (!path) {
			warn("Nothing in %s", c->cfg.list);
			return -1;
		}
	}
	if (open_one(c, path) < 0)
		return -1;
	c->pcap = c->file.pcap;
	return 0;
}

static bool passes(const struct capture *c, const struct frame *f)
{
	return !c->filtered || bpf_filter(c->program.bf_insns, f->data, f->len, f->caplen);
}

/* One file. 1: -c's number is reached; -1 after a message. */
static int read_one(struct capture *c)
{
	struct frame f = { 0 };
	int rc;

	while ((rc = file_next(&c->file, &f)) > 0) {
		if (!passes(c, &f))
			continue;
		if (!capture_packet(c, &f))
			return -1;
		if (c->cfg.count && c->packets >= (uint64_t)c->cfg.count)
			return 1;
	}
	if (rc < 0) {
		capture_flush(c);
		warn("pcap_loop: %s", c->file.err);
	}
	return rc;
}

int reading_run(struct capture *c)
{
	int dlt = pcap_datalink(c->pcap), rc;

	for (;;) {
		const char *path;

		rc = read_one(c);
		path = rc ? NULL : list_next(c);
		if (!path)
			return rc < 0 ? -1 : 0;
		capture_flush(c);
		file_close(&c->file);
		if (open_one(c, path) < 0)
			return -1;
		c->pcap = c->file.pcap;
		if (pcap_datalink(c->pcap) != dlt && (c->save.open || c->filtered)) {
			warn("%s: new dlt %s", path,
			     pcap_datalink_val_to_name(pcap_datalink(c->pcap)));
			return -1;
		}
		c->pkt.dlt = pcap_datalink(c->pcap);
	}
}
