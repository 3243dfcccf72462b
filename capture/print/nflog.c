/*
 * Linux netfilter's log: family(1) version(1) resource(2), then attributes in the order of the
 * machine: length(2) type(2), padded to a multiple of four. One of them is the packet.
 */
#include <pcap/dlt.h>

#include "print.h"

#define HEADER 4
#define ATTRIBUTE 4
#define PAYLOAD 9

static const struct bind nflog_on[] = { { BY_DLT, DLT_NFLOG, 0 }, { 0 } };

static const struct word families[] = { { 2, "IPv4" }, { 10, "IPv6" }, { 0, NULL } };

static void head(const struct pkt *pk, const uint8_t *p, size_t length, struct obuf *o)
{
	const char *family = word_of(families, p[0]);

	ob_num(o, "version ", p[1], ", resource ID ");
	ob_u(o, be16(p + 2));
	if (!pk->show->quick) {
		ob_str(o, ", family ");
		ob_str(o, family ? family : "Unknown");
		ob_num(o, " (", p[0], ")");
	} else if (family) {
		ob_str(o, ", ");
		ob_str(o, family);
	} else {
		ob_str(o, ", Unknown NFLOG (");
		ob_0x(o, p[0], 2);
		ob_c(o, ')');
	}
	ob_num(o, ", length ", length, ": ");
}

/* Up to the packet, or to the end. */
static void attributes(struct pkt *pk, struct view *v)
{
	while (view_more(v)) {
		const uint8_t *p = view_at(v, 0, ATTRIBUTE);
		size_t length = le16(p), padded = (length + 3) & ~(size_t)3;

		if (v->len < ATTRIBUTE || !length || padded > v->len)
			view_failed(v);
		view_need(v, padded);
		if (pk->failed)
			return;
		if (le16(p + 2) == PAYLOAD) {
			view_pass(v, ATTRIBUTE);
			return;
		}
		view_pass(v, padded);
		pkt_link(pk, v);
	}
}

static void nflog_print(struct pkt *pk, struct view v, struct obuf *o)
{
	size_t whole = v.len;
	const uint8_t *p = view_bytes(&v, HEADER);

	pkt_link(pk, &v);
	if (pk->failed)
		return;
	if (p[1]) {
		ob_num(o, "version ", p[1], " (unknown)");
		return;
	}
	if (pk->show->link)
		head(pk, p, whole, o);
	attributes(pk, &v);
	if (pk->failed)
		return;
	pkt_link(pk, &v);
	if ((p[0] == 2 && pkt_next(pk, BY_ETHER, 0x0800, v, o)) ||
	    (p[0] == 10 && pkt_next(pk, BY_ETHER, 0x86dd, v, o))) {
		/* -x shows all of a packet that ends early */
		if (pk->failed)
			pk->link_len = 0;
		return;
	}
	if (!pk->show->link)
		head(pk, p, v.len + ATTRIBUTE, o);
	pkt_data(pk, v, o);
}

const struct printer printer_nflog = { .name = "nflog", .title = "Linux netfilter log",
	.on = nflog_on, .print = nflog_print };
