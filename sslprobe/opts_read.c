/* The arguments of sslprobe's options, each with the message of s_client for a bad one. */
#include "opts.h"

#include <limits.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/obuf.h"
#include "base/prog.h"
#include "starttls/starttls.h"

void pairs_add(struct pairs *list, const char *name, const char *value)
{
	list->p = prog_realloc(list->p, (list->n + 1) * sizeof(*list->p));
	list->p[list->n++] = (struct pair){ name, value };
}

int read_conf(void *cfg, const struct opt *o, const char *arg)
{
	struct sslprobe_cfg *c = cfg;

	pairs_add(&c->conf, o->name, arg);
	return 0;
}

/* Neither two versions, nor one and what is not another. */
static int protocols_agree(const struct sslprobe_cfg *c)
{
	if (c->protocols > 1) {
		warn_bare("Cannot supply multiple protocol flags");
		return OPT_NO_HINT;
	}
	if (c->protocols && c->no_protocols) {
		warn_bare("Cannot supply both a protocol flag and '-no_<prot>'");
		return OPT_NO_HINT;
	}
	return 0;
}

int read_conf_no_protocol(void *cfg, const struct opt *o, const char *arg)
{
	struct sslprobe_cfg *c = cfg;

	read_conf(cfg, o, arg);
	c->no_protocols++;
	return protocols_agree(c);
}

int read_protocol(void *cfg, const struct opt *o, const char *arg)
{
	struct sslprobe_cfg *c = cfg;

	(void)arg;
	c->protocol = (int)o->min;
	c->protocols++;
	return protocols_agree(c);
}

static int mixed(void)
{
	warn("Intermixed protocol flags (unix and internet domains)");
	return OPT_NO_HINT;
}

static bool internet(const struct sslprobe_cfg *c)
{
	return c->connect || c->host || c->port || c->family != AF_UNSPEC;
}

int read_family(void *cfg, const struct opt *o, const char *arg)
{
	struct sslprobe_cfg *c = cfg;

	(void)arg;
	if (c->unix_path)
		return mixed();
	if (c->family != AF_UNSPEC && c->family != (int)o->min) {
		warn("Can't use both -4 and -6");
		return -1;
	}
	c->family = (int)o->min;
	return 0;
}

int read_connect(void *cfg, const struct opt *o, const char *arg)
{
	struct sslprobe_cfg *c = cfg;

	(void)o;
	c->connect = arg;
	return c->unix_path ? mixed() : 0;
}

int read_host(void *cfg, const struct opt *o, const char *arg)
{
	struct sslprobe_cfg *c = cfg;

	(void)o;
	c->host = arg;
	return c->unix_path ? mixed() : 0;
}

int read_port(void *cfg, const struct opt *o, const char *arg)
{
	struct sslprobe_cfg *c = cfg;
	int64_t v;

	if (c->unix_path)
		return mixed();
	c->port = arg;
	return opt_dash_number(o, arg, 1, INT_MAX, &v);
}

int read_unix(void *cfg, const struct opt *o, const char *arg)
{
	struct sslprobe_cfg *c = cfg;

	(void)o;
	c->unix_path = arg;
	if (!internet(c))
		return 0;
	warn("Intermixed protocol flags (internet and unix domains)");
	return OPT_NO_HINT;
}

int read_starttls(void *cfg, const struct opt *o, const char *arg)
{
	struct sslprobe_cfg *c = cfg;
	struct obuf list;

	(void)o;
	c->starttls = starttls_find(arg);
	if (c->starttls)
		return 0;
	warn("Value must be one of:");
	ob_open(&list, STDERR_FILENO);
	for (unsigned i = 0; starttls_protos[i]; i++) {
		ob_c(&list, '\t');
		ob_str(&list, starttls_protos[i]->name);
		ob_c(&list, '\n');
	}
	ob_close(&list);
	return OPT_NO_HINT;
}

int read_form(void *cfg, const struct opt *o, const char *arg)
{
	static const struct {
		const char *name;
		int form;
		bool both;		/* for each FORMS_... */
	} forms[] = {
		{ "PEM", FORM_PEM, true },
		{ "P", FORM_PEM, true },
		{ "DER", FORM_DER, true },
		{ "D", FORM_DER, true },
		{ "ENGINE", FORM_ENGINE, false },
		{ "E", FORM_ENGINE, false },
		{ "P12", 0, false },
		{ "PKCS12", 0, false },
		{ "NSS", 0, false },
		{ "HTTP", 0, false },
		{ "MSBLOB", 0, false },
		{ "PVK", 0, false },
		{ "SMIME", 0, false },
		{ "TEXT", 0, false },
		{ "B64", 0, false },
	};
	const unsigned all = sizeof(forms) / sizeof(forms[0]);
	unsigned i = 0;

	while (i < all && strcasecmp(arg, forms[i].name) != 0)
		i++;
	if (i < all) {
		*(int *)((char *)cfg + o->at) = forms[i].form;
		if (forms[i].both || (forms[i].form && o->min == FORMS_ENGINE))
			return 0;
	}
	if (i == all) {
		warn("Bad format \"%s\"", arg);
	} else if (o->min == FORMS_ENGINE) {
		warn("Bad format \"%s\"; must be one of:", arg);
		warn_bare("   PEM/DER");
		warn_bare("   engine");
	} else {
		warn("Bad format \"%s\"; must be pem or der", arg);
	}
	warn("Invalid format \"%s\" for option -%s", arg, o->name);
	return -1;
}

int read_folder(void *cfg, const struct opt *o, const char *arg)
{
	struct stat st;

	*(const char **)((char *)cfg + o->at) = arg;
	if (stat(arg, &st) == 0 && S_ISDIR(st.st_mode))
		return 0;
	warn("Not a directory: %s", arg);
	return -1;
}

int read_verify(void *cfg, const struct opt *o, const char *arg)
{
	struct sslprobe_cfg *c = cfg;

	c->verify = c->asked = true;
	if (o->min)
		c->verify_return_error = true;
	if (!arg)
		return 0;
	if (opt_dash_number(o, arg, 1, INT_MAX, &c->verify_depth) < 0)
		return -1;
	if (!c->quiet && !c->brief)
		warn_bare("verify depth is %d", (int)c->verify_depth);
	return 0;
}

int read_quiet(void *cfg, const struct opt *o, const char *arg)
{
	struct sslprobe_cfg *c = cfg;

	(void)o;
	(void)arg;
	c->quiet = c->ign_eof = true;
	return 0;
}

/* Forms must be good, and mean nothing: what a file holds is found out. */
int read_extra(void *cfg, const struct opt *o, const char *arg)
{
	struct sslprobe_cfg *c = cfg;
	struct opt form = *o;
	int v;

	if (o->min) {
		form.min = FORMS_PEM_DER;
		form.at = 0;
		if (read_form(&v, &form, arg) < 0)
			return -1;
	}
	pairs_add(&c->extra, o->name, arg);
	return 0;
}

int read_noct(void *cfg, const struct opt *o, const char *arg)
{
	struct sslprobe_cfg *c = cfg;

	(void)o;
	(void)arg;
	c->ct = false;
	return 0;
}

int read_dane(void *cfg, const struct opt *o, const char *arg)
{
	struct sslprobe_cfg *c = cfg;

	pairs_add(&c->dane, o->name, arg);
	c->asked = true;
	return 0;
}

int read_module(void *cfg, const struct opt *o, const char *arg)
{
	struct sslprobe_cfg *c = cfg;

	pairs_add(&c->modules, o->name, arg);
	return 0;
}

int read_psk(void *cfg, const struct opt *o, const char *arg)
{
	struct sslprobe_cfg *c = cfg;

	(void)o;
	c->psk = arg;
	if (arg[strspn(arg, "0123456789abcdefABCDEF")] == '\0')
		return 0;
	/* it may be a key all the same, and is not shown */
	warn_bare("Not a hex number after -psk");
	return OPT_NO_HINT;
}

int read_early_data(void *cfg, const struct opt *o, const char *arg)
{
	struct sslprobe_cfg *c = cfg;

	(void)o;
	c->early_data = arg;
	return 0;
}

int read_maxfraglen(void *cfg, const struct opt *o, const char *arg)
{
	struct sslprobe_cfg *c = cfg;

	if (opt_dash_number(o, arg, 1, INT_MAX, &c->maxfraglen) < 0)
		return -1;
	if (c->maxfraglen == 512 || c->maxfraglen == 1024 || c->maxfraglen == 2048 ||
	    c->maxfraglen == 4096)
		return 0;
	warn("Max Fragment Len %u is out of permitted values", (unsigned)c->maxfraglen);
	return -1;
}

int read_max_send_frag(void *cfg, const struct opt *o, const char *arg)
{
	struct sslprobe_cfg *c = cfg;

	if (opt_dash_number(o, arg, 1, INT_MAX, &c->max_send_frag) < 0)
		return -1;
	return 0;
}

int read_max_pipelines(void *cfg, const struct opt *o, const char *arg)
{
	struct sslprobe_cfg *c = cfg;

	return opt_dash_number(o, arg, 1, INT_MAX, &c->max_pipelines);
}

int read_srp(void *cfg, const struct opt *o, const char *arg)
{
	struct sslprobe_cfg *c = cfg;

	switch (o->min) {
	case 0:
		c->srp_user = arg;
		break;
	case 1:
		c->srp_pass = arg;
		break;
	case 2:
		c->srp_lateuser = true;
		break;
	default:
		c->srp_moregroups = true;
		break;
	}
	c->srp = true;
	return 0;
}

int read_srp_strength(void *cfg, const struct opt *o, const char *arg)
{
	struct sslprobe_cfg *c = cfg;

	if (opt_dash_number(o, arg, 1, INT_MAX, &c->srp_strength) < 0)
		return -1;
	warn_bare("SRP minimal length for N is %d", (int)c->srp_strength);
	c->srp = true;
	return 0;
}
