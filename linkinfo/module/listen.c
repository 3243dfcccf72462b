/* The two that listen to a module's facts: ethtool's text, and JSON. */
#include "module/module.h"

#include <string.h>

#include "module/tell.h"

#define COLUMN 41

/*
 * Rounds as printf does, which ethtool prints with: that takes the binary fraction as it is, and
 * so tells 0.125 as 0.12 and 32.225 as 32.23.
 */
static void real(struct obuf *o, double v, unsigned digits)
{
	if (digits)
		ob_fmt(o, "%.*f", (int)digits, v);
	else
		ob_i(o, (int64_t)v);
}

static void label(struct obuf *o, const char *text)
{
	size_t n = strlen(text);

	ob_c(o, '\t');
	ob_esc(o, text, n);
	for (; n < COLUMN; n++)
		ob_c(o, ' ');
	ob_str(o, " : ");
}

static void hex(struct obuf *o, unsigned v)
{
	ob_str(o, "0x");
	ob_hex(o, v, 2);
}

static void oui(struct obuf *o, const uint8_t *bytes)
{
	for (size_t i = 0; i < 3; i++) {
		if (i)
			ob_c(o, ':');
		ob_hex(o, bytes[i], 2);
	}
}

static void text_code(struct obuf *o, const struct fact *f)
{
	hex(o, f->code);
	if (!f->text)
		return;
	ob_str(o, " (");
	ob_str(o, f->text);
	ob_c(o, ')');
}

static void text_power(struct obuf *o, double mw)
{
	real(o, mw, 4);
	ob_str(o, " mW / ");
	if (mw > 0)
		real(o, decibel(mw), 2);
	else
		ob_str(o, "-inf");
	ob_str(o, " dBm");
}

static void text_value(struct obuf *o, const struct fact *f)
{
	switch (f->kind) {
	case FACT_CODE:
		text_code(o, f);
		break;
	case FACT_WORD:
	case FACT_ITEM:
		ob_esc(o, f->text, strlen(f->text));
		break;
	case FACT_BYTES:
		for (size_t i = 0; i < f->n; i++) {
			if (i)
				ob_c(o, ' ');
			hex(o, f->bytes[i]);
		}
		break;
	case FACT_OUI:
		oui(o, f->bytes);
		break;
	case FACT_ON:
		ob_str(o, f->code ? "On" : "Off");
		break;
	case FACT_YES:
		ob_str(o, f->code ? "Yes" : "No");
		break;
	case FACT_NUMBER:
		real(o, f->value, f->digits);
		ob_str(o, f->unit);
		break;
	case FACT_POWER:
		text_power(o, f->value);
		break;
	case FACT_TEMPERATURE:
		real(o, f->value, 2);
		ob_str(o, " degrees C / ");
		real(o, f->value * 1.8 + 32, 2);
		ob_str(o, " degrees F");
		break;
	}
}

static void text_tell(void *to, const struct fact *f)
{
	struct obuf *o = to;

	label(o, f->label);
	text_value(o, f);
	if (f->note)
		ob_str(o, f->note);
	ob_c(o, '\n');
}

struct listener module_text(struct obuf *o)
{
	return (struct listener){ .tell = text_tell, .to = o };
}

struct key {
	char text[96];
	size_t n;
};

/* Lower-case letters and digits, with "_" for all that is between. */
static void key_add(struct key *k, const char *text)
{
	bool gap = k->n > 0;

	for (; *text; text++) {
		char c = *text >= 'A' && *text <= 'Z' ? (char)(*text | 0x20) : *text;

		if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) {
			gap = k->n > 0;
			continue;
		}
		if (k->n + 2 >= sizeof(k->text))
			break;
		if (gap)
			k->text[k->n++] = '_';
		gap = false;
		k->text[k->n++] = c;
	}
	k->text[k->n] = '\0';
}

/* The label, and behind it what the value is counted in, unless it says that itself. */
static struct key key_of(const char *label, const char *unit)
{
	struct key k = { .n = 0 };
	size_t n;

	if (!strcmp(unit, "%"))
		unit = "percent";
	n = strlen(unit);
	key_add(&k, label);
	if (n && !(k.n > n && k.text[k.n - n - 1] == '_' && !strcmp(k.text + k.n - n, unit)))
		key_add(&k, unit);
	return k;
}

static void json_power(struct json *j, const char *label, double mw)
{
	json_real(j, key_of(label, "mw").text, mw, 4);
	if (mw > 0)
		json_real(j, key_of(label, "dbm").text, decibel(mw), 2);
	else
		json_null(j, key_of(label, "dbm").text);
}

static void json_bytes(struct json *j, const char *key, const struct fact *f)
{
	json_array(j, key);
	for (size_t i = 0; i < f->n; i++)
		json_uint(j, NULL, f->bytes[i]);
	json_array_end(j);
}

static void json_code(struct json *j, const struct fact *f)
{
	struct key key = key_of(f->label, "");

	json_uint(j, key.text, f->code);
	if (!f->text)
		return;
	key_add(&key, "description");
	json_str(j, key.text, f->text);
}

static void json_value(struct json *j, const struct fact *f)
{
	struct obuf o;

	switch (f->kind) {
	case FACT_CODE:
		json_code(j, f);
		break;
	case FACT_WORD:
		json_str(j, key_of(f->label, "").text, f->text);
		break;
	case FACT_ITEM:
		json_str(j, NULL, f->text);
		break;
	case FACT_BYTES:
		json_bytes(j, key_of(f->label, "").text, f);
		break;
	case FACT_OUI:
		ob_open(&o, -1);
		oui(&o, f->bytes);
		json_mem(j, key_of(f->label, "").text, o.p, o.len);
		ob_close(&o);
		break;
	case FACT_ON:
	case FACT_YES:
		json_bool(j, key_of(f->label, "").text, f->code);
		break;
	case FACT_NUMBER:
		json_real(j, key_of(f->label, f->unit).text, f->value, f->digits);
		break;
	case FACT_POWER:
		json_power(j, f->label, f->value);
		break;
	case FACT_TEMPERATURE:
		json_real(j, key_of(f->label, "c").text, f->value, 2);
		break;
	}
}

void module_json_end(struct module_json *to)
{
	if (to->list)
		json_array_end(to->j);
	to->list = NULL;
}

static void json_tell(void *to, const struct fact *f)
{
	struct module_json *m = to;

	if (m->list && (f->kind != FACT_ITEM || strcmp(f->label, m->list) != 0))
		module_json_end(m);
	if (f->kind == FACT_ITEM && !m->list) {
		json_array(m->j, key_of(f->label, "").text);
		m->list = f->label;
	}
	json_value(m->j, f);
}

struct listener module_json(struct module_json *to, struct json *j)
{
	*to = (struct module_json){ .j = j };
	return (struct listener){ .tell = json_tell, .to = to };
}
