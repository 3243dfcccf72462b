#!/bin/sh
# ping and IPv4 options: record route, timestamps and source routes, asked for and found in replies
# (RFC 791).
. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/ping_lab.sh"

far=$(lab_addr router 4 server)
for a in "-R 127.0.0.1" "-R $ROUTER4" "-R $SERVER4" "-R -n server4.lab" "-R server4.lab" \
	"-R -c3 -i.05 $SERVER4" "-R -v -c2 -i.05 $SERVER4" "-R -q $SERVER4" "-R -f -c3 $SERVER4" \
	"-R -D -a $SERVER4" "-R -s 16 $SERVER4" "-R -s 65467 $SERVER4" "-R -t 1 $SERVER4" \
	"-R -W.2 -s 65468 $SERVER4" "-T tsonly 127.0.0.1" "-T tsonly $SERVER4" \
	"-T tsonly -c2 -i.05 $SERVER4" "-T tsonly -v $SERVER4" "-T tsandaddr $ROUTER4" \
	"-T tsandaddr $SERVER4" "-T tsandaddr server4.lab" "-T tsandaddr -n server4.lab" \
	"-T tsandaddr -c2 -i.05 $SERVER4" "-T tsandaddr -q $SERVER4" \
	"-T tsandaddr -f -c2 $SERVER4" "-T tsonly -t 1 $SERVER4" "-T tsprespec $far $SERVER4" \
	"-T tsprespec $ROUTER4 $far $SERVER4 $SERVER4" "-T tsprespec $SERVER4" \
	"-T tsprespec $ROUTER4 1.1.1.1 $SERVER4" "-T tsprespec router.lab server4.lab" \
	"-T tsprespec nosuch.lab $SERVER4" "-T tsprespec $far $SERVER4 $far $SERVER4 $SERVER4" \
	"-T tsprespec $far $SERVER4 $far $SERVER4 $far $SERVER4"; do
	# shellcheck disable=SC2086 # options, and a destination
	same "real nodes: $a" -c1 $a
done
but 'real nodes: prespecified 1.1.1.1' -T tsprespec 1.1.1.1 -c1 "$SERVER4" <<W
# The oracle wants a route to the host it is to be stamped by.
|PING $SERVER4 ($SERVER4) 56(124) bytes of data.
|64 bytes from $SERVER4: icmp_seq=1 ttl=63 time=T ms
|
|--- $SERVER4 ping statistics ---
|1 packets transmitted, 1 received, 0% packet loss, time 0ms
|rtt min/avg/max/mdev = T ms
= 0
W
for u in none raw; do
	lab_ping_group client
	for a in -R '-T tsonly' '-T tsandaddr' "-T tsprespec $far"; do
		# shellcheck disable=SC2086 # options
		same -u $u "as user, $u: $a" -c1 $a "$SERVER4"
	done
done
lab_ping_group client 1 0

# Loose source routes.
for n in client router server; do
	lab_sysctl $n net.ipv4.conf.all.accept_source_route=1
done
for d in client/router router/client router/server server/router; do
	lab_sysctl "${d%/*}" "net.ipv4.conf.${d#*/}.accept_source_route=1"
done
but 'through a hop' -c1 "$ROUTER4" "$SERVER4" <<W
# The oracle gives up the capability that it takes.
|PING $SERVER4 ($SERVER4) 56(92) bytes of data.
|64 bytes from $SERVER4: icmp_seq=1 ttl=63 time=T ms
|LSRR: 	$ROUTER4
|
|
|--- $SERVER4 ping statistics ---
|1 packets transmitted, 1 received, 0% packet loss, time 0ms
|rtt min/avg/max/mdev = T ms
= 0
W
but 'through a hop that is not there' -c1 -W.2 198.18.1.99 "$SERVER4" <<W
# The same.
|PING $SERVER4 ($SERVER4) 56(92) bytes of data.
|
|--- $SERVER4 ping statistics ---
|1 packets transmitted, 0 received, 100% packet loss, time 0ms
|
= 1
W
lab_ping_group client
same -u none 'through a hop as a user' -c1 "$ROUTER4" "$SERVER4"
lab_ping_group client 1 0
same 'through an unknown hop' -c1 nosuch.lab "$SERVER4"
same 'through a hop -R' -R -c1 "$ROUTER4" "$SERVER4"
same 'through a hop -T' -T tsonly -c1 "$ROUTER4" "$SERVER4"
same 'through ten hops' -c1 1.1.1.1 1.1.1.1 1.1.1.1 1.1.1.1 1.1.1.1 1.1.1.1 1.1.1.1 1.1.1.1 \
	1.1.1.1 1.1.1.1 "$SERVER4"

# opts TITLE HEX [OPTION...]: a reply with these options; the kernel fills in the last entry that
# is free
opts() {
	title=$1
	path -n 1 "target,opts=$2"
	shift 2
	same "in the reply: $title" -c1 -W.1 "$@" 203.0.113.7
}
opts 'two of two recorded' 070b0c0a0101010a010102
opts 'one of three' 070f080a0101010000000000000000
opts 'none of three' 070f04000000000000000000000000
opts 'a pointer beyond' 070b280a0101010a010102
opts 'a pointer 0' 070b000a0101010a010102
opts 'no room to record' 070304
opts 'a record of length 2' 07020000
opts 'a record of length 0' 07000000
opts 'a record longer than the header' 07280c0a0101010a010102
nine=0727280a0101010a0101020a0101030a0101040a0101050a0101060a0101070a0101080a010109
opts 'nine of nine' $nine -c2 -i.05
opts 'nine of nine -R' $nine -c2 -i.05 -R
opts 'nine of nine -q' $nine -c2 -i.05 -q
opts 'a zero inside' 070f100a010101000000000a010103
opts 'no operation' 01010101
opts 'end' 00070707
opts 'no operation, end' 01000000
opts 'no operation around a record' 010707080a0101010101
opts 'router alert' 94040000
opts 'security' 820b000000000000000000
opts 'unknown' 99040102
opts 'unknown of length 0' 99000102
opts 'unknown of length 1' 99010102
opts 'unknown, longer than the header' 99280102
opts 'stream' 88040007
opts 'three times' 4410110002932e0002932e0a02932e14
opts 'times that go back' 4410110002932e0002932df602932e14
opts 'a time that is not standard, first' 441011008000000502932df680000007
opts 'a time that is not standard, second' 4410110002932e008000000502932e14
opts 'five unrecorded' 4410115002932e0002932e0a02932e14
opts 'fifteen unrecorded' 440809f002932e00
opts 'addresses and times' 441415010a01010102932e000a01010202932e0a
opts 'prespecified, one of two' 44140d030a01010102932e000a01010200000000
opts 'times with flag 2' 440c0d020a01010102932e00
opts 'times with flag 7' 440c0d070a01010102932e00
opts 'times, pointer 0' 440c00000000000100000002
opts 'times, pointer 255' 440cff000000000100000002
opts 'times of length 4' 44040500
opts 'times of length 3' 44030500
opts 'times longer than the header' 442829000000000100000002
opts 'times over midnight' 440c0d0005265bff00000005
opts 'a record and a time' 0707080a01010101440809000000004d
for n in 6 10 15; do
	path -n 1 "target,hlen=$n"
	same "a header of $n words" -c2 -i.05 203.0.113.7
done
path -n 1 target,opts=070b0c7f000001c6130101
same 'in the reply: names' -c1 target.lab
same 'in the reply: names, -n' -n -c1 target.lab

path -n 1 target,opts=070b050a0101010a010102
but 'in the reply: a pointer that is not aligned' -c1 203.0.113.7 <<'W'
# Only whole addresses were recorded; the kernel has overwritten a part of the first.
|PING 203.0.113.7 (203.0.113.7) 56(84) bytes of data.
|64 bytes from 203.0.113.7: icmp_seq=1 ttl=64 time=T ms
|RR: 	10.198.19.0
|
|
|--- 203.0.113.7 ping statistics ---
|1 packets transmitted, 1 received, 0% packet loss, time 0ms
|rtt min/avg/max/mdev = T ms
= 0
W

# Source routes.
for o in 83 89; do
	path -n 1 "target,opts=${o}0b0c0a0101010a010102"
	lab_sysctl "$diff_node_ours" net.ipv4.conf.all.accept_source_route=1 \
		net.ipv4.conf.sim0.accept_source_route=1
	name=$([ $o = 83 ] && echo LSRR || echo SSRR)
	but "in the reply: $name" -c1 -W.2 203.0.113.7 <<-W
		# The oracle prints them shifted by a byte.
		|PING 203.0.113.7 (203.0.113.7) 56(84) bytes of data.
		|64 bytes from 203.0.113.7: icmp_seq=1 ttl=64 time=T ms
		|$name: 	10.1.1.1
		|	10.1.1.2
		|
		|
		|--- 203.0.113.7 ping statistics ---
		|1 packets transmitted, 1 received, 0% packet loss, time 0ms
		|rtt min/avg/max/mdev = T ms
		= 0
	W
	opts "$name of length 2" "${o}020000"
	opts "$name of length 1" "${o}010000"
done

# A route that changes.
forger opts=070b0c0a0101010a01010200 opts=070b0c0a0102010a01010200 opts=070b0c0a0102010a01010200
same 'the first hop changes once' -c3 -i.05 192.0.2.7
forger opts=0707080a01010100 opts=070b0c0a0101010a01010200 opts=0707080a01010100
same 'the route gets longer and shorter' -c3 -i.05 192.0.2.7
forger opts=070b0c0a0101010a01010200 opts=070b0c0a0101010a01010300 opts=070b0c0a0101010a01010300
but 'the last hop changes once' -c3 -i.05 192.0.2.7 <<'W'
# The oracle does not compare the last address.
|PING 192.0.2.7 (192.0.2.7) 56(84) bytes of data.
|64 bytes from 192.0.2.7: icmp_seq=1 ttl=64 time=T ms
|RR: 	10.1.1.1
|	10.1.1.2
|
|64 bytes from 192.0.2.7: icmp_seq=2 ttl=64 time=T ms
|RR: 	10.1.1.1
|	10.1.1.3
|
|64 bytes from 192.0.2.7: icmp_seq=3 ttl=64 time=T ms	(same route)
|
|--- 192.0.2.7 ping statistics ---
|3 packets transmitted, 3 received, 0% packet loss, time T
|rtt min/avg/max/mdev = T ms
= 0
W

finish
