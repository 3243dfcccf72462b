/* MAC 10/100 of STMicroelectronics (dwmac100). */
#include "registers/drivers.h"

static const char text[] = "ST MAC 10/100 Registers\n"
			   "control reg  0x{w0:X8}\n"
			   "addr HI 0x{w4:X8}\n"
			   "addr LO 0x{w8:X8}\n"
			   "multicast hash HI 0x{wc:X8}\n"
			   "multicast hash LO 0x{w10:X8}\n"
			   "MII addr 0x{w14:X8}\n"
			   "MII data {w18:X8}\n"
			   "flow control 0x{w1c:X8}\n"
			   "VLAN1 tag 0x{w20:X8}\n"
			   "VLAN2 tag 0x{w24:X8}\n"
			   "mac wakeup frame 0x{w28:X8}\n"
			   "mac wakeup crtl 0x{w2c:X8}\n"
			   "\n"
			   "DMA Registers\n"
			   "{*9@4 CSR{#0+1:d}  0x{w30:X8}\n}"
			   "DMA cur tx buf addr 0x{w54:X8}\n"
			   "DMA cur rx buf addr 0x{w58:X8}\n"
			   "\n";

bool regs_st_mac100(const struct regs *r, struct obuf *o)
{
	return regs_text(r, o, text);
}
