/* The head of ONC RPC replies (RFC 5531): xid(4) 1(4) status(4), and why. */
#include "proto/nfs.h"

static const struct word reasons[] = {
	{ 0, "OK" }, { 1, "Bogus Credentials (seal broken)" },
	{ 2, "Rejected Credentials (client should begin new session)" },
	{ 3, "Bogus Verifier (seal broken)" }, { 4, "Verifier expired or was replayed" },
	{ 5, "Credentials are too weak" }, { 6, "Bogus response verifier" },
	{ 7, "Unknown failure" }, { 0, NULL },
};

static void denied(struct view *v, struct obuf *o)
{
	uint32_t why = view_be32(v);
	const uint8_t *p;

	if (why == 0) {
		p = view_bytes(v, 8);
		ob_num(o, "RPC Version mismatch (", be32(p), "-");
		ob_num(o, "", be32(p + 4), ")");
	} else if (why == 1) {
		why = view_be32(v);
		ob_str(o, "Auth ");
		ob_word(o, reasons, why, "Invalid failure code ", "");
	} else {
		ob_num(o, "Unknown reason for rejecting rpc message ", why, "");
	}
}

bool rpc_reply(struct pkt *pk, struct view *v, size_t len, struct obuf *o)
{
	uint32_t status;

	(void)pk;
	view_pass(v, 8);
	status = view_be32(v);
	if (status == 0) {
		ob_num(o, "reply ok ", len, "");
		return true;
	}
	if (status == 1) {
		ob_num(o, "reply ERR ", len, ": ");
		denied(v, o);
	} else {
		ob_num(o, "reply Unknown rpc response code=", status, " ");
		ob_u(o, len);
	}
	return false;
}
