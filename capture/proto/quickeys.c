/*
 * QUIC's Initial packets decrypted: HKDF-SHA256 (RFC 5869) makes keys of a connection ID that
 * passes in the clear, AES-128-ECB takes off the header's protection, AES-128-GCM the payload's.
 */
#include "proto/quickeys.h"

#include <stdlib.h>
#include <string.h>

#include "base/prog.h"
#include "crypto.h"

#define SECRET 32
#define SALT 20
#define SAMPLE 16
#define TAG 16
#define NUMBER_MAX 4
#define LABEL_MAX 32
#define SET_TAG 0x11		/* EVP_CTRL_AEAD_SET_TAG */

struct quic {
	struct crypto crypto;
	const void *sha256, *ecb, *gcm;
	void *mask, *open;		/* contexts of the two */
	uint8_t room[QUIC_PACKET_MAX];
};

/* RFC 5869's one step: both Extract, and Expand to at most SECRET bytes, are an HMAC. */
static bool hmac(struct quic *q, const uint8_t *key, size_t nkey, const uint8_t *p, size_t n,
		 uint8_t to[SECRET])
{
	unsigned made = SECRET;

	return q->crypto.hmac(q->sha256, key, (int)nkey, p, n, to, &made) && made == SECRET;
}

/* HKDF-Expand-Label (RFC 8446, section 7.1) without a context: n bytes, at most SECRET. */
static bool expand(struct quic *q, const uint8_t *secret, const char *prefix, const char *label,
		   uint8_t *to, size_t n)
{
	static const char tls13[] = "tls13 ";
	const char *parts[] = { tls13, prefix, label };
	uint8_t info[4 + LABEL_MAX + 1] = { 0, (uint8_t)n }, whole[SECRET];
	size_t at = 3;

	for (unsigned i = 0; i < 3; i++) {
		memcpy(info + at, parts[i], strlen(parts[i]));
		at += strlen(parts[i]);
	}
	info[2] = (uint8_t)(at - 3);
	info[at++] = 0;
	info[at++] = 1;
	if (!hmac(q, secret, SECRET, info, at, whole))
		return false;
	memcpy(to, whole, n);
	return true;
}

static bool side(struct quic *q, const uint8_t *initial, const char *who, const char *version,
		 struct quic_side *s)
{
	uint8_t secret[SECRET];

	return expand(q, initial, "", who, secret, sizeof(secret)) &&
	       expand(q, secret, version, "key", s->key, sizeof(s->key)) &&
	       expand(q, secret, version, "iv", s->iv, sizeof(s->iv)) &&
	       expand(q, secret, version, "hp", s->hp, sizeof(s->hp));
}

bool quic_keys(struct quic *q, uint32_t version, const uint8_t *id, size_t n, struct quic_keys *k)
{
	static const uint8_t salt1[SALT] = { 0x38, 0x76, 0x2c, 0xf7, 0xf5, 0x59, 0x34,
					     0xb3, 0x4d, 0x17, 0x9a, 0xe6, 0xa4, 0xc8,
					     0x0c, 0xad, 0xcc, 0xbb, 0x7f, 0x0a };
	static const uint8_t salt2[SALT] = { 0x0d, 0xed, 0xe3, 0xde, 0xf7, 0x00, 0xa6,
					     0xdb, 0x81, 0x93, 0x81, 0xbe, 0x6e, 0x26,
					     0x9d, 0xcb, 0xf9, 0xbd, 0x2e, 0xd9 };
	const char *label = version == QUIC_V2 ? "quicv2 " : "quic ";
	uint8_t initial[SECRET];

	return hmac(q, version == QUIC_V2 ? salt2 : salt1, SALT, id, n, initial) &&
	       side(q, initial, "client in", label, &k->client) &&
	       side(q, initial, "server in", label, &k->server);
}

/* Takes the protection off: the first byte, and the packet number. Returns its length, or 0. */
static size_t unmask(struct quic *q, const struct quic_side *keys, const uint8_t *p, size_t at,
		     size_t n, uint8_t *first, uint8_t number[NUMBER_MAX])
{
	uint8_t mask[SAMPLE];
	size_t length;
	int made;

	/* the sample lies where it would behind the longest number */
	if (at > n || n - at < NUMBER_MAX + SAMPLE ||
	    q->crypto.encrypt_begin(q->mask, q->ecb, NULL, keys->hp, NULL) != 1 ||
	    q->crypto.padding(q->mask, 0) != 1 ||
	    q->crypto.encrypt_update(q->mask, mask, &made, p + at + NUMBER_MAX, SAMPLE) != 1)
		return 0;
	*first = p[0] ^ (mask[0] & 0x0f);
	length = (*first & 3u) + 1;
	for (size_t i = 0; i < length; i++)
		number[i] = p[at + i] ^ mask[1 + i];
	return length;
}

bool quic_decrypt(struct quic *q, const struct quic_side *keys, const uint8_t *p, size_t at,
		  size_t n, struct quic_opened *to)
{
	uint8_t first, number[NUMBER_MAX], nonce[sizeof(keys->iv)], tag[TAG];
	size_t length = unmask(q, keys, p, at, n, &first, number), head = at + length;
	int made;

	if (!length || n > QUIC_PACKET_MAX || n - head < TAG)
		return false;
	memcpy(nonce, keys->iv, sizeof(nonce));
	to->number = 0;
	for (size_t i = 0; i < length; i++) {
		nonce[sizeof(nonce) - length + i] ^= number[i];
		to->number = to->number << 8 | number[i];
	}
	to->p = q->room;
	to->len = n - head - TAG;
	memcpy(tag, p + n - TAG, TAG);
	/* the header as it was before it was protected is vouched for, too */
	return q->crypto.begin(q->open, q->gcm, NULL, keys->key, nonce) == 1 &&
	       q->crypto.update(q->open, NULL, &made, &first, 1) == 1 &&
	       q->crypto.update(q->open, NULL, &made, p + 1, (int)(at - 1)) == 1 &&
	       q->crypto.update(q->open, NULL, &made, number, (int)length) == 1 &&
	       q->crypto.update(q->open, q->room, &made, p + head, (int)to->len) == 1 &&
	       q->crypto.control(q->open, SET_TAG, TAG, tag) == 1 &&
	       q->crypto.end(q->open, tag, &made) == 1;
}

struct quic *quic_open(void)
{
	static const uint8_t nothing[64];
	struct quic *q = prog_alloc(1, sizeof(*q));
	struct quic_opened opened;
	struct quic_keys keys;

	if (!crypto_open(&q->crypto)) {
		quic_close(q);
		return NULL;
	}
	q->sha256 = q->crypto.sha256();
	q->ecb = q->crypto.cipher("aes-128-ecb");
	q->gcm = q->crypto.cipher("aes-128-gcm");
	q->mask = q->crypto.make();
	q->open = q->crypto.make();
	/* what libcrypto loads when it is first called, it loads now */
	if (!q->sha256 || !q->ecb || !q->gcm || !q->mask || !q->open ||
	    !quic_keys(q, QUIC_V1, nothing, 1, &keys) ||
	    quic_decrypt(q, &keys.client, nothing, 8, sizeof(nothing), &opened)) {
		quic_close(q);
		return NULL;
	}
	return q;
}

void quic_close(struct quic *q)
{
	if (q && q->mask)
		q->crypto.drop(q->mask);
	if (q && q->open)
		q->crypto.drop(q->open);
	free(q);
}
