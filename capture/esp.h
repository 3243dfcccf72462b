/* Keys that ESP is decrypted with, of -E. */
#ifndef CAPTURE_ESP_H
#define CAPTURE_ESP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct esp;

#define ESP_ROOM 131072		/* of ESP in ESP, all at a time */

/*
 * Loads libcrypto, and reads what -E says or the file it names: before privileges and system calls
 * are given up, as both need files. NULL after a message. Free with esp_close().
 */
struct esp *esp_open(const char *text);
void esp_close(struct esp *e);

/*
 * Decrypts n bytes at p, which begin with spi and sequence, addressed to dst of that IP version.
 * True: *out are the *len bytes up to the padding, good until esp_done(); *next is what they
 * are. False: there is no key, or it does not fit; *wrong then tells which of the two.
 */
bool esp_decrypt(struct esp *e, const uint8_t *p, size_t n, uint8_t version, const uint8_t *dst,
		 const uint8_t **out, size_t *len, uint8_t *next, bool *wrong);

/* What the last call has decrypted is needed no more: once for each that gave true. */
void esp_done(struct esp *e, const uint8_t *out);

#endif
