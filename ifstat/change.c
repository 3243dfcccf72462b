/* Changes made one by one, by the same requests as ifconfig's, and so with the same effects. */
#include "change.h"

#include <errno.h>
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/prog.h"
#include "sys/nl.h"
#include "sys/sock.h"

/* What one run of changes works on. */
struct maker {
	int fd;
	char name[IF_NAMESIZE];		/* of the interface or alias; follows a renaming */
};

static struct ifreq request(const struct maker *m)
{
	struct ifreq req = { 0 };

	memcpy(req.ifr_name, m->name, sizeof(req.ifr_name));
	return req;
}

/* 0, or the exit status after "REQUEST: reason". */
static int ask(const struct maker *m, unsigned long code, const char *what, struct ifreq *req)
{
	if (ioctl(m->fd, code, req) == 0)
		return IFSTAT_OK;
	warn_bare("%s: %s", what, strerror(errno));
	return IFSTAT_FAIL;
}

/* What a device is it stays, whatever is asked of it. */
static void warn_of_mode(const struct maker *m, uint32_t cleared)
{
	static const struct {
		uint32_t bit;
		const char *name;
	} modes[] = {
		{ IFF_BROADCAST, "BROADCAST" },
		{ IFF_POINTOPOINT, "POINTOPOINT" },
		{ IFF_MULTICAST, "MULTICAST" },
	};
	struct ifreq req = request(m);

	for (size_t i = 0; i < sizeof(modes) / sizeof(*modes); i++)
		if (cleared & modes[i].bit && ioctl(m->fd, SIOCGIFFLAGS, &req) == 0 &&
		    (uint32_t)req.ifr_flags & modes[i].bit)
			warn_bare("Warning: Interface %s still in %s mode.", m->name,
				  modes[i].name);
}

static int set_flags(const struct maker *m, uint32_t set, uint32_t clear)
{
	struct ifreq req = request(m);

	if (ioctl(m->fd, SIOCGIFFLAGS, &req) < 0) {
		warn_bare("%s: ERROR while getting interface flags: %s", m->name, strerror(errno));
		return IFSTAT_FLAG;
	}
	req.ifr_flags = (short)(((uint32_t)req.ifr_flags | set) & ~clear);
	if (ask(m, SIOCSIFFLAGS, "SIOCSIFFLAGS", &req))
		return IFSTAT_FLAG;
	warn_of_mode(m, clear);
	return IFSTAT_OK;
}

static int set_addr(const struct maker *m, unsigned long code, const char *what,
		    const struct addr *a)
{
	struct ifreq req = request(m);
	struct sockaddr_storage ss;

	memcpy(&req.ifr_addr, &ss, sock_to(a, 0, &ss));
	return ask(m, code, what, &req);
}

/* A prefix of 31 or 32 bits has no broadcast address; the kernel leaves that of the class there. */
static int set_prefix(const struct maker *m, uint8_t prefix)
{
	struct addr mask = ifstat_mask(prefix), none = { .family = ADDR_V4 };
	int rc = set_addr(m, SIOCSIFNETMASK, "SIOCSIFNETMASK", &mask);

	if (rc || prefix < 31)
		return rc;
	return set_addr(m, SIOCSIFBRDADDR, "SIOCSIFBRDADDR", &none);
}

/* The class mask that the kernel gives an address without a prefix is its own affair. */
static int set_address(const struct maker *m, const struct change *ch)
{
	bool alias = strchr(m->name, ':') != NULL;
	int rc = set_addr(m, SIOCSIFADDR, "SIOCSIFADDR", &ch->addr);

	/* an alias without an address is gone, and not to be brought up */
	if (rc || (alias && addr_is_any(&ch->addr)))
		return rc;
	rc = set_flags(m, IFF_UP | IFF_RUNNING, 0);
	return rc || !ch->has_prefix ? rc : set_prefix(m, ch->prefix);
}

static uint8_t class_prefix(const struct addr *a)
{
	return a->b[0] < 128 ? 8 : a->b[0] < 192 ? 16 : a->b[0] < 224 ? 24 : 32;
}

static void no_message(void *arg, uint16_t type, struct cur body)
{
	(void)arg;
	(void)type;
	(void)body;
}

/* Labels that are there: what "add" may not use again, what "del" looks for. */
static const struct link_addr *labelled(const struct link_table *t, const char *label)
{
	for (size_t i = 0; i < t->naddrs; i++)
		if (t->addrs[i].local.family == ADDR_V4 && strcmp(t->addrs[i].label, label) == 0)
			return &t->addrs[i];
	return NULL;
}

/* The interface's own name if no address has it yet, else the lowest alias that is free. */
static bool free_label(const struct link_table *t, const char *base, char label[IF_NAMESIZE])
{
	int n = snprintf(label, IF_NAMESIZE, "%s", base);

	for (unsigned i = 0; n < IF_NAMESIZE && labelled(t, label); i++)
		n = snprintf(label, IF_NAMESIZE, "%s:%u", base, i);
	return n < IF_NAMESIZE;
}

/* The prefix that the address has there; "del ADDRESS" need not know it. */
static uint8_t present_prefix(const struct link_table *t, const struct change *ch)
{
	for (size_t i = 0; i < t->naddrs; i++)
		if (addr_eq(&t->addrs[i].local, &ch->addr))
			return t->addrs[i].prefix;
	return ch->prefix;
}

/* RTM_NEWADDR or RTM_DELADDR: exactly this address, and no other. */
static int one_address(const struct maker *m, const struct change *ch, const char *base,
		       const struct link_table *t)
{
	bool v4 = ch->addr.family == ADDR_V4, add = ch->kind == CHANGE_ADD;
	bool loopback = v4 && ch->addr.b[0] == 127;
	uint8_t prefix = ch->has_prefix ? ch->prefix :
			 !add		? present_prefix(t, ch) :
			 v4		? class_prefix(&ch->addr) :
					  ch->prefix;
	char label[IF_NAMESIZE];
	struct ifaddrmsg ifa = {
		.ifa_family = (unsigned char)sock_family(&ch->addr),
		.ifa_prefixlen = prefix,
		.ifa_scope = add && loopback ? RT_SCOPE_HOST : RT_SCOPE_UNIVERSE,
		.ifa_index = (unsigned)t->links[0].index,
	};
	struct addr mask = ifstat_mask(prefix), brd = ch->addr;
	struct nl_msg msg;

	nl_begin(&msg, add ? RTM_NEWADDR : RTM_DELADDR,
		 NLM_F_ACK | (add ? NLM_F_CREATE | NLM_F_EXCL : 0), &ifa, sizeof(ifa));
	nl_attr(&msg, IFA_LOCAL, ch->addr.b, addr_len(&ch->addr));
	nl_attr(&msg, IFA_ADDRESS, ch->addr.b, addr_len(&ch->addr));
	for (size_t i = 0; i < 4; i++)
		brd.b[i] |= (uint8_t)~mask.b[i];
	if (v4 && add && prefix < 31 && !loopback)
		nl_attr(&msg, IFA_BROADCAST, brd.b, 4);
	strcpy(label, m->name);
	if (v4 && add && (strchr(label, ':') || free_label(t, base, label)))
		nl_attr(&msg, IFA_LABEL, label, strlen(label) + 1);
	if (nl_ask(NETLINK_ROUTE, &msg, no_message, NULL) == 0)
		return IFSTAT_OK;
	warn_bare("%s: %s", add ? "SIOCSIFADDR" : "SIOCDIFADDR", strerror(errno));
	return IFSTAT_FAIL;
}

static int change_address(const struct maker *m, const struct change *ch)
{
	char base[IF_NAMESIZE];
	struct link_table t;
	int rc;

	strcpy(base, m->name);
	base[strcspn(base, ":")] = '\0';
	if (link_read(&t, base) < 0) {
		warn_bare("%s: %s", ch->kind == CHANGE_ADD ? "SIOCSIFADDR" : "SIOCDIFADDR",
			  strerror(errno));
		return IFSTAT_FAIL;
	}
	rc = one_address(m, ch, base, &t);
	link_free(&t);
	return rc;
}

static int set_hw(const struct maker *m, const struct change *ch)
{
	struct ifreq req = request(m);

	req.ifr_hwaddr.sa_family = ch->hw->type;
	if (ch->hw->len > sizeof(req.ifr_hwaddr.sa_data)) {
		warn_bare("SIOCSIFHWADDR: %s", strerror(EOPNOTSUPP));
		return IFSTAT_FAIL;
	}
	memcpy(req.ifr_hwaddr.sa_data, ch->bytes, ch->hw->len);
	return ask(m, SIOCSIFHWADDR, "SIOCSIFHWADDR", &req);
}

static int set_name(struct maker *m, const struct change *ch)
{
	struct ifreq req = request(m);
	int rc;

	strcpy(req.ifr_newname, ch->text);
	rc = ask(m, SIOCSIFNAME, "SIOCSIFNAME", &req);
	if (rc == 0)
		strcpy(m->name, ch->text);	/* the words behind it mean the same interface */
	return rc;
}

/* Words for hardware that is no more get what the kernel says today. */
static int set_map(const struct maker *m, const struct change *ch)
{
	struct ifreq req = request(m);
	int err;

	if (strcmp(ch->word, "outfill") == 0 || strcmp(ch->word, "keepalive") == 0) {
		warn_bare("%s: %s", *ch->word == 'o' ? "SIOCSOUTFILL" : "SIOCSKEEPALIVE",
			  strerror(EOPNOTSUPP));
		return IFSTAT_FAIL;
	}
	if (strcmp(ch->word, "tunnel") == 0) {
		warn_bare("SIOCSIFDSTADDR: %s", strerror(ENODEV));
		return IFSTAT_FAIL;
	}
	err = ioctl(m->fd, SIOCGIFMAP, &req) < 0 || ioctl(m->fd, SIOCSIFMAP, &req) < 0 ? errno : 0;
	if (!err)
		return IFSTAT_OK;
	warn_bare("%s: SIOCSIFMAP: %s", strcmp(ch->word, "media") ? ch->word : "port",
		  strerror(err));
	return IFSTAT_FAIL;
}

static int set_number(const struct maker *m, const struct change *ch)
{
	struct ifreq req = request(m);

	if (ch->kind == CHANGE_MTU) {
		req.ifr_mtu = (int)ch->number;
		return ask(m, SIOCSIFMTU, "SIOCSIFMTU", &req);
	}
	if (ch->kind == CHANGE_TXQUEUELEN) {
		req.ifr_qlen = (int)ch->number;
		return ask(m, SIOCSIFTXQLEN, "SIOCSIFTXQLEN", &req);
	}
	req.ifr_metric = (int)ch->number;
	return ask(m, SIOCSIFMETRIC, "SIOCSIFMETRIC", &req);
}

static int make(struct maker *m, const struct change *ch)
{
	switch (ch->kind) {
	case CHANGE_FLAG:
		return set_flags(m, ch->set, ch->clear);
	case CHANGE_ADDRESS:
		return set_address(m, ch);
	case CHANGE_NETMASK:
		return set_addr(m, SIOCSIFNETMASK, "SIOCSIFNETMASK", &ch->addr);
	case CHANGE_BROADCAST:
		return set_addr(m, SIOCSIFBRDADDR, "SIOCSIFBRDADDR", &ch->addr);
	case CHANGE_PEER:
		return set_addr(m, SIOCSIFDSTADDR, "SIOCSIFDSTADDR", &ch->addr);
	case CHANGE_ADD:
	case CHANGE_DEL:
		return change_address(m, ch);
	case CHANGE_MTU:
	case CHANGE_TXQUEUELEN:
	case CHANGE_METRIC:
		return set_number(m, ch);
	case CHANGE_HW:
		return set_hw(m, ch);
	case CHANGE_NAME:
		return set_name(m, ch);
	case CHANGE_MAP:
		return set_map(m, ch);
	default:
		return IFSTAT_OK;
	}
}

/* When the kernel refuses halfway: what holds by now, and what does not. */
static void tell_halfway(const struct changes *c, unsigned failed)
{
	struct obuf o;

	if (c->n < 2)
		return;
	ob_open(&o, -1);
	for (unsigned i = 0; i < c->n; i++) {
		ob_str(&o, i == 0 && failed ? "done: " : i == failed ? "not done: " : ", ");
		ob_str(&o, c->list[i].word);
		if (i + 1 == failed)
			ob_str(&o, "; ");
	}
	warn("%.*s", (int)o.len, o.p);
	ob_close(&o);
}

/* The kernel would label addresses with an alternative name, and nobody would find them. */
static void take_name(struct maker *m, const char *name)
{
	const char *alias = strchrnul(name, ':');
	struct ifreq req;

	strcpy(m->name, name);
	req = request(m);
	req.ifr_name[alias - name] = '\0';
	if (ioctl(m->fd, SIOCGIFINDEX, &req) == 0 && ioctl(m->fd, SIOCGIFNAME, &req) == 0 &&
	    strlen(req.ifr_name) + strlen(alias) < sizeof(m->name)) {
		strcpy(m->name, req.ifr_name);
		strcat(m->name, alias);
	}
}

int changes_make(const struct changes *c)
{
	struct maker m = { .fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0) };
	const struct change *prefixed = NULL;
	int rc = IFSTAT_OK;

	if (m.fd < 0)
		m.fd = socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (m.fd < 0) {
		warn_errno("socket");
		return IFSTAT_FAIL;
	}
	take_name(&m, c->interface);
	for (unsigned i = 0; i < c->n && rc == IFSTAT_OK; i++) {
		const struct change *ch = &c->list[i];

		rc = make(&m, ch);
		/* as with classic ifconfig, ADDRESS/N wins over a "netmask" behind it */
		if (rc == IFSTAT_OK && ch->kind == CHANGE_NETMASK && prefixed)
			rc = set_prefix(&m, prefixed->prefix);
		if (ch->kind == CHANGE_ADDRESS)
			prefixed = ch->has_prefix ? ch : NULL;
		if (rc)
			tell_halfway(c, i);
	}
	close(m.fd);
	return rc;
}

int ifstat_change(char **words, int count)
{
	struct changes c;
	int unknown = 0, rc = changes_read(&c, words, count, &unknown);
	bool names = true;

	if (rc == IFSTAT_OK)
		return changes_make(&c);
	if (rc > 0)
		return rc;
	/* several names of interfaces are a question, not a change */
	for (int i = 1; i < count; i++)
		names &= sock_ifindex(words[i]) != 0;
	if (names && unknown == 1)
		return -1;
	warn_bare("%s: Unknown host", words[unknown]);
	warn("`--help' gives usage information.");
	return IFSTAT_FAIL;
}

void ifstat_words_text(struct obuf *o)
{
	ob_str(o, "\nWords behind an interface:\n"
		  "  [inet|inet6] <address>[/<prefixlen>]\n"
		  "  add <address>[/<prefixlen>]  del <address>[/<prefixlen>]\n"
		  "  netmask <address>  [-]broadcast [<address>]\n"
		  "  [-]pointopoint [<address>]  dstaddr <address>\n"
		  "  hw <class> <address>  mtu <number>  metric <number>  txqueuelen <number>\n"
		  "  up  down  [-]arp  [-]promisc  [-]allmulti  [-]multicast\n"
		  "  [-]dynamic  [-]trailers  name <newname>\n"
		  "  irq <n>  mem_start <n>  io_addr <n>  media <type>\n"
		  "  tunnel <address>  outfill <n>  keepalive <n>:\n"
		  "    for hardware that Linux no longer has; refused by the kernel\n"
		  "\nClasses of hardware addresses:\n");
	ifstat_hw_list(o);
}
