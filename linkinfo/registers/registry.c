/* Which decoder tells a driver's register dump. */
#include <stdlib.h>
#include <string.h>

#include "registers/drivers.h"

struct entry {
	char driver[16];
	regs_fn *print;
};

/* Sorted by name. */
static const struct entry entries[] = {
	{ "8139cp", regs_r8169 },
	{ "8139too", regs_r8169 },
	{ "altera_tse", regs_altera_tse },
	{ "amd8111e", regs_amd8111e },
	{ "at76c50x-usb", regs_at76c50x },
	{ "bnxt_en", regs_bnxt_en },
	{ "cpsw-switch", regs_cpsw_switch },
	{ "de2104x", regs_de2104x },
	{ "dsa", regs_dsa },
	{ "e100", regs_e100 },
	{ "e1000", regs_e1000 },
	{ "e1000e", regs_e1000 },
	{ "et131x", regs_et131x },
	{ "fec", regs_fec },
	{ "fec_8xx", regs_fec_8xx },
	{ "fjes", regs_fjes },
	{ "fsl_enetc", regs_fsl_enetc },
	{ "fsl_enetc_vf", regs_fsl_enetc },
	{ "ibm_emac", regs_ibm_emac },
	{ "igb", regs_igb },
	{ "igc", regs_igc },
	{ "ixgb", regs_ixgb },
	{ "ixgbe", regs_ixgbe },
	{ "ixgbevf", regs_ixgbevf },
	{ "lan743x", regs_lan743x },
	{ "lan78xx", regs_lan78xx },
	{ "natsemi", regs_natsemi },
	{ "pcnet32", regs_pcnet32 },
	{ "r8169", regs_r8169 },
	{ "sfc", regs_sfc },
	{ "skge", regs_skge },
	{ "sky2", regs_sky2 },
	{ "smsc911x", regs_smsc911x },
	{ "st_gmac", regs_st_gmac },
	{ "st_mac100", regs_st_mac100 },
	{ "tg3", regs_tg3 },
	{ "vioc", regs_vioc },
	{ "vmxnet3", regs_vmxnet3 },
};

static int order(const void *name, const void *entry)
{
	return strcmp(name, ((const struct entry *)entry)->driver);
}

regs_fn *regs_find(const char *driver)
{
	const struct entry *e = bsearch(driver, entries, sizeof(entries) / sizeof(*entries),
					sizeof(*entries), order);

	return e ? e->print : NULL;
}

const char *regs_driver(size_t i)
{
	return i < sizeof(entries) / sizeof(*entries) ? entries[i].driver : NULL;
}

bool regs_print(const struct regs *r, struct obuf *o)
{
	regs_fn *print = regs_find(r->driver);
	struct obuf text;
	bool told;

	if (!print)
		return false;
	ob_open(&text, -1);
	told = print(r, &text);
	if (text.len)
		ob_mem(o, text.p, text.len);
	ob_close(&text);
	return told;
}
