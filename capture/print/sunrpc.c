/* Port mapper calls of ONC RPC (RFC 1833): xid(4) direction(4) RPC version(4) program(4)
 * version(4) procedure(4); replies by their status only. */
#include "ip.h"
#include "print.h"
#include "proto/nfs.h"

#define HEAD 32			/* of a call, both empty authentications included */

static const struct bind sunrpc_on[] = { { BY_UDP_AS, AS_RPC, 0 }, { 0 } };

static const struct word procs[] = {
	{ 0, "null" }, { 1, "set" }, { 2, "unset" }, { 3, "getport" }, { 4, "dump" },
	{ 5, "call" }, { 0, NULL },
};

/* The addresses, with xid and destination's port, take the place of those already there. */
static void ends(struct pkt *pk, uint32_t xid, struct obuf *o)
{
	size_t at = o->len, n;

	ip_ports(pk, o, pk->ports[0], pk->ports[1], names_udp);
	n = o->len - at;
	o->len = at - n;
	if (pk->ip.version == 4) {
		names_ip4(pk, o, pk->ip.src);
	} else if (pk->ip.version == 6) {
		names_ip6(pk, o, pk->ip.src);
	}
	ob_str(o, ".0x");
	ob_hex(o, xid, 0);
	ob_str(o, " > ");
	if (pk->ip.version == 4)
		names_ip4(pk, o, pk->ip.dst);
	else if (pk->ip.version == 6)
		names_ip6(pk, o, pk->ip.dst);
	ob_c(o, '.');
	if (pk->show->numeric)
		ob_0x(o, pk->ports[1], 0);
	else
		names_udp(pk, o, pk->ports[1]);
}

static void sunrpc_print(struct pkt *pk, struct view v, struct obuf *o)
{
	size_t len = v.len;
	const uint8_t *p = view_at(&v, 0, 8);
	uint32_t proc;

	if (pk->failed)
		return;
	if (be32(p + 4)) {
		pk->proto = "nfs";
		rpc_reply(pk, &v, len, o);
		return;
	}
	p = view_at(&v, 0, HEAD);
	if (pk->failed)
		return;
	ends(pk, be32(p), o);
	ob_num(o, ": ", len, "");
	proc = be32(p + 20);
	ob_c(o, ' ');
	ob_word(o, procs, proc, " proc #", "");
	if (proc == 0 || proc == 4 || proc > 5)
		return;
	ob_str(o, pk->show->numeric ? " " : " #");
	ob_num(o, "", be32(p + 12), ".");
	ob_u(o, be32(p + 16));
}

const struct printer printer_sunrpc = { .name = "sunrpc", .title = "port mapper calls (SunRPC)",
	.on = sunrpc_on, .print = sunrpc_print };
