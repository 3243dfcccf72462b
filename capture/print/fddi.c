/* FDDI (ISO 9314-2): frame control(1) destination(6) source(6); LLC behind it. */
#include <pcap/dlt.h>

#include "print.h"

#define HEADER 13
#define KIND 0xf0
#define SMT 0x40
#define LLC_ASYNC 0x50

static const struct bind fddi_on[] = { { BY_DLT, DLT_FDDI, 0 }, { 0 } };

/* Frames with a name of their own. */
static const struct word controls[] = {
	{ 0x40, "void" }, { 0x41, "info" }, { 0x4f, "nsa" }, { 0x80, "nrt" }, { 0xc0, "rt" },
	{ 0xc2, "beacon" }, { 0xc3, "claim" }, { 0, NULL },
};
/* The others have the name of their kind and a hexadecimal digit. */
static const struct word kinds[] = {
	{ 0x40, "smt" }, { 0x50, "async" }, { 0x60, "imp_async" }, { 0xc0, "mac" },
	{ 0xd0, "sync" }, { 0xe0, "imp_sync" }, { 0, NULL },
};

static void head(const struct pkt *pk, struct obuf *o, uint8_t control, size_t whole)
{
	const char *name = word_of(controls, control), *kind = word_of(kinds, control & KIND);

	if (!pk->show->quick) {
		if (name || kind)
			ob_str(o, name ? name : kind);
		if (!name)
			ob_hex(o, kind ? control & 0xf : control, kind ? 1 : 2);
		ob_c(o, ' ');
	}
	names_mac(pk, o, pk->mac_src);
	ob_str(o, " > ");
	names_mac(pk, o, pk->mac_dst);
	ob_num(o, ", length ", whole, ": ");
}

static void fddi_print(struct pkt *pk, struct view v, struct obuf *o)
{
	size_t whole = v.len;
	const uint8_t *p = view_bytes(&v, HEADER);
	uint8_t kind = p[0] & KIND;

	pkt_link(pk, &v);
	if (pk->failed)
		return;
	pk->mac_dst = p + 1;
	pk->mac_src = p + 7;
	if (pk->show->link)
		head(pk, o, p[0], whole);
	if (kind == LLC_ASYNC) {
		pkt_call(pk, &printer_llc, v, o);
	} else if (kind == SMT) {
		/* the classic text: station management is not looked into there, either */
		ob_str(o, "<SMT printer not yet implemented>");
	} else {
		if (!pk->show->link)
			head(pk, o, p[0], whole);
		pkt_data(pk, v, o);
	}
}

const struct printer printer_fddi = { .name = "fddi", .title = "FDDI", .on = fddi_on,
	.print = fddi_print };
