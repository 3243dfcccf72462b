/* Reads the file that describes the NIC; preload.c tells its form. */
#include "nicsim.h"

#include <ctype.h>
#include <errno.h>
#include <linux/ethtool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct {
	struct fact *facts, **end;
	const char *file;
	char *folder;
	bool loaded, changed;
} nic = { .end = &nic.facts };

void nic_bad(const struct fact *f, const char *why, const char *what)
{
	dprintf(2, "nicsim: %s:%u: %s: %s\n", nic.file ? nic.file : "NICSIM", f ? f->line : 0, why,
		what);
	_exit(99);
}

static void *grown(void *p, size_t size)
{
	p = realloc(p, size);
	if (!p)
		nic_bad(NULL, "no memory", "");
	return p;
}

void put(struct bytes *b, const void *data, size_t len)
{
	if (b->len + len > b->room) {
		b->room = 2 * (b->len + len) + 256;
		b->at = grown(b->at, b->room);
	}
	if (len)
		memcpy(b->at + b->len, data, len);
	b->len += len;
}

void put_zero(struct bytes *b, size_t len)
{
	static const uint8_t zero[64];

	for (; len > sizeof(zero); len -= sizeof(zero))
		put(b, zero, sizeof(zero));
	put(b, zero, len);
}

/* One escape of a quoted string; *s is behind the backslash. */
static char escaped(const char **s)
{
	static const char from[] = "nrtae0", to[] = "\n\r\t\a\033";
	char two[3] = { 0 };
	const char *p;

	if (**s == 'x' && isxdigit((unsigned char)(*s)[1]) && isxdigit((unsigned char)(*s)[2])) {
		memcpy(two, *s + 1, 2);
		*s += 3;
		return (char)strtoul(two, NULL, 16);
	}
	p = strchr(from, **s);
	(*s)++;
	return p && *p ? to[p - from] : (*s)[-1];
}

/* Takes one word off *s; false at the end. */
static bool take_arg(const char **s, struct arg *a)
{
	const char *p = *s + strspn(*s, " \t"), *q = p;
	struct bytes v = { 0 };

	*a = (struct arg){ 0 };
	if (!*p)
		return false;
	q += strspn(q, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
	if (*q == '=' && q > p) {
		a->key = strndup(p, (size_t)(q - p));
		p = q + 1;
	}
	while (*p && *p != ' ' && *p != '\t') {
		if (*p != '"') {
			put(&v, p++, 1);
			continue;
		}
		a->quoted = true;
		for (p++; *p && *p != '"';) {
			char c = *p++;

			if (c == '\\' && *p)
				c = escaped(&p);
			put(&v, &c, 1);
		}
		p += *p == '"';
	}
	a->len = v.len;
	put(&v, "", 1);
	a->value = (char *)v.at;
	*s = p;
	return true;
}

static void add_line(char *text, unsigned int line)
{
	struct fact *f;
	struct arg a;
	bool then = false;
	const char *s;
	size_t n;

	text += strspn(text, " \t");
	if (!strncmp(text, "then", 4) && (text[4] == ' ' || text[4] == '\t')) {
		then = true;
		text += 4 + strspn(text + 4, " \t");
	}
	n = strcspn(text, " \t");
	if (!n)
		return;
	f = grown(NULL, sizeof(*f));
	*f = (struct fact){
		.word = strndup(text, n), .rest = strdup(text + n), .line = line, .then = then,
	};
	for (s = f->rest; take_arg(&s, &a); f->n_args++) {
		f->args = grown(f->args, (f->n_args + 1) * sizeof(a));
		f->args[f->n_args] = a;
	}
	*nic.end = f;
	nic.end = &f->next;
}

/* Cuts a comment off: a '#' outside quotes, at the start of a word. */
static void cut_comment(char *s)
{
	bool quoted = false;

	for (char *p = s; *p; p++) {
		if (*p == '\\' && quoted && p[1])
			p++;
		else if (*p == '"')
			quoted = !quoted;
		else if (*p == '#' && !quoted && (p == s || p[-1] == ' ' || p[-1] == '\t'))
			*p = '\0';
	}
	s[strcspn(s, "\n")] = '\0';
	for (size_t n = strlen(s); n && (s[n - 1] == ' ' || s[n - 1] == '\t'); n--)
		s[n - 1] = '\0';
}

static void read_file(const char *name)
{
	struct bytes line = { 0 };
	unsigned int n = 0, from = 1;
	char *text = NULL;
	size_t size = 0;
	const char *slash = strrchr(name, '/');
	FILE *file = fopen(name, "re");

	nic.file = name;
	nic.folder = slash ? strndup(name, (size_t)(slash + 1 - name)) : strdup("");
	if (!file)
		nic_bad(NULL, "not read", strerror(errno));
	while (getline(&text, &size, file) >= 0) {
		bool more = *text == ' ' || *text == '\t';

		n++;
		cut_comment(text);
		if (more && !text[strspn(text, " \t")])
			continue;
		if (!more && line.len) {
			put(&line, "", 1);
			add_line((char *)line.at, from);
			line.len = 0;
		}
		if (!line.len)
			from = n;
		put(&line, text, strlen(text));
	}
	put(&line, "", 1);
	add_line((char *)line.at, from);
	free(line.at);
	free(text);
	fclose(file);
}

void nic_load(void)
{
	const char *name = getenv("NICSIM");

	if (nic.loaded)
		return;
	nic.loaded = true;
	if (name)
		read_file(name);
}

const char *nic_name(void)
{
	return fact_text(fact("name"), ".", "eth0");
}

static const struct fact *next_of(const struct fact *f, const char *word, bool then)
{
	while (f && (f->then != then || strcmp(f->word, word) != 0))
		f = f->next;
	return f;
}

const struct fact *fact(const char *word)
{
	const struct fact *f = NULL;

	nic_load();
	if (nic.changed)
		f = next_of(nic.facts, word, true);
	return f ? f : next_of(nic.facts, word, false);
}

const struct fact *fact_next(const struct fact *f)
{
	return next_of(f->next, f->word, f->then);
}

void nic_changed(void)
{
	nic.changed = true;
}

const struct fact *fact_of(const char *word, const char *first)
{
	const struct fact *f = fact(word);

	for (; f; f = fact_next(f))
		if (f->n_args && !strcmp(f->args[0].value, first))
			return f;
	return NULL;
}

const struct arg *fact_arg(const struct fact *f, const char *key)
{
	for (size_t i = 0; f && i < f->n_args; i++)
		if (f->args[i].key ? !strcmp(f->args[i].key, key) : !strcmp(key, "."))
			return &f->args[i];
	return NULL;
}

const char *fact_text(const struct fact *f, const char *key, const char *missing)
{
	const struct arg *a = fact_arg(f, key);

	return a ? a->value : missing;
}

uint64_t parse_num(const struct fact *f, const char *s)
{
	uint64_t v;
	char *end;

	errno = 0;
	v = *s == '-' ? (uint64_t)strtoll(s, &end, 0) : strtoull(s, &end, 0);
	if (errno || end == s || *end)
		nic_bad(f, "not a number", s);
	return v;
}

uint64_t fact_num(const struct fact *f, const char *key, uint64_t missing)
{
	const struct arg *a = fact_arg(f, key);

	return a ? parse_num(f, a->value) : missing;
}

size_t fact_list(const struct fact *f, const char *key, uint64_t *to, size_t room)
{
	const struct arg *a = fact_arg(f, key);
	size_t n = 0;
	char *copy, *at, *word;

	if (!a)
		return 0;
	copy = at = strdup(a->value);
	while (n < room && (word = strsep(&at, ",")))
		to[n++] = parse_num(f, word);
	free(copy);
	return n;
}

static size_t mask_hex(const struct fact *f, const char *s, uint32_t words[MASK_WORDS])
{
	size_t digits = strlen(s);

	if (digits > MASK_WORDS * 8 || strspn(s, "0123456789abcdefABCDEF") != digits)
		nic_bad(f, "not a mask", s);
	for (size_t i = 0; i < digits; i++) {
		char one[2] = { s[digits - 1 - i], 0 };

		words[i / 8] |= (uint32_t)strtoul(one, NULL, 16) << i % 8 * 4;
	}
	return (digits + 7) / 8;
}

static bool is_number(const char *s)
{
	s += *s == '-';
	return *s && (!strncmp(s, "0x", 2) || !s[strspn(s, "0123456789")]);
}

size_t fact_mask(const struct fact *f, const char *key, int set, uint32_t words[MASK_WORDS])
{
	const struct arg *a = fact_arg(f, key);
	size_t n = 0;

	memset(words, 0, MASK_WORDS * sizeof(*words));
	if (!a)
		return 0;
	if (!strncmp(a->value, "0x", 2))
		return mask_hex(f, a->value + 2, words);
	if (is_number(a->value)) {
		words[0] = (uint32_t)parse_num(f, a->value);
		return 1;
	}
	for (const char *s = a->value; *s;) {
		size_t len = strcspn(s, ",");
		int bit = set_index(set, s, len);

		if (bit < 0)
			nic_bad(f, "no such name in the string set", s);
		words[bit / 32] |= 1u << bit % 32;
		if ((size_t)bit / 32 >= n)
			n = (size_t)bit / 32 + 1;
		s += len + (s[len] == ',');
	}
	return n;
}

uint64_t fact_flags(const struct fact *f, const char *key)
{
	static const struct {
		const char *word, *key;
		int set;
	} sets[] = {
		{ "wol", NULL, ETH_SS_WOL_MODES },
		{ "msglvl", NULL, ETH_SS_MSG_CLASSES },
		{ "privflags", NULL, ETH_SS_PRIV_FLAGS },
		{ "eee", NULL, ETH_SS_LINK_MODES },
		{ "fec", NULL, SET_FEC },
		{ "tsinfo", "so_timestamping", ETH_SS_SOF_TIMESTAMPING },
		{ "tsinfo", "tx_types", ETH_SS_TS_TX_TYPES },
		{ "tsinfo", "rx_filters", ETH_SS_TS_RX_FILTERS },
	};
	const struct arg *a = fact_arg(f, key);
	uint32_t words[MASK_WORDS];

	if (!a || is_number(a->value))
		return fact_num(f, key, 0);
	for (size_t i = 0; i < sizeof(sets) / sizeof(*sets); i++) {
		if (strcmp(f->word, sets[i].word) != 0 ||
		    (sets[i].key && strcmp(key, sets[i].key) != 0))
			continue;
		fact_mask(f, key, sets[i].set, words);
		return words[0];
	}
	nic_bad(f, "not a number", a->value);
}

void parse_hex(const struct fact *f, const char *s, struct bytes *to)
{
	while (*s) {
		char two[3] = { 0 };
		uint8_t v;

		if (*s == ':' || *s == '-' || *s == ',') {
			s++;
			continue;
		}
		if (!isxdigit((unsigned char)s[0]) || !isxdigit((unsigned char)s[1]))
			nic_bad(f, "not hex", s);
		memcpy(two, s, 2);
		v = (uint8_t)strtoul(two, NULL, 16);
		put(to, &v, 1);
		s += 2;
	}
}

void put_file(const struct fact *f, struct bytes *b, const char *name)
{
	char buf[4096], path[4096];
	FILE *file;
	size_t n;

	snprintf(path, sizeof(path), "%s%s", *name == '/' ? "" : nic.folder, name);
	file = fopen(path, "re");
	if (!file)
		nic_bad(f, "not read", path);
	while ((n = fread(buf, 1, sizeof(buf), file)) > 0)
		put(b, buf, n);
	fclose(file);
}

/* Writes at `at`, over what is there or behind zeros. */
static void place(struct bytes *to, size_t *at, const struct bytes *part)
{
	if (to->len < *at + part->len)
		put_zero(to, *at + part->len - to->len);
	if (part->len)
		memcpy(to->at + *at, part->at, part->len);
	*at += part->len;
}

void fact_bytes(const struct fact *f, size_t from, size_t base, struct bytes *to)
{
	size_t at = to->len;

	for (size_t i = from; i < f->n_args; i++) {
		const struct arg *a = &f->args[i];
		struct bytes part = { 0 };
		unsigned int first, last;
		char junk;

		if (a->key)
			continue;
		if (!a->quoted && sscanf(a->value, "sum:%u-%u%c", &first, &last, &junk) == 2) {
			uint8_t sum = 0;

			for (; first <= last && first - base < to->len; first++)
				sum = (uint8_t)(sum + to->at[first - base]);
			put(&part, &sum, 1);
		} else if (!a->quoted && a->len > 1 && a->value[a->len - 1] == ':') {
			char number[32];

			snprintf(number, sizeof(number), "%.*s", (int)a->len - 1, a->value);
			at = parse_num(f, number);
			if (at < base || at > 1 << 24)
				nic_bad(f, "no such place", a->value);
			at -= base;
		} else if (a->quoted) {
			put(&part, a->value, a->len);
		} else if (*a->value == '@') {
			put_file(f, &part, a->value + 1);
		} else {
			parse_hex(f, a->value, &part);
		}
		place(to, &at, &part);
		free(part.at);
	}
}
