/*
 * ENETC of NXP, as a port and as a virtual function: pairs of an address and a value; QorIQ LS1028A
 * Reference Manual.
 */
#include "registers/drivers.h"

/* Buffer descriptor rings: one for sending and one for receiving every RING bytes. */
#define RINGS_AT 0x8000
#define RINGS_END 0xa000
#define RING 0x200
#define RECEIVE 0x100

#define COMMAND 0x18008

struct name {
	uint32_t at;
	char words[52];		/* "" ends the list */
};

static const struct name names[] = {
	{ 0x0, "SI mode register" },
	{ 0x80, "SI primary MAC address register 0" },
	{ 0x84, "SI primary MAC address register 1" },
	{ 0x800, "SI control BDR mode register" },
	{ 0x804, "SI control BDR status register" },
	{ 0x810, "SI control BDR base address register 0" },
	{ 0x814, "SI control BDR base address register 1" },
	{ 0x818, "SI control BDR producer index register" },
	{ 0x81c, "SI control BDR consumer index register" },
	{ 0x820, "SI control BDR length register" },
	{ 0x900, "SI capability register 0" },
	{ 0x904, "SI capability register 1" },
	{ 0xe28, "SI uncorrectable error frame drop count register" },
	{ 0x10000, "Port mode register" },
	{ 0x10004, "Port status register" },
	{ 0x10018, "Port SI promiscuous mode register" },
	{ 0x10100, "Port SI0 primary MAC address register 0" },
	{ 0x10104, "Port SI0 primary MAC address register 1" },
	{ 0x10608, "Port HTA transmit memory buffer allocation register" },
	{ 0x10900, "Port capability register 0" },
	{ 0x10904, "Port capability register 1" },
	{ 0x10940, "Port SI0 configuration register 0" },
	{ 0x11804, "Port RFS capability register" },
	{ 0x12020, "Port traffic class 0 maximum SDU register" },
	{ COMMAND, "Port eMAC Command and Configuration Register" },
	{ 0x18014, "Port eMAC Maximum Frame Length Register" },
	{ 0x18300, "Port eMAC Interface Mode Control Register" },
	{ 0, "" },
};

/* Of a ring; those for receiving begin at RECEIVE. */
static const struct name ring_names[] = {
	{ 0x0, "mode register" },
	{ 0x4, "status register" },
	{ 0x10, "base address register 0" },
	{ 0x14, "base address register 1" },
	{ 0x18, "producer index register" },
	{ 0x1c, "consumer index register" },
	{ 0x20, "length register" },
	{ 0xa0, "interrupt enable register" },
	{ 0xa8, "interrupt coalescing register 0" },
	{ 0xac, "interrupt coalescing register 1" },
	{ RECEIVE + 0x0, "mode register" },
	{ RECEIVE + 0x4, "status register" },
	{ RECEIVE + 0x8, "buffer size register" },
	{ RECEIVE + 0xc, "consumer index register" },
	{ RECEIVE + 0x10, "base address register 0" },
	{ RECEIVE + 0x14, "base address register 1" },
	{ RECEIVE + 0x18, "producer index register" },
	{ RECEIVE + 0x20, "length register" },
	{ RECEIVE + 0xa0, "interrupt enable register" },
	{ RECEIVE + 0xa8, "interrupt coalescing register 0" },
	{ RECEIVE + 0xac, "interrupt coalescing register 1" },
	{ 0, "" },
};

/* Of one pair. */
static const char value[] = ": 0x{w4:x1}\n";
static const char unnamed[] = "Reg 0x{w0:x1}: 0x{w4:x1}\n";
static const char command[] = "\tMG {w4.31:d}\n"
			      "\tRXSTP {w4.29:d}\n"
			      "\tREG_LOWP_RXETY {w4.24:d}\n"
			      "\tTX_LOWP_ENA {w4.23:d}\n"
			      "\tSFD {w4.21:d}\n"
			      "\tNO_LEN_CHK {w4.17:d}\n"
			      "\tSEND_IDLE {w4.16:d}\n"
			      "\tCNT_FRM_EN {w4.13:d}\n"
			      "\tSWR {w4.12:d}\n"
			      "\tTXP {w4.11:d}\n"
			      "\tXGLP {w4.10:d}\n"
			      "\tTX_ADDR_INS {w4.9:d}\n"
			      "\tPAUSE_IGN {w4.8:d}\n"
			      "\tPAUSE_FWD {w4.7:d}\n"
			      "\tCRC {w4.6:d}\n"
			      "\tPAD {w4.5:d}\n"
			      "\tPROMIS {w4.4:d}\n"
			      "\tWAN {w4.3:d}\n"
			      "\tRX_EN {w4.1:d}\n"
			      "\tTX_EN {w4.0:d}\n";

static const char *name_of(const struct name *n, uint32_t at)
{
	while (n->words[0] && n->at != at)
		n++;
	return n->words[0] ? n->words : NULL;
}

static bool name_print(uint32_t at, struct obuf *o)
{
	bool ring = at >= RINGS_AT && at < RINGS_END;
	const char *words = ring ? name_of(ring_names, at % RING) : name_of(names, at);

	if (!words)
		return false;
	if (ring) {
		ob_str(o, at % RING < RECEIVE ? "TX" : "RX");
		ob_num(o, " BDR ", (at - RINGS_AT) / RING, " ");
	}
	ob_str(o, words);
	return true;
}

bool regs_fsl_enetc(const struct regs *r, struct obuf *o)
{
	struct regs pair = *r;

	if (r->len % 8) {
		ob_str(o, "Expected length to be multiple of 8 bytes\n");
		return false;
	}
	for (pair.len = 8; pair.p < r->p + r->len; pair.p += 8) {
		const uint8_t *p = pair.p;
		uint32_t at =
			p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;

		regs_text(&pair, o, name_print(at, o) ? value : unnamed);
		if (at == COMMAND)
			regs_text(&pair, o, command);
	}
	return true;
}
