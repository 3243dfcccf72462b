#!/bin/sh
# Where ifstat changes something else than the installed ifconfig, on purpose: what, and why.

. "${0%/*}/../tap.sh"
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/diff/ifstat_change.sh"

# The whole line is read before the first change.
on 'fresh'
but e0 10.1.2.3 netmask 255.0.255.0 <<'EOT'
!SIOCSIFNETMASK: Invalid argument
= 1
EOT
but e0 10.1.2.3 netmask 16 <<'EOT'
!SIOCSIFNETMASK: Invalid argument
= 1
EOT
but e0 10.1.2.3 netmask /16 <<'EOT'
!/16: Unknown host
= 1
EOT
but e0 10.1.2.3 netmask foo <<'EOT'
!foo: Unknown host
= 1
EOT
but e0 mtu 1400 netmask <<'EOT'
!(usage)
= 3
EOT
but e0 up mtu <<'EOT'
!(usage)
= 3
EOT
but e0 up nosuchword <<'EOT'
!nosuchword: Unknown host
!ifconfig: `--help' gives usage information.
= 1
EOT

# What was done and what was not is said; net-tools goes on.
on 'fresh'
but e0 netmask 255.255.0.0 10.1.2.3 <<'EOT'
!SIOCSIFNETMASK: Cannot assign requested address
!ifconfig: not done: netmask, 10.1.2.3
= 1
EOT
but e0 mtu 67 up <<'EOT'
!SIOCSIFMTU: Invalid argument
!ifconfig: not done: mtu, up
= 1
EOT
but e0 up 10.1.2.3/24 mtu 67 txqueuelen 5 <<'EOT'
!SIOCSIFMTU: Invalid argument
!ifconfig: done: up, 10.1.2.3/24; not done: mtu, txqueuelen
= 1
< e0: <BROADCAST,MULTICAST> mtu 1500 qlen 1000
> e0: <BROADCAST,MULTICAST,UP> mtu 1500 qlen 1000
> e0: inet 10.1.2.3/24 brd 10.1.2.255 scope global e0
EOT

# The first refusal ends the line and gives the status; net-tools goes on, and activates what got no
# address.
on 'fresh'
but e0 224.0.0.1 <<'EOT'
!SIOCSIFADDR: Invalid argument
= 1
EOT
but nosuch 10.1.2.3 <<'EOT'
!SIOCSIFADDR: No such device
= 1
EOT
but nosuch 10.1.2.3/24 <<'EOT'
!SIOCSIFADDR: No such device
= 1
EOT
as_nobody but e0 10.1.2.3 <<'EOT'
!SIOCSIFADDR: Operation not permitted
= 1
EOT
as_nobody but e0 10.1.2.3/24 <<'EOT'
!SIOCSIFADDR: Operation not permitted
= 1
EOT
as_nobody but e0 broadcast 10.1.2.3 <<'EOT'
!SIOCSIFBRDADDR: Operation not permitted
= 1
EOT
as_nobody but e0 pointopoint 10.1.2.3 <<'EOT'
!SIOCSIFDSTADDR: Operation not permitted
= 1
EOT
on 'with an address' 'addr add 10.1.1.1/24 brd + dev e0'
as_nobody but e0 0.0.0.0 <<'EOT'
!SIOCSIFADDR: Operation not permitted
= 1
EOT
on 'fresh'
as_nobody but e0 add 10.1.2.3 <<'EOT'
!SIOCSIFADDR: Operation not permitted
= 1
EOT

# Prefixes of 31 and 32 bits, without the broadcast address of the class; 32 is not 0.
on 'fresh'
but e0 10.1.2.3/31 <<'EOT'
= 0
< e0: <BROADCAST,MULTICAST> mtu 1500 qlen 1000
> e0: <BROADCAST,MULTICAST,UP> mtu 1500 qlen 1000
> e0: inet 10.1.2.3/31 scope global e0
EOT
but e0 10.1.2.3/32 <<'EOT'
= 0
< e0: <BROADCAST,MULTICAST> mtu 1500 qlen 1000
> e0: <BROADCAST,MULTICAST,UP> mtu 1500 qlen 1000
> e0: inet 10.1.2.3/32 scope global e0
EOT

# A prefix that is none is said to be one; net-tools takes most of them modulo 32.
on 'fresh'
but e0 10.1.2.3/33 <<'EOT'
!10.1.2.3/33: invalid prefix length
!(usage)
= 3
EOT
but e0 10.1.2.3/-1 <<'EOT'
!10.1.2.3/-1: invalid prefix length
!(usage)
= 3
EOT
but e0 10.1.2.3/300 <<'EOT'
!10.1.2.3/300: invalid prefix length
!(usage)
= 3
EOT
but e0 10.1.2.3/ <<'EOT'
!10.1.2.3/: invalid prefix length
!(usage)
= 3
EOT
but e0 10.1.2.3/x <<'EOT'
!10.1.2.3/x: invalid prefix length
!(usage)
= 3
EOT
but e0 10.1.2.3/24x <<'EOT'
!10.1.2.3/24x: invalid prefix length
!(usage)
= 3
EOT
but e0 10.1.2.3/255.255.255.0 <<'EOT'
!10.1.2.3/255.255.255.0: invalid prefix length
!(usage)
= 3
EOT
but e0 add 2001:db8::1/129 <<'EOT'
!2001:db8::1/129: invalid prefix length
!(usage)
= 3
EOT
but e0 add 2001:db8::1/-1 <<'EOT'
!2001:db8::1/-1: invalid prefix length
!(usage)
= 3
EOT
but e0 add 2001:db8::1/x <<'EOT'
!2001:db8::1/x: invalid prefix length
!(usage)
= 3
EOT
but e0 add 2001:db8::1/ <<'EOT'
!2001:db8::1/: invalid prefix length
!(usage)
= 3
EOT
but e0 add 2001:db8::1/64x <<'EOT'
!2001:db8::1/64x: invalid prefix length
!(usage)
= 3
EOT
but e0 add 10.1.2.3/33 <<'EOT'
!10.1.2.3/33: invalid prefix length
!(usage)
= 3
EOT

# net-tools loses the alias of an interface that is down when it sets its broadcast address.
on 'with an alias' 'addr add 10.1.1.1/24 brd + dev e0' \
	'addr add 10.2.1.1/24 brd + dev e0 label e0:1'
but e0:1 broadcast 10.2.1.7 <<'EOT'
= 0
< e0: inet 10.2.1.1/24 brd 10.2.1.255 scope global e0:1
> e0: inet 10.2.1.1/24 brd 10.2.1.7 scope global e0:1
EOT

# Names that are too long are not cut.
on 'with an address' 'addr add 10.1.1.1/24 brd + dev e0'
but e0:abcdefghijklm 10.9.0.1 <<'EOT'
!e0:abcdefghijklm: Unknown host
!ifconfig: `--help' gives usage information.
= 1
EOT
on 'fresh'
but e0 name abcdefghijklmnop <<'EOT'
!abcdefghijklmnop: interface name too long
= 1
EOT

# Words behind "name" mean the interface by its new name.
on 'fresh'
but e0 name e9 mtu 1400 <<'EOT'
= 0
< e0: <BROADCAST,MULTICAST> mtu 1500 qlen 1000
< e0: link/ether 02:00:00:00:00:e0 brd ff:ff:ff:ff:ff:ff promiscuity 0 allmulti 0
> e9: <BROADCAST,MULTICAST> mtu 1400 qlen 1000
> e9: link/ether 02:00:00:00:00:e0 brd ff:ff:ff:ff:ff:ff promiscuity 0 allmulti 0
EOT

# Numbers are read whole, and are not cut to 32 bits.
on 'fresh'
but e0 mtu 1400x <<'EOT'
!(usage)
= 3
EOT
but e0 mtu x <<'EOT'
!(usage)
= 3
EOT
but e0 mtu 0x578 <<'EOT'
!(usage)
= 3
EOT
but e0 mtu 4294968696 <<'EOT'
!(usage)
= 3
EOT
but e0 mtu '' <<'EOT'
!(usage)
= 3
EOT
but e0 txqueuelen 4294967296 <<'EOT'
!(usage)
= 3
EOT
but e0 txqueuelen 5000000000 <<'EOT'
!(usage)
= 3
EOT
but e0 txqueuelen x <<'EOT'
!(usage)
= 3
EOT

# Bytes too few or too many, and an address that an ioctl has no room for.
on 'fresh'
but e0 hw ether 0200000000 <<'EOT'
!0200000000: invalid ether address.
= 1
EOT
but e0 hw ether 02:00:00:00:00 <<'EOT'
!02:00:00:00:00: invalid ether address.
= 1
EOT
but e0 hw ether 02:00:00:00:00:09:01 <<'EOT'
!02:00:00:00:00:09:01: invalid ether address.
= 1
EOT
but e0 hw ether 02:00:00:00:00: <<'EOT'
!02:00:00:00:00:: invalid ether address.
= 1
EOT
but e0 hw ether 02:00:00:00:00:009 <<'EOT'
!02:00:00:00:00:009: invalid ether address.
= 1
EOT
but e0 hw infiniband 00:01:02:03:04:05:06:07:08:09:0a:0b:0c:0d:0e:0f:10:11:12:13 <<'EOT'
!SIOCSIFHWADDR: Operation not supported
= 1
EOT

# A word that this net-tools has not; the kernel refuses it.
on 'fresh'
but e0 metric 0 <<'EOT'
!SIOCSIFMETRIC: Operation not supported
= 1
EOT
but e0 metric 1 <<'EOT'
!SIOCSIFMETRIC: Operation not supported
= 1
EOT
but e0 metric 5 <<'EOT'
!SIOCSIFMETRIC: Operation not supported
= 1
EOT
but e0 metric <<'EOT'
!(usage)
= 3
EOT

# Messages for addresses that are none, and for an interface that is none.
on 'fresh'
but e0 add 2001:db8::g <<'EOT'
!2001:db8::g: Unknown host
= 1
EOT
but nosuch add 2001:db8::1/64 <<'EOT'
!SIOCSIFADDR: No such device
= 1
EOT
but nosuch del 2001:db8::1/64 <<'EOT'
!SIOCDIFADDR: No such device
= 1
EOT

# IPv4: exactly the address, with a mask and broadcast address of its own, or an error. net-tools
# does nothing, or something else, and often says nothing.
on 'fresh'
but e0 add 10.1.2.3 <<'EOT'
= 0
> e0: inet 10.1.2.3/8 brd 10.255.255.255 scope global e0
EOT
but e0 add 10.1.2.3/24 <<'EOT'
= 0
> e0: inet 10.1.2.3/24 brd 10.1.2.255 scope global e0
EOT
but e0 del 10.1.2.3 <<'EOT'
!SIOCDIFADDR: Cannot assign requested address
= 1
EOT
but nosuch add 10.1.2.3 <<'EOT'
!SIOCSIFADDR: No such device
= 1
EOT
but nosuch del 10.1.2.3 <<'EOT'
!SIOCDIFADDR: No such device
= 1
EOT
on 'with addresses' 'addr add 10.1.1.1/24 brd + dev e0' 'addr add 10.3.1.1/24 brd + dev e0' \
	'addr add 2001:db8::1/64 dev e0' 'link set e0 up'
but e0 add 10.66.0.1 <<'EOT'
= 0
> e0: inet 10.66.0.1/8 brd 10.255.255.255 scope global e0:0
EOT
but e0 add 10.66.0.1/24 <<'EOT'
= 0
> e0: inet 10.66.0.1/24 brd 10.66.0.255 scope global e0:0
EOT
but e0 add 10.1.1.1/24 <<'EOT'
!SIOCSIFADDR: File exists
= 1
EOT
# Without a prefix the address is removed whatever its prefix.
but e0 del 2001:db8::1 <<'EOT'
= 0
< e0: inet6 2001:db8::1/64 scope global
EOT
but e0 del 10.1.1.1 <<'EOT'
= 0
< e0: inet 10.1.1.1/24 brd 10.1.1.255 scope global e0
EOT
but e0 del 10.1.1.1/24 <<'EOT'
= 0
< e0: inet 10.1.1.1/24 brd 10.1.1.255 scope global e0
EOT
but e0 del 10.3.1.1/24 <<'EOT'
= 0
< e0: inet 10.3.1.1/24 brd 10.3.1.255 scope global e0
EOT
but e0 del 10.1.0.9 <<'EOT'
!SIOCDIFADDR: Cannot assign requested address
= 1
EOT

# Hardware of long ago: the refusal of the kernel of today, whatever the argument.
on 'fresh'
but e0 media auto <<'EOT'
!port: SIOCSIFMAP: Operation not supported
= 1
EOT
but e0 media foo <<'EOT'
!port: SIOCSIFMAP: Operation not supported
= 1
EOT
but e0 tunnel foo <<'EOT'
!SIOCSIFDSTADDR: No such device
= 1
EOT
but nosuch irq 5 <<'EOT'
!irq: SIOCSIFMAP: No such device
= 1
EOT

# Families that Linux does not have any more are no words.
on 'fresh'
but e0 unix <<'EOT'
!unix: Unknown host
!ifconfig: `--help' gives usage information.
= 1
EOT
but e0 unix 1 <<'EOT'
!unix: Unknown host
!ifconfig: `--help' gives usage information.
= 1
EOT
but e0 ddp 1 <<'EOT'
!ddp: Unknown host
!ifconfig: `--help' gives usage information.
= 1
EOT
but e0 ash 1 <<'EOT'
!ash: Unknown host
!ifconfig: `--help' gives usage information.
= 1
EOT
but e0 ax25 1 <<'EOT'
!ax25: Unknown host
!ifconfig: `--help' gives usage information.
= 1
EOT
but e0 netrom 1 <<'EOT'
!netrom: Unknown host
!ifconfig: `--help' gives usage information.
= 1
EOT
but e0 rose 1 <<'EOT'
!rose: Unknown host
!ifconfig: `--help' gives usage information.
= 1
EOT
but e0 ipx 1 <<'EOT'
!ipx: Unknown host
!ifconfig: `--help' gives usage information.
= 1
EOT
but e0 ec 1 <<'EOT'
!ec: Unknown host
!ifconfig: `--help' gives usage information.
= 1
EOT
but e0 x25 1 <<'EOT'
!x25: Unknown host
!ifconfig: `--help' gives usage information.
= 1
EOT

# Words that are none.
on 'fresh'
but e0 2001:db8::7/64 <<'EOT'
!2001:db8::7/64: Unknown host
!ifconfig: `--help' gives usage information.
= 1
EOT
but e0 inet6 2001:db8::7 <<'EOT'
!2001:db8::7: Unknown host
!ifconfig: `--help' gives usage information.
= 1
EOT
but e0 '' <<'EOT'
!: Unknown host
!ifconfig: `--help' gives usage information.
= 1
EOT

# No count of the errors behind the errors.
on 'fresh'
but -v e0 mtu 67 <<'EOT'
!SIOCSIFMTU: Invalid argument
= 1
EOT
finish
