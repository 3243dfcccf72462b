/* Results of NFS calls (RFC 1094, RFC 1813). */
#include "proto/nfs.h"

#define ATTR2 68		/* bytes of a file's attributes */
#define ATTR3 84
#define ATTR_HEAD 20		/* up to the owner's group */
#define HEAD_ONLY 1		/* attributes without their details, whatever -v says */

static const struct word errors[] = {
	{ 1, "Operation not permitted" }, { 2, "No such file or directory" },
	{ 5, "Input/output error" }, { 6, "Device not configured" },
	{ 11, "Resource deadlock avoided" }, { 12, "Cannot allocate memory" },
	{ 13, "Permission denied" }, { 17, "File exists" }, { 18, "Cross-device link" },
	{ 19, "Operation not supported by device" }, { 20, "Not a directory" },
	{ 21, "Is a directory" }, { 22, "Invalid argument" }, { 26, "Text file busy" },
	{ 27, "File too large" }, { 28, "No space left on device" },
	{ 30, "Read-only file system" }, { 31, "Too many links" },
	{ 45, "Operation not supported" }, { 62, "Too many levels of symbolic links" },
	{ 63, "File name too long" }, { 66, "Directory not empty" },
	{ 69, "Disc quota exceeded" }, { 70, "Stale NFS file handle" },
	{ 71, "Too many levels of remote in path" }, { 99, "Write cache flushed to disk" },
	{ 10001, "Illegal NFS file handle" }, { 10002, "Update synchronization mismatch" },
	{ 10003, "READDIR/READDIRPLUS cookie is stale" }, { 10004, "Operation not supported" },
	{ 10005, "Buffer or request is too small" }, { 10006, "Unspecified error on server" },
	{ 10007, "Object of that type not supported" },
	{ 10008, "Request couldn't be completed in time" }, { 0, NULL },
};

/* True: it went well. */
static bool status(struct pkt *pk, struct view *v, struct obuf *o)
{
	uint32_t n = view_be32(v);

	if (!n || pk->failed)
		return !pk->failed;
	ob_str(o, " ERROR: ");
	ob_word(o, errors, n, "unk ", "");
	return false;
}

static void stamp(const uint8_t *p, struct obuf *o)
{
	ob_num(o, " ", be32(p), ".");
	ob_dec(o, be32(p + 4), 6);
}

static void details2(const uint8_t *p, struct obuf *o)
{
	ob_num(o, " nlink ", be32(p + 8), " rdev ");
	ob_0x(o, be32(p + 28), 0);
	ob_str(o, " fsid ");
	ob_0x(o, be32(p + 36), 0);
	ob_str(o, " nodeid ");
	ob_0x(o, be32(p + 40), 0);
	ob_str(o, " a/m/ctime");
	for (size_t at = 44; at < ATTR2; at += 8)
		stamp(p + at, o);
}

static void details3(const uint8_t *p, struct obuf *o)
{
	ob_num(o, " nlink ", be32(p + 8), " rdev ");
	ob_num(o, "", be32(p + 36), "/");
	ob_u(o, be32(p + 40));
	ob_str(o, " fsid ");
	ob_hex(o, be64(p + 44), 0);
	ob_str(o, " fileid ");
	ob_hex(o, be64(p + 52), 0);
	ob_str(o, " a/m/ctime");
	for (size_t at = 60; at < ATTR3; at += 8)
		stamp(p + at, o);
}

/* Attributes, of so much verbosity; the reader ends behind all of them. */
static void attributes(struct pkt *pk, struct view *v, bool v3, int level, struct obuf *o)
{
	const uint8_t *p;

	if (level) {
		p = view_at(v, 0, ATTR_HEAD + 4);
		if (pk->failed)
			return;
		ob_c(o, ' ');
		ob_word(o, nfs_types, be32(p), "unk-ft ", " ");
		ob_c(o, ' ');
		nfs_octal(o, be32(p + 4));
		ob_num(o, " ids ", be32(p + 12), "/");
		ob_u(o, be32(p + 16));
		p = view_at(v, ATTR_HEAD, v3 ? 8 : 4);
		ob_num(o, " sz ", v3 ? be64(p) : be32(p), "");
	}
	if (level > 1) {
		p = view_at(v, 0, v3 ? ATTR3 : ATTR2);
		if (v3)
			details3(p, o);
		else
			details2(p, o);
	}
	view_pass(v, v3 ? ATTR3 : ATTR2);
}

/* Version 3's attributes that may be there. */
static void maybe_attributes(struct pkt *pk, struct view *v, const char *label, struct obuf *o)
{
	if (pk->show->v && label)
		ob_str(o, label);
	if (view_be32(v))
		attributes(pk, v, true, pk->show->v, o);
}

/* Attributes before and after. */
static void both_attributes(struct pkt *pk, struct view *v, const char *label, struct obuf *o)
{
	const uint8_t *p;

	if (pk->show->v && label)
		ob_str(o, label);
	if (pk->show->v > 1)
		ob_str(o, " PRE:");
	if (view_be32(v)) {
		p = view_bytes(v, 24);
		if (pk->show->v > 1) {
			ob_num(o, " sz ", be64(p), " mtime");
			stamp(p + 8, o);
			ob_str(o, " ctime");
			stamp(p + 16, o);
		}
	}
	maybe_attributes(pk, v, " POST:", o);
}

static void results2(struct pkt *pk, struct view *v, uint32_t proc, struct obuf *o)
{
	const uint8_t *p;

	if (!status(pk, v, o))
		return;
	switch (proc) {
	case NFS_GETATTR:
	case NFS_SETATTR:
		attributes(pk, v, false, HEAD_ONLY, o);
		break;
	case NFS_READ:
	case NFS_WRITE:
		attributes(pk, v, false, pk->show->v, o);
		break;
	case NFS_LOOKUP:
	case NFS_CREATE:
	case NFS_MKDIR:
		nfs_handle(pk, v, false, o);
		attributes(pk, v, false, pk->show->v, o);
		break;
	case NFS_READLINK:
		ob_c(o, ' ');
		nfs_name(pk, v, o);
		break;
	case NFS_READDIR:
		p = view_bytes(v, 8);
		ob_str(o, " offset ");
		ob_0x(o, be32(p), 0);
		ob_num(o, " size ", be32(p + 4), " ");
		if (view_be32(v))
			ob_str(o, " eof");
		break;
	case NFS_FSSTAT:
		p = view_bytes(v, 20);
		ob_num(o, " tsize ", be32(p), " bsize ");
		ob_num(o, "", be32(p + 4), " blocks ");
		ob_num(o, "", be32(p + 8), " bfree ");
		ob_num(o, "", be32(p + 12), " bavail ");
		ob_u(o, be32(p + 16));
		break;
	}
}

static void fsstat3(struct pkt *pk, struct view *v, struct obuf *o)
{
	const uint8_t *p;

	maybe_attributes(pk, v, " POST:", o);
	p = view_bytes(v, 52);
	ob_num(o, " tbytes ", be64(p), " fbytes ");
	ob_num(o, "", be64(p + 8), " abytes ");
	ob_u(o, be64(p + 16));
	if (!pk->show->v)
		return;
	ob_num(o, " tfiles ", be64(p + 24), " ffiles ");
	ob_num(o, "", be64(p + 32), " afiles ");
	ob_num(o, "", be64(p + 40), " invar ");
	ob_u(o, be32(p + 48));
}

static void fsinfo3(struct pkt *pk, struct view *v, bool ok, struct obuf *o)
{
	const uint8_t *p;

	maybe_attributes(pk, v, " POST:", o);
	if (!ok)
		return;
	p = view_bytes(v, 48);
	ob_num(o, " rtmax ", be32(p), " rtpref ");
	ob_num(o, "", be32(p + 4), " wtmax ");
	ob_num(o, "", be32(p + 12), " wtpref ");
	ob_num(o, "", be32(p + 16), " dtpref ");
	ob_u(o, be32(p + 24));
	if (!pk->show->v)
		return;
	ob_num(o, " rtmult ", be32(p + 8), " wtmult ");
	ob_num(o, "", be32(p + 20), " maxfsz ");
	ob_num(o, "", be64(p + 28), " delta");
	stamp(p + 36, o);
	ob_c(o, ' ');
}

static void pathconf3(struct pkt *pk, struct view *v, bool ok, struct obuf *o)
{
	static const char *const words[] = { "notrunc", "chownres", "igncase", "keepcase" };
	const uint8_t *p;

	maybe_attributes(pk, v, " POST:", o);
	if (!ok)
		return;
	p = view_bytes(v, 24);
	ob_num(o, " linkmax ", be32(p), " namemax ");
	ob_u(o, be32(p + 4));
	for (size_t i = 0; i < 4; i++) {
		ob_c(o, ' ');
		if (be32(p + 8 + 4 * i))
			ob_str(o, words[i]);
	}
}

static void read3(struct pkt *pk, struct view *v, bool ok, struct obuf *o)
{
	const uint8_t *p;

	maybe_attributes(pk, v, NULL, o);
	if (!ok || !pk->show->v)
		return;
	p = view_bytes(v, 8);
	ob_num(o, " ", be32(p), " bytes");
	if (be32(p + 4))
		ob_str(o, " EOF");
}

static void verifier(struct view *v, struct obuf *o)
{
	uint64_t n = view_be64(v);

	ob_str(o, " verf ");
	ob_hex(o, n, 0);
}

static void write3(struct pkt *pk, struct view *v, bool ok, struct obuf *o)
{
	uint32_t n;

	both_attributes(pk, v, NULL, o);
	if (!ok || !pk->show->v)
		return;
	n = view_be32(v);
	ob_num(o, " ", n, " bytes");
	if (pk->show->v < 2)
		return;
	n = view_be32(v);
	nfs_stable(n, o);
	verifier(v, o);
}

static void made3(struct pkt *pk, struct view *v, bool ok, struct obuf *o)
{
	if (!ok) {
		both_attributes(pk, v, NULL, o);
		return;
	}
	if (!view_be32(v))
		return;
	nfs_handle(pk, v, true, o);
	maybe_attributes(pk, v, NULL, o);
	if (pk->show->v > 1)
		both_attributes(pk, v, " dir attr:", o);
}

static void lookup3(struct pkt *pk, struct view *v, bool ok, struct obuf *o)
{
	if (ok) {
		nfs_handle(pk, v, true, o);
		maybe_attributes(pk, v, NULL, o);
	}
	if (pk->show->v > 1 || !ok)
		maybe_attributes(pk, v, " post dattr:", o);
}

static void readdir3(struct pkt *pk, struct view *v, bool ok, struct obuf *o)
{
	const uint8_t *p;

	maybe_attributes(pk, v, " POST:", o);
	if (!ok || !pk->show->v)
		return;
	p = view_bytes(v, 8);
	ob_str(o, " verf ");
	ob_hex_bytes(o, p, 8);
}

/* Those that tell the state of what was changed, and little else. */
static void changed3(struct pkt *pk, struct view *v, uint32_t proc, struct obuf *o)
{
	if (proc == NFS_LINK) {
		if (pk->show->v)
			ob_str(o, " file");
		maybe_attributes(pk, v, " POST:", o);
		both_attributes(pk, v, " dir:", o);
	} else {
		both_attributes(pk, v, proc == NFS_RENAME ? " from:" : NULL, o);
		if (proc == NFS_RENAME)
			both_attributes(pk, v, " to:", o);
	}
	if (proc == NFS_COMMIT && pk->show->v > 1)
		verifier(v, o);
}

static void results3(struct pkt *pk, struct view *v, uint32_t proc, struct obuf *o)
{
	bool ok = status(pk, v, o);

	switch (proc) {
	case NFS_GETATTR:
		if (ok)
			attributes(pk, v, true, HEAD_ONLY, o);
		break;
	case NFS_LOOKUP:
		lookup3(pk, v, ok, o);
		break;
	case NFS_ACCESS:
		maybe_attributes(pk, v, " attr:", o);
		if (ok) {
			uint32_t rights = view_be32(v);

			ob_str(o, " c ");
			ob_hex(o, rights, 4);
		}
		break;
	case NFS_READLINK:
		if (ok) {
			maybe_attributes(pk, v, NULL, o);
			ob_c(o, ' ');
			nfs_name(pk, v, o);
		}
		break;
	case NFS_READ:
		read3(pk, v, ok, o);
		break;
	case NFS_WRITE:
		write3(pk, v, ok, o);
		break;
	case NFS_CREATE:
	case NFS_MKDIR:
	case NFS_SYMLINK:
	case NFS_MKNOD:
		made3(pk, v, ok, o);
		break;
	case NFS_READDIR:
	case NFS_READDIRPLUS:
		readdir3(pk, v, ok, o);
		break;
	case NFS_FSSTAT:
		fsstat3(pk, v, o);
		break;
	case NFS_FSINFO:
		fsinfo3(pk, v, ok, o);
		break;
	case NFS_PATHCONF:
		pathconf3(pk, v, ok, o);
		break;
	default:
		changed3(pk, v, proc, o);
		break;
	}
}

void nfs_results(struct pkt *pk, struct view *v, const struct nfs_call *call, struct obuf *o)
{
	if (call->proc == NFS_NULL || call->proc >= NFS_PROCS)
		return;
	if (call->v3)
		results3(pk, v, call->proc, o);
	else
		results2(pk, v, call->proc, o);
}
