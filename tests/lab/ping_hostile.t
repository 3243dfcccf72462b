#!/bin/sh
# Packets that lie: lengths of headers, quotes and extensions, cut at every byte; errors about what others sent.
# shellcheck disable=SC2317 # what the test bodies call is called by eval
. "${0%/*}/../tap.sh"
need_root
need_tool ip nft setpriv setcap
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/lab/ping.sh"
json=$BUILD/tests/lab/jsonlines
[ -x "$BUILD/tests/lab/hostile" ] || skip_all "not built: $BUILD/tests/lab/hostile"
lab_new && lab_node client || exit
T4=$(lab_target) T6=$(lab_target 6)

# meets SCENARIO COUNT TO ARGUMENT...: each request gets the hostile packet of its number, then an honest reply, which must be
# counted, except for that of the last one: it may be over by then. (A way to say: the hostile packet was taken for what it is.)
meets() {
	scenario=$1 count=$2
	shift 2
	LAB_PATHSIM=$BUILD/tests/lab/hostile lab_sim client "$scenario" &&
		PING_MAX=10 sees client -i 0.001 -c "$count" "$@" >all
	lab_sim_stop client
	grep -v -e '^64 bytes' -e '^NOP$' -e '^{' all | head -n 40
	rc 0 && silent || return
	case $* in
	*--json*) ;;
	*) within $((count - 1)) "$(sed -n 's/^'"$count"' packets transmitted, \([0-9]*\) received.*/\1/p' out)" "$count" ;;
	esac
}
# errs N, doubles N: so many errors and duplicates in the summary; but for the last one
errs() {
	found=$(sed -n 's/.*received.* +\([0-9]*\) errors.*/\1/p' out)
	within "$1" "${found:-0}" "$1"
}
doubles() {
	found=$(sed -n 's/.*received.* +\([0-9]*\) duplicates.*/\1/p' out)
	within $(($1 - 1)) "${found:-0}" "$1"
}

t 'a reply cut at each byte: none below 8 bytes of ICMP, then truncated ones' '
	for to in $T4 $T6; do
		meets reply-cut 100 $to && says "(truncated)$" 56 && doubles 92 && errs 0 || exit
		for n in 8 9 63; do says "^$n bytes from $to: icmp_seq=$((n + 1)) ttl=64 (truncated)$" 1 || exit; done
	done'
t 'an IPv4 header of 5 to 15 words around the reply' '
	meets reply-header 66 $T4 && doubles 66 && [ "$(grep -c "^NOP$" out)" -ge 1180 ] && never "wrong data" &&
	meets reply-header 66 -s 0 $T4 && doubles 66 && says "^8 bytes from" &&
	lab_ping_group client && meets reply-header 66 $T4 && doubles 66; rc=$?; lab_ping_group client 1 0; exit $rc'
t 'IPv4 options whose lengths and pointers lie' '
	meets reply-options 648 $T4 && errs 0 && lab_ping_group client && meets reply-options 648 $T4
	rc=$?; lab_ping_group client 1 0; exit $rc'
t 'an error that quotes 0, 1, 2, ... bytes is one from 8 bytes of ICMP on' '
	meets error-cut 100 $T4 && errs 72 && says "^From 198.19.1.1 icmp_seq=29 Destination Port Unreachable$" 1 &&
	never "^From .*icmp_seq=28 " &&
	meets error-cut 100 $T6 && errs 52 && says "^From 2001:db8:a:1::1 icmp_seq=49 Destination unreachable: Port" 1 &&
	never "^From .*icmp_seq=48 "'
t 'an error that quotes an IPv4 header of 0 to 15 words, or claims so' '
	meets error-header 64 $T4 && errs 24 &&
	for seq in 6 7 16 22; do says "^From .*icmp_seq=$seq Destination Port Unreachable$" 1 || exit; done
	for seq in 1 5 17 21 23 32; do never "^From .*icmp_seq=$seq " || exit; done'
# The eighth: a datagram socket does not get to see the version of the quoted packet.
t 'errors about packets of other programs are not ours' '
	meets error-alien 48 $T4 && errs 0 && never ^From && meets error-alien 48 $T6 && errs 0 && never ^From &&
	lab_ping_group client && meets error-alien 48 $T4 && never "^From .*icmp_seq=3 " && errs 4 && meets error-alien 48 $T6 && never "^From .*icmp_seq=3 " &&
	errs 4; rc=$?; lab_ping_group client 1 0; exit $rc'
t 'an error about a fragment that is not the first is nobody'\''s' 'meets error-chain 39 $T4 && errs 0'
t 'IPv6 extension headers in the quote: those that are right lead to our request' '
	want=$(awk "BEGIN { for (n = 0; n < 280; n++)
		if (n % 3 && (n % 5 == 2 ? n % 7 : int(n / 5) % 8 == 0)) ok++
		print ok }") && meets error-chain 280 $T6 && errs "$want"'

# What the objects say: 128 bytes stated or not, checksum right or none (which needs the length): 132 of 616.
labels() {
	meets error-extension 616 --json "$1" && [ "$(grep -c '"event":"error"' out)" = 616 ] &&
		[ "$(grep -c '"mpls":\[{"label":16001,"tc":0,"bottom":true,"ttl":1}' out)" = 132 ] &&
		[ "$(grep -c '{"label":777,"tc":0,"bottom":true,"ttl":1}\]' out)" = 3 ] && [ "$(grep -c mpls out)" = 132 ] && $json <out >flat
}
t 'objects of an extension that lie about their length are not shown, those before them are' 'labels $T4 && labels $T6'
t 'an extension cut short' '
	meets error-extension 1000 $T4 && errs 1000 && meets error-extension 1000 $T6 && errs 1000'

t 'every ICMP type' '
	meets any-type 256 $T4 && errs 3 && says "^From 198.19.1.1: icmp_seq=\(5 Source Quench\|6 Redirect, Bad Code: 205(New nex\)" 2 &&
	says "^From 198.19.1.1 icmp_seq=\(4 Dest Unreachable, Bad Code\|12 Time exceeded, Bad Code\|13 Parameter problem\): " 3'
t 'every ICMPv6 type: the errors, known or not, are errors' '
	meets any-type 256 $T6 && errs 128 && says "^From .*icmp_seq=100 unknown icmp type: 99$" 1'
t 'each bit of a reply and of an error turned over' '
	for to in $T4 $T6; do
		meets any-bit 1500 -i 0.0005 $to && never "rtt min/avg/max/mdev = .*[0-9]\{5\}\." || exit
	done
	lab_ping_group client && meets any-bit 1500 -i 0.0005 $T4 && meets any-bit 1500 -i 0.0005 $T6; rc=$?; lab_ping_group client 1 0; exit $rc'
finish
