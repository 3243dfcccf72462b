/* What the rows of the option table call; see opts.c. */
#ifndef SSLPROBE_OPTS_H
#define SSLPROBE_OPTS_H

#include "base/opt.h"
#include "sslprobe.h"

/* Each reads one option's argument, as struct opt's call. */
int read_conf(void *cfg, const struct opt *o, const char *arg);
int read_conf_no_protocol(void *cfg, const struct opt *o, const char *arg);
int read_protocol(void *cfg, const struct opt *o, const char *arg);
int read_family(void *cfg, const struct opt *o, const char *arg);
int read_connect(void *cfg, const struct opt *o, const char *arg);
int read_host(void *cfg, const struct opt *o, const char *arg);
int read_port(void *cfg, const struct opt *o, const char *arg);
int read_unix(void *cfg, const struct opt *o, const char *arg);
int read_starttls(void *cfg, const struct opt *o, const char *arg);
int read_form(void *cfg, const struct opt *o, const char *arg);
int read_folder(void *cfg, const struct opt *o, const char *arg);
int read_verify(void *cfg, const struct opt *o, const char *arg);
int read_param(void *cfg, const struct opt *o, const char *arg);
int read_quiet(void *cfg, const struct opt *o, const char *arg);
int read_extra(void *cfg, const struct opt *o, const char *arg);
int read_noct(void *cfg, const struct opt *o, const char *arg);
int read_dane(void *cfg, const struct opt *o, const char *arg);
int read_module(void *cfg, const struct opt *o, const char *arg);
int read_psk(void *cfg, const struct opt *o, const char *arg);
int read_early_data(void *cfg, const struct opt *o, const char *arg);
int read_maxfraglen(void *cfg, const struct opt *o, const char *arg);
int read_max_send_frag(void *cfg, const struct opt *o, const char *arg);
int read_max_pipelines(void *cfg, const struct opt *o, const char *arg);
int read_srp(void *cfg, const struct opt *o, const char *arg);
int read_srp_strength(void *cfg, const struct opt *o, const char *arg);

/* What of the form may be given, for read_form(). */
enum { FORMS_ENGINE, FORMS_PEM_DER };

/* What read_param() sets, in opt.min. */
enum param_kind {
	PARAM_FLAG,		/* X509_V_FLAG_... in opt.max */
	PARAM_POLICY,
	PARAM_PURPOSE,
	PARAM_NAME,
	PARAM_DEPTH,
	PARAM_LEVEL,
	PARAM_TIME,
	PARAM_HOST,
	PARAM_EMAIL,
	PARAM_IP,
	PARAM_NOTHING,		/* accepted for what it once meant */
};

/* The rules between options, behind the last of them; 0, or -1 after a message. */
int opts_rules(struct sslprobe_cfg *cfg, const struct persona *as, int argc, char **argv);

/* Puts one more pair into the list. */
void pairs_add(struct pairs *list, const char *name, const char *value);

#endif
