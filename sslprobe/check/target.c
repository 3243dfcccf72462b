/* Targets of --check, and services by their names (RFC 6335's registry). */
#include "check/target.h"

#include <string.h>
#include <strings.h>

#include "base/addr.h"
#include "base/num.h"

#define HTTPS 443

static const struct {
	const char *name;
	uint16_t port;
} services[] = {
	{ "https", HTTPS }, { "imaps", 993 }, { "pop3s", 995 }, { "smtps", 465 },
	{ "submissions", 465 }, { "ldaps", 636 }, { "ftps", 990 }, { "nntps", 563 },
	{ "ircs", 6697 }, { "ircs-u", 6697 }, { "telnets", 992 }, { "domain-s", 853 },
	{ "mqtts", 8883 }, { "secure-mqtt", 8883 }, { "sips", 5061 }, { "amqps", 5671 },
	{ "xmpps", 5223 }, { "rdps", 3389 },
};

static bool service(struct target *t, const char *name)
{
	int64_t port;

	if (num_int(name, 1, 65535, &port) == NUM_OK) {
		t->port = (uint16_t)port;
		return true;
	}
	for (unsigned i = 0; i < sizeof(services) / sizeof(services[0]); i++) {
		if (strcasecmp(services[i].name, name) == 0) {
			t->port = services[i].port;
			return true;
		}
	}
	t->starttls = starttls_service(name);
	if (!t->starttls)
		return false;
	t->port = strcasecmp(name, "submission") == 0 ? 587 : t->starttls->port;
	return true;
}

bool target_parse(struct target *t, const char *text)
{
	const char *host = text, *colon = strrchr(text, ':');
	size_t n = strlen(text);
	struct addr a;

	*t = (struct target){ .text = text, .port = HTTPS };
	if (*text == '[') {
		const char *end = strchr(text, ']');

		if (!end || (end[1] && end[1] != ':') || (end[1] && !service(t, end + 2)))
			return false;
		host++;
		n = (size_t)(end - host);
	} else if (colon && !addr_parse6(&a, text)) {
		if (strchr(text, ':') != colon || !service(t, colon + 1))
			return false;
		n = (size_t)(colon - text);
	}
	if (!n || n >= sizeof(t->host))
		return false;
	memcpy(t->host, host, n);
	t->host[n] = '\0';
	t->ip = addr_parse4(&a, t->host) || addr_parse6(&a, t->host);
	return *text != '[' || addr_parse6(&a, t->host);
}
