#!/bin/sh
# The simulated NIC, with the installed ethtool: what a file says comes out, by ioctl and netlink.

. "${0%/*}/../tap.sh"
need_tool ethtool stdbuf
sim=$BUILD/tests/lab/nicsim.so
[ -f "$sim" ] || skip_all "not built: $sim"
case $(ethtool --version) in
*' 6.'*) ;;
*) skip_all 'needs ethtool 6' ;;
esac

# asks NIC MODE ARGUMENTS... (a file of tests/lab/nics, or one of this folder)
asks() {
	file=$TOP/tests/lab/nics/$1.nic mode=$2
	[ -f "$file" ] || file=$1
	shift 2
	NICSIM=$file NICSIM_NETLINK=$mode NICSIM_LOG=$PWD/log LD_PRELOAD=$sim timeout 10 "$@"
}
# has WORDS (a line of what was last seen is just that, blanks aside)
has() {
	tr -s ' \t' '  ' <seen | sed 's/^ //; s/ $//' | grep -Fx -- "$1" >/dev/null || {
		cat seen
		echo "lacks: $1"
		return 1
	}
}
# Each line of standard input is in what ethtool shows, "NIC MODE ARGUMENTS...".
shows() {
	nic=$1 mode=$2
	shift 2
	asks "$nic" "$mode" ethtool "$@" >seen 2>&1
	while read -r line; do
		has "$line" || return
	done
}
# refused MESSAGE NIC MODE ARGUMENTS...
refused() {
	message=$1 nic=$2 mode=$3
	shift 3
	! asks "$nic" "$mode" ethtool "$@" >seen 2>&1 && cat seen && grep -F "$message" seen
}
# Each line of standard input, and no other, is the log of ethtool's change.
logs() {
	nic=$1 mode=$2
	shift 2
	cat >want
	rm -f log
	asks "$nic" "$mode" ethtool "$@" >seen 2>&1 || cat seen
	diff want log
}

# The guide's NIC.
guide() {
	sed 's/~$/ /' <<E
Settings for eth0:
	Supported ports: [ TP ]
	Supported link modes:   10baseT/Half 10baseT/Full~
	                        100baseT/Half 100baseT/Full~
	                        1000baseT/Half 1000baseT/Full~
	Supported pause frame use: No
	Supports auto-negotiation: Yes
	Supported FEC modes: Not reported
	Advertised link modes:  10baseT/Half 10baseT/Full~
	                        100baseT/Half 100baseT/Full~
	                        1000baseT/Half 1000baseT/Full~
	Advertised pause frame use: Symmetric
	Advertised auto-negotiation: Yes
	Advertised FEC modes: Not reported
	Speed: 100Mb/s
	Duplex: Full
	Port: Twisted Pair
	PHYAD: 1
	Transceiver: internal
	Auto-negotiation: on
	MDI-X: off
	Supports Wake-on: g
	Wake-on: d
	Current message level: 0x000000ff (255)
			       drv probe link timer ifdown ifup rx_err tx_err
	Link detected: yes
E
}
t 'the guide: ioctl, byte for byte' '
	guide >want && asks guide no ethtool eth0 >out && diff want out'
t 'without NICSIM nothing changes' '
	ethtool lo >want 2>&1; LD_PRELOAD=$sim ethtool lo >out 2>&1; diff want out'
t 'a socket that does not open' 'asks guide refuse ethtool eth0 >out && guide | diff - out'
t 'another name, no such device: ioctl' '
	refused "Cannot get device settings: No such device" guide no nosuch'
t 'another name, no such device: the words and place that netlink has' '
	refused "netlink error: no device matches name (offset 24)" guide yes nosuch'
t 'a name of its own' '
	echo "name wan7" >nic && echo "link 1" >>nic &&
	shows nic no wan7 <<E && refused "No such device" nic no eth0 && shows nic yes wan7 <<E
Link detected: yes
E
Link detected: yes
E'
t 'a mistake in the file is told' '
	echo "link up" >nic && refused "nicsim: nic:1: not a number: up" nic no eth0'
t 'nothing supported: ioctl and netlink' '
	for what in -a -c -g -l -e -d -S -m --show-eee --show-fec --show-priv-flags; do
		refused "not supported" empty no $what eth0 || [ $what = -S ] ||
			[ $what = --show-priv-flags ] || exit
	done
	for what in -a -c -g -l -m --show-eee --show-fec --show-priv-flags; do
		refused "not supported" empty yes $what eth0 || exit
	done'

for mode in no yes; do
	t "$mode: settings" '
		shows copper-1g $mode eth0 <<E && shows fibre-25g $mode eth0 <<E &&
Supported ports: [ TP ]
Advertised pause frame use: Symmetric Receive-only
Link partner advertised pause frame use: Symmetric
Speed: 1000Mb/s
PHYAD: 1
MDI-X: on (auto)
Wake-on: gs
SecureOn password: 00:11:22:33:44:55
Current message level: 0x00000007 (7)
drv probe link
Link detected: yes
E
Supported ports: [ FIBRE Backplane ]
Port: Direct Attach Copper
Speed: 25000Mb/s
E
		shows mdi-forced $mode eth0 <<E && shows mdi-crossed $mode eth0 <<E &&
MDI-X: off (forced)
Supports Wake-on: f
Wake-on: f
E
MDI-X: on
Supports Wake-on: pu
E
		shows half-duplex $mode eth0 <<E && shows no-link $mode eth0 <<E
Speed: 10Mb/s
Duplex: Half
Transceiver: external
Link partner advertised link modes: 10baseT/Half
E
Speed: Unknown!
Duplex: Unknown! (255)
MDI-X: Unknown (auto)
E'
	t "$mode: pause, rings, channels, coalescing" '
		shows copper-1g $mode -a eth0 <<E && shows copper-1g $mode -g eth0 <<E &&
Autonegotiate: on
RX: on
TX: off
E
RX: 4096
RX: 256
E
		shows copper-1g $mode -l eth0 <<E && shows copper-1g $mode -c eth0 <<E
Combined: 8
Combined: 4
E
Adaptive RX: on TX: off
rx-usecs: 3
pkt-rate-low: 450000
E'
	t "$mode: coalescing by queue" '
		shows copper-1g $mode -Q eth0 queue_mask 0x3 --show-coalesce <<E &&
Queue: 1
rx-usecs: 50
tx-usecs: 72
E
		refused "Invalid argument" copper-1g $mode -Q eth0 queue_mask 0x4 --show-coalesce'
	t "$mode: EEE, FEC, time stamps" '
		shows copper-1g $mode --show-eee eth0 <<E && shows copper-1g $mode -T eth0 <<E &&
EEE status: enabled - active
Tx LPI: 17 (us)
E
PTP Hardware Clock: 0
E
		asks fibre-25g $mode ethtool --show-fec eth0 >seen && grep "Auto.*RS" seen &&
			grep "^Active FEC encoding.*: RS" seen'
	t "$mode: features" '
		shows copper-1g $mode -k eth0 <<E
tx-checksumming: on
tx-checksum-ip-generic: on
large-receive-offload: off [fixed]
highdma: on [fixed]
rx-all: off [requested on]
netns-local: off [fixed]
E'
	t "$mode: driver, statistics, tests, private flags" '
		shows copper-1g $mode -i eth0 <<E && shows copper-1g $mode -S eth0 <<E &&
driver: e1000e
bus-info: 0000:00:19.0
supports-statistics: yes
supports-register-dump: yes
E
rx_packets: 123456
rx_long_byte_count: 18446744073709551615
E
		shows copper-1g $mode --phy-statistics eth0 <<E &&
phy_idle_errors: 250
E
		shows copper-1g $mode -t eth0 <<E &&
The test result is PASS
Link test (on/offline) 0
E
		shows copper-1g $mode --show-priv-flags eth0 <<E
S0ix-enabled : on
link-down-on-close: off
E'
	t "$mode: thousands of statistics" '
		asks many $mode ethtool -S eth0 >seen && [ "$(wc -l <seen)" = 5001 ] &&
		has "first: 1" && has "queue_counter_4999: 0"'
	t "$mode: EEPROM, registers, dump, permanent address" '
		shows copper-1g $mode -e eth0 offset 120 length 8 <<E &&
0x0078: 74 68 65 20 65 6e 64 ff
E
		shows copper-1g $mode -d eth0 <<E && shows copper-1g $mode -w eth0 <<E &&
0x0040: 01 02 03 04 05 06 07 08 90 a0 b0 c0 d0 e0 f0 00
E
flag: 2, version: 1, length: 15
E
		asks copper-1g $mode ethtool -w eth0 data dumped && grep "a firmware dump" dumped &&
		shows copper-1g $mode -P eth0 <<E
Permanent address: 00:1b:21:a0:b1:c2
E'
	t "$mode: receive flows, their hash and tables" '
		shows copper-1g $mode -n eth0 <<E && shows copper-1g $mode -x eth0 <<E &&
4 RX rings available
Total 2 rules
Filter: 5
Dest IP addr: 192.0.2.1 mask: 0.0.0.0
Action: Direct to queue 2
Filter: 9
Action: Drop
E
120: 0 1 2 3 0 1 2 3
toeplitz: on
E
		shows copper-1g $mode -x eth0 context 1 <<E &&
0: 2 3 2 3 2 3 2 3
00:01:02:03
E
		shows copper-1g $mode -n eth0 rx-flow-hash udp4 <<E
IP SA
IP DA
E'
	t "$mode: tunables" '
		shows copper-1g $mode --get-tunable eth0 rx-copybreak <<E &&
rx-copybreak: 256
E
		shows copper-1g $mode --get-phy-tunable eth0 downshift <<E
Downshift count: 3
E'
	t "$mode: modules" '
		shows fibre-10g $mode -m eth0 <<E && shows fibre-100g $mode -m eth0 <<E &&
Identifier : 0x03 (SFP)
Vendor name : EXAMPLE OPTICS
Module temperature : 31.50 degrees C / 88.70 degrees F
E
Identifier : 0x11 (QSFP28)
Vendor PN : QSFP28-100G-SR4
Laser tx bias current (Channel 4) : 8.006 mA
Module voltage high alarm threshold : 3.6300 V
E
		asks fibre-400g $mode ethtool -m eth0 >seen && grep "Identifier.*0x18 (QSFP" seen'
	t "$mode: errors that the file asks for" '
		for what in GRINGPARAM RINGS_GET; do
			echo "error $what EIO" && echo "error nl:$what EIO"
		done >nic && echo ring >>nic && refused "Input/output error" nic $mode -g eth0'
	t "$mode: refuses to change what it does not have" '
		refused "not supported" empty $mode -A eth0 rx on &&
		refused "not supported" empty $mode -G eth0 rx 5 &&
		refused "not supported" empty $mode -r eth0 &&
		[ ! -e log ]'
	t "$mode: a string as long as its field ends there" '
		asks hostile-strings $mode ethtool -i eth0 >seen &&
		grep "^firmware-version: 0123456789abcdef0123456789abcdef\$" seen ||
			grep "^firmware-version: 0123456789abcdef0123456789abcde\$" seen'
done

t 'only netlink: lanes, SQI, master and slave, the reason of no link' '
	shows fibre-100g yes eth0 <<E && shows copper-5g yes eth0 <<E &&
Lanes: 4
E
SQI: 4/7
master-slave cfg: forced master
master-slave status: master
E
	shows no-link yes eth0 <<E && shows no-partner yes eth0 <<E
Link detected: no (No cable)
E
Link detected: no (Autoneg, No partner detected)
E'
t 'only netlink: statistics along with pause and FEC, groups of statistics' '
	shows copper-1g yes -I -a eth0 <<E && shows fibre-25g yes -I --show-fec eth0 <<E &&
tx_pause_frames: 12
rx_pause_frames: 34
E
Lane 0: 1500
E
	shows copper-1g yes -S eth0 --all-groups <<E
eth-mac-OctetsReceivedOK: 98765432
rmon-etherStatsFragments: 1
rx-rmon-etherStatsPkts65to127Octets: 2000
E'
t 'only netlink: pages of a module, its power' '
	shows fibre-400g yes -m eth0 hex on offset 128 length 4 page 1 <<E &&
0x0080: 01 07 02 01
E
	shows fibre-400g yes -m eth0 <<E && shows fibre-400g yes --show-module eth0 <<E
Laser wavelength : 1310.000nm
Receiver signal OMA (Channel 8) : 0.9200 mW / -0.36 dBm
E
power-mode-policy: high
power-mode: high
E'
t 'only netlink: tunnels' '
	shows copper-1g yes --show-tunnels eth0 <<E
port 4789, vxlan
E'
t 'cable tests' '
	shows cable yes --cable-test eth0 <<E && shows cable yes --cable-test-tdr eth0 <<E &&
Pair A code OK
Pair C code Open Circuit
Pair C, fault length: 4.50m
E
TDR Pulse 960mV
Pair A Amplitude -400
E
	refused "not supported" empty yes --cable-test eth0'
t 'notifications for a program that listens' '
	asks events yes timeout 1 stdbuf -oL ethtool --monitor >seen 2>&1
	has "rx-usecs: 50" && has "Wake-on: g" && has "power-mode: high"'

t 'changes are logged, by ioctl' '
	logs copper-1g no -A eth0 tx on <<E &&
ioctl SPAUSEPARAM autoneg=1 rx_pause=1 tx_pause=1
E
	logs copper-1g no -s eth0 wol s sopass 1:2:3:4:5:6 <<E &&
ioctl SWOL supported=111 wolopts=64 sopass=010203040506
E
	logs copper-1g no -s eth0 autoneg on advertise 0x20 <<E &&
ioctl SLINKSETTINGS speed=1000 duplex=1 port=0 phy=1 autoneg=1 mdix_ctrl=3 transceiver=0 $(:
	)master_slave_cfg=2 advertising=0x000000000000000000000020
E
	logs legacy no -s eth0 speed 10 duplex half autoneg off <<E
ioctl SSET speed=10 duplex=0 port=2 phy=24 autoneg=0 mdix_ctrl=0 transceiver=1 advertising=0x42c1
E'
t 'changes are logged, by netlink: as numbers, bitsets in one form' '
	logs copper-1g yes -A eth0 tx on <<E &&
nl PAUSE_SET 4=u8:1
E
	logs copper-1g yes -s eth0 wol gb msglvl drv on <<E &&
nl WOL_SET 2=value:0x28,nomask
nl DEBUG_SET 2=value:0x1,mask:0x1
E
	logs copper-1g yes -K eth0 gro off rx-fcs on <<E
nl FEATURES_SET 3=value:0x80000000000,mask:0x80000004000
E'
t 'actions are logged' '
	logs copper-1g no -r eth0 <<E && logs copper-1g no -p eth0 3 <<E &&
ioctl NWAY_RST
E
ioctl PHYS_ID 0x3
E
	logs copper-1g no --reset eth0 phy mac <<E && logs copper-1g no -f eth0 image 2 <<E
ioctl RESET 0x60
E
ioctl FLASHDEV region=2 file=image
E'
t 'what holds after a change' '
	cat >nic <<E && shows nic no -K eth0 gro off <<E && shows nic no -k eth0 <<E
features available=rx-gro,rx-lro requested=rx-gro active=rx-gro
then features available=rx-gro,rx-lro requested=rx-lro active=rx-lro
E
Actual changes:
generic-receive-offload: off
large-receive-offload: on
E
generic-receive-offload: on
E'

t 'a raw answer by ioctl, several in turn' '
	cat >nic <<E && shows nic no -g eth0 <<E
ioctl GRINGPARAM u32:1 u32:2 u32:3 u32:4 u32:5 u32:6 zero:4 hex:08000000
E
RX: 1
RX Mini: 2
TX: 8
E
	cat >nic <<E && shows nic no eth0 <<E &&
# the handshake: one word a mask, then TP and 10baseT/Full; 10Mb/s, full duplex
ioctl GLINKSETTINGS zero:11 s8:-1 zero:32
ioctl GLINKSETTINGS u32:10 u8:1 zero:6 s8:1 zero:32 u32:0x82 u32:0x82 u32:0
E
Supported ports: [ TP ]
Supported link modes: 10baseT/Full
Speed: 10Mb/s
E
	cat >nic <<E && shows nic no -Q eth0 queue_mask 1 --show-coalesce <<E
ioctl PERQUEUE u32:14 u32:1 zero:508 u32:14 u32:7 zero:84
E
rx-usecs: 7
E'
t 'a raw answer by netlink, its lengths as they are told' '
	cat >nic <<E && shows nic yes -g eth0 <<E && shows nic yes -c eth0 <<E
nl RINGS_GET 2=u32:1 6=u32:77
nl COALESCE_GET 2=u32:1 6!3=u32:2
E
RX: 77
E
Coalesce parameters for eth0:
rx-usecs: 1
tx-usecs: n/a
E'
t 'an EEPROM is written byte by byte' '
	printf "\001\002" >bytes && cat >nic <<E && shows nic no -e eth0 <<E
eeprom 00:11 "A\x7f" 6: @bytes sum:0-7
drvinfo driver=x
E
0x0000: 00 11 41 7f 00 00 01 02 d4
E'
finish
