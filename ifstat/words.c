/* ifconfig's words, read into changes before anything is changed. */
#include <arpa/inet.h>
#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/num.h"
#include "base/prog.h"
#include "change.h"
#include "sys/sock.h"

enum argument {
	ARG_DECIMAL,
	ARG_NONE,
	ARG_ADDR4,
	ARG_ADDR4_OR_NONE,
	ARG_PREFIXED,
	ARG_NUMBER,
	ARG_HW,
	ARG_TEXT
};

/* One row a word. A word that may have a minus before it has `clear` bits, or sets with minus. */
static const struct word {
	const char *name;
	enum change_kind kind;
	enum argument arg;
	uint32_t set, clear;		/* as it stands; with a minus the two change places */
	bool minus;
} words[] = {
	{ "up", CHANGE_FLAG, ARG_NONE, IFF_UP, 0, false },
	{ "down", CHANGE_FLAG, ARG_NONE, 0, IFF_UP, false },
	{ "arp", CHANGE_FLAG, ARG_NONE, 0, IFF_NOARP, true },
	{ "trailers", CHANGE_FLAG, ARG_NONE, 0, IFF_NOTRAILERS, true },
	{ "promisc", CHANGE_FLAG, ARG_NONE, IFF_PROMISC, 0, true },
	{ "allmulti", CHANGE_FLAG, ARG_NONE, IFF_ALLMULTI, 0, true },
	{ "multicast", CHANGE_FLAG, ARG_NONE, IFF_MULTICAST, 0, true },
	{ "dynamic", CHANGE_FLAG, ARG_NONE, IFF_DYNAMIC, 0, true },
	{ "broadcast", CHANGE_BROADCAST, ARG_ADDR4_OR_NONE, IFF_BROADCAST, 0, true },
	{ "pointopoint", CHANGE_PEER, ARG_ADDR4_OR_NONE, IFF_POINTOPOINT, 0, true },
	{ "netmask", CHANGE_NETMASK, ARG_ADDR4, 0, 0, false },
	{ "dstaddr", CHANGE_PEER, ARG_ADDR4, 0, 0, false },
	{ "add", CHANGE_ADD, ARG_PREFIXED, 0, 0, false },
	{ "del", CHANGE_DEL, ARG_PREFIXED, 0, 0, false },
	{ "mtu", CHANGE_MTU, ARG_DECIMAL, 0, 0, false },
	{ "txqueuelen", CHANGE_TXQUEUELEN, ARG_NUMBER, 0, 0, false },
	{ "metric", CHANGE_METRIC, ARG_NUMBER, 0, 0, false },
	{ "hw", CHANGE_HW, ARG_HW, 0, 0, false },
	{ "name", CHANGE_NAME, ARG_TEXT, 0, 0, false },
	{ "irq", CHANGE_MAP, ARG_TEXT, 0, 0, false },
	{ "mem_start", CHANGE_MAP, ARG_TEXT, 0, 0, false },
	{ "io_addr", CHANGE_MAP, ARG_TEXT, 0, 0, false },
	{ "media", CHANGE_MAP, ARG_TEXT, 0, 0, false },
	{ "outfill", CHANGE_MAP, ARG_TEXT, 0, 0, false },
	{ "keepalive", CHANGE_MAP, ARG_TEXT, 0, 0, false },
	{ "tunnel", CHANGE_MAP, ARG_TEXT, 0, 0, false },
};

static const struct word *find(const char *text, bool *minus)
{
	*minus = *text == '-';
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcmp(words[i].name, text + *minus) == 0 && (!*minus || words[i].minus))
			return &words[i];
	return NULL;
}

static int usage(void)
{
	opt_usage(ifstat_personas, STDERR_FILENO);
	return IFSTAT_USAGE;
}

static int unknown_host(const char *text)
{
	warn_bare("%s: Unknown host", text);
	return IFSTAT_FAIL;
}

/* An IPv4 address as inet_aton(3) takes it, or "default". */
static bool read_addr4(struct addr *a, const char *text)
{
	struct in_addr in;

	if (strcmp(text, "default") == 0)
		text = "0.0.0.0";
	if (!*text || strpbrk(text, " \t\n") || !inet_aton(text, &in))
		return false;
	*a = addr_v4((const uint8_t *)&in);
	return true;
}

/* ADDR or ADDR/N. IFSTAT_OK, a status after a message, or -1: no address. */
static int read_prefixed(struct change *ch, const char *text, bool six)
{
	const char *slash = strchr(text, '/');
	size_t n = slash ? (size_t)(slash - text) : strlen(text);
	char number[ADDR_STR];
	int64_t prefix;

	if (n >= sizeof(number))
		return -1;
	memcpy(number, text, n);
	number[n] = '\0';
	if (!read_addr4(&ch->addr, number) && !(six && addr_parse6(&ch->addr, number)))
		return -1;
	ch->prefix = (uint8_t)(8 * addr_len(&ch->addr));
	if (!slash)
		return IFSTAT_OK;
	if (num_int(slash + 1, 0, ch->prefix, &prefix) != NUM_OK) {
		warn_bare("%s: invalid prefix length", text);
		return usage();
	}
	ch->prefix = (uint8_t)prefix;
	ch->has_prefix = true;
	return IFSTAT_OK;
}

/* One or two digits a byte with colons, or two digits a byte without; as many bytes as it has. */
static bool read_hw(struct change *ch, const char *text)
{
	bool colons = strchr(text, ':') != NULL;

	for (size_t i = 0; i < ch->hw->len; i++) {
		int v = num_hex(*text);

		if (v < 0)
			return false;
		text++;
		if (num_hex(*text) >= 0)
			v = v << 4 | num_hex(*text++);
		else if (!colons)
			return false;
		ch->bytes[i] = (uint8_t)v;
		if (colons && i + 1 < ch->hw->len && *text++ != ':')
			return false;
	}
	return *text == '\0';
}

static int read_number(struct change *ch, const struct word *w, const char *text)
{
	enum num_result r = w->arg == ARG_DECIMAL ?
				    num_int(text, INT_MIN, UINT32_MAX, &ch->number) :
				    num_any(text, INT_MIN, UINT32_MAX, &ch->number);

	return r == NUM_OK ? IFSTAT_OK : usage();
}

/* What the kernel would refuse after half the line was done. */
static int refused(const char *request)
{
	warn_bare("%s: %s", request, strerror(EINVAL));
	return IFSTAT_FAIL;
}

static bool has_holes(const struct addr *mask)
{
	uint32_t m = (uint32_t)mask->b[0] << 24 | (uint32_t)mask->b[1] << 16 |
		     (uint32_t)mask->b[2] << 8 | mask->b[3];

	return ~m & (~m + 1);
}

static int read_name(struct change *ch, const char *text)
{
	if (strlen(text) >= IF_NAMESIZE) {
		warn_bare("%s: interface name too long", text);
		return IFSTAT_FAIL;
	}
	ch->text = text;
	return IFSTAT_OK;
}

/* "hw CLASS ADDRESS" takes two words. */
static int read_class(struct change *ch, char **at, int left)
{
	if (left < 2)
		return usage();
	ch->hw = ifstat_hw_named(at[0]);
	if (!ch->hw)
		return usage();
	if (!ch->hw->settable) {
		warn_bare("hw address type `%s' has no handler to set address. failed.", at[0]);
		return IFSTAT_FAIL;
	}
	if (!read_hw(ch, at[1])) {
		warn_bare("%s: invalid %s address.", at[1], ch->hw->name);
		return IFSTAT_FAIL;
	}
	return IFSTAT_OK;
}

/* The argument of a word, from at[0] on; *used is how many words it took. */
static int read_argument(struct change *ch, const struct word *w, char **at, int left, int *used)
{
	int rc;

	*used = w->arg == ARG_NONE ? 0 : w->arg == ARG_HW ? 2 : 1;
	if (w->arg == ARG_ADDR4_OR_NONE && !left) {
		ch->kind = CHANGE_NONE;
		*used = 0;
		return IFSTAT_OK;
	}
	if (*used > left)
		return usage();
	switch (w->arg) {
	case ARG_ADDR4:
	case ARG_ADDR4_OR_NONE:
		if (!read_addr4(&ch->addr, at[0]))
			return unknown_host(at[0]);
		return w->kind == CHANGE_NETMASK && has_holes(&ch->addr) ?
			       refused("SIOCSIFNETMASK") :
			       IFSTAT_OK;
	case ARG_PREFIXED:
		rc = read_prefixed(ch, at[0], true);
		return rc < 0 ? unknown_host(at[0]) : rc;
	case ARG_DECIMAL:
	case ARG_NUMBER:
		return read_number(ch, w, at[0]);
	case ARG_HW:
		return read_class(ch, at, left);
	case ARG_TEXT:
		return read_name(ch, at[0]);
	default:
		return IFSTAT_OK;
	}
}

static struct change *add(struct changes *c, enum change_kind kind, const char *word)
{
	struct change *ch;

	if (c->n == CHANGES_MAX)
		return NULL;
	ch = &c->list[c->n++];
	*ch = (struct change){ .kind = kind, .word = word };
	return ch;
}

static int read_word(struct changes *c, char **at, int left, int *used)
{
	bool minus;
	const struct word *w = find(at[0], &minus);
	struct change *ch = add(c, w ? w->kind : CHANGE_ADDRESS, at[0]);
	int rc;

	if (!ch)
		return usage();
	if (!w) {
		*used = 1;
		rc = read_prefixed(ch, at[0], false);
		return rc == IFSTAT_OK && addr_is_multicast(&ch->addr) ? refused("SIOCSIFADDR") :
									 rc;
	}
	ch->set = minus ? w->clear : w->set;
	ch->clear = minus ? w->set : w->clear;
	if (minus && w->arg == ARG_ADDR4_OR_NONE) {
		ch->kind = CHANGE_FLAG;
		*used = 1;
		return IFSTAT_OK;
	}
	rc = read_argument(ch, w, at + 1, left - 1, used);
	++*used;
	return rc;
}

static bool is_family(const char *text)
{
	return strcmp(text, "inet") == 0 || strcmp(text, "inet6") == 0;
}

int changes_read(struct changes *c, char **at, int count, int *unknown)
{
	int i = 1, used;

	*c = (struct changes){ .interface = at[0] };
	if (strlen(at[0]) >= IF_NAMESIZE) {
		*unknown = 0;
		return -1;
	}
	if (i < count && is_family(at[i]))
		i++;
	for (; i < count; i += used) {
		int rc = read_word(c, at + i, count - i, &used);

		*unknown = i;
		if (rc)
			return rc;
	}
	return IFSTAT_OK;
}
