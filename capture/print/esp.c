/* IP encapsulating security payload (RFC 4303): spi(4) sequence(4), then what is encrypted. */
#include "print.h"

#define HEADER 8

static const struct bind esp_on[] = { { BY_IP, 50, 0 }, { 0 } };

static void esp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p = view_at(&v, 0, HEADER + 1);

	if (pk->failed)
		return;
	ob_str(o, "ESP(spi=");
	ob_0x(o, be32(p), 8);
	ob_str(o, ",seq=");
	ob_0x(o, be32(p + 4), 0);
	ob_num(o, "), length ", v.len, "");
}

const struct printer printer_esp = { .name = "esp", .title = "IPsec's ESP", .on = esp_on,
	.print = esp_print };
