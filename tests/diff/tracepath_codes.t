#!/bin/sh
# What tracepath makes of each ICMP error, of wrong MTUs, and of hop limits on the way back.
. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/tracepath_lab.sh"
T4=$(lab_target) T6=$(lab_target 6)

# told REASON LINE...: on standard output, with status 0
told() {
	echo "# $1"
	shift
	printf '|%s\n' "$@"
	echo '= 0'
}
HEAD4=' 1?: [LOCALHOST]                      pmtu 1500'
LINE1=' 1:  198.19.1.1                                            T.TTTms $'
LINE2=' 2:  198.19.2.1                                            T.TTTms $'
LINE3=' 3:  198.19.3.1                                            T.TTTms '
END='     Resume: pmtu 1500 $'

for code in 0 1 6 11 12; do
	path -n 4 hop=3,reject=3/$code
	same "unreachable, code $code" -n "$T4"
done
# code MARK REASON
code() {
	path -n 4 hop=3,reject=3/"$1"
	told "$3" "$HEAD4" "$LINE1" "$LINE2" "$LINE3$2" "$END" >want
	but "unreachable, code $1" -n "$T4" <want
}
NET='An error of the net to it, on standard error.'
code 2 '!P' "$NET"
code 5 '!<5>' "$NET"
code 7 '!<7>' "$NET"
code 8 '!<8>' "$NET"
code 9 '!A' 'It says that there is no such network.'
for i in 10 13; do
	code $i '!A' 'It says that there is no such host.'
done
for i in 14 15; do
	code $i "!<$i>" 'It says that there is no such host.'
done
for type in 11/0 12/0 12/1 12/2; do
	path -n 4 hop=3,reject=$type
	same "type and code $type" -n -m 4 "$T4"
done
# for these the kernel tells nobody
for type in 3/16 4/0 5/1 11/1 99/1; do
	path -n 4 hop=3,reject=$type
	same "type and code $type" -n -m 3 "$T4"
done
for type in 1/0 1/1 1/2 1/3 1/5 1/6 3/0 4/0 4/1 4/2; do
	path -n 4 hop=3,reject6=$type
	same "type and code $type of ICMPv6" -n -m 4 "$T6"
done

path -n 4 hop=3,reject=3/3
same 'a port that a router calls unreachable' -n "$T4"
path -n 4 hop=3,reject6=1/4
same 'a port that a router calls unreachable, IPv6' -n "$T6"

# MTUs
for narrow in 'hop=2,mtu=1400 hop=3,mtu=1300' hop=1,mtu=1400 hop=3,mtu=1499 hop=3,mtu=1281 \
	hop=1-3,mtu=1280 hop=3,mtu=600 hop=2,mtu=1400,tell=1399; do
	# shellcheck disable=SC2086 # one clause or two
	path -n 4 $narrow
	same -1 "narrow links: $narrow" -n -m 4 "$T4"
	# shellcheck disable=SC2086 # likewise
	path -n 4 $narrow
	[ "$narrow" = hop=3,mtu=600 ] || same -1 "narrow links: $narrow, IPv6" -n -m 4 "$T6"
done
path -n 4 hop=2,mtu=1400,blackhole
same -1 'a black hole' -n -m 3 "$T4"

# hop limits
for asymmetric in hop=3,asym=2 target,asym=3 'hop=1,ttl=64 hop=2,ttl=128' target,ttl=255 \
	target,ttl=128 target,ttl=50 hop=2,ttl=60 hop=2,ttl=100 hop=2,ttl=30 hop=2,ttl=10; do
	for to in "$T4" "$T6"; do
		# shellcheck disable=SC2086 # one clause or two
		path -n 4 $asymmetric
		same -1 "hop limits: $asymmetric, $to" -n "$to"
	done
done
for to in "$T4" "$T6"; do
	path -n 12
	same -1 "twelve hops to $to" -n "$to"
	path -n 4 hop=3,dnat
	same -1 "a router that speaks as $to" -n "$to"
	path -n 4 hop=2,silent
	same "a silent hop on the way to $to" -n "$to"
	path -n 4 hop=1,silent
	same "a silent first hop on the way to $to" -n "$to"
	path -n 4 hop=3,loop=2
	same -1 "a loop on the way to $to" -n -m 9 "$to"
	path -n 2 hop=1,mpls=1000/0/1
	same -1 "labels on the way to $to" -n "$to"
	path -n 3 hop=2,delay=400ms
	same "a long way to $to" -n "$to"
done
path -n 2 target,delay=600ms
same 'more than a second' -n "$T4"
path -n 4 target,udp=44444:44445:44446:44447:44448:44449:44450:44451
told 'It is surprised, and does not know who answers.' "$HEAD4" "$LINE1" "$LINE2" "$LINE3\$" \
	' 4:  203.0.113.1                                           T.TTTms reached' \
	'     Resume: pmtu 1500 hops 4 back 4 $' >want
but 'a target that answers by UDP' -n "$T4" <want

finish
