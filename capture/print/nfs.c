/* NFS versions 2 and 3 (RFC 1094, RFC 1813) in ONC RPC (RFC 5531): xid(4) direction(4); of a call
 * RPC version(4) program(4) version(4) procedure(4), credentials, verifier, arguments. */
#include <string.h>

#include "print.h"
#include "proto/nfs.h"

#define PORT 2049
#define CALLS 64		/* that are remembered; a later one takes the oldest one's place */
#define CALL_HEAD 24
#define REPLY 1
#define MARK 4			/* over TCP: last fragment(1 bit) length(31 bits) */

static const struct bind nfs_on[] = { { BY_UDP, PORT, 1 }, { BY_TCP, PORT, 1 }, { 0 } };

static const char *const names[NFS_PROCS] = {
	"null", "getattr", "setattr", "lookup", "access", "readlink", "read", "write", "create",
	"mkdir", "symlink", "mknod", "remove", "rmdir", "rename", "link", "readdir", "readdirplus",
	"fsstat", "fsinfo", "pathconf", "commit",
};

#define NFS_NOP 255

/* Of version 2's numbers. */
static const uint8_t old_procs[] = {
	NFS_NULL, NFS_GETATTR, NFS_SETATTR, NFS_NOP, NFS_LOOKUP, NFS_READLINK, NFS_READ, NFS_NOP,
	NFS_WRITE, NFS_CREATE, NFS_REMOVE, NFS_RENAME, NFS_LINK, NFS_SYMLINK, NFS_MKDIR, NFS_RMDIR,
	NFS_READDIR, NFS_FSSTAT, NFS_NOP, NFS_NOP, NFS_NOP, NFS_NOP,
};

static const struct word accepts[] = {
	{ 1, "PROG_UNAVAIL" }, { 2, "PROG_MISMATCH" }, { 3, "PROC_UNAVAIL" },
	{ 4, "GARBAGE_ARGS" }, { 5, "SYSTEM_ERR" }, { 0, NULL },
};

struct known {
	uint32_t xid;
	uint8_t version;	/* of IP; 0: free */
	uint8_t client[16], server[16];
	struct nfs_call call;
};

struct calls {
	struct known all[CALLS];
	unsigned next;
};

static void key(const struct pkt *pk, uint32_t xid, bool reply, struct known *k)
{
	size_t n = pk->ip.version == 4 ? 4 : 16;

	*k = (struct known){ .xid = xid, .version = pk->ip.version };
	if (!k->version)
		return;
	memcpy(k->client, reply ? pk->ip.dst : pk->ip.src, n);
	memcpy(k->server, reply ? pk->ip.src : pk->ip.dst, n);
}

static void remember(const struct pkt *pk, uint32_t xid, const struct nfs_call *call)
{
	struct calls *calls = PKT_STATE(pk, nfs);
	struct known *k = &calls->all[calls->next];

	if (!pk->ip.version)
		return;
	calls->next = (calls->next + 1) % CALLS;
	key(pk, xid, false, k);
	k->call = *call;
}

static const struct nfs_call *recall(const struct pkt *pk, uint32_t xid)
{
	const struct calls *calls = PKT_STATE(pk, nfs);
	struct known want;

	key(pk, xid, true, &want);
	for (unsigned i = 0; want.version && i < CALLS; i++) {
		const struct known *k = &calls->all[i];

		if (k->xid == xid && k->version == want.version &&
		    !memcmp(k->client, want.client, sizeof(want.client)) &&
		    !memcmp(k->server, want.server, sizeof(want.server)))
			return &k->call;
	}
	return NULL;
}

static void proc_text(const struct nfs_call *call, struct obuf *o)
{
	ob_c(o, ' ');
	if (call->nop)
		ob_str(o, "nop");
	else if (call->proc < NFS_PROCS)
		ob_str(o, names[call->proc]);
	else
		ob_num(o, "proc-", call->proc, "");
}

static void request(struct pkt *pk, struct view v, size_t len, struct obuf *o)
{
	const uint8_t *p;
	struct nfs_call call;
	uint32_t xid = be32(v.p);

	ob_num(o, "NFS request xid ", xid, " ");
	ob_u(o, len);
	p = view_bytes(&v, CALL_HEAD);
	if (pk->failed)
		return;
	call.v3 = be32(p + 16) == 3;
	call.proc = be32(p + 20);
	if (!call.v3 && call.proc < sizeof(old_procs))
		call.proc = old_procs[call.proc];
	call.nop = !call.v3 && call.proc == NFS_NOP && be32(p + 20) < sizeof(old_procs);
	remember(pk, xid, &call);
	proc_text(&call, o);
	if (call.proc == NFS_NULL || call.proc >= NFS_PROCS)
		return;
	/* what the record leaves out is not the call's */
	if (len < CALL_HEAD)
		len = CALL_HEAD;
	if (len - CALL_HEAD < v.len)
		v = view_limit(v, len - CALL_HEAD);
	for (int i = 0; i < 2; i++) {
		uint32_t n = be32(view_bytes(&v, 8) + 4);

		view_skip(&v, (size_t)n + (-n & 3));
	}
	nfs_args(pk, &v, &call, o);
}

static void reply(struct pkt *pk, struct view v, size_t len, struct obuf *o)
{
	uint32_t xid = be32(v.p), n, accept;
	const struct nfs_call *call;

	ob_num(o, "NFS reply xid ", xid, " ");
	if (!rpc_reply(pk, &v, len, o) || pk->failed)
		return;
	call = recall(pk, xid);
	if (!call)
		return;
	proc_text(call, o);
	if (call->proc == NFS_NULL || call->proc >= NFS_PROCS)
		return;
	n = be32(view_bytes(&v, 8) + 4);
	view_skip(&v, (size_t)n + (-n & 3));
	accept = view_be32(&v);
	if (accept) {
		ob_c(o, ' ');
		ob_word(o, accepts, accept, "ar_stat ", "");
		return;
	}
	nfs_results(pk, &v, call, o);
}

static bool nfs_mine(const struct pkt *pk, const struct view *v)
{
	return v->len >= 8 && view_has(v, 0, 8) &&
	       ((be32(v->p + 4) == 0 && pk->ports[1] == PORT) ||
		(be32(v->p + 4) == REPLY && pk->ports[0] == PORT));
}

static void nfs_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const struct printer *to;
	bool tcp = pk->ip.proto == 6;
	size_t len = v.len;
	struct view message = view_behind(v, tcp ? MARK : 0);

	if (!nfs_mine(pk, &message)) {
		/* another protocol on TCP's port, or on the other one's */
		to = pkt_find(pk, BY_TCP, pk->ports[pk->ports[0] == PORT]);
		if (tcp && to && to != &printer_nfs)
			pkt_call(pk, to, v, o);
		return;
	}
	if (tcp)
		len = view_be32(&v) & 0x7fffffff;
	if (len > v.len)
		len = v.len;
	if (tcp)
		ob_str(o, ": ");
	if (be32(v.p + 4) == REPLY)
		reply(pk, v, len, o);
	else
		request(pk, v, len, o);
}

const struct printer printer_nfs = { .name = "nfs", .title = "NFS versions 2 and 3", .on = nfs_on,
	.print = nfs_print, .mine = nfs_mine, .whole = true, .state = sizeof(struct calls) };
