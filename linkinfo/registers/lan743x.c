/* Microchip LAN7430 and LAN7431 gigabit Ethernet; their datasheet. */
#include "registers/drivers.h"

static const char text[] = "LAN743x Registers:\n"
			   "------------------\n"
			   "CHIP_ID_REV  = 0x{w4:X8}\n"
			   "FPGA_REV     = 0x{w8:X8}\n"
			   "STRAP_READ   = 0x{wc:X8}\n"
			   "INT_STS      = 0x{w10:X8}\n"
			   "HW_CFG       = 0x{w14:X8}\n"
			   "PMT_CTRL     = 0x{w18:X8}\n"
			   "E2P_CMD      = 0x{w1c:X8}\n"
			   "E2P_DATA     = 0x{w20:X8}\n"
			   "\n"
			   "MAC Registers:\n"
			   "--------------\n"
			   "MAC_CR       = 0x{w24:X8}\n"
			   "MAC_RX       = 0x{w28:X8}\n"
			   "MAC_TX       = 0x{w2c:X8}\n"
			   "FLOW         = 0x{w30:X8}\n"
			   "MII_ACC      = 0x{w34:X8}\n"
			   "MII_DATA     = 0x{w38:X8}\n"
			   "WUCSR        = 0x{w40:X8}\n"
			   "WK_SRC       = 0x{w44:X8}\n"
			   "EEE_TX_LPI_REQ_DLY = 0x{w3c:X8}\n"
			   "\n";

bool regs_lan743x(const struct regs *r, struct obuf *o)
{
	return regs_text(r, o, text);
}
