/* Addresses and numbers as printers write them; names are remembered. */
#include "names.h"

#include <errno.h>
#include <net/if.h>
#include <stdlib.h>
#include <string.h>

#include "ask.h"
#include "base/prog.h"
#include "print.h"
#include "services.h"
#include "wire/ipproto.h"

#define ENTRIES 4096		/* names of addresses that are kept, a power of two */
#define NAME_MAX 255

struct name {
	uint8_t family;		/* 4, 6, 2 (a station); 0: free */
	uint8_t addr[16];
	uint16_t len;
	char text[NAME_MAX + 1];
};

struct names {
	struct names_cfg cfg;
	struct services services;
	struct ask ask;
	struct if_nameindex *links;
	struct name **kept;	/* by hash; a newer address takes the place of an older */
};

struct names *names_open(const struct names_cfg *cfg)
{
	struct names *n = prog_alloc(1, sizeof(*n));

	n->cfg = *cfg;
	n->ask.fd = -1;
	if (cfg->links)
		n->links = if_nameindex();
	if (cfg->numeric)
		return n;
	services_read(&n->services);
	n->kept = prog_alloc(ENTRIES, sizeof(*n->kept));
	if (ask_open(&n->ask, cfg->who) < 0) {
		int err = errno;

		names_close(n);
		errno = err;
		return NULL;
	}
	return n;
}

void names_close(struct names *n)
{
	if (!n)
		return;
	ask_close(&n->ask);
	if (n->links)
		if_freenameindex(n->links);
	services_free(&n->services);
	for (unsigned i = 0; n->kept && i < ENTRIES; i++)
		free(n->kept[i]);
	free(n->kept);
	free(n);
}

static unsigned hash(const uint8_t *p, size_t n, uint32_t h)
{
	for (size_t i = 0; i < n; i++)
		h = (h ^ p[i]) * 16777619u;
	return (h ^ h >> 15) & (ENTRIES - 1);
}

/* Only the host's own name, where -N asks for it. */
static void keep_text(const struct names *n, struct name *e, const char *s)
{
	size_t len = strlen(s);

	if (n->cfg.bare && e->family != 2) {
		const char *dot = ob_find(s, '.');

		len = dot ? (size_t)(dot - s) : len;
	}
	e->len = (uint16_t)(len < NAME_MAX ? len : NAME_MAX);
	memcpy(e->text, s, e->len);
}

/* What is known of the address; asks once. Text of length 0: it has no name. */
static const struct name *look_up(struct names *n, uint8_t family, const uint8_t *p, size_t len)
{
	struct name **at = &n->kept[hash(p, len, 2166136261u + family)], *e = *at;
	char text[NAME_MAX + 1] = "";

	if (e && e->family == family && !memcmp(e->addr, p, len))
		return e;
	ask_name(&n->ask, family, p, len, text);
	e = *at = prog_realloc(e, sizeof(*e));
	e->family = family;
	memcpy(e->addr, p, len);
	keep_text(n, e, text);
	return e;
}

static bool foreign(const struct names *n, const uint8_t *p)
{
	for (int i = 0; i < 4; i++)
		if ((p[i] & n->cfg.local_mask[i]) != n->cfg.local_net[i])
			return true;
	return false;
}

void names_ip4(const struct pkt *pk, struct obuf *o, const uint8_t *p)
{
	struct names *n = pk->names;
	const struct name *e;

	if (!n->cfg.numeric && !(n->cfg.local_only && foreign(n, p))) {
		e = look_up(n, 4, p, 4);
		if (e->len) {
			ob_esc(o, e->text, e->len);
			return;
		}
	}
	ob_ip4(o, p);
}

void names_ip6(const struct pkt *pk, struct obuf *o, const uint8_t *p)
{
	struct names *n = pk->names;
	const struct name *e;

	if (!n->cfg.numeric) {
		e = look_up(n, 6, p, 16);
		if (e->len) {
			ob_esc(o, e->text, e->len);
			return;
		}
	}
	ob_ip6(o, p);
}

void names_mac(const struct pkt *pk, struct obuf *o, const uint8_t *p)
{
	struct names *n = pk->names;
	const struct name *e;

	if (n->cfg.numeric) {
		ob_mac(o, p);
		return;
	}
	e = look_up(n, 2, p, 6);
	if (e->len) {
		ob_esc(o, e->text, e->len);
		return;
	}
	ob_mac(o, p);
	ob_str(o, " (oui ");
	ob_str(o, names_vendor(be24(p)));
	ob_c(o, ')');
}

void names_udp(const struct pkt *pk, struct obuf *o, uint16_t port)
{
	const char *s =
		pk->names->cfg.numeric ? NULL : services_find(&pk->names->services, true, port);

	if (s)
		ob_str(o, s);
	else
		ob_u(o, port);
}

void names_tcp(const struct pkt *pk, struct obuf *o, uint16_t port)
{
	const char *s =
		pk->names->cfg.numeric ? NULL : services_find(&pk->names->services, false, port);

	if (s)
		ob_str(o, s);
	else
		ob_u(o, port);
}

const char *names_proto(const struct pkt *pk, uint8_t proto)
{
	return pk->names->cfg.numeric ? NULL : ipproto_name(proto);
}

const char *names_link(const struct pkt *pk, uint32_t index)
{
	for (const struct if_nameindex *l = pk->names->links; l && l->if_index; l++)
		if (l->if_index == index)
			return l->if_name;
	return "?";
}
