/*
 * Keys for ESP (RFC 4303), which -E gives as `spi@address algorithm:secret, ...`, or `file name`
 * with such lines. libcrypto is loaded only when there are any.
 */
#include "esp.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/prog.h"

#ifdef RUNGS_STATIC

struct esp *esp_open(const char *text)
{
	(void)text;
	warn("-E: this program is linked statically, and cannot load libcrypto");
	return NULL;
}

void esp_close(struct esp *e)
{
	(void)e;
}

bool esp_decrypt(struct esp *e, const uint8_t *p, size_t n, uint8_t version, const uint8_t *dst,
		 const uint8_t **out, size_t *len, uint8_t *next, bool *wrong)
{
	(void)e, (void)p, (void)n, (void)version, (void)dst;
	(void)out, (void)len, (void)next;
	*wrong = false;
	return false;
}

void esp_done(struct esp *e, const uint8_t *out)
{
	(void)e, (void)out;
}

#else

#include "crypto.h"

#define HEADER 8
#define MAC 12			/* HMAC-96 */
#define SECRET 256		/* the longest that is read */
#define HEAD 16			/* before the text: a printer may look back */
#define NAME 64

/* One association. */
struct key {
	struct key *next;
	uint32_t spi;
	uint8_t version;	/* 0: for any packet that no other one is for */
	uint8_t addr[16];
	bool mac;
	int block, iv;
	uint8_t secret[SECRET];
	void *ctx;
};

struct esp {
	struct crypto crypto;
	struct key *keys;
	bool failed;		/* a message that ends the program was written */
	size_t used;		/* of the room */
	uint8_t room[ESP_ROOM];
};

static int digit(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = c ? strchr(digits, c >= 'A' && c <= 'F' ? c + 32 : c) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* Text, or hexadecimal behind 0x. False after a message that ends the program. */
static bool secret_parse(struct esp *e, const char *s, uint8_t *to)
{
	size_t n = 0;

	if (strncmp(s, "0x", 2) != 0) {
		while (s[n] && n < SECRET) {
			to[n] = (uint8_t)s[n];
			n++;
		}
		return true;
	}
	/* half a byte at the end counts for nothing */
	for (s += 2; s[0] && s[1] && n < SECRET; n++) {
		int high = digit(s[0]), low = digit(s[1]);

		if (high < 0 || low < 0) {
			warn("invalid hex digit %c in espsecret", high < 0 ? s[0] : s[1]);
			e->failed = true;
			return false;
		}
		to[n] = (uint8_t)(high << 4 | low);
		s += 2;
	}
	return true;
}

/* Cuts that off the end. */
static bool suffix(char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	if (n < m || strcmp(s + n - m, end) != 0)
		return false;
	s[n - m] = '\0';
	return true;
}

/* Old ciphers are in a module of their own since OpenSSL 3. */
static bool begins(struct crypto *c, void *ctx, const void *cipher, const uint8_t *key)
{
	if (c->begin(ctx, cipher, NULL, key, NULL) == 1)
		return true;
	if (!c->provider || c->legacy || !c->provider(NULL, "default"))
		return false;
	c->legacy = c->provider(NULL, "legacy");
	return c->legacy && c->begin(ctx, cipher, NULL, key, NULL) == 1;
}

/* "algorithm:secret". */
static void algorithm(struct esp *e, struct key *k, char *s)
{
	char *colon = strchr(s, ':');
	const void *cipher;

	if (!colon || colon - s >= NAME) {
		warn("WARNING: failed to decode espsecret: %s", s);
		return;
	}
	*colon = '\0';
	k->mac = suffix(s, "-hmac96");
	suffix(s, "-cbc");
	cipher = e->crypto.cipher(strcmp(s, "3des") != 0 ? s : "des3");
	if (!cipher) {
		warn("WARNING: failed to find cipher algo %s", s);
		return;
	}
	if (!secret_parse(e, colon + 1, k->secret))
		return;
	k->block = e->crypto.block(cipher);
	k->iv = e->crypto.iv(cipher);
	k->ctx = e->crypto.make();
	if (!k->ctx || k->block < 1 || k->iv < 0 || e->crypto.keylen(cipher) > SECRET ||
	    !begins(&e->crypto, k->ctx, cipher, k->secret)) {
		warn("WARNING: -E: %s is not to be had here", s);
		if (k->ctx)
			e->crypto.drop(k->ctx);
		k->ctx = NULL;
	}
}

/* "spi@address". False after a message. */
static bool address(struct key *k, char *s)
{
	char *at = strchr(s, '@'), *end;

	*at = '\0';
	k->spi = (uint32_t)strtoul(s, &end, 0);
	if (*end) {
		warn("WARNING: print_esp: failed to decode spi# %s", s);
		return false;
	}
	s = at + 1;
	if (inet_pton(AF_INET, s, k->addr) == 1) {
		k->version = 4;
	} else if (inet_pton(AF_INET6, s, k->addr) == 1) {
		k->version = 6;
	} else {
		warn("WARNING: print_esp: can not decode IP# %s", s);
		return false;
	}
	return true;
}

static const char blanks[] = " \t\r";

/* One of the list. */
static void one(struct esp *e, char *s)
{
	struct key *k;
	char *rest;

	s += strspn(s, blanks);
	for (size_t n = strlen(s); n && strchr(blanks, s[n - 1]); n--)
		s[n - 1] = '\0';
	if (!*s || *s == '#')
		return;
	k = prog_alloc(1, sizeof(*k));
	if (strchr(s, '@')) {
		rest = s + strcspn(s, blanks);
		if (!*rest) {
			warn("WARNING: failed to decode espsecret: %s", s);
			free(k);
			return;
		}
		*rest++ = '\0';
		rest += strspn(rest, blanks);
		if (!strchr(s, '@')) {
			warn("WARNING: print_esp: failed to decode spi# %s", s);
			free(k);
			return;
		}
		if (!address(k, s)) {
			free(k);
			return;
		}
		s = rest;
	}
	algorithm(e, k, s);
	if (!k->ctx) {
		free(k);
		return;
	}
	k->next = e->keys;
	e->keys = k;
}

static void file_read(struct esp *e, const char *name)
{
	char *line = NULL;
	size_t room = 0;
	FILE *f;

	name += strspn(name, blanks);
	f = fopen(name, "re");
	if (!f) {
		warn_errno("-E: can't open %s", name);
		e->failed = true;
		return;
	}
	while (!e->failed && getline(&line, &room, f) > 0) {
		line[strcspn(line, "\n")] = '\0';
		one(e, line);
	}
	free(line);
	fclose(f);
}

struct esp *esp_open(const char *text)
{
	struct esp *e = prog_alloc(1, sizeof(*e));
	char *copy, *s, *next;

	if (!crypto_open(&e->crypto)) {
		warn("-E: libcrypto cannot be loaded: %s", crypto_why());
		esp_close(e);
		return NULL;
	}
	copy = prog_alloc(strlen(text) + 1, 1);
	memcpy(copy, text, strlen(text));
	for (s = copy; s && !e->failed; s = next) {
		next = strpbrk(s, ",\n");
		if (next)
			*next++ = '\0';
		if (!strncmp(s, "file ", 5))
			file_read(e, s + 5);
		else
			one(e, s);
	}
	free(copy);
	if (!e->failed)
		return e;
	esp_close(e);
	return NULL;
}

void esp_close(struct esp *e)
{
	while (e && e->keys) {
		struct key *k = e->keys;

		e->keys = k->next;
		e->crypto.drop(k->ctx);
		explicit_bzero(k, sizeof(*k));
		free(k);
	}
	free(e);
}

static const struct key *key_find(const struct esp *e, uint32_t spi, uint8_t version,
				  const uint8_t *dst)
{
	const struct key *any = NULL;

	for (const struct key *k = e->keys; k; k = k->next) {
		if (!k->version && !any)
			any = k;
		if (k->version && k->version == version && k->spi == spi &&
		    !memcmp(k->addr, dst, version == 4 ? 4 : 16))
			return k;
	}
	return any;
}

bool esp_decrypt(struct esp *e, const uint8_t *p, size_t n, uint8_t version, const uint8_t *dst,
		 const uint8_t **out, size_t *len, uint8_t *next, bool *wrong)
{
	uint32_t spi = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
	const struct key *k = key_find(e, spi, version, dst);
	uint8_t *to = e->room + e->used + HEAD;
	size_t head, tail;
	int made;

	*wrong = false;
	if (!k)
		return false;
	head = HEADER + (size_t)k->iv;
	tail = k->mac ? MAC : 0;
	if (n < head + tail)
		return false;
	n -= head + tail;
	if (n % (size_t)k->block) {
		warn("WARNING: esp_print: ciphertext size %zu is not a multiple of the cipher "
		     "block size %d",
		     n, k->block);
		return false;
	}
	/* the last block of what libcrypto writes may be one more than it was given */
	if (n < 2 || e->used + HEAD + n + (size_t)k->block > ESP_ROOM ||
	    e->crypto.begin(k->ctx, NULL, NULL, k->secret, p + HEADER) != 1 ||
	    e->crypto.padding(k->ctx, 0) != 1 ||
	    e->crypto.update(k->ctx, to, &made, p + head, (int)n) != 1)
		return false;
	/* padding, its length(1), next header(1) */
	*wrong = to[n - 2] + 2u > n;
	if (*wrong)
		return false;
	*out = to;
	*len = n - 2u - to[n - 2];
	*next = to[n - 1];
	e->used += HEAD + n;
	return true;
}

void esp_done(struct esp *e, const uint8_t *out)
{
	e->used = (size_t)(out - e->room) - HEAD;
}

#endif
