/* The signature option of TCP (RFC 2385): pseudo-header, header without options, data, secret. */
#include <string.h>

#include "md5.h"
#include "tcpopts.h"

#define HEADER 20

static void digest_of(const struct pkt *pk, const struct tcp_around *tcp, uint8_t digest[16])
{
	size_t addr = pk->ip.version == 4 ? 4 : 16;
	uint8_t tail4[4] = { 0, 6, (uint8_t)(tcp->len >> 8), (uint8_t)tcp->len };
	uint8_t tail6[8] = { 0, 0, (uint8_t)(tcp->len >> 8), (uint8_t)tcp->len, 0, 0, 0, 6 };
	uint8_t head[HEADER];
	struct md5 m;

	md5_open(&m);
	md5_add(&m, pk->ip.src, addr);
	md5_add(&m, pk->ip.dst, addr);
	if (addr == 4)
		md5_add(&m, tail4, sizeof(tail4));
	else
		md5_add(&m, tail6, sizeof(tail6));
	memcpy(head, tcp->head, HEADER);
	head[16] = head[17] = 0;	/* the checksum counts as zero */
	md5_add(&m, head, HEADER);
	md5_add(&m, tcp->head + tcp->hlen, tcp->len - tcp->hlen);
	md5_add(&m, pk->show->secret, strlen(pk->show->secret));
	md5_end(&m, digest);
}

void tcpmd5_print(struct pkt *pk, const uint8_t *digest, const struct tcp_around *tcp,
		  struct obuf *o)
{
	uint8_t right[16];

	if (pk->failed)
		return;
	if (view_left(&tcp->all) < tcp->len) {
		ob_str(o, "snaplen too short, can't check - ");
	} else if (!pk->show->secret) {
		ob_str(o, "shared secret not supplied with -M, can't check - ");
	} else {
		digest_of(pk, tcp, right);
		ob_str(o, memcmp(right, digest, 16) ? " (invalid)" : "valid");
		return;
	}
	ob_hex_bytes(o, digest, 16);
}
