/*
 * EMAC of IBM's and AMCC's PowerPC 4xx: what dumps the parts of its Ethernet say one behind the
 * other: MAL (memory access), EMAC itself, and bridges and the TCP/IP helper (TAH) where there are.
 */
#include "registers/drivers.h"

/* Where parts begin; those behind EMAC follow each other. */
#define SEND_COUNT 0xc
#define RECEIVE_COUNT 0x10
#define SEND_POINTERS 0x40
#define RECEIVE_POINTERS 0xc0
#define RECEIVE_SIZES 0x140
#define EMAC 0x1c0
#define REST 0x28c

#define CHANNELS 32		/* that the dump has room for */

#define LINE "-----------------\n"

static const char mal[] =
	"MAL{w8:i} Registers\n" LINE "CFG = 0x{w14:x8} ESR = 0x{w18:x8} IER = 0x{w1c:x8}\n"
	"TX|CASR = 0x{w20:x8} CARR = 0x{w24:x8} EOBISR = 0x{w28:x8} DEIR = 0x{w2c:x8}\n"
	"RX|CASR = 0x{w30:x8} CARR = 0x{w34:x8} EOBISR = 0x{w38:x8} DEIR = 0x{w3c:x8}\n";

#define EMAC_START                                                                           \
	"EMAC{w4:i} Registers\n" LINE "MR0   = 0x{w8:x8} MR1  = 0x{wc:x8} RMR = 0x{w18:x8}\n"      \
	"ISR   = 0x{w1c:x8} ISER = 0x{w20:x8}\n"                                             \
	"TMR0  = 0x{w10:x8} TMR1 = 0x{w14:x8}\n"                                             \
	"TRTR  = 0x{w68:x8} RWMR = 0x{w6c:x8}\n"                                             \
	"IAR   = {w24:x4}{w28:x8}\n"                                                         \
	"LSA   = {w58:x4}{w5c:x8}\n"                                                         \
	"VTPID = 0x{w2c:x4} VTCI = 0x{w30:x4}\n"                                             \
	"IPGVR = 0x{w60:x4} STACR = 0x{w64:x8}\n"                                            \
	"OCTX  = 0x{w70:x8} OCRX = 0x{w74:x8}\n"
#define HASHES                                                                               \
	"IAHT  = 0x{w38:x4} 0x{w3c:x4} 0x{w40:x4} 0x{w44:x4}\n"                              \
	"GAHT  = 0x{w48:x4} 0x{w4c:x4} 0x{w50:x4} 0x{w54:x4}\n"

/* By the version of its layout. */
static const char emac_3[] = EMAC_START HASHES;
static const char emac_4[] = EMAC_START HASHES " IPCR = 0x{w78:x8}\n\n";
static const char emac_5[] = EMAC_START "MAHR  = 0x{w38:x8} MALR  = 0x{w3c:x8} MMAHR = 0x{w40:x8}\n"
					"MMALR  = 0x{w44:x8} REVID  = 0x{w7c:x8}\n"
					"IAHT  = 0x{w88:x4} 0x{w8c:x4} 0x{w90:x4} 0x{w94:x4}\n"
					"        0x{w98:x4} 0x{w9c:x4} 0x{wa0:x4} 0x{wa4:x4}\n"
					"GAHT  = 0x{wa8:x4} 0x{wac:x4} 0x{wb0:x4} 0x{wb4:x4}\n"
					"        0x{wb8:x4} 0x{wbc:x4} 0x{wc0:x4} 0x{wc4:x4}\n\n";
static const char emac_other[] = "This driver version doesn't support information\n"
				 " output for EMAC area, please update it or use older\n"
				 " ethtool version\n";

static const struct rest {
	size_t len;
	const char *text;
} rests[] = {
	{ 0x14, "ZMII{w4:i} Registers\n" LINE "FER    = {w8:x8} SSR = {wc:x8}\n"
		"SMIISR = {w10:x8}\n\n" },
	{ 0x10, "RGMII{w4:i} Registers\n" LINE "FER    = {w8:x8} SSR = {wc:x8}\n\n" },
	{ 0x38, "TAH{w4:i} Registers\n" LINE "REVID = {w8:x8} MR = {w18:x8} TSR = {w34:x8}\n"
		"SSR0  = {w1c:x8} SSR1 = {w20:x8} SSR2 = {w24:x8}\n"
		"SSR3  = {w28:x8} SSR4 = {w2c:x8} SSR5 = {w30:x8}\n\n" },
};

static uint32_t word(const struct regs *r, size_t at)
{
	uint32_t v = 0;

	for (size_t i = 4; i-- > 0;)
		v = v << 8 | r->p[at + i];
	return v;
}

/* The text with a part's beginning as offset 0. */
static bool part(const struct regs *r, struct obuf *o, const char *text, size_t at)
{
	struct regs of = *r;

	if (at > r->len)
		return false;
	of.p += at;
	of.len -= at;
	return regs_text(&of, o, text);
}

static void pointers(const struct regs *r, struct obuf *o, const char *title, size_t n, size_t at)
{
	ob_str(o, title);
	for (size_t i = 0; i < n; i++) {
		ob_num(o, i && i % 4 == 0 ? "\n   CTP" : "CTP", i, " = 0x");
		ob_hex(o, word(r, at + 4 * i), 8);
		ob_c(o, ' ');
	}
	ob_c(o, '\n');
}

/* The sizes of buffers are told in units of 16 bytes. */
static void sizes(const struct regs *r, struct obuf *o, size_t n)
{
	ob_str(o, "   ");
	for (size_t i = 0; i < n; i++) {
		uint32_t v = word(r, RECEIVE_SIZES + 4 * i);

		ob_num(o, i && i % 3 == 0 ? "\n   RCBS" : "RCBS", i, " = 0x");
		ob_hex(o, v, 8);
		ob_str(o, " (");
		ob_i(o, (int32_t)(v << 4));
		ob_str(o, ") ");
	}
	ob_c(o, '\n');
}

static bool emac(const struct regs *r, struct obuf *o)
{
	const char *const texts[] = { emac_3, emac_4, emac_5 };
	uint32_t version = word(r, EMAC);

	ob_c(o, '\n');
	return part(r, o, version >= 3 && version <= 5 ? texts[version - 3] : emac_other, EMAC);
}

bool regs_ibm_emac(const struct regs *r, struct obuf *o)
{
	uint32_t has, sends, receives;
	size_t len = o->len, at = REST;

	if (r->len < EMAC + 4)
		return false;
	has = word(r, 0);
	sends = word(r, SEND_COUNT);
	receives = word(r, RECEIVE_COUNT);
	if (sends > CHANNELS || receives > CHANNELS || !regs_text(r, o, mal))
		return false;
	pointers(r, o, "TX|", sends, SEND_POINTERS);
	pointers(r, o, "RX|", receives, RECEIVE_POINTERS);
	sizes(r, o, receives);
	if (!emac(r, o))
		goto bad;
	for (size_t i = 0; i < sizeof(rests) / sizeof(*rests); i++) {
		if (!(has >> i & 1))
			continue;
		if (!part(r, o, rests[i].text, at))
			goto bad;
		at += rests[i].len;
	}
	return true;
bad:
	o->len = len;
	return false;
}
