/*
 * SysKonnect and Marvell Yukon gigabit Ethernet: skge's and sky2's registers, which have most of
 * their parts in common; the Yukon datasheets, "Control Register File".
 */
#include "registers/drivers.h"

/* Where parts of port 1 begin, and how far those of port 2 are behind them. */
#define RECEIVE 0x400
#define SYNC 0x600
#define ASYNC 0x680
#define RECEIVE_RAM 0x800
#define SYNC_RAM 0xa00
#define ASYNC_RAM 0xa80
#define SECOND 0x80
#define SECOND_TRANSMIT 0x100

static const char control[] =
	"\nPCI config\n"
	"----------\n"
	"{v?{*8@10 {#0+10:x2}:{*16@1  {b380:x2}}\n}|{*8@10 {#0+10:x2}:{*16@1  {b1c00:x2}}\n}}"
	"\nControl Registers\n"
	"-----------------\n"
	"Register Access Port             0x{b0:X2}\n"
	"LED Control/Status               0x{w4:X8}\n"
	"Interrupt Source                 0x{w8:X8}\n"
	"Interrupt Mask                   0x{wc:X8}\n"
	"Interrupt Hardware Error Source  0x{w10:X8}\n"
	"Interrupt Hardware Error Mask    0x{w14:X8}\n"
	"Interrupt Control                0x{w2c:X8}\n"
	"Interrupt Moderation Mask        0x{w14c:X8}\n"
	"Hardware Moderation Mask         0x{w150:X8}\n"
	"Moderation Timer\n"
	"\tInit 0x{w140:X8} Value 0x{w144:X8}\n"
	"\tTest 0x{b148:X2}       Control 0x{b149:X2}\n"
	"General Purpose  I/O             0x{w15c:X8}\n"
	"\nBus Management Unit\n"
	"-------------------\n"
	"CSR Receive Queue 1              0x{w60:X8}\n"
	"CSR Sync Queue 1                 0x{w68:X8}\n"
	"CSR Async Queue 1                0x{w6c:X8}\n";

static const char second_control[] = "CSR Receive Queue 2              0x{w64:X8}\n"
				     "CSR Async Queue 2                0x{w74:X8}\n"
				     "CSR Sync Queue 2                 0x{w70:X8}\n";

static const char type[] =
	"\nMAC Addresses\n"
	"---------------\n"
	"{*3@8 Addr {#1+1:d}           {*6@1  {b100:X2}}\n}"
	"\nConnector type               0x{b118:X2} ({b118:c})\n"
	"PMD type                     0x{b119:X2} ({b119:c})\n"
	"PHY type                     0x{b11d:X2}\n"
	"Chip Id                      0x{b11b:X2} "
	"{b11b=10?Genesis|{b11b.4-7=11?{b11b.0-3?Yukon|Yukon-Lite|Yukon-LP|Yukon-2 XL|"
	"Yukon-2 EC Ultra|Yukon Extreme|Yukon-2 EC|Yukon-2 FE|Yukon-2 FE Plus|Yukon Supreme|"
	"Yukon Ultra 2|(Unknown)|Yukon Optima|(Unknown)}|(Unknown)}} (rev {b11a.4-7:d})\n"
	"Ram Buffer                   0x{b11c:X2}\n";

/* v is the port. */
static const char gmac[] = "\nGMAC {v:d}\n"
			   "Status                       0x{h0:X4}\n"
			   "Control                      0x{h4:X4}\n"
			   "Transmit                     0x{h8:X4}\n"
			   "Receive                      0x{hc:X4}\n"
			   "Transmit flow control        0x{h10:X4}\n"
			   "Transmit parameter           0x{h14:X4}\n"
			   "Serial mode                  0x{h18:X4}\n"
			   "      Source address: {*3@4  {b1c:X2} {b1d:X2}}\n"
			   "    Physical address: {*3@4  {b28:X2} {b29:X2}}\n";

static const char skge_timers[] = "Timer\n"
				  "\tInit 0x{w130:X8} Value 0x{w134:X8}\n"
				  "\tTest 0x{b138:X2}       Control 0x{b139:X2}\n"
				  "Blink Source\n"
				  "\tInit 0x{w170:X8} Value 0x{w174:X8}\n"
				  "\tTest 0x{b178:X2}       Control 0x{b179:X2}\n";

static const char skge_poll[] = "Descriptor Poll\n"
				"\tInit 0x{we00:X8} Value 0x{we04:X8}\n"
				"\tTest 0x{be08:X2}       Control 0x{be09:X2}\n";

#define QUEUE_TITLE(name) "\n" name " Queue {v:d}{w0.1? (disabled)\n|\n---------------\n"
#define SKGE_QUEUE                                        \
	"Descriptor Address       0x{q20:X16}\n"          \
	"Address Counter          0x{q28:X16}\n"          \
	"Current Byte Counter             {w30:d}\n"      \
	"BMU Control/Status               0x{w34:X8}\n"   \
	"Flag & FIFO Address              0x{w38:X8}\n\n" \
	"Control                          0x{w0:X8}\n"    \
	"Next                             0x{w4:X8}\n"    \
	"Data                     0x{q8:X16}\n"           \
	"Status                           0x{w10:X8}\n"   \
	"Timestamp                        0x{w14:X8}\n"
#define SKGE_TRANSMIT SKGE_QUEUE "Csum Start 0x{h1a:X4} Pos {h1c:d4} Write {h1e:d}\n}"

static const char skge_receive[] =
	QUEUE_TITLE("Receive") SKGE_QUEUE "Csum1      Offset {h1a:d4} Position  {h1e:d}\n"
					  "Csum2      Offset {h18:d4} Position  {h1c:d}\n}";
static const char skge_sync[] = QUEUE_TITLE("Sync Transmit") SKGE_TRANSMIT;
static const char skge_async[] = QUEUE_TITLE("Async Transmit") SKGE_TRANSMIT;

#define SKY2_TITLE(name) "\n" name " Queue 1\n---------------\n"
#define SKY2_QUEUE                                      \
	"Buffer control                   0x{h0:X4}\n"  \
	"Byte Counter                     {h2:d}\n"     \
	"Descriptor Address               0x{q8:X16}\n" \
	"Status                           0x{w10:X8}\n" \
	"Timestamp                        0x{w14:X8}\n" \
	"BMU Control/Status               0x{w34:X8}\n" \
	"Done                             0x{h26:X4}\n" \
	"Request                          0x{q28:X16}\n"

static const char sky2_receive[] =
	SKY2_TITLE("Receive") SKY2_QUEUE "Csum1      Offset {h18:d4} Position  {h1c:d}\n"
					 "Csum2      Offset {h1a:d4} Position  {h1e:d}\n";
static const char sky2_async[] = SKY2_TITLE("Async Transmit") SKY2_QUEUE
	"Csum Start 0x{h18:X4} Pos {h1e:d4} Write {h1c:d}\n";

#define RAM_TITLE(name) "\n" name " RAMbuffer {v:d}{w28.1? (disabled)\n|\n---------------\n"
#define RAM_START                                       \
	"Start Address                    0x{w0:X8}\n"  \
	"End Address                      0x{w4:X8}\n"  \
	"Write Pointer                    0x{w8:X8}\n"  \
	"Read Pointer                     0x{wc:X8}\n"
#define RAM_END                                         \
	"Packet Counter                   0x{w20:X8}\n" \
	"Level                            0x{w24:X8}\n" \
	"Control                          0x{w28:X8}\n}"

static const char receive_ram[] =
	RAM_TITLE("Receive") RAM_START "Upper Threshold/Pause Packets    0x{w10:X8}\n"
				       "Lower Threshold/Pause Packets    0x{w14:X8}\n"
				       "Upper Threshold/High Priority    0x{w18:X8}\n"
				       "Lower Threshold/High Priority    0x{w1c:X8}\n" RAM_END;
static const char sync_ram[] = RAM_TITLE("Sync Transmit") RAM_START RAM_END;
static const char async_ram[] = RAM_TITLE("Async Transmit") RAM_START RAM_END;

#define SKGE_FIFO                                       \
	" MAC FIFO {v:d}\n"                             \
	"---------------\n"                             \
	"End Address                      0x{w0:X8}\n"  \
	"Write Pointer                    0x{w4:X8}\n"  \
	"Read Pointer                     0x{w8:X8}\n"  \
	"Packet Counter                   0x{wc:X8}\n"  \
	"Level                            0x{w10:X8}\n" \
	"Control                          0x{w14:X8}\n" \
	"Control/Test                     0x{w18:X8}\n" \
	"LED\n"                                         \
	"\tInit 0x{w20:X8} Value 0x{w24:X8}\n"          \
	"\tTest 0x{b28:X2}       Control 0x{b29:X2}\n"

static const char skge_receive_fifo[] = "\nReceive" SKGE_FIFO;
static const char skge_transmit_fifo[] = "\nTransmit" SKGE_FIFO;

static const char sky2_status[] = "\nStatus Prefetch\n"
				  "Control               0x{we80:X8}\n"
				  "Last Index            {we84:d}\n"
				  "Start Address         0x{qe88:x16}\n"
				  "TX1 report            {we90:d}\n"
				  "TX2 report            {we94:d}\n"
				  "TX threshold          {we98:d}\n"
				  "Put Index             {we9c:d}\n";

#define PREFETCH                               \
	" {v:d} Prefetch\n"                    \
	"Control               0x{w50:X8}\n"   \
	"Last Index            {w54:d}\n"      \
	"Start Address         0x{q58:x16}\n"  \
	"Get Index             {w60:d}\n"      \
	"Put Index             {w64:d}\n"

static const char receive_prefetch[] = "\nReceive" PREFETCH;
static const char transmit_prefetch[] = "\nTransmit" PREFETCH;

static const char sky2_fifo[] = "\nStatus FIFO\n"
				"\tWrite Pointer            0x{bea0:X2}\n"
				"\tRead Pointer             0x{bea4:X2}\n"
				"\tLevel                    0x{bea8:X2}\n"
				"\tWatermark                0x{beac:X2}\n"
				"\tISR Watermark            0x{bead:X2}\n"
				"Status level\n"
				"\tInit 0x{web0:X8} Value 0x{web4:X8}\n"
				"\tTest 0x{beb8:X2}       Control 0x{beb9:X2}\n"
				"TX status\n"
				"\tInit 0x{wec0:X8} Value 0x{wec4:X8}\n"
				"\tTest 0x{bec8:X2}       Control 0x{bec9:X2}\n"
				"ISR\n"
				"\tInit 0x{wed0:X8} Value 0x{wed4:X8}\n"
				"\tTest 0x{bed8:X2}       Control 0x{bed9:X2}\n"
				"\nGMAC control             0x{wf00:X4}\n"
				"GPHY control             0x{wf04:X4}\n"
				"LINK control             0x{hf10:X2}\n";

#define SKY2_GMAC                                       \
	" GMAC {v:d}\n"                                 \
	"End Address                      0x{w0:X8}\n"  \
	"Almost Full Thresh               0x{w4:X8}\n"  \
	"Control/Test                     0x{w8:X8}\n"  \
	"FIFO Flush Mask                  0x{wc:X8}\n"  \
	"FIFO Flush Threshold             0x{w10:X8}\n" \
	"Truncation Threshold             0x{w14:X8}\n" \
	"Upper Pause Threshold            0x{w18:X8}\n" \
	"Lower Pause Threshold            0x{w1c:X8}\n" \
	"VLAN Tag                         0x{w20:X8}\n" \
	"FIFO Write Pointer               0x{w24:X8}\n" \
	"FIFO Write Level                 0x{w28:X8}\n" \
	"FIFO Read Pointer                0x{w2c:X8}\n" \
	"FIFO Read Level                  0x{w30:X8}\n"

static const char receive_gmac[] = "\nRx" SKY2_GMAC;
static const char transmit_gmac[] = "\nTx" SKY2_GMAC;

/* The text with a part's beginning as offset 0. */
static bool part(const struct regs *r, struct obuf *o, const char *text, size_t at, uint32_t port)
{
	struct regs of = *r;

	if (at > r->len)
		return false;
	of.p += at;
	of.len -= at;
	of.version = port;
	return regs_text(&of, o, text);
}

static bool rams(const struct regs *r, struct obuf *o, bool second)
{
	size_t far = second ? SECOND_TRANSMIT : 0;

	/* ethtool calls the last one 21 */
	return part(r, o, receive_ram, RECEIVE_RAM + (second ? SECOND : 0), second ? 2 : 1) &&
	       part(r, o, sync_ram, SYNC_RAM + far, second ? 2 : 1) &&
	       part(r, o, async_ram, ASYNC_RAM + far, second ? 21 : 1);
}

/* Port 1 of 1 or 2; or port 2. */
static bool skge_fifos(const struct regs *r, struct obuf *o, uint32_t port)
{
	size_t far = port > 1 ? SECOND : 0;

	return part(r, o, skge_receive_fifo, 0xc00 + far, port) &&
	       part(r, o, skge_transmit_fifo, 0xd00 + far, port);
}

static bool skge_second(const struct regs *r, struct obuf *o)
{
	return part(r, o, gmac, 0x3800, 2) && part(r, o, skge_receive, RECEIVE + SECOND, 2) &&
	       part(r, o, skge_async, ASYNC + SECOND_TRANSMIT, 2) &&
	       part(r, o, skge_sync, SYNC + SECOND_TRANSMIT, 2) && rams(r, o, true) &&
	       skge_fifos(r, o, 2);
}

bool regs_skge(const struct regs *r, struct obuf *o)
{
	bool two = r->len > 0x11a && !(r->p[0x11a] & 1);
	size_t len = o->len;

	if (part(r, o, control, 0, 0) && (!two || part(r, o, second_control, 0, 0)) &&
	    part(r, o, type, 0, 0) && part(r, o, gmac, 0x2800, 1) &&
	    part(r, o, skge_timers, 0, 0) && part(r, o, skge_receive, RECEIVE, 1) &&
	    part(r, o, skge_sync, SYNC, 1) && part(r, o, skge_async, ASYNC, 1) &&
	    rams(r, o, false) && skge_fifos(r, o, 1) && (!two || skge_second(r, o)) &&
	    part(r, o, skge_poll, 0, 0))
		return true;
	o->len = len;
	return false;
}

static bool prefetches(const struct regs *r, struct obuf *o, bool two)
{
	return part(r, o, sky2_status, 0, 0) && part(r, o, receive_prefetch, RECEIVE, 1) &&
	       part(r, o, transmit_prefetch, ASYNC, 1) &&
	       (!two || (part(r, o, receive_prefetch, RECEIVE + SECOND, 2) &&
			 part(r, o, transmit_prefetch, ASYNC + SECOND_TRANSMIT, 2)));
}

static bool gmacs(const struct regs *r, struct obuf *o, uint32_t port)
{
	size_t far = port > 1 ? SECOND : 0;

	return part(r, o, gmac, port > 1 ? 0x3800 : 0x2800, port) &&
	       part(r, o, receive_gmac, 0xc40 + far, port) &&
	       part(r, o, transmit_gmac, 0xd40 + far, port);
}

bool regs_sky2(const struct regs *r, struct obuf *o)
{
	bool two = r->len > 0x11e && r->p[0x11e] & 2;
	size_t len = o->len;

	if (part(r, o, control, 0, 1) && (!two || part(r, o, second_control, 0, 0)) &&
	    part(r, o, type, 0, 0) && prefetches(r, o, two) && part(r, o, sky2_fifo, 0, 0) &&
	    gmacs(r, o, 1) && part(r, o, sky2_receive, RECEIVE, 1) &&
	    part(r, o, skge_sync, SYNC, 1) && part(r, o, sky2_async, ASYNC, 1) &&
	    rams(r, o, false) && (!two || (rams(r, o, true) && gmacs(r, o, 2))))
		return true;
	o->len = len;
	return false;
}
