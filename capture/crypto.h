/* libcrypto, loaded when it is asked for: linked, it would cost every start 0.6 ms. */
#ifndef CAPTURE_CRYPTO_H
#define CAPTURE_CRYPTO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What of libcrypto is called, named as what it is for; its types stay its own. */
struct crypto {
	void *library, *legacy;
	const void *(*cipher)(const char *name);
	int (*block)(const void *cipher);
	int (*iv)(const void *cipher);
	int (*keylen)(const void *cipher);
	void *(*make)(void);
	void (*drop)(void *ctx);
	int (*begin)(void *ctx, const void *cipher, void *engine, const uint8_t *key,
		     const uint8_t *iv);
	int (*padding)(void *ctx, int on);
	int (*update)(void *ctx, uint8_t *out, int *len, const uint8_t *in, int n);
	int (*end)(void *ctx, uint8_t *out, int *len);
	int (*control)(void *ctx, int type, int n, void *p);
	int (*encrypt_begin)(void *ctx, const void *cipher, void *engine, const uint8_t *key,
			     const uint8_t *iv);
	int (*encrypt_update)(void *ctx, uint8_t *out, int *len, const uint8_t *in, int n);
	const void *(*sha256)(void);
	uint8_t *(*hmac)(const void *digest, const void *key, int keylen, const uint8_t *p,
			 size_t n, uint8_t *out, unsigned *len);
	void *(*provider)(void *library, const char *name);	/* or NULL: before OpenSSL 3 */
};

/*
 * Before files can be opened no more. False: there is none (crypto_why() says more), or this
 * program is linked statically. What was loaded stays: it has work of its own to do when the
 * program ends.
 */
bool crypto_open(struct crypto *c);
const char *crypto_why(void);

#endif
