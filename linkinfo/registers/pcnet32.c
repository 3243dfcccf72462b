/* AMD PCnet32 Ethernet; the Am79C973 and Am79C978A datasheets. */
#include <string.h>

#include "registers/drivers.h"

#define MII 0x110		/* where the PHYs begin, */
#define PHY 0x40		/* and bytes of each */

static const char text[] =
	"APROM:   {h0:x4}  {h2:x4}  {h4:x4}  {h6:x4}  {h8:x4}  {ha:x4}  {hc:x4}  {he:x4} \n"
	"{*11@10 CSR{#0+8:D2}:   {h10:x4}  {h12:x4}  {h14:x4}  {h16:x4}  {h18:x4}  {h1a:x4}  "
	"{h1c:x4}  {h1e:x4} \n}"
	"CSR88:   {hc0:x4}  {hc2:x4}  {hc4:x4}  {hc6:x4} \n"
	"{*4@10 BCR{#0+8:D2}:   {hc8:x4}  {hca:x4}  {hcc:x4}  {hce:x4}  {hd0:x4}  {hd2:x4}  "
	"{hd4:x4}  {hd6:x4} \n}"
	"BCR32:   {h108:x4}  {h10a:x4}  {h10c:x4}  {h10e:x4} \n"
	"{*~110@40 {*4@10 MII{#0+8:D2}:   {h110:x4}  {h112:x4}  {h114:x4}  {h116:x4}  {h118:x4}  "
	"{h11a:x4}  {h11c:x4}  {h11e:x4} \n}}"
	"\n"
	"\n"
	"CSR0:   Status and Control         0x{h10:x4}\n"
	"  {h10.15?|ERR }{h10.14?|BABL }{h10.13?|CERR }{h10.12?|MISS }{h10.11?|MERR }{h10.10?|"
	"RINT }{h10.9?|TINT }{h10.8?|IDON }{h10.7?|INTR }{h10.6?|INT }{h10.5?|RXON }{h10.4?|TXON "
	"}{h10.3?|TDMD }{h10.2?|STOP }{h10.1?|STRT }{h10.0?|INIT }\n"
	"CSR3:   Interrupt Mask             0x{h16:x4}\n"
	"  {w14.30?|BABLM }{w14.28?|MISSM }{w14.27?|MERRM }{w14.26?|RINTM }{w14.25?|TINTM "
	"}{w14.24?|IDONM }{w14.22?|DXSUFLO }{w14.21?|LAPPEN }{w14.20?|DXMT2PD }{w14.19?|EMBA "
	"}{w14.18?|BSWP }\n"
	"CSR4:   Test and Features          0x{h18:x4}\n"
	"  {w18.15?|EN124 }{w18.14?|DMAPLUS }{w18.12?|TXDPOLL }{w18.11?|APAD_XMT }{w18.10?|"
	"ASTRP_RCV }{w18.9?|MFCO }{w18.8?|MFCON }{w18.7?|UINTCMD }{w18.6?|UINT }{w18.5?|RCVCCO "
	"}{w18.4?|RCVCCOM }{w18.3?|TXSTRT }{w18.2?|TXSTRTM }{w18.1?|JAB }{w18.0?|JABM }\n"
	"CSR5:   Ext Control and Int 1      0x{h1a:x4}\n"
	"  {w18.31?|TOKINTD }{w18.30?|LTINTEN }{w18.27?|SINT }{w18.26?|SINTE }{w18.25?|SLPINT "
	"}{w18.24?|SLPINTE }{w18.23?|EXDINT }{w18.22?|EXDINTE }{w18.21?|MPPLBA }{w18.20?|MPINT "
	"}{w18.19?|MPINTE }{w18.18?|MPEN }{w18.17?|MPMODE }{w18.16?|SPND }\n"
	"CSR7:   Ext Control and Int 2      0x{h1e:x4}\n"
	"  {w1c.31?|FASTSPNDE }{w1c.30?|RXFRTG }{w1c.29?|RDMD }{w1c.28?|RXDPOLL }{w1c.27?|STINT "
	"}{w1c.26?|STINTE }{w1c.25?|MREINT }{w1c.24?|MREINTE }{w1c.23?|MAPINT }{w1c.22?|MAPINTE "
	"}{w1c.21?|MCCINT }{w1c.20?|MCCINTE }{w1c.19?|MCCIINT }{w1c.18?|MCCIINTE }{w1c.17?|"
	"MIIPDTINT }{w1c.16?|MIIPDTINTE }\n"
	"CSR15:  Mode                       0x{h2e:x4}\n"
	"CSR40:  Current RX Byte Count      0x{h60:x4}\n"
	"CSR41:  Current RX Status          0x{h62:x4}\n"
	"CSR42:  Current TX Byte Count      0x{h64:x4}\n"
	"CSR43:  Current TX Status          0x{h66:x4}\n"
	"CSR88:  Chip ID Lower              0x{hc0:x4}\n"
	/* a part has one of these numbers in bits 12 to 27 */
	"{wc0.12-27=9248?  PCnet/PCI 79C970\n|}"
	"{wc0.12-27=9761?  PCnet/PCI II 79C970A\n|}"
	"{wc0.12-27=9763?  PCnet/FAST 79C971\n|}"
	"{wc0.12-27=9764?  PCnet/FAST+ 79C972\n|}"
	"{wc0.12-27=9765?  PCnet/FAST III 79C973\n|}"
	"{wc0.12-27=9766?  PCnet/Home 79C978\n|}"
	"{wc0.12-27=9767?  PCnet/FAST III 79C975\n|}"
	"{wc0.12-27=9768?  PCnet/PRO 79C976\n|}"
	"CSR89:  Chip ID Upper              0x{hc2:x4}\n"
	"  VER: {wc0.28-31:x4}  PARTIDU: {wc0.16-27:x4}\n"
	"CSR112: Missed Frame Count         0x{hc4:x4}\n"
	"CSR114: RX Collision Count         0x{hc6:x4}\n"
	"\n"
	"BCR2:   Misc. Configuration        0x{hcc:x4}\n"
	"  {wcc.14?|TMAULOOP }{wcc.12?|LEDPE }{wcc.8?|APROMWE }{wcc.7?|INTLEVEL }{wcc.3?|EADISEL "
	"}{wcc.2?|AWAKE }{wcc.1?|ASEL }{wcc.0?|XMAUSEL }\n"
	"BCR9:   Full-Duplex Control        0x{hda:x4}\n"
	"BCR18:  Burst and Bus Control      0x{hec:x4}\n"
	"BCR19:  EEPROM Control and Status  0x{hee:x4}\n"
	"  {wec.31?|PVALID }{wec.29?|EEDET }\n"
	"BCR23:  PCI Subsystem Vendor ID    0x{hf6:x4}\n"
	"BCR24:  PCI Subsystem ID           0x{hf8:x4}\n"
	"BCR31:  Software Timer             0x{h106:x4}\n"
	"BCR32:  MII Control and Status     0x{h108:x4}\n"
	"BCR35:  PCI Vendor ID              0x{h10e:x4}\n";

bool regs_pcnet32(const struct regs *r, struct obuf *o)
{
	size_t len = o->len;

	if (r->len < MII || (r->len - MII) % PHY)
		return false;
	ob_str(o, "Driver:  ");
	ob_esc(o, r->driver, strlen(r->driver));
	ob_str(o, "\nVersion: ");
	ob_esc(o, r->driver_version, strlen(r->driver_version));
	ob_c(o, '\n');
	if (regs_text(r, o, text))
		return true;
	o->len = len;
	return false;
}
