/* Source routes (-g): as an IPv4 option (RFC 791), or as an IPv6 routing header (RFC 8200). */
#include <netinet/in.h>
#include <string.h>

#include "base/num.h"
#include "base/prog.h"
#include "base/put.h"
#include "tracepath.h"
#include "wire/ip4.h"

#define TYPE_DEFAULT 2		/* of a routing header: RFC 6275 */

/* The next of the list; false after a message. */
static bool read_gateway(struct trace *t, const char *name)
{
	bool v4 = t->host.addr.family == ADDR_V4;
	struct resolve_host host;
	const char *wrong;

	if (t->ngateways == (v4 ? 8 : TRACE_GATEWAYS)) {
		warn_bare("Too many gateways specified. No more than %d", v4 ? 8 : TRACE_GATEWAYS);
		return false;
	}
	wrong = resolve_host(name, t->host.addr.family, &host);
	if (wrong) {
		warn_bare("%s: %s", name, wrong);
		warn_bare("%s", "");
		return false;
	}
	t->gateway[t->ngateways++] = host.addr;
	return true;
}

static bool read_list(struct trace *t, const char *p)
{
	char name[256];

	while (*p) {
		size_t n = strcspn(p, ",");
		int64_t type;

		if (n >= sizeof(name)) {
			warn_bare("%.*s...: not a name", 64, p);
			return false;
		}
		memcpy(name, p, n);
		name[n] = '\0';
		if (p == t->cfg.gateways && p[n] == ',' && t->host.addr.family == ADDR_V6 &&
		    num_int(name, 0, UINT8_MAX, &type) == NUM_OK)
			t->routing_type = (uint8_t)type;
		else if (!read_gateway(t, name))
			return false;
		p += n;
		p += *p == ',';
	}
	return true;
}

/* The kernel takes the first for the destination, and puts the target behind the others. */
static void put_ip4(struct trace *t, struct put *w)
{
	put_u8(w, IP4_OPT_NOP);
	put_u8(w, IP4_OPT_LSRR);
	put_u8(w, (uint8_t)(3 + 4 * t->ngateways));
	put_u8(w, 4);
	for (unsigned i = 0; i < t->ngateways; i++)
		put_mem(w, t->gateway[i].b, 4);
}

static void put_ip6(struct trace *t, struct put *w)
{
	put_u8(w, 0);			/* next header: the kernel's */
	put_u8(w, (uint8_t)(2 * t->ngateways));
	put_u8(w, t->routing_type);
	put_u8(w, (uint8_t)t->ngateways);
	put_zero(w, 4);
	for (unsigned i = 0; i < t->ngateways; i++)
		put_mem(w, t->gateway[i].b, 16);
}

int trace_gateways(struct trace *t)
{
	struct put w = put_to(t->ip_options, sizeof(t->ip_options));

	t->routing_type = TYPE_DEFAULT;
	if (!t->cfg.gateways)
		return 0;
	if (!read_list(t, t->cfg.gateways))
		return -1;
	if (!t->ngateways)
		return 0;
	if (t->host.addr.family == ADDR_V4)
		put_ip4(t, &w);
	else
		put_ip6(t, &w);
	t->ip_options_len = (unsigned)w.len;
	return 0;
}
