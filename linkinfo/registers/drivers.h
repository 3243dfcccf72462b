/* The decoders of register dumps, one a driver; registry.c says which drivers. */
#ifndef LINKINFO_REGISTERS_DRIVERS_H
#define LINKINFO_REGISTERS_DRIVERS_H

#include "registers/registers.h"

regs_fn regs_altera_tse;
regs_fn regs_amd8111e;
regs_fn regs_at76c50x;
regs_fn regs_bnxt_en;
regs_fn regs_cpsw_switch;
regs_fn regs_de2104x;
regs_fn regs_dsa;
regs_fn regs_e100;
regs_fn regs_e1000;
regs_fn regs_et131x;
regs_fn regs_fec;
regs_fn regs_fec_8xx;
regs_fn regs_fjes;
regs_fn regs_fsl_enetc;
regs_fn regs_ibm_emac;
regs_fn regs_igb;
regs_fn regs_igc;
regs_fn regs_ixgb;
regs_fn regs_ixgbe;
regs_fn regs_ixgbevf;
regs_fn regs_lan743x;
regs_fn regs_lan78xx;
regs_fn regs_natsemi;
regs_fn regs_pcnet32;
regs_fn regs_r8169;
regs_fn regs_sfc;
regs_fn regs_skge;
regs_fn regs_sky2;
regs_fn regs_smsc911x;
regs_fn regs_st_gmac;
regs_fn regs_st_mac100;
regs_fn regs_tg3;
regs_fn regs_vioc;
regs_fn regs_vmxnet3;

#endif
