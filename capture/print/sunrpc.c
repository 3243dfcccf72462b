/* Port mapper calls of ONC RPC (RFC 1833): xid(4) direction(4) RPC version(4) program(4)
 * version(4) procedure(4); replies by their status only. */
#include "print.h"
#include "proto/nfs.h"

#define HEAD 32			/* of a call, both empty authentications included */

static const struct bind sunrpc_on[] = { { BY_UDP_AS, AS_RPC, 0 }, { 0 } };

static const struct word procs[] = {
	{ 0, "null" }, { 1, "set" }, { 2, "unset" }, { 3, "getport" }, { 4, "dump" },
	{ 5, "call" }, { 0, NULL },
};

static void address(struct pkt *pk, const uint8_t *p, struct obuf *o)
{
	if (pk->ip.version == 4)
		names_ip4(pk, o, p);
	else if (pk->ip.version == 6)
		names_ip6(pk, o, p);
	ob_c(o, '.');
}

static void call(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p = view_at(&v, 0, HEAD);
	uint32_t proc;

	if (pk->failed)
		return;
	address(pk, pk->ip.src, o);
	ob_0x(o, be32(p), 0);
	ob_str(o, " > ");
	address(pk, pk->ip.dst, o);
	if (pk->show->numeric)
		ob_0x(o, pk->ports[1], 0);
	else
		names_udp(pk, o, pk->ports[1]);
	ob_num(o, ": ", v.len, "");
	proc = be32(p + 20);
	ob_c(o, ' ');
	ob_word(o, procs, proc, " proc #", "");
	if (proc == 0 || proc == 4 || proc > 5)
		return;
	ob_str(o, pk->show->numeric ? " " : " #");
	ob_num(o, "", be32(p + 12), ".");
	ob_u(o, be32(p + 16));
}

static void reply(struct pkt *pk, struct view v, struct obuf *o)
{
	address(pk, pk->ip.src, o);
	names_udp(pk, o, pk->ports[0]);
	ob_str(o, " > ");
	address(pk, pk->ip.dst, o);
	ob_num(o, "", be32(v.p), ": ");
	rpc_reply(pk, &v, v.len, o);
}

static void sunrpc_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p;

	pk->proto = "udp";
	p = view_at(&v, 0, 8);
	if (pk->failed)
		return;
	if (be32(p + 4)) {
		pk->proto = "nfs";
		reply(pk, v, o);
	} else {
		pk->proto = "sunrpc";
		call(pk, v, o);
	}
}

const struct printer printer_sunrpc = { .name = "sunrpc", .title = "port mapper calls (SunRPC)",
	.on = sunrpc_on, .print = sunrpc_print, .ends = true };
