/* Packets into files: pcap, and when the next file begins. */
#include "save.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/prog.h"
#include "saveng.h"

#define HEAD 24			/* of a pcap file */
#define HEAD_TYPE 20
#define RECORD 16
#define BLOCK 32768

/* libpcap's own header for that link type: it knows which number that is in a file. */
static ssize_t head_write(void *arg, const char *p, size_t n)
{
	struct save *s = arg;

	ob_mem(&s->head, p, n);
	return (ssize_t)n;
}

static int head_make(struct save *s)
{
	cookie_io_functions_t calls = { .write = head_write };
	pcap_dumper_t *d;
	FILE *f;

	ob_open(&s->head, -1);
	f = fopencookie(s, "w", calls);
	d = f ? pcap_dump_fopen(s->from.pcap, f) : NULL;
	if (!d) {
		warn("%s", pcap_geterr(s->from.pcap));
		return -1;
	}
	pcap_dump_close(d);
	return s->head.len == HEAD ? 0 : -1;
}

static void head_make_ng(struct save *s)
{
	const char *filter = *s->from.filter ? s->from.filter : NULL;
	uint32_t snaplen = (uint32_t)pcap_snapshot(s->from.pcap);
	int links = s->from.live->n;
	uint16_t type;

	memcpy(&type, s->head.p + HEAD_TYPE, sizeof(type));
	s->head.len = 0;
	saveng_section(&s->head, s->cfg.comment);
	for (int i = 0; i < links; i++)
		saveng_interface(&s->head, type, snaplen, s->from.live->links[i].name, filter);
	if (!links)
		saveng_interface(&s->head, type, snaplen, NULL, filter);
}

/* How many digits number the files of -W. */
static unsigned digits_of(int64_t files)
{
	unsigned n = 0;

	for (files--; files > 0; files /= 10)
		n++;
	return n;
}

/* The user's format. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static bool stamped(char *to, size_t n, const char *format, const struct tm *tm)
{
	return strftime(to, n, format, tm) > 0;
}
#pragma GCC diagnostic pop

/* -1: the name is too long. */
static int name_make(struct save *s)
{
	const struct save_cfg *c = &s->cfg;
	char base[sizeof(s->base)];
	unsigned width = c->size && c->files ? digits_of(c->files) : 0;
	uint64_t number;
	int n;

	if (c->seconds) {
		time_t t = s->began / NS_S;
		struct tm tm;

		localtime_r(&t, &tm);
		if (!stamped(base, sizeof(base), c->file, &tm))
			return -1;
	} else if (snprintf(base, sizeof(base), "%s", c->file) >= (int)sizeof(base)) {
		return -1;
	}
	/* numbers begin anew with another name, not where that would write over what is there */
	if (c->seconds && c->size && strcmp(base, s->base) != 0)
		s->number = 0;
	memcpy(s->base, base, strlen(base) + 1);
	number = s->number;
	if (c->size && c->files && !c->seconds)
		number %= (uint64_t)c->files;
	if (c->size && (number || c->files))
		n = snprintf(s->name, sizeof(s->name), "%s%0*" PRIu64, base, (int)width, number);
	else
		n = snprintf(s->name, sizeof(s->name), "%s", base);
	return n < (int)sizeof(s->name) ? 0 : -1;
}

static const char *without_folder(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static int file_begin(struct save *s)
{
	if (name_make(s) < 0) {
		warn("%s: %s", s->cfg.file, strerror(ENAMETOOLONG));
		return -1;
	}
	if (s->stream)
		s->fd = dup(STDOUT_FILENO);
	else if (s->keeper)
		s->fd = keeper_create(s->keeper, without_folder(s->name));
	else
		s->fd = open(s->name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (s->fd < 0) {
		warn_errno("%s", s->name);
		return -1;
	}
	s->open = true;
	/* where others append, too, nothing is cut off */
	s->at = fcntl(s->fd, F_GETFL) & O_APPEND ? -1 : lseek(s->fd, 0, SEEK_CUR);
	s->out.len = 0;
	ob_mem(&s->out, s->head.p, s->head.len);
	s->written = s->head.len;
	return 0;
}

static int failed(struct save *s, int err)
{
	errno = err;
	warn_errno("unable to write %s", s->stream ? "standard output" : s->name);
	return -1;
}

/* The length of the record at that place of the buffer, which the file's head begins. */
static size_t record_at(const struct save *s, size_t at, bool head)
{
	uint32_t n;

	if (head)
		return s->head.len;
	memcpy(&n, s->out.p + at + (s->cfg.ng ? SAVENG_LENGTH : 8), sizeof(n));
	return s->cfg.ng ? n : RECORD + n;
}

/* After a write that failed: the file ends behind the last record that is whole in it. */
static void cut(const struct save *s, size_t n)
{
	off_t end = lseek(s->fd, 0, SEEK_CUR);
	size_t there, at = 0;

	if (s->at < 0 || end < s->at)
		return;
	there = (size_t)(end - s->at);
	while (at < n) {
		size_t next = record_at(s, at, s->written == n && !at);

		if (at + next > there)
			break;
		at += next;
	}
	if (at < there && ftruncate(s->fd, s->at + (off_t)at) < 0)
		warn_errno("%s: a record at its end is cut short", s->name);
}

/* All that is known, into the file. -1 after a message. */
static int block_write(struct save *s)
{
	size_t n = s->out.len;
	int rc;

	s->out.fd = s->fd;
	rc = ob_flush(&s->out);
	s->out.fd = -1;
	if (rc < 0) {
		int err = s->out.err;

		cut(s, n);
		return failed(s, err);
	}
	if (s->at >= 0)
		s->at += (int64_t)n;
	return 0;
}

/* pcapng's last words: what became of the interfaces' packets. */
static void statistics(struct save *s)
{
	ns_t now = clock_wall();

	for (int i = 0; i < s->from.live->n; i++) {
		struct live_counts n;

		live_count(&s->from.live->links[i], &n);
		saveng_statistics(&s->out, (uint32_t)i, s->start, now,
				  &(struct saveng_counts){ n.received, n.interface, n.ring,
							   s->delivered[i] });
	}
}

static int file_end(struct save *s)
{
	int rc;

	if (!s->open)
		return 0;
	s->open = false;
	/* after a failure nothing is appended */
	if (s->cfg.ng && !s->out.err)
		statistics(s);
	rc = s->out.err ? -1 : block_write(s);
	if (close(s->fd) < 0 && !rc)
		rc = failed(s, errno);
	if (!rc && s->keeper && s->cfg.command)
		keeper_done(s->keeper, s->name);
	return rc;
}

int save_open(struct save *s, const struct save_cfg *cfg, const struct save_from *from,
	      struct keeper *keeper)
{
	bool stream = !strcmp(cfg->file, "-");

	*s = (struct save){
		.cfg = *cfg, .stream = stream, .keeper = keeper, .from = *from, .due = NS_NEVER
	};
	ob_open(&s->out, -1);
	if (stream)
		s->cfg.size = 0;
	if (head_make(s) < 0)
		return -1;
	if (cfg->ng)
		head_make_ng(s);
	s->began = s->start = clock_wall();
	if (cfg->seconds)
		s->due = clock_now() + cfg->seconds * NS_S;
	return file_begin(s);
}

static int next_file(struct save *s)
{
	return file_end(s) < 0 || file_begin(s) < 0 ? -1 : 0;
}

int save_packet(struct save *s, const struct frame *f)
{
	if (s->cfg.size && s->written > (uint64_t)s->cfg.size) {
		s->number++;
		if (next_file(s) < 0)
			return -1;
	}
	if (s->cfg.ng) {
		s->written += saveng_packet(&s->out, f);
		s->delivered[f->link]++;
	} else {
		uint32_t head[4] = { f->sec, f->frac, f->caplen, f->len };
		char *to = ob_room(&s->out, sizeof(head) + f->caplen);

		memcpy(to, head, sizeof(head));
		memcpy(to + sizeof(head), f->data, f->caplen);
		s->out.len += sizeof(head) + f->caplen;
		s->written += sizeof(head) + f->caplen;
	}
	return s->out.len < BLOCK && !s->cfg.flush ? 0 : block_write(s);
}

int save_tick(struct save *s, ns_t now, bool *done)
{
	uint64_t passed;

	*done = false;
	if (now < s->due)
		return 0;
	/* by the clock, however late this call is: nothing drifts */
	passed = 1 + (uint64_t)((now - s->due) / (s->cfg.seconds * NS_S));
	s->due += (ns_t)passed * s->cfg.seconds * NS_S;
	s->began += (ns_t)passed * s->cfg.seconds * NS_S;
	s->number++;
	if (!s->cfg.size && s->cfg.files && s->number >= (uint64_t)s->cfg.files) {
		*done = true;
		return 0;
	}
	return s->stream ? 0 : next_file(s);
}

int save_flush(struct save *s)
{
	return s->open ? block_write(s) : 0;
}

int save_close(struct save *s)
{
	int rc = file_end(s);

	ob_close(&s->out);
	ob_close(&s->head);
	return rc;
}
