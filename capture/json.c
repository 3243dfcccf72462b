/* A packet as one JSON object: facts of its frame, ends, protocols, and the classic text. */
#include "json.h"

#include <pcap/dlt.h>

#include "base/json.h"
#include "capture.h"

#define MAC_STR 18

static void mac(struct json *j, const char *key, const uint8_t m[6])
{
	static const char digits[] = "0123456789abcdef";
	char s[MAC_STR], *to = s;

	for (int i = 0; i < 6; i++) {
		*to++ = digits[m[i] >> 4];
		*to++ = digits[m[i] & 15];
		*to++ = ':';
	}
	to[-1] = '\0';
	json_str(j, key, s);
}

static void ends(struct json *j, const struct peeled *p)
{
	char s[ADDR_STR];

	json_str(j, "source", addr_str(&p->src, s));
	json_str(j, "destination", addr_str(&p->dst, s));
	if (p->has_ports) {
		json_uint(j, "source_port", p->sport);
		json_uint(j, "destination_port", p->dport);
	}
}

void json_trail(void *who, const struct printer *to, const struct view *v)
{
	struct trail *t = who;

	(void)v;
	if (t->n < TRAIL_NAMES)
		t->names[t->n++] = to->name;
}

/* The line as it would be printed, without the line feed. */
static void text(struct capture *c, struct json *j, const struct frame *f)
{
	struct obuf o;

	c->trail.n = 0;
	ob_open(&o, -1);
	line_print(&c->line, &c->pkt, f, &o);
	json_array(j, "protocols");
	for (unsigned i = 0; i < c->trail.n; i++)
		json_str(j, NULL, c->trail.names[i]);
	json_array_end(j);
	json_mem(j, "text", o.p, o.len - (o.len && o.p[o.len - 1] == '\n'));
	ob_close(&o);
}

void json_packet(struct capture *c, const struct frame *f, int64_t ns, const struct peeled *p)
{
	struct json j = json_line(&c->out);

	json_str(&j, "event", "packet");
	json_fix(&j, "time_s", (uint64_t)ns, 9);
	json_uint(&j, "size_bytes", f->len);
	json_uint(&j, "captured_bytes", f->caplen);
	if (c->pkt.dlt == DLT_EN10MB && f->caplen >= 12) {
		mac(&j, "source_mac", f->data + 6);
		mac(&j, "destination_mac", f->data);
	}
	if (p && p->src.family)
		ends(&j, p);
	text(c, &j, f);
	json_end(&j);
}
