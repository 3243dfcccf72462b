/* A stream of bytes from a descriptor: RFC 1952 by zlib, RFC 8878 by libzstd, xz by liblzma. */
#include "inflate.h"

#include <errno.h>
#include <lzma.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "base/prog.h"

#define RAW 65536
#define XZ_MEMORY (256u << 20)	/* a stream that wants more is refused */
#define ZSTD_WINDOW 27		/* 128 MiB, what the zstd program takes, too */

static ssize_t read_some(int fd, void *to, size_t n)
{
	ssize_t got;

	do
		got = read(fd, to, n);
	while (got < 0 && errno == EINTR);
	return got;
}

static int fill(struct inflate *in)
{
	ssize_t got;

	if (in->at < in->n || in->end)
		return 0;
	got = read_some(in->fd, in->raw, RAW);
	if (got < 0)
		return -1;
	in->at = 0;
	in->n = (size_t)got;
	in->end = got == 0;
	return 0;
}

static enum inflate_kind kind_of(const uint8_t *p, size_t n)
{
	if (n >= 3 && !memcmp(p, "\x1f\x8b\x08", 3))
		return INFLATE_GZIP;
	if (n >= 4 && !memcmp(p, "\x28\xb5\x2f\xfd", 4))
		return INFLATE_ZSTD;
	if (n >= 6 && !memcmp(p,
			      "\xfd"
			      "7zXZ",
			      6))
		return INFLATE_XZ;
	return INFLATE_NONE;
}

static int state_open(struct inflate *in)
{
	switch (in->kind) {
	case INFLATE_GZIP:
		in->state = prog_alloc(1, sizeof(z_stream));
		return inflateInit2(in->state, 15 + 16) == Z_OK ? 0 : -1;
	case INFLATE_ZSTD:
		in->state = ZSTD_createDStream();
		if (!in->state)
			return -1;
		ZSTD_DCtx_setParameter(in->state, ZSTD_d_windowLogMax, ZSTD_WINDOW);
		return 0;
	case INFLATE_XZ: {
		lzma_stream *s = prog_alloc(1, sizeof(*s));

		*s = (lzma_stream)LZMA_STREAM_INIT;
		in->state = s;
		return lzma_stream_decoder(s, XZ_MEMORY, LZMA_CONCATENATED) == LZMA_OK ? 0 : -1;
	}
	default:
		return 0;
	}
}

int inflate_open(struct inflate *in, int fd)
{
	*in = (struct inflate){ .fd = fd, .raw = prog_alloc(1, RAW) };
	while (in->n < 6) {
		ssize_t got = read_some(fd, in->raw + in->n, RAW - in->n);

		if (got < 0)
			return -1;
		if (!got) {
			in->end = true;
			break;
		}
		in->n += (size_t)got;
	}
	in->kind = kind_of(in->raw, in->n);
	errno = ENOMEM;
	return state_open(in);
}

void inflate_close(struct inflate *in)
{
	if (in->state && in->kind == INFLATE_GZIP)
		inflateEnd(in->state);
	if (in->state && in->kind == INFLATE_XZ)
		lzma_end(in->state);
	if (in->kind == INFLATE_ZSTD)
		ZSTD_freeDStream(in->state);
	else
		free(in->state);
	free(in->raw);
	in->state = in->raw = NULL;
	if (in->fd >= 0)
		close(in->fd);
	in->fd = -1;
}

/* Each unpacks what it can; *got how much. False: broken. */
static bool gunzip(struct inflate *in, uint8_t *to, size_t n, size_t *got)
{
	z_stream *z = in->state;
	int rc;

	z->next_in = in->raw + in->at;
	z->avail_in = (uInt)(in->n - in->at);
	z->next_out = to;
	z->avail_out = (uInt)n;
	rc = inflate(z, Z_NO_FLUSH);
	in->at = in->n - z->avail_in;
	*got = n - z->avail_out;
	/* another member may follow */
	if (rc == Z_STREAM_END)
		return inflateReset(z) == Z_OK;
	return rc == Z_OK || rc == Z_BUF_ERROR;
}

static bool unzstd(struct inflate *in, uint8_t *to, size_t n, size_t *got)
{
	ZSTD_inBuffer from = { in->raw, in->n, in->at };
	ZSTD_outBuffer out = { to, n, 0 };
	size_t rc = ZSTD_decompressStream(in->state, &out, &from);

	in->at = from.pos;
	*got = out.pos;
	return !ZSTD_isError(rc);
}

static bool unxz(struct inflate *in, uint8_t *to, size_t n, size_t *got)
{
	lzma_stream *s = in->state;
	lzma_ret rc;

	s->next_in = in->raw + in->at;
	s->avail_in = in->n - in->at;
	s->next_out = to;
	s->avail_out = n;
	rc = lzma_code(s, in->end ? LZMA_FINISH : LZMA_RUN);
	in->at = in->n - s->avail_in;
	*got = n - s->avail_out;
	return rc == LZMA_OK || rc == LZMA_STREAM_END || rc == LZMA_BUF_ERROR;
}

static ssize_t plain_read(struct inflate *in, void *to, size_t n)
{
	if (in->at == in->n)
		return in->end ? 0 : read_some(in->fd, to, n);
	if (n > in->n - in->at)
		n = in->n - in->at;
	memcpy(to, in->raw + in->at, n);
	in->at += n;
	return (ssize_t)n;
}

ssize_t inflate_read(struct inflate *in, void *to, size_t n)
{
	size_t got = 0;

	if (in->kind == INFLATE_NONE)
		return plain_read(in, to, n);
	while (!got && !in->broken) {
		if (fill(in) < 0)
			return -1;
		in->broken = !(in->kind == INFLATE_GZIP ? gunzip(in, to, n, &got) :
			       in->kind == INFLATE_ZSTD ? unzstd(in, to, n, &got) :
							  unxz(in, to, n, &got));
		if (!got && in->end && in->at == in->n)
			break;
	}
	return (ssize_t)got;
}
