/* Arguments of NFS calls (RFC 1094, RFC 1813). */
#include "proto/nfs.h"

#define SET_TO_TIME 2		/* of a time in settable attributes: the client says which */

static const struct word stable[] = {
	{ 0, "unstable" }, { 1, "datasync" }, { 2, "filesync" }, { 0, NULL },
};

static const struct word rights[] = {
	{ 0x01, "READ" }, { 0x02, "LOOKUP" }, { 0x04, "MODIFY" }, { 0x08, "EXTEND" },
	{ 0x10, "DELETE" }, { 0x20, "EXECUTE" }, { 0, NULL },
};

const struct word nfs_types[] = {
	{ 0, "NON" }, { 1, "REG" }, { 2, "DIR" }, { 3, "BLK" }, { 4, "CHR" }, { 5, "LNK" },
	{ 7, "FIFO" }, { 0, NULL },
};

void nfs_octal(struct obuf *o, uint32_t n)
{
	char digits[11];
	size_t at = sizeof(digits);

	do
		digits[--at] = (char)('0' + (n & 7));
	while (n >>= 3);
	ob_mem(o, digits + at, sizeof(digits) - at);
}

void nfs_stable(uint32_t how, struct obuf *o)
{
	const char *name = word_of(stable, how);

	ob_str(o, " <");
	if (name) {
		ob_str(o, name);
	} else {
		ob_c(o, '#');
		ob_i(o, (int32_t)how);
	}
	ob_c(o, '>');
}

void nfs_name(struct pkt *pk, struct view *v, struct obuf *o)
{
	uint32_t n = view_be32(v);
	struct view text;

	if (n > UINT32_MAX - 3) {
		ob_str(o, "[cannot pad to 32-bit boundaries] (invalid)");
		pk->whole = false;
		view_failed(v);
		return;
	}
	view_need(v, (n + 3) & ~3u);
	if (pk->failed)
		return;
	text = view_take(v, n);
	view_pass(v, -n & 3);
	ob_c(o, '"');
	ob_vis_view(o, text);
	ob_c(o, '"');
}

/* What a new file is to be like; nothing of it set is all zeros. */
struct wish {
	uint32_t set[3], id[3];		/* mode, uid, gid */
	uint32_t how[2], sec[2], frac[2];
};

static struct wish wish_read(struct view *v)
{
	struct wish w = { { 0 }, { 0 }, { 0 }, { 0 }, { 0 } };

	for (int i = 0; i < 3; i++) {
		w.set[i] = view_be32(v);
		if (w.set[i])
			w.id[i] = view_be32(v);
	}
	if (view_be32(v))
		view_skip(v, 8);
	for (int i = 0; i < 2; i++) {
		w.how[i] = view_be32(v);
		if (w.how[i] == SET_TO_TIME) {
			w.sec[i] = view_be32(v);
			w.frac[i] = view_be32(v);
		}
	}
	return w;
}

static void wish_text(const struct pkt *pk, const struct wish *w, struct obuf *o)
{
	static const char *const times[2] = { " atime ", " mtime " };

	if (w->set[0]) {
		ob_str(o, " mode ");
		nfs_octal(o, w->id[0]);
	}
	if (w->set[1])
		ob_num(o, " uid ", w->id[1], "");
	if (w->set[2])
		ob_num(o, " gid ", w->id[2], "");
	if (pk->show->v < 2)
		return;
	for (int i = 0; i < 2; i++) {
		if (w->how[i] != SET_TO_TIME)
			continue;
		ob_num(o, times[i], w->sec[i], ".");
		ob_dec(o, w->frac[i], 6);
	}
}

static void access_text(uint32_t asked, struct obuf *o)
{
	bool more = false;

	if (asked)
		ob_c(o, ' ');
	if (asked & ~0x3fu) {
		ob_hex(o, asked, 4);
		return;
	}
	if (asked == 0x3f) {
		ob_str(o, "NFS_ACCESS_FULL");
		return;
	}
	for (const struct word *w = rights; w->text; w++) {
		if (!(asked & w->value))
			continue;
		ob_str(o, more ? "|NFS_ACCESS_" : "NFS_ACCESS_");
		ob_str(o, w->text);
		more = true;
	}
}

static void span(uint32_t n, uint64_t at, struct obuf *o)
{
	ob_num(o, " ", n, " bytes @ ");
	ob_u(o, at);
}

static void io_args(struct pkt *pk, struct view *v, const struct nfs_call *call, struct obuf *o)
{
	const uint8_t *p;

	if (call->proc != NFS_WRITE) {
		p = view_bytes(v, call->v3 ? 12 : 8);
		if (!pk->failed)
			span(be32(p + (call->v3 ? 8 : 4)), call->v3 ? be64(p) : be32(p), o);
	} else if (call->v3) {
		p = view_bytes(v, 20);
		ob_num(o, " ", be32(p + 16), " (");
		ob_num(o, "", be32(p + 8), ") bytes @ ");
		ob_u(o, be64(p));
		if (pk->show->v)
			nfs_stable(be32(p + 12), o);
	} else {
		p = view_bytes(v, 16);
		ob_num(o, " ", be32(p + 12), " (");
		ob_num(o, "", be32(p + 8), ") bytes @ ");
		ob_num(o, "", be32(p + 4), " (");
		ob_num(o, "", be32(p), ")");
	}
}

static void dir_args(struct pkt *pk, struct view *v, const struct nfs_call *call, struct obuf *o)
{
	bool plus = call->proc == NFS_READDIRPLUS;
	const uint8_t *p;

	if (!call->v3) {
		p = view_bytes(v, 8);
		span(be32(p + 4), be32(p), o);
		return;
	}
	p = view_bytes(v, 20);
	ob_num(o, " ", be32(p + 16), " bytes @ ");
	ob_i(o, (int64_t)be64(p));
	if (!pk->show->v)
		return;
	if (plus) {
		uint32_t max = view_be32(v);

		ob_num(o, " max ", max, "");
	}
	ob_str(o, " verf ");
	ob_hex_bytes(o, p + 8, 8);
}

static void symlink_args(struct pkt *pk, struct view *v, bool v3, struct obuf *o)
{
	struct wish wish = { { 0 }, { 0 }, { 0 }, { 0 }, { 0 } };

	ob_c(o, ' ');
	nfs_name(pk, v, o);
	ob_str(o, " ->");
	if (v3)
		wish = wish_read(v);
	nfs_name(pk, v, o);
	if (v3 && pk->show->v)
		wish_text(pk, &wish, o);
}

static void mknod_args(struct pkt *pk, struct view *v, struct obuf *o)
{
	const uint8_t *p;
	struct wish wish;
	uint32_t type;

	ob_c(o, ' ');
	nfs_name(pk, v, o);
	type = view_be32(v);
	wish = wish_read(v);
	ob_c(o, ' ');
	ob_word(o, nfs_types, type, "unk-ft ", "");
	if (pk->show->v && (type == 3 || type == 4)) {
		p = view_bytes(v, 8);
		ob_num(o, " ", be32(p), "/");
		ob_u(o, be32(p + 4));
	}
	if (pk->show->v)
		wish_text(pk, &wish, o);
}

void nfs_args(struct pkt *pk, struct view *v, const struct nfs_call *call, struct obuf *o)
{
	if (call->proc == NFS_NULL || call->proc >= NFS_PROCS)
		return;
	nfs_handle(pk, v, call->v3, o);
	if (pk->failed)
		return;
	switch (call->proc) {
	case NFS_LOOKUP:
	case NFS_CREATE:
	case NFS_MKDIR:
	case NFS_REMOVE:
	case NFS_RMDIR:
		ob_c(o, ' ');
		nfs_name(pk, v, o);
		break;
	case NFS_ACCESS:
		access_text(view_be32(v), o);
		break;
	case NFS_READ:
	case NFS_WRITE:
	case NFS_COMMIT:
		io_args(pk, v, call, o);
		break;
	case NFS_SYMLINK:
		symlink_args(pk, v, call->v3, o);
		break;
	case NFS_MKNOD:
		mknod_args(pk, v, o);
		break;
	case NFS_RENAME:
		ob_c(o, ' ');
		nfs_name(pk, v, o);
		/* fall through */
	case NFS_LINK:
		ob_str(o, " ->");
		nfs_handle(pk, v, call->v3, o);
		ob_c(o, ' ');
		nfs_name(pk, v, o);
		break;
	case NFS_READDIR:
	case NFS_READDIRPLUS:
		dir_args(pk, v, call, o);
		break;
	}
}
