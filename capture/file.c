/* Savefiles: pcap (draft-ietf-opsawg-pcap) here, in large blocks; all else by libpcap. */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/prog.h"
#include "view.h"

#define BLOCK 131072
#define HEADER 24
#define RECORD 16
#define MAGIC 0xa1b2c3d4u
#define MAGIC_NANO 0xa1b23c4du
#define CAPLEN_MAX 262144

/* More bytes into the buffer, at least until there are so many; how many there are. -1: errno. */
static ssize_t fill(struct file *f, size_t want)
{
	if (f->n - f->at >= want)
		return (ssize_t)(f->n - f->at);
	if (f->at) {
		memmove(f->buf, f->buf + f->at, f->n - f->at);
		f->n -= f->at;
		f->at = 0;
	}
	if (want > f->cap) {
		f->cap = want;
		f->buf = prog_realloc(f->buf, f->cap);
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
	memcpy(to, f->buf + f->at, n);
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
	const uint8_t *p = f->buf + f->at;
	uint32_t magic;
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
}

static FILE *stream_of(struct file *f)
{
	cookie_io_functions_t calls = { .read = stream_read };

	return fopencookie(f, "r", calls);
}

static int head_open(struct file *f, bool nano)
{
	ssize_t got = fill(f, HEADER);
	size_t start = f->at;
	FILE *stream;

	if (got < 0) {
		snprintf(f->err, sizeof(f->err), "error reading dump file: %s", strerror(errno));
		return -1;
	}
	if (got >= HEADER)
		recognize(f, nano);
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

int file_open(struct file *f, const char *path, bool nano)
{
	return file_open_fd(
		f, path, strcmp(path, "-") ? open(path, O_RDONLY | O_CLOEXEC) : dup(STDIN_FILENO),
		nano);
}

int file_open_fd(struct file *f, const char *path, int fd, bool nano)
{
	*f = (struct file){ .in.fd = -1, .cap = BLOCK };
	f->buf = prog_alloc(1, BLOCK);
	if (fd < 0 || inflate_open(&f->in, fd) < 0) {
		if (errno == EISDIR)
			snprintf(f->err, sizeof(f->err), "error reading dump file: %s",
				 strerror(errno));
		else
			snprintf(f->err, sizeof(f->err), "%s: %s", path, strerror(errno));
		return -1;
	}
	return head_open(f, nano);
}

void file_close(struct file *f)
{
	if (f->pcap)
		pcap_close(f->pcap);
	f->pcap = NULL;
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

/* The record at p, whose captured length was judged. */
static inline int record(struct file *f, const uint8_t *p, uint32_t caplen, struct frame *to)
{
	to->sec = field(f, p);
	to->frac = field(f, p + 4);
	if (f->scale_up != 1)
		to->frac *= f->scale_up;
	if (f->scale_down != 1)
		to->frac /= f->scale_down;
	to->caplen = caplen < f->snaplen ? caplen : f->snaplen;
	to->len = field(f, p + 12);
	to->data = p + RECORD;
	f->at += RECORD + caplen;
	return 1;
}

/* Where the buffer may not hold all of it. */
static int own_next(struct file *f, struct frame *to)
{
	ssize_t got = fill(f, RECORD);
	uint32_t caplen;

	if (got <= 0 && !(got < 0))
		return 0;
	if (got < RECORD)
		return cut_short(f, "header", RECORD, got);
	caplen = field(f, f->buf + f->at + 8);
	if (caplen > CAPLEN_MAX)
		return too_long(f, caplen);
	got = fill(f, RECORD + caplen);
	if (got < (ssize_t)(RECORD + caplen))
		return cut_short(f, "captured", caplen, got < 0 ? got : got - RECORD);
	return record(f, f->buf + f->at, caplen, to);
}

int file_next(struct file *f, struct frame *to)
{
	struct pcap_pkthdr *head;
	const u_char *data;
	int rc;

	if (f->own) {
		size_t left = f->n - f->at;
		const uint8_t *p = f->buf + f->at;

		if (left >= RECORD && field(f, p + 8) <= CAPLEN_MAX &&
		    field(f, p + 8) <= left - RECORD)
			return record(f, p, field(f, p + 8), to);
		return own_next(f, to);
	}
	rc = pcap_next_ex(f->pcap, &head, &data);
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
