/* Verdicts of the checker out of made-up facts. */
#include "../test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/x509_vfy.h>

#include "check/judge.h"

#define DAY ((int64_t)86400)
#define NOW (20000 * DAY)

static struct facts f, first;
static struct verdict v;
static const struct judge_limits limits = { NOW, 28, 14 };

static struct facts_cert certificate(const char *subject, int64_t days)
{
	struct facts_cert c = { .from = NOW - DAY, .to = NOW + days * DAY, .kind = KEY_RSA,
				.bits = 2048 };

	snprintf(c.subject, sizeof(c.subject), "%s", subject);
	snprintf(c.issuer, sizeof(c.issuer), "CN = Issuer");
	return c;
}

/* A good session over TLS 1.3 with a chain of two. */
static void good(void)
{
	memset(&f, 0, sizeof(f));
	f.end = END_GOOD;
	f.version = 0x304;
	f.served[0] = f.path[0] = certificate("CN = leaf", 90);
	f.served[1] = f.path[1] = certificate("CN = middle", 900);
	f.path[2] = certificate("CN = root", 9000);
	f.nserved = 2;
	f.npath = 3;
}

static void error(int code, int depth)
{
	f.errors[f.nerrors++] = (struct facts_error){ code, depth };
}

static void expect(enum judge_status status, int n, enum judge_code code)
{
	judge(&f, &limits, &v);
	assert_int_equal(v.status, status);
	assert_int_equal(v.n, n);
	if (n)
		assert_int_equal(v.found[0].code, code);
}

static void says(const char *words)
{
	assert_non_null(strstr(v.found[0].text, words));
}

TEST(nothing_wrong)
{
	good();
	expect(JUDGE_OK, 0, 0);
}

/* A limit of 28 days: the 28th is good, the one below it is not. */
TEST(expiry)
{
	static const struct {
		int64_t days;
		enum judge_status status;
	} cases[] = { { 29, JUDGE_OK }, { 28, JUDGE_OK }, { 27, JUDGE_WARNING },
		      { 14, JUDGE_WARNING }, { 13, JUDGE_CRITICAL }, { 0, JUDGE_CRITICAL } };

	for (unsigned i = 0; i < LENGTH(cases); i++) {
		good();
		f.served[0].to = f.path[0].to = NOW + cases[i].days * DAY;
		expect(cases[i].status, cases[i].status != JUDGE_OK, FOUND_EXPIRES_SOON);
	}
	good();
	f.served[0].to = f.path[0].to = NOW - 1;
	error(X509_V_ERR_CERT_HAS_EXPIRED, 0);
	expect(JUDGE_CRITICAL, 1, FOUND_EXPIRED);
	says("1 days ago: CN = leaf");
	good();
	f.path[2].to = NOW - 3 * DAY;
	expect(JUDGE_CRITICAL, 1, FOUND_EXPIRED);
	says("CN = root");
	good();
	f.served[1] = certificate("CN = unused", -1);
	expect(JUDGE_CRITICAL, 1, FOUND_EXPIRED);
	says("CN = unused");
	good();
	f.served[0].from = f.path[0].from = NOW + 1;
	expect(JUDGE_CRITICAL, 1, FOUND_NOT_YET_VALID);
}

TEST(days)
{
	assert_int_equal(judge_days(NOW, NOW), 0);
	assert_int_equal(judge_days(NOW + DAY - 1, NOW), 0);
	assert_int_equal(judge_days(NOW + DAY, NOW), 1);
	assert_int_equal(judge_days(NOW - 1, NOW), -1);
	assert_int_equal(judge_days(NOW - DAY, NOW), -1);
	assert_int_equal(judge_days(NOW - DAY - 1, NOW), -2);
}

TEST(verification)
{
	static const struct {
		int code, depth;
		enum judge_code found;
	} cases[] = {
		{ X509_V_ERR_HOSTNAME_MISMATCH, 0, FOUND_WRONG_NAME },
		{ X509_V_ERR_IP_ADDRESS_MISMATCH, 0, FOUND_WRONG_NAME },
		{ X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, 0, FOUND_SELF_SIGNED },
		{ X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, 2, FOUND_UNKNOWN_CA },
		{ X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, 0, FOUND_INCOMPLETE_CHAIN },
		{ X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, 1, FOUND_UNKNOWN_CA },
		{ X509_V_ERR_CERT_REVOKED, 0, FOUND_REVOKED },
		{ X509_V_ERR_INVALID_PURPOSE, 0, FOUND_BAD_CHAIN },
		{ X509_V_ERR_CERT_SIGNATURE_FAILURE, 9, FOUND_BAD_CHAIN },
	};

	for (unsigned i = 0; i < LENGTH(cases); i++) {
		good();
		error(cases[i].code, cases[i].depth);
		expect(JUDGE_CRITICAL, 1, cases[i].found);
	}
	good();
	error(X509_V_ERR_UNABLE_TO_GET_CRL, 0);
	expect(JUDGE_UNKNOWN, 1, FOUND_NO_CRL);
	good();
	error(X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, 1);
	f.aia_tried = f.aia_completes = true;
	expect(JUDGE_CRITICAL, 1, FOUND_INCOMPLETE_CHAIN);
	says("AIA completes");
	good();
	error(X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, 0);
	error(X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, 0);
	expect(JUDGE_CRITICAL, 1, FOUND_INCOMPLETE_CHAIN);
}

TEST(strength)
{
	good();
	f.served[0].bits = 2047;
	expect(JUDGE_CRITICAL, 1, FOUND_WEAK_KEY);
	good();
	f.served[0].kind = KEY_EC;
	f.served[0].bits = 256;
	expect(JUDGE_OK, 0, 0);
	f.served[0].bits = 192;
	expect(JUDGE_CRITICAL, 1, FOUND_WEAK_KEY);
	good();
	f.served[1].weak_signature = f.path[1].weak_signature = true;
	expect(JUDGE_CRITICAL, 1, FOUND_WEAK_SIGNATURE);
	good();
	f.version = 0x302;
	expect(JUDGE_CRITICAL, 1, FOUND_OLD_PROTOCOL);
	good();
	f.staple = STAPLE_REVOKED;
	expect(JUDGE_CRITICAL, 1, FOUND_REVOKED);
	good();
	f.order_wrong = true;
	expect(JUDGE_WARNING, 1, FOUND_WRONG_ORDER);
}

static void ended(enum facts_end end, int err, enum judge_code code)
{
	memset(&f, 0, sizeof(f));
	f.end = end;
	f.error = err;
	expect(JUDGE_CRITICAL, 1, code);
}

TEST(ends)
{
	ended(END_NONE, 0, FOUND_TIMEOUT);
	says("while it connected");
	ended(END_NO_CONNECTION, 111, FOUND_NO_CONNECTION);
	says("refused");
	ended(END_CUT, 0, FOUND_CUT);
	ended(END_RESET, 104, FOUND_CUT);
	ended(END_TLS, 0, FOUND_TLS_ERROR);
	ended(END_CRASH, 11, FOUND_CRASH);
	ended(END_ALERT, 70, FOUND_PROTOCOL_REFUSED);
	ended(END_ALERT, 40, FOUND_PROTOCOL_REFUSED);
	ended(END_ALERT, 112, FOUND_ALERT);
	says("unrecognized_name");
	ended(END_ALERT, 250, FOUND_ALERT);
	ended(END_PLAIN, 0, FOUND_PLAIN_TEXT);
	memset(&f, 0, sizeof(f));
	f.end = END_ALERT;
	f.error = 116;
	f.client_cert_asked = true;
	expect(JUDGE_CRITICAL, 1, FOUND_CLIENT_CERTIFICATE);
}

TEST(other_certificates)
{
	good();
	first = f;
	strcpy(first.served[0].sha256, "a");
	judge(&f, &limits, &v);
	judge_others(&f, &f, &v);
	assert_int_equal(v.status, JUDGE_OK);
	judge_others(&f, &first, &v);
	assert_int_equal(v.status, JUDGE_WARNING);
	assert_int_equal(v.found[0].code, FOUND_OTHER_CERTIFICATE);
}

TEST(worse)
{
	assert_int_equal(judge_worse(JUDGE_UNKNOWN, JUDGE_CRITICAL), JUDGE_CRITICAL);
	assert_int_equal(judge_worse(JUDGE_UNKNOWN, JUDGE_WARNING), JUDGE_UNKNOWN);
	assert_int_equal(judge_worse(JUDGE_OK, JUDGE_WARNING), JUDGE_WARNING);
	assert_int_equal(judge_worse(JUDGE_OK, JUDGE_OK), JUDGE_OK);
}

/* More than fits: the worst still counts. */
TEST(many)
{
	good();
	f.nserved = f.npath = FACTS_CERTS;
	for (unsigned i = 0; i < FACTS_CERTS; i++) {
		char name[32];

		snprintf(name, sizeof(name), "CN = a%u.", i);
		f.served[i] = certificate(name, -1);
		f.served[i].bits = 512;
		f.served[i].weak_signature = true;
		snprintf(name, sizeof(name), "CN = b%u.", i);
		f.path[i] = f.served[i];
		strcpy(f.path[i].subject, name);
	}
	judge(&f, &limits, &v);
	assert_int_equal(v.n, FINDINGS);
	assert_int_equal(v.status, JUDGE_CRITICAL);
}

/* Timestamps count only where they were asked for, and one that is valid is enough. */
TEST(timestamps)
{
	good();
	expect(JUDGE_OK, 0, FOUND_NO_SCT);
	f.ct = true;
	expect(JUDGE_WARNING, 1, FOUND_NO_SCT);
	f.nscts = 2;
	expect(JUDGE_WARNING, 1, FOUND_NO_SCT);
	says("of 2");
	f.scts[1].valid = true;
	expect(JUDGE_OK, 0, FOUND_NO_SCT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_wrong), cmocka_unit_test(expiry),
		cmocka_unit_test(days), cmocka_unit_test(verification),
		cmocka_unit_test(strength), cmocka_unit_test(ends),
		cmocka_unit_test(other_certificates), cmocka_unit_test(worse),
		cmocka_unit_test(timestamps),
		cmocka_unit_test(many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
