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

#define BEGIN "-----BEGIN "
#define CERTIFICATE "-----BEGIN CERTIFICATE-----"
#define END "-----END"
#define DER_MAX 65536

/* The bundle in memory. */
struct bundle {
	X509_LOOKUP_METHOD *method;	/* of the lookup that has this bundle */
	char *text;
	size_t len;
	uint8_t der[DER_MAX];
};

/* The contents of a value of that tag, its header included where `whole`. */
static struct cur element(struct cur *c, uint8_t tag, bool whole)
{
	const uint8_t *start = c->p;
	struct cur v;
	size_t n;

	if (cur_u8(c) != tag)
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
	if (whole && cur_ok(c))
		v = cur_of(start, (size_t)(c->p - start));
	return v;
}

const uint8_t *lazy_subject(const uint8_t *der, size_t len, size_t *n)
{
	struct cur c = cur_of(der, len), cert = element(&c, 0x30, false);
	struct cur tbs = element(&cert, 0x30, false), subject;

	if (cur_left(&tbs) && *tbs.p == 0xa0)
		element(&tbs, 0xa0, false);	/* version */
	element(&tbs, 0x02, false);		/* serial number */
	element(&tbs, 0x30, false);		/* signature */
	element(&tbs, 0x30, false);		/* issuer */
	element(&tbs, 0x30, false);		/* validity */
	subject = element(&tbs, 0x30, true);
	if (!cur_ok(&tbs) || !cur_ok(&cert) || !cur_ok(&c))
		return NULL;
	*n = subject.len;
	return subject.p;
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
	if (EVP_DecodeUpdate(ctx, der, &n, (const unsigned char *)p, (int)(end - p)) < 0 ||
	    EVP_DecodeFinal(ctx, der + n, &last) < 0)
		n = last = 0;
	EVP_ENCODE_CTX_free(ctx);
	return (size_t)(n + last);
}

static bool bears(const uint8_t *der, size_t len, const X509_NAME *name)
{
	size_t n = 0;
	const uint8_t *p = lazy_subject(der, len, &n);
	X509_NAME *subject = p ? d2i_X509_NAME(NULL, &p, (long)n) : NULL;
	bool same = subject && X509_NAME_cmp(subject, name) == 0;

	X509_NAME_free(subject);
	return same;
}

/* All certificates of that subject go into the store; the first of them is the answer. */
static X509 *load(struct bundle *b, X509_STORE *store, const X509_NAME *name)
{
	const char *p = b->text, *limit = b->text + b->len, *begin, *end;
	X509 *first = NULL;

	while ((begin = memmem(p, (size_t)(limit - p), CERTIFICATE, strlen(CERTIFICATE)))) {
		const uint8_t *der = b->der;
		X509 *x;
		size_t n;

		begin += strlen(CERTIFICATE);
		end = memmem(begin, (size_t)(limit - begin), END, strlen(END));
		if (!end)
			break;
		p = end;
		n = decode(begin, end, b->der);
		if (!n || !bears(b->der, n, name))
			continue;
		x = d2i_X509(NULL, &der, (long)n);
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

static void bundle_free(X509_LOOKUP *ctx)
{
	struct bundle *b = X509_LOOKUP_get_method_data(ctx);

	if (!b)
		return;
	munmap(b->text, b->len);
	/* the lookup looks at it no more */
	X509_LOOKUP_meth_free(b->method);
	free(b);
}

/* Only certificates, in blocks: what else there may be, the library is to read at once. */
static bool plain(const struct bundle *b)
{
	const char *p = b->text, *limit = p + b->len;

	while ((p = memmem(p, (size_t)(limit - p), BEGIN, strlen(BEGIN)))) {
		if ((size_t)(limit - p) < strlen(CERTIFICATE) ||
		    memcmp(p, CERTIFICATE, strlen(CERTIFICATE)) != 0)
			return false;
		p += strlen(CERTIFICATE);
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
	if (b && (!b->text || !plain(b))) {
		if (b->text)
			munmap(b->text, b->len);
		free(b);
		b = NULL;
	}
	return b;
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
	X509_LOOKUP_meth_set_free(method, bundle_free);
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
