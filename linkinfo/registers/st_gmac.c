/* Synopsys DesignWare gigabit MAC of STMicroelectronics (dwmac1000). */
#include "registers/drivers.h"

static const char text[] = "ST GMAC Registers\n"
			   "GMAC Registers\n"
			   "{*55@4 Reg{#0+1:d}  0x{w0:X8}\n}"
			   "\n"
			   "DMA Registers\n"
			   "{*23@4 Reg{#0+1:d}  0x{wdc:X8}\n}";

bool regs_st_gmac(const struct regs *r, struct obuf *o)
{
	return regs_text(r, o, text);
}
