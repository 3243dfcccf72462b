/* Facts, told one by one; see tell.h. */
#include "module/tell.h"

#include <string.h>

const char level_names[LEVELS][16] = {
	"high alarm", "low alarm", "high warning", "low warning",
};

static void tell(const struct listener *l, const struct fact *f)
{
	l->tell(l->to, f);
}

void tell_code(const struct listener *l, const char *label, unsigned code, const char *meaning)
{
	tell(l, &(struct fact){ label, FACT_CODE, .code = code, .text = meaning });
}

void tell_word(const struct listener *l, const char *label, const char *text)
{
	tell(l, &(struct fact){ label, FACT_WORD, .text = text });
}

void tell_item(const struct listener *l, const char *label, const char *text)
{
	tell(l, &(struct fact){ label, FACT_ITEM, .text = text });
}

void tell_bytes(const struct listener *l, const char *label, const uint8_t *bytes, size_t n)
{
	tell(l, &(struct fact){ label, FACT_BYTES, .bytes = bytes, .n = n });
}

void tell_oui(const struct listener *l, const char *label, const uint8_t *bytes)
{
	tell(l, &(struct fact){ label, FACT_OUI, .bytes = bytes, .n = 3 });
}

void tell_on(const struct listener *l, const char *label, bool on)
{
	tell(l, &(struct fact){ label, FACT_ON, .code = on });
}

void tell_yes(const struct listener *l, const char *label, bool yes)
{
	tell(l, &(struct fact){ label, FACT_YES, .code = yes });
}

void tell_number(const struct listener *l, const char *label, double value, unsigned digits,
		 const char *unit)
{
	tell(l, &(struct fact){ label, FACT_NUMBER, .value = value, .digits = digits,
				.unit = unit });
}

void tell_text(const struct listener *l, const char *label, const uint8_t *bytes, size_t n)
{
	char text[32];

	if (n >= sizeof(text))
		n = sizeof(text) - 1;
	while (n && bytes[n - 1] == ' ')
		n--;
	for (size_t i = 0; i < n; i++)
		text[i] = (char)(bytes[i] < 0x20 || bytes[i] > 0x7e ? '_' : bytes[i]);
	text[n] = '\0';
	tell_word(l, label, text);
}

void tell_bits(const struct listener *l, const char *label, const struct bit *table,
	       const uint8_t *bytes)
{
	for (; table->text[0]; table++)
		if (bytes[table->byte] & table->mask)
			tell_item(l, label, table->text);
}

void tell_quantity(const struct listener *l, const char *label, enum quantity q, int32_t value)
{
	struct fact f = { label, FACT_POWER, .value = value / 10000. };

	if (q == QUANTITY_TEMPERATURE) {
		f.kind = FACT_TEMPERATURE;
		f.value = value / 256.;
	} else if (q != QUANTITY_POWER) {
		f.kind = FACT_NUMBER;
		f.value = q == QUANTITY_BIAS ? value / 500. : f.value;
		f.digits = q == QUANTITY_BIAS ? 3 : 4;
		f.unit = q == QUANTITY_BIAS ? " mA" : " V";
	}
	tell(l, &f);
}

/* A label is put together here. */
struct label {
	char text[64];
	size_t n;
};

static void add(struct label *l, const char *text)
{
	size_t n = strlen(text), room = sizeof(l->text) - 1 - l->n;

	if (n > room)
		n = room;
	memcpy(l->text + l->n, text, n);
	l->n += n;
	l->text[l->n] = '\0';
}

/* "(CHANNEL n)"; n is below 100. */
static void add_channel(struct label *l, const char *channel, unsigned n)
{
	char digits[] = { (char)('0' + n / 10), (char)('0' + n % 10), '\0' };

	add(l, "(");
	add(l, channel);
	add(l, " ");
	add(l, digits + (n < 10));
	add(l, ")");
}

void tell_thresholds(const struct listener *l, const char *what, enum quantity q,
		     const int32_t values[LEVELS])
{
	for (size_t i = 0; i < LEVELS; i++) {
		struct label label = { .n = 0 };

		add(&label, what);
		add(&label, " ");
		add(&label, level_names[i]);
		add(&label, " threshold");
		tell_quantity(l, label.text, q, values[i]);
	}
}

void tell_flags(const struct listener *l, const char *what, const bool on[LEVELS])
{
	for (size_t i = 0; i < LEVELS; i++) {
		struct label label = { .n = 0 };

		add(&label, what);
		add(&label, " ");
		add(&label, level_names[i]);
		tell_on(l, label.text, on[i]);
	}
}

void tell_lane_flags(const struct listener *l, const char *what, const char *channel, unsigned n,
		     const bool on[LEVELS])
{
	static const char pads[LEVELS][8] = { "   ", "    ", " ", "  " };

	for (size_t i = 0; i < LEVELS; i++) {
		struct label label = { .n = 0 };

		add(&label, what);
		add(&label, " ");
		add(&label, level_names[i]);
		add(&label, pads[i]);
		add_channel(&label, channel, n);
		tell_on(l, label.text, on[i]);
	}
}

void tell_lane(const struct listener *l, const char *what, unsigned n, enum quantity q,
	       int32_t value)
{
	struct label label = { .n = 0 };

	add(&label, what);
	add_channel(&label, "Channel", n);
	tell_quantity(l, label.text, q, value);
}

uint16_t module_u16(const uint8_t *p)
{
	return (uint16_t)(p[0] << 8 | p[1]);
}

int32_t module_register(enum quantity q, const uint8_t *p)
{
	uint16_t v = module_u16(p);

	return q == QUANTITY_TEMPERATURE ? (int16_t)v : v;
}

void module_registers(enum quantity q, const uint8_t *p, int32_t to[LEVELS])
{
	for (size_t i = 0; i < LEVELS; i++)
		to[i] = module_register(q, p + 2 * i);
}

/*
 * Without the library of log10(), which costs each start more than all decoding takes. With v
 * halved or doubled until it is near 1, artanh's series has 17 digits after a dozen terms.
 */
double decibel(double v)
{
	const double ln2 = 0.693147180559945309417, db_per_neper = 4.34294481903251827651;
	double t, t2, power, sum = 0;
	int twos = 0;

	for (; v > 1.5 && twos < 1100; twos++)
		v /= 2;
	for (; v < 0.75 && twos > -1100; twos--)
		v *= 2;
	t = (v - 1) / (v + 1);
	t2 = t * t;
	power = t;
	for (int i = 1; i < 50; i += 2, power *= t2)
		sum += power / i;
	return (2 * sum + twos * ln2) * db_per_neper;
}
