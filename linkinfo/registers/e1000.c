/*
 * Intel 8254x and 8257x gigabit Ethernet, PCI and PCI Express; the PCI/PCI-X Family of Gigabit
 * Ethernet Controllers Software Developer's Manual, and the PCIe GbE Controllers Open Source one.
 */
#include "registers/drivers.h"

/* Bits of what the text calls v. */
enum {
	FIRST = 1 << 0,		/* the 82542: less of everything */
	EXPRESS = 1 << 1,
};

/* The version holds the PCI device. */
#define I82542 0x1000

/* Devices on PCI Express, as far as they are told apart. */
static const uint16_t express[] = {
	0x1049, 0x104a, 0x104b, 0x104c, 0x104d, 0x105e, 0x105f, 0x1060,
	0x107d, 0x107e, 0x107f, 0x108b, 0x108c, 0x1096, 0x1098, 0x109a,
	0x10a4, 0x10a5, 0x10b9, 0x10ba, 0x10bb, 0x10bc, 0x10c4, 0x10c5,
};

static const char text[] =
	"MAC Registers\n"
	"-------------\n"
	"0x00000: CTRL (Device control register)  0x{w0:X8}\n"
	"      Endian mode (buffers):             {w0.1?little|big}\n"
	"      Link reset:                        {w0.3?normal|reset}\n"
	"      Set link up:                       {w0.6:d}\n"
	"      Invert Loss-Of-Signal:             {w0.7?no|yes}\n"
	"      Receive flow control:              {w0.27?disabled|enabled}\n"
	"      Transmit flow control:             {w0.28?disabled|enabled}\n"
	"      VLAN mode:                         {w0.30?disabled|enabled}\n"
	"{v.0?      Auto speed detect:                 {w0.5?disabled|enabled}\n"
	"      Speed select:                      {w0.8-9?10Mb/s|100Mb/s|1000Mb/s|not used}\n"
	"      Force speed:                       {w0.11?no|yes}\n"
	"      Force duplex:                      {w0.12?no|yes}\n"
	"|}"
	"0x00008: STATUS (Device status register) 0x{w4:X8}\n"
	"      Duplex:                            {w4.0?half|full}\n"
	"      Link up:                           {w4.1?no link config|link config}\n"
	"{v.0?      TBI mode:                          {w4.5?disabled|enabled}\n"
	"      Link speed:                        {w4.6-7?10Mb/s|100Mb/s|1000Mb/s|not used}\n"
	"{v.1?      Bus type:                          {w4.13?PCI|PCI-X}\n"
	"      Bus speed:                         {w4.13?{w4.11?33MHz|66MHz}|{w4.14-15?66MHz|"
	"100MHz|133MHz}}\n"
	"      Bus width:                         {w4.12?32-bit|64-bit}\n"
	"|      Bus type:                          PCI Express\n"
	"      Port number:                       {w4.2-3?0|1}\n"
	"}|}"
	"0x00100: RCTL (Receive control register) 0x{w8:X8}\n"
	"      Receiver:                          {w8.1?disabled|enabled}\n"
	"      Store bad packets:                 {w8.2?disabled|enabled}\n"
	"      Unicast promiscuous:               {w8.3?disabled|enabled}\n"
	"      Multicast promiscuous:             {w8.4?disabled|enabled}\n"
	"      Long packet:                       {w8.5?disabled|enabled}\n"
	"      Descriptor minimum threshold size: {w8.8-9?1/2|1/4|1/8|reserved}\n"
	"      Broadcast accept mode:             {w8.15?ignore|accept}\n"
	"      VLAN filter:                       {w8.18?disabled|enabled}\n"
	"      Canonical form indicator:          {w8.19?disabled|enabled}\n"
	"      Discard pause frames:              {w8.22?filtered|ignored}\n"
	"      Pass MAC control frames:           {w8.23?don't pass|pass}\n"
	"      Receive buffer size:               {v.0?{w8.16-17,w8.25?2048|1024|512|256|reserved|"
	"16384|8192|4096}|{w8.16-17?2048|1024|512|256}}\n"
	"0x02808: RDLEN (Receive desc length)     0x{wc:X8}\n"
	"0x02810: RDH   (Receive desc head)       0x{w10:X8}\n"
	"0x02818: RDT   (Receive desc tail)       0x{w14:X8}\n"
	"0x02820: RDTR  (Receive delay timer)     0x{w18:X8}\n"
	"0x00400: TCTL (Transmit ctrl register)   0x{w1c:X8}\n"
	"      Transmitter:                       {w1c.1?disabled|enabled}\n"
	"      Pad short packets:                 {w1c.3?disabled|enabled}\n"
	"      Software XOFF Transmission:        {w1c.22?disabled|enabled}\n"
	"{v.0?      Re-transmit on late collision:     {w1c.24?disabled|enabled}\n"
	"|}"
	"0x03808: TDLEN (Transmit desc length)    0x{w20:X8}\n"
	"0x03810: TDH   (Transmit desc head)      0x{w24:X8}\n"
	"0x03818: TDT   (Transmit desc tail)      0x{w28:X8}\n"
	"0x03820: TIDV  (Transmit delay timer)    0x{w2c:X8}\n"
	"PHY type:                                {w30?M88|IGP|IGP2|unknown}\n"
	"{w30=0?M88 PHY STATUS REGISTER:                 0x{w34:X8}\n"
	"      Jabber:                            {w34.0?no|yes}\n"
	"      Polarity:                          {w34.1?normal|reverse}\n"
	"      Downshifted:                       {w34.5?no|yes}\n"
	"      MDI/MDIX:                          {w34.6?MDI|MDIX}\n"
	"      Cable Length Estimate:             {w34.7-9?0-50 meters|50-80 meters|80-110 meters|"
	"110-140 meters|140+ meters|unknown meters}\n"
	"      Link State:                        {w34.10?Down|Up}\n"
	"      Speed & Duplex Resolved:           {w34.11?No|Yes}\n"
	"      Page Received:                     {w34.12?No|Yes}\n"
	"      Duplex:                            {w34.13?Half|Full}\n"
	"      Speed:                             {w34.14-15?10 mbps|100 mbps|1000 mbps|unknown "
	"mbps}\n"
	"M88 PHY CONTROL REGISTER:                0x{w44:X8}\n"
	"      Jabber function:                   {w44.0?enabled|disabled}\n"
	"      Auto-polarity:                     {w44.1?disabled|enabled}\n"
	"      SQE Test:                          {w44.2?disabled|enabled}\n"
	"      CLK125:                            {w44.4?enabled|disabled}\n"
	"      Auto-MDIX:                         {w44.5-6?force MDI|force MDIX|1000 auto, 10/100 "
	"MDI|auto}\n"
	"      Extended 10Base-T Distance:        {w44.7?disabled|enabled}\n"
	"      100Base-TX Interface:              {w44.8?MII|5-bit}\n"
	"      Scrambler:                         {w44.9?enabled|disabled}\n"
	"      Force Link Good:                   {w44.10?disabled|forced}\n"
	"      Assert CRS on Transmit:            {w44.11?disabled|enabled}\n"
	"|}";

bool regs_e1000(const struct regs *r, struct obuf *o)
{
	uint16_t device = (uint16_t)r->version;
	struct regs with = *r;

	if (r->version >> 24 != 1)
		return false;
	with.version = device == I82542 ? FIRST : 0;
	for (size_t i = 0; i < sizeof(express) / sizeof(*express); i++)
		if (express[i] == device)
			with.version = EXPRESS;
	return regs_text(&with, o, text);
}
