/* Savefiles: pcap (draft-ietf-opsawg-pcap) here, in large blocks; all else by libpcap. */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/prog.h"
#include "view.h"

#define BLOCK 131072
#define HEADER 24
#define RECORD 16
#define AHEAD 4096		/* the processor itself looks ahead within a page only */
#define MAGIC 0xa1b2c3d4u
#define MAGIC_NANO 0xa1b23c4du
#define CAPLEN_MAX 262144

/* From here on by read(2). */
static void unmap(struct file *f)
{
	off_t at = f->start + (off_t)f->at;

	window_close(&f->window);
	f->mapped = false;
	f->p = f->buf;
	f->at = f->n = 0;
	if (lseek(f->in.fd, at, SEEK_SET) < 0)
		f->in.end = true;
}

/* A plain file that is larger than what was read to find out what it is. */
static void map(struct file *f)
{
	off_t at = lseek(f->in.fd, 0, SEEK_CUR) - (off_t)f->in.n;
	struct stat st;

	if (f->in.kind != INFLATE_NONE || at < 0 || fstat(f->in.fd, &st) < 0 ||
	    !S_ISREG(st.st_mode) || st.st_size - at <= (off_t)f->in.n)
		return;
	window_guard();
	f->window.fd = f->in.fd;
	f->mapped = true;
	f->start = at;
	f->in.at = f->in.n;
}

/* The window moves on. False: there are not so many bytes more, or none can be mapped. */
static bool map_next(struct file *f, size_t want)
{
	off_t at = f->start + (off_t)f->at;
	size_t n = 0;
	const uint8_t *p = window_show(&f->window, at, want, &n);

	if (!p) {
		unmap(f);
		return false;
	}
	f->start = at;
	f->p = p;
	f->at = 0;
	f->n = n;
	return true;
}

/* More bytes, at least until there are so many; how many there are. -1: errno. */
static ssize_t fill(struct file *f, size_t want)
{
	if (f->n - f->at >= want || (f->mapped && map_next(f, want)))
		return (ssize_t)(f->n - f->at);
	if (f->at) {
		memmove(f->buf, f->buf + f->at, f->n - f->at);
		f->n -= f->at;
		f->at = 0;
	}
	if (want > f->cap) {
		f->cap = want;
		f->buf = prog_realloc(f->buf, f->cap);
		f->p = f->buf;
	}
	while (f->n < want) {
		ssize_t got = inflate_read(&f->in, f->buf + f->n, f->cap - f->n);

		if (got < 0)
			return -1;
		if (!got)
			break;
		f->n += (size_t)got;
	}
	return (ssize_t)f->n;
}

/* libpcap reads through these: from the buffer, then from the stream. */
static ssize_t stream_read(void *arg, char *to, size_t n)
{
	struct file *f = arg;

	if (f->at == f->n)
		return inflate_read(&f->in, to, n);
	if (n > f->n - f->at)
		n = f->n - f->at;
	memcpy(to, f->p + f->at, n);
	f->at += n;
	return (ssize_t)n;
}

static inline uint32_t field(const struct file *f, const uint8_t *p)
{
	return f->swapped ? be32(p) : le32(p);
}

/* Is it the common form? */
static void recognize(struct file *f, bool nano)
{
	const uint8_t *p = f->p + f->at;
	uint32_t magic, native;
	bool fine;

	f->swapped = be32(p) == MAGIC || be32(p) == MAGIC_NANO;
	magic = field(f, p);
	fine = magic == MAGIC_NANO;
	if (magic != MAGIC && !fine)
		return;
	/* version 2.4 */
	if (field(f, p + 4) != (f->swapped ? 0x00020004u : 0x00040002u))
		return;
	f->own = true;
	f->scale_up = nano && !fine ? 1000 : 1;
	f->scale_down = fine && !nano ? 1000 : 1;
	memcpy(&native, p, sizeof(native));
	f->plain = native == magic && fine == nano;
}

static FILE *stream_of(struct file *f)
{
	cookie_io_functions_t calls = { .read = stream_read };

	return fopencookie(f, "r", calls);
}

static int head_open(struct file *f, bool nano)
{
	ssize_t got = fill(f, HEADER);
	size_t start;
	FILE *stream;

	if (got < 0) {
		snprintf(f->err, sizeof(f->err), "error reading dump file: %s", strerror(errno));
		return -1;
	}
	if (got >= HEADER)
		recognize(f, nano);
	if (f->mapped && !f->own)
		unmap(f);
	start = f->at;
	stream = stream_of(f);
	if (!stream) {
		snprintf(f->err, sizeof(f->err), "%s", strerror(errno));
		return -1;
	}
	f->pcap = pcap_fopen_offline_with_tstamp_precision(
		stream, nano ? PCAP_TSTAMP_PRECISION_NANO : PCAP_TSTAMP_PRECISION_MICRO, f->err);
	if (!f->pcap) {
		fclose(stream);
		return -1;
	}
	f->snaplen = (uint32_t)pcap_snapshot(f->pcap);
	f->most = f->snaplen > CAPLEN_MAX ? CAPLEN_MAX : f->snaplen;
	if (f->own)
		f->at = start + HEADER;
	return 0;
}

int file_open(struct file *f, const char *path, unsigned how)
{
	return file_open_fd(
		f, path, strcmp(path, "-") ? open(path, O_RDONLY | O_CLOEXEC) : dup(STDIN_FILENO),
		how);
}

int file_open_fd(struct file *f, const char *path, int fd, unsigned how)
{
	*f = (struct file){ .in.fd = -1, .cap = BLOCK };
	f->p = f->buf = prog_alloc(1, BLOCK);
	if (fd < 0 || inflate_open(&f->in, fd) < 0) {
		if (errno == EISDIR)
			snprintf(f->err, sizeof(f->err), "error reading dump file: %s",
				 strerror(errno));
		else
			snprintf(f->err, sizeof(f->err), "%s: %s", path, strerror(errno));
		return -1;
	}
	if (how & FILE_MAPPED)
		map(f);
	return head_open(f, how & FILE_NANO);
}

void file_close(struct file *f)
{
	if (f->pcap)
		pcap_close(f->pcap);
	f->pcap = NULL;
	window_close(&f->window);
	if (f->in.raw)
		inflate_close(&f->in);
	free(f->buf);
	f->buf = NULL;
}

static int cut_short(struct file *f, const char *what, size_t want, ssize_t got)
{
	if (got < 0)
		snprintf(f->err, sizeof(f->err), "error reading dump file: %s", strerror(errno));
	else
		snprintf(f->err, sizeof(f->err),
			 "truncated dump file; tried to read %zu %s bytes, only got %zd", want,
			 what, got);
	return -1;
}

/* A record that is longer than the file says packets are. */
static int too_long(struct file *f, uint32_t caplen)
{
	snprintf(f->err, sizeof(f->err),
		 caplen > CAPLEN_MAX && f->snaplen > CAPLEN_MAX ?
			 "invalid packet capture length %u, bigger than maximum of %u" :
			 "invalid packet capture length %u, bigger than snaplen of %u",
		 caplen, f->most);
	return -1;
}

/* What somebody cut off is not there, though it looks like zeros. -1: the last packet was that. */
static int shorten(struct file *f)
{
	struct stat st;
	off_t n = fstat(f->in.fd, &st) < 0 ? 0 : st.st_size - f->start;

	if (n < (off_t)f->at) {
		snprintf(f->err, sizeof(f->err), "dump file cut short while it was read");
		return -1;
	}
	if (n < (off_t)f->n)
		f->n = (size_t)n;
	return 0;
}

/* Until the next record is there, which takes so many bytes. 0: there is none; -1: f->err. */
static int record_fill(struct file *f, uint32_t *caplen)
{
	ssize_t got;

	if (f->mapped && shorten(f) < 0)
		return -1;
	got = fill(f, RECORD);
	if (got <= 0 && !(got < 0))
		return 0;
	if (got < RECORD)
		return cut_short(f, "header", RECORD, got);
	*caplen = field(f, f->p + f->at + 8);
	if (*caplen > CAPLEN_MAX)
		return too_long(f, *caplen);
	got = fill(f, RECORD + *caplen);
	if (got < (ssize_t)(RECORD + *caplen))
		return cut_short(f, "captured", *caplen, got < 0 ? got : got - RECORD);
	return 1;
}

/* A function of its own, so that the common way needs no registers to be saved. */
__attribute__((noinline)) static int own_next(struct file *f, struct frame *to)
{
	size_t left = f->n - f->at;
	const uint8_t *p = f->p + f->at;
	uint32_t caplen = left < RECORD ? 0 : field(f, p + 8);

	/* one of no bytes may be what is left of a file cut short */
	if (!caplen || caplen > CAPLEN_MAX || caplen > left - RECORD) {
		int rc = record_fill(f, &caplen);

		if (rc <= 0)
			return rc;
		p = f->p + f->at;
	}
	*to = (struct frame){ .sec = field(f, p), .frac = field(f, p + 4) * f->scale_up /
							  f->scale_down,
		.caplen = caplen < f->snaplen ? caplen : f->snaplen, .len = field(f, p + 12),
		.data = p + RECORD };
	f->at += RECORD + caplen;
	return 1;
}

__attribute__((noinline)) static int pcap_next_frame(struct file *f, struct frame *to)
{
	struct pcap_pkthdr *head;
	const u_char *data;
	int rc = pcap_next_ex(f->pcap, &head, &data);

	if (rc == 1) {
		*to = (struct frame){ .sec = (uint32_t)head->ts.tv_sec,
			.frac = (uint32_t)head->ts.tv_usec, .caplen = head->caplen,
			.len = head->len, .data = data };
		return 1;
	}
	if (rc == PCAP_ERROR_BREAK)
		return 0;
	snprintf(f->err, sizeof(f->err), "%s", pcap_geterr(f->pcap));
	return -1;
}

int file_next(struct file *f, struct frame *to)
{
	const uint8_t *p = f->p + f->at;
	size_t left = f->n - f->at;

	if (!f->own)
		return pcap_next_frame(f, to);
	/* nearly all of them are whole, and as this machine writes them */
	if (f->plain && left >= RECORD) {
		memcpy(to, p, RECORD);
		if (to->caplen && to->caplen <= f->most && to->caplen <= left - RECORD) {
			to->data = p + RECORD;
			__builtin_prefetch(p + AHEAD);
			f->at += RECORD + to->caplen;
			return 1;
		}
	}
	return own_next(f, to);
}
