/*
 * ARP (RFC 826), reverse and inverse ARP (RFC 903, 2390): hardware(2) protocol(2) lengths(1, 1)
 * operation(2), then sender's and target's addresses of both kinds. On ATM: RFC 2225.
 */
#include "hex.h"
#include "print.h"

#define HW_ETHERNET 1
#define HW_FRAME_RELAY 15
#define HW_ATM 19
#define HW_IEEE1394 24
#define PRO_IP 0x0800
#define PRO_TRAIL 0x1000

enum {
	REQUEST = 1,
	REPLY,
	REVERSE_REQUEST,
	REVERSE_REPLY,
	INVERSE_REQUEST = 8,
	INVERSE_REPLY,
	NACK
};

static const struct bind arp_on[] = { { BY_ETHER, 0x0806, 0 }, { BY_ETHER, 0x8035, 0 }, { 0 } };

static const struct word hardware[] = {
	{ HW_ETHERNET, "Ethernet" }, { 6, "TokenRing" }, { 7, "ArcNet" },
	{ HW_FRAME_RELAY, "FrameRelay" }, { 23, "Strip" }, { HW_IEEE1394, "IEEE 1394" },
	{ 32, "InfiniBand" }, { 0, NULL },
};

static const struct word operations[] = {
	{ REQUEST, "Request" }, { REPLY, "Reply" }, { REVERSE_REQUEST, "Reverse Request" },
	{ REVERSE_REPLY, "Reverse Reply" }, { INVERSE_REQUEST, "Inverse Request" },
	{ INVERSE_REPLY, "Inverse Reply" }, { NACK, "NACK Reply" }, { 0, NULL },
};

/* One side. */
struct party {
	struct view hw, sub, ip;
};

struct arp {
	uint16_t hardware, protocol, operation;
	bool atm;
	struct party sender, target;
};

/* RFC 2427, Q.922: an address of 2 to 4 bytes; the last one has its lowest bit set. */
static void dlci_text(struct obuf *o, const uint8_t *p, size_t n)
{
	uint32_t dlci;
	size_t end = 1;

	while (end < n && !(p[end] & 1))
		end++;
	if (n < 2 || p[0] & 1 || end > 3 || end >= n) {
		ob_str(o, "<Invalid DLCI>");
		return;
	}
	dlci = (uint32_t)(p[0] >> 2) << 4 | p[1] >> 4;
	if (end == 2)
		dlci = dlci << 6 | p[2] >> 2;
	if (end == 3)
		dlci = (dlci << 7 | p[2] >> 1) << 6 | p[3] >> 2;
	ob_num(o, "DLCI ", dlci, "");
}

static void octets_text(struct obuf *o, const uint8_t *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i)
			ob_c(o, ':');
		ob_hex(o, p[i], 2);
	}
}

static void hardware_text(struct pkt *pk, const struct arp *a, const struct party *of,
			  struct obuf *o)
{
	struct view v = of->hw;

	if (a->atm) {
		if (!v.len && !of->sub.len)
			return;
		octets_text(o, v.p, v.len);
		if (of->sub.len) {
			ob_c(o, ',');
			octets_text(o, of->sub.p, of->sub.len);
		}
		return;
	}
	if (!v.len)
		ob_str(o, "<empty>");
	else if (a->hardware == HW_FRAME_RELAY)
		dlci_text(o, v.p, v.len);
	else if (v.len == 6 && a->hardware == HW_ETHERNET)
		names_mac(pk, o, v.p);
	else
		octets_text(o, v.p, v.len);
}

static void protocol_text(struct pkt *pk, const struct arp *a, const struct party *of,
			  const char *wrong, struct obuf *o)
{
	if (a->protocol != PRO_IP && a->protocol != PRO_TRAIL)
		ob_str(o, "<wrong proto type>");
	else if (of->ip.len != 4)
		ob_str(o, a->atm ? wrong : "<wrong len>");
	else
		names_ip4(pk, o, of->ip.p);
}

static void kinds_text(struct pkt *pk, const struct arp *a, struct obuf *o)
{
	const char *name = names_ether(a->protocol);

	(void)pk;
	if (a->atm) {
		ob_str(o, "ATM");
	} else {
		ob_word(o, hardware, a->hardware, "Unknown Hardware (", ")");
		ob_num(o, " (len ", a->sender.hw.len, ")");
	}
	ob_str(o, ", ");
	if (name) {
		ob_str(o, name);
	} else {
		ob_str(o, "Unknown Protocol (");
		ob_0x(o, a->protocol, 4);
		ob_c(o, ')');
	}
	ob_num(o, " (len ", a->sender.ip.len, "");
	if (a->atm)
		ob_num(o, "/", a->target.ip.len, "");
	ob_str(o, "), ");
}

static bool is_zero(const struct view *v)
{
	for (size_t i = 0; i < v->len; i++)
		if (v->p[i])
			return false;
	return true;
}

static bool known(const struct party *of, const struct arp *a)
{
	return a->atm ? of->hw.len != 0 : !is_zero(&of->hw);
}

/* False: there is nobody who asks or answers. */
static bool operation_text(struct pkt *pk, const struct arp *a, struct obuf *o)
{
	const struct party *s = &a->sender, *t = &a->target;

	switch (a->operation) {
	case REQUEST:
		ob_str(o, "who-has ");
		protocol_text(pk, a, t, "<wrong tplen>", o);
		if (known(t, a)) {
			ob_str(o, " (");
			hardware_text(pk, a, t, o);
			ob_c(o, ')');
		}
		ob_str(o, " tell ");
		protocol_text(pk, a, s, "<wrong splen>", o);
		return true;
	case REPLY:
		protocol_text(pk, a, s, "<wrong splen>", o);
		ob_str(o, " is-at ");
		hardware_text(pk, a, s, o);
		return true;
	case REVERSE_REQUEST:
		if (a->atm)
			return false;
		/* fall through */
	case INVERSE_REQUEST:
		ob_str(o, "who-is ");
		hardware_text(pk, a, t, o);
		ob_str(o, " tell ");
		hardware_text(pk, a, s, o);
		return true;
	case REVERSE_REPLY:
		if (a->atm)
			return false;
		hardware_text(pk, a, t, o);
		ob_str(o, " at ");
		protocol_text(pk, a, t, "<wrong tplen>", o);
		return true;
	case INVERSE_REPLY:
		hardware_text(pk, a, s, o);
		/* the classic text has no blank here on ATM */
		ob_str(o, a->atm ? "at " : " at ");
		protocol_text(pk, a, s, "<wrong splen>", o);
		return true;
	case NACK:
		if (!a->atm)
			return false;
		ob_str(o, "for ");
		protocol_text(pk, a, s, "<wrong splen>", o);
		return true;
	default:
		return false;
	}
}

/* The addresses, where the lengths in front say. */
static void parse(struct view v, struct arp *a)
{
	uint8_t hln = *view_at(&v, 4, 1), pln = *view_at(&v, 5, 1);

	a->sender.sub.len = a->target.sub.len = 0;
	if (a->atm) {
		uint8_t ssl = pln, spl = *view_at(&v, 8, 1), thl = *view_at(&v, 9, 1);
		uint8_t tsl = *view_at(&v, 10, 1), tpl = *view_at(&v, 11, 1);

		view_need(&v, 12u + (hln & 0x3f) + (ssl & 0x3f) + spl + (thl & 0x3f) +
				      (tsl & 0x3f) + tpl);
		view_skip(&v, 12);
		a->sender.hw = view_take(&v, hln & 0x3f);
		a->sender.sub = view_take(&v, ssl & 0x3f);
		a->sender.ip = view_take(&v, spl);
		a->target.hw = view_take(&v, thl & 0x3f);
		a->target.sub = view_take(&v, tsl & 0x3f);
		a->target.ip = view_take(&v, tpl);
		return;
	}
	view_need(&v, 8u + 2u * hln + 2u * pln);
	view_skip(&v, 8);
	a->sender.hw = view_take(&v, hln);
	a->sender.ip = view_take(&v, pln);
	a->target.hw = view_take(&v, hln);
	a->target.ip = view_take(&v, pln);
}

static void arp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p = view_at(&v, 0, 8);
	struct arp a = { .hardware = be16(p), .protocol = be16(p + 2), .operation = be16(p + 6) };
	bool plain;

	a.atm = a.hardware == HW_ATM;
	parse(v, &a);
	if (pk->failed)
		return;
	if (!pk->show->link)
		ob_str(o, "ARP, ");
	plain = (a.protocol == PRO_IP || a.protocol == PRO_TRAIL) && a.sender.ip.len == 4 &&
		(a.atm ? a.target.ip.len == 4 : a.sender.hw.len != 0);
	if (!plain || pk->show->v)
		kinds_text(pk, &a, o);
	if (plain || pk->show->v) {
		ob_word(o, operations, a.operation, "Unknown (", ")");
		ob_c(o, ' ');
		if (!operation_text(pk, &a, o)) {
			/* even where an option dumps all */
			hex_dump(o, "\n\t", v.p, v.len < view_left(&v) ? v.len : view_left(&v),
				 true);
			return;
		}
		ob_str(o, ", ");
	}
	ob_num(o, "length ", v.len, "");
}

const struct printer printer_arp = { .name = "arp", .title = "ARP, RARP, inverse ARP",
	.on = arp_on, .print = arp_print, .whole = true };
