/* Broadcom NetXtreme-C and -E: registers that are not zero, then counters of PCI Express. */
#include "registers/drivers.h"

#define PXP 0x3110		/* bytes of registers */
#define COUNTERS 0x60		/* and of counters behind them */

static const char registers[] = "PXP Registers\n"
				"Offset\tValue\n"
				"------\t-------\n"
				"{*3140@4 {w0?|0x{#0+4:x4}\t0x{w0:x8}\n}}\n";

static const char counters[] = "PCIe statistics:\n"
			       "----------------\n"
			       "PL Signal integrity errors     : {q3110:d}\n"
			       "DL Signal integrity errors     : {q3118:d}\n"
			       "TLP Signal integrity errors    : {q3120:d}\n"
			       "Link integrity                 : {q3128:d}\n"
			       "TX TLP traffic rate            : {q3130:d}\n"
			       "RX TLP traffic rate            : {q3138:d}\n"
			       "TX DLLP traffic rate           : {q3140:d}\n"
			       "RX DLLP traffic rate           : {q3148:d}\n"
			       "Equalization Phase 0 time(ms)  : 0x{h3152:x1}\n"
			       "Equalization Phase 1 time(ms)  : 0x{h3150:x1}\n"
			       "Equalization Phase 2 time(ms)  : 0x{h3156:x1}\n"
			       "Equalization Phase 3 time(ms)  : 0x{h3154:x1}\n"
			       "{*4@4 PHY LTSSM Histogram {#0+1:d}          : 0x{w3158:x1}\n}"
			       "{*2@4 Recovery Histogram {#0+1:d}           : 0x{w3168:x1}\n}";

bool regs_bnxt_en(const struct regs *r, struct obuf *o)
{
	if (r->len < PXP) {
		ob_str(o, "Length too short, expected at least 0x3110\n");
		return false;
	}
	if (!regs_text(r, o, registers))
		return false;
	if (!r->version)
		return true;
	if (r->len < PXP + COUNTERS) {
		ob_str(o, "Length is too short, expected 0x3170\n");
		return false;
	}
	return regs_text(r, o, counters);
}
