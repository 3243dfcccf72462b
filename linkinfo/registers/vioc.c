/* Fabric7 VIOC: pairs of a register's number and its value. */
#include "registers/drivers.h"

bool regs_vioc(const struct regs *r, struct obuf *o)
{
	return r->len % 8 == 0 && regs_text(r, o,
					    "ethtool_regs\n"
					    "cmd                  = 0004\n"
					    "version              = {v:x4}\n"
					    "{*~0@8 {w0:x8} = {w4:x8}\n}");
}
