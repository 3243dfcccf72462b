/* IP authentication header (RFC 4302): next(1) length(1) reserved(2) spi(4) sequence(4) icv. */
#include "ip.h"
#include "print.h"

#define FIXED 12

static const struct bind ah_on[] = { { BY_IP, 51, 0 }, { 0 } };

static void ah_print(struct pkt *pk, struct view v, struct obuf *o)
{
	uint32_t spi, sequence;
	uint16_t reserved;
	uint8_t next, len;
	size_t size;

	next = *view_at(&v, 0, 1);
	pk->whole = true;
	ob_str(o, "AH");
	len = *view_at(&v, 1, 1);
	size = (len + 2u) * 4;
	ob_c(o, '(');
	if (pk->show->v) {
		ob_num(o, "length=", len, "(");
		ob_num(o, "", size, "-bytes),");
	}
	reserved = be16(view_at(&v, 2, 2));
	if (reserved) {
		ob_str(o, "reserved=");
		ob_0x(o, reserved, 0);
		ob_str(o, "[MustBeZero],");
	}
	spi = be32(view_at(&v, 4, 4));
	ob_str(o, "spi=");
	ob_0x(o, spi, 8);
	ob_c(o, ',');
	sequence = be32(view_at(&v, 8, 4));
	ob_str(o, "seq=");
	ob_0x(o, sequence, 0);
	ob_str(o, ",icv=0x");
	if (size > FIXED) {
		struct view icv = view_behind(v, FIXED);
		size_t n = size - FIXED;

		ob_hex_bytes(o, icv.p, n < view_left(&icv) ? n : view_left(&icv));
	}
	view_skip(&v, size);
	ob_str(o, "): ");
	if (pk->failed)
		return;
	pk->ip.proto = next;
	ip_secured(pk, v, o);
}

const struct printer printer_ah = { .name = "ah", .title = "IPsec's AH", .on = ah_on,
	.print = ah_print };
