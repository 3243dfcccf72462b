/* QSFP, QSFP+ and QSFP28: what they are and measure, SFF-8436 and SFF-8636. */
#include "module/tell.h"

/* Byte numbers count from 128, where page 00h begins. */
#define AT(byte) ((byte)-128)

static const struct bit ethernet[] = {
	{ AT(131), 0x40, "10G Ethernet: 10G Base-LRM" },
	{ AT(131), 0x20, "10G Ethernet: 10G Base-LR" },
	{ AT(131), 0x10, "10G Ethernet: 10G Base-SR" },
	{ AT(131), 0x08, "40G Ethernet: 40G Base-CR4" },
	{ AT(131), 0x04, "40G Ethernet: 40G Base-SR4" },
	{ AT(131), 0x02, "40G Ethernet: 40G Base-LR4" },
	{ AT(131), 0x01, "40G Ethernet: 40G Active Cable (XLPPI)" },
	{ 0, 0, "" },
};

static const struct bit types[] = {
	{ AT(132), 0x08, "40G OTN (OTU3B/OTU3C)" },
	{ AT(132), 0x04, "SONET: OC-48, long reach" },
	{ AT(132), 0x02, "SONET: OC-48, intermediate reach" },
	{ AT(132), 0x01, "SONET: OC-48, short reach" },
	{ AT(133), 0x20, "SAS 6.0G" },
	{ AT(133), 0x10, "SAS 3.0G" },
	{ AT(134), 0x08, "Ethernet: 1000BASE-T" },
	{ AT(134), 0x04, "Ethernet: 1000BASE-CX" },
	{ AT(134), 0x02, "Ethernet: 1000BASE-LX" },
	{ AT(134), 0x01, "Ethernet: 1000BASE-SX" },
	{ AT(135), 0x80, "FC: very long distance (V)" },
	{ AT(135), 0x40, "FC: short distance (S)" },
	{ AT(135), 0x20, "FC: intermediate distance (I)" },
	{ AT(135), 0x10, "FC: long distance (L)" },
	{ AT(135), 0x08, "FC: medium distance (M)" },
	{ AT(135), 0x02, "FC: Longwave laser (LC)" },
	{ AT(135), 0x01, "FC: Electrical inter-enclosure (EL)" },
	{ AT(136), 0x80, "FC: Electrical intra-enclosure (EL)" },
	{ AT(136), 0x40, "FC: Shortwave laser w/o OFC (SN)" },
	{ AT(136), 0x20, "FC: Shortwave laser with OFC (SL)" },
	{ AT(136), 0x10, "FC: Longwave laser (LL)" },
	{ AT(137), 0x80, "FC: Twin Axial Pair (TW)" },
	{ AT(137), 0x40, "FC: Twisted Pair (TP)" },
	{ AT(137), 0x20, "FC: Miniature Coax (MI)" },
	{ AT(137), 0x10, "FC: Video Coax (TV)" },
	{ AT(137), 0x08, "FC: Multimode, 62.5m (M6)" },
	{ AT(137), 0x04, "FC: Multimode, 50m (M5)" },
	{ AT(137), 0x02, "FC: Multimode, 50um (OM3)" },
	{ AT(137), 0x01, "FC: Single Mode (SM)" },
	{ AT(138), 0x80, "FC: 1200 MBytes/sec" },
	{ AT(138), 0x40, "FC: 800 MBytes/sec" },
	{ AT(138), 0x20, "FC: 1600 MBytes/sec" },
	{ AT(138), 0x10, "FC: 400 MBytes/sec" },
	{ AT(138), 0x04, "FC: 200 MBytes/sec" },
	{ AT(138), 0x01, "FC: 100 MBytes/sec" },
	{ 0, 0, "" },
};

static void tell_extended_identifier(const uint8_t *lower, uint8_t id, const struct listener *l)
{
	static const char label[] = "Extended identifier description";
	static const char power[][30] = {
		"1.5W max. Power consumption", "2.0W max. Power consumption",
		"2.5W max. Power consumption", "3.5W max. Power consumption",
	};
	static const char cdr[][40] = {
		"No CDR in TX, No CDR in RX", "No CDR in TX, CDR present in RX",
		"CDR present in TX, No CDR in RX", "CDR present in TX, CDR present in RX",
	};
#define HIGH_POWER(state) "High Power Class (> 3.5 W) " state
#define CLASSES(state) \
	HIGH_POWER(state), "4.0W max. Power consumption, " HIGH_POWER(state), \
		"4.5W max. Power consumption,  " HIGH_POWER(state),                                \
		"5.0W max. Power consumption,  " HIGH_POWER(state)
	static const char high_power[2][4][72] = {
		{ CLASSES("not enabled") }, { CLASSES("enabled") },
	};

	tell_code(l, "Extended identifier", id, NULL);
	tell_item(l, label, power[id >> 6]);
	tell_item(l, label, cdr[id >> 2 & 3]);
	tell_item(l, label, high_power[lower[93] >> 2 & 1][id & 3]);
	tell_on(l, "Power set", lower[93] & 0x02);
	tell_on(l, "Power override", lower[93] & 0x01);
}

static void tell_types(const uint8_t *page, const struct listener *l)
{
	tell_bytes(l, "Transceiver codes", page + AT(131), 8);
	tell_bits(l, "Transceiver type", ethernet, page);
	if (page[AT(131)] & 0x80)
		tell_item(l, "Transceiver type", sff8024_qsfp_extended(page[AT(192)]));
	tell_bits(l, "Transceiver type", types, page);
}

static void tell_lengths(const uint8_t *page, const struct listener *l)
{
	tell_number(l, "Length (SMF,km)", page[AT(142)], 0, "km");
	tell_number(l, "Length (OM3 50um)", page[AT(143)] * 2, 0, "m");
	tell_number(l, "Length (OM2 50um)", page[AT(144)], 0, "m");
	tell_number(l, "Length (OM1 62.5um)", page[AT(145)], 0, "m");
	tell_number(l, "Length (Copper or Active cable)", page[AT(146)], 0, "m");
}

/* Bytes 186 to 189 are a wavelength, or how much a copper cable takes away. */
static void tell_medium(const uint8_t *page, const struct listener *l)
{
	unsigned technology = page[AT(147)] >> 4;

	tell_code(l, "Transmitter technology", technology << 4, module_technology(technology));
	if (technology >= MODULE_COPPER) {
		tell_number(l, "Attenuation at 2.5GHz", page[AT(186)], 0, "db");
		tell_number(l, "Attenuation at 5.0GHz", page[AT(187)], 0, "db");
		tell_number(l, "Attenuation at 7.0GHz", page[AT(188)], 0, "db");
		tell_number(l, "Attenuation at 12.9GHz", page[AT(189)], 0, "db");
		return;
	}
	tell_number(l, "Laser wavelength", module_u16(page + AT(186)) / 20., 3, "nm");
	tell_number(l, "Laser wavelength tolerance", module_u16(page + AT(188)) / 200., 3, "nm");
}

static const char *revision(unsigned code)
{
	static const char names[][32] = {
		"Revision not specified",
		"SFF-8436 Rev 4.8 or earlier",
		"SFF-8436 Rev 4.8 or earlier",
		"SFF-8636 Rev 1.3 or earlier",
		"SFF-8636 Rev 1.4",
		"SFF-8636 Rev 1.5",
		"SFF-8636 Rev 2.0",
		"SFF-8636 Rev 2.5/2.6/2.7",
	};

	return code < sizeof(names) / sizeof(*names) ? names[code] : "Unallocated";
}

/* A quantity of each of the four lanes, in bytes of the lower page. */
static void tell_lanes(const uint8_t *p, const char *what, enum quantity q,
		       const struct listener *l)
{
	for (unsigned i = 0; i < 4; i++)
		tell_lane(l, what, i + 1, q, module_register(q, p + (size_t)2 * i));
}

/* Two lanes share a byte, the odd one in its upper half: high and low alarm, high, low warning. */
static void tell_lanes_passed(const uint8_t *p, const char *what, const char *channel,
			      const struct listener *l)
{
	for (unsigned i = 0; i < 4; i++) {
		unsigned v = i & 1 ? p[i / 2] : p[i / 2] >> 4;
		const bool on[LEVELS] = { v & 8, v & 4, v & 2, v & 1 };

		tell_lane_flags(l, what, channel, i + 1, on);
	}
}

/* The order in the byte, and in that of a lane: high alarm, low alarm, high, low warning. */
static void tell_passed(uint8_t v, const char *what, const struct listener *l)
{
	const bool on[LEVELS] = { v & 0x80, v & 0x40, v & 0x20, v & 0x10 };

	tell_flags(l, what, on);
}

static void tell_limits(const uint8_t *p, const char *what, enum quantity q,
			const struct listener *l)
{
	int32_t v[LEVELS];

	module_registers(q, p, v);
	tell_thresholds(l, what, q, v);
}

static void tell_alarms(const uint8_t *lower, const uint8_t *limits, const struct listener *l)
{
	tell_lanes_passed(lower + 11, "Laser bias current", "Chan", l);
	tell_passed(lower[6], "Module temperature", l);
	tell_passed(lower[7], "Module voltage", l);
	tell_lanes_passed(lower + 13, "Laser tx power", "Channel", l);
	tell_lanes_passed(lower + 9, "Laser rx power", "Channel", l);
	tell_limits(limits + AT(184), "Laser bias current", QUANTITY_BIAS, l);
	tell_limits(limits + AT(192), "Laser output power", QUANTITY_POWER, l);
	tell_limits(limits + AT(128), "Module temperature", QUANTITY_TEMPERATURE, l);
	tell_limits(limits + AT(144), "Module voltage", QUANTITY_VOLTAGE, l);
	tell_limits(limits + AT(176), "Laser rx power", QUANTITY_POWER, l);
}

static void tell_diagnostics(const struct module *m, const struct listener *l)
{
	const uint8_t *lower = module_part(m, MODULE_LOWER);
	const uint8_t *limits = module_part(m, MODULE_PAGE_03);
	bool average = m->part[MODULE_PAGE_00][AT(220)] & 0x08;

	tell_quantity(l, "Module temperature", QUANTITY_TEMPERATURE,
		      module_register(QUANTITY_TEMPERATURE, lower + 22));
	tell_quantity(l, "Module voltage", QUANTITY_VOLTAGE, module_u16(lower + 26));
	/* without monitors it has no temperature, either; no bit says so */
	if (module_u16(lower + 22) == 0 || module_u16(lower + 22) == 0xffff)
		return;
	tell_yes(l, "Alarm/warning flags implemented", limits);
	tell_lanes(lower + 42, "Laser tx bias current ", QUANTITY_BIAS, l);
	tell_lanes(lower + 50, "Transmit avg optical power ", QUANTITY_POWER, l);
	tell_lanes(lower + 34, average ? "Rcvr signal avg optical power" : "Receiver signal OMA",
		   QUANTITY_POWER, l);
	if (limits)
		tell_alarms(lower, limits, l);
}

void sff8636_tell(const struct module *m, const struct listener *l)
{
	const uint8_t *lower = module_part(m, MODULE_LOWER);
	const uint8_t *page = module_part(m, MODULE_PAGE_00);

	if (!page)
		return;
	tell_extended_identifier(lower, page[AT(129)], l);
	tell_code(l, "Connector", page[AT(130)], sff8024_connector(page[AT(130)]));
	tell_types(page, l);
	tell_code(l, "Encoding", page[AT(139)], sff8024_qsfp_encoding(page[AT(139)]));
	tell_number(l, "BR, Nominal", page[AT(140)] * 100, 0, "Mbps");
	tell_code(l, "Rate identifier", page[AT(141)], NULL);
	tell_lengths(page, l);
	tell_medium(page, l);
	tell_text(l, "Vendor name", page + AT(148), 16);
	tell_oui(l, "Vendor OUI", page + AT(165));
	tell_text(l, "Vendor PN", page + AT(168), 16);
	tell_text(l, "Vendor rev", page + AT(184), 2);
	tell_text(l, "Vendor SN", page + AT(196), 16);
	tell_text(l, "Date code", page + AT(212), 8);
	tell_word(l, "Revision Compliance", revision(lower[1]));
	tell_diagnostics(m, l);
}
