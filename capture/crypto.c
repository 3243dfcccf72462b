/* libcrypto by dlopen(3): version 3, or 1.1. */
#include "crypto.h"

#ifdef RUNGS_STATIC

bool crypto_open(struct crypto *c)
{
	(void)c;
	return false;
}

const char *crypto_why(void)
{
	return "this program is linked statically";
}

#else

#include <dlfcn.h>
#include <string.h>

static void *symbol(struct crypto *c, const char *name, const char *older)
{
	void *p = dlsym(c->library, name);

	return p || !older ? p : dlsym(c->library, older);
}

/* ISO C has no cast between the two kinds of pointers; POSIX has them alike. */
#define BIND(to, name, older) \
	do { \
		void *found = symbol(c, name, older); \
		memcpy(&(to), &found, sizeof(found)); \
		whole = whole && found; \
	} while (0)

bool crypto_open(struct crypto *c)
{
	static const char *const names[] = { "libcrypto.so.3", "libcrypto.so.1.1", "libcrypto.so" };
	bool whole = true;
	void *provider;

	for (unsigned i = 0; !c->library && i < sizeof(names) / sizeof(names[0]); i++)
		c->library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
	if (!c->library)
		return false;
	BIND(c->cipher, "EVP_get_cipherbyname", NULL);
	BIND(c->block, "EVP_CIPHER_get_block_size", "EVP_CIPHER_block_size");
	BIND(c->iv, "EVP_CIPHER_get_iv_length", "EVP_CIPHER_iv_length");
	BIND(c->keylen, "EVP_CIPHER_get_key_length", "EVP_CIPHER_key_length");
	BIND(c->make, "EVP_CIPHER_CTX_new", NULL);
	BIND(c->drop, "EVP_CIPHER_CTX_free", NULL);
	BIND(c->begin, "EVP_DecryptInit_ex", NULL);
	BIND(c->padding, "EVP_CIPHER_CTX_set_padding", NULL);
	BIND(c->update, "EVP_DecryptUpdate", NULL);
	BIND(c->end, "EVP_DecryptFinal_ex", NULL);
	BIND(c->control, "EVP_CIPHER_CTX_ctrl", NULL);
	BIND(c->encrypt_begin, "EVP_EncryptInit_ex", NULL);
	BIND(c->encrypt_update, "EVP_EncryptUpdate", NULL);
	BIND(c->sha256, "EVP_sha256", NULL);
	BIND(c->hmac, "HMAC", NULL);
	provider = symbol(c, "OSSL_PROVIDER_load", NULL);
	memcpy(&c->provider, &provider, sizeof(provider));
	return whole;
}

const char *crypto_why(void)
{
	const char *why = dlerror();

	return why ? why : "it lacks something";
}

#endif
