/* What mends it, ready to paste: the interface's MTU, and TCP's segments for those behind us. */
#include <string.h>

#include "mtuprobe.h"
#include "sys/sock.h"

/* Names may hold anything; only such go into a command for a shell. */
static bool is_plain(const char *name)
{
	for (; *name; name++)
		if (!strchr("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ._-@+:",
			    *name))
			return false;
	return true;
}

static bool is_ppp(const struct mtuprobe *m)
{
	return strcmp(m->kind, "ppp") == 0 || strncmp(m->device, "ppp", 3) == 0;
}

static struct obuf *step(struct mtu_fix *f, unsigned *n, const char *where)
{
	struct mtu_fix *s = &f[(*n)++];

	s->where = where;
	ob_open(&s->paste, -1);
	return &s->paste;
}

/* Where it is kept depends on what made the interface. */
static void keep(const struct mtuprobe *m, uint16_t mtu, struct mtu_fix *f, unsigned *n)
{
	struct obuf *o;

	if (strcmp(m->kind, "wireguard") == 0) {
		o = step(f, n, "for good, below [Interface] in its file of /etc/wireguard");
		ob_num(o, "MTU = ", mtu, "");
	} else if (is_ppp(m)) {
		o = step(f, n, "for good, in its file of /etc/ppp/peers");
		ob_num(o, "mtu ", mtu, "\n");
		ob_num(o, "mru ", mtu, "");
	} else if (strcmp(m->kind, "vxlan") == 0) {
		o = step(f, n, "for good, below [NetDev] in its file of /etc/systemd/network");
		ob_num(o, "MTUBytes=", mtu, "");
	} else {
		o = step(f, n, "for good, in its file of /etc/sysconfig/network-scripts");
		ob_num(o, "MTU=\"", mtu, "\"");
	}
}

static void clamp(const struct mtuprobe *m, struct mtu_fix *f, unsigned *n)
{
	struct obuf *o = step(f, n, "for hosts behind this one, if it is their gateway; iptables");

	ob_str(o, m->host.addr.family == ADDR_V4 ? "iptables" : "ip6tables");
	ob_str(o, " -t mangle -A POSTROUTING -p tcp --tcp-flags SYN,RST SYN -o ");
	ob_str(o, m->device);
	ob_str(o, " -j TCPMSS --clamp-mss-to-pmtu");
	o = step(f, n, "or the same by nftables");
	ob_str(o, "nft 'table inet clamp { chain out { type filter hook postrouting priority "
		  "mangle; oifname \"");
	ob_str(o, m->device);
	ob_str(o, "\" tcp flags & (syn | rst) == syn tcp option maxseg size set rt mtu; }; }'");
}

bool mtu_helps(const struct mtuprobe *m, const struct mtu_result *r)
{
	if (!r->mtu || r->mtu >= m->mtu)
		return false;
	switch (r->verdict) {
	case VERDICT_CLEAN:
	case VERDICT_LOSS:
	case VERDICT_SILENT:
	case VERDICT_UNFINISHED:
	case VERDICT_SMALL:
		return false;
	default:
		return true;
	}
}

unsigned mtu_fixes(const struct mtuprobe *m, const struct mtu_result *r, struct mtu_fix *f)
{
	struct obuf *o;
	unsigned n = 0;

	if (!mtu_helps(m, r) || !is_plain(m->device))
		return 0;
	o = step(f, &n,
		 r->mtu < PMTU_MIN6 ? "now, until the next start; it ends IPv6 on this interface" :
				      "now, until the next start");
	ob_str(o, "ip link set dev ");
	ob_str(o, m->device);
	ob_num(o, " mtu ", r->mtu, "");
	keep(m, r->mtu, f, &n);
	clamp(m, f, &n);
	return n;
}

void mtu_fixes_free(struct mtu_fix *f, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		ob_close(&f[i].paste);
}

bool mtu_next(const struct mtuprobe *m, const struct mtu_result *r, struct obuf *o)
{
	char number[SOCK_STR];
	bool v6 = m->host.addr.family == ADDR_V6;

	sock_str(&m->host.addr, number);
	switch (r->verdict) {
	case VERDICT_LOSS:
		ob_str(o, "mtr ");
		ob_str(o, number);
		return true;
	case VERDICT_SILENT:
		/* who answers nothing else may have a port that is open */
		ob_str(o, "mtuprobe ");
		ob_str(o, v6 ? "[" : "");
		ob_str(o, number);
		ob_str(o, v6 ? "]" : "");
		ob_str(o, ":PORT");
		return true;
	case VERDICT_UNFINISHED:
		if (r->at_least)
			return false;
		ob_str(o, "mtuprobe -w 60 ");
		ob_str(o, number);
		return true;
	case VERDICT_HOLE:
	case VERDICT_LYING:
	case VERDICT_CLAMPED:
	case VERDICT_DIFFERS:
		if (!mtu_helps(m, r) || !is_plain(m->device))
			return false;
		ob_str(o, "ip link set dev ");
		ob_str(o, m->device);
		ob_num(o, " mtu ", r->mtu, "");
		return true;
	default:
		return false;
	}
}
