/* mtr's reports for programs: CSV, XML and JSON, in the shapes that parsers know. */
#include <string.h>
#include <sys/utsname.h>

#include "sys/sock.h"
#include "tracepath.h"

#define VERSION_WORD "MTR.0.95"	/* the version whose shape it is */
#define DIGITS 5

static const struct hop *hop_at(const struct trace *t, unsigned ttl)
{
	return &t->path.hops[ttl];
}

static void this_host(struct obuf *o)
{
	struct utsname host;

	if (uname(&host) == 0)
		ob_mem(o, host.nodename, strlen(host.nodename));
}

/* A text from outside in a field: no comma or line end of its own. */
static void csv_text(struct obuf *o, const char *text, size_t n)
{
	struct obuf escaped;
	bool quote = memchr(text, ',', n) || memchr(text, '"', n);

	ob_open(&escaped, -1);
	ob_esc(&escaped, text, n);
	if (quote)
		ob_c(o, '"');
	for (size_t i = 0; i < escaped.len; i++) {
		if (escaped.p[i] == '"')
			ob_c(o, '"');
		ob_c(o, escaped.p[i]);
	}
	if (quote)
		ob_c(o, '"');
	ob_close(&escaped);
}

static void csv_value(struct obuf *o, const struct mtr_field *f, const struct hop *h)
{
	if (!f->value)		/* what the empty column has always held */
		ob_u(o, (uint64_t)mtr_field('D')->value(h));
	else if (f->count)
		ob_u(o, (uint64_t)f->value(h));
	else
		mtr_decimal(o, f->value(h), 2);
}

static void csv_header(struct trace *t)
{
	struct obuf *o = &t->out;

	ob_str(o, "Mtr_Version,Start_Time,Status,Host,Hop,Ip,");
	if (t->mtr.info == IPASN_NUMBER)
		ob_str(o, "Asn,");
	for (const char *p = t->mtr.fields; *p; p++) {
		ob_str(o, *p == ' ' ? " " : mtr_field(*p)->title);
		ob_c(o, ',');
	}
	ob_c(o, '\n');
}

static void csv_row(struct trace *t, unsigned ttl)
{
	const struct hop *h = hop_at(t, ttl);
	struct addr a = mtr_address(h);
	struct obuf *o = &t->out, name;

	ob_num(o, VERSION_WORD ",", (uint64_t)(t->began / NS_S), ",OK,");
	csv_text(o, t->target, strlen(t->target));
	ob_num(o, ",", ttl, ",");
	ob_open(&name, -1);
	mtr_host(t, &name, &a);
	csv_text(o, name.p, name.len);
	ob_close(&name);
	if (t->mtr.info == IPASN_NUMBER) {
		ob_c(o, ',');
		mtr_info(t, o, &a);
	}
	for (const char *p = t->mtr.fields; *p; p++) {
		ob_c(o, ',');
		csv_value(o, mtr_field(*p), h);
	}
	ob_c(o, '\n');
}

static void csv_finish(struct trace *t)
{
	unsigned last = mtr_last(t);

	if (last)
		csv_header(t);
	for (unsigned ttl = t->path.cfg.first; ttl <= last; ttl++)
		csv_row(t, ttl);
}

/* Text in an attribute (XML 1.0, 2.3). */
static void xml_text(struct obuf *o, const char *text, size_t n)
{
	struct obuf escaped;

	ob_open(&escaped, -1);
	ob_esc(&escaped, text, n);
	for (size_t i = 0; i < escaped.len; i++) {
		switch (escaped.p[i]) {
		case '&':
			ob_str(o, "&amp;");
			break;
		case '<':
			ob_str(o, "&lt;");
			break;
		case '>':
			ob_str(o, "&gt;");
			break;
		case '"':
			ob_str(o, "&quot;");
			break;
		default:
			ob_c(o, escaped.p[i]);
		}
	}
	ob_close(&escaped);
}

/* A column's title as the name of an element: letters only. */
static void xml_name(struct obuf *o, const char *title)
{
	for (; *title; title++)
		if (*title != '%')
			ob_c(o, *title);
}

static void xml_value(struct obuf *o, const struct mtr_field *f, const struct hop *h)
{
	struct obuf text;

	ob_open(&text, -1);
	mtr_value(&text, f, h);
	ob_c(o, ' ');
	for (size_t n = text.len + 1; n < f->width; n++)
		ob_c(o, ' ');
	ob_mem(o, text.p, text.len);
	ob_close(&text);
}

static void xml_hop(struct trace *t, unsigned ttl)
{
	const struct hop *h = hop_at(t, ttl);
	struct addr a = mtr_address(h);
	struct obuf *o = &t->out, name;

	ob_num(o, "    <HUB COUNT=\"", ttl, "\" HOST=\"");
	ob_open(&name, -1);
	mtr_host(t, &name, &a);
	xml_text(o, name.p, name.len);
	ob_close(&name);
	ob_str(o, "\">\n");
	for (const char *p = t->mtr.fields; *p; p++) {
		const struct mtr_field *f = mtr_field(*p);

		if (!f->value)
			continue;
		ob_str(o, "        <");
		xml_name(o, f->title);
		ob_c(o, '>');
		xml_value(o, f, h);
		ob_str(o, "</");
		xml_name(o, f->title);
		ob_str(o, ">\n");
	}
	ob_str(o, "    </HUB>\n");
}

static void upper_hex(struct obuf *o, unsigned v)
{
	if (v > 15)
		upper_hex(o, v >> 4);
	ob_c(o, "0123456789ABCDEF"[v & 15]);
}

static void pattern(const struct trace *t, struct obuf *o)
{
	if (t->mtr.fill > 255) {
		ob_str(o, "rand(0x00-FF)");
		return;
	}
	ob_str(o, "0x");
	ob_hex(o, (uint64_t)t->mtr.fill, 2);
}

static void xml_finish(struct trace *t)
{
	struct obuf *o = &t->out, host;

	ob_str(o, "<?xml version=\"1.0\"?>\n<MTR SRC=\"");
	ob_open(&host, -1);
	this_host(&host);
	xml_text(o, host.p, host.len);
	ob_close(&host);
	ob_str(o, "\" DST=\"");
	xml_text(o, t->target, strlen(t->target));
	ob_str(o, "\" TOS=\"0x");
	upper_hex(o, t->cfg.tos > 0 ? (unsigned)t->cfg.tos : 0);
	ob_str(o, "\" PSIZE=\"");
	ob_i(o, t->mtr.size);
	ob_str(o, "\" BITPATTERN=\"");
	pattern(t, o);
	ob_num(o, "\" TESTS=\"", (uint64_t)t->mtr.cycles, "\">\n");
	for (unsigned ttl = t->path.cfg.first; ttl <= mtr_last(t); ttl++)
		xml_hop(t, ttl);
	ob_str(o, "</MTR>\n");
}

static void json_settings(struct trace *t, struct json *j)
{
	struct obuf text;

	json_object(j, "mtr");
	ob_open(&text, -1);
	this_host(&text);
	json_mem(j, "src", text.p, text.len);
	text.len = 0;
	json_str(j, "dst", t->target);
	json_int(j, "tos", t->cfg.tos > 0 ? t->cfg.tos : 0);
	json_int(j, "tests", t->mtr.cycles);
	ob_i(&text, t->mtr.size);
	json_mem(j, "psize", text.p, text.len);
	text.len = 0;
	pattern(t, &text);
	json_mem(j, "bitpattern", text.p, text.len);
	ob_close(&text);
	json_object_end(j);
}

/* Whole microseconds: what is below that, nobody measured. */
static double micro(double ms)
{
	return (double)(uint64_t)(ms * 1000 + 0.5) / 1000;
}

static void json_hop(struct trace *t, struct json *j, unsigned ttl)
{
	const struct hop *h = hop_at(t, ttl);
	struct addr a = mtr_address(h);
	struct obuf text;

	json_object(j, NULL);
	json_int(j, "count", ttl);
	ob_open(&text, -1);
	mtr_host(t, &text, &a);
	json_mem(j, "host", text.p, text.len);
	if (t->mtr.info == IPASN_NUMBER) {
		text.len = 0;
		mtr_info(t, &text, &a);
		json_mem(j, "ASN", text.p, text.len);
	}
	ob_close(&text);
	for (const char *p = t->mtr.fields; *p; p++) {
		const struct mtr_field *f = mtr_field(*p);

		/* a key stands once, however often the column is asked for */
		if (memchr(t->mtr.fields, *p, (size_t)(p - t->mtr.fields)))
			continue;
		if (f->value && f->count)
			json_uint(j, f->title, (uint64_t)f->value(h));
		else if (f->value)
			json_significant(j, f->title, micro(f->value(h)), DIGITS);
	}
	json_object_end(j);
}

static void json_finish(struct trace *t)
{
	struct json j = json_tall(&t->out);

	json_object(&j, "report");
	json_settings(t, &j);
	json_array(&j, "hubs");
	for (unsigned ttl = t->path.cfg.first; ttl <= mtr_last(t); ttl++)
		json_hop(t, &j, ttl);
	json_array_end(&j);
	json_object_end(&j);
	json_end(&j);
}

const struct trace_renderer mtr_csv = { .finish = csv_finish };
const struct trace_renderer mtr_xml = { .finish = xml_finish };
const struct trace_renderer mtr_json = { .finish = json_finish };
