#!/bin/sh
# ping through real networks: routers, devices, addresses, links, groups, every kind of permission.
# shellcheck disable=SC2317 # what the test bodies call is called by eval
. "${0%/*}/../tap.sh"
need_root
need_tool ip nft setpriv setcap
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/lab/ping.sh"

lab_new && lab_chain client r1 r2 server || exit
S4=$(lab_addr server) S6=$(lab_addr server 6)
C4=$(lab_addr client) R1=$(lab_addr r1) R2=$(lab_addr r2)

t 'IPv4 through two routers' '
	sees client -c 3 -i 0.05 $S4 && rc 0 && silent &&
	says "^PING $S4 ($S4) 56(84) bytes of data.$" 1 &&
	says "^64 bytes from $S4: icmp_seq=[123] ttl=62 time=0\.[0-9]* ms$" 3 &&
	sums "3 packets transmitted, 3 received, 0% packet loss, time "'
t 'IPv6 through two routers' '
	sees client -c 3 -i 0.05 $S6 && rc 0 && silent &&
	says "^PING $S6($S6) 56 data bytes$" 1 &&
	says "^64 bytes from $S6: icmp_seq=[123] ttl=62 time=0\.[0-9]* ms$" 3 &&
	sums "3 packets transmitted, 3 received, 0% packet loss, time "'

# takes WHO FAMILY KIND: the kind of socket that ping gets
takes() {
	sees_as "$1" client -c 1 --json "$(lab_addr server "$2")" && rc 0 && silent &&
		says "\"socket\":\"$3\"" 1 && says '"event":"reply"' 1
}
# refused FAMILY: no permission
refused() {
	sees_as nobody client -c 1 "$(lab_addr server "$1")" && rc 2 && [ ! -s out ] &&
		warns '^ping: socket: .*cap_net_raw.*net.ipv4.ping_group_range$'
}
t 'raw sockets for root where ping sockets are not permitted' '
	takes root 4 raw && takes root 6 raw'
t 'raw sockets by a file capability' 'takes cap 4 raw && takes cap 6 raw'
t 'no permission at all: one line names what is missing and the remedy' 'refused 4 && refused 6'
t 'the remedy is one: a group' '
	lab_ping_group client 65534 65534 && takes nobody 4 datagram && takes nobody 6 datagram'
t 'datagram sockets for all who may, root too' '
	datagram client && takes root 4 datagram && takes cap 6 datagram'
t 'errors reach a datagram socket of an ordinary user' '
	datagram client && sees_as nobody client -c 1 -t 1 $S4 && rc 1 &&
	says "^From $R1 icmp_seq=1 Time to live exceeded$" 1 &&
	sees_as nobody client -c 1 -t 2 $S6 && rc 1 &&
	says "^From $(lab_addr r2 6) icmp_seq=1 Time exceeded: Hop limit$" 1'
t 'four at once do not hear each other, over either kind of socket' '
	for kind in raw datagram; do
		$kind client || exit
		for i in 1 2 3 4; do
			lab_in client "$ping_dir/ping" -c 20 -i 0.01 $S4 >out$i &
		done
		wait
		for i in 1 2 3 4; do
			cat out$i && [ "$(grep -c "^64 bytes from" out$i)" = 20 ] &&
			! grep DUP out$i || exit
		done
	done'
t 'ordinary users cannot flood' '
	datagram client && sees_as nobody client -f -c 1 $S4 && rc 2 &&
	warns "minimal interval allowed for user is 2ms" &&
	sees_as nobody client -i 0.001 -c 1 $S4 && rc 2 &&
	sees_as nobody client -l 4 -c 1 $S4 && rc 2 && warns "preload" &&
	sees_as nobody client -i 0.002 -l 3 -c 5 $S4 && rc 0'

# The way there and back, as the hosts enter it: the address of the device the packet leaves by.
printf 'RR: \t%s\n' "$C4" >way
printf '\t%s\n' "$(lab_addr r1 4 r2)" "$(lab_addr r2 4 server)" "$S4" "$S4" \
	"$(lab_addr r2 4 r1)" "$(lab_addr r1 4 client)" "$C4" >>way
way=$PWD/way
t 'record route tells the way, over either kind of socket' '
	for kind in raw datagram; do
		$kind client && sees client -c 2 -i 0.01 -R "$S4" && rc 0 && silent &&
		says "^PING .* 56(124) bytes" 1 &&
		sed -n "/^RR/,/^$/p" out | grep . | diff "$way" - &&
		says "icmp_seq=2 .*	(same route)$" 1 || exit
	done'
# stamped MODE OPERAND...: the addresses of the timestamps
stamped() {
	sees client -c 1 -T "$@" && rc 0 &&
		sed -n '/^TS/,/^$/s/^[TS: ]*	\([0-9.]*\)	.*/\1/p' out | xargs >addresses &&
		cat addresses
}
t 'timestamps tell the way and the time, over either kind of socket' '
	for kind in raw datagram; do
		$kind client && stamped tsandaddr $S4 && grep -x "$C4 $R1 $R2 $S4" addresses &&
		says "^Unrecorded hops: 3$" 1 && stamped tsprespec $R1 $R2 $S4 &&
		grep -x "$R1 $R2" addresses || exit
		today=$(($(date +%s) % 86400 * 1000))
		ms=$(sed -n "s/^TS: .*	\([0-9]*\) absolute/\1/p" out)
		within $((today - 5000)) "$ms" $((today + 5000)) || exit
	done'
t 'a source route goes by that hop, if the hop allows it' '
	for node in client r1 r2 server; do
		lab_in $node sh -c "for f in /proc/sys/net/ipv4/conf/*/accept_source_route; do
			echo 1 >\$f; done" || exit
	done
	raw client && sees client -c 1 $(lab_addr r2 4 server) $S4 && rc 0 &&
	says "^64 bytes from $S4: icmp_seq=1 " 1 && says "^LSRR: 	$R2$" 1 &&
	sees client -t 1 -c 1 $(lab_addr r2 4 server) $S4 && rc 1 &&
	says "^From $R1 icmp_seq=1 Time to live exceeded" 1 &&
	sees_as cap client -c 1 $(lab_addr r2 4 server) $S4 && rc 0'

# A second way to the same router; each device counts what leaves by it.
lab_link client r1 dev up2 down2 && lab_routes &&
	lab_ip client route add 198.18.3.0/24 via "$(lab_addr r1 4 down2)" dev up2 metric 99 &&
	lab_ip client -6 route add 2001:db8:3::/64 via "$(lab_addr r1 6 down2)" dev up2 \
		metric 9999 && datagram client || exit
U4=$(lab_addr client 4 up2) U6=$(lab_addr client 6 up2)
left() {
	lab_in client cat "/sys/class/net/$1/statistics/tx_packets"
}
# by DEVICE ARGUMENT...: 30 requests leave by this device, and few packets by the other
by() {
	case $1 in
	r1) other=up2 ;;
	*) other=r1 ;;
	esac
	device=$1 before=$(left "$1") not=$(left "$other")
	shift
	sees client -c 30 -i 0.005 "$@" && rc 0 && silent && says "^64 bytes from" 30 &&
		within 30 $(($(left "$device") - before)) 34 &&
		within 0 $(($(left "$other") - not)) 4
}
t '-I DEVICE sends by that device, from its address' '
	by r1 $S4 && by up2 -I up2 $S4 && says "from $U4 up2: 56(84) bytes" 1 &&
	by r1 -I r1 $S4 && says "from $C4 r1: 56(84) bytes" 1'
t '-I DEVICE, IPv6' '
	by r1 $S6 && by up2 -I up2 $S6 && says "from $U6 up2: 56 data bytes" 1 &&
	by r1 -I r1 $S6 && says "from $(lab_addr client 6) r1: 56 data bytes" 1'
t '-I ADDRESS sends from that address, by the ordinary route' '
	by r1 -I $U4 $S4 && says "from $U4 : 56(84) bytes" 1 &&
	by r1 -I $U6 $S6 && says "from $U6 : 56 data bytes" 1'
t '-I twice: a device, and an address that it would not have chosen' '
	lab_ip client addr add 198.18.4.11/24 dev up2 && by up2 -I up2 -I 198.18.4.11 $S4 &&
	says "from 198.18.4.11 up2: 56(84) bytes" 1'
t '-I DEVICE as an ordinary user' '
	sees_as nobody client -c 1 -I up2 $S4 && rc 0 && silent && says "from $U4 up2:" 1 &&
	sees_as nobody client -c 1 -I up2 $S6 && rc 0 && silent && says "from $U6 up2:" 1'
t '-I of no device, of an address that is not ours' '
	for to in $S4 $S6; do
		sees client -c 1 -I nosuch $to && rc 2 && warns "nosuch" && [ ! -s out ] || exit
	done
	sees client -c 1 -I 192.0.2.9 $S4 && rc 2 && warns "^ping: bind" && [ ! -s out ] &&
	sees client -c 1 -I 2001:db8:99::9 $S6 && rc 2 && warns "^ping: bind" && [ ! -s out ]'
t '-r asks only neighbours' '
	sees client -c 1 -r $R1 && rc 0 &&
	sees client -c 1 -r $S4 && rc 1 && warns "Network is unreachable" &&
	sums "1 packets transmitted, 0 received, +1 errors"'

if lab_ip client link add vrf0 type vrf table 77 2>/dev/null; then
	t '-I VRF' '
		finally "lab_ip client link del vrf0" && lab_ip client link set vrf0 up &&
		lab_ip client link set up2 vrf vrf0 &&
		lab_ip client route add default via $(lab_addr r1 4 down2) vrf vrf0 &&
		by up2 -I vrf0 $S4 && says "vrf0:" 1'
else
	skip '-I VRF' 'this kernel has no vrf devices'
fi

L=$(lab_linklocal r1 client) OWN=$(lab_linklocal client r1)
t 'a link-local address with its zone' '
	sees client -c 2 -i 0.01 $L%r1 && rc 0 && silent &&
	says "^PING $L%r1($L%r1) 56 data bytes$" 1 &&
	says "^64 bytes from $L%r1: icmp_seq=[12] ttl=64 time=" 2'
t 'a link-local address with -I: from the address of that link, and no warning' '
	for kind in raw datagram; do
		$kind client && sees client -c 2 -i 0.01 -I r1 $L && rc 0 && silent &&
		says "^PING $L($L\(%r1\)*) from $OWN%r1 r1: 56 data bytes$" 1 &&
		says "^64 bytes from $L%r1: icmp_seq=[12] " 2 || exit
	done'
t 'a link-local address on the wrong link, on one that is not there' '
	sees client -c 1 -W 0.3 $L%up2 && rc 1 && never "bytes from" &&
	sees client -c 1 $L%nosuch && rc 2 && warns "nosuch"'
t 'a link-local address without a zone: any link will do, or the message names the remedy' '
	raw client && lab_ip client link set up2 down && sees client -c 1 $L && rc 0 && silent &&
	datagram client && sees client -c 1 $L && rc 1 && grep "address%" err'

lab_node one two && lab_lan lan client one two || exit
for node in one two; do
	lab_sysctl "$node" net.ipv4.icmp_echo_ignore_broadcasts=0 || exit
done
B=198.18.5.255
# both FORM: each of the two hosts answers the first request once, and nothing is doubled or odd
both() {
	says "^64 bytes from $1: icmp_seq=1 " 1 && says "^64 bytes from $2: icmp_seq=1 " 1 &&
		never DUP && never DIFFERENT
}
t 'a broadcast address needs -b' '
	sees client -c 1 $B && rc 2 && warns "Do you want to ping broadcast? Then -b." &&
	[ ! -s out ]'
t 'broadcast: each host answers each request once, none is a duplicate' '
	sees client -b -c 2 -i 0.1 -W 0.5 $B && rc 0 &&
	warns "^WARNING: pinging broadcast address$" && both $(lab_addr one) $(lab_addr two) &&
	sums "2 packets transmitted, 2 received"'
t 'multicast, IPv4 and IPv6' '
	sees client -c 2 -i 0.1 -W 0.5 -I lan -L 224.0.0.1 && rc 0 && silent &&
	both $(lab_addr one) $(lab_addr two) &&
	sees client -c 2 -i 0.1 -W 0.5 -L ff02::1%lan && rc 0 && silent &&
	both $(lab_linklocal one lan)%lan $(lab_linklocal two lan)%lan'
t 'an ordinary user may not ping many at less than a second' '
	sees_as nobody client -b -c 2 -i 0.5 $B && rc 2 &&
	grep "broadcast ping with too short interval: 500" err'

t 'a host whose neighbour does not answer' '
	sees client -c 1 198.18.1.77 && rc 1 &&
	says "^From $C4 icmp_seq=1 Destination Host Unreachable$" 1 &&
	sums "1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 0ms"'
t 'no route' '
	for to in 192.0.2.1 2001:db8:ffff::1; do
		sees client -c 1 $to && rc 2 && warns "Network is unreachable" &&
		[ ! -s out ] || exit
	done'
t 'a mark chooses the route' '
	finally "lab_ip client rule del fwmark 7" && lab_ip client rule add fwmark 7 table 70 &&
	lab_ip client route add prohibit 198.18.3.0/24 table 70 &&
	sees client -c 1 $S4 && rc 0 && sees client -c 1 -m 7 $S4 && rc 2'
finish
