/* What sslprobe's options must not say together, and where they say to connect to. */
#include "opts.h"

#include <string.h>

#include <openssl/bio.h>

#include "base/num.h"
#include "base/prog.h"

static int hint(const char *message)
{
	if (message)
		warn("%s", message);
	warn("Use -help for summary.");
	return -1;
}

static int fragments(const struct sslprobe_cfg *c)
{
	if (c->max_pipelines > SSL_MAX_PIPELINES) {
		warn("Max pipelines %d is out of permitted range", (int)c->max_pipelines);
		return -1;
	}
	if (c->max_send_frag > SSL3_RT_MAX_PLAIN_LENGTH ||
	    (c->max_send_frag && c->max_send_frag < 512)) {
		warn("Max send fragment size %d is out of permitted range", (int)c->max_send_frag);
		return -1;
	}
	if (c->split_send_frag > SSL3_RT_MAX_PLAIN_LENGTH) {
		warn("Split send fragment size %d is out of permitted range",
		     (int)c->split_send_frag);
		return -1;
	}
	return 0;
}

/* What is said to a server or proxy in a line of its own protocol must not be two. */
static bool one_line(const char *text)
{
	for (; text && *text; text++)
		if ((unsigned char)*text < ' ' || *text == 127)
			return false;
	return true;
}

static int lines(const struct sslprobe_cfg *c)
{
	if (c->starttls && !one_line(c->name))
		return hint("-name holds a control character");
	if (c->proxy && !(one_line(c->connect) && one_line(c->host) && one_line(c->port)))
		return hint("the target of a proxy holds a control character");
	return 0;
}

static int names(const struct sslprobe_cfg *c)
{
	if (c->servername && c->noservername)
		return hint("Can't use -servername and -noservername together");
	if (c->dane_domain && c->noservername)
		return hint("Can't use -dane_tlsa_domain and -noservername together");
	if (c->npn && c->protocol == PROTO_TLS1_3) {
		warn_bare("Cannot supply -nextprotoneg with TLSv1.3");
		return hint(NULL);
	}
	return 0;
}

/* -check has hosts as operands; else there may be one, and no option of the checker. */
static int operands(struct sslprobe_cfg *c, int argc, char **argv)
{
	if (c->check)
		return argc > 0 ? 0 : hint("--check needs a host");
	if (c->json || c->pem || c->warn_days >= 0 || c->crit_days >= 0)
		return hint("--json, --pem, --warn and --crit go with --check");
	if (argc > 1)
		return hint(NULL);
	if (argc == 1 && c->connect)
		return hint("cannot provide both -connect option and target parameter");
	if (argc == 1)
		c->connect = argv[0];
	return 0;
}

int opts_rules(struct sslprobe_cfg *c, const struct persona *as, int argc, char **argv)
{
	(void)as;
	if (fragments(c) < 0 || operands(c, argc, argv) < 0 || names(c) < 0 || lines(c) < 0)
		return -1;
	if (c->proxy && !c->connect)
		return hint("-proxy requires use of -connect or target parameter");
	if (c->protocol >= PROTO_DTLS && c->unix_path) {
		warn_bare("Can't use unix sockets and datagrams together");
		return -1;
	}
	if (c->protocol >= PROTO_DTLS && (c->proxy || c->starttls))
		return hint("-proxy and -starttls do not go with DTLS");
	return 0;
}
