#!/bin/sh
# What ifstat changes beside the installed ifconfig; where it does otherwise is in ifstat_differ.t.

. "${0%/*}/../tap.sh"
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/diff/ifstat_change.sh"

# Flags.
on 'down'
for word in up arp promisc allmulti multicast dynamic trailers; do
	same e0 "$word"
done
for word in arp promisc allmulti multicast dynamic trailers; do
	same e0 "-$word"
done
same e0 down
same e0 up down
same e0 up promisc -promisc
same e0 promisc -arp allmulti
same nosuch up
same nosuch:1 up
same e0 broadcast
same e0 pointopoint
same e0 -broadcast
same tun0 up
same tun0 -pointopoint
same tun0 -multicast arp
for word in up down promisc -arp dynamic; do
	as_nobody same e0 "$word"
done
on 'up' 'link set e0 up'
same e0 down
same e0 up
same e0 promisc
same e0 -arp down

# IPv4 addresses.
on 'fresh'
for a in 10.1.2.3 172.16.1.1 192.168.1.1 240.0.0.1 127.0.0.5 255.255.255.255 0.0.0.0 default 0; do
	same e0 "$a"
done
for n in 30 24 0 1 8 16; do
	same e0 "10.1.2.3/$n"
done
for a in 10.7 0x0a000001 010.1.2.3; do
	same e0 "$a"
done
same e0 10.1.2.300
same e0 1.2.3.4.5
same e0 foo
same e0 10.1.2.3 10.1.2.4
same e0 inet 10.1.2.3
same e0 10.1.2.3 netmask 255.255.0.0
same e0 10.1.2.3 netmask 0xffff0000
same e0 10.1.2.3 netmask 255.255.255.252 broadcast 10.1.2.9
same e0 10.1.2.3 netmask default
same e0 netmask 255.255.0.0
same e0 broadcast 10.1.2.9
same e0 pointopoint 10.1.2.9
same e0 dstaddr 10.1.2.9
same e0 broadcast up
same e0 10.1.2.3/24 netmask 255.255.0.0
same e0 10.1.2.3 netmask 255.255.255.254
same e0 10.1.2.3/24 broadcast 10.1.2.7
same e0 10.1.2.3 mtu 1400 promisc txqueuelen 7 hw ether 02:00:00:00:00:01
same tun0 10.1.2.3
same tun0 10.1.2.3 pointopoint 10.1.2.4
same tun0 10.1.2.3 netmask 255.255.255.0 pointopoint 10.1.2.4
same tun0 10.1.2.3 dstaddr 10.1.2.4
same tun0 10.1.2.3/24
same nosuch netmask 255.0.0.0
same e0 2001:db8::7
same e0 plumb
same e0 -up
same e0 -a
same e0 UP
as_nobody same e0 netmask 255.0.0.0
as_nobody same e0 dstaddr 10.1.2.3

on 'with an address' 'addr add 10.1.1.1/24 brd + dev e0'
for words in 10.1.1.1 10.1.1.1/24 10.1.1.1/16 10.1.1.9 0.0.0.0 default 'netmask 255.255.0.0' \
	'netmask 255.255.255.255' 'netmask 0.0.0.0' 'netmask 255.0.255.0' 'broadcast 10.1.1.7' \
	'broadcast 0.0.0.0' 'pointopoint 10.1.1.7' 'dstaddr 10.1.1.7' '-broadcast' up \
	'netmask 255.255.0.0 broadcast 10.1.9.9'; do
	# shellcheck disable=SC2086 # a command of several words
	same e0 $words
done
same e0 netmask 255.255.0.0 10.9.9.9
same e0 0.0.0.0/24

# Aliases.
same e0:new 10.9.0.1
same e0:new 10.9.0.1/24
same e0:1 10.1.1.9/24
same e0:9 down
same e0:9 up
same e0:9 0.0.0.0
same e0:9 netmask 255.0.0.0
same e0:3 mtu 1400
same e0:3 txqueuelen 3
same e0:3 promisc
same e0:3 hw ether 02:00:00:00:00:01
on 'with an alias' 'addr add 10.1.1.1/24 brd + dev e0' \
	'addr add 10.2.1.1/24 brd + dev e0 label e0:1'
same e0:1 down
same e0:1 0.0.0.0
same e0:1 10.2.1.7
same e0:1 10.2.1.7/30
same e0:1 netmask 255.255.0.0
same e0:1 up
same e0 down
same e0 0.0.0.0
same e0 name e9
as_nobody same e0:1 down

# add and del.
on 'fresh'
for a in 2001:db8::1/64 2001:db8::1 2001:db8::1/0 2001:db8::1/128 fe80::7/64 ::ffff:1.2.3.4/96 \
	::1/128 ::/64 ff02::1/64; do
	same e0 add "$a"
	same e0 inet6 add "$a"
done
same e0 inet add 2001:db8::1/64
same e0 add foo
same e0 del 2001:db8::1/64
as_nobody same e0 add 2001:db8::1/64
on 'with addresses' 'addr add 10.1.1.1/24 brd + dev e0' 'addr add 10.3.1.1/24 brd + dev e0' \
	'addr add 2001:db8::1/64 dev e0' 'link set e0 up'
same e0 add 2001:db8::1/64
same e0 add 2001:db8::2/64
same e0 del 2001:db8::1/64
same e0 inet6 del 2001:db8::1/64
same e0 del 2001:db8::1/63
same e0 down
same e0 mtu 1279

# The link.
on 'fresh'
for n in 1400 68 65535 67 0 -1 65536; do
	same e0 mtu "$n"
done
same e0 mtu 02570
for n in 0 5 1000000 -1 4294967295 0x10 010; do
	same e0 txqueuelen "$n"
done
for a in 02:00:00:00:00:09 02:0:0:0:0:9 02AABBccddee 02-00-00-00-00-09 0200.0000.0009 foo \
	01:00:00:00:00:01 00:00:00:00:00:00 ff:ff:ff:ff:ff:ff 02:00:00:00:00:0g; do
	same e0 hw ether "$a"
done
same e0 hw loop 02:00:00:00:00:09
same e0 hw ppp 02:00:00:00:00:09
same e0 hw ETHER 02:00:00:00:00:09
same e0 hw nosuch 02:00:00:00:00:09
same e0 hw fddi 02:00:00:00:00:09
same e0 hw arcnet 01
same tun0 hw ether 02:00:00:00:00:09
same e0 name e9
same e0 name e0
same e0 name lo
for name in a/b . .. a:b x%d abcdefghijklmno ''; do
	same e0 name "$name"
done
for word in mtu txqueuelen; do
	same nosuch "$word" 5
done
same nosuch hw ether 02:00:00:00:00:09
same nosuch name e9
as_nobody same e0 mtu 1400
as_nobody same e0 txqueuelen 5
as_nobody same e0 hw ether 02:00:00:00:00:09
as_nobody same e0 name e9
on 'up' 'link set e0 up'
same e0 hw ether 02:00:00:00:00:09
same e0 name e9
same e0 mtu 1400

# Words for hardware that is no more.
on 'fresh'
for word in irq mem_start io_addr; do
	same e0 "$word" 5
	as_nobody same e0 "$word" 5
done
same e0 irq x
for type in 10baseT 10base2 AUI; do
	same e0 media "$type"
done
same e0 tunnel ::1.2.3.4
same e0 outfill 5
same e0 keepalive 5

# Missing arguments, and the line as a whole.
for word in netmask hw mtu txqueuelen add del name dstaddr irq mem_start io_addr media tunnel \
	outfill keepalive; do
	same e0 "$word"
done
same e0 hw ether
same -s e0 up
same -a e0 up
same -v e0 up
finish
