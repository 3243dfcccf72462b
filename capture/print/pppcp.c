/*
 * PPP's control protocols (RFC 1661, 1332, 5072, 1962, 2125, 3032): code(1) id(1) length(2), then
 * options or a message.
 */
#include "proto/ppp.h"

enum code {
	VENDOR,
	REQUEST,
	ACK,
	NAK,
	REJECT,
	TERM_REQUEST,
	TERM_ACK,
	CODE_REJECT,
	PROTOCOL_REJECT,
	ECHO,
	ECHO_REPLY,
	DISCARD,
	IDENT,
	TIME,
	RESET,
	RESET_ACK,
};

#define HEADER 4

static const struct bind pppcp_on[] = {
	{ BY_PPP, 0xc021, 0 }, { BY_PPP, 0x8021, 0 }, { BY_PPP, 0x8057, 0 }, { BY_PPP, 0x80fd, 0 },
	{ BY_PPP, 0xc02b, 0 }, { BY_PPP, 0x8023, 0 }, { BY_PPP, 0x8281, 0 }, { 0 },
};

static const struct word codes[] = {
	{ VENDOR, "Vendor-Extension" }, { REQUEST, "Conf-Request" }, { ACK, "Conf-Ack" },
	{ NAK, "Conf-Nack" }, { REJECT, "Conf-Reject" }, { TERM_REQUEST, "Term-Request" },
	{ TERM_ACK, "Term-Ack" }, { CODE_REJECT, "Code-Reject" },
	{ PROTOCOL_REJECT, "Prot-Reject" }, { ECHO, "Echo-Request" },
	{ ECHO_REPLY, "Echo-Reply" }, { DISCARD, "Disc-Req" }, { IDENT, "Ident" },
	{ TIME, "Time-Rem" }, { RESET, "Reset-Req" }, { RESET_ACK, "Reset-Ack" }, { 0, NULL },
};

/* A mark within the text, behind which nothing follows. */
static void mark(const char *name, struct obuf *o)
{
	ob_str(o, "[|");
	ob_str(o, name);
	ob_c(o, ']');
}

static void magic(struct view *v, struct obuf *o)
{
	uint32_t number = view_be32(v);

	ob_str(o, "\n\t  Magic-Num ");
	ob_0x(o, number, 8);
}

static void rejected(struct view v, struct obuf *o)
{
	uint16_t protocol = view_be16(&v);
	const char *name = word_of(ppp_protocols, protocol);

	ob_str(o, "\n\t  Rejected ");
	ob_str(o, name ? name : "unknown");
	ob_str(o, " Protocol (");
	ob_0x(o, protocol, 4);
	ob_c(o, ')');
	if (v.len && !v.pk->failed) {
		ob_str(o, "\n\t  Rejected Packet");
		/* the number before it counts, too */
		ppp_data(v, v.len + 4, "\n\t    ", o);
	}
}

static void echo(const char *name, struct view v, struct obuf *o)
{
	magic(&v, o);
	if (!v.len || v.pk->failed)
		return;
	ob_str(o, "\n\t  -----trailing data-----");
	if (view_left(&v) < v.len)
		mark(name, o);
	else
		ppp_data(v, v.len, "\n\t  ", o);
}

/* The message is read on for as many bytes as the number before it has. */
static void ident(const char *name, struct view v, struct obuf *o)
{
	size_t len = v.len;

	magic(&v, o);
	if (!v.len || v.pk->failed)
		return;
	ob_str(o, "\n\t  Message\n\t    ");
	for (size_t i = 0; i < len && i < view_left(&v); i++)
		ob_vis(o, v.p[i]);
	if (view_left(&v) < len)
		mark(name, o);
}

static void vendor(struct view v, struct obuf *o)
{
	uint32_t oui;

	magic(&v, o);
	oui = view_be24(&v);
	ob_str(o, " Vendor: ");
	ob_str(o, names_vendor(oui));
	ob_num(o, " (", oui, ")");
}

static void contents(struct pkt *pk, const struct ppp_control *of, uint8_t code, struct view v,
		     struct obuf *o)
{
	switch (code) {
	case VENDOR:
		if (v.len >= 7)
			vendor(v, o);
		break;
	case REQUEST:
	case ACK:
	case NAK:
	case REJECT:
		if (of->option)
			ppp_options(pk, of, v, v.len + HEADER, o);
		break;
	case PROTOCOL_REJECT:
		if (v.len >= 2)
			rejected(v, o);
		break;
	case ECHO:
	case ECHO_REPLY:
	case DISCARD:
		if (v.len >= 4)
			echo(of->name, v, o);
		break;
	case IDENT:
		if (v.len >= 4)
			ident(of->name, v, o);
		break;
	case TIME:
		if (v.len >= 8) {
			magic(&v, o);
			ob_num(o, ", Seconds-Remaining ", view_be32(&v), "s");
		}
		break;
	}
}

/* The header, as it stood with the protocol before it. */
static struct view with_protocol(struct view v)
{
	v.p -= 2;
	return v;
}

static void pppcp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const struct ppp_control *of = ppp_control_of(pk->ppp);
	const char *name;
	struct view head;
	size_t len;
	uint8_t code;

	if (!of)
		of = ppp_control_of(0xc021);
	ob_str(o, of->name);
	ob_str(o, ", ");
	if (v.len < HEADER || !view_has(&v, 0, 2)) {
		mark(of->name, o);
		return;
	}
	code = v.p[0];
	name = word_of(codes, code);
	ob_str(o, name ? name : "Unknown Opcode");
	ob_str(o, " (");
	ob_0x(o, code, 2);
	ob_num(o, "), id ", v.p[1], ", length ");
	ob_u(o, v.len + 2);
	if (!pk->show->v)
		return;
	len = be16(view_at(&v, 2, 2));
	if (pk->failed)
		return;
	ob_num(o, "\n\tencoded length ", len, "");
	if (len < HEADER) {
		ob_str(o, " (< 4))");
		return;
	}
	if (len > v.len) {
		ob_num(o, " (> packet length ", v.len, "))");
		return;
	}
	ob_num(o, " (=Option(s) length ", len - HEADER, ")");
	if (len == HEADER)
		return;
	head = pk->ppp ? with_protocol(v) : v;
	if (pk->show->v > 1)
		ppp_data(head, 6, "\n\t", o);
	if (pk->show->v < 2 && (code > TIME || !name))
		ppp_data(head, len + 2, "\n\t  ", o);
	view_skip(&v, HEADER);
	v.len = len - HEADER;
	contents(pk, of, code, v, o);
}

const struct printer printer_pppcp = { .name = "ppp",
	.title = "PPP's LCP, IPCP, IPV6CP, CCP, BACP, OSICP and MPLSCP", .on = pppcp_on,
	.print = pppcp_print, .whole = true };
