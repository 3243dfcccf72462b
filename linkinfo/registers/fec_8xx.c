/* Fast Ethernet Controller of the PowerPC MPC8xx; MPC866 user's manual. */
#include "registers/drivers.h"

static const char text[] = "Descriptor Registers\n"
			   "---------------------\n"
			   "0x0000: addr_low         0x{w0:x8}\n"
			   "0x0004: addr_high        0x{w4:x8}\n"
			   "0x0008: hash_table_high  0x{w8:x8}\n"
			   "0x000c: hash_table_low   0x{wc:x8}\n"
			   "0x0010: r_des_start      0x{w10:x8}\n"
			   "0x0014: x_des_start      0x{w14:x8}\n"
			   "0x0018: r_buff_size      0x{w18:x8}\n"
			   "0x0040: ecntrl           0x{w40:x8}\n"
			   "0x0044: ievent           0x{w44:x8}\n"
			   "0x0048: imask            0x{w48:x8}\n"
			   "0x004c: ivec             0x{w4c:x8}\n"
			   "0x0050: r_des_active     0x{w50:x8}\n"
			   "0x0054: x_des_active     0x{w54:x8}\n"
			   "0x0080: mii_data         0x{w80:x8}\n"
			   "0x0084: mii_speed        0x{w84:x8}\n"
			   "0x00cc: r_bound          0x{wcc:x8}\n"
			   "0x00d0: r_fstart         0x{wd0:x8}\n"
			   "0x00ec: x_fstart         0x{wec:x8}\n"
			   "0x0134: fun_code         0x{w134:x8}\n"
			   "0x0144: r_cntrl          0x{w144:x8}\n"
			   "0x0148: r_hash           0x{w148:x8}\n"
			   "0x0184: x_cntrl          0x{w184:x8}\n";

bool regs_fec_8xx(const struct regs *r, struct obuf *o)
{
	return regs_text(r, o, text);
}
