/* Parts of ONC RPC and NFS messages that their printers share. */
#ifndef CAPTURE_PROTO_NFS_H
#define CAPTURE_PROTO_NFS_H

#include "print.h"

/* What a call was, for its reply; procedures of version 2 go by version 3's numbers. */
struct nfs_call {
	uint32_t proc;
	bool v3;
	bool nop;		/* a number of version 2's that means nothing */
};

enum nfs_proc {
	NFS_NULL,
	NFS_GETATTR,
	NFS_SETATTR,
	NFS_LOOKUP,
	NFS_ACCESS,
	NFS_READLINK,
	NFS_READ,
	NFS_WRITE,
	NFS_CREATE,
	NFS_MKDIR,
	NFS_SYMLINK,
	NFS_MKNOD,
	NFS_REMOVE,
	NFS_RMDIR,
	NFS_RENAME,
	NFS_LINK,
	NFS_READDIR,
	NFS_READDIRPLUS,
	NFS_FSSTAT,
	NFS_FSINFO,
	NFS_PATHCONF,
	NFS_COMMIT,
	NFS_PROCS,
};

/* Types of files. */
extern const struct word nfs_types[];

/* " fh " and a file handle, as numbers where its layout is known. */
void nfs_handle(struct pkt *pk, struct view *v, bool v3, struct obuf *o);

/* A counted text between quotes. */
void nfs_name(struct pkt *pk, struct view *v, struct obuf *o);

/* A file mode. */
void nfs_octal(struct obuf *o, uint32_t n);

/* " <filesync>" */
void nfs_stable(uint32_t how, struct obuf *o);

/* A call's arguments, a reply's results. */
void nfs_args(struct pkt *pk, struct view *v, const struct nfs_call *call, struct obuf *o);
void nfs_results(struct pkt *pk, struct view *v, const struct nfs_call *call, struct obuf *o);

/* "reply ok 24" and the like; v begins with the transaction's number. True: the call was taken. */
bool rpc_reply(struct pkt *pk, struct view *v, size_t len, struct obuf *o);

#endif
