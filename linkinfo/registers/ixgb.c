/* Intel 82597EX 10 gigabit Ethernet; its datasheet. */
#include "registers/drivers.h"

static const char text[] =
	"MAC Registers\n"
	"-------------\n"
	"0x00000: CTRL0 (Device control register) 0x{w0:X8}\n"
	"      Link reset:                        {w0.3?normal|reset}\n"
	"      VLAN mode:                         {w0.30?disabled|enabled}\n"
	"0x00010: STATUS (Device status register) 0x{w8:X8}\n"
	"      Link up:                           {w8.1?no link config|link config}\n"
	"      Bus type:                          {w8.13?PCI|PCI-X}\n"
	"      Bus speed:                         {w8.14-15?66MHz|100MHz|133MHz}\n"
	"      Bus width:                         {w8.12?32-bit|64-bit}\n"
	"0x00100: RCTL (Receive control register) 0x{w24:X8}\n"
	"      Receiver:                          {w24.1?disabled|enabled}\n"
	"      Store bad packets:                 {w24.2?disabled|enabled}\n"
	"      Unicast promiscuous:               {w24.3?disabled|enabled}\n"
	"      Multicast promiscuous:             {w24.4?disabled|enabled}\n"
	"      Descriptor minimum threshold size: {w24.8-9?1/2|1/4|1/8|reserved}\n"
	"      Broadcast accept mode:             {w24.15?ignore|accept}\n"
	"      VLAN filter:                       {w24.18?disabled|enabled}\n"
	"      Cononical form indicator:          {w24.19?disabled|enabled}\n"
	"      Receive buffer size:               {w24.16-17?2048|4096|8192|16384}\n"
	"0x00120: RDLEN (Receive desc length)     0x{w38:X8}\n"
	"0x00128: RDH   (Receive desc head)       0x{w3c:X8}\n"
	"0x00130: RDT   (Receive desc tail)       0x{w40:X8}\n"
	"0x00138: RDTR  (Receive delay timer)     0x{w44:X8}\n"
	"0x00600: TCTL (Transmit ctrl register)   0x{wd4:X8}\n"
	"      Transmitter:                       {wd4.1?disabled|enabled}\n"
	"0x00610: TDLEN (Transmit desc length)    0x{we0:X8}\n"
	"0x00618: TDH   (Transmit desc head)      0x{we4:X8}\n"
	"0x00620: TDT   (Transmit desc tail)      0x{we8:X8}\n"
	"0x00628: TIDV  (Transmit delay timer)    0x{wec:X8}\n";

bool regs_ixgb(const struct regs *r, struct obuf *o)
{
	return r->version >> 24 == 1 && regs_text(r, o, text);
}
