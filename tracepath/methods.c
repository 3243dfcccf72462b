/* Ways to probe: -M and its kin, and the keywords of -O. */
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/num.h"
#include "base/prog.h"
#include "sys/service.h"
#include "tracepath.h"
#include "wire/ipproto.h"

#define WORD_MAX 64

/* A word of -O, as a row of its module's table. */
struct keyword {
	const char *name, *arg;
	const char *help;
	uint16_t flag;			/* of TCP, or 0 */
	bool exclusive;			/* only one such word may be given */
	bool (*call)(struct trace_packet *p, const char *arg);	/* else: `at` is a bool */
	size_t at;
};

#define AT(field) OPT_AT(trace_packet, bool, field)

static bool read_flags(struct trace_packet *p, const char *arg)
{
	int64_t v;

	if (num_any(arg, 0, 0xfff, &v) != NUM_OK)
		return false;
	p->flags = (uint16_t)v;
	p->flagged = true;
	return true;
}

static bool read_mss(struct trace_packet *p, const char *arg)
{
	return num_any(arg, 0, UINT16_MAX, &p->mss) == NUM_OK;
}

static bool read_coverage(struct trace_packet *p, const char *arg)
{
	return num_any(arg, 0, UINT16_MAX, &p->coverage) == NUM_OK;
}

static bool read_service(struct trace_packet *p, const char *arg)
{
	return num_any(arg, 0, UINT32_MAX, &p->service) == NUM_OK;
}

static bool read_protocol(struct trace_packet *p, const char *arg)
{
	p->protocol = trace_protocol(arg);
	return p->protocol >= 0;
}

#define FLAG(word, bit, text)                                                                      \
	{                                                                                          \
		.name = word, .flag = bit, .help = text                                            \
	}
static const struct keyword tcp_words[] = {
	FLAG("syn", TCP_SYN, "set this flag; the default is syn, if no other is given"),
	FLAG("ack", TCP_ACK, "likewise"),
	FLAG("fin", TCP_FIN, "likewise"),
	FLAG("rst", TCP_RST, "likewise"),
	FLAG("psh", TCP_PSH, "likewise"),
	FLAG("urg", TCP_URG, "likewise"),
	FLAG("ece", TCP_ECE, "likewise"),
	FLAG("cwr", TCP_CWR, "likewise"),
	{ "flags", "NUM", "set exactly these flags", .call = read_flags },
	{ "ecn", .at = AT(ecn), .help = "ask for ECN: syn, ece and cwr (RFC 3168)" },
	{ "sack", .at = AT(sack), .help = "option: selective acknowledgements" },
	{ "timestamps", .at = AT(timestamps), .help = "option: timestamps" },
	{ "window_scaling", .at = AT(wscale), .help = "option: window scaling" },
	{ "sysctl", .at = AT(sysctl),
	  .help = "options and ECN as in /proc/sys/net/ipv4; the default" },
	{ "reuse", .at = AT(reuse), .help = "share the source port with others" },
	{ "mss", "NUM", "maximum segment size to offer", .call = read_mss },
	{ "info", .at = AT(info), .help = "show the flags of what the target answers" },
	{ 0 },
};
static const struct keyword icmp_words[] = {
	{ "raw", .at = AT(raw), .exclusive = true, .help = "only by a raw socket" },
	{ "dgram", .at = AT(dgram), .exclusive = true, .help = "only by an ICMP datagram socket" },
	{ 0 },
};
static const struct keyword udplite_words[] = {
	{ "coverage", "NUM", "bytes that the checksum covers; default 8", .call = read_coverage },
	{ 0 },
};
static const struct keyword dccp_words[] = {
	{ "service", "NUM", "service code; default 1885957735", .call = read_service },
	{ 0 },
};
static const struct keyword raw_words[] = {
	{ "protocol", "PROT", "IP protocol; default 253", .call = read_protocol },
	{ 0 },
};

static const struct keyword *const words_of[] = {
	[MODULE_ICMP] = icmp_words, [MODULE_TCP] = tcp_words, [MODULE_UDPLITE] = udplite_words,
	[MODULE_DCCP] = dccp_words, [MODULE_RAW] = raw_words,
};

static const struct trace_method *const methods[] = {
	&method_default, &method_udp, &method_udplite, &method_icmp,
	&method_tcp, &method_tcpconn, &method_dccp, &method_raw,
};

const struct trace_method *trace_method(const char *name)
{
	for (size_t i = 0; i < sizeof(methods) / sizeof(*methods); i++)
		if (strcmp(methods[i]->name, name) == 0)
			return methods[i];
	return NULL;
}

int64_t trace_protocol(const char *text)
{
	const struct protoent *p;
	int64_t v;

	if (num_any(text, 0, UINT8_MAX, &v) == NUM_OK)
		return v;
	p = getprotobyname(text);
	if (p)
		return p->p_proto;
	return service_is_file("/etc/protocols") ? -1 : ipproto_number(text);
}

/* -1 with errno: it could not be written. */
static int help(const struct trace_method *m)
{
	struct obuf o;

	ob_open(&o, STDOUT_FILENO);
	if (m->module == MODULE_NONE)
		ob_fmt(&o, "No options for module `%s'\n", m->name);
	else
		for (const struct keyword *k = words_of[m->module]; k->name; k++) {
			struct obuf left;

			ob_open(&left, -1);
			ob_fmt(&left, k->arg ? "  %s=%s" : "  %s", k->name, k->arg);
			ob_c(&left, '\0');
			ob_fmt(&o, "%-21s", left.p);
			ob_close(&left);
			for (const char *p = k->help; *p; p++) {
				ob_c(&o, *p);
				if (*p == '\n')
					ob_fmt(&o, "%21s", "");
			}
			ob_c(&o, '\n');
		}
	return ob_close(&o);
}

static bool only_one(const struct keyword *all, const char *word, int index)
{
	const char *bar = "    ";

	warn_bare("Keyword `%s' (argc %d): Only one of:", word, index);
	for (const struct keyword *k = all; k->name; k++)
		if (k->exclusive) {
			fprintf(stderr, "%s%s", bar, k->name);
			bar = " | ";
		}
	fputc('\n', stderr);
	warn_bare("may be specified.");
	return false;
}

struct reading {
	struct trace_cfg *c;
	const struct keyword *all;
	const struct keyword *only;	/* the exclusive word that was given */
	int index;			/* of the word, over all lists */
};

static bool not_allowed(const struct reading *r, const char *word)
{
	warn_bare("`%s' (argc %d): arguments are not allowed", word, r->index);
	return false;
}

static const struct keyword *find(const struct keyword *k, const char *word)
{
	size_t n = strcspn(word, "=");

	while (k->name && (strlen(k->name) != n || memcmp(k->name, word, n)))
		k++;
	return k->name ? k : NULL;
}

static bool read_word(struct reading *r, const char *word)
{
	const struct keyword *k = find(r->all, word);
	const char *arg = strchr(word, '=');
	struct trace_packet *p = &r->c->packet;

	if (!k || (arg && !k->arg))
		return not_allowed(r, word);
	if (k->arg && !arg) {
		warn_bare("Keyword `%s' (argc %d) requires an argument: `%s=%s'", word, r->index,
			  word, k->arg);
		return false;
	}
	if (k->exclusive && r->only && r->only != k)
		return only_one(r->all, word, r->index);
	if (k->exclusive)
		r->only = k;
	if (k->flag) {
		p->flags |= k->flag;
		p->flagged = true;
	} else if (!k->call) {
		*(bool *)((char *)p + k->at) = true;
	} else if (!k->call(p, arg + 1)) {
		warn_bare("Cannot handle `%s' keyword with arg `%s' (argc %d)", k->name, arg + 1,
			  r->index);
		return false;
	}
	return true;
}

/* Words between commas; empty ones do not count, but at the start. */
static bool read_list(struct reading *r, const char *list)
{
	char word[WORD_MAX];

	for (const char *p = list; *p; p += *p == ',') {
		size_t n = strcspn(p, ",");

		r->index += n || p == list;
		if (n >= sizeof(word))
			return not_allowed(r, p);
		memcpy(word, p, n);
		word[n] = '\0';
		if ((n || p == list) && !read_word(r, word))
			return false;
		p += n;
	}
	return true;
}

bool trace_keywords(struct trace_cfg *c)
{
	struct reading r = { .c = c, .all = words_of[c->method->module] };
	char word[WORD_MAX + sizeof("protocol=")];

	for (unsigned i = 0; i < c->nwords && r.all; i++) {
		const struct trace_word *w = &c->words[i];

		if (!w->protocol && !read_list(&r, w->text))
			return false;
		if (!w->protocol)
			continue;
		r.index++;
		if (strlen(w->text) >= WORD_MAX)
			return not_allowed(&r, w->text);
		strcpy(word, "protocol=");
		strcat(word, w->text);
		if (!read_word(&r, word))
			return false;
	}
	return true;
}

static bool wants_help(const char *list)
{
	for (const char *p = list; *p; p += *p == ',') {
		size_t n = strcspn(p, ",");

		if (n == 4 && memcmp(p, "help", 4) == 0)
			return true;
		p += n;
	}
	return false;
}

bool trace_keywords_help(const struct trace_cfg *c, int *status)
{
	for (unsigned i = 0; i < c->nwords; i++) {
		if (c->words[i].protocol || !wants_help(c->words[i].text))
			continue;
		*status = help(c->method) < 0 ? PROG_FAIL : PROG_OK;
		if (*status)
			warn_errno("write error");
		return true;
	}
	return false;
}
