/* Broadcom Tigon3 gigabit Ethernet: the registers that are not zero. */
#include "registers/drivers.h"

bool regs_tg3(const struct regs *r, struct obuf *o)
{
	return r->len % 4 == 0 && regs_text(r, o,
					    "Offset\tValue\n------\t----------\n"
					    "{*~0@4 {w0?|0x{#0+4:x4}\t0x{w0:x8}\n}}\n");
}
