/* Atmel AT76C50x USB wireless: the version alone tells the hardware. */
#include "registers/drivers.h"

static const char text[] =
	"Hardware Version                    "
	"{v.0-2?503_ISL3861|503_ISL3863|        503|    503_ACC|        505|   505_2958|"
	"       505A|     505AMX}\n";

/* Bits 0 to 7 name it; there are eight of them. */
bool regs_at76c50x(const struct regs *r, struct obuf *o)
{
	return (r->version & 0xff) < 8 && regs_text(r, o, text);
}
