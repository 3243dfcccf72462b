#!/bin/sh
# The standard display: the text is what ethtool prints over ioctl, whatever knows the facts.
. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/linkinfo_lab.sh"

# Lines about FEC are there where the NIC has any, as in ethtool before there were such lines.
no_fec='/FEC modes: Not reported$/d'

# card LINE...: a NIC of these lines, over ioctl.
card() {
	printf '%s\n' 'name eth0' "$@" >"$tap_dir/card.nic"
	nic_file=$tap_dir/card.nic
	diff_world="LD_PRELOAD=$NICSIM_SO NICSIM=$nic_file NICSIM_NETLINK=no"
}

# settings TITLE VALUE...: of a NIC with these.
settings() {
	card "settings speed=100 duplex=1 port=0 supported=TP advertising=0 $*"
	same -d "$no_fec" "$*" eth0
}

for file in guide copper-1g copper-2g5 copper-5g fibre-10g half-duplex legacy no-link \
	wake many asymmetric; do
	nic $file
	same -d "$no_fec" "$file" eth0
done
for file in fibre-25g fibre-100g fibre-400g no-partner empty; do
	nic $file
	same "$file" eth0
done

for value in 0 1 10 2500 5000 65534 65535 65536 2147483648 4294967294 4294967295; do
	settings speed=$value
done
for value in 0 1 2 254 255; do
	settings duplex=$value
done
for value in 0 1 2 3 4 5 6 238 239 240 255; do
	settings port=$value mdix=2
done
for value in 0 1 2 3 255; do
	settings transceiver=$value
done
for value in 0 1 2 255; do
	settings autoneg=$value phy=$value
done
for mdix in 0 1 2 3 4; do
	for ctrl in 0 1 2 3 4; do
		settings mdix=$mdix mdix_ctrl=$ctrl
	done
done
for bits in 0x0 0x2000 0x4000 0x6000 0x40 0x1000000000000000; do
	settings supported=0x6040 advertising=$bits partner=$bits
	settings legacy=1 supported=0x6040 advertising=0x1 partner=$bits
done

# Modes of a NIC in all three sets: bits that ethtool 6.1 knows.
modes() {
	card "settings speed=100 duplex=1 port=3 supported=$2 advertising=$2 partner=$2 nwords=3"
	same ${3:+-d "$3"} "modes: $1" eth0
}
modes all 0x1fffffffffffffffffffffff
modes 'every second' 0x0aaaaaaaaaaaaaaaaaaaaaaa
modes 'every other second' 0x155555555555555555555555
modes 'every fourth' 0x111111111111111111111111 "$no_fec"
modes 'every eighth' 0x080808080808080808080808
modes 'the first of each pair' 0x000000000400000000000015 "$no_fec"
modes 'the second of each pair' 0x00000000080000000000002a "$no_fec"
modes 'the first Half, the second Full' 0x9 "$no_fec"
modes 'ports' 0x10f80 "$no_fec"
modes 'FEC: none' 0x0002000000000000
modes 'FEC: RS' 0x0004000000000000
modes 'FEC: BaseR' 0x0008000000000000
modes 'FEC: LLRS' 0x4000000000000000000
for bit in 0 1 2 4 8; do
	modes "bit of word 1: $bit" "0x${bit}00000000" "$no_fec"
	modes "bit of word 2: $bit" "0x${bit}0000000000000000" "$no_fec"
done
card 'settings speed=100 duplex=1 port=3 supported=0x0 advertising=0x0 partner=0x4000000000000'
same 'FEC of the partner alone' eth0

# ethtool 6.1 leaves out what is newer: here a set of 121 bits, and one that no kernel names.
card 'settings speed=800000 duplex=1 port=3' \
	' supported=0x2200000000000000000000040000000 advertising=0'
but 'newer modes, and one that has no name' eth0 <<'W'
# the modes that Linux 6.18 has are known; others are shown by number
|Settings for eth0:
|	Supported ports: [ ]
|	Supported link modes:   56000baseLR4/Full $
|	                        800000baseDR4/Full $
|	                        BIT121 $
|	Supported pause frame use: No
|	Supports auto-negotiation: No
|	Advertised link modes:  Not reported
|	Advertised pause frame use: No
|	Advertised auto-negotiation: No
|	Speed: 800000Mb/s
|	Duplex: Full
|	Port: FIBRE
|	PHYAD: 0
|	Transceiver: internal
|	Auto-negotiation: off
= 0
W

for bits in 0 0x1 0x20 0x40 0x5f 0xff 0xffffffff; do
	for on in 0 0x20 0x40 0xffffffff; do
		card "wol supported=$bits wolopts=$on sopass=00:11:22:aa:bb:ff"
		same "wake-on-lan: $on of $bits" eth0
	done
done
for level in 0 1 0xff 0x5555 0x7fff 0x8000 0x7fffffff 0x80000000 0xffffffff; do
	card "msglvl $level"
	same "message level $level" eth0
done
for link in 0 1 2 4294967295; do
	card "link $link"
	same "link $link" eth0
done

# What is refused is told, but not what is unknown.
for error in EPERM EACCES EINVAL EIO EBUSY ENODEV ENODATA EOPNOTSUPP; do
	nic guide
	for call in GWOL GMSGLVL GLINK; do
		{ cat "$nic_file" && echo "error $call $error"; } >"$tap_dir/$call.$error.nic"
		diff_world="LD_PRELOAD=$NICSIM_SO NICSIM=$tap_dir/$call.$error.nic"
		same -d "$no_fec" "$call: $error" eth0
	done
	card "error GLINKSETTINGS $error"
	same "GLINKSETTINGS: $error" eth0
	card "error GSET $error" 'link 1'
	same "GSET: $error" eth0
	card "error GLINKSETTINGS $error" "error GSET $error" "error GWOL $error" \
		"error GMSGLVL $error" "error GLINK $error"
	same "all: $error" eth0
	for message in LINKMODES_GET LINKINFO_GET WOL_GET DEBUG_GET LINKSTATE_GET; do
		card "error nl:$message $error \"why it is so\""
		diff_world="LD_PRELOAD=$NICSIM_SO NICSIM=$nic_file NICSIM_NETLINK=yes"
		same "$message: $error" eth0
	done
done
nic guide
same 'no such device, without netlink' nosuch
same 'an empty name, without netlink' ''
same 'a word too many, without netlink' eth0 x
nic guide yes
same 'no such device, with netlink' nosuch
same 'an empty name, with netlink' ''
card 'link 1'
diff_world="LD_PRELOAD=$NICSIM_SO NICSIM=$nic_file NICSIM_NETLINK=yes"
same 'a word too many, which netlink leaves alone' eth0 x

# What netlink says of it, in ethtool's words: the lines stand in another order there.
words() {
	env LD_PRELOAD="$NICSIM_SO" NICSIM="$nic_file" NICSIM_NETLINK=yes \
		"$diff_dir/$1/ethtool" eth0 >"$1.out" 2>"$1.err"
	echo $? >>"$1.out"
	sed "$no_fec" "$1.out" | tr -s '\t ' '\n' | tr '[:upper:]' '[:lower:]' | sort >"$1.words"
}

same_words() {
	words oracle && words ours && diff oracle.words ours.words && diff oracle.err ours.err
}

source_text() {
	env LD_PRELOAD="$NICSIM_SO" NICSIM="$nic_file" NICSIM_NETLINK="$1" \
		"$diff_dir/ours/ethtool" ${3:+"$3"} eth0 | grep -Ev "$2"
}

only='Lanes:|master-slave|SQI:|^	Link detected: no'
keys='"(lanes|master-slave-cfg|master-slave-status|link-down-reason|link-down-detail|sqi|sqi-max)"'
for file in copper-1g copper-2g5 copper-5g fibre-10g fibre-25g fibre-100g fibre-400g half-duplex \
	no-link no-partner many; do
	nic $file
	t "$file: netlink's words are ethtool's" same_words
done
# ethtool hides what netlink says is advertised but not supported (guide, asymmetric), and asks no
# ioctl where netlink has no answer (legacy).
for file in guide copper-1g copper-2g5 copper-5g fibre-10g fibre-25g fibre-100g fibre-400g \
	half-duplex legacy no-link no-partner many asymmetric; do
	nic $file
	t "$file: one text of both sources" 'source_text no "$only" >no &&
		source_text yes "$only" >yes && [ -s no ] && diff no yes'
	t "$file: one JSON of both sources" 'source_text no "$keys" --json >no &&
		source_text yes "$keys" --json >yes && [ -s no ] && tr -d , <no >a &&
		tr -d , <yes >b && diff a b'
done

# one_line PATTERN LINE...: that line of ethtool's, and of ours, of a NIC with these lines.
one_line() {
	one_pattern=$1
	shift
	card "$@"
	t "netlink: $*" 'words oracle && words ours && grep "$one_pattern" oracle.out >a &&
		grep "$one_pattern" ours.out >b && diff a b'
}

for cfg in 1 2 3 4 5 6; do
	one_line master-slave \
		"settings speed=10 supported=TP master_slave_cfg=$cfg master_slave_state=$cfg"
done
for lanes in 1 2 8 4294967295; do
	one_line Lanes "settings speed=10 supported=TP lanes=$lanes"
done
for sqi in 'sqi=0' 'sqi=3 sqi_max=7' 'sqi_max=7'; do
	one_line 'SQI\|Link' 'link 1' "linkstate $sqi"
done
for state in 0 1 2 3 4 5 6 7 8 9 10 11 255; do
	one_line Link 'link 0' "linkstate ext_state=$state"
	for detail in 0 1 2 3 4 5 6 7 255; do
		one_line Link 'link 0' "linkstate ext_state=$state ext_substate=$detail"
	done
done
one_line Link 'link 1' 'linkstate ext_state=1 ext_substate=1'

nic hostile-netlink
t 'netlink that lies: no terminal is touched, and it ends' \
	'words ours && [ "$(tail -n 1 ours.out)" = 0 ] && ! grep -q "$(printf "\033")" ours.out &&
	[ ! -s ours.err ]'
nic set-lies yes
but 'netlink that lies about the sets of modes' eth0 <<'W'
# a set is as long as what was sent of it; the oracle gives up
|Settings for eth0:
|	Supported ports: [ ]
|	Supported link modes:   Not reported
|	Supported pause frame use: No
|	Supports auto-negotiation: No
|	Advertised link modes:  Not reported
|	Advertised pause frame use: No
|	Advertised auto-negotiation: No
|	Link partner advertised link modes:  Not reported
|	Link partner advertised pause frame use: Symmetric
|	Link partner advertised auto-negotiation: No
|	Port: Twisted Pair
|	PHYAD: 0
|	Transceiver: internal
|	MDI-X: Unknown
|	Link detected: yes
= 0
W

card 'settings duplex=255 port=0 phy=1 autoneg=1 mdix_ctrl=3' \
	' supported=TP,Autoneg,10baseT/Half,10baseT/Full advertising=TP,Autoneg,10baseT/Full' \
	'link 0' 'linkstate ext_state=4' 'wol supported=magic wolopts=0' 'msglvl drv,probe,link'
diff_world="LD_PRELOAD=$NICSIM_SO NICSIM=$nic_file NICSIM_NETLINK=yes"
ours 'JSON: unknown is null, and why there is no link' --json eth0 <<'W'
# ethtool 6.1 has no JSON here
|[ {
|        "ifname": "eth0",
|        "supported-ports": [ "TP" ],
|        "supported-link-modes": [ "10baseT/Half","10baseT/Full" ],
|        "supported-pause-frame-use": "No",
|        "supports-auto-negotiation": true,
|        "supported-fec-modes": [ ],
|        "advertised-link-modes": [ "10baseT/Full" ],
|        "advertised-pause-frame-use": "No",
|        "advertised-auto-negotiation": true,
|        "advertised-fec-modes": [ ],
|        "speed-mbps": null,
|        "duplex": null,
|        "port": "Twisted Pair",
|        "phyad": 1,
|        "transceiver": "internal",
|        "auto-negotiation": true,
|        "mdi-x": null,
|        "mdi-x-control": "auto",
|        "supports-wake-on": "g",
|        "wake-on": "d",
|        "message-level": 7,
|        "message-level-names": [ "drv","probe","link" ],
|        "link-detected": false,
|        "link-down-reason": "No cable"
|    } ]
= 0
W

# On real interfaces.
nic_none
need_root
same -u none 'loopback, without privileges' lo
same 'loopback' lo
same -u none 'no such device, without privileges' nosuch
finish
