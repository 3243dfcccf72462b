#!/bin/sh
# ping through real networks: routers, source devices and addresses, links, groups, every kind of permission.
# shellcheck disable=SC2317 # what the test bodies call is called by eval
. "${0%/*}/../tap.sh"
need_root
need_tool ip nft setpriv setcap
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/lab/ping.sh"

lab_new && lab_chain client r1 r2 server || exit
S4=$(lab_addr server) S6=$(lab_addr server 6)

t 'IPv4 through two routers' '
	sees client -c 3 -i 0.05 $S4 && rc 0 && silent &&
	says "^PING $S4 ($S4) 56(84) bytes of data.$" 1 &&
	says "^64 bytes from $S4: icmp_seq=[123] ttl=62 time=0\.[0-9]* ms$" 3 &&
	ends_with "3 packets transmitted, 3 received, 0% packet loss, time "'
t 'IPv6 through two routers' '
	sees client -c 3 -i 0.05 $S6 && rc 0 && silent &&
	says "^PING $S6($S6) 56 data bytes$" 1 &&
	says "^64 bytes from $S6: icmp_seq=[123] ttl=62 time=0\.[0-9]* ms$" 3 &&
	ends_with "3 packets transmitted, 3 received, 0% packet loss, time "'

# socket WHO FAMILY KIND: which kind of socket it takes
socket() {
	sees_as "$1" client -c 1 --json "$(lab_addr server "$2")" && rc 0 && silent &&
		says "\"socket\":\"$3\"" 1 && says "\"event\":\"reply\"" 1
}
t 'raw sockets for root where ping sockets are not permitted' 'socket plain 4 raw && socket plain 6 raw'
t 'raw sockets by a file capability' 'socket cap 4 raw && socket cap 6 raw'
# refused FAMILY: no permission
refused() {
	sees_as nobody client -c 1 "$(lab_addr server "$1")" && rc 2 && [ ! -s out ] &&
		warns "^ping: socket: .*cap_net_raw.*net.ipv4.ping_group_range$"
}
t 'no permission at all: one line names what is missing and the remedy' 'refused 4 && refused 6'
t 'the remedy is one: a group' '
	lab_ping_group client 65534 65534 && socket nobody 4 datagram && socket nobody 6 datagram'
t 'datagram sockets for all who may, root too' '
	lab_ping_group client && socket plain 4 datagram && socket cap 6 datagram'
t 'errors reach a datagram socket of an ordinary user' '
	sees_as nobody client -c 1 -t 1 $S4 && rc 1 &&
	says "^From $(lab_addr r1) icmp_seq=1 Time to live exceeded$" 1 &&
	sees_as nobody client -c 1 -t 2 $S6 && rc 1 &&
	says "^From $(lab_addr r2 6) icmp_seq=1 Time exceeded: Hop limit$" 1'
t 'two at once do not hear each other, of either kind of socket' '
	for group in "1 0" "0 2147483647"; do
		lab_ping_group client $group || exit
		for i in 1 2 3 4; do
			lab_in client "$ping_dir/ping" -c 20 -i 0.01 $S4 >out$i &
		done
		wait
		for i in 1 2 3 4; do
			[ "$(grep -c "^64 bytes from" out$i)" = 20 ] && ! grep DUP out$i || { cat out$i; exit 1; }
		done
	done'
t 'ordinary users cannot flood' '
	lab_ping_group client && sees_as nobody client -f -c 1 $S4 && rc 2 &&
	warns "minimal interval allowed for user is 2ms" &&
	sees_as nobody client -i 0.001 -c 1 $S4 && rc 2 &&
	sees_as nobody client -l 4 -c 1 $S4 && rc 2 && warns "preload" &&
	sees_as nobody client -i 0.002 -l 3 -c 5 $S4 && rc 0'

# The way there and back, as the routers enter it: the device by which the packet leaves.
printf 'RR: \t%s\n' "$(lab_addr client)" >way
printf '\t%s\n' "$(lab_addr r1 4 r2)" "$(lab_addr r2 4 server)" "$S4" "$S4" "$(lab_addr r2 4 r1)" \
	"$(lab_addr r1 4 client)" "$(lab_addr client)" >>way
way=$PWD/way
route() {
	sees client -c 2 -i 0.01 -R "$S4" && rc 0 && silent && says "^PING .* 56(124) bytes" 1 &&
		sed -n '/^RR/,/^$/p' out | grep . | diff "$way" - && says "icmp_seq=2 .*	(same route)$" 1
}
t 'record route tells the way, raw socket' 'lab_ping_group client 1 0 && route'
t 'record route tells the way, datagram socket' 'lab_ping_group client && route'
# recorded MODE OPERAND...: the addresses of the timestamps
recorded() {
	sees client -c 1 -T "$@" && rc 0 && sed -n '/^TS/,/^$/s/^[TS: ]*	\([0-9.]*\)	.*/\1/p' out | xargs
}
t 'timestamps tell the way and the time, on either socket' '
	for group in "1 0" "0 1000"; do
		lab_ping_group client $group && recorded tsandaddr $S4 >four && cat four &&
		[ "$(tail -n 1 four)" = "$(lab_addr client) $(lab_addr r1) $(lab_addr r2) $S4" ] &&
		says "^Unrecorded hops: 3$" 1 && recorded tsprespec $(lab_addr r1) $(lab_addr r2) $S4 >two && cat two &&
		[ "$(tail -n 1 two)" = "$(lab_addr r1) $(lab_addr r2)" ] || exit
		now=$(date +%s)
		ms=$(sed -n "s/^TS: .*	\([0-9]*\) absolute/\1/p" out)
		within $((now % 86400 * 1000 - 5000)) "$ms" $((now % 86400 * 1000 + 5000)) || exit
	done'
t 'a source route goes by that hop, if the hop allows it' '
	for node in client r1 r2 server; do
		lab_in $node sh -c "for f in /proc/sys/net/ipv4/conf/*/accept_source_route; do echo 1 >\$f; done" || exit
	done
	lab_ping_group client 1 0 && sees client -c 1 $(lab_addr r2 4 server) $S4 && rc 0 &&
	says "^64 bytes from $S4: icmp_seq=1 " 1 && says "^LSRR: 	$(lab_addr r2)$" 1 &&
	sees client -t 1 -c 1 $(lab_addr r2 4 server) $S4 && rc 1 && says "^From $(lab_addr r1) icmp_seq=1 Time to live exceeded" 1 &&
	sees_as cap client -c 1 $(lab_addr r2 4 server) $S4 && rc 0
	rc=$?; lab_ping_group client; exit $rc'

# A second way to the same router; each device counts what leaves by it.
lab_link client r1 dev up2 down2 && lab_routes &&
	lab_ip client route add 198.18.3.0/24 via "$(lab_addr r1 4 down2)" dev up2 metric 99 &&
	lab_ip client -6 route add 2001:db8:3::/64 via "$(lab_addr r1 6 down2)" dev up2 metric 9999 || exit
left() {
	lab_in client cat "/sys/class/net/$1/statistics/tx_packets"
}
# by DEVICE ARGUMENT...: 30 requests leave by this device, and few packets by the other
by() {
	case $1 in
	r1) by_other=up2 ;;
	*) by_other=r1 ;;
	esac
	by_left=$(left "$1") by_not=$(left "$by_other")
	by_dev=$1
	shift
	sees client -c 30 -i 0.005 "$@" && rc 0 && silent && says "^64 bytes from" 30 || return
	within 30 $(($(left "$by_dev") - by_left)) 34 && within 0 $(($(left "$by_other") - by_not)) 4
}
t '-I DEVICE sends by that device, from its address' '
	by r1 $S4 && by up2 -I up2 $S4 && says "from $(lab_addr client 4 up2) up2: 56(84) bytes" 1 &&
	by r1 -I r1 $S4 && says "from $(lab_addr client) r1: 56(84) bytes" 1'
t '-I DEVICE, IPv6' '
	by r1 $S6 && by up2 -I up2 $S6 && says "from $(lab_addr client 6 up2) up2: 56 data bytes" 1 &&
	by r1 -I r1 $S6 && says "from $(lab_addr client 6) r1: 56 data bytes" 1'
t '-I ADDRESS sends from that address, by the ordinary route' '
	by r1 -I $(lab_addr client 4 up2) $S4 && says "from $(lab_addr client 4 up2) : 56(84) bytes" 1 &&
	by r1 -I $(lab_addr client 6 up2) $S6 && says "from $(lab_addr client 6 up2) : 56 data bytes" 1'
t '-I twice: a device, and an address that it would not have chosen' '
	lab_ip client addr add 198.18.4.11/24 dev up2 &&
	by up2 -I up2 -I 198.18.4.11 $S4 && says "from 198.18.4.11 up2: 56(84) bytes" 1'
t '-I DEVICE as an ordinary user' '
	sees_as nobody client -c 1 -I up2 $S4 && rc 0 && silent && says "from $(lab_addr client 4 up2) up2:" 1 &&
	sees_as nobody client -c 1 -I up2 $S6 && rc 0 && silent'
t '-I of no device, of an address that is not ours' '
	sees client -c 1 -I nosuch $S4 && rc 2 && warns "nosuch" &&
	sees client -c 1 -I nosuch $S6 && rc 2 && warns "nosuch" &&
	sees client -c 1 -I 192.0.2.9 $S4 && rc 2 && warns "^ping: bind" &&
	sees client -c 1 -I 2001:db8:99::9 $S6 && rc 2 && warns "^ping: bind" && [ ! -s out ]'
t '-r asks only neighbours' '
	sees client -c 1 -r $(lab_addr r1) && rc 0 &&
	sees client -c 1 -r $S4 && rc 2 && warns "Network is unreachable"'

if lab_ip client link add vrf0 type vrf table 77 2>/dev/null; then
	t '-I VRF' '
		lab_ip client link set vrf0 up && lab_ip client link set up2 vrf vrf0 &&
		lab_ip client route add default via $(lab_addr r1 4 down2) vrf vrf0 &&
		by up2 -I vrf0 $S4 && says "vrf0:" 1
		rc=$?; lab_ip client link del vrf0; exit $rc'
else
	skip '-I VRF' 'this kernel has no vrf devices'
fi

L=$(lab_linklocal r1 client)
t 'a link-local address with its zone' '
	sees client -c 2 -i 0.01 $L%r1 && rc 0 && silent && says "^PING $L%r1($L%r1) 56 data bytes$" 1 &&
	says "^64 bytes from $L%r1: icmp_seq=[12] ttl=64 time=" 2'
t 'a link-local address with -I: from the address of that link, and no warning' '
	sees client -c 2 -i 0.01 -I r1 $L && rc 0 && silent &&
	says "^PING $L($L%r1) from $(lab_linklocal client r1)%r1 r1: 56 data bytes$" 1 && says "^64 bytes from" 2 &&
	lab_ping_group client 1 0 && sees client -c 1 -I r1 $L && rc 0 && silent && lab_ping_group client'
t 'a link-local address on the wrong link, on none, on one that is not there' '
	sees client -c 1 -W 0.3 $L%up2 && rc 1 && never "bytes from" &&
	sees client -c 1 $L && rc 2 && warns "Invalid argument" &&
	sees client -c 1 $L%nosuch && rc 2 && [ "$(wc -l <err)" = 1 ]'

lab_node one two && lab_lan lan client one two || exit
for node in one two; do
	lab_sysctl "$node" net.ipv4.icmp_echo_ignore_broadcasts=0 || exit
done
B=198.18.5.255
t 'a broadcast address needs -b' '
	sees client -c 1 $B && rc 2 && warns "Do you want to ping broadcast? Then -b."'
t 'broadcast: each host answers each request once, none is a duplicate' '
	sees client -b -c 2 -i 0.1 -W 0.5 $B && rc 0 && warns "^WARNING: pinging broadcast address$" &&
	says "^64 bytes from $(lab_addr one): icmp_seq=1 " 1 && says "^64 bytes from $(lab_addr two): icmp_seq=1 " 1 &&
	never DUP && never DIFFERENT && grep "^2 packets transmitted, 2 received" out'
t 'multicast, IPv4 and IPv6' '
	sees client -c 2 -i 0.1 -W 0.5 -I lan -L 224.0.0.1 && rc 0 && silent &&
	says "^64 bytes from $(lab_addr one): icmp_seq=1 " 1 && says "^64 bytes from $(lab_addr two): icmp_seq=1 " 1 &&
	sees client -c 2 -i 0.1 -W 0.5 -L ff02::1%lan && rc 0 && silent &&
	says "^64 bytes from $(lab_linklocal one lan)%lan: icmp_seq=1 " 1 &&
	says "^64 bytes from $(lab_linklocal two lan)%lan: icmp_seq=1 " 1 && never DUP && never DIFFERENT'
t 'an ordinary user may not ping many at less than a second' '
	sees_as nobody client -b -c 2 -i 0.5 $B && rc 2 && grep "broadcast ping with too short interval: 500" err'

t 'a host whose neighbour does not answer' '
	sees client -c 1 198.18.1.77 && rc 1 && says "^From $(lab_addr client) icmp_seq=1 Destination Host Unreachable$" 1 &&
	ends_with "1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 0ms"'
t 'no route' '
	sees client -c 1 192.0.2.1 && rc 2 && warns "Network is unreachable" && [ ! -s out ] &&
	sees client -c 1 2001:db8:ffff::1 && rc 2 && warns "Network is unreachable" && [ ! -s out ]'
t 'a mark chooses the route' '
	lab_ip client rule add fwmark 7 table 70 && lab_ip client route add prohibit 198.18.3.0/24 table 70 &&
	sees client -c 1 $S4 && rc 0 && sees client -c 1 -m 7 $S4 && rc 2
	rc=$?; lab_ip client rule del fwmark 7; exit $rc'
finish
