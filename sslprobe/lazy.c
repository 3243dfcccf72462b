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
#define BEGINNING 1040	/* characters in which nearly always the subject is: 16 lines */

/* The bundle in memory. */
struct bundle {
	X509_LOOKUP_METHOD *method;	/* of the lookup that has this bundle */
	char *text;
	size_t len;
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

/* What is looked for: a name, and the hash of its form in DER. */
struct wanted {
	const X509_NAME *name;
	uint64_t hash;
};

/* Has the certificate that begins so that subject? Most have not, which the hash tells. */
static bool bears(const uint8_t *der, size_t len, const struct wanted *w)
{
	size_t n = 0;
	const uint8_t *p = lazy_subject(der, len, &n);
	X509_NAME *subject;
	bool same;

	if (!p || lazy_hash(p, n) != w->hash)
		return false;
	subject = d2i_X509_NAME(NULL, &p, (long)n);
	same = subject && X509_NAME_cmp(subject, w->name) == 0;
	X509_NAME_free(subject);
	return same;
}

/* Parses the certificate between two lines, if it is the one. */
static X509 *parse(struct bundle *b, const char *begin, const char *end, const struct wanted *w)
{
	const uint8_t *der = b->der;
	const char *cut = end - begin > BEGINNING ? begin + BEGINNING : end;
	size_t n = decode(begin, cut, b->der), subject;

	/* a subject that lies further behind is looked at with all of it */
	if (!n || (lazy_subject(b->der, n, &subject) && !bears(b->der, n, w)))
		return NULL;
	n = decode(begin, end, b->der);
	return n && bears(b->der, n, w) ? d2i_X509(NULL, &der, (long)n) : NULL;
}

/* All certificates of that subject go into the store; the first of them is the answer. */
static X509 *load(struct bundle *b, X509_STORE *store, const X509_NAME *name)
{
	const char *p = b->text, *limit = b->text + b->len, *begin, *end;
	struct wanted w = { .name = name };
	X509 *first = NULL;
	const uint8_t *der;
	size_t n;

	if (!X509_NAME_get0_der(name, &der, &n))
		return NULL;
	w.hash = lazy_hash(der, n);
	while ((begin = memmem(p, (size_t)(limit - p), CERTIFICATE, strlen(CERTIFICATE)))) {
		X509 *x;

		begin += strlen(CERTIFICATE);
		end = memmem(begin, (size_t)(limit - begin), END, strlen(END));
		if (!end)
			break;
		p = end;
		x = parse(b, begin, end, &w);
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
