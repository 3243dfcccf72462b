/*
 * RealTek 8139 Fast Ethernet, 8169 and 8168 gigabit Ethernet; the RTL8139C(L)+ and RTL8169
 * datasheets. The chip is told by its transmit configuration register.
 */
#include "registers/drivers.h"

#define TX_CONFIG 0x40

/* Bits of what the text calls v. */
enum {
	GIGABIT = 1 << 0,	/* 8169 and later; else 8139 and kin */
	TBI = 1 << 1,		/* ten-bit interface, and events of functions */
	C_PLUS = 1 << 2,	/* descriptors in memory as the 8169 has them */
	PHY = 1 << 3,
	WAKE = 1 << 4,
	CONFIG4 = 1 << 5,
	FLASH = 1 << 6,
	CONFIG5 = 1 << 7,
	MII = 1 << 8,
};

struct chip {
	uint32_t mask, value;	/* of the transmit configuration */
	char name[20];
	uint32_t has;
};

static const struct chip chips[] = {
	{ 0xfcc00000, 0x40000000, "8139", 0 },
	{ 0xfcc00000, 0x60000000, "8139-K", PHY },
	{ 0xfcc00000, 0x70000000, "8139A", PHY | WAKE },
	{ 0xfcc00000, 0x70800000, "8139A-G", PHY | WAKE },
	{ 0xfcc00000, 0x78000000, "8139B", PHY | WAKE | CONFIG4 | FLASH | CONFIG5 },
	{ 0xfcc00000, 0x7c000000, "8130", PHY | WAKE | CONFIG4 | FLASH | MII },
	{ 0xfcc00000, 0x74000000, "8139C", PHY | WAKE | CONFIG4 | FLASH | CONFIG5 },
	{ 0xfcc00000, 0x78800000, "8100", PHY | WAKE | CONFIG4 | CONFIG5 },
	{ 0xfcc00000, 0x74400000, "8100B/8139D", PHY | WAKE | CONFIG4 | CONFIG5 },
	{ 0xfcc00000, 0x74c00000, "8101", PHY | WAKE | CONFIG4 | CONFIG5 },
	{ 0xfcc00000, 0x74800000, "8139C+", PHY | WAKE | CONFIG4 | FLASH | CONFIG5 | C_PLUS },
	{ 0xfc800000, 0x00000000, "8169", GIGABIT | TBI },
	{ 0xfc800000, 0x00800000, "8169s", GIGABIT | TBI },
	{ 0xfc800000, 0x04000000, "8110s", GIGABIT | TBI },
	{ 0xfc800000, 0x10000000, "8169sb/8110sb", GIGABIT | TBI },
	{ 0x7c800000, 0x18000000, "8169sc/8110sc", GIGABIT | TBI },
	{ 0x74800000, 0x30000000, "8168b/8111b", GIGABIT },
	{ 0xf4800000, 0x30800000, "8100e", GIGABIT },
	{ 0x7cf00000, 0x34300000, "8101e", GIGABIT | TBI },
	{ 0x7c800000, 0x34000000, "8101e", GIGABIT },
	{ 0x7c800000, 0x3c000000, "8168c/8111c", GIGABIT | TBI },
	{ 0x7c800000, 0x3c800000, "8168cp/8111cp", GIGABIT | TBI },
	{ 0x7c800000, 0x28000000, "8168d/8111d", GIGABIT | TBI },
	{ 0x7cd00000, 0x28800000, "8168dp/8111dp", GIGABIT | TBI },
	{ 0x7ce00000, 0x28a00000, "8168dp/8111dp", GIGABIT | TBI },
	{ 0x7c800000, 0x2c000000, "8168e/8111e", GIGABIT | TBI },
	{ 0x7c800000, 0x2c800000, "8168evl/8111evl", GIGABIT | TBI },
	{ 0x7ce00000, 0x48000000, "8168f/8111f", GIGABIT | TBI },
	{ 0x7ce00000, 0x4c000000, "8168g/8111g", GIGABIT | TBI },
	{ 0x7cf00000, 0x50900000, "8168g/8111g", GIGABIT | TBI },
	{ 0x7c800000, 0x48800000, "8411", GIGABIT | TBI },
	{ 0x7cf00000, 0x5c800000, "8411", GIGABIT | TBI },
	{ 0x6c800000, 0x24800000, "8102e", GIGABIT | TBI },
	{ 0x7c800000, 0x40800000, "8105e", GIGABIT | TBI },
	{ 0x7c800000, 0x44000000, "8402", GIGABIT | TBI },
	{ 0x7c800000, 0x44800000, "8106e", GIGABIT | TBI },
};

static const char text[] =
	"--------------------------------------------------------\n"
	"0x00: MAC Address                      {b0:x2}:{b1:x2}:{b2:x2}:{b3:x2}:{b4:x2}:{b5:x2}\n"
	"0x08: Multicast Address Filter     0x{w8:x8} 0x{wc:x8}\n"
	"{v.0,v.2?{*4@4 0x{#10+4:X2}: Transmit Status Desc {#0+1:d}                  0x{w10:x8}\n"
	"}{*4@4 0x{#20+4:X2}: Transmit Start Addr  {#0+1:d}                  0x{w20:x8}\n"
	"}|0x10: Dump Tally Counter Command   0x{w10:x8} 0x{w14:x8}\n"
	"0x20: Tx Normal Priority Ring Addr 0x{w20:x8} 0x{w24:x8}\n"
	"0x28: Tx High Priority Ring Addr   0x{w28:x8} 0x{w2c:x8}\n}"
	"{v.0?0x30: Rx buffer addr (C mode)                 0x{w30:x8}\n"
	"|{v.1?|0x30: Flash memory read/write                 0x{w30:x8}\n}}"
	"0x34: Early Rx Byte Count                          {h34:d5}\n"
	"0x36: Early Rx Status                               0x{b36:x2}\n"
	"{b36.0-3?|      {b36.3?|ERxGood }{b36.2?|ERxBad }{b36.1?|ERxOverWrite }{b36.0?|ERxOK }\n}"
	"0x37: Command                                       0x{b37:x2}\n"
	"      Rx {b37.3?off|on}, Tx {b37.2?off|on}{b37.4?|, RESET}\n"
	"{v.0?0x38: Current Address of Packet Read (C mode)     0x{h38:x4}\n"
	"0x3A: Current Rx buffer address (C mode)          0x{h3a:x4}\n"
	"|}"
	"0x3C: Interrupt Mask                              0x{h3c:x4}\n"
	"      {w3c.15?|SERR }{w3c.14?|TimeOut }{w3c.8?|SWInt }{w3c.7?|TxNoBuf }{w3c.6?|RxFIFO "
	"}{w3c.5?|LinkChg }{w3c.4?|RxNoBuf }{w3c.3?|TxErr }{w3c.2?|TxOK }{w3c.1?|RxErr }{w3c.0?|"
	"RxOK }\n"
	"0x3E: Interrupt Status                            0x{h3e:x4}\n"
	"      {w3c.31?|SERR }{w3c.30?|TimeOut }{w3c.24?|SWInt }{w3c.23?|TxNoBuf }{w3c.22?|RxFIFO "
	"}{w3c.21?|LinkChg }{w3c.20?|RxNoBuf }{w3c.19?|TxErr }{w3c.18?|TxOK }{w3c.17?|RxErr "
	"}{w3c.16?|RxOK }\n"
	"0x40: Tx Configuration                        0x{w40:x8}\n"
	"0x44: Rx Configuration                        0x{w44:x8}\n"
	"0x48: Timer count                             0x{w48:x8}\n"
	"0x4C: Missed packet counter                     0x{w4c.0-23:x6}\n"
	"0x50: EEPROM Command                                0x{b50:x2}\n"
	"0x51: Config 0                                      0x{b51:x2}\n"
	"0x52: Config 1                                      0x{b52:x2}\n"
	"{v.0?{v.4?|0x54: Timer interrupt                         0x{w54:x8}\n"
	"}0x58: Media status                                  0x{b58:x2}\n"
	"{v.4?|0x59: Config 3                                      0x{b59:x2}\n"
	"}{v.5?|0x5A: Config 4                                      0x{b5a:x2}\n"
	"}|{*4@1 0x{#53+1:x2}: Config {#2+1:d}                                      0x{b53:x2}\n"
	"}0x58: Timer interrupt                         0x{w58:x8}\n}"
	"0x5C: Multiple Interrupt Select                   0x{h5c:x4}\n"
	"{v.0?0x5E: PCI revision id                               0x{b5e:x2}\n"
	"0x60: Transmit Status of All Desc (C mode)        0x{h60:x4}\n"
	"0x62: MII Basic Mode Control Register             0x{h62:x4}\n"
	"0x64: MII Basic Mode Status Register              0x{h64:x4}\n"
	"0x66: MII Autonegotiation Advertising             0x{h66:x4}\n"
	"0x68: MII Link Partner Ability                    0x{h68:x4}\n"
	"0x6A: MII Expansion                               0x{h6a:x4}\n"
	"0x6C: MII Disconnect counter                      0x{h6c:x4}\n"
	"0x6E: MII False carrier sense counter             0x{h6e:x4}\n"
	"0x70: MII Nway test                               0x{h70:x4}\n"
	"0x72: MII RX_ER counter                           0x{h72:x4}\n"
	"0x74: MII CS configuration                        0x{h74:x4}\n"
	"{v.3?|0x78: PHY parameter 1                         0x{w78:x8}\n"
	"0x7C: Twister parameter                       0x{w7c:x8}\n"
	"}{v.4?|0x80: PHY parameter 2                               0x{b80:x2}\n"
	"{v.2?|0x82: Low addr of a Tx Desc w/ Tx DMA OK          0x{h82:x4}\n"
	"}{v.8?|0x82: MII register                                  0x{b82:x2}\n"
	"}{*8@1 0x{#84+1:X2}: PM CRC for wakeup frame {#0+1:d}                     0x{b84:x2}\n"
	"}{*8@8 0x{#8c+8:X2}: PM wakeup frame {#0+1:d}            0x{w8c:x8} 0x{w90:x8}\n"
	"}{*8@1 0x{#cc+1:X2}: PM LSB CRC for wakeup frame {#0+1:d}                 0x{bcc:x2}\n"
	"}}{v.6?|0xD4: Flash memory read/write                 0x{wd4:x8}\n"
	"}{v.7?|0xD8: Config 5                                      0x{bd8:x2}\n"
	"}|0x60: PHY access                              0x{w60:x8}\n"
	"{v.1?|0x64: TBI control and status                  0x{w64:x8}\n"
	"0x68: TBI Autonegotiation advertisement (ANAR)    0x{h68:x4}\n"
	"0x6A: TBI Link partner ability (LPAR)             0x{h6a:x4}\n"
	"}0x6C: PHY status                                    0x{b6c:x2}\n"
	"0x84: PM wakeup frame 0            0x{w84:x8} 0x{w88:x8}\n"
	"0x8C: PM wakeup frame 1            0x{w8c:x8} 0x{w90:x8}\n"
	"{*3@10 0x{#94+10:X2}: PM wakeup frame {#2+1:d} (low)      0x{w94:x8} 0x{w98:x8}\n"
	"0x{#9c+10:X2}: PM wakeup frame {#2+1:d} (high)     0x{w9c:x8} 0x{wa0:x8}\n"
	"}{*5@2 0x{#c4+2:X2}: Wakeup frame {#0+1:d} CRC                          0x{hc4:x4}\n"
	"}0xDA: RX packet maximum size                      0x{hda:x4}\n}"
	"{v.0,v.2?|0xE0: C+ Command                                  0x{he0:x4}\n"
	"{we0.9?|      Big-endian mode\n"
	"}{we0.8?|      Home LAN enable\n"
	"}{we0.6?|      VLAN de-tagging\n"
	"}{we0.5?|      RX checksumming\n"
	"}{we0.4?|      PCI 64-bit DAC\n"
	"}{we0.3?|      PCI Multiple RW\n"
	"}0xE2: Interrupt Mitigation                        0x{he2:x4}\n"
	"      TxTimer:       {we0.28-31:d}\n"
	"      TxPackets:     {we0.24-27:d}\n"
	"      RxTimer:       {we0.20-23:d}\n"
	"      RxPackets:     {we0.16-19:d}\n"
	"0xE4: Rx Ring Addr                 0x{we4:x8} 0x{we8:x8}\n"
	"0xEC: Early Tx threshold                            0x{bec:x2}\n}"
	"{v.1?|0xF0: Func Event                              0x{wf0:x8}\n"
	"0xF4: Func Event Mask                         0x{wf4:x8}\n"
	"0xF8: Func Preset State                       0x{wf8:x8}\n"
	"0xFC: Func Force Event                        0x{wfc:x8}\n}"
	"{v.2?|0xFC: External MII register                   0x{wfc:x8}\n}";

static const struct chip *chip_of(const struct regs *r)
{
	uint32_t tx = (uint32_t)r->p[TX_CONFIG + 3] << 24 | (uint32_t)r->p[TX_CONFIG + 2] << 16;

	for (size_t i = 0; i < sizeof(chips) / sizeof(*chips); i++)
		if ((tx & chips[i].mask) == chips[i].value)
			return &chips[i];
	return NULL;
}

bool regs_r8169(const struct regs *r, struct obuf *o)
{
	const struct chip *chip;
	struct regs with = *r;

	if (r->len < TX_CONFIG + 4)
		return false;
	chip = chip_of(r);
	if (!chip) {
		if (r->err)
			regs_text(r, r->err, "Unknown RealTek chip (TxConfig: 0x{w40:x8})");
		return false;
	}
	ob_str(o, "RealTek RTL");
	ob_str(o, chip->name);
	ob_str(o, " registers:\n");
	with.version = chip->has;
	return regs_text(&with, o, text);
}
