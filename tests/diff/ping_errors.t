#!/bin/sh
# ping and ICMP errors: every type and code, from routers, hosts and forgers; local errors; what
# they count for.
. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/ping_lab.sh"

# Every type and code.
for e in 3/0 3/1 3/2 3/3 3/4 3/4/1280 3/4/65535 3/5 3/6 3/7 3/8 3/9 3/10 3/11 3/12 3/13 3/14 3/15 \
	4/0 4/3 5/0/0xc0000233 5/1/0xc0000233 5/2/0xc0000233 5/3/0xc0000233 5/4/0xc0000233 11/0 \
	11/2 12/0/0x14000000 12/1 12/2 12/3/0xff000000 1/0 2/0 6/0 7/0 9/0 10/0 14/0 16/0 18/0 \
	19/0 30/0 40/0 255/0; do
	path -n 2 "hop=1,reject=$e"
	same "ICMP $e" -c1 -W.05 203.0.113.7
done
for e in 1/0 1/1 1/2 1/3 1/4 1/5 1/6 1/7 1/255 2/0/1280 2/0 2/5/1400 3/0 3/1 3/2 4/0/40 4/1/6 4/2 \
	4/3 4/255/0xffffffff 5/0 100/0 101/0 127/0; do
	path -n 2 "hop=1,reject6=$e"
	same "ICMPv6 $e" -c1 -W.05 2001:db8:b::7
done
for e in 128 130 131 133 136 137 140 160 200 255; do
	forger type=$e
	same "ICMPv6 $e" -c1 -W.05 2001:db8:f::7
done

# not_shown T/C TEXT: what the kernel does not hand on to the error queue
not_shown() {
	path -n 2 "hop=1,reject=$1"
	but "ICMP $1" -c1 -W.05 203.0.113.7 <<-W
		# The oracle never shows them.
		|PING 203.0.113.7 (203.0.113.7) 56(84) bytes of data.
		|From 198.19.1.1 icmp_seq=1 $2
		|
		|--- 203.0.113.7 ping statistics ---
		|1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 0ms
		|
		= 1
	W
}
not_shown 11/1 'Frag reassembly time exceeded'
not_shown 3/16 'Dest Unreachable, Bad Code: 16'
not_shown 3/255 'Dest Unreachable, Bad Code: 255'

# With each option.
path -n 2 hop=1,reject=3/1,reject6=1/3
for a in -q -v '-f -c3' '-f -c3 -i.05' -a -D '-O -c3 -i.05' -n -U -R '-T tsonly' '-T tsandaddr' \
	'-s 0' '-s 8' '-s 1000' '-s 1000 -v' -C -B '-c3 -i.05' '-w 1' '-c3 -w 2 -i.05' \
	'-q -c3 -i.05' '-v -R' '-A -c1' '-p ff'; do
	# shellcheck disable=SC2086 # options
	same "unreachable $a" -c1 $a -W.2 203.0.113.7
	# shellcheck disable=SC2086 # options
	same "IPv6 unreachable $a" -c1 $a -W.2 2001:db8:b::7
done
# With one identifier for both, each would take the other's answers for its own.
same -1 'unreachable -e 7 -v' -c1 -e 7 -v -W.2 203.0.113.7
same -1 'IPv6 unreachable -e 7 -v' -c1 -e 7 -v -W.2 2001:db8:b::7
same 'unreachable, a name' -c1 target.lab
same 'unreachable, a name that stays a number' -n -c1 target.lab
same 'IPv6 unreachable, a name' -c1 target6.lab
same -s '0.9 QUIT 0.5 INT' 'unreachable, status and end by signals' -q -i.5 203.0.113.7
path -n 2 hop=1,reject=3/1,from=203.0.113.7
same 'the target itself refuses' -c1 target.lab

# Errors besides answers: a probe is done with the first of them.
path -n 2 hop=1,also=3/1,also6=1/3
but 'an error and the answer' -c2 -i.1 203.0.113.7 <<'W'
# To the oracle they are two of the two that -c wants.
|PING 203.0.113.7 (203.0.113.7) 56(84) bytes of data.
|From 198.19.1.1 icmp_seq=1 Destination Host Unreachable
|64 bytes from 203.0.113.7: icmp_seq=1 ttl=63 time=T ms
|From 198.19.1.1 icmp_seq=2 Destination Host Unreachable
|
|--- 203.0.113.7 ping statistics ---
|2 packets transmitted, 1 received, +2 errors, 50% packet loss, time T
|rtt min/avg/max/mdev = T ms
= 0
W
but 'an error and the answer, IPv6' -q -c2 -i.1 2001:db8:b::7 <<'W'
# The same.
|PING 2001:db8:b::7(2001:db8:b::7) 56 data bytes
|
|--- 2001:db8:b::7 ping statistics ---
|2 packets transmitted, 1 received, +2 errors, 50% packet loss, time T
|rtt min/avg/max/mdev = T ms
= 0
W

# notices T/C TEXT: they are no errors, and the packet goes its way; on a datagram socket the
# oracle thinks otherwise
notices() {
	path -n 2 "hop=1,also=$1"
	for a in '-c2' '-q -c2' '-f -c2' '-D -n -c2'; do
		# shellcheck disable=SC2086 # options
		same "$1 and the answer $a" -i.05 $a 203.0.113.7
	done
	path -n 2 "hop=1,reject=$1"
	same -l "$1 instead of the answer" -c2 -i.1 -W.3 203.0.113.7
	lab_ping_group "$diff_node_ours"
	but -u none "$1 on a datagram socket" -c2 -i.1 -W.3 203.0.113.7 <<-W
		# The oracle counts it as an error, then, and towards -c.
		|PING 203.0.113.7 (203.0.113.7) 56(84) bytes of data.
		|From 198.19.1.1: icmp_seq=1 $2
		|From 198.19.1.1: icmp_seq=2 $2
		|
		|--- 203.0.113.7 ping statistics ---
		|2 packets transmitted, 0 received, 100% packet loss, time T
		|
		= 1
	W
}
notices 4/0 'Source Quench'
notices 5/1/0xc0000233 'Redirect Host(New nexthop: 192.0.2.51)'
# nothing TITLE FORGER WHY
nothing() {
	forger "type=5,code=1,rest=0xc0000233,$2"
	but "$1" -v -c1 -W.05 192.0.2.7 <<-W
		# $3
		|PING 192.0.2.7 (192.0.2.7) 56(84) bytes of data.
		|
		|--- 192.0.2.7 ping statistics ---
		|1 packets transmitted, 0 received, 100% packet loss, time 0ms
		|
		= 1
	W
}
nothing 'a redirect with a wrong checksum' sum 'The oracle shows it, marked.'
nothing 'a redirect of a TCP segment' at=9,patch=06 'It is about another program.'
nothing 'a redirect of a fragment' at=6,patch=3fff 'The number in it is none.'
forger type=3,code=1,sum
same 'an error with a wrong checksum' -c1 -W.05 192.0.2.7

# What is quoted decides whose error it is.
for a in '' cut=28 cut=27 cut=24 cut=20 cut=19 cut=8 cut=0 at=24,patch=dead at=16,patch=c0000208 \
	at=12,patch=c0000209 at=9,patch=11 at=20,patch=00 at=0,patch=44 at=0,patch=4f hlen=6 \
	hlen=15 hlen=15,cut=67 at=2,patch=ffff at=8,patch=0001ffff; do
	forger "type=3,code=1${a:+,$a}"
	same "unreachable, quote ${a:-as it was sent}" -c1 -W.05 192.0.2.7
done
for a in '' cut=48 cut=47 cut=40 cut=0 at=44,patch=dead at=39,patch=08 at=6,patch=11; do
	forger "type=1,code=3${a:+,$a}"
	same "IPv6 unreachable, quote ${a:-as it was sent}" -c1 -W.05 2001:db8:f::7
done
forger type=3,code=1,at=26,patch=004d
but 'unreachable, quoting a number that was not sent' -c1 -W.05 192.0.2.7 <<'W'
# The oracle shows it, and counts.
|PING 192.0.2.7 (192.0.2.7) 56(84) bytes of data.
|
|--- 192.0.2.7 ping statistics ---
|1 packets transmitted, 0 received, 100% packet loss, time 0ms
|
= 1
W

# The header in a redirect, -v: the only quote that is shown.
# quoted TITLE FORGER LINE [ARGUMENTS]
quoted() {
	length=$([ -n "${4:-}" ] && echo 124 || echo 84)
	forger "type=5,code=1,rest=0xc0000233${2:+,$2}"
	# shellcheck disable=SC2086 # options
	but "redirect -v, $1" -v ${4:-} -c1 -W.05 192.0.2.7 <<-W
		# Numbers in the byte order of the machine, and no end of line behind options.
		|PING 192.0.2.7 (192.0.2.7) 56($length) bytes of data.
		|From 192.0.2.7: icmp_seq=1 Redirect Host(New nexthop: 192.0.2.51)
		|Vr HL TOS  Len   ID Flg  off TTL Pro  cks      Src      Dst Data
		$3
		|
		|--- 192.0.2.7 ping statistics ---
		|1 packets transmitted, 0 received, 100% packet loss, time 0ms
		|
		= 1
	W
}
quoted 'plain' '' '| 4  5  00 0054 ID   2 0000  40  01 CKS 192.0.2.1  192.0.2.7 $'
quoted 'class' at=1,patch=b8 '| 4  5  b8 0054 ID   2 0000  40  01 CKS 192.0.2.1  192.0.2.7 $'
quoted 'fragment' at=6,patch=2000 '| 4  5  00 0054 ID   1 0000  40  01 CKS 192.0.2.1  192.0.2.7 $'
quoted 'no-operation' hlen=6 "| 4  6  00 0054 ID   2 0000  40  01 CKS 192.0.2.1  192.0.2.7 \$
|
|NOP
|NOP
|NOP
|NOP"
for a in cut=27 cut=20 at=24,patch=dead at=16,patch=c0000208 at=20,patch=00; do
	forger "type=5,code=1,rest=0xc0000233,$a"
	same "redirect -v, quote $a" -v -c1 -W.05 192.0.2.7
done

# From real nodes.
diff_at client
same 'too many hops' -t 1 -c1 server4.lab
same 'too many hops, IPv6' -t 1 -c1 server6.lab
same 'too many hops, -v' -t 1 -v -c1 "$SERVER4"
same 'hop limit 0' -t 0 -c1 -W.2 "$SERVER6"
same 'no route at a router, IPv6' -c1 2001:db8:99::1
for h in net-unreachable host-unreachable port-unreachable net-prohibited host-prohibited \
	admin-prohibited; do
	lab_reject router 4 $h
	same "reject with $h" -c1 server4.lab
	lab_open router
done
for h in no-route admin-prohibited addr-unreachable port-unreachable policy-fail reject-route; do
	lab_reject router 6 $h
	same "reject with ICMPv6 $h" -c1 server6.lab
	lab_open router
done
# Three questions for a neighbour, and it is not there.
lab_sysctl client net.ipv4.neigh.router.retrans_time_ms=50 net.ipv6.neigh.router.retrans_time_ms=50
same -l 'a neighbour that is not there' -c2 -i.1 -W4 198.18.1.77
same -l 'a neighbour that is not there, -w' -w 5 -i.1 -q 198.18.1.78
same -l 'a neighbour that is not there, -f' -f -c5 -W4 198.18.1.79
same -l 'a neighbour that is not there, IPv6' -c1 -W4 2001:db8:1::77
for k in unreachable prohibit blackhole; do
	lab_route client $k 192.0.2.0/24
	lab_route client $k 2001:db8:66::/48
	same "$k route" -c1 192.0.2.1
	same "$k route of IPv6" -c1 2001:db8:66::1
done
same 'no route' -c1 192.0.3.1
same 'no route -v' -v -c1 192.0.3.1
lab_in client ip route del 198.18.2.0/24
same 'no route, a name' -c1 server4.lab
lab_routes

# Too long for the link.
mtu_reset() {
	lab_in client ip route flush cache
	lab_in client ip -6 route flush cache
}
for a in "-s 1472 $SERVER4" "-s 1473 $SERVER4" "-s 1452 $SERVER6" "-s 1453 $SERVER6" \
	"-v -s 2000 $SERVER4" "-D -s 2000 $SERVER4" '-n -s 2000 server4.lab' \
	"-c3 -s 2000 $SERVER4" "-c3 -s 2000 $SERVER6" "-f -c3 -s 2000 $SERVER4" \
	"-f -c3 -s 2000 $SERVER6"; do
	# shellcheck disable=SC2086 # options, and a destination
	same "prohibited to fragment $a" -M "do" -c1 -i.05 -W.2 $a
done
for m in want dont; do
	same "with -M $m and a long packet" -M $m -c1 -s 2000 "$SERVER4"
	same "with -M $m and a long packet, IPv6" -M $m -c1 -s 2000 "$SERVER6"
done
for a in "$SERVER4" "$SERVER6"; do
	case $a in
	*:*) head="PING $a($a) 2000 data bytes" ;;
	*) head="PING $a ($a) 2000(2028) bytes of data." ;;
	esac
	but "prohibited to fragment -q $a" -q -M "do" -c2 -i.05 -W.2 -s 2000 "$a" <<-W
		# Without telling them, the oracle does not count them.
		|$head
		|
		|--- $a ping statistics ---
		|2 packets transmitted, 0 received, +2 errors, 100% packet loss, time T
		|
		= 1
	W
done
for n in router server; do
	lab_mtu $n "$([ $n = router ] && echo server || echo router)" 1300
done
for a in "-M do $SERVER4" "-M want $SERVER4" "-M dont $SERVER4" "$SERVER4" '-M do server4.lab' \
	"-M do -v $SERVER4" "-M do -D $SERVER4" "-M do $SERVER6" "-M want $SERVER6" \
	"-M dont $SERVER6" "$SERVER6" '-M do server6.lab' "-q -M want $SERVER6" \
	"-f -M do $SERVER4"; do
	# shellcheck disable=SC2086 # options, and a destination
	same -p mtu_reset "too long for the next link $a" -c2 -i.05 -W.15 -s 1400 $a
done
same 'never fits: 65508' -s 65508 -c1 -W.2 "$SERVER4"
same 'never fits, IPv6' -s 65528 -c1 -W.2 "$SERVER6"
but 'never fits: 70000' -s 70000 -c1 -W.2 "$SERVER4" <<W
# The oracle loses it without a word.
!ping: local error: message too long, mtu=65535
|PING $SERVER4 ($SERVER4) 70000(70028) bytes of data.
|
|--- $SERVER4 ping statistics ---
|1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 0ms
|
= 1
W

# The own host refuses.
nft_output() {
	lab_nft client <<-E
		add rule inet lab output icmp type echo-request $1
		add rule inet lab output icmpv6 type echo-request $1
	E
}
nft_output drop
for a in "$SERVER4" "-v $SERVER4" "$SERVER6"; do
	case $a in
	*:*) head="PING $SERVER6($SERVER6) 56 data bytes" ;;
	*) head="PING $SERVER4 ($SERVER4) 56(84) bytes of data." ;;
	esac
	# shellcheck disable=SC2086 # options, and a destination
	but "the own filter drops $a" -c2 -i.1 -W.2 $a <<-W
		# The oracle does not say so, and counts them as lost.
		!ping: sendmsg: Operation not permitted
		!ping: sendmsg: Operation not permitted
		|$head
		|
		|--- ${a#-v } ping statistics ---
		|2 packets transmitted, 0 received, +2 errors, 100% packet loss, time T
		|
		= 1
	W
done
lab_open client
lab_nft client <<-'E'
	add rule inet lab output icmp type echo-request reject with icmp type host-unreachable
E
same -1 'the own filter rejects' -c2 -i.1 -W.2 "$SERVER4"
lab_open client

finish
