/*
 * Intel 8255x Fast Ethernet, its System Control Block: 8255x Open Source Software Developer
 * Manual.
 */
#include "registers/drivers.h"

static const char text[] =
	"SCB Status Word (Lower Word)             0x{h0:X4}\n"
	"      RU Status:               {w0.2-5?Idle|Suspended|No Resources|Unknown State|Ready|"
	"Unknown State|Unknown State|Unknown State|Unknown State|Suspended with no more RBDs|No "
	"Resources due to no more RBDs|Unknown State|Ready with no RBDs present|Unknown State}\n"
	"      CU Status:              {w0.6-7? Idle| Suspended|Active| Unknown State}\n"
	"      ---- Interrupts Pending ----\n"
	"      Flow Control Pause:                {w0.8?no|yes}\n"
	"      Early Receive:                     {w0.9?no|yes}\n"
	"      Software Generated Interrupt:      {w0.10?no|yes}\n"
	"      MDI Done:                          {w0.11?no|yes}\n"
	"      RU Not In Ready State:             {w0.12?no|yes}\n"
	"      CU Not in Active State:            {w0.13?no|yes}\n"
	"      RU Received Frame:                 {w0.14?no|yes}\n"
	"      CU Completed Command:              {w0.15?no|yes}\n"
	"SCB Command Word (Upper Word)            0x{h2:X4}\n"
	"      RU Command:              {w0.16-18?No Command|RU Start|RU Resume|Unknown|RU Abort|"
	"Unknown|Load RU Base|Unknown}\n"
	"      CU Command:              {w0.20-23?No Command|CU Start|CU Resume|Unknown|Load Dump "
	"Counters Address|Dump Counters|Load CU Base|Dump & Reset Counters|Unknown}\n"
	"      Software Generated Interrupt:      {w0.25?no|yes}\n"
	"      ---- Interrupts Masked ----\n"
	"      ALL Interrupts:                    {w0.24?no|yes}\n"
	"      Flow Control Pause:                {w0.26?no|yes}\n"
	"      Early Receive:                     {w0.27?no|yes}\n"
	"      RU Not In Ready State:             {w0.28?no|yes}\n"
	"      CU Not in Active State:            {w0.29?no|yes}\n"
	"      RU Received Frame:                 {w0.30?no|yes}\n"
	"      CU Completed Command:              {w0.31?no|yes}\n";

bool regs_e100(const struct regs *r, struct obuf *o)
{
	return r->version >> 24 == 1 && regs_text(r, o, text);
}
