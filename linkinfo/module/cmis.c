/* QSFP-DD, OSFP and DSFP: what they are and measure, OIF-CMIS 4 and 5. */
#include <string.h>

#include "module/tell.h"

/* Byte numbers of the upper pages count from 128. */
#define AT(byte) ((byte)-128)
#define BANK_LANES 8

static void tell_power(const uint8_t *page, const struct listener *l)
{
	tell_number(l, "Power class", (page[AT(200)] >> 5) + 1, 0, "");
	tell_number(l, "Max power", page[AT(201)] * 0.25, 2, "W");
}

/* Six bits of a length, and in the two above them what they are counted in. */
static void tell_cable(uint8_t v, const struct listener *l)
{
	static const double metres[] = { 0.1, 1, 10, 100 };

	if (v == 0xff)
		tell_word(l, "Cable assembly length", "> 6.3km");
	else
		tell_number(l, "Cable assembly length", (v & 0x3f) * metres[v >> 6], 2, "m");
}

static void tell_cdr(const uint8_t *page1, const struct listener *l)
{
	tell_yes(l, "Tx CDR bypass control", page1[AT(161)] & 0x02);
	tell_yes(l, "Rx CDR bypass control", page1[AT(162)] & 0x02);
	tell_yes(l, "Tx CDR", page1[AT(161)] & 0x01);
	tell_yes(l, "Rx CDR", page1[AT(162)] & 0x01);
}

static const char *technology(unsigned code)
{
	static const char copper[][32] = {
		"Copper cable, unequalized", "Copper cable, passive equalized",
	};
	const char *name = module_technology(code);

	if (code == MODULE_COPPER || code == MODULE_COPPER + 1)
		return copper[code - MODULE_COPPER];
	return name ? name : "reserved or unknown";
}

static void tell_medium(const uint8_t *page, const uint8_t *page1, const struct listener *l)
{
	unsigned code = page[AT(212)];

	tell_code(l, "Transmitter technology", code, technology(code));
	if (code >= MODULE_COPPER) {
		tell_number(l, "Attenuation at 5GHz", page[AT(204)], 0, "db");
		tell_number(l, "Attenuation at 7GHz", page[AT(205)], 0, "db");
		tell_number(l, "Attenuation at 12.9GHz", page[AT(206)], 0, "db");
		tell_number(l, "Attenuation at 25.8GHz", page[AT(207)], 0, "db");
	} else if (page1) {
		tell_number(l, "Laser wavelength", module_u16(page1 + AT(138)) / 20., 3, "nm");
		tell_number(l, "Laser wavelength tolerance", module_u16(page1 + AT(140)) / 200., 3,
			    "nm");
	}
}

static void tell_lengths(const uint8_t *page1, const struct listener *l)
{
	uint8_t smf = page1[AT(132)];

	tell_number(l, "Length (SMF)", (smf & 0x3f) * (smf >> 6 ? 1 : 0.1), 2, "km");
	tell_number(l, "Length (OM5)", page1[AT(133)] * 2, 0, "m");
	tell_number(l, "Length (OM4)", page1[AT(134)] * 2, 0, "m");
	tell_number(l, "Length (OM3 50/125um)", page1[AT(135)] * 2, 0, "m");
	tell_number(l, "Length (OM2 50/125um)", page1[AT(136)], 0, "m");
}

static void tell_vendor(const uint8_t *page, const struct listener *l)
{
	const uint8_t *clei = page + AT(190);

	tell_text(l, "Vendor name", page + AT(129), 16);
	tell_oui(l, "Vendor OUI", page + AT(145));
	tell_text(l, "Vendor PN", page + AT(148), 16);
	tell_text(l, "Vendor rev", page + AT(164), 2);
	tell_text(l, "Vendor SN", page + AT(166), 16);
	tell_text(l, "Date code", page + AT(182), 8);
	if (clei[0] && memcmp(clei, "          ", 10) != 0)
		tell_text(l, "CLEI code", clei, 10);
}

static void tell_revision(uint8_t v, const struct listener *l)
{
	char text[] = "Rev. 00.00", *p = text + 5;
	const unsigned part[] = { v >> 4, v & 15 };

	for (size_t i = 0; i < 2; i++) {
		if (part[i] >= 10)
			*p++ = '1';
		*p++ = (char)('0' + part[i] % 10);
		*p++ = i ? '\0' : '.';
	}
	tell_word(l, "Revision compliance", text);
}

static void tell_state(const uint8_t *lower, const struct listener *l)
{
	static const char states[][24] = {
		"reserved or unknown", "ModuleLowPwr", "ModulePwrUp", "ModuleReady",
		"ModulePwrDn", "ModuleFault", "reserved or unknown", "reserved or unknown",
	};
	static const char causes[][36] = {
		"No fault detected / not supported", "TEC runaway", "Data memory corrupted",
		"Program memory corrupted",
	};
	unsigned state = lower[3] >> 1 & 7, cause = lower[41];

	tell_code(l, "Module State", state, states[state]);
	if (state == 5)
		tell_code(l, "Module Fault Cause", cause,
			  cause < sizeof(causes) / sizeof(*causes) ? causes[cause] : states[0]);
	tell_on(l, "LowPwrAllowRequestHW", lower[26] & 0x40);
	tell_on(l, "LowPwrRequestSW", lower[26] & 0x10);
}

/* What each lane has in page 11h, and how page 01h says so. */
static const struct lane {
	char flags_label[20], channel[8];
	char label[28];
	uint8_t supported;	/* bit of byte 160 in page 01h */
	enum quantity quantity;
	uint8_t reading;	/* of the bank's first lane */
	uint8_t flags;		/* a byte for each level, a bit for each lane */
	uint8_t thresholds;	/* in page 02h */
	char thresholds_label[20];
} lanes[] = {
	{ "Laser bias current", "Chan", "Laser tx bias current ", 0x01, QUANTITY_BIAS, 170, 143,
	  184, "Laser bias current" },
	{ "Laser tx power", "Channel", "Transmit avg optical power ", 0x02, QUANTITY_POWER, 154,
	  139, 176, "Laser output power" },
	{ "Laser rx power", "Channel", "Receiver signal OMA ", 0x04, QUANTITY_POWER, 186, 149, 192,
	  "Laser rx power" },
};
#define LANES_END (lanes + sizeof(lanes) / sizeof(*lanes))

/* Currents are counted in 2, 4 or 8 microamperes. */
static int32_t scale(enum quantity q, const uint8_t *page1)
{
	static const int32_t factors[] = { 1, 2, 4, 1 };

	return q == QUANTITY_BIAS ? factors[page1[AT(160)] >> 3 & 3] : 1;
}

static void tell_readings(const struct module *m, const uint8_t *page1, const struct lane *lane,
			  const struct listener *l)
{
	bool average = lane->reading == 186 && page1[AT(151)] & 0x10;
	const char *label = average ? "Rcvr signal avg optical power " : lane->label;

	for (unsigned bank = 0; bank < module_banks(m); bank++) {
		const uint8_t *page = module_part(m, MODULE_LANES + bank);

		for (unsigned i = 0; page && i < BANK_LANES; i++)
			tell_lane(l, label, bank * BANK_LANES + i + 1, lane->quantity,
				  module_register(lane->quantity,
						  page + AT(lane->reading) + (size_t)2 * i) *
					  scale(lane->quantity, page1));
	}
}

static void tell_lane_passed(const uint8_t *page, const uint8_t *page1, unsigned bank, unsigned i,
			     const struct listener *l)
{
	for (const struct lane *lane = lanes; lane < LANES_END; lane++) {
		const uint8_t *flags = page + AT(lane->flags);
		bool on[LEVELS];

		if (!(page1[AT(160)] & lane->supported))
			continue;
		for (size_t k = 0; k < LEVELS; k++)
			on[k] = flags[k] >> i & 1;
		tell_lane_flags(l, lane->flags_label, lane->channel, bank * BANK_LANES + i + 1, on);
	}
}

static void tell_limits(const uint8_t *p, const char *what, enum quantity q, int32_t factor,
			const struct listener *l)
{
	int32_t v[LEVELS];

	module_registers(q, p, v);
	for (size_t i = 0; i < LEVELS; i++)
		v[i] *= factor;
	tell_thresholds(l, what, q, v);
}

static void tell_thresholds_page(const uint8_t *page2, const uint8_t *page1,
				 const struct listener *l)
{
	for (const struct lane *lane = lanes; lane < LANES_END; lane++) {
		if (lane == LANES_END - 1) {
			tell_limits(page2 + AT(128), "Module temperature", QUANTITY_TEMPERATURE, 1,
				    l);
			tell_limits(page2 + AT(136), "Module voltage", QUANTITY_VOLTAGE, 1, l);
		}
		tell_limits(page2 + AT(lane->thresholds), lane->thresholds_label, lane->quantity,
			    scale(lane->quantity, page1), l);
	}
}

static void tell_diagnostics(const struct module *m, const uint8_t *lower, const uint8_t *page1,
			     const struct listener *l)
{
	const uint8_t *page2 = module_part(m, MODULE_PAGE_02);
	const uint8_t f = lower[9];
	const bool temperature[LEVELS] = { f & 0x01, f & 0x02, f & 0x04, f & 0x08 };
	const bool voltage[LEVELS] = { f & 0x10, f & 0x20, f & 0x40, f & 0x80 };

	tell_quantity(l, "Module temperature", QUANTITY_TEMPERATURE,
		      module_register(QUANTITY_TEMPERATURE, lower + 14));
	tell_quantity(l, "Module voltage", QUANTITY_VOLTAGE, module_u16(lower + 16));
	for (const struct lane *lane = lanes; lane < LANES_END; lane++)
		if (page1[AT(160)] & lane->supported)
			tell_readings(m, page1, lane, l);
	tell_flags(l, "Module temperature", temperature);
	tell_flags(l, "Module voltage", voltage);
	for (unsigned bank = 0; bank < module_banks(m); bank++) {
		const uint8_t *page = module_part(m, MODULE_LANES + bank);

		for (unsigned i = 0; page && i < BANK_LANES; i++)
			tell_lane_passed(page, page1, bank, i, l);
	}
	if (page2)
		tell_thresholds_page(page2, page1, l);
}

void cmis_tell(const struct module *m, const struct listener *l)
{
	const uint8_t *lower = module_part(m, MODULE_LOWER);
	const uint8_t *page = module_part(m, MODULE_PAGE_00);
	const uint8_t *page1 = module_part(m, MODULE_PAGE_01);

	if (!page)
		return;
	tell_power(page, l);
	tell_code(l, "Connector", page[AT(203)], sff8024_connector(page[AT(203)]));
	tell_cable(page[AT(202)], l);
	if (page1)
		tell_cdr(page1, l);
	tell_medium(page, page1, l);
	if (page1)
		tell_lengths(page1, l);
	tell_vendor(page, l);
	tell_revision(lower[1], l);
	tell_state(lower, l);
	if (page1)
		tell_diagnostics(m, lower, page1, l);
}
