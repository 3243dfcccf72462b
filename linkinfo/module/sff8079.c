/* What an SFP is: the serial ID of SFF-8079 and SFF-8472 chapters 4 to 8, at I2C address 50h. */
#include <string.h>

#include "module/tell.h"

static const struct bit types[] = {
	{ 3, 0x80, "10G Ethernet: 10G Base-ER [SFF-8472 rev10.4 onwards]" },
	{ 3, 0x40, "10G Ethernet: 10G Base-LRM" },
	{ 3, 0x20, "10G Ethernet: 10G Base-LR" },
	{ 3, 0x10, "10G Ethernet: 10G Base-SR" },
	{ 3, 0x08, "Infiniband: 1X SX" },
	{ 3, 0x04, "Infiniband: 1X LX" },
	{ 3, 0x02, "Infiniband: 1X Copper Active" },
	{ 3, 0x01, "Infiniband: 1X Copper Passive" },
	{ 4, 0x80, "ESCON: ESCON MMF, 1310nm LED" },
	{ 4, 0x40, "ESCON: ESCON SMF, 1310nm Laser" },
	{ 4, 0x20, "SONET: OC-192, short reach" },
	{ 4, 0x10, "SONET: SONET reach specifier bit 1" },
	{ 4, 0x08, "SONET: SONET reach specifier bit 2" },
	{ 4, 0x04, "SONET: OC-48, long reach" },
	{ 4, 0x02, "SONET: OC-48, intermediate reach" },
	{ 4, 0x01, "SONET: OC-48, short reach" },
	{ 5, 0x40, "SONET: OC-12, single mode, long reach" },
	{ 5, 0x20, "SONET: OC-12, single mode, inter. reach" },
	{ 5, 0x10, "SONET: OC-12, short reach" },
	{ 5, 0x04, "SONET: OC-3, single mode, long reach" },
	{ 5, 0x02, "SONET: OC-3, single mode, inter. reach" },
	{ 5, 0x01, "SONET: OC-3, short reach" },
	{ 6, 0x80, "Ethernet: BASE-PX" },
	{ 6, 0x40, "Ethernet: BASE-BX10" },
	{ 6, 0x20, "Ethernet: 100BASE-FX" },
	{ 6, 0x10, "Ethernet: 100BASE-LX/LX10" },
	{ 6, 0x08, "Ethernet: 1000BASE-T" },
	{ 6, 0x04, "Ethernet: 1000BASE-CX" },
	{ 6, 0x02, "Ethernet: 1000BASE-LX" },
	{ 6, 0x01, "Ethernet: 1000BASE-SX" },
	{ 7, 0x80, "FC: very long distance (V)" },
	{ 7, 0x40, "FC: short distance (S)" },
	{ 7, 0x20, "FC: intermediate distance (I)" },
	{ 7, 0x10, "FC: long distance (L)" },
	{ 7, 0x08, "FC: medium distance (M)" },
	{ 7, 0x04, "FC: Shortwave laser, linear Rx (SA)" },
	{ 7, 0x02, "FC: Longwave laser (LC)" },
	{ 7, 0x01, "FC: Electrical inter-enclosure (EL)" },
	{ 8, 0x80, "FC: Electrical intra-enclosure (EL)" },
	{ 8, 0x40, "FC: Shortwave laser w/o OFC (SN)" },
	{ 8, 0x20, "FC: Shortwave laser with OFC (SL)" },
	{ 8, 0x10, "FC: Longwave laser (LL)" },
	{ 8, 0x08, "Active Cable" },
	{ 8, 0x04, "Passive Cable" },
	{ 8, 0x02, "FC: Copper FC-BaseT" },
	{ 9, 0x80, "FC: Twin Axial Pair (TW)" },
	{ 9, 0x40, "FC: Twisted Pair (TP)" },
	{ 9, 0x20, "FC: Miniature Coax (MI)" },
	{ 9, 0x10, "FC: Video Coax (TV)" },
	{ 9, 0x08, "FC: Multimode, 62.5um (M6)" },
	{ 9, 0x04, "FC: Multimode, 50um (M5)" },
	{ 9, 0x01, "FC: Single Mode (SM)" },
	{ 10, 0x80, "FC: 1200 MBytes/sec" },
	{ 10, 0x40, "FC: 800 MBytes/sec" },
	{ 10, 0x10, "FC: 400 MBytes/sec" },
	{ 10, 0x04, "FC: 200 MBytes/sec" },
	{ 10, 0x01, "FC: 100 MBytes/sec" },
	{ 0, 0, "" },
};

static const struct bit options[] = {
	{ 65, 0x02, "RX_LOS implemented" },
	{ 65, 0x04, "RX_LOS implemented, inverted" },
	{ 65, 0x08, "TX_FAULT implemented" },
	{ 65, 0x10, "TX_DISABLE implemented" },
	{ 65, 0x20, "RATE_SELECT implemented" },
	{ 65, 0x40, "Tunable transmitter technology" },
	{ 65, 0x80, "Receiver decision threshold implemented" },
	{ 64, 0x01, "Linear receiver output implemented" },
	{ 64, 0x02, "Power level 2 requirement" },
	{ 64, 0x04, "Cooled transceiver implemented" },
	{ 64, 0x08, "Retimer or CDR implemented" },
	{ 64, 0x10, "Paging implemented" },
	{ 64, 0x20, "Power level 3 requirement" },
	{ 0, 0, "" },
};

static const char *rate_identifier(unsigned code)
{
	static const char names[][40] = {
		"unspecified",
		"4/2/1G Rate_Select & AS0/AS1",
		"8/4/2G Rx Rate_Select only",
		"8/4/2G Independent Rx & Tx Rate_Select",
		"8/4/2G Tx Rate_Select only",
	};

	return code < sizeof(names) / sizeof(*names) ? names[code] : "reserved or unknown";
}

static void tell_types(const uint8_t *id, const struct listener *l)
{
	const char *name = sff8024_sfp_extended(id[36]);
	uint8_t codes[9];
	struct obuf text;

	memcpy(codes, id + 3, 8);
	codes[8] = id[36];
	tell_bytes(l, "Transceiver codes", codes, sizeof(codes));
	tell_bits(l, "Transceiver type", types, id);
	if (!name)
		return;
	ob_open(&text, -1);
	ob_str(&text, "Extended: ");
	ob_str(&text, name);
	ob_c(&text, '\0');
	tell_item(l, "Transceiver type", text.p);
	ob_close(&text);
}

/* Above 25.4 GBd the rate is in byte 66, which else holds a margin; one margin is for both then. */
struct rates {
	unsigned nominal, max, min;
};

static struct rates rates(const uint8_t *id)
{
	if (id[12] == 0xff)
		return (struct rates){ id[66] * 250u, id[67], id[67] };
	if (id[12] == 0)
		return (struct rates){ 0 };
	return (struct rates){ id[12] * 100u, id[66], id[67] };
}

static void tell_lengths(const uint8_t *id, const struct listener *l)
{
	tell_number(l, "Length (SMF,km)", id[14], 0, "km");
	tell_number(l, "Length (SMF)", id[15] * 100, 0, "m");
	tell_number(l, "Length (50um)", id[16] * 10, 0, "m");
	tell_number(l, "Length (62.5um)", id[17] * 10, 0, "m");
	tell_number(l, "Length (Copper)", id[18], 0, "m");
	tell_number(l, "Length (OM3)", id[19] * 10, 0, "m");
}

/* Bytes 60 and 61 are a wavelength, or what a copper cable complies with. */
static void tell_medium(const uint8_t *id, const struct listener *l)
{
	bool passive = id[8] & 0x04;
	struct fact f = { passive ? "Passive Cu cmplnce." : "Active Cu cmplnce.", FACT_CODE,
			  .code = id[60], .text = "unknown",
			  .note = " [SFF-8472 rev10.4 only]" };

	if (!(id[8] & 0x0c)) {
		tell_number(l, "Laser wavelength", module_u16(id + 60), 0, "nm");
		return;
	}
	if (id[60] == 0)
		f.text = "unspecified";
	else if (id[60] == 1)
		f.text = "SFF-8431 appendix E";
	else if (id[60] == 4 && !passive)
		f.text = "SFF-8431 limiting";
	l->tell(l->to, &f);
}

void sff8079_tell(const struct module *m, const struct listener *l)
{
	const uint8_t *id = module_part(m, MODULE_LOWER);
	struct rates br;

	/* another extended identifier: none of what follows is where SFP has it */
	if ((id[0] != 2 && id[0] != 3) || id[1] != 4)
		return;
	br = rates(id);
	tell_code(l, "Extended identifier", id[1], "GBIC/SFP defined by 2-wire interface ID");
	tell_code(l, "Connector", id[2], sff8024_connector(id[2]));
	tell_types(id, l);
	tell_code(l, "Encoding", id[11], sff8024_sfp_encoding(id[11]));
	tell_number(l, "BR, Nominal", br.nominal, 0, "MBd");
	tell_code(l, "Rate identifier", id[13], rate_identifier(id[13]));
	tell_lengths(id, l);
	tell_medium(id, l);
	tell_text(l, "Vendor name", id + 20, 16);
	tell_oui(l, "Vendor OUI", id + 37);
	tell_text(l, "Vendor PN", id + 40, 16);
	tell_text(l, "Vendor rev", id + 56, 4);
	tell_bytes(l, "Option values", id + 64, 2);
	tell_bits(l, "Option", options, id);
	tell_number(l, "BR margin, max", br.max, 0, "%");
	tell_number(l, "BR margin, min", br.min, 0, "%");
	tell_text(l, "Vendor SN", id + 68, 16);
	tell_text(l, "Date code", id + 84, 8);
}
