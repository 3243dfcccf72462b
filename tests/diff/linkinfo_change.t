#!/bin/sh
# Changes of link settings, -s: linkinfo and ethtool ask the device for the same, and say the same.
. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/linkinfo_lab.sh"

# card yes|no LINE...: a NIC of these lines, with or without netlink.
card() {
	card_netlink=$1
	shift
	printf '%s\n' 'name eth0' "$@" >"$tap_dir/card.nic"
	diff_world="LD_PRELOAD=$NICSIM_SO NICSIM=$tap_dir/card.nic NICSIM_NETLINK=$card_netlink"
	diff_world="$diff_world NICSIM_LOG=@.log"
}

copper='settings speed=1000 duplex=1 port=0 phy=1 autoneg=1 mdix=1 mdix_ctrl=3
 supported=TP,MII,Autoneg,Pause,10baseT/Half,10baseT/Full,100baseT/Half,100baseT/Full,1000baseT/Full
 advertising=TP,Autoneg,Pause,10baseT/Half,10baseT/Full,100baseT/Half,100baseT/Full
 partner=100baseT/Full'
wol='wol supported=0x60 wolopts=0x20 sopass=01:02:03:04:05:06'
level='msglvl 0xff'

# changes: each line of standard input is the words of a change.
changes() {
	while read -r words; do
		# shellcheck disable=SC2086 # words
		same "netlink $card_netlink: -s $words" -s eth0 $words
	done
}

# What both ways know.
plain() {
	changes <<'W'
speed 100
speed 100 duplex full autoneg on
speed 100 duplex full autoneg off
speed 1000 duplex half
speed 2500 duplex full
speed 10000 duplex full
speed 12345 duplex full
speed 12345 duplex full autoneg off
speed 010
duplex half
duplex full speed 10
port tp
port aui
port bnc
port mii
port fibre
mdix auto
mdix on
mdix off
autoneg on
autoneg off
autoneg on speed 100
autoneg on duplex half
autoneg on port mii phyad 2
advertise 0
advertise 0x3f
advertise 3f
advertise 010 autoneg on
advertise 0x3f speed 10 duplex half
phyad 31
phyad 255
wol p
wol pumbagsf
wol gg
wol d
wol gd
wol dg
wol s sopass a:B:0c:0:1:ff
sopass 01:02:03:04:05:07
msglvl 0xff
msglvl 15
msglvl 0
msglvl drv on
msglvl drv off timer on link on
speed 100 port tp wol g msglvl 1
mdix on speed 10 duplex full autoneg on wol d
W
	same "netlink $card_netlink: -s without words" -s eth0
	same "netlink $card_netlink: -s without words, of no device" -s nosuch
	same "netlink $card_netlink: no such device" -s nosuch speed 10 wol g msglvl 1
}
card no "$copper" "$wol" "$level"
plain
card yes "$copper" "$wol" "$level"
plain

# What only netlink knows.
netlink() {
	changes <<'W'
lanes 4
lanes 4 speed 40000 autoneg on
autoneg on lanes 2
autoneg on advertise 3
speed 0x64
speed 4294967295
port da
master-slave preferred-master
master-slave preferred-slave
master-slave forced-master
master-slave forced-slave autoneg on
advertise 1/3
advertise 0x1ffffffffffffffffffffffff
advertise 0x1/0x1ffffffffffffffffffffffff
advertise 10baseT/Half on
advertise 10baseT/Half on 100baseT/Full off -- speed 10
advertise nonsense on
advertise --
wol 32
wol 0x20
wol 010
wol 0x20/0x60
wol 16/8
wol c
wol abc
wol fade
wol a/b
wol 1f
wol +g
wol -g
wol +g-p
wol +pu-mb+a
wol -
wol 0x1ff
msglvl 1/3
msglvl 10/20
msglvl 10/0x20
msglvl a
msglvl 1f
msglvl 0x1ffffffff
msglvl drv on link off -- speed 10
msglvl nonsense on
msglvl --
W
}
netlink

# How the words can be wrong.
wrong() {
	changes <<'W'
speed
speed x
speed -1
speed 4294967296
speed 1e3
speed 10 speed 100
lanes
lanes -1
duplex
duplex maybe
duplex FULL
port
port none
mdix maybe
autoneg
autoneg 1
phyad 256
phyad -1
xcvr
bogus
bogus 1
speed 10 bogus
advertise
advertise 0x
advertise 0xg
advertise 10/
advertise /10
advertise 0x1/
advertise nonsense
advertise 10baseT/Half
advertise 10baseT/Half maybe
advertise 1 on
wol
wol z
wol magic on
wol 10/
wol 10/z
wol 0x
wol 0xg
wol 1.5
wol p/1
wol p+
wol +d
wol +1
sopass
sopass 1:2
sopass 1:2:3:4:5:
sopass 001:2:3:4:5:6
sopass 1:2:3:4:5:100
sopass 1:2:3:4:5:6:7
sopass 1-2-3-4-5-6
msglvl
msglvl 0x
msglvl 0x/1
msglvl 1/0x
msglvl 10/10/10
msglvl drv
msglvl drv on probe
msglvl drv on -- probe
msglvl +1
master-slave
master-slave slave
W
	same "netlink $card_netlink: an empty speed" -s eth0 speed ''
	same "netlink $card_netlink: an empty sopass" -s eth0 sopass ''
}
wrong
same 'netlink yes: xcvr' -s eth0 xcvr internal
same 'netlink yes: xcvr with nonsense' -s eth0 xcvr nonsense

# Refused by netlink: nothing comes after it.
for error in EOPNOTSUPP EINVAL EPERM EBUSY; do
	for message in LINKINFO_SET LINKMODES_SET WOL_SET DEBUG_SET; do
		card yes "$copper" "$wol" "$level" "error nl:$message $error \"the reason\""
		same "$message: $error" -s eth0 msglvl 1 wol g speed 100 port tp
	done
	card yes "$copper" "error nl:LINKMODES_GET $error"
	same "what autoneg needs to know: $error" -s eth0 autoneg on
done
card yes "$level"
same 'a device without link settings, netlink' -s eth0 speed 10
same 'a device without link settings, netlink: autoneg on' -s eth0 autoneg on

# Refused by ioctls: each kind of setting for itself; the status is 0.
every='speed 10 duplex half port tp mdix on autoneg on phyad 1 wol g sopass 1:2:3:4:5:6 msglvl 1'
for error in EOPNOTSUPP EINVAL EPERM ENODEV; do
	for call in GLINKSETTINGS SLINKSETTINGS GWOL SWOL GMSGLVL SMSGLVL; do
		card no "$copper" "$wol" "$level" "error $call $error"
		# shellcheck disable=SC2086 # words
		same "$call: $error" -s eth0 $every
	done
	card no "$copper legacy=1" "error GSET $error"
	same "GSET: $error" -s eth0 speed 10 xcvr internal
	card no "$copper legacy=1" "error SSET $error"
	same "SSET: $error" -s eth0 speed 10 xcvr external
done
card no
# shellcheck disable=SC2086 # words
same 'a device that knows nothing, ioctl' -s eth0 $every

# Other devices, by ioctl.
card no "$copper legacy=1"
plain
changes <<'W'
xcvr internal
xcvr external port mii
advertise 0xffffffff
W
for extra in autoneg=0 mdix_ctrl=0 transceiver=1 'duplex=255 speed=0' nwords=4 nwords=127; do
	card no "$copper $extra" "$wol"
	changes <<'W'
speed 100
speed 100 duplex full
autoneg on
autoneg on speed 12345 duplex half
duplex half
mdix auto
advertise 0x2f
W
done
card no 'settings speed=1000 duplex=1 autoneg=1 supported=0x1fffffffffffffffffffffff advertising=0'
for speed in 10 100 1000 2500 5000 10000 25000 100000; do
	for duplex in half full; do
		same "$speed $duplex of all modes" -s eth0 speed $speed duplex $duplex
	done
done
same 'autoneg on, of all modes' -s eth0 autoneg on
card no 'settings speed=1000 autoneg=1 supported=0x1 advertising=0x1fffffffffffffffffffffff'
same 'autoneg on, of one mode' -s eth0 autoneg on
card no 'settings speed=1000 autoneg=1 supported=0x4000000000000000000000000000000000 advertising=0'
same 'autoneg on, of a mode that has no name' -s eth0 autoneg on

# Without netlink, words are read as with it, and ioctls do what they can.
card no "$copper" "$wol" "$level"
but 'a wrong word, without netlink' -s eth0 duplex maybe <<'W'
# the words are read in one way, whatever answers
!ethtool (-s): invalid value 'maybe' for parameter 'duplex'
= 1
W
but 'lanes, without netlink' -s eth0 lanes 4 <<'W'
# said as for master-slave
!ethtool: parameter 'lanes' can be used only with netlink
= 1
W
same 'master-slave, without netlink' -s eth0 master-slave forced-slave
# The oracle knows these only by netlink.
# advertises MODES WORD...: that is what the device is asked for then.
advertises() {
	advertised=$1
	shift
	env LD_PRELOAD="$NICSIM_SO" NICSIM="$tap_dir/card.nic" NICSIM_LOG=ours.log \
		"$diff_dir/ours/ethtool" -s eth0 advertise "$@" &&
		grep -q "^ioctl SLINKSETTINGS .* advertising=0x0*$advertised\$" ours.log
}
t 'modes by name, without netlink' 'advertises ce 10baseT/Half off Pause off --'
t 'modes with a mask, without netlink' 'advertises 20cd 0x1/0x3'
but 'a mode that has no name, without netlink' -s eth0 advertise nonsense on <<'W'
# what netlink leaves to the kernel
!ethtool (-s): invalid value 'nonsense' for parameter 'advertise'
= 1
W
but 'wake-on-lan as a mask, without netlink' -s eth0 wol 0x40/0x60 <<'W'
# likewise
>ioctl SWOL supported=96 wolopts=64 sopass=010203040506
= 0
W
but 'wake-on-lan by signs, without netlink' -s eth0 wol +s-g <<'W'
# likewise
>ioctl SWOL supported=96 wolopts=64 sopass=010203040506
= 0
W
but 'message level with a mask, without netlink' -s eth0 msglvl 1/3 <<'W'
# likewise
>ioctl SMSGLVL 0xfd
= 0
W
but 'more modes than the device has room for' -s eth0 advertise 0x1000000000000000000000000 <<'W'
# the oracle leaves them out
!Cannot set new settings: Operation not supported
= 0
W
but 'a transceiver that cannot be chosen' -s eth0 xcvr external <<'W'
# the oracle says "Success"
!Cannot set new settings: Operation not supported
!  not setting transceiver
= 0
W
card yes "$copper" "$wol" "$level"
but 'a decimal number of more than 32 bits' -s eth0 msglvl 4294967296 <<'W'
# the oracle reads it as a hexadecimal one
!ethtool (-s): invalid value '4294967296' for parameter 'msglvl'
= 1
W

# On real interfaces.
nic_none
need_root
same 'loopback has no settings' -s lo speed 10
same -u none 'no privilege' -s lo msglvl 1
same -u none 'no privilege for wake-on-lan' -s lo wol g
same 'all devices' -s '*' speed 10
finish
