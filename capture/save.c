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

#define HEAD 24

/* libpcap's own header for that link type: it knows which number that is in a file. */
static ssize_t head_write(void *arg, const char *p, size_t n)
{
	struct save *s = arg;

	if (n > sizeof(s->head) - s->head_len)
		n = sizeof(s->head) - s->head_len;
	memcpy(s->head + s->head_len, p, n);
	s->head_len += n;
	return (ssize_t)n;
}

static int head_make(struct save *s, pcap_t *pcap)
{
	cookie_io_functions_t calls = { .write = head_write };
	FILE *f;
	pcap_dumper_t *d;

	f = fopencookie(s, "w", calls);
	d = f ? pcap_dump_fopen(pcap, f) : NULL;
	if (!d) {
		warn("%s", pcap_geterr(pcap));
		return -1;
	}
	pcap_dump_close(d);
	return 0;
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
	char base[sizeof(s->name) - 32];
	unsigned width = c->size && c->files ? digits_of(c->files) : 0;
	uint64_t number = s->number;
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
	int fd;

	if (name_make(s) < 0) {
		warn("%s: %s", s->cfg.file, strerror(ENAMETOOLONG));
		return -1;
	}
	if (!strcmp(s->name, "-"))
		fd = dup(STDOUT_FILENO);
	else if (s->keeper)
		fd = keeper_create(s->keeper, without_folder(s->name));
	else
		fd = open(s->name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (fd < 0) {
		warn_errno("%s", s->name);
		return -1;
	}
	ob_open(&s->out, fd);
	s->open = true;
	ob_mem(&s->out, s->head, s->head_len);
	s->written = s->head_len;
	return 0;
}

static int failed(struct save *s)
{
	errno = s->out.err;
	warn_errno("unable to write %s", strcmp(s->name, "-") ? s->name : "standard output");
	return -1;
}

static int file_end(struct save *s)
{
	int rc = 0;

	if (!s->open)
		return 0;
	s->open = false;
	if (ob_flush(&s->out) < 0)
		rc = failed(s);
	if (close(s->out.fd) < 0 && !rc) {
		s->out.err = errno;
		rc = failed(s);
	}
	s->out.fd = -1;
	ob_close(&s->out);
	if (!rc && s->keeper && s->cfg.command)
		keeper_done(s->keeper, s->name);
	return rc;
}

int save_open(struct save *s, const struct save_cfg *cfg, pcap_t *pcap, struct keeper *keeper)
{
	*s = (struct save){ .cfg = *cfg, .keeper = keeper, .due = NS_NEVER };
	if (cfg->ng)
		s->head_len = saveng_head(s->head, sizeof(s->head), pcap, cfg->nano);
	else if (head_make(s, pcap) < 0)
		return -1;
	s->began = clock_wall();
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
		s->written += saveng_packet(&s->out, f, s->cfg.nano);
	} else {
		uint32_t head[4] = { f->sec, f->frac, f->caplen, f->len };

		char *to = ob_room(&s->out, sizeof(head) + f->caplen);

		memcpy(to, head, sizeof(head));
		memcpy(to + sizeof(head), f->data, f->caplen);
		s->out.len += sizeof(head) + f->caplen;
		s->written += sizeof(head) + f->caplen;
	}
	if (s->cfg.flush)
		ob_flush(&s->out);
	return s->out.err ? failed(s) : 0;
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
	s->number = s->cfg.size ? 0 : s->number + 1;
	if (!s->cfg.size && s->cfg.files && s->number >= (uint64_t)s->cfg.files) {
		*done = true;
		return 0;
	}
	return next_file(s);
}

int save_flush(struct save *s)
{
	return s->open && ob_flush(&s->out) < 0 ? failed(s) : 0;
}

int save_close(struct save *s)
{
	return file_end(s);
}
