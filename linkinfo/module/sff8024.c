/* Code tables that all modules share: SFF-8024, and the technologies of SFF-8636 and CMIS. */
#include "module/tell.h"

static const char reserved[] = "reserved or unknown";

const char *sff8024_identifier(unsigned code)
{
	static const char names[][60] = {
		"no module present, unknown, or unspecified",
		"GBIC",
		"module soldered to motherboard",
		"SFP",
		"300 pin XBI",
		"XENPAK",
		"XFP",
		"XFF",
		"XFP-E",
		"XPAK",
		"X2",
		"DWDM-SFP",
		"QSFP",
		"QSFP+",
		"CXP",
		"Shielded Mini Multilane HD 4X",
		"Shielded Mini Multilane HD 8X",
		"QSFP28",
		"CXP2/CXP28",
		"CDFP Style 1/Style 2",
		"Shielded Mini Multilane HD 4X Fanout Cable",
		"Shielded Mini Multilane HD 8X Fanout Cable",
		"CDFP Style 3",
		"microQSFP",
		"QSFP-DD Double Density 8X Pluggable Transceiver (INF-8628)",
		"OSFP 8X Pluggable Transceiver",
		"reserved or unknown",
		"DSFP Dual Small Form Factor Pluggable Transceiver",
	};

	return code < sizeof(names) / sizeof(*names) ? names[code] : reserved;
}

const char *sff8024_connector(unsigned code)
{
	static const char names[][32] = {
		[0x00] = "unknown or unspecified",
		[0x01] = "SC",
		[0x02] = "Fibre Channel Style 1 copper",
		[0x03] = "Fibre Channel Style 2 copper",
		[0x04] = "BNC/TNC",
		[0x05] = "Fibre Channel coaxial headers",
		[0x06] = "FibreJack",
		[0x07] = "LC",
		[0x08] = "MT-RJ",
		[0x09] = "MU",
		[0x0a] = "SG",
		[0x0b] = "Optical pigtail",
		[0x0c] = "MPO Parallel Optic",
		[0x0d] = "MPO Parallel Optic - 2x16",
		[0x20] = "HSSDC II",
		[0x21] = "Copper pigtail",
		[0x22] = "RJ45",
		[0x23] = "No separable connector",
		[0x24] = "MXC 2x16",
		[0x25] = "CS optical connector",
		[0x26] = "Mini CS optical connector",
		[0x27] = "MPO 2x12",
		[0x28] = "MPO 1x16",
	};

	return code < sizeof(names) / sizeof(*names) && names[code][0] ? names[code] : reserved;
}

/* 0 to 3, 7 and 8 mean the same to all; SFP and QSFP count the rest in another order. */
static const char *encoding(unsigned code, const char *four, const char *five, const char *six)
{
	const char *const names[] = {
		"unspecified", "8B/10B", "4B/5B", "NRZ", four, five, six,
		"(256B/257B (transcoded FEC-enabled data)", "PAM4",
	};

	return code < sizeof(names) / sizeof(*names) ? names[code] : reserved;
}

const char *sff8024_sfp_encoding(unsigned code)
{
	return encoding(code, "Manchester", "SONET Scrambled", "64B/66B");
}

const char *sff8024_qsfp_encoding(unsigned code)
{
	return encoding(code, "SONET Scrambled", "64B/66B", "Manchester");
}

/* What SFP and QSFP tell alike. */
static const char *extended(unsigned code)
{
#define CABLE(kind) "Active " kind " Cable with 50GAUI, 100GAUI-2 or 200GAUI-4 C2M. "
	switch (code) {
	case 0x1a:
		return ("100GE-DWDM2 (DWDM transceiver using 2 wavelengths on a 1550 nm DWDM"
			" grid with a reach up to 80 km)");
	case 0x1b:
		return "100G 1550nm WDM (4 wavelengths)";
	case 0x1d:
		return "5GBASE-T";
	case 0x1e:
		return "2.5GBASE-T";
	case 0x1f:
		return "40G SWDM4";
	case 0x20:
		return "100G SWDM4";
	case 0x21:
		return "100G PAM4 BiDi";
	case 0x22:
		return ("4WDM-10 MSA (10km version of 100G CWDM4 with same RS(528,514) FEC in"
			" host system)");
	case 0x23:
		return ("4WDM-20 MSA (20km version of 100GBASE-LR4 with RS(528,514) FEC in"
			" host system)");
	case 0x24:
		return ("4WDM-40 MSA (40km reach with APD receiver and RS(528,514) FEC in host"
			" system)");
	case 0x25:
		return "100GBASE-DR (clause 140), CAUI-4 (no FEC)";
	case 0x26:
		return "100G-FR or 100GBASE-FR1 (clause 140), CAUI-4 (no FEC)";
	case 0x27:
		return "100G-LR or 100GBASE-LR1 (clause 140), CAUI-4 (no FEC)";
	case 0x30:
		return (CABLE("Copper") "Providing a worst BER of 10-6 or below");
	case 0x31:
		return (CABLE("Optical") "Providing a worst BER of 10-6 or below");
	case 0x32:
		return (CABLE("Copper") "Providing a worst BER of 2.6x10-4 for ACC, 10-5 for AUI,"
					" or below");
	case 0x33:
		return (CABLE("Optical") "Providing a worst BER of 2.6x10-4 for ACC,"
					 " 10-5 for AUI, or below");
	case 0x40:
		return "50GBASE-CR, 100GBASE-CR2, or 200GBASE-CR4";
	case 0x41:
		return "50GBASE-SR, 100GBASE-SR2, or 200GBASE-SR4";
	case 0x42:
		return "50GBASE-FR or 200GBASE-DR4";
	case 0x43:
		return "200GBASE-FR4";
	case 0x44:
		return "200G 1550 nm PSM4";
	case 0x45:
		return "50GBASE-LR";
	case 0x46:
		return "200GBASE-LR4";
	case 0x50:
		return "64GFC EA";
	case 0x51:
		return "64GFC SW";
	case 0x52:
		return "64GFC LW";
	case 0x53:
		return "128GFC EA";
	case 0x54:
		return "128GFC SW";
	case 0x55:
		return "128GFC LW";
	default:
		return NULL;
	}
}

/* What they tell each in its own words, and what they tell alike. */
const char *sff8024_sfp_extended(unsigned code)
{
	switch (code) {
	case 0x01:
		return "100G AOC or 25GAUI C2M AOC with worst BER of 5x10^(-5)";
	case 0x02:
		return "100G Base-SR4 or 25GBase-SR";
	case 0x03:
		return "100G Base-LR4 or 25GBase-LR";
	case 0x04:
		return "100G Base-ER4 or 25GBase-ER";
	case 0x08:
		return "100G ACC or 25GAUI C2M ACC with worst BER of 5x10^(-5)";
	case 0x0b:
		return "100G Base-CR4 or 25G Base-CR CA-L";
	case 0x0c:
		return "25G Base-CR CA-S";
	case 0x0d:
		return "25G Base-CR CA-N";
	case 0x16:
		return "10Gbase-T with SFI electrical interface";
	case 0x18:
		return "100G AOC or 25GAUI C2M AOC with worst BER of 10^(-12)";
	case 0x19:
		return "100G ACC or 25GAUI C2M ACC with worst BER of 10^(-12)";
	case 0x1c:
		return "10Gbase-T Short Reach";
	default:
		return extended(code);
	}
}

const char *sff8024_qsfp_extended(unsigned code)
{
	switch (code) {
	case 0x00:
		return "(reserved or unknown)";
	case 0x01:
		return "100G Ethernet: 100G AOC or 25GAUI C2M AOC with worst BER of 5x10^(-5)";
	case 0x02:
		return "100G Ethernet: 100G Base-SR4 or 25GBase-SR";
	case 0x03:
		return "100G Ethernet: 100G Base-LR4";
	case 0x04:
		return "100G Ethernet: 100G Base-ER4";
	case 0x05:
		return "100G Ethernet: 100G Base-SR10";
	case 0x06:
		return "100G Ethernet: 100G CWDM4 MSA with FEC";
	case 0x07:
		return "100G Ethernet: 100G PSM4 Parallel SMF";
	case 0x08:
		return "100G Ethernet: 100G ACC or 25GAUI C2M ACC with worst BER of 5x10^(-5)";
	case 0x09:
		return "100G Ethernet: 100G CWDM4 MSA without FEC";
	case 0x0b:
		return "100G Ethernet: 100G Base-CR4 or 25G Base-CR CA-L";
	case 0x0c:
		return "25G Ethernet: 25G Base-CR CA-S";
	case 0x0d:
		return "25G Ethernet: 25G Base-CR CA-N";
	case 0x10:
		return "40G Ethernet: 40G Base-ER4";
	case 0x11:
		return "4x10G Ethernet: 10G Base-SR";
	case 0x12:
		return "40G Ethernet: 40G PSM4 Parallel SMF";
	case 0x13:
		return "Ethernet: G959.1 profile P1I1-2D1 (10709 MBd, 2km, 1310nm SM)";
	case 0x14:
		return "Ethernet: G959.1 profile P1S1-2D2 (10709 MBd, 40km, 1550nm SM)";
	case 0x15:
		return "Ethernet: G959.1 profile P1L1-2D2 (10709 MBd, 80km, 1550nm SM)";
	case 0x16:
		return "10G Ethernet: 10G Base-T with SFI electrical interface";
	case 0x17:
		return "100G Ethernet: 100G CLR4";
	case 0x18:
		return "100G Ethernet: 100G AOC or 25GAUI C2M AOC with worst BER of 10^(-12)";
	case 0x19:
		return "100G Ethernet: 100G ACC or 25GAUI C2M ACC with worst BER of 10^(-12)";
	case 0x1c:
		return "10GBASE-T Short Reach (30 meters)";
	default:
		return extended(code) ? extended(code) : "(reserved or unknown)";
	}
}

const char *module_technology(unsigned code)
{
	static const char names[][60] = {
		"850 nm VCSEL",	 "1310 nm VCSEL", "1550 nm VCSEL", "1310 nm FP",
		"1310 nm DFB",	 "1550 nm DFB",	  "1310 nm EML",   "1550 nm EML",
		"Others/Undefined", "1490 nm DFB",
		[MODULE_COPPER] = "Copper cable unequalized",
		"Copper cable passive equalized",
		"Copper cable, near and far end limiting active equalizers",
		"Copper cable, far end limiting active equalizers",
		"Copper cable, near end limiting active equalizers",
		"Copper cable, linear active equalizers",
	};

	return code < sizeof(names) / sizeof(*names) ? names[code] : NULL;
}
