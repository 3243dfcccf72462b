/* What an SFP measures: the diagnostics of SFF-8472 chapter 9, behind I2C address 51h. */
#include <string.h>

#include "module/tell.h"

enum { BIAS, TX_POWER, TEMPERATURE, VOLTAGE, RX_POWER, MONITORS };

/* Where each one is, in bytes of address 51h. */
static const struct monitor {
	char label[20];			/* of flags and thresholds */
	enum quantity quantity;
	uint8_t reading, thresholds;
	uint8_t slope;			/* of calibration, before the offset; 0: by polynomial */
	uint8_t flags;			/* of alarms; warnings are 4 bytes behind */
	uint8_t high;			/* the bit; that for low is the one below */
} monitors[MONITORS] = {
	[BIAS] = { "Laser bias current", QUANTITY_BIAS, 100, 16, 76, 112, 0x08 },
	[TX_POWER] = { "Laser output power", QUANTITY_POWER, 102, 24, 80, 112, 0x02 },
	[TEMPERATURE] = { "Module temperature", QUANTITY_TEMPERATURE, 96, 0, 84, 112, 0x80 },
	[VOLTAGE] = { "Module voltage", QUANTITY_VOLTAGE, 98, 8, 88, 112, 0x20 },
	[RX_POWER] = { "Laser rx power", QUANTITY_POWER, 104, 32, 0, 113, 0x80 },
};

/* Results are registers as well: beyond their 16 bits is the end of the scale. */
static int32_t limit(const struct monitor *m, float v)
{
	bool is_signed = m->quantity == QUANTITY_TEMPERATURE;
	float min = is_signed ? INT16_MIN : 0, max = is_signed ? INT16_MAX : UINT16_MAX;

	if (!(v > min))		/* also what is not a number */
		return (int32_t)min;
	return (int32_t)(v > max ? max : v);
}

static float ieee754(const uint8_t *p)
{
	uint32_t bits = (uint32_t)module_u16(p) << 16 | module_u16(p + 2);
	float v;

	memcpy(&v, &bits, sizeof(v));
	return v;
}

/* Without the part behind the point. */
static float cut(float v)
{
	return v > -1e15f && v < 1e15f ? (float)(int64_t)v : v;
}

/*
 * Rx_PWR(4) to Rx_PWR(0), for the powers of x from the fourth down. Each term keeps to
 * the register's unit, as ethtool's do.
 */
static float polynomial(const uint8_t *a2, float x)
{
	const float powers[] = { x * x * x * x, x * x * x, x * x, x, 1 };
	float v = 0;

	for (size_t i = 0; i < 5; i++)
		v += cut(ieee754(a2 + 56 + 4 * i) * powers[i]);
	return v;
}

/* A module with external calibration leaves that to whoever reads it. */
static int32_t calibrate(const struct monitor *m, const uint8_t *a2, bool external, int32_t v)
{
	if (!external)
		return v;
	if (!m->slope)
		return limit(m, polynomial(a2, (float)v));
	v = (int32_t)((int64_t)v * module_u16(a2 + m->slope) / 256);
	return limit(m, (float)(v + (int16_t)module_u16(a2 + m->slope + 2)));
}

static int32_t reading(size_t i, const uint8_t *a2, bool external)
{
	const struct monitor *m = &monitors[i];

	return calibrate(m, a2, external, module_register(m->quantity, a2 + m->reading));
}

static void tell_alarms(const uint8_t *a2, bool external, const struct listener *l)
{
	for (const struct monitor *m = monitors; m < monitors + MONITORS; m++) {
		const uint8_t *flags = a2 + m->flags;
		const bool on[LEVELS] = { flags[0] & m->high, flags[0] & m->high >> 1,
					  flags[4] & m->high, flags[4] & m->high >> 1 };

		tell_flags(l, m->label, on);
	}
	for (const struct monitor *m = monitors; m < monitors + MONITORS; m++) {
		int32_t v[LEVELS];

		module_registers(m->quantity, a2 + m->thresholds, v);
		for (size_t i = 0; i < LEVELS; i++)
			v[i] = calibrate(m, a2, external, v[i]);
		tell_thresholds(l, m->label, m->quantity, v);
	}
}

void sff8472_tell(const struct module *m, const struct listener *l)
{
	const uint8_t *id = module_part(m, MODULE_LOWER), *a2 = module_part(m, MODULE_A2);
	bool external = id[92] & 0x10, average = id[92] & 0x08, alarms = id[93] & 0x80;

	tell_yes(l, "Optical diagnostics support", module_diagnoses(m));
	if (!module_diagnoses(m) || !a2)
		return;
	tell_quantity(l, "Laser bias current", QUANTITY_BIAS, reading(BIAS, a2, external));
	tell_quantity(l, "Laser output power", QUANTITY_POWER, reading(TX_POWER, a2, external));
	tell_quantity(l, average ? "Receiver signal average optical power" : "Receiver signal OMA",
		      QUANTITY_POWER, reading(RX_POWER, a2, external));
	tell_quantity(l, "Module temperature", QUANTITY_TEMPERATURE,
		      reading(TEMPERATURE, a2, external));
	tell_quantity(l, "Module voltage", QUANTITY_VOLTAGE, reading(VOLTAGE, a2, external));
	tell_yes(l, "Alarm/warning flags implemented", alarms);
	if (alarms)
		tell_alarms(a2, external, l);
}
