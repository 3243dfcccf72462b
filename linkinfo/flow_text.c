/* A rule of receive flow classification as text and JSON; see flow.h. */
#include <string.h>

#include "base/addr.h"
#include "flow.h"

#define VALUE_STR 48	/* the longest of an address, a number, a MAC */

static uint64_t number_of(const uint8_t *p, size_t size)
{
	uint64_t v = 0;

	while (size--)
		v = v << 8 | *p++;
	return v;
}

static void put_mac(struct obuf *o, const uint8_t *p, const char *digits)
{
	for (size_t i = 0; i < 6; i++) {
		if (i)
			ob_c(o, ':');
		ob_c(o, digits[p[i] >> 4]);
		ob_c(o, digits[p[i] & 15]);
	}
}

static void put_address(struct obuf *o, const uint8_t *p, unsigned form)
{
	struct addr a = form == FLOW_IP4 ? addr_v4(p) : addr_v6(p);
	char s[ADDR_STR];

	ob_str(o, addr_str(&a, s));
}

static void put_hex(struct obuf *o, uint64_t v, bool upper)
{
	unsigned width = 1;

	while (width < 16 && v >> 4 * width)
		width++;
	ob_str(o, "0x");
	while (width--)
		ob_c(o, (upper ? "0123456789ABCDEF" : "0123456789abcdef")[v >> 4 * width & 15]);
}

/* A value; a mask is hexadecimal where its value is decimal. */
static void put_bytes(struct obuf *o, const struct flow_field *f, const uint8_t *p, bool mask)
{
	switch (f->form) {
	case FLOW_IP4:
	case FLOW_IP6:
		put_address(o, p, f->form);
		break;
	case FLOW_MAC:
		put_mac(o, p, "0123456789ABCDEF");
		break;
	case FLOW_DEC:
		if (!mask) {
			ob_u(o, number_of(p, f->size));
			break;
		}
		/* fall through */
	default:
		put_hex(o, number_of(p, f->size), f->form == FLOW_HEX_UPPER);
	}
}

/* What words, text and JSON call a mask: a 1 where the bit does not count. */
static void ignored(struct ethtool_rx_flow_spec *spec, const struct flow_field *f, uint8_t to[16])
{
	const uint8_t *mask = flow_mask(spec, f);

	for (size_t i = 0; i < f->size; i++)
		to[i] = (uint8_t)~mask[i];
}

/* The text has the mask of "dst-mac", alone of all, as the device has it. */
static void put_fields(struct obuf *o, struct ethtool_rx_flow_spec *spec,
		       const struct flow_field *f)
{
	bool as_is = f == flow_mac_ext_fields;
	uint8_t mask[16] = { 0 };

	for (; f->word[0]; f++) {
		if (!f->label[0])
			continue;
		ignored(spec, f, mask);
		ob_c(o, '\t');
		ob_str(o, f->label);
		ob_str(o, ": ");
		put_bytes(o, f, flow_value(spec, f), false);
		ob_str(o, " mask: ");
		put_bytes(o, f, as_is ? flow_mask(spec, f) : mask, true);
		ob_c(o, '\n');
	}
}

static uint64_t cookie_vf(uint64_t cookie)
{
	return ethtool_get_flow_spec_ring_vf(cookie);
}

static void put_action(struct obuf *o, uint64_t cookie)
{
	ob_str(o, "\tAction: ");
	if (cookie == RX_CLS_FLOW_DISC) {
		ob_str(o, "Drop\n");
		return;
	}
	if (cookie == RX_CLS_FLOW_WAKE) {
		ob_str(o, "Wake-on-LAN\n");
		return;
	}
	ob_str(o, "Direct to ");
	/* virtual functions count from 1, so that 0 is the physical one */
	if (cookie_vf(cookie))
		ob_num(o, "VF ", cookie_vf(cookie) - 1, " ");
	ob_num(o, "queue ", ethtool_get_flow_spec_ring(cookie), "\n");
}

void flow_text(const struct flow_rule *rule, struct obuf *o)
{
	struct ethtool_rx_flow_spec spec = rule->spec;
	const struct flow_type *type = flow_type_of(&spec);

	if (!type)
		return;
	ob_num(o, "Filter: ", spec.location, "\n\t");
	ob_str(o, type->title);
	ob_c(o, '\n');
	put_fields(o, &spec, type->fields);
	if (spec.flow_type & FLOW_EXT)
		put_fields(o, &spec, flow_ext_fields);
	if (spec.flow_type & FLOW_MAC_EXT)
		put_fields(o, &spec, flow_mac_ext_fields);
	if (spec.flow_type & FLOW_RSS)
		ob_num(o, "\tRSS Context ID: ", rule->context, "\n");
	put_action(o, spec.ring_cookie);
	ob_c(o, '\n');
}

static void json_bytes(struct json *j, const char *key, const struct flow_field *f,
		       const uint8_t *p)
{
	struct obuf text;

	if (f->form != FLOW_IP4 && f->form != FLOW_IP6 && f->form != FLOW_MAC) {
		json_uint(j, key, number_of(p, f->size));
		return;
	}
	ob_open(&text, -1);
	if (f->form == FLOW_MAC)
		put_mac(&text, p, "0123456789abcdef");
	else
		put_address(&text, p, f->form);
	json_mem(j, key, text.p, text.len);
	ob_close(&text);
}

static void json_fields(struct json *j, struct ethtool_rx_flow_spec *spec,
			const struct flow_field *f)
{
	uint8_t mask[16] = { 0 };
	struct obuf key;

	ob_open(&key, -1);

	for (; f->word[0]; f++) {
		if (!f->label[0])
			continue;
		ignored(spec, f, mask);
		json_bytes(j, f->word, f, flow_value(spec, f));
		key.len = 0;
		ob_str(&key, f->word);
		ob_mem(&key, "-mask", sizeof("-mask"));
		json_bytes(j, key.p, f, mask);
	}
	ob_close(&key);
}

void flow_json(const struct flow_rule *rule, struct json *j)
{
	struct ethtool_rx_flow_spec spec = rule->spec;
	const struct flow_type *type = flow_type_of(&spec);
	uint64_t cookie = spec.ring_cookie;

	json_uint(j, "rule", spec.location);
	if (!type) {
		json_null(j, "flow-type");
		return;
	}
	json_str(j, "flow-type", type->word);
	json_fields(j, &spec, type->fields);
	if (spec.flow_type & FLOW_EXT)
		json_fields(j, &spec, flow_ext_fields);
	if (spec.flow_type & FLOW_MAC_EXT)
		json_fields(j, &spec, flow_mac_ext_fields);
	if (spec.flow_type & FLOW_RSS)
		json_uint(j, "rss-context", rule->context);
	if (cookie == RX_CLS_FLOW_DISC || cookie == RX_CLS_FLOW_WAKE) {
		json_str(j, "action", cookie == RX_CLS_FLOW_DISC ? "drop" : "wake-on-lan");
		return;
	}
	json_str(j, "action", "direct");
	if (cookie_vf(cookie))
		json_uint(j, "vf", cookie_vf(cookie) - 1);
	json_uint(j, "queue", ethtool_get_flow_spec_ring(cookie));
}
