#!/bin/sh
# ICMP errors: all that routers of this kernel send, every code; narrow links, lost fragments.
# shellcheck disable=SC2317 # what the test bodies call is called by eval
. "${0%/*}/../tap.sh"
need_root
need_tool ip nft setpriv setcap
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/lab/ping.sh"
lab_new && lab_chain client r1 r2 server && lab_node lone || exit
S4=$(lab_addr server) S6=$(lab_addr server 6)
R4=$(lab_addr r1) R6=$(lab_addr r1 6)
T4=$(lab_target) T6=$(lab_target 6)

# failed FROM TEXT ARGUMENT...: two probes, answered by that error, over both kinds of socket
failed() {
	from=$1 text=$2
	shift 2
	for kind in raw datagram; do
		$kind client && sees client -c 2 -i 0.05 "$@" && rc 1 && silent &&
			says "^From $from icmp_seq=1 $text$" 1 &&
			says "^From $from icmp_seq=2 $text$" 1 &&
			sums '2 packets transmitted, 0 received, +2 errors, 100% packet' || return
	done
}
# refuses FAMILY HOW TEXT: the router's own rules
refuses() {
	t "refused, IPv$1: $2" "
		finally 'lab_open r1' && lab_reject r1 $1 $2 &&
		failed '$(lab_addr r1 "$1")' '$3' $(lab_addr server "$1")"
}
refuses 4 net-unreachable 'Destination Net Unreachable'
refuses 4 host-unreachable 'Destination Host Unreachable'
refuses 4 prot-unreachable 'Destination Protocol Unreachable'
refuses 4 port-unreachable 'Destination Port Unreachable'
refuses 4 net-prohibited 'Destination Net Prohibited'
refuses 4 host-prohibited 'Destination Host Prohibited'
refuses 4 admin-prohibited 'Packet filtered'
refuses 6 no-route 'Destination unreachable: No route'
refuses 6 admin-prohibited 'Destination unreachable: Administratively prohibited'
refuses 6 addr-unreachable 'Destination unreachable: Address unreachable'
refuses 6 port-unreachable 'Destination unreachable: Port unreachable'
refuses 6 policy-fail 'Destination unreachable: Unknown code 5'
refuses 6 reject-route 'Destination unreachable: Unknown code 6'

t 'each hop tells when the time to live runs out' '
	failed $R4 "Time to live exceeded" -t 1 $S4 &&
	failed $(lab_addr r2) "Time to live exceeded" -t 2 $S4 &&
	failed $R6 "Time exceeded: Hop limit" -t 1 $S6 &&
	failed $(lab_addr r2 6) "Time exceeded: Hop limit" -t 2 $S6 &&
	sees client -c 1 -t 3 $S4 && rc 0'
# once TO TEXT: one probe; routes answer only a few
once() {
	sees client -c 1 "$1" && rc 1 && says "^From $R4 icmp_seq=1 $2$" 1
}
t 'routes of a router that refuse' '
	lab_route r1 unreachable 203.0.113.0/25 && lab_route r1 prohibit 203.0.113.128/25 &&
	lab_ip client route add 203.0.113.0/24 via $R4 &&
	lab_ip client route add 192.0.2.0/24 via $R4 &&
	once 203.0.113.1 "Destination Host Unreachable" && once 203.0.113.129 "Packet filtered" &&
	once 192.0.2.1 "Destination Net Unreachable"'
t 'routes of our own that refuse' '
	lab_route client prohibit 198.51.100.0/24 && sees client -c 1 198.51.100.1 && rc 2 &&
	lab_route client unreachable 198.51.100.0/24 && sees client -c 1 198.51.100.1 && rc 2 &&
	warns "No route to host" && lab_route client prohibit 2001:db8:77::/64 &&
	sees client -c 1 2001:db8:77::1 && rc 2 && warns "Permission denied"'
t 'a firewall of our own is an error of each probe' '
	raw client && finally "lab_open client" && lab_nft client <<-EOT &&
		add rule inet lab output ip daddr $S4 drop
		add rule inet lab output ip6 daddr $S6 drop
	EOT
	for to in $S4 $S6; do
		sees client -c 2 -i 0.05 $to && rc 1 &&
		[ "$(grep -c "^ping: sendmsg: Operation not permitted$" err)" = 2 ] &&
		sums "2 packets transmitted, 0 received, +2 errors, 100% packet loss" || exit
	done'
t 'the device goes down during the run' '
	lab_node near && lab_link client near dev wire wire &&
	starts client -i 0.1 $(lab_addr near) && runs 2 && lab_ip client link set wire down &&
	lab_wait 5 grep -q "^ping: sendmsg: Network is unreachable$" err && kill -INT $! && ends &&
	cat out err && rc 0 && says ", +[0-9]* errors, [0-9.]*% packet loss" 1'

# Redirects: the first router sends us to its neighbour, and the packet on.
t 'a redirect is told and counts for nothing; -v shows the header that it quotes' '
	raw client && lab_node one two far && lab_lan lan client one two && lab_link two far &&
	far=$(lab_addr far) one=$(lab_addr one 4 lan) two=$(lab_addr two 4 lan) &&
	lab_sysctl one net.ipv4.ip_forward=1 net.ipv4.conf.all.send_redirects=1 &&
	lab_ip far route add default via $(lab_addr two 4 far) &&
	lab_ip one route add $far via $two && lab_ip client route add $far via $one &&
	sees client -c 3 -i 0.05 -v $far && rc 0 && says "^64 bytes from $far: icmp_seq=[123] " 3 &&
	says "^From $one: icmp_seq=1 Redirect Host(New nexthop: $two)$" 1 &&
	says "^ 4  5  00 0054 ....   2 0000  3f  01 .... $(lab_addr client 4 lan)  $far $" &&
	sums "3 packets transmitted, 3 received, 0% packet loss"'
t 'fragments of which some are lost: the server gives up joining them' '
	lab_sysctl server net.ipv4.ipfrag_time=1 net.ipv6.ip6frag_time=1 && raw client &&
	finally "lab_open r2" && lab_nft r2 <<-EOT &&
		add rule inet lab forward ip frag-off & 0x1fff != 0 drop
		add rule inet lab forward frag frag-off != 0 drop
	EOT
	sees client -M dont -c 1 -s 2000 $S4 && rc 1 &&
	says "^From $S4 icmp_seq=1 Frag reassembly time exceeded$" 1 &&
	sums "1 packets transmitted, 0 received, +1 errors" &&
	sees client -M dont -c 1 -s 2000 $S6 && rc 1 &&
	says "^From $S6 icmp_seq=1 Time exceeded: Defragmentation failure$" 1'

lab_mtu r1 r2 1400 && lab_mtu r2 r1 1400 || exit
fresh() {
	lab_ip client route flush cache
	lab_ip client -6 route flush cache
}
# here TEXT TIMES: standard error has just so many lines, and each says this
here() {
	[ "$(wc -l <err)" = "$2" ] &&
		[ "$(grep -c "^ping: local error: message too long, $1$" err)" = "$2" ]
}
t '-M do: the router tells, then this host knows' '
	for kind in raw datagram; do
		$kind client && fresh && sees client -M do -c 3 -i 0.05 -s 1373 $S4 && rc 1 &&
		says "^From $R4 icmp_seq=1 Frag needed and DF set (mtu = 1400)$" 1 &&
		here mtu=1400 2 && sums "3 packets transmitted, 0 received, +3 errors" &&
		sees client -M do -c 1 -s 1372 $S4 && rc 0 && says "^1380 bytes from" 1 &&
		sees client -M do -c 3 -i 0.05 -s 1353 $S6 && rc 1 &&
		says "^From $R6 icmp_seq=1 Packet too big: mtu=1400$" 1 &&
		here "mtu: 1400" 2 && sums "3 packets transmitted, 0 received, +3 errors" &&
		sees client -M do -c 1 -s 1352 $S6 && rc 0 && says "^1360 bytes from" 1 || exit
	done'
t '-M probe: every probe goes out whole, whatever this host knows' '
	for kind in raw datagram; do
		$kind client && sees client -M probe -c 3 -i 0.05 -s 1373 $S4 && rc 1 && silent &&
		says "^From $R4 icmp_seq=[123] Frag needed and DF set (mtu = 1400)$" 3 &&
		sees client -M probe -c 3 -i 0.05 -s 1353 $S6 && rc 1 && silent &&
		says "^From $R6 icmp_seq=[123] Packet too big: mtu=1400$" 3 || exit
	done'
t '-M want: the first is refused, later ones are fragmented here' '
	fresh && sees client -M want -c 4 -i 0.05 -s 1373 $S4 && rc 0 && silent &&
	says "^From $R4 icmp_seq=1 Frag needed" 1 &&
	says "^1381 bytes from $S4: icmp_seq=[34] " 2 &&
	sees client -M want -c 4 -i 0.05 -s 1353 $S6 && rc 0 && silent &&
	says "^From $R6 icmp_seq=1 Packet too big" 1 &&
	says "^1361 bytes from $S6: icmp_seq=[34] " 2'
t '-M dont: the router fragments' '
	fresh && sees client -M dont -c 2 -i 0.05 -s 1400 $S4 && rc 0 && silent &&
	says "^1408 bytes from" 2 && never ^From'
t 'a black hole: whole packets are lost in silence, smaller ones pass' '
	fresh && finally "lab_open r1" && lab_mute r1 4 && lab_mute r1 6 &&
	for how in "1373 1372 $S4" "1353 1352 $S6"; do
		set -- $how
		sees client -M do -c 2 -i 0.05 -W 0.3 -s $1 $3 && rc 1 && silent && never ^From &&
		sums "2 packets transmitted, 0 received, 100% packet loss" &&
		sees client -M do -c 1 -s $2 $3 && rc 0 || exit
	done'
t 'longer than the own device: told at once, with its MTU' '
	for kind in raw datagram; do
		$kind client && sees client -M do -c 2 -i 0.05 -s 1473 $R4 && rc 1 &&
		here mtu=1500 2 && sums "2 packets transmitted, 0 received, +2 errors" &&
		sees client -M do -c 2 -i 0.05 -s 1453 $R6 && rc 1 && here "mtu: 1500" 2 || exit
	done'
t 'longer than any packet can be: an error of each probe, and absurd sizes are refused' '
	for kind in raw datagram; do
		$kind client || exit
		for how in "65508 $S4" "70000 $S4" "65528 $S6" "70000 $S6"; do
			sees client -c 2 -i 0.05 -s $how && rc 1 && [ "$(wc -l <err)" = 2 ] &&
			[ "$(grep -c "^ping: local error: message too long" err)" = 2 ] &&
			sums "2 packets transmitted, 0 received, +2 errors" || exit
		done
		sees client -c 1 -s 2147483647 $S4 && rc 2 && warns "^ping: .*2147483647" || exit
	done'
t 'the longest packet there is' '
	sees client -c 1 -s 65507 $S4 && rc 0 && says "^65515 bytes from $S4: icmp_seq=1 " 1 &&
	sees client -c 1 -s 65527 $R6 && rc 0 && says "^65535 bytes from $R6: icmp_seq=1 " 1'

# code FAMILY TYPE/CODE[/REST] TEXT: what this kernel does not send, a simulated router does
code() {
	[ "$1" = 4 ] && reject=reject || reject=reject6
	t "IPv$1, type and code $2" "
		sim lone -n 3 hop=2,$reject=$2 && sees lone -c 1 $(lab_target "$1") && rc 1 &&
		silent && says '^From $(lab_hop 2 "$1") icmp_seq=1 $3\$' 1 &&
		sums '1 packets transmitted, 0 received, +1 errors'"
}
code 4 3/0 'Destination Net Unreachable'
code 4 3/4/1280 'Frag needed and DF set (mtu = 1280)'
code 4 3/5 'Source Route Failed'
code 4 3/6 'Destination Net Unknown'
code 4 3/7 'Destination Host Unknown'
code 4 3/8 'Source Host Isolated'
code 4 3/11 'Destination Net Unreachable for Type of Service'
code 4 3/12 'Destination Host Unreachable for Type of Service'
code 4 3/14 'Precedence Violation'
code 4 3/15 'Precedence Cutoff'
code 4 3/16 'Dest Unreachable, Bad Code: 16'
code 4 11/1 'Frag reassembly time exceeded'
code 4 11/2 'Time exceeded, Bad Code: 2'
code 4 12/0/0x14000000 'Parameter problem: pointer = 20'
code 6 1/2 'Destination unreachable: Beyond scope of source address'
code 6 1/7 'Destination unreachable: Unknown code 7'
code 6 2/0/1280 'Packet too big: mtu=1280'
code 6 3/1 'Time exceeded: Defragmentation failure'
code 6 4/0/6 'Parameter problem: Wrong header field at 6'
code 6 4/1/40 'Parameter problem: Unknown header at 40'
code 6 4/2/42 'Parameter problem: Unknown option at 42'
code 6 100/0 'unknown icmp type: 100'
t 'source quench and redirects of a simulated router are told, and count for nothing' '
	sim lone -n 3 hop=1,also=4/0 && sees lone -c 2 -i 0.05 $T4 && rc 0 &&
	says "^From 198.19.1.1: icmp_seq=[12] Source Quench$" 2 &&
	sums "2 packets transmitted, 2 received, 0% packet loss" &&
	for how in "0 Network" "2 Type of Service and Network" "3 Type of Service and Host"; do
		sim lone -n 3 hop=1,also=5/${how%% *} && sees lone -c 1 $T4 && rc 0 && says "^From \
198.19.1.1: icmp_seq=1 Redirect ${how#* }(New nexthop: 198.19.1.[0-9]*)$" 1 || exit
	done'
# That of the third may come when all three are settled.
t 'an error and the answer: both are told, the probe is answered' '
	sim lone -n 3 hop=2,also=12/0,also6=4/0 && for to in $T4 $T6; do
		sees lone -c 3 -i 0.05 $to && rc 0 &&
		says "^From 198.19.2.1\|^From 2001:db8:a:2::1" 3 &&
		says "^64 bytes from $to: icmp_seq=[12] " 2 &&
		grep "^3 packets transmitted, [23] received, +3 errors" out || exit
	done'
t '-w ends at the first error, -c at so many' '
	sim lone -n 3 hop=2,reject=3/13 && sees lone -w 3 -i 0.05 $T4 && rc 1 &&
	within 0 "$(since)" 1000 && sums "1 packets transmitted, 0 received, +1 errors" &&
	sees lone -q -c 5 -i 0.02 $T4 && rc 1 &&
	sums "5 packets transmitted, 0 received, +5 errors"'
finish
