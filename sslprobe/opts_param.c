/* Options of validation: X509_VERIFY_PARAM_set_flags(3) and its kin. */
#include "opts.h"

#include <limits.h>
#include <time.h>

#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/x509v3.h>

#include "base/prog.h"

static int purpose(X509_VERIFY_PARAM *param, const char *arg)
{
	int i = X509_PURPOSE_get_by_sname(arg);

	if (i >= 0 &&
	    X509_VERIFY_PARAM_set_purpose(param, X509_PURPOSE_get_id(X509_PURPOSE_get0(i))))
		return 0;
	warn("%s purpose %s", i < 0 ? "Invalid" : "Error setting", arg);
	return OPT_NO_HINT;
}

static int policy(X509_VERIFY_PARAM *param, const char *arg)
{
	ASN1_OBJECT *oid = OBJ_txt2obj(arg, 0);

	if (oid) {
		X509_VERIFY_PARAM_add0_policy(param, oid);
		return 0;
	}
	ERR_clear_error();
	warn("Invalid Policy %s", arg);
	return OPT_NO_HINT;
}

static int verify_name(X509_VERIFY_PARAM *param, const char *arg)
{
	const X509_VERIFY_PARAM *named = X509_VERIFY_PARAM_lookup(arg);

	if (!named) {
		warn("Invalid verify name %s", arg);
		return OPT_NO_HINT;
	}
	if (X509_VERIFY_PARAM_set1(param, named))
		return 0;
	warn("Error setting verify name %s", arg);
	return OPT_NO_HINT;
}

static int address(X509_VERIFY_PARAM *param, const char *arg)
{
	if (X509_VERIFY_PARAM_set1_ip_asc(param, arg))
		return 0;
	ERR_clear_error();
	warn("no IP address: %s", arg);
	return OPT_NO_HINT;
}

static int number(X509_VERIFY_PARAM *param, const struct opt *o, const char *arg)
{
	bool time = o->min == PARAM_TIME;
	int64_t v;

	if (opt_dash_number(o, arg, time ? INT64_MIN : INT_MIN, time ? INT64_MAX : INT_MAX, &v) < 0)
		return -1;
	if (time)
		X509_VERIFY_PARAM_set_time(param, (time_t)v);
	else if (o->min == PARAM_DEPTH && v >= 0)
		X509_VERIFY_PARAM_set_depth(param, (int)v);
	else if (o->min == PARAM_LEVEL && v >= 0)
		X509_VERIFY_PARAM_set_auth_level(param, (int)v);
	return 0;
}

int read_param(void *cfg, const struct opt *o, const char *arg)
{
	struct sslprobe_cfg *c = cfg;

	if (!c->param)
		c->param = X509_VERIFY_PARAM_new();
	switch ((enum param_kind)o->min) {
	case PARAM_FLAG:
		c->asked |= (o->max & X509_V_FLAG_CRL_CHECK) != 0;
		X509_VERIFY_PARAM_set_flags(c->param, (unsigned long)o->max);
		break;
	case PARAM_POLICY:
		return policy(c->param, arg);
	case PARAM_PURPOSE:
		return purpose(c->param, arg);
	case PARAM_NAME:
		return verify_name(c->param, arg);
	case PARAM_DEPTH:
	case PARAM_LEVEL:
	case PARAM_TIME:
		return number(c->param, o, arg);
	case PARAM_HOST:
		c->asked = true;
		c->names_host = true;
		return X509_VERIFY_PARAM_set1_host(c->param, arg, 0) ? 0 : OPT_NO_HINT;
	case PARAM_EMAIL:
		c->asked = true;
		return X509_VERIFY_PARAM_set1_email(c->param, arg, 0) ? 0 : OPT_NO_HINT;
	case PARAM_IP:
		c->asked = true;
		c->names_host = true;
		return address(c->param, arg);
	case PARAM_NOTHING:
		break;
	}
	return 0;
}
