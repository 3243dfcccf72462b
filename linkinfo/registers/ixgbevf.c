/*
 * Virtual functions of Intel's 82599 and X540 10 gigabit Ethernet; the 82599 datasheet, "VF
 * Device Registers".
 */
#include "registers/drivers.h"

static const char text[] = "0x00000: VFCTRL      (VF Control Register) (Write Only) N/A\n"
			   "0x00008: VFSTATUS    (VF Status Register)               0x{w4:X8}\n"
			   "0x00010: VFLINKS     (VF Link Status Register)          0x{w8:X8}\n"
			   "0x03190: VFRXMEMWRAP (Rx Packet Buffer Flush Detect)    0x{wc:X8}\n"
			   "0x00048: VFFRTIMER   (VF Free Running Timer)            0x{w10:X8}\n"
			   "0x00100: VFEICR      (VF Extended Interrupt Cause)      0x{w14:X8}\n"
			   "0x00104: VFEICS      (VF Extended Interrupt Cause Set)  0x{w18:X8}\n"
			   "0x00108: VFEIMS      (VF Extended Interrupt Mask Set)   0x{w1c:X8}\n"
			   "0x0010C: VFEIMC      (VF Extended Interrupt Mask Clear) 0x{w20:X8}\n"
			   "0x00110: VFEIAC      (VF Extended Interrupt Auto Clear) 0x{w24:X8}\n"
			   "0x00114: VFEIAM      (VF Extended Interrupt Auto Mask)  0x{w28:X8}\n"
			   "0x00820: VFEITR(0)   (VF Extended Interrupt Throttle)   0x{w2c:X8}\n"
			   "0x00120: VFIVAR(0)   (VF Interrupt Vector Allocation)   0x{w30:X8}\n"
			   "0x00140: VFIVAR_MISC (VF Interrupt Vector Misc)         0x{w34:X8}\n"
			   "0x00104: VFPSRTYPE   (VF Replication Packet Split Type) 0x{w70:X8}\n"
			   "0x01000: VFRDBAL(0)  (VF Rx Desc. Base Addr Low 0)      0x{w38:X8}\n"
			   "0x01040: VFRDBAL(1)  (VF Rx Desc. Base Addr Low 1)      0x{w3c:X8}\n"
			   "0x01004: VFRDBAH(0)  (VF Rx Desc. Base Addr High 0)     0x{w40:X8}\n"
			   "0x01044: VFRDBAH(1)  (VF Rx Desc. Base Addr High 1)     0x{w44:X8}\n"
			   "0x01008: VFRDLEN(0)  (VF Rx Desc. Length 0)             0x{w48:X8}\n"
			   "0x01048: VFRDLEN(1)  (VF Rx Desc. Length 1)             0x{w4c:X8}\n"
			   "0x01010: VFRDH(0)    (VF Rx Desc. Head 0)               0x{w50:X8}\n"
			   "0x01050: VFRDH(1)    (VF Rx Desc. Head 1)               0x{w54:X8}\n"
			   "0x01018: VFRDT(0)    (VF Rx Desc. Tail 0)               0x{w58:X8}\n"
			   "0x01058: VFRDT(1)    (VF Rx Desc. Tail 1)               0x{w5c:X8}\n"
			   "0x01028: VFRDT(0)    (VF Rx Desc. Control 0),           0x{w60:X8}\n"
			   "0x01068: VFRDT(1)    (VF Rx Desc. Control 1),           0x{w64:X8}\n"
			   "0x01014: VFSRRCTL(0) (VF Split Rx Control 0)            0x{w68:X8}\n"
			   "0x01054: VFSRRCTL(1) (VF Split Rx Control 1)            0x{w6c:X8}\n"
			   "0x02000: VFTDBAL(0)  (VF Tx Desc. Base Addr Low 0)      0x{w74:X8}\n"
			   "0x02040: VFTDBAL(1)  (VF Tx Desc. Base Addr Low 1)      0x{w78:X8}\n"
			   "0x02004: VFTDBAH(0)  (VF Tx Desc. Base Addr High 0)     0x{w7c:X8}\n"
			   "0x02044: VFTDBAH(1)  (VF Tx Desc. Base Addr High 1)     0x{w80:X8}\n"
			   "0x02008: VFTDLEN(0)  (VF Tx Desc. Length 0)             0x{w84:X8}\n"
			   "0x02048: VFTDLEN(1)  (VF Tx Desc. Length 1)             0x{w88:X8}\n"
			   "0x02010: VFTDH(0)    (VF Tx Desc. Head 0)               0x{w8c:X8}\n"
			   "0x02050: VFTDH(1)    (VF Tx Desc. Head 1)               0x{w90:X8}\n"
			   "0x02018: VFTDT(0)    (VF Tx Desc. Tail 0)               0x{w94:X8}\n"
			   "0x02058: VFTDT(1)    (VF Tx Desc. Tail 1)               0x{w98:X8}\n"
			   "0x02028: VFTDT(0)    (VF Tx Desc. Control 0)            0x{w9c:X8}\n"
			   "0x02068: VFTDT(1)    (VF Tx Desc. Control 1)            0x{wa0:X8}\n"
			   "0x02038: VFTDWBAL(0) (VF Tx Desc. Write Back Addr Lo 0) 0x{wa4:X8}\n"
			   "0x02078: VFTDWBAL(1) (VF Tx Desc. Write Back Addr Lo 1) 0x{wa8:X8}\n"
			   "0x0203c: VFTDWBAH(0) (VF Tx Desc. Write Back Addr Hi 0) 0x{wac:X8}\n"
			   "0x0207c: VFTDWBAH(1) (VF Tx Desc. Write Back Addr Hi 1) 0x{wb0:X8}\n";

bool regs_ixgbevf(const struct regs *r, struct obuf *o)
{
	return r->version >> 24 != 0 && regs_text(r, o, text);
}
