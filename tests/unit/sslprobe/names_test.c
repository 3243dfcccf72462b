/* Names, targets, guesses, lists, and subjects in DER. */
#include "../test.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/pem.h>
#include <openssl/x509.h>

#include "check/guess.h"
#include "check/target.h"
#include "context.h"
#include "lazy.h"
#include "names.h"
#include "opts.h"

TEST(dns)
{
	static const char *const good[] = { "a.b", "a-b.c", "1.2.3.x", "1.2.3x", "a_b.c", "xn--a.b",
					    "A.B", "a.1" };
	static const char *const bad[] = { "", "a", "localhost", "a.", ".a", "a..b", "-a.b", "a-.b",
					   "a.-b", "1.2.3.4", "::1", "*.a.b", "a b.c", "a+b.c" };
	char label[80] = "";

	for (unsigned i = 0; i < LENGTH(good); i++)
		assert_true(name_is_dns(good[i]));
	for (unsigned i = 0; i < LENGTH(bad); i++)
		assert_false(name_is_dns(bad[i]));
	memset(label, 'a', 63);
	strcpy(label + 63, ".b");
	assert_true(name_is_dns(label));
	memset(label, 'a', 64);
	strcpy(label + 64, ".b");
	assert_false(name_is_dns(label));
}

TEST(nameopt)
{
	unsigned long flags;

	assert_true(name_options("oneline", &flags));
	assert_int_equal(flags, XN_FLAG_ONELINE);
	assert_true(name_options("oneline,-space_eq", &flags));
	assert_int_equal(flags, XN_FLAG_ONELINE & ~XN_FLAG_SPC_EQ);
	assert_true(name_options("esc_ctrl", &flags));
	assert_int_equal(flags, ASN1_STRFLGS_ESC_CTRL | XN_FLAG_SEP_CPLUS_SPC);
	assert_true(name_options("oneline,,x", &flags));
	assert_int_equal(flags, XN_FLAG_COMPAT);
	assert_false(name_options("oneline,x", &flags));
}

static void target(const char *text, const char *host, uint16_t port, const char *starttls, bool ip)
{
	struct target t;

	assert_true(target_parse(&t, text));
	assert_string_equal(t.host, host);
	assert_int_equal(t.port, port);
	assert_int_equal(t.ip, ip);
	if (starttls)
		assert_string_equal(t.starttls->name, starttls);
	else
		assert_null(t.starttls);
}

TEST(targets)
{
	struct target t;
	char host[300];

	target("a.b", "a.b", 443, NULL, false);
	target("a.b:8443", "a.b", 8443, NULL, false);
	target("a.b:imaps", "a.b", 993, NULL, false);
	target("a.b:smtp", "a.b", 25, "smtp", false);
	target("a.b:submission", "a.b", 587, "smtp", false);
	target("a.b:IMAP", "a.b", 143, "imap", false);
	target("192.0.2.1", "192.0.2.1", 443, NULL, true);
	target("192.0.2.1:1", "192.0.2.1", 1, NULL, true);
	target("2001:db8::1", "2001:db8::1", 443, NULL, true);
	target("[2001:db8::1]", "2001:db8::1", 443, NULL, true);
	target("[2001:db8::1]:ldap", "2001:db8::1", 389, "ldap", true);
	assert_false(target_parse(&t, ""));
	assert_false(target_parse(&t, ":443"));
	assert_false(target_parse(&t, "a:0"));
	assert_false(target_parse(&t, "a:65536"));
	assert_false(target_parse(&t, "a:nothing"));
	assert_false(target_parse(&t, "a:1:2"));
	assert_false(target_parse(&t, "[::1"));
	assert_false(target_parse(&t, "[::1]x"));
	assert_false(target_parse(&t, "[a.b]:1"));
	memset(host, 'a', 299);
	host[299] = '\0';
	assert_false(target_parse(&t, host));
}

static void guess(const char *text, const char *protocol, const char *starttls)
{
	struct guess g = guess_protocol(text, strlen(text));

	if (!protocol) {
		assert_null(g.protocol);
		return;
	}
	assert_string_equal(g.protocol, protocol);
	if (starttls)
		assert_string_equal(g.starttls, starttls);
	else
		assert_null(g.starttls);
}

TEST(guesses)
{
	guess("220 a ESMTP b", "SMTP", "smtp");
	guess("220 a FTP b", "FTP", "ftp");
	guess("220 x", "SMTP or FTP", "smtp");
	guess("200 news", "NNTP", "nntp");
	guess("* OK x", "IMAP", "imap");
	guess("+OK x", "POP3", "pop3");
	guess("SSH-2.0-x", "SSH", NULL);
	guess("HTTP/1.1 400", "HTTP", NULL);
	guess("<?xml", "XMPP", "xmpp");
	guess("junk", NULL, NULL);
	guess("", NULL, NULL);
	assert_true(guess_tls("\x16\x03\x03", 3));
	assert_true(guess_tls("\x15\x03", 2));
	assert_false(guess_tls("\x16", 1));
	assert_false(guess_tls("22", 2));
}

TEST(lists)
{
	unsigned char *p;
	char text[300];
	size_t n;

	p = context_names("h2,http/1.1", &n);
	assert_int_equal(n, 12);
	assert_memory_equal(p, "\2h2\x8http/1.1", 12);
	free(p);
	p = context_names("a,,b,", &n);
	assert_int_equal(n, 4);
	assert_memory_equal(p, "\1a\1b", 4);
	free(p);
	assert_null(context_names("", &n));
	assert_null(context_names(",", &n));
	memset(text, 'a', 255);
	text[255] = '\0';
	p = context_names(text, &n);
	assert_int_equal(n, 256);
	free(p);
	strcpy(text + 255, "a");
	assert_null(context_names(text, &n));
}

/* SEQUENCE { SEQUENCE { [0], serial, algorithm, issuer, validity, subject } } */
TEST(subjects)
{
	static const uint8_t der[] = { 0x30, 0x13, 0x30, 0x11, 0xa0, 1, 0, 2, 1, 5, 0x30, 0,
				       0x30, 0,	   0x30, 0,    0x30, 3, 9, 9, 9 };
	size_t n = 0;

	assert_ptr_equal(lazy_subject(der, sizeof(der), &n), der + 16);
	assert_int_equal(n, 5);
	for (size_t i = 0; i < sizeof(der); i++)
		assert_null(lazy_subject(der, i, &n));
}

/* Each certificate of the system's bundle is found by its subject; nothing else is. */
TEST(bundle)
{
	BIO *bio = BIO_new_file(X509_get_default_cert_file(), "r");
	X509_STORE *store = X509_STORE_new();
	X509_STORE_CTX *ctx = X509_STORE_CTX_new();
	X509_NAME *other = X509_NAME_new();
	X509 *x;

	if (!bio)
		skip();
	lazy_add(store, true, false);
	assert_true(X509_STORE_CTX_init(ctx, store, NULL, NULL));
	while ((x = PEM_read_bio_X509(bio, NULL, NULL, NULL))) {
		X509_OBJECT *found = X509_STORE_CTX_get_obj_by_subject(ctx, X509_LU_X509,
								       X509_get_subject_name(x));

		assert_non_null(found);
		assert_int_equal(X509_NAME_cmp(X509_get_subject_name(X509_OBJECT_get0_X509(found)),
					       X509_get_subject_name(x)),
				 0);
		X509_OBJECT_free(found);
		X509_free(x);
	}
	X509_NAME_add_entry_by_txt(other, "CN", MBSTRING_ASC, (const unsigned char *)"none", -1, -1,
				   0);
	assert_null(X509_STORE_CTX_get_obj_by_subject(ctx, X509_LU_X509, other));
	X509_NAME_free(other);
	X509_STORE_CTX_free(ctx);
	X509_STORE_free(store);
	BIO_free(bio);
}

static uint64_t hash_of(int type, const char *value)
{
	X509_NAME *name = X509_NAME_new();
	unsigned char *der = NULL;
	uint64_t hash;
	int n;

	X509_NAME_add_entry_by_txt(name, "CN", type, (const unsigned char *)value, -1, -1, 0);
	n = i2d_X509_NAME(name, &der);
	hash = lazy_hash(der, (size_t)n);
	OPENSSL_free(der);
	X509_NAME_free(name);
	return hash;
}

TEST(hashes)
{
	assert_true(hash_of(V_ASN1_UTF8STRING, "Some CA 1") ==
		    hash_of(V_ASN1_PRINTABLESTRING, "some  ca 1"));
	assert_true(hash_of(V_ASN1_UTF8STRING, "Some CA 1") !=
		    hash_of(V_ASN1_UTF8STRING, "Some CA 2"));
}

/* The classic name's table begins with the first row of s_client. */
TEST(personas)
{
	const struct opt *o = sslprobe_personas[1].opts;

	assert_int_equal(o[0].kind, OPT_TITLE);
	assert_int_equal(o[1].kind, OPT_HELP);
	for (; o->kind != OPT_END; o++)
		assert_true(o->kind == OPT_TITLE || o->single || o->letter);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dns), cmocka_unit_test(nameopt), cmocka_unit_test(targets),
		cmocka_unit_test(guesses), cmocka_unit_test(lists), cmocka_unit_test(subjects),
		cmocka_unit_test(personas), cmocka_unit_test(bundle),
		cmocka_unit_test(hashes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
