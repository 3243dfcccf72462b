#!/bin/sh
# Packets that lie about their headers, quotes and extensions, cut at every byte; errors of others.
# shellcheck disable=SC2317 # what the test bodies call is called by eval
. "${0%/*}/../tap.sh"
need_root
need_tool ip nft setpriv setcap
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/lab/ping.sh"
hostile=$BUILD/tests/lab/hostile
[ -x "$hostile" ] || skip_all "not built: $hostile"
lab_new && lab_node client && raw client || exit
T4=$(lab_target) T6=$(lab_target 6)

# meets SCENARIO COUNT TO ARGUMENT...: each request gets the hostile packet that goes with its
# number, then an honest answer, which must be counted; but for the last one's: it may be over then.
meets() {
	scenario=$1 count=$2
	shift 2
	LAB_PATHSIM=$hostile lab_sim client "$scenario" && lab_wait 5 sim_there client || return
	PING_MAX=10 sees client -i 0.001 -c "$count" "$@" >all
	sim_stop client
	grep -v -e '^64 bytes' -e '^NOP$' -e '^{' all | head -n 40
	rc 0 && silent || return
	case $* in
	*--json*) ;;
	*) within "$((count - 1))" "$(counts | sed "s/^$count //")" "$count" ;;
	esac
}
# among WORD: how many of them the summary has
among() {
	found=$(sed -n "s/.*received.* +\([0-9]*\) $1.*/\1/p" out)
	echo "${found:-0}"
}
errors() {
	within "$1" "$(among errors)" "$1"
}
# The second answer of the last one may come too late.
doubles() {
	within $(($1 - 1)) "$(among duplicates)" "$1"
}

t 'a reply cut at each byte: none below 8 bytes of ICMP, then truncated ones' '
	for to in $T4 $T6; do
		meets reply-cut 100 $to && says "(truncated)$" 56 && doubles 92 && errors 0 || exit
		for n in 8 9 63; do
			says "^$n bytes from $to: icmp_seq=$((n + 1)) ttl=64 (truncated)$" 1 || exit
		done
	done'
t 'an IPv4 header of 5 to 15 words around the reply' '
	meets reply-header 66 $T4 && doubles 66 && [ "$(grep -c "^NOP$" out)" -ge 1180 ] &&
	never "wrong data" && meets reply-header 66 -s 0 $T4 && doubles 66 &&
	says "^8 bytes from" && datagram client && meets reply-header 66 $T4 && doubles 66'
t 'IPv4 options whose lengths and pointers lie' '
	for kind in raw datagram; do
		$kind client && meets reply-options 648 $T4 && errors 0 || exit
	done'
raw client
t 'an error that quotes 0, 1, 2, ... bytes is one from 8 bytes of ICMP on' '
	meets error-cut 100 $T4 && errors 72 && never "^From .*icmp_seq=28 " &&
	says "^From 198.19.1.1 icmp_seq=29 Destination Port Unreachable$" 1 &&
	meets error-cut 100 $T6 && errors 52 && never "^From .*icmp_seq=48 " &&
	says "^From 2001:db8:a:1::1 icmp_seq=49 Destination unreachable: Port unreachable$" 1'
t 'an error that quotes an IPv4 header of 0 to 15 words, or claims so' '
	meets error-header 64 $T4 && errors 24 && for seq in 6 7 16 22; do
		says "^From .*icmp_seq=$seq Destination Port Unreachable$" 1 || exit
	done
	for seq in 1 5 17 21 23 32; do never "^From .*icmp_seq=$seq " || exit; done'
t 'errors about packets of other programs are not ours' '
	meets error-alien 48 $T4 && errors 0 && never ^From &&
	meets error-alien 48 $T6 && errors 0 && never ^From'
# 8: the version of the quoted packet, which a datagram socket does not get to see.
t 'errors about packets of other programs are not ours, over datagram sockets' '
	datagram client && for to in $T4 $T6; do
		meets error-alien 48 $to && seen=$(sed -n "s/^From .*_seq=\([0-9]*\) .*/\1/p" out |
			xargs) && case $seen in "8 20 32 44" | "") ;; *) false ;; esac || exit
	done'
raw client
t 'an error about a fragment that is not the first is nobody'\''s' '
	meets error-chain 39 $T4 && errors 0'
t 'IPv6 extension headers in the quote: those that are right lead to our request' '
	want=$(awk "BEGIN {
		for (n = 0; n < 280; n++)
			if (n % 3 && (n % 5 == 2 ? n % 7 : int(n / 5) % 8 == 0))
				right++
		print right
	}") && meets error-chain 280 $T6 && errors "$want"'

# The extension is one where it is 128 bytes off, by the length stated or with none, and where its
# checksum is right, or none with a length: 132 of 616. In 3 of them the second object is right.
labels() {
	label='"tc":0,"bottom":true,"ttl":1}'
	meets error-extension 616 --json "$1" && says '"event":"error"' 616 && says mpls 132 &&
		says '"mpls":\[{"label":16001,'"$label" 132 && says '{"label":777,'"$label"'\]' 3 &&
		"$BUILD/tests/lab/jsonlines" <out >flat
}
t 'objects of an extension that lie about their length are not shown, others are' '
	labels $T4 && labels $T6'
t 'an extension cut short' '
	for to in $T4 $T6; do
		meets error-extension 1000 -i 0.0005 $to && errors 1000 || exit
	done'

t 'every ICMP type' '
	meets any-type 256 $T4 && errors 3 && for line in ": icmp_seq=5 Source Quench" \
			": icmp_seq=6 Redirect, Bad Code: 205(New nexthop: 1.2.3.4)" \
			" icmp_seq=4 Dest Unreachable, Bad Code: 203" \
			" icmp_seq=12 Time exceeded, Bad Code: 211" \
			" icmp_seq=13 Parameter problem: pointer = 1"; do
		says "^From 198.19.1.1$line$" 1 || exit
	done
	says ^From 5'
t 'every ICMPv6 type: the errors, known or not, are errors' '
	meets any-type 256 $T6 && errors 128 &&
	says "^From .*icmp_seq=100 unknown icmp type: 99$" 1'
t 'each bit of a reply and of an error turned over' '
	for kind in raw datagram; do
		$kind client || exit
		for to in $T4 $T6; do
			meets any-bit 1500 -i 0.0005 $to && within 1 "$(rtt 3)" 1000000 || exit
		done
	done'
finish
