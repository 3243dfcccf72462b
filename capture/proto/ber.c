/* Basic encoding rules: class, form and number(1 or more) length(1 or more) data. */
#include "proto/ber.h"

#include "proto/mib.h"

#define CONSTRUCTED 0x20
#define LONG_ID 31

enum class { UNIVERSAL, APPLICATION, CONTEXT, PRIVATE };

static const char *const universal[] = {
	"U-0", "Boolean", "Integer", "Bitstring", "String", "Null", "ObjID", "ObjectDes", "U-8",
	"U-9", "U-10", "U-11", "U-12", "U-13", "U-14", "U-15", "Sequence", "Set",
};

static const char *const application[] = {
	"IpAddress", "Counter", "Gauge", "TimeTicks", "Opaque", "C-5", "Counter64",
};

static const char *const pdus[] = {
	"GetRequest", "GetNextRequest", "GetResponse", "SetRequest", "Trap", "GetBulk", "Inform",
	"V2Trap", "Report",
};

static const char *const private[] = { "P-0" };

static const struct { const char *const *names; uint32_t n; } classes[4] = {
	{ universal, sizeof(universal) / sizeof(universal[0]) },
	{ application, sizeof(application) / sizeof(application[0]) },
	{ pdus, sizeof(pdus) / sizeof(pdus[0]) },
	{ private, 1 },
};

static bool complain(struct obuf *o, const char *s)
{
	ob_str(o, s);
	return false;
}

/* False: the length is wrong. */
static bool take_length(struct view *v, uint32_t *len, struct obuf *o)
{
	*len = view_u8(v);
	if (*len & 0x80) {
		uint8_t octets = *len & 0x7f;

		if (v->len < octets) {
			ob_num(o, "[asnlen? ", v->len, "<");
			ob_num(o, "", octets, "]");
			return false;
		}
		*len = 0;
		while (octets--)
			*len = *len << 8 | view_u8(v);
	}
	if (v->len < *len) {
		ob_num(o, "[len", v->len, "<asnlen");
		ob_num(o, "", *len, "]");
		return false;
	}
	return true;
}

/* What is not known is named when it is taken, its data follow when it is printed. */
static enum ber_type type_of(enum class class, bool constructed, uint8_t id, struct obuf *o)
{
	static const enum ber_type plain[] = {
		[2] = BER_INT, [4] = BER_STRING, [5] = BER_NULL, [6] = BER_OID,
	};
	static const enum ber_type applied[] = {
		BER_ADDR, BER_UNSIGNED, BER_UNSIGNED, BER_UNSIGNED, BER_OTHER, BER_OTHER, BER_BIG,
	};
	static const enum ber_type absent[] = {
		BER_NO_OBJECT, BER_NO_INSTANCE, BER_END_OF_VIEW,
	};
	enum ber_type type = BER_OTHER;

	if (constructed) {
		if (class == UNIVERSAL && id == 16)
			return BER_SEQUENCE;
		if (class == CONTEXT)
			return BER_PDU;
		ob_str(o, class == UNIVERSAL ? "C/U/" : "C/x/");
		ob_str(o, classes[class].names[id]);
		return BER_OTHER;
	}
	if (class == UNIVERSAL && id < sizeof(plain) / sizeof(plain[0]))
		type = plain[id];
	else if (class == APPLICATION)
		type = applied[id];
	else if (class == CONTEXT)
		type = id < sizeof(absent) / sizeof(absent[0]) ? absent[id] : BER_ANY;
	if (type == BER_OTHER) {
		ob_str(o, class == UNIVERSAL ? "[P/U/" : class == APPLICATION ? "[P/A/" : "[P/x/");
		ob_str(o, classes[class].names[id]);
		ob_c(o, ']');
	}
	return type;
}

bool ber_take(struct pkt *pk, struct view *v, struct ber *e, struct obuf *o)
{
	uint32_t len;
	uint8_t first, id;	/* a larger number than that loses its upper bits, as elsewhere */

	*e = (struct ber){ .start = v->p, .data = *v };
	if (!v->len)
		return complain(o, "[nothing to parse]");
	pk->whole = true;
	first = view_u8(v);
	id = first & 31;
	if (id == LONG_ID) {
		uint8_t b;

		id = 0;
		do {
			if (!v->len && view_left(v))
				return complain(o, "[Xtagfield?]");
			b = view_u8(v);
			id = (uint8_t)(id << 7 | (b & 0x7f));
		} while (b & 0x80 && !pk->failed);
	}
	if (pk->failed)
		return false;
	if (!v->len)
		return complain(o, "[no asnlen]");
	if (!take_length(v, &len, o) || pk->failed)
		return false;
	if (id >= classes[first >> 6].n) {
		ob_str(o, first & CONSTRUCTED ? "[id?C/x/" : "[id?P/x/");
		ob_num(o, "", id, "]");
		return false;
	}
	pk->whole = false;
	view_need(v, len);
	if (pk->failed)
		return false;
	e->id = id;
	e->type = type_of(first >> 6, first & CONSTRUCTED, id, o);
	e->data = view_take(v, len);
	if (e->type == BER_INT && !len)
		return complain(o, "[asnlen=0]");
	return true;
}

int32_t ber_int(const struct ber *e)
{
	uint32_t v = e->data.len && e->data.p[0] & 0x80 ? UINT32_MAX : 0;

	for (size_t i = 0; i < e->data.len; i++)
		v = v << 8 | e->data.p[i];
	return (int32_t)v;
}

static uint64_t big(const struct ber *e)
{
	uint64_t v = 0;

	for (size_t i = 0; i < e->data.len; i++)
		v = v << 8 | e->data.p[i];
	return v;
}

static void string_text(struct view v, struct obuf *o)
{
	bool text = true;

	for (size_t i = 0; i < v.len && text; i++)
		text = v.p[i] >= 0x20 && v.p[i] < 0x7f;
	if (text) {
		ob_c(o, '"');
		ob_mem(o, v.p, v.len);
		ob_c(o, '"');
		return;
	}
	for (size_t i = 0; i < v.len; i++) {
		if (i)
			ob_c(o, '_');
		ob_hex_bytes(o, v.p + i, 1);
	}
}

static void address_text(struct view v, struct obuf *o)
{
	if (v.len != 4)
		ob_str(o, "[inetaddr len!=4]");
	for (size_t i = 0; i < v.len; i++) {
		if (i)
			ob_c(o, '.');
		ob_u(o, v.p[i]);
	}
}

bool ber_print(struct pkt *pk, const struct ber *e, struct obuf *o)
{
	switch (e->type) {
	case BER_NULL:
		break;
	case BER_OID:
		mib_print(pk, e->data, o);
		break;
	case BER_INT:
		ob_i(o, ber_int(e));
		break;
	case BER_STRING:
		string_text(e->data, o);
		break;
	case BER_ADDR:
		address_text(e->data, o);
		break;
	case BER_UNSIGNED:
		ob_u(o, (uint32_t)big(e));
		break;
	case BER_BIG:
		ob_u(o, big(e));
		break;
	case BER_NO_OBJECT:
		ob_str(o, "[noSuchObject]");
		break;
	case BER_NO_INSTANCE:
		ob_str(o, "[noSuchInstance]");
		break;
	case BER_END_OF_VIEW:
		ob_str(o, "[endOfMibView]");
		break;
	case BER_ANY:
		ob_str(o, "[BE_ANY!?]");
		return true;
	case BER_SEQUENCE:
		ob_num(o, "Seq(", e->data.len, ")");
		break;
	case BER_PDU:
		ob_str(o, pdus[e->id]);
		ob_num(o, "(", e->data.len, ")");
		break;
	default:
		for (size_t i = 0; i < e->data.len; i++) {
			ob_c(o, '_');
			ob_hex_bytes(o, e->data.p + i, 1);
		}
		break;
	}
	return true;
}

bool ber_expect(struct pkt *pk, struct view *v, struct ber *e, enum ber_type type,
		const char *complaint, struct obuf *o)
{
	if (!ber_take(pk, v, e, o))
		return false;
	if (e->type == type)
		return true;
	ob_c(o, '[');
	ob_str(o, complaint);
	ob_c(o, ']');
	ber_print(pk, e, o);
	return false;
}
