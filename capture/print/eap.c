/* EAP over a LAN (IEEE 802.1X): version(1) type(1) length(2), then EAP. */
#include "print.h"
#include "proto/eap.h"

static const struct bind eap_on[] = { { BY_ETHER, 0x888e, 0 }, { 0 } };

static const struct word frames[] = {
	{ 0, "EAP packet" }, { 1, "EAPOL start" }, { 2, "EAPOL logoff" }, { 3, "EAPOL key" },
	{ 4, "Encapsulated ASF alert" }, { 0, NULL },
};

static void eap_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p = view_at(&v, 0, 4);
	size_t len = be16(p + 2);

	if (pk->failed)
		return;
	eap_numbered(o, frames, p[1]);
	ob_num(o, " v", p[0], ", len ");
	ob_u(o, len);
	if (p[1] || !pk->show->v)
		return;
	if (!len) {
		view_failed(&v);
	} else {
		ob_str(o, ", ");
		eap_packet(pk, view_behind(v, 4), len, o);
	}
}

const struct printer printer_eap = { .name = "eap", .title = "EAP over a LAN (802.1X)",
	.on = eap_on, .print = eap_print };
