/* Protocol independent multicast, version 2: type(1) address length(1) checksum(2), message. */
#include "print.h"
#include "proto/pim.h"

#define HEADER 4
#define REGISTER_LEN 8		/* the checksum of a Register covers no more */

static const struct bind pim_on[] = { { BY_IP, 103, 0 }, { 0 } };

static const struct word types[] = {
	{ PIM_HELLO, "Hello" }, { PIM_REGISTER, "Register" }, { PIM_STOP, "Register Stop" },
	{ PIM_JOIN, "Join / Prune" }, { PIM_BOOTSTRAP, "Bootstrap" }, { PIM_ASSERT, "Assert" },
	{ PIM_GRAFT, "Graft" }, { PIM_GRAFT_ACK, "Graft Acknowledgement" },
	{ PIM_CANDIDATE, "Candidate RP Advertisement" }, { PIM_REFRESH, "Prune Refresh" },
	{ PIM_ELECTION, "DF Election" }, { 11, "ECMP Redirect" }, { 0, NULL },
};

/* What it comes to over n bytes; -1: they are not all there. */
static int sum_over(const struct pkt *pk, const struct view *v, size_t n)
{
	if (view_left(v) < n)
		return -1;
	return pk->ip.version == 6 ? pkt_pseudo_cksum(pk, v, n, 103) : pkt_cksum(v, n);
}

static const char *checksum(const struct pkt *pk, const struct view *v, uint8_t type)
{
	int sum;

	if (!be16(v->p + 2))
		return "unverified";
	sum = sum_over(pk, v, type == PIM_REGISTER ? REGISTER_LEN : v->len);
	/* some sum all of a Register */
	if (type == PIM_REGISTER && sum > 0)
		sum = sum_over(pk, v, v->len);
	return sum < 0 ? "unverified" : sum ? "incorrect" : "correct";
}

/* Flags(4), then a packet. */
static void registered(struct pkt *pk, struct view v, struct obuf *o)
{
	static const struct word flags[] = {
		{ 0x80000000, "Border" }, { 0x40000000, "Null" }, { 0, NULL },
	};
	const struct ip_around around = pk->ip;
	const char *name;
	uint8_t version;

	if (v.len < 4)
		view_failed(&v);
	name = word_of(flags, be32(view_bytes(&v, 4)));
	ob_str(o, ", Flags [ ");
	ob_str(o, name ? name : "none");
	ob_str(o, " ]\n\t");
	if (!v.len)
		view_failed(&v);
	version = *view_at(&v, 0, 1) >> 4;
	switch (version) {
	case 0:
		view_at(&v, 0, 20);
		ob_str(o, "IP-Null-header ");
		names_ip4(pk, o, view_at(&v, 12, 4));
		ob_str(o, " > ");
		names_ip4(pk, o, view_at(&v, 16, 4));
		break;
	case 4:
		pkt_next(pk, BY_ETHER, 0x0800, v, o);
		break;
	case 6:
		pkt_next(pk, BY_ETHER, 0x86dd, v, o);
		break;
	default:
		ob_num(o, "IP ver ", version, "");
	}
	pk->ip = around;
}

static void verbose(struct pkt *pk, struct view v, uint8_t type, const char *name, struct obuf *o)
{
	size_t plain;
	uint8_t reserved;

	ob_num(o, "PIMv2, length ", v.len, "\n\t");
	ob_str(o, name);
	pk->proto = "pimv2";
	if (v.len < 2) {
		ob_num(o, "[length ", v.len, " < 2] (invalid)");
		return;
	}
	reserved = *view_at(&v, 1, 1);
	plain = reserved & 15;
	if (plain)
		ob_str(o, ", RFC2117-encoding");
	if (v.len < HEADER) {
		ob_num(o, "[length ", v.len, " < 4] (invalid)");
		return;
	}
	view_at(&v, 2, 2);
	if (pk->failed)
		return;
	ob_str(o, ", cksum ");
	ob_0x(o, be16(v.p + 2), 4);
	ob_str(o, " (");
	ob_str(o, checksum(pk, &v, type));
	ob_c(o, ')');
	view_skip(&v, HEADER);
	if (type == PIM_HELLO)
		pim_hello(pk, v, plain, o);
	else if (type == PIM_REGISTER)
		registered(pk, v, o);
	else
		pim_message(pk, v, type, reserved >> 4, plain, o);
}

static void pim_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const char *name;
	uint8_t b = *view_at(&v, 0, 1);

	if (pk->failed)
		return;
	if (b >> 4 != 2) {
		ob_num(o, "PIMv", b >> 4, ", length ");
		ob_u(o, v.len);
		return;
	}
	name = word_of(types, b & 15);
	if (!name)
		name = "Unknown Type";
	if (pk->show->v) {
		verbose(pk, v, b & 15, name, o);
		return;
	}
	ob_str(o, "PIMv2, ");
	ob_str(o, name);
	ob_num(o, ", length ", v.len, "");
}

const struct printer printer_pim = { .name = "pim", .title = "PIM version 2", .on = pim_on,
	.print = pim_print, .whole = true };
