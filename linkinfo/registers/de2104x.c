/* DEC 21040 and 21041 Ethernet (tulip); their hardware reference manuals. */
#include "registers/drivers.h"

/* What the two have in common, in order. */
#define BUS_MODE_TO_STATUS \
	"      {w0.17-18?No transmit automatic polling|Transmit automatic polling every 200 " \
	"seconds|Transmit automatic polling every 800 seconds|Transmit automatic polling every " \
	"1.6 milliseconds}\n" \
	"      {w0.16?Standard address space|Diagnostic address space}\n" \
	"      Cache alignment: {w0.14-15?not used|8-longword boundary alignment|16-longword " \
	"boundary alignment|32-longword boundary alignment}\n" \
	"      Programmable burst length {w0.8-13?unlimited|1 longwords|2 longwords|3 longwords|4" \
	" longwords|5 longwords|6 longwords|7 longwords|8 longwords|9 longwords|10 longwords|11 " \
	"longwords|12 longwords|13 longwords|14 longwords|15 longwords|16 longwords|17 longwords|" \
	"18 longwords|19 longwords|20 longwords|21 longwords|22 longwords|23 longwords|24 " \
	"longwords|25 longwords|26 longwords|27 longwords|28 longwords|29 longwords|30 longwords|" \
	"31 longwords|32 longwords|33 longwords|34 longwords|35 longwords|36 longwords|37 " \
	"longwords|38 longwords|39 longwords|40 longwords|41 longwords|42 longwords|43 longwords|" \
	"44 longwords|45 longwords|46 longwords|47 longwords|48 longwords|49 longwords|50 " \
	"longwords|51 longwords|52 longwords|53 longwords|54 longwords|55 longwords|56 longwords|" \
	"57 longwords|58 longwords|59 longwords|60 longwords|61 longwords|62 longwords|63 " \
	"longwords}\n" \
	"      {w0.7?Little endian data buffers|Big endian data buffers}\n" \
	"      Descriptor skip length {w0.2-6:d} longwords\n" \
	"      {w0.1?RX-has-priority bus arbitration scheme|Round-robin bus arbitration scheme}\n" \
	"{w0.0?|      Software reset asserted\n}" \
	"0x18: CSR3 (Rx Ring Base Address)        0x{wc:x8}\n" \
	"0x20: CSR4 (Tx Ring Base Address)        0x{w10:x8}\n" \
	"0x28: CSR5 (Status)                      0x{w14:x8}\n" \
	"      {w14.13?|Bus error: {w14.23-25?parity|master abort|target abort|(unknown code, " \
	"reserved)}      }" \
	"Transmit process {w14.20-22?stopped|running: fetch desc|running: wait xmit end|running: " \
	"read buf|unknown (reserved)|running: setup packet|suspended|running: close desc}\n" \
	"      Receive process {w14.17-19?stopped|running: fetch desc|running: chk pkt end|" \
	"running: wait for pkt|suspended|running: close|running: flush|running: queue}\n" \
	"      Link {w14.12?OK|fail}\n"

#define COMMAND_TO_INTERRUPTS \
	"      Transmit threshold {w18.14-15?72 bytes|96 bytes|128 bytes|160 bytes}\n" \
	"      Transmit DMA {w18.13?disabled|enabled}\n" \
	"{w18.12?|      Forcing collisions\n}" \
	"      Operating mode: {w18.10-11?normal|internal loopback|external loopback|unknown (not" \
	" used)}\n" \
	"      {w18.9?Half duplex|Full duplex}\n" \
	"{w18.8?|      Flaky oscillator disable\n}" \
	"{w18.7?|      Pass All Multicast\n}" \
	"{w18.6?|      Promisc Mode\n}" \
	"{w18.5?|      Start/Stop Backoff Counter\n}" \
	"{w18.4?|      Inverse Filtering\n}" \
	"{w18.3?|      Pass Bad Frames\n}" \
	"{w18.2?|      Hash-only Filtering\n}" \
	"      Receive DMA {w18.1?disabled|enabled}\n" \
	"      {w18.0?Perfect filtering mode|Hash filtering mode}\n" \
	"0x38: CSR7 (Interrupt Mask)              0x{w1c:x8}\n" \
	"{w1c.16?|      Normal interrupt summary\n}" \
	"{w1c.15?|      Abnormal interrupt summary\n}"

#define INTERRUPTS_9_TO_5 \
	"{w1c.9?|      Receive watchdog timeout\n}" \
	"{w1c.8?|      Receive stopped\n}" \
	"{w1c.7?|      Receive buffer unavailable\n}" \
	"{w1c.6?|      Receive interrupt\n}" \
	"{w1c.5?|      Transmit underflow\n}"

#define INTERRUPTS_3_TO_MISSED \
	"{w1c.3?|      Transmit jabber timeout\n}" \
	"{w1c.2?|      Transmit buffer unavailable\n}" \
	"{w1c.1?|      Transmit stopped\n}" \
	"{w1c.0?|      Transmit interrupt\n}" \
	"0x40: CSR8 (Missed Frames Counter)       0x{w20:x8}\n" \
	"      {w20.16?{h20=0?No|{h20:d}} missed frames|Counter overflow}\n"

#define SIA_STATUS_7_TO_1 \
	"{w30.7?|      PLL sampler high\n}" \
	"{w30.6?|      PLL sampler low\n}" \
	"{w30.5?|      PLL self-test pass\n}" \
	"{w30.4?|      PLL self-test done\n}" \
	"{w30.3?|      Autopolarity state\n}" \
	"{w30.2?|      Link fail\n}" \
	"{w30.1?|      Network connection error\n}"

#define SIA_CONTROL_14_TO_8 \
	"{w38.14?|      Set polarity plus\n}" \
	"{w38.13?|      Autopolarity enable\n}" \
	"{w38.12?|      Link test enable\n}" \
	"{w38.11?|      Heartbeat enable\n}" \
	"{w38.10?|      Collision detect enable\n}" \
	"{w38.9?|      Collision squelch enable\n}" \
	"{w38.8?|      Receive squelch enable\n}"

#define SIA_CONTROL_5_TO_GENERAL \
	"      {w38.4-5?Compensation Disabled Mode|Compensation Disabled Mode|High Power Mode|" \
	"Normal Compensation Mode}\n" \
	"{w38.3?|      Link pulse send enable\n}" \
	"{w38.2?|      Driver enable\n}" \
	"{w38.1?|      Loopback enable\n}" \
	"{w38.0?|      Encoder enable\n}" \
	"0x78: CSR15 (SIA General)                0x{w3c:x8}\n"

static const char text_21041[] =
	"21041 Registers\n"
	"---------------\n"
	"0x00: CSR0 (Bus Mode)                    0x{w0:x8}\n"
	"      {w0.20?Little endian descriptors|Big endian descriptors}\n" BUS_MODE_TO_STATUS
	"{w14.16?|      Normal interrupts: {w14.0?|TxOK }{w14.2?|TxNoBufs }{w14.6?|RxOK}{w14.11?|"
	"TimerExp }{w14.14?|EarlyRx }\n}"
	"{w14.15?|      Abnormal intr: {w14.1?|TxStop }{w14.3?|TxJabber }{w14.4?|ANC }{w14.5?|"
	"TxUnder }{w14.7?|RxNoBufs }{w14.8?|RxStopped }{w14.9?|RxTimeout }\n}"
	"0x30: CSR6 (Operating Mode)              0x{w18:x8}\n"
	"{w18.31?|      Special capture effect enabled\n}"
	"{w18.17?|      Capture effect enabled\n}" COMMAND_TO_INTERRUPTS
	"{w1c.14?|      Early receive interrupt\n}"
	"{w1c.13?|      System error\n}"
	"{w1c.12?|      Link fail\n}"
	"{w1c.11?|      Timer expired\n}" INTERRUPTS_9_TO_5
	"{w1c.4?|      Link pass\n}" INTERRUPTS_3_TO_MISSED
	"0x48: CSR9 (Boot and Ethernet ROMs)      0x{w24:x8}\n"
	"      Select bits: {w24.15?|Mode }{w24.14?|Read }{w24.13?|Write }{w24.12?|BootROM "
	"}{w24.11?|SROM }{w24.10?|ExtReg }\n"
	"      Data: {w24.7:d}{w24.6:d}{w24.5:d}{w24.4:d}{w24.3:d}{w24.2:d}{w24.1:d}{w24.0:d}\n"
	"0x50: CSR10 (Boot ROM Address)           0x{w28:x8}\n"
	"0x58: CSR11 (General Purpose Timer)      0x{w2c:x8}\n"
	"{w2c.16?|      Continuous mode\n}"
	"      Timer value: {h2c:d} cycles\n"
	"0x60: CSR12 (SIA Status)                 0x{w30:x8}\n"
	"      Link partner code word 0x{h32:x4}\n"
	"{w30.15?|      Link partner negotiable\n}"
	"      NWay state: {w30.12-14?Autonegotiation disable|Transmit disable|Ability detect|"
	"Acknowledge detect|Complete acknowledge|FLP link good, nway complete|Link check|unknown "
	"(reserved)}\n"
	"{w30.11?|      Transmit remote fault\n}"
	"{w30.10?|      Unstable NLP detected\n}"
	"{w30.9?|      Non-selected port receive activity\n}"
	"{w30.8?|      Selected port receive activity\n}" SIA_STATUS_7_TO_1
	"0x68: CSR13 (SIA Connectivity)           0x{w34:x8}\n"
	"      SIA Diagnostic Mode 0x0{w34.4-15:x3}\n"
	"      {w34.3?10base-T port|AUI/BNC port}\n"
	"{w34.2?|      CSR autoconfiguration enabled\n}"
	"{w34.0?|      SIA register reset asserted\n}"
	"0x70: CSR14 (SIA Transmit and Receive)   0x{w38:x8}\n"
	"{w38.15?|      10base-T/AUI autosensing\n}" SIA_CONTROL_14_TO_8
	"{w38.7?|      Autonegotiation enable\n}"
	"{w38.6?|      Must Be One\n}" SIA_CONTROL_5_TO_GENERAL "{w3c.15?|      GP LED2 on\n}"
	"{w3c.14?|      GP LED2 enable\n}"
	"{w3c.13?|      Force receiver low\n}"
	"{w3c.12?|      PLL self-test start\n}"
	"{w3c.11?|      LED stretch disable\n}"
	"{w3c.10?|      Force link fail\n}"
	"{w3c.9?|      Force unsquelch\n}"
	"{w3c.8?|      Test clock\n}"
	"{w3c.7?|      GP LED1 on\n}"
	"{w3c.6?|      GP LED1 enable\n}"
	"{w3c.5?|      Receive watchdog release\n}"
	"{w3c.4?|      Receive watchdog disable\n}"
	"      {w3c.3?BNC port selected|AUI port selected}\n"
	"{w3c.2?|      Jabber clock\n}"
	"{w3c.1?|      Host unjab\n}"
	"{w3c.0?|      Jabber disable\n}";

static const char text_21040[] =
	"21040 Registers\n"
	"---------------\n"
	"0x00: CSR0 (Bus Mode)                    0x{w0:x8}\n" BUS_MODE_TO_STATUS
	"{w14.16?|      Normal interrupts: {w14.0?|TxOK }{w14.2?|TxNoBufs }{w14.6?|RxOK}\n}"
	"{w14.15?|      Abnormal intr: {w14.1?|TxStop }{w14.3?|TxJabber }{w14.5?|TxUnder }{w14.7?|"
	"RxNoBufs }{w14.8?|RxStopped }{w14.9?|RxTimeout }{w14.10?|AUI_TP }{w14.11?|FD_Short }\n}"
	"0x30: CSR6 (Operating Mode)              0x{w18:x8}\n"
	"{w18.17?|      Capture effect enabled\n}"
	"{w18.16?|      Back pressure enabled\n}" COMMAND_TO_INTERRUPTS
	"{w1c.13?|      System error\n}"
	"{w1c.12?|      Link fail\n}"
	"{w1c.11?|      Full duplex\n}"
	"{w1c.10?|      AUI_TP pin\n}" INTERRUPTS_9_TO_5 INTERRUPTS_3_TO_MISSED
	"0x48: CSR9 (Ethernet Address ROM)        0x{w24:x8}\n"
	"0x58: CSR11 (Full Duplex Autoconfig)     0x{w2c:x8}\n"
	"0x60: CSR12 (SIA Status)                 0x{w30:x8}\n" SIA_STATUS_7_TO_1
	"      AUI_TP pin: {w30.0?TP|AUI}\n"
	"0x68: CSR13 (SIA Connectivity)           0x{w34:x8}\n"
	"{w34.15?|      Enable pins 5, 6, 7\n}"
	"{w34.14?|      Enable pins 2, 4\n}"
	"{w34.13?|      Enable pins 1, 3\n}"
	"{w34.12?|      Input enable\n}"
	"      External port output multiplexer select: {w34.11:d}{w34.10:d}{w34.9:d}{w34.8:d}\n"
	"{w34.7?|      APLL start\n}"
	"{w34.6?|      Serial interface input multiplexer\n}"
	"{w34.5?|      Encoder input multiplexer\n}"
	"{w34.4?|      SIA PLL external input enable\n}"
	"      {w34.3?10base-T interface selected|AUI interface selected}\n"
	"{w34.2?|      CSR autoconfiguration\n}"
	"{w34.1?|      AUI_TP pin autoconfiguration\n}"
	"{w34.0?|      SIA reset\n}"
	"0x70: CSR14 (SIA Transmit and Receive)   0x{w38:x8}\n" SIA_CONTROL_14_TO_8
		SIA_CONTROL_5_TO_GENERAL "{w3c.13?|      Force receiver low\n}"
	"{w3c.12?|      PLL self-test start\n}"
	"{w3c.11?|      Force link fail\n}"
	"{w3c.9?|      Force unsquelch\n}"
	"{w3c.8?|      Test clock\n}"
	"{w3c.5?|      Receive watchdog release\n}"
	"{w3c.4?|      Receive watchdog disable\n}"
	"{w3c.2?|      Jabber clock\n}"
	"{w3c.1?|      Host unjab\n}"
	"{w3c.0?|      Jabber disable\n}";

bool regs_de2104x(const struct regs *r, struct obuf *o)
{
	if (!(r->version & 1))
		return regs_text(r, o, text_21041);
	return regs_text(r, o, text_21040);
}
