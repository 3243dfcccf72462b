/* The system's CA certificates on demand: a lookup method for the store of OpenSSL. */
#include "lazy.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/evp.h>
#include <openssl/x509_vfy.h>

#include "base/cur.h"
#include "base/prog.h"

#define BEGIN "-----BEGIN "
#define CERTIFICATE "-----BEGIN CERTIFICATE-----"
#define END "-----END"
#define DER_MAX 65536
#define BEGINNING 650	/* characters in which nearly always the subject is: 10 lines */

/* A certificate of the bundle: the text between its two lines, and the hash of its subject. */
struct entry {
	const char *text, *end;
	uint64_t hash;
};

/* The bundle in memory. */
struct bundle {
	X509_LOOKUP_METHOD *method;	/* of the lookup that has this bundle */
	char *text;
	size_t len, count;
	struct entry *entries;
	bool hashed;
	uint8_t der[DER_MAX];
};

/* The contents of a value of that tag (0: any), its header included where `whole`. */
static struct cur element(struct cur *c, uint8_t tag, bool whole)
{
	const uint8_t *start = c->p;
	struct cur v;
	uint8_t found = cur_u8(c);
	size_t n;

	if (tag && found != tag)
		c->mark = CUR_BAD;
	n = cur_u8(c);
	if (n > 0x83)
		c->mark = CUR_BAD;
	if (n & 0x80) {
		size_t bytes = n & 0x7f;

		for (n = 0; bytes && cur_ok(c); bytes--)
			n = n << 8 | cur_u8(c);
	}
	v = cur_take(c, n);
	if (whole && v.cap < v.len)
		v.mark = c->mark = CUR_TRUNC;
	else if (whole && cur_ok(c))
		v = cur_of(start, (size_t)(c->p - start));
	return v;
}

const uint8_t *lazy_subject(const uint8_t *der, size_t len, size_t *n)
{
	/* of the certificate only the beginning need be there */
	struct cur c = { .p = der, .cap = len, .len = DER_MAX };
	struct cur cert = element(&c, 0x30, false), tbs = element(&cert, 0x30, false), subject;

	if (cur_left(&tbs) && *tbs.p == 0xa0)
		element(&tbs, 0xa0, true);	/* version */
	element(&tbs, 0x02, true);		/* serial number */
	element(&tbs, 0x30, true);		/* signature */
	element(&tbs, 0x30, true);		/* issuer */
	element(&tbs, 0x30, true);		/* validity */
	subject = element(&tbs, 0x30, true);
	if (!cur_ok(&tbs) || !cur_ok(&cert) || !cur_ok(&c))
		return NULL;
	*n = subject.len;
	return subject.p;
}

/* FNV-1a over the letters and digits of a value: the same in each form that counts as equal. */
static uint64_t mix(uint64_t hash, const struct cur *value)
{
	for (size_t i = 0; i < cur_left(value); i++) {
		uint8_t b = value->p[i];

		if (b >= 'A' && b <= 'Z')
			b = (uint8_t)(b - 'A' + 'a');
		if ((b >= 'a' && b <= 'z') || (b >= '0' && b <= '9'))
			hash = (hash ^ b) * 0x100000001b3;
	}
	return hash;
}

uint64_t lazy_hash(const uint8_t *der, size_t len)
{
	struct cur c = cur_of(der, len), name = element(&c, 0x30, false);
	uint64_t hash = 0xcbf29ce484222325;

	while (cur_left(&name)) {
		struct cur set = element(&name, 0x31, false);

		while (cur_left(&set)) {
			struct cur pair = element(&set, 0x30, false), value;

			element(&pair, 0x06, false);
			value = element(&pair, 0, false);
			hash = mix(hash, &value);
		}
	}
	return hash;
}

/* Decodes the base64 between two lines; 0: it is none, or too long. */
static size_t decode(const char *p, const char *end, uint8_t *der)
{
	EVP_ENCODE_CTX *ctx;
	int n = 0, last = 0;

	if (end < p || end - p > DER_MAX)
		return 0;
	ctx = EVP_ENCODE_CTX_new();
	EVP_DecodeInit(ctx);
	/* what is cut has no end to be checked */
	if (EVP_DecodeUpdate(ctx, der, &n, (const unsigned char *)p, (int)(end - p)) < 0)
		n = 0;
	else if (EVP_DecodeFinal(ctx, der + n, &last) < 0)
		last = 0;
	EVP_ENCODE_CTX_free(ctx);
	return (size_t)(n + last);
}

/* What each character of base64 stands for, and what the others are. */
enum { BLANK = 64, OTHER };

static void digits(uint8_t value[256])
{
	static const char all[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	memset(value, OTHER, 256);
	for (uint8_t i = 0; i < 64; i++)
		value[(uint8_t)all[i]] = i;
	for (const char *p = "\r\n\t "; *p; p++)
		value[(uint8_t)*p] = BLANK;
}

/* Decodes base64 up to where it ends; whether it is well-formed the library is to judge. */
static size_t glance(const uint8_t value[256], const char *p, const char *end, uint8_t *der)
{
	uint32_t bits = 0;
	unsigned held = 0;
	size_t n = 0;

	for (; p < end && value[(uint8_t)*p] != OTHER; p++) {
		if (value[(uint8_t)*p] == BLANK)
			continue;
		bits = bits << 6 | value[(uint8_t)*p];
		held += 6;
		if (held >= 8) {
			held -= 8;
			der[n++] = (uint8_t)(bits >> held);
		}
	}
	return n;
}

/* The hash of the subject of an entry, of which only so many characters are looked at. */
static bool hash_entry(struct bundle *b, struct entry *e, const uint8_t value[256], size_t most)
{
	size_t len = (size_t)(e->end - e->text), n;
	const uint8_t *subject;

	n = glance(value, e->text, e->text + (len < most ? len : most), b->der);
	subject = lazy_subject(b->der, n, &n);
	if (subject)
		e->hash = lazy_hash(subject, n);
	return subject;
}

/* Once for all that is looked for: a chain asks for more names than one, or for one again. */
static void hash_entries(struct bundle *b)
{
	uint8_t value[256];

	digits(value);
	for (size_t i = 0; i < b->count; i++)
		if (!hash_entry(b, &b->entries[i], value, BEGINNING))
			hash_entry(b, &b->entries[i], value, DER_MAX);
	b->hashed = true;
}

/* Is that the subject of the certificate? The hash alone does not tell. */
static bool bears(const uint8_t *der, size_t len, const X509_NAME *name)
{
	size_t n = 0;
	const uint8_t *p = lazy_subject(der, len, &n);
	X509_NAME *subject = p ? d2i_X509_NAME(NULL, &p, (long)n) : NULL;
	bool same = subject && X509_NAME_cmp(subject, name) == 0;

	X509_NAME_free(subject);
	return same;
}

/* Parses a certificate, if it is the one. */
static X509 *parse(struct bundle *b, const struct entry *e, const X509_NAME *name)
{
	const uint8_t *der = b->der;
	size_t n = decode(e->text, e->end, b->der);

	return n && bears(b->der, n, name) ? d2i_X509(NULL, &der, (long)n) : NULL;
}

/* All certificates of that subject go into the store; the first of them is the answer. */
static X509 *load(struct bundle *b, X509_STORE *store, const X509_NAME *name)
{
	X509 *first = NULL;
	const uint8_t *der;
	uint64_t hash;
	size_t n;

	if (!X509_NAME_get0_der(name, &der, &n))
		return NULL;
	hash = lazy_hash(der, n);
	if (!b->hashed)
		hash_entries(b);
	for (size_t i = 0; i < b->count; i++) {
		const struct entry *e = &b->entries[i];
		X509 *x = e->hash == hash ? parse(b, e, name) : NULL;

		if (x && X509_STORE_add_cert(store, x) && !first)
			first = x;	/* the store keeps it */
		X509_free(x);
	}
	return first;
}

static int by_subject(X509_LOOKUP *ctx, X509_LOOKUP_TYPE type, const X509_NAME *name,
		      X509_OBJECT *ret)
{
	struct bundle *b = X509_LOOKUP_get_method_data(ctx);
	X509 *x = type == X509_LU_X509 ? load(b, X509_LOOKUP_get_store(ctx), name) : NULL;

	if (!x || !X509_OBJECT_set1_X509(ret, x))
		return 0;
	/* a lookup lends what it answers: the store has the only reference */
	X509_free(x);
	return 1;
}

static void bundle_free(struct bundle *b)
{
	if (!b)
		return;
	if (b->text)
		munmap(b->text, b->len);
	free(b->entries);
	free(b);
}

static void bundle_close(X509_LOOKUP *ctx)
{
	struct bundle *b = X509_LOOKUP_get_method_data(ctx);

	/* the lookup looks at it no more */
	if (b)
		X509_LOOKUP_meth_free(b->method);
	bundle_free(b);
}

/* Finds the certificates; false: they are not all, or not whole, and the library is to read it. */
static bool bundle_index(struct bundle *b)
{
	const char *p = b->text, *limit = p + b->len, *end;

	while ((p = memmem(p, (size_t)(limit - p), BEGIN, strlen(BEGIN)))) {
		if ((size_t)(limit - p) < strlen(CERTIFICATE) ||
		    memcmp(p, CERTIFICATE, strlen(CERTIFICATE)) != 0)
			return false;
		p += strlen(CERTIFICATE);
		end = memmem(p, (size_t)(limit - p), END, strlen(END));
		if (!end)
			return false;
		if ((b->count & (b->count - 1)) == 0)	/* full: twice the room */
			b->entries = prog_realloc(b->entries, (b->count ? 2 * b->count : 1) *
								      sizeof(*b->entries));
		b->entries[b->count++] = (struct entry){ .text = p, .end = end };
		p = end;
	}
	return true;
}

static struct bundle *bundle_open(const char *path)
{
	struct bundle *b = calloc(1, sizeof(*b));
	int fd = b ? open(path, O_RDONLY | O_CLOEXEC) : -1;
	struct stat st;

	if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0) {
		b->len = (size_t)st.st_size;
		b->text = mmap(NULL, b->len, PROT_READ, MAP_PRIVATE, fd, 0);
		if (b->text == MAP_FAILED)
			b->text = NULL;
	}
	if (fd >= 0)
		close(fd);
	if (b && b->text && bundle_index(b))
		return b;
	bundle_free(b);
	return NULL;
}

static void add_file(X509_STORE *store)
{
	const char *path = getenv(X509_get_default_cert_file_env());
	struct bundle *b = bundle_open(path ? path : X509_get_default_cert_file());
	X509_LOOKUP_METHOD *method;
	X509_LOOKUP *lookup;

	if (!b) {
		lookup = X509_STORE_add_lookup(store, X509_LOOKUP_file());
		if (lookup)
			X509_LOOKUP_load_file(lookup, NULL, X509_FILETYPE_DEFAULT);
		return;
	}
	method = X509_LOOKUP_meth_new("certificates of a bundle, on demand");
	X509_LOOKUP_meth_set_get_by_subject(method, by_subject);
	X509_LOOKUP_meth_set_free(method, bundle_close);
	lookup = X509_STORE_add_lookup(store, method);
	b->method = method;
	X509_LOOKUP_set_method_data(lookup, b);
}

void lazy_add(X509_STORE *store, bool file, bool folder)
{
	X509_LOOKUP *lookup;

	if (folder) {
		lookup = X509_STORE_add_lookup(store, X509_LOOKUP_hash_dir());
		if (lookup)
			X509_LOOKUP_add_dir(lookup, NULL, X509_FILETYPE_DEFAULT);
	}
	if (file)
		add_file(store);
}
