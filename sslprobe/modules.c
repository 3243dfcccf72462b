/* Modules of the library: providers, engines, seeds for random numbers. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "modules.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/engine.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/provider.h>
#include <openssl/rand.h>
#include <openssl/ui.h>

#include "base/prog.h"

static int failed(struct sslprobe *s)
{
	text_errors(&s->text);
	return -1;
}

static int provider(struct sslprobe *s, const char *name)
{
	if (OSSL_PROVIDER_load(NULL, name))
		return 0;
	warn("unable to load provider %s", name);
	text_line(&s->text,
		  "Hint: use -provider-path option or OPENSSL_MODULES environment variable.");
	return failed(s);
}

static ENGINE *find(const char *id)
{
	ENGINE *e;

	ENGINE_load_builtin_engines();
	e = ENGINE_by_id(id);
	if (!e) {
		e = ENGINE_by_id("dynamic");
		if (e && (!ENGINE_ctrl_cmd_string(e, "SO_PATH", id, 0) ||
			  !ENGINE_ctrl_cmd_string(e, "LOAD", NULL, 0))) {
			ENGINE_free(e);
			e = NULL;
		}
	}
	return e;
}

/* An engine that is none is told of, and the session goes on without. */
static ENGINE *engine(struct sslprobe *s, const char *id)
{
	ENGINE *e = find(id);
	struct obuf *o;

	if (!e) {
		o = text_say(&s->text);
		ob_str(o, "Invalid engine \"");
		ob_esc(o, id, strlen(id));
		ob_str(o, "\"\n");
		text_said(&s->text);
		text_errors(&s->text);
		return NULL;
	}
	if (!ENGINE_set_default(e, ENGINE_METHOD_ALL)) {
		text_line(&s->text, "Cannot use that engine");
		text_errors(&s->text);
		ENGINE_free(e);
		return NULL;
	}
	o = text_say(&s->text);
	ob_str(o, "Engine \"");
	ob_str(o, ENGINE_get_id(e));
	ob_str(o, "\" set.\n");
	text_said(&s->text);
	return e;
}

/* Files with colons between. */
static int seed(struct sslprobe *s, const char *list)
{
	char *files = strdup(list), *rest = NULL;
	int rc = 0;

	for (char *p = files ? strtok_r(files, ":", &rest) : NULL; p && rc == 0;
	     p = strtok_r(NULL, ":", &rest)) {
		struct obuf *o;

		if (RAND_load_file(p, -1) >= 0)
			continue;
		o = text_say(&s->text);
		ob_str(o, "Can't load ");
		ob_esc(o, p, strlen(p));
		ob_str(o, " into RNG\n");
		text_said(&s->text);
		rc = failed(s);
	}
	free(files);
	return rc;
}

int modules_load(struct sslprobe *s)
{
	for (unsigned i = 0; i < s->cfg.modules.n; i++) {
		const char *name = s->cfg.modules.p[i].name, *value = s->cfg.modules.p[i].value;
		int rc = 0;

		if (strcmp(name, "provider") == 0) {
			rc = provider(s, value);
		} else if (strcmp(name, "provider-path") == 0) {
			OSSL_PROVIDER_set_default_search_path(NULL, value);
		} else if (strcmp(name, "propquery") == 0) {
			EVP_set_default_properties(NULL, value);
		} else if (strcmp(name, "engine") == 0) {
			ENGINE *e = engine(s, value);

			s->cfg.engine = e ? ENGINE_get_id(e) : NULL;
			ENGINE_free(e);
		} else {
			rc = seed(s, value);
		}
		if (rc < 0)
			return -1;
	}
	return 0;
}

EVP_PKEY *modules_key(struct sslprobe *s, const char *name)
{
	ENGINE *e = ENGINE_by_id(s->cfg.engine);
	EVP_PKEY *key = NULL;

	if (e && ENGINE_init(e)) {
		key = ENGINE_load_private_key(e, name, UI_OpenSSL(), NULL);
		ENGINE_finish(e);
	} else {
		ERR_clear_error();
	}
	ENGINE_free(e);
	return key;
}

int modules_client_engine(struct sslprobe *s)
{
	ENGINE *e;

	if (!s->cfg.ssl_engine)
		return 0;
	e = engine(s, s->cfg.ssl_engine);
	if (!e) {
		text_line(&s->text, "Error getting client auth engine");
		warn("Use -help for summary.");
		return -1;
	}
	if (!SSL_CTX_set_client_cert_engine(s->ctx, e)) {
		text_line(&s->text, "Error setting client auth engine");
		ENGINE_free(e);
		return failed(s);
	}
	ENGINE_free(e);
	return 0;
}

int modules_writerand(struct sslprobe *s)
{
	if (!s->cfg.writerand || RAND_write_file(s->cfg.writerand) >= 0)
		return 0;
	text_line(&s->text, "Cannot write random bytes:");
	return failed(s);
}
