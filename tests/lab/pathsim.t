#!/bin/sh
# The path simulator: each setting as installed tools see it, with its log as the truth behind.
# shellcheck disable=SC2317 # what the test bodies call is called by eval
. "${0%/*}/../tap.sh"
need_root
need_tool ip ping traceroute tracepath mtr nc tcpdump
. "$TOP/tests/lab/lab.sh"
[ -x "$LAB_PATHSIM" ] || skip_all "not built: $LAB_PATHSIM"
lab_new || exit

T4=$(lab_target) T6=$(lab_target 6)

# path ARGUMENTS...: a path for this test, in a node of its own; again: another in its place
path() {
	node=n$tap_count${tap_try:-}
	lab_node "$node" && lab_sim "$node" -l "$PWD/log" -T 60 "$@"
}
again() {
	lab_sim_stop "$node" && lab_sim "$node" -l "$PWD/log" -T 60 "$@"
}
stop() {
	lab_sim_stop "$node"
}

run() {
	lab_in "$node" "$@"
}

# sees ARGUMENTS...: keeps and shows what ping says; any exit status will do
sees() {
	run ping -n -W 0.5 "$@" >out 2>&1
	cat out
}

# says PATTERN: ping said so
says() {
	grep -e "$1" out || {
		echo "no '$1' in:"
		cat out
		return 1
	}
}

# hops ARGUMENTS...: the addresses of a traceroute in one line
hops() {
	run traceroute -n -q 1 -w 0.3 "$@" | awk 'NR > 1 { printf "%s%s", sep, $2; sep = " " }'
}

# trace WANT ARGUMENTS...: those addresses are just the wanted ones
trace() {
	want=$1
	shift
	got=$(hops "$@")
	echo "want $want"
	echo "got  $got"
	[ "$got" = "$want" ]
}

# logged PATTERN: how many such events there were
logged() {
	grep -c -e "$1" log
}

# within LOW VALUE HIGH
within() {
	echo "$1 <= $2 <= $3"
	[ "$1" -le "$2" ] && [ "$2" -le "$3" ]
}

# rtt 1|2|3: minimum, average, maximum of the last ping, in microseconds
rtt() {
	sed -n 's,^rtt [^=]*= ,,p' out | tr / ' ' | awk -v n="$1" '{ printf "%d", $n * 1000 }'
}

# order: the sequence numbers of replies as they came
order() {
	sed -n 's/.* bytes from .*icmp_seq=\([0-9]*\).*/\1/p' out
}

# sniff: records what comes back; sniffed OPTIONS... prints it, also into seen
sniff() {
	lab_bg "$node" tcpdump --immediate-mode -n -p -U -s 0 -Q in -i sim0 -w - >pcap 2>errors
	sniffer=$!
	lab_wait 5 test -s pcap
}
sniffed() {
	sleep 0.2 && kill "$sniffer" && lab_wait 5 lab_gone "$sniffer"
	tcpdump -n -r pcap "$@" 2>/dev/null >seen
	cat seen
}

timed 'hops have the addresses of the plan, in both families and every protocol' '
	path -n 4 && for how in -U -I -T; do
		trace "198.19.1.1 198.19.2.1 198.19.3.1 $T4" $how $T4 &&
		trace "2001:db8:a:1::1 2001:db8:a:2::1 2001:db8:a:3::1 $T6" $how $T6 || exit
	done'
timed 'a path may be one hop or 254 long' '
	path -n 1 && trace $T4 $T4 && again -n 254 target,ttl=255 &&
	sees -c 1 -t 254 $T4 && says " ttl=2 " &&
	sees -c 1 -t 253 $T4 && says "From 198.19.253.1 .*Time to live" &&
	sees -c 1 -t 253 $T6 && says "From 2001:db8:a:253::1 .*Hop limit"'
timed 'hops answer for themselves, and for nothing else' '
	path -n 4 && trace "198.19.1.1 198.19.2.1" 198.19.2.1 &&
	sees -c 1 2001:db8:a:3::1 && says " 1 received" &&
	sees -c 1 198.19.4.1 && says "From 198.19.1.1 .*Host Unreachable" &&
	sees -c 1 198.19.2.2 && says "From 198.19.1.1 .*Host Unreachable" &&
	sees -c 1 2001:db8:a:9::1 && says "From 2001:db8:a:1::1 .*Address unreachable"'
timed 'the target answers for every other address' '
	path -n 4 && sees -c 1 203.0.113.77 && says "from 203.0.113.77: .*ttl=61" &&
	sees -c 1 2001:db8:b:5::9 && says "from 2001:db8:b:5::9: .*ttl=61"'
timed 'tracepath and mtr agree' '
	path -n 6 && run tracepath -n $T4 >out && says "pmtu 1500 hops 6 back 6" &&
	run mtr -n -r -c 2 -i 0.1 -G 0.3 $T6 >out && [ "$(grep -c "0.0%     2" out)" = 6 ]'

timed 'delay is exact, and counts both ways' '
	path -n 10 -d 1ms && sees -q -c 30 -i 0.01 $T4 && within 20000 "$(rtt 1)" 20150 &&
	sees -q -c 9 -i 0.01 198.19.3.1 && within 6000 "$(rtt 1)" 6150'
timed 'delay of one hop, and of its way back' '
	path -n 5 hop=3,delay=10ms,rdelay=0s hop=4,delay=0s,rdelay=5ms &&
	sees -q -c 3 -i 0.01 198.19.2.1 && within 0 "$(rtt 1)" 200 &&
	sees -q -c 9 -i 0.02 198.19.3.1 && within 10000 "$(rtt 1)" 10150 &&
	sees -q -c 9 -i 0.02 $T4 && within 15000 "$(rtt 1)" 15150'
timed 'jitter spreads times and keeps the order' '
	path -n 3 hop=2,delay=1ms,jitter=20ms && sees -c 100 -i 0.002 $T4 >all &&
	within 2000 "$(rtt 1)" 9000 && within 15000 "$(rtt 3)" 30000 &&
	order >came && [ "$(wc -l <came)" = 100 ] && sort -n came | diff - came &&
	again -n 3 hop=2,rjitter=20ms &&
	sees -q -c 100 -i 0.002 $T4 && within 15000 "$(rtt 3)" 30000'

timed 'loss is what the log says, at the rate asked for' '
	path -n 5 hop=3,loss=0.3 && sees -q -c 500 -i 0.001 $T4 && stop &&
	n=$(logged " lose hop=3 ") && within 105 "$n" 195 &&
	says "transmitted, $((500 - n)) received"'
timed 'a seed loses the same packets whatever else goes on, another seed others' '
	path -n 1 && for args in "-s 7 hop=2,loss=20%" "-s 8 hop=2,loss=20%" \
			"-s 7 all,jitter=1ms hop=2,loss=20%,dup=0.3,reorder=0.2 hop=3,loss=0.3"; do
		again -n 4 $args && sees -q -c 100 -i 0.001 $T4 >all && stop &&
		sed -n "s/.* lose hop=2 .*type=8 .*seq=//p" log | sort -nu | xargs >>lost &&
		lab_sim "$node" || exit
	done
	cat lost && [ "$(sed -n 1p lost)" = "$(sed -n 3p lost)" ] &&
	[ "$(sed -n 1p lost)" != "$(sed -n 2p lost)" ]'
timed 'chosen requests are lost' '
	path -n 3 hop=2,lose=2:4 && sees -O -c 5 -i 0.05 $T4 && says " 3 received" &&
	says "no answer yet for icmp_seq=2" && says "no answer yet for icmp_seq=4" &&
	[ "$(order | xargs)" = "1 3 5" ]'
timed 'loss on the way back: the target has seen the request' '
	path -n 4 hop=2,rloss=1 && sees -c 3 -i 0.05 $T4 && says " 0 received" && stop &&
	[ "$(logged " host hop=4 ") $(logged " lose hop=1 ")" = "3 3" ]'
timed 'duplicates' '
	path -n 4 hop=2,dup=0.2 hop=4,rdup=0.2 && sees -c 100 -i 0.002 $T4 >all && stop &&
	n=$(grep -c DUP! out) && within 20 "$n" 80 &&
	within "$((100 + n))" "$(logged " out ")" "$((103 + n))" &&
	within 8 "$(logged " dup hop=2 ")" 40 && within 8 "$(logged " dup hop=3 ")" 50'
timed 'reordering' '
	path -n 4 hop=2,reorder=0.1,gap=15ms hop=3,rreorder=0.1,gap=15ms &&
	sees -c 100 -i 0.002 $T4 >all && stop &&
	within 3 "$(logged " hold hop=2 .*type=8 ")" 25 &&
	within 3 "$(logged " hold hop=2 .*type=0 ")" 25 &&
	order >came && [ "$(wc -l <came)" = 100 ] && ! sort -n came | cmp -s - came &&
	within 0 "$(rtt 1)" 2000 && within 15000 "$(rtt 3)" 35000'
timed 'corruption is caught by the checksums of the target' '
	path -n 4 hop=2,corrupt=0.2 &&
	sees -q -c 100 -i 0.002 $T4 && sees -q -c 100 -i 0.002 $T6 && stop &&
	n=$(logged " corrupt hop=2 ") && within 20 "$n" 60 &&
	[ "$(logged " badsum hop=4 ")" = "$n" ] &&
	within 5 "$(logged " badsum .* icmp6 ")" "$((n - 5))" &&
	[ "$(logged " host hop=4 ")" = "$((200 - n))" ]'
timed 'corruption on the way back is caught by those of the client' '
	path -n 4 hop=3,rcorrupt=0.2 && sees -q -s 0 -c 100 -i 0.002 $T4 && stop &&
	n=$(logged " corrupt hop=2 ") && within 5 "$n" 40 &&
	run awk "\$1 == \"Icmp:\" { print \$4 }" /proc/net/snmp >errors &&
	[ "$(tail -n 1 errors)" = "$n" ]'

timed 'a narrow hop says so, with its MTU' '
	path -n 6 hop=3,mtu=1380 &&
	sees -c 1 -M do -s 1353 $T4 && says "From 198.19.3.1 .*(mtu = 1380)" &&
	sees -c 1 -s 1333 $T6 && says "From 2001:db8:a:3::1 .*Packet too big: mtu=1380" &&
	sees -c 1 -M do -s 1352 $T4 && says " 1 received" &&
	sees -c 1 -s 1332 $T6 && says " 1 received"'
timed 'tracepath finds two narrow hops' '
	path -n 6 hop=2,mtu=1400 hop=4,mtu=1300 &&
	run tracepath -n $T4 >out && says "198.19.2.1 .*pmtu 1400" &&
	says "198.19.4.1 .*pmtu 1300" && says "pmtu 1300 hops 6 back 6" &&
	run tracepath -n $T6 >out && says "2001:db8:a:2::1 .*pmtu 1400" &&
	says "2001:db8:a:4::1 .*pmtu 1300"'
timed 'a black hole' '
	path -n 6 hop=3,mtu=1380,blackhole &&
	sees -c 1 -M do -s 1353 $T4 && ! says ^From && says " 0 received" &&
	sees -c 1 -s 1333 $T6 && ! says ^From && says " 0 received" &&
	sees -c 1 -M do -s 1352 $T4 && says " 1 received"'
timed 'a narrow hop that tells a wrong MTU, or none' '
	path -n 6 hop=3,mtu=1380,tell=1420 && sees -c 1 -M do -s 1400 $T4 && says "(mtu = 1420)" &&
	again -n 6 hop=3,mtu=1380,tell=0 && sees -c 1 -M do -s 1400 $T4 && says "(mtu = 0)"'
timed 'a router fragments what it may, the target joins it' '
	path -n 6 hop=3,mtu=600 && sees -c 1 -M dont -s 1400 $T4 && says "1408 bytes from" &&
	sees -c 1 -M dont -s 65507 $T4 && says "65515 bytes from" &&
	sees -c 1 -M dont -s 1400 198.19.5.1 && says "1408 bytes from" && stop &&
	grep "host hop=6 .*len=1428 type=8" log && grep "out hop=0 .*len=596 frag=0+" log'
timed 'large IPv6 requests come in fragments and are answered in fragments' '
	path -n 4 && sees -c 1 -s 20000 $T6 && says "20008 bytes from" &&
	sees -c 1 -s 65000 $T6 && says "65008 bytes from" && stop &&
	grep "host hop=4 .*len=20048 type=128" log && grep "out hop=0 .*len=1496 frag=0+" log'
timed 'a lost fragment loses the datagram, a repeated one does no harm' '
	path -n 4 hop=2,dup=0.5 hop=3,loss=0.05 && sees -c 20 -i 0.01 -s 8000 $T4 && stop &&
	! grep badsum log && within 1 "$(order | sort -u | wc -l)" 19'

# spent FIRST-AND-LAST: milliseconds between the first and the last such event
spent() {
	awk -v re="$1" '$0 ~ re { if (!n++) first = $1; last = $1 }
		END { printf "%d", (last - first) * 1000 }' log
}
timed 'ICMP rate limit: a burst, then so many a second' '
	path -n 5 hop=2,rate=20,burst=5 && sees -q -c 100 -i 0.005 -t 2 $T4 && stop &&
	sent=$(logged " error hop=2 ") && says "+$sent errors" &&
	[ "$(logged " limit hop=2 ")" = "$((100 - sent))" ] && ms=$(spent " expire hop=2 ") &&
	within "$((5 + ms / 50 - 1))" "$sent" "$((5 + ms / 50 + 1))"'
timed 'a silent hop' '
	path -n 4 hop=2,silent && trace "198.19.1.1 * 198.19.3.1 $T4" $T4 &&
	sees -c 1 198.19.2.1 && says " 1 received"'
timed 'a hop that refuses' '
	path -n 5 hop=3,reject=3/13,reject6=1/1 &&
	sees -c 1 $T4 && says "From 198.19.3.1 .*Packet filtered" &&
	sees -c 1 $T6 && says "From 2001:db8:a:3::1 .*Administratively prohibited" &&
	run traceroute -n -q 1 $T4 >out && says "^ 3  198.19.3.1 .* !X" &&
	again -n 5 hop=3,reject6=1/1 && sees -c 1 $T4 && says " 1 received" &&
	sees -c 1 $T6 && says "Administratively prohibited"'
timed 'any type and code of ICMP' '
	path -n 1 && for code in "3/0 Net Unr" "3/1 Host Unr" "3/2 Protocol" "3/3 Port" \
			"3/5 Source Route" "3/6 Net Unk" "3/7 Host Unk" "3/8 Source Host" \
			"3/9 Net Prohib" "3/10 Host Prohib" "3/12 Host Unreachable for" \
			"3/15 Precedence" "4/0 Source Quench" "5/0 Redirect Net" \
			"12/0 Parameter problem"; do
		again -n 2 "hop=1,reject=${code%% *}" && sees -v -c 1 $T4 &&
		says "^From 198.19.1.1.*${code#* }" || exit
	done'
timed 'a hop that passes nothing, a hop that passes no errors' '
	path -n 5 hop=3,drop && trace "198.19.1.1 198.19.2.1 * * *" -m 5 $T4 &&
	again -n 5 hop=2,mute && trace "198.19.1.1 198.19.2.1 * * $T4" -I $T4'

timed 'parallel ways: a flow keeps its way, many flows take them all' '
	path -n 5 hop=3,ways=4 && for i in 1 2 3 4 5 6; do
		hops -f 3 -m 3 -U -p 53 --sport=40000 $T4; echo
	done | sort -u >one && cat one && [ "$(wc -l <one)" = 1 ] && for to in $T4 $T6; do
		run traceroute -n -q 10 -N 10 -f 3 -m 3 $to >many; cat many
		grep -o "198.19.3.[1-4]\|2001:db8:a:3::[1-4]" many | sort -u >different
		within 3 "$(wc -l <different)" 4 || exit
	done'
# taken: on stdin pairs of identifier and byte of data; the way of each at hop 2
taken() {
	while read -r id byte; do
		pattern=$byte$byte$byte$byte$byte$byte$byte$byte
		sees -c 1 -e "$id" -p "$pattern" -s 8 -t 2 "$T4" >all
		sed -n 's/^From 198.19.2.\([0-9]*\) .*/\1/p' out
	done
}
timed 'an ICMP flow is its identifier and checksum' '
	path -n 4 hop=2,ways=8 && for p in 0 1 2 3 4 5 6 7; do
		echo 77 00 >>same; echo 77 0$p >>sums; echo "$((9000 - 4 * 257 * p)) 0$p" >>ids
	done
	for flows in same sums ids; do	# ids: other identifiers, but the checksum stays
		taken <$flows | sort >$flows.ways; xargs <$flows.ways
		[ "$(wc -l <$flows.ways)" = 8 ] || exit
	done
	[ "$(uniq same.ways | wc -l)" = 1 ] && within 3 "$(uniq sums.ways | wc -l)" 8 &&
	within 3 "$(uniq ids.ways | wc -l)" 8'
timed 'hops of the same ways and salt branch alike, with another salt on their own' '
	path -n 6 hop=2-4,ways=3 hop=4,salt=1 && for id in 1 2 3 4 5 6 7 8 9 10 11 12; do
		for ttl in 2 3 4; do
			sees -c 1 -e $id -p 00 -s 8 -t $ttl $T4 >all
			sed -n "s/^From 198.19.$ttl.\([123]\) .*/\1/p" out
		done | xargs
	done >ways; cat ways
	[ "$(grep -c "^[123] [123] [123]$" ways)" = 12 ] &&
	[ "$(cut -c 1 ways | sort -u | wc -l)" = 3 ] &&
	awk "\$1 != \$2 { bad = 1 } \$2 != \$3 { n++ } END { exit bad || n < 3 }" ways'
timed 'ways carry flows evenly' '
	path -n 3 hop=2,ways=4 && for i in 1 2 3 4 5 6 7 8 9 10; do
		run traceroute -n -q 10 -N 10 -f 2 -m 2 $T4 >all
	done && stop && for w in 1 2 3 4; do
		logged " expire hop=2 way=$w "
	done >shares; xargs <shares
	within 10 "$(sort -n shares | head -n 1)" 25 && [ "$(logged " expire hop=2 ")" = 100 ]'
timed 'ways taken at random, ways that are farther' '
	path -n 4 hop=2,ways=3,spray && for i in 1 2 3 4 5 6 7 8 9 10; do
		hops -f 2 -m 2 -U -p 53 --sport=40000 $T4; echo
	done | sort -u >ways && cat ways && within 2 "$(wc -l <ways)" 3 &&
	again -n 4 hop=2,ways=3,spray,spread=10ms && sees -c 60 -i 0.01 $T4 >all &&
	sed -n "s/.*time=\(10\|20\|0\)[.][0-9]* ms.*/\1/p" out | sort | uniq -c | tee shares &&
	[ "$(awk "\$1 > 5" shares | wc -l)" = 3 ]'

timed 'MPLS labels' '
	path -n 5 hop=2,mpls=24001/5/9:16 hop=3,mpls=1048575,legacy &&
	for args in "-U $T4" "-I $T4" "-I $T6" "-U $T4 200" "-I $T4 1200" "-I $T6 1203"; do
		run traceroute -n -e -q 1 $args >out &&
		says "2.*2.*1 <MPLS:L=24001,E=5,S=0,T=9/L=16,E=0,S=1,T=1>" &&
		says "3.*3.*1 <MPLS:L=1048575,E=0,S=1,T=1>" || exit
	done'
timed 'MPLS extensions are well-formed' '
	path -n 5 hop=2,mpls=24001/5/9:16 && sniff && sees -t 2 -c 1 $T4 >all; sniffed -vv
	grep "Multi-Part extension v2, checksum 0x.* (correct), length 16" seen &&
	grep "label 24001, tc 5, ttl 9" seen'
# hex: each packet of tcpdump -x in one line of hexadecimal digits
hex() {
	awk '/^\t0x/ { for (i = 2; i <= NF; i++) text = text $i; next }
		text { print text; text = "" }
		END { print text }' seen
}
timed 'MPLS labels stand behind as much quote as the length field says' '
	path -n 3 hop=1,mpls=24001/5/9,quote=300 && sniff && for to in $T4 $T6; do
		sees -t 1 -c 1 -s 1000 $to >all
	done; sniffed -x >all; hex >packets; cat packets
	ext=2000....0008010105dc1b09
	sed -n 1p packets | cut -c 41-56,657-680 | grep "^0b00....004b0000$ext$" &&
	sed -n 2p packets | cut -c 81-96,689-712 | grep "^0300....25000000$ext$"'
timed 'a loop' '
	path -n 8 hop=3,loop=2 &&
	trace "198.19.1.1 198.19.2.1 198.19.3.1 198.19.2.1 198.19.3.1 198.19.2.1" -m 6 $T4 &&
	sees -c 1 -t 40 $T4 && says "From 198.19.2.1 .*Time to live exceeded"'
timed 'behind DNAT a router speaks with the address of the target; others with any' '
	path -n 6 hop=3,from=192.0.2.9,from=2001:db8:ffff::9 hop=4,dnat &&
	trace "198.19.1.1 198.19.2.1 192.0.2.9 $T4" -m 4 $T4 &&
	sees -c 1 -t 4 $T4 && says "From $T4 .*Time to live exceeded" &&
	sees -c 1 -t 3 $T6 && says "From 2001:db8:ffff::9 .*Hop limit"'
timed 'a longer way back, other hop limits' '
	path -n 6 hop=3,asym=4 hop=4,ttl=64 target,ttl=200,asym=7 &&
	run tracepath -n $T4 >out; says " 3: .*asymm  *7" && sees -c 1 $T4 && says "ttl=188 " &&
	sniff && sees -c 1 -t 4 $T4 && sniffed -v && grep "ttl 61, .*proto ICMP" seen'

timed 'how much is quoted' '
	path -n 7 hop=1,quote=28 hop=2,quote=8 hop=3,quote=128 && for ttl in 1 2 3 4; do
		sees -c 1 -s 1000 -t $ttl $T4; sees -c 1 -s 1400 -t $ttl $T6
	done && stop && sed -n "s/.* out .* icmp .*len=\([0-9]*\) .*/\1/p" log | xargs >four &&
	sed -n "s/.* out .* icmp6 .*len=\([0-9]*\) .*/\1/p" log | xargs >six && cat four six &&
	grep -x "56 36 156 576" four && grep -x "76 56 176 1280" six'
timed 'what is quoted: hop limits, length, another identifier' '
	path -n 7 hop=2,qttl=0 hop=3,qttl=sent hop=4,qswap hop=5,alien && sniff &&
	for ttl in 1 2 3 4 5; do
		sees -c 1 -e 4660 -s 56 -t $ttl $T4
	done >all; sniffed -vv
	sed -n "s/^	IP .*0x0, \(.*\)id .*proto ICMP.* length \([0-9]*\)[),].*/\1\2/p" seen |
	xargs >quoted; cat quoted
	grep -x "ttl 1, 84 84 ttl 3, 84 ttl 1, 21504 ttl 1, 84" quoted &&
	[ "$(grep -c "id 4660, seq 1" seen)" = 4 ] && grep "id 18273, seq 1" seen &&
	[ "$(grep -c "^From" all)" = 4 ]'

timed 'a dark target' '
	path -n 3 target,dark && trace "198.19.1.1 198.19.2.1 * *" -m 4 $T4 &&
	sees -c 1 $T6 && says " 0 received"'
timed 'TCP ports: open, closed, and closed in order' '
	path -n 3 target,tcp=80:443 &&
	run nc -n -z -v -w 2 $T4 80 && run nc -n -z -v -w 2 $T6 443 &&
	! run nc -n -z -v -w 2 $T4 81 2>err && grep refused err &&
	! run nc -n -z -v -w 2 $T6 81 2>err && grep refused err &&
	echo hello | run nc -n -N -w 2 $T4 80 &&
	run awk "\$4 ~ /^0[1-578]/" /proc/net/tcp >open && ! grep . open'
timed 'UDP ports: an echo, others unreachable' '
	path -n 3 target,udp=7 && for to in $T4 $T6; do
		{ printf hello; sleep 0.2; } | run nc -n -u -w 1 $to 7 >got
		[ "$(cat got)" = hello ] || exit
	done
	sniff && echo x | run nc -n -u -w 1 $T4 9; sniffed; grep "$T4 udp port 9 unreachable" seen'
timed 'other protocols are unreachable' '
	path -n 3 && sniff && hops -P 99 -m 3 $T4; hops -P 99 -m 3 $T6; echo; sniffed
	grep "$T4 protocol 99 unreachable" seen &&
	grep "$T6 > .*parameter problem, next header" seen'

timed 'replies with a forged time, wrong data, cut short, with junk' '
	path -n 3 target,stamp=0000000000000000ffffffffffffffff && sees -c 1 $T4
	says "time of day goes back\|time=[0-9]\{9,\} ms" &&
	again -n 3 target,bad=20,only=2 && sees -c 3 -i 0.05 $T4 &&
	[ "$(grep -c "wrong data byte #20 should be 0x14 but was 0xeb" out)" = 1 ] &&
	again -n 3 target,cut=10 && sees -c 1 $T4 && says "^18 bytes from" &&
	again -n 3 target,junk=100 && sees -c 1 $T6 && says "^164 bytes from"'
timed 'replies that come several times, from elsewhere, with options' '
	path -n 3 target,copies=4,only=1 && sees -c 2 -i 0.05 $T4 &&
	[ "$(grep -c DUP out)" = 3 ] && again -n 3 target,from=192.0.2.77 && sees -c 1 $T4 &&
	says "64 bytes from 192.0.2.77: .*DIFFERENT ADDRESS" &&
	again -n 3 target,hlen=15 && sniff && sees -c 1 $T4 && says "64 bytes from" &&
	sniffed -v && grep "length 124, options (NOP,NOP,NOP" seen &&
	again -n 3 target,opts=070708c613010101 && sees -c 1 $T4 && says "RR:.*198.19.1.1"'
t 'errors that come several times' '
	path -n 3 hop=2,times=20 && run traceroute -n -q 1 -f 2 -m 2 $T4 && stop && cat log &&
	[ "$(grep -c " out .*type=11 code=0 " log)" = 20 ]'
timed 'errors on top of replies' '
	path -n 1 &&
	for error in "5/1 Redirect Host(New nexthop: 198.19.1.2)" "4/0 Source Quench"; do
		again -n 3 "hop=1,also=${error%% *}" && sees -v -c 1 $T4 && says " 1 received" &&
		says "From 198.19.1.1: icmp_seq=1 ${error#* }" || exit
	done
	again -n 3 hop=1,also=11/1 && sees -c 1 $T4 && says " 1 received" && stop &&
	grep " out .*type=11 code=1 " log && lab_sim "$node" -n 3 hop=1,also=12/0/0x14000000 &&
	sees -c 1 $T4 && says "From 198.19.1.1 .*Parameter problem: pointer = 20" &&
	again -n 3 hop=1,also6=4/2 && sees -c 1 $T6 && stop &&
	says "From 2001:db8:a:1::1 .*Parameter problem" && grep " host hop=3 " log'

timed 'a real server at the other end, through loss and reordering' '
	node=n$tap_count && lab_node "$node" far &&
	lab_sim "$node" to far -n 4 hop=2,delay=1ms,loss=2% hop=3,reorder=2%,gap=2ms &&
	trace "198.19.1.1 198.19.2.1 198.19.3.1 $T4" -I $T4 &&
	trace "2001:db8:a:1::1 2001:db8:a:2::1 2001:db8:a:3::1 $T6" $T6 &&
	head -c 300000 /dev/urandom >data && lab_bg far timeout 20 nc -n -l -p 80 >got &&
	lab_wait 5 lab_listens far 80 && run timeout 20 nc -n -N $T4 80 <data &&
	lab_wait 5 cmp data got'

t 'it carries 50,000 packets without a loss, in less than a second of one processor' '
	path -n 15 && run ping -n -q -f -l 50 -c 50000 $T4 && stop && tail -n 1 log &&
	grep "packets in 50000, out 50000" log && lab_sim "$node" -n 15 &&
	read -r pid <"$lab_dir/sim.$node" && run ping -n -q -f -l 50 -c 50000 $T4 &&
	within 1 "$(awk "{ print \$14 + \$15 }" "/proc/$pid/stat")" "$(getconf CLK_TCK)"'
t 'it ends by itself or by a signal, and its device with it' '
	path && again -T 1 && pid=$(cat "$lab_dir/sim.$node") && lab_wait 5 lab_gone "$pid" &&
	! lab_ip "$node" link show sim0 && lab_sim "$node" && lab_ip "$node" link show sim0 &&
	stop && ! lab_ip "$node" link show sim0'

timed 'a filter looks at lengths by protocol, and at fragments' '
	path -n 3 hop=2,icmpmax=1000,udpmax=400,tcpmax=59 target,tcp=80 &&
	sees -c 1 -s 972 $T4 && says " 1 received" && sees -c 1 -s 973 $T4 && says " 0 received" &&
	sees -c 1 -s 952 $T6 && says " 1 received" && sees -c 1 -s 953 $T6 && says " 0 received" &&
	[ "$(hops -m 3 $T4 400)" = "198.19.1.1 198.19.2.1 $T4" ] &&
	[ "$(hops -m 3 $T4 401)" = "198.19.1.1 * *" ] && ! run nc -n -z -w 1 $T4 80 &&
	again -n 3 hop=2,tcpmax=60 target,tcp=80 && run nc -n -z -w 1 $T4 80 &&
	again -n 3 hop=2,whole && sees -c 1 -s 1472 $T4 && says " 1 received" &&
	sees -c 1 -s 1473 $T4 && says " 0 received" && sees -c 1 -s 1453 $T6 && says " 0 received"'
timed 'a gateway clamps segments, either way' '
	path -n 3 hop=2,mss=1000 target,tcp=80 && for to in $T4 $T6; do
		sniff && run nc -n -z -w 1 $to 80; sniffed
		grep "Flags \[S\.\].*mss 1000" seen || exit
	done
	again -n 3 hop=2,mss=1461 target,tcp=80 && sniff && run nc -n -z -w 1 $T4 80; sniffed
	grep "Flags \[S\.\].*mss 1460" seen'
timed 'ways of different width' '
	path -n 3 hop=1,ways=2,waymtu=1400:1300 && sees -c 40 -i 0.01 -M do -s 1272 $T4 &&
	says " 40 received" && sees -c 40 -i 0.01 -M do -s 1332 $T4 && says "mtu = 1300" && stop &&
	grep " toobig hop=1 way=2 " log && ! grep " toobig hop=1 way=1 " log'

# refused ARGUMENTS...: with one line that says why, and exit status 2
refused() {
	"$LAB_PATHSIM" -T 1 "$@" >out 2>err
	[ $? = 2 ] && [ ! -s out ] && [ "$(wc -l <err)" = 1 ] && grep -q 'pathsim.*: ' err && return
	echo "not refused: $*"
	cat out err
	return 1
}
t 'mistakes on the command line are named' '
	for which in "" foo hop=0 hop=11 hop=3-2 hop=x hop= hop; do
		refused "$which,silent" || exit
	done
	for setting in "" nosuch=1 silent=1 mtu mtu= mtu=67 mtu=1x loss=1.1 loss=101% loss=-0.1 \
			delay=5 delay=ms delay=-5ms reject=3 reject=256/0 reject6=128/0 \
			mpls=1048576 mpls=1/8 mpls= tcp=0 tcp=80, from=1.2.3 stamp=abc stamp=zz \
			hlen=16 qttl=256 ways=65 loop=0; do
		refused "hop=1,$setting" || exit
	done
	refused hop=1 && refused all && refused target || exit
	refused -q && for option in "-n 0" "-n 255" "-n x" "-d 5" "-M 67" "-T 0" "-s -1"; do
		refused ${option} || exit
	done
	refused -i a-name-too-long-for-it'
t 'its manual has every setting, and a full disk is an error' '
	"$LAB_PATHSIM" -h >help && grep -q "^  silent  " help && grep -q "^  opts=HEX  " help &&
	! "$LAB_PATHSIM" -h >/dev/full'
lab_end
finish
