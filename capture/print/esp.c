/* IP encapsulating security payload (RFC 4303): spi(4) sequence(4), then what is encrypted. */
#include "esp.h"
#include "ip.h"
#include "print.h"

#define HEADER 8

static const struct bind esp_on[] = { { BY_IP, 50, 0 }, { 0 } };

static void decrypted(struct pkt *pk, struct view v, struct obuf *o)
{
	size_t n = v.len < view_left(&v) ? v.len : view_left(&v), len;
	const uint8_t *p;
	uint8_t next;
	bool wrong;

	if (!pk->esp || !pk->ip.version)
		return;
	if (!esp_decrypt(pk->esp, v.p, n, pk->ip.version, pk->ip.dst, &p, &len, &next, &wrong)) {
		if (wrong)
			pkt_mark(pk, o);
		return;
	}
	ob_str(o, ": ");
	pk->ip.proto = next;
	ip_secured(pk, (struct view){ p, p + len, len, pk }, o);
	esp_done(pk->esp, p);
}

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
	decrypted(pk, v, o);
}

const struct printer printer_esp = { .name = "esp", .title = "IPsec's ESP, decrypted with -E",
	.on = esp_on, .print = esp_print };
