/* Fujitsu Extended Socket network device. */
#include "registers/drivers.h"

static const char text[] = "0x0000: OWNER_EPID    (Owner EPID)                       0x{w0:X8}\n"
			   "0x0004: MAX_EP        (Maximum EP)                       0x{w4:X8}\n"
			   "0x0010: DCTL          (Device Control)                   0x{w10:X8}\n"
			   "0x0020: CR            (Command request)                  0x{w20:X8}\n"
			   "0x0024: CS            (Command status)                   0x{w24:X8}\n"
			   "0x0028: SHSTSAL       (Share status address Low)         0x{w28:X8}\n"
			   "0x002C: SHSTSAH       (Share status address High)        0x{w2c:X8}\n"
			   "0x0034: REQBL         (Request Buffer length)            0x{w34:X8}\n"
			   "0x0038: REQBAL        (Request Buffer Address Low)       0x{w38:X8}\n"
			   "0x003C: REQBAH        (Request Buffer Address High)      0x{w3c:X8}\n"
			   "0x0044: RESPBL        (Response Buffer Length)           0x{w44:X8}\n"
			   "0x0048: RESPBAL       (Response Buffer Address Low)      0x{w48:X8}\n"
			   "0x004C: RESPBAH       (Response Buffer Address High)     0x{w4c:X8}\n"
			   "0x0080: IS            (Interrupt status)                 0x{w80:X8}\n"
			   "0x0084: IMS           (Interrupt mask set)               0x{w84:X8}\n"
			   "0x0088: IMC           (Interrupt mask clear)             0x{w88:X8}\n"
			   "0x008C: IG            (Interrupt generator)              0x{w8c:X8}\n"
			   "0x0090: ICTL          (Interrupt control)                0x{w90:X8}\n";

bool regs_fjes(const struct regs *r, struct obuf *o)
{
	return r->version == 1 && regs_text(r, o, text);
}
