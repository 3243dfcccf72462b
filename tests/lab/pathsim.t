#!/bin/sh
# The path simulator: each of its settings as an installed tool sees it, and its log as the truth behind that.
# shellcheck disable=SC2317 # what the test bodies call is called by eval
. "${0%/*}/../tap.sh"
need_root
need_tool ip ping traceroute tracepath mtr nc tcpdump
. "$TOP/tests/lab/lab.sh"
[ -x "$LAB_PATHSIM" ] || skip_all "not built: $LAB_PATHSIM"
lab_new || exit

T4=$(lab_target) T6=$(lab_target 6)

# path ARGUMENTS...: a simulated path for this test, in a node of its own
path() {
	node=n$tap_count
	lab_node "$node" && lab_sim "$node" -l "$PWD/log" -T 60 "$@"
}

run() {
	lab_in "$node" "$@"
}

# pings ARGUMENTS...: shows and keeps what ping says; any exit status will do
pings() {
	run ping -n -W 0.5 "$@" >out 2>&1
	cat out
}

# hops ARGUMENTS...: the addresses of a traceroute in one line
hops() {
	run traceroute -n -q 1 -w 0.3 "$@" >trace && awk 'NR > 1 { printf "%s%s", sep, $2; sep = " " }' trace
}

# logged PATTERN: how many such events there were
logged() {
	grep -c -- "$1" log
}

# sniff: records what comes back; sniffed OPTIONS... prints it
sniff() {
	lab_bg "$node" tcpdump -n -p -U -s 0 -Q in -i sim0 -w "$PWD/pcap" >tcpdump 2>&1
	sniffer=$!
	lab_wait 5 test -s pcap
}
sniffed() {
	sleep 0.1 && kill -INT "$sniffer" && lab_wait 5 lab_gone "$sniffer"
	tcpdump -n -r pcap "$@" 2>/dev/null
}

rtt() {
	sed -n 's,^rtt [^=]*= ,,p' out | tr / ' ' | awk -v n="$1" '{ printf "%d", $n * 1000 }'
}

t 'hops have the addresses of the plan, in both families' '
	path -n 4 && [ "$(hops $T4)" = "198.19.1.1 198.19.2.1 198.19.3.1 $T4" ] &&
	[ "$(hops $T6)" = "2001:db8:a:1::1 2001:db8:a:2::1 2001:db8:a:3::1 $T6" ] &&
	[ "$(hops -I $T4) $(hops -T $T4) $(hops -I $T6)" = "$(hops $T4) $(hops $T4) $(hops $T6)" ]'
t 'a path may be one hop or 254 long' '
	path -n 1 && [ "$(hops $T4)" = $T4 ] && lab_sim_stop "$node" && lab_sim "$node" -n 254 &&
	pings -c 1 -t 254 $T4 && grep "1 received" out && pings -c 1 -t 253 $T4 && grep "From 198.19.253.1 .*Time to live" out &&
	pings -c 1 -t 253 $T6 && grep "From 2001:db8:a:253::1 .*Hop limit" out'
t 'hops answer for themselves, and for nothing else' '
	path -n 4 && [ "$(hops $(lab_hop 2))" = "198.19.1.1 198.19.2.1" ] && pings -c 1 "$(lab_hop 3 6)" && grep "1 received" out &&
	pings -c 1 198.19.4.1 && grep "From 198.19.1.1 .* Destination Host Unreachable" out &&
	pings -c 1 198.19.2.2 && grep "From 198.19.1.1 .* Destination Host Unreachable" out &&
	pings -c 1 2001:db8:a:9::1 && grep "From 2001:db8:a:1::1 .* Address unreachable" out &&
	pings -c 1 203.0.113.77 && grep "from 203.0.113.77: .*ttl=61" out'
t 'tracepath and mtr agree' '
	path -n 6 && run tracepath -n $T4 >out; cat out; grep "pmtu 1500 hops 6 back 6" out &&
	run mtr -n -r -c 2 -i 0.1 -G 0.3 $T6 >out; cat out; [ "$(grep -c "0.0%     2" out)" = 6 ]'

t 'delay is exact, and counts both ways' '
	path -n 10 -d 1ms && pings -q -c 30 -i 0.01 $T4 && [ "$(rtt 1)" -ge 20000 ] && [ "$(rtt 1)" -lt 20150 ] &&
	pings -c 3 -i 0.01 -t 3 "$(lab_hop 3)" && [ "$(rtt 1)" -ge 6000 ] && [ "$(rtt 1)" -lt 6150 ]'
t 'delay of one hop and of its way back' '
	path -n 5 hop=3,delay=10ms,rdelay=0s hop=4,delay=0s,rdelay=5ms && pings -c 3 -i 0.01 "$(lab_hop 2)" && [ "$(rtt 1)" -lt 1000 ] &&
	pings -c 3 -i 0.01 "$(lab_hop 3)" && [ "$(rtt 1)" -ge 10000 ] && [ "$(rtt 1)" -lt 10150 ] &&
	pings -c 3 -i 0.01 $T4 && [ "$(rtt 1)" -ge 15000 ] && [ "$(rtt 1)" -lt 15150 ]'
t 'jitter spreads times and keeps the order' '
	path -n 3 hop=2,delay=1ms,jitter=20ms && pings -c 100 -i 0.002 $T4 >seen && [ "$(rtt 1)" -ge 2000 ] && [ "$(rtt 3)" -gt 10000 ] &&
	sed -n "s/.*icmp_seq=\([0-9]*\).*/\1/p" out >order && [ "$(wc -l <order)" = 100 ] && sort -n order | diff - order'

t 'loss is what the log says, at the rate asked for' '
	path -n 5 hop=3,loss=0.3 && pings -q -c 1000 -i 0.001 $T4 && lab_sim_stop "$node" && n=$(logged " lose hop=3 ") &&
	echo "$n lost" && grep "transmitted, $((1000 - n)) received" out && [ "$n" -gt 230 ] && [ "$n" -lt 370 ]'
t 'the same seed loses the same packets, whatever else is going on; another seed others' '
	for args in "-s 7 hop=2,loss=20%" "-s 7 hop=2,loss=20%,dup=0.3,jitter=1ms hop=1,loss=0 hop=3,reorder=0.5" "-s 8 hop=2,loss=20%"; do
		rm -f log && path -n 4 $args && run ping -n -q -c 100 -i 0.001 -W 0.1 $T4
		lab_sim_stop "$node" && sed -n "s/.* lose hop=2 .*seq=//p" log | xargs >>lost
		ip netns del "$(lab_ns "$node")"
	done
	cat lost && [ "$(sed -n 1p lost)" = "$(sed -n 2p lost)" ] && [ "$(sed -n 1p lost)" != "$(sed -n 3p lost)" ]'
t 'chosen requests are lost' '
	path -n 3 hop=2,lose=2:4 && pings -O -c 5 -i 0.05 $T4 && grep "5 transmitted, 3 received" out || grep "5 packets transmitted, 3 received" out &&
	grep "no answer yet for icmp_seq=2" out && grep "no answer yet for icmp_seq=4" out && ! grep "no answer yet for icmp_seq=3" out'
t 'loss on the way back: the target has seen the request' '
	path -n 4 hop=2,rloss=1 && pings -c 3 -i 0.05 $T4 && lab_sim_stop "$node" && grep "0 received" out &&
	[ "$(logged " host hop=4 ")" = 3 ] && [ "$(logged " lose hop=1 ")" = 3 ]'
t 'duplicates' '
	path -n 4 hop=2,dup=0.2 hop=4,rdup=0.2 && pings -c 100 -i 0.002 $T4 && lab_sim_stop "$node" &&
	n=$(grep -c DUP! out) && echo "$n" && [ "$n" -gt 20 ] && [ "$(logged " out ")" = $((100 + n)) ] &&
	[ "$(logged " dup hop=2 ")" -gt 5 ] && [ "$(logged " dup hop=3 ")" -gt 5 ]'
t 'reordering' '
	path -n 4 hop=2,reorder=0.1,gap=15ms hop=3,rreorder=0.1,gap=15ms && pings -c 100 -i 0.002 $T4 && lab_sim_stop "$node" &&
	[ "$(logged " hold hop=2 ")" -gt 8 ] && sed -n "s/.*icmp_seq=\([0-9]*\).*/\1/p" out >order &&
	[ "$(wc -l <order)" = 100 ] && ! sort -n order | cmp -s - order && [ "$(rtt 3)" -ge 15000 ] && [ "$(rtt 1)" -lt 5000 ]'
t 'corruption is caught by checksums, of the target and of the client' '
	path -n 4 hop=2,corrupt=0.2 && pings -q -c 100 -i 0.002 $T4 && pings -q -c 100 -i 0.002 $T6 && lab_sim_stop "$node" &&
	[ "$(logged " badsum hop=4 .*icmp ")" -gt 5 ] && [ "$(logged " badsum hop=4 .*icmp6 ")" -gt 5 ] &&
	[ "$(logged " badsum ")" = "$(logged " corrupt hop=2 ")" ] && [ "$(logged " badsum ")" = $((200 - $(logged " host "))) ] &&
	lab_sim "$node" -n 4 -l "$PWD/log" hop=3,rcorrupt=0.2 && pings -q -c 100 -i 0.002 $T4 && lab_sim_stop "$node" &&
	n=$(run awk "\$1 == \"Icmp:\" { print \$4 }" /proc/net/snmp | tail -n 1) && echo "$n wrong" && [ "$n" -gt 5 ] &&
	[ "$(logged " corrupt hop=2 ")" = "$n" ]'

t 'a narrow hop says so, with its MTU' '
	path -n 6 hop=3,mtu=1380 && pings -c 1 -M do -s 1353 $T4 && grep "From 198.19.3.1 .*Frag needed and DF set (mtu = 1380)" out &&
	pings -c 1 -s 1333 $T6 && grep "From 2001:db8:a:3::1 .*Packet too big: mtu=1380" out &&
	pings -c 1 -M do -s 1352 $T4 && grep "1 received" out && pings -c 1 -s 1332 $T6 && grep "1 received" out'
t 'tracepath finds two narrow hops' '
	path -n 6 hop=2,mtu=1400 hop=4,mtu=1300 && run tracepath -n $T4 >out; cat out; run tracepath -n $T6 >out6; cat out6
	grep "2: .*pmtu 1400" out && grep "4: .*pmtu 1300" out && grep "pmtu 1300 hops 6 back 6" out && grep "pmtu 1300 hops 6 back 6" out6'
t 'a black hole' '
	path -n 6 hop=3,mtu=1380,blackhole && pings -c 1 -M do -s 1353 $T4 && ! grep From out && grep "0 received" out &&
	pings -c 1 -s 1333 $T6 && ! grep From out && grep "0 received" out && pings -c 1 -M do -s 1352 $T4 && grep "1 received" out'
t 'a narrow hop that tells a wrong MTU, or none' '
	path -n 6 hop=3,mtu=1380,tell=1420 hop=4,mtu=1000,tell=0 && pings -c 1 -M do -s 1400 $T4 && grep "Frag needed and DF set (mtu = 1420)" out &&
	sniff && pings -c 1 -M probe -s 1300 $T4; sniffed -v >seen; cat seen; grep "198.19.4.1 > .*unreachable - need to frag (mtu 0)\|198.19.4.1.*need to frag" seen'
t 'fragments are made where they must be, and joined by the target' '
	path -n 6 hop=3,mtu=600 && pings -c 1 -M dont -s 1400 $T4 && grep "1408 bytes from" out && pings -c 1 -M dont -s 65507 $T4 &&
	grep "65515 bytes from" out && pings -c 1 -M dont -s 1400 "$(lab_hop 5)" && grep "1408 bytes from" out && lab_sim_stop "$node" &&
	grep "host hop=6 .*len=1428 type=8" log && [ "$(logged "out .*len=596 frag=0+")" -ge 1 ]'
t 'large IPv6 requests come in fragments and are answered in fragments' '
	path -n 4 && pings -c 1 -s 20000 $T6 && grep "20008 bytes from" out && pings -c 1 -s 65000 $T6 && grep "65008 bytes from" out &&
	lab_sim_stop "$node" && grep "host hop=4 .*len=20048 type=128" log'
t 'a lost fragment loses the datagram, a repeated one does not harm' '
	path -n 4 hop=2,dup=0.5 hop=3,loss=0.1 && pings -c 20 -i 0.01 -s 8000 $T4 && lab_sim_stop "$node" &&
	n=$(sed -n "s/.*transmitted, \([0-9]*\) received.*/\1/p" out) && [ "$n" -gt 0 ] && [ "$n" -lt 20 ] && ! grep "wrong data" out'

t 'ICMP rate limit: a burst, then so many a second' '
	path -n 5 hop=2,rate=20,burst=5 && pings -q -c 100 -i 0.005 -t 2 $T4 && n=$(sed -n "s/.*+\([0-9]*\) errors.*/\1/p" out) && echo "$n" &&
	[ "$n" -ge 13 ] && [ "$n" -le 17 ] && lab_sim_stop "$node" && [ "$(logged " limit hop=2 ")" = $((100 - n)) ]'
t 'a silent hop' 'path -n 4 hop=2,silent && [ "$(hops $T4)" = "198.19.1.1 * 198.19.3.1 $T4" ] && pings -c 1 "$(lab_hop 2)" && grep "1 received" out'
t 'hops that refuse' '
	path -n 5 hop=3,reject=3/13,reject6=1/1 && pings -c 1 $T4 && grep "From 198.19.3.1 .*Packet filtered" out &&
	pings -c 1 $T6 && grep "From 2001:db8:a:3::1 .*Administratively prohibited" out &&
	run traceroute -n -q 1 $T4 >out; cat out; grep "^ 3  198.19.3.1 .* !X" out'
t 'every code of unreachable, as ping names it' '
	for c in "0 Net Unr" "1 Host Unr" "2 Protocol Unr" "3 Port Unr" "5 Source Route" "6 Net Unk" "7 Host Unk" "8 Source Host Iso" "9 Net Pro" \
			"10 Host Pro" "11 Net Unreachable for" "12 Host Unreachable for" "14 Precedence" "15 Precedence"; do
		rm -f log && path -n 2 "hop=1,reject=3/${c%% *}" && pings -c 1 $T4 && grep "From 198.19.1.1 .*${c#* }" out || exit
		ip netns pids "$(lab_ns "$node")" | xargs -r kill -KILL && ip netns del "$(lab_ns "$node")"
	done'
t 'a hop that passes nothing, a hop that passes no errors' '
	path -n 5 hop=3,drop && [ "$(hops -m 5 $T4)" = "198.19.1.1 198.19.2.1 * * *" ] && lab_sim_stop "$node" &&
	lab_sim "$node" -n 5 hop=2,mute && [ "$(hops -I $T4)" = "198.19.1.1 198.19.2.1 * * $T4" ]'

t 'parallel ways: a flow keeps its way, many flows take them all' '
	path -n 5 hop=3,ways=4 && for i in 1 2 3 4 5 6; do hops -f 3 -m 3 -U -p 53 --sport=40000 $T4; echo; done | sort -u >one && cat one && [ "$(wc -l <one)" = 1 ] &&
	run traceroute -n -q 10 -N 10 -f 3 -m 3 $T4 >many; cat many; [ "$(grep -o "198.19.3.[1-4]" many | sort -u | wc -l)" -ge 3 ] &&
	run traceroute -n -q 10 -N 10 -f 3 -m 3 $T6 >many; cat many; [ "$(grep -o "2001:db8:a:3::[1-4]" many | sort -u | wc -l)" -ge 3 ]'
t 'an ICMP flow is its identifier and checksum' '
	path -n 4 hop=2,ways=8 && for i in 1 2 3; do pings -c 1 -e 77 -p 00 -s 8 -t 2 $T4; done | sed -n "s/^From \(198.19.2[^ ]*\).*/\1/p" | sort -u >one
	cat one && [ "$(wc -l <one)" = 1 ] && for i in 1 2 3 4 5 6 7 8; do pings -c 1 -e $i -s 8 -t 2 $T4; done |
	sed -n "s/^From \(198.19.2[^ ]*\).*/\1/p" | sort -u >many; cat many; [ "$(wc -l <many)" -ge 3 ]'
t 'hops of the same ways and salt branch alike, with another salt on their own' '
	path -n 6 hop=2-4,ways=3 hop=4,salt=1 && run traceroute -n -q 10 -m 5 $T4 && lab_sim_stop "$node" &&
	sed -n "s/.* expire hop=3 way=\(.\) .*to=\(.*\)/\1 \2/p" log | sort -u >three && [ "$(cut -c 1 three | sort -u | wc -l)" = 3 ] &&
	pairs=$(awk "/ expire | host /" log | wc -l) && [ "$pairs" -gt 0 ]'
t 'ways carry flows evenly' '
	path -n 3 hop=2,ways=4 && run mtr -n -u -r -c 100 -i 0.01 -G 0.1 -f 2 -m 2 $T4; lab_sim_stop "$node" &&
	for w in 1 2 3 4; do logged " expire hop=2 way=$w "; done >shares && cat shares && [ "$(sort -n shares | head -n 1)" -ge 10 ]'
t 'ways taken at random, ways that are farther' '
	path -n 4 hop=2,ways=3,spray,spread=10ms && pings -c 40 -i 0.01 -e 5 -p 00 -s 8 $T4 && [ "$(rtt 1)" -lt 5000 ] && [ "$(rtt 3)" -ge 20000 ] &&
	[ "$(rtt 3)" -lt 25000 ] && [ "$(sed -n "s/.*time=\([12]\)[0-9][.].*/\1/p" out | sort -u | xargs)" = "1 2" ]'

t 'MPLS labels' '
	path -n 5 hop=2,mpls=24001/5/9:16 hop=3,mpls=1048575,legacy && run traceroute -n -e -q 1 $T4 >out; cat out
	grep "198.19.2.1 <MPLS:L=24001,E=5,S=0,T=9/L=16,E=0,S=1,T=1>" out && grep "198.19.3.1 <MPLS:L=1048575,E=0,S=1,T=1>" out &&
	run traceroute -n -e -q 1 -I $T6 >out; cat out; grep "2001:db8:a:2::1 <MPLS:L=24001,E=5,S=0,T=9/L=16,E=0,S=1,T=1>" out'
t 'MPLS extensions are well-formed' '
	path -n 5 hop=2,mpls=24001/5/9:16 && sniff && hops $T4 && hops -I $T4 1400; sniffed -vv >seen; cat seen
	grep "MPLS extension v2, checksum .*(correct), length 16\|MPLS extension v2 packet" seen && grep "label 24001, tc 5, ttl 9\|Label 24001, exp 5, ttl 9" seen'
t 'a loop' '
	path -n 8 hop=4,loop=2 && [ "$(hops -m 9 $T4)" = "198.19.1.1 198.19.2.1 198.19.3.1 198.19.4.1 198.19.2.1 198.19.3.1 198.19.4.1 198.19.2.1 198.19.3.1" ] &&
	pings -c 1 -t 40 $T4 && grep "Time to live exceeded" out'
t 'behind DNAT a router speaks with the address of the target; others with any' '
	path -n 6 hop=4,dnat hop=3,from=192.0.2.9,from=2001:db8:ffff::9 &&
	[ "$(run traceroute -n -q 1 -I $T4 | awk "NR > 1 { print \$2 }" | xargs)" = "198.19.1.1 198.19.2.1 192.0.2.9 $T4" ] &&
	pings -c 1 -t 4 $T4 && grep "From $T4 .*Time to live exceeded" out && pings -c 1 -t 3 $T6 && grep "From 2001:db8:ffff::9 " out'
t 'a way back that is longer, other hop limits' '
	path -n 6 hop=3,asym=4 hop=4,ttl=64 target,ttl=200,asym=7 && run tracepath -n $T4 >out; cat out; grep " 3: .*asymm  *7" out &&
	pings -c 1 $T4 && grep "ttl=188 " out && sniff && pings -c 1 -t 4 $T4 && sniffed -v >seen && cat seen && grep "ttl 61, .*proto ICMP" seen'

t 'how much is quoted' '
	path -n 7 hop=1,quote=28 hop=2,quote=8 hop=3,quote=128 && for ttl in 1 2 3 4; do pings -c 1 -s 1000 -t $ttl $T4; pings -c 1 -s 1400 -t $ttl $T6; done
	lab_sim_stop "$node" && sed -n "s/.* out .* icmp .*len=\([0-9]*\) .*/\1/p" log | xargs | tee four | grep -x "56 36 156 576" &&
	sed -n "s/.* out .* icmp6 .*len=\([0-9]*\) .*/\1/p" log | xargs | tee six | grep -x "76 56 176 1280"'
t 'what is quoted: hop limits, length, another identifier' '
	path -n 7 hop=2,qttl=0 hop=3,qttl=sent hop=4,qswap hop=5,alien && sniff &&
	for ttl in 1 2 3 4 5; do pings -c 1 -e 4660 -s 56 -t $ttl $T4; done >errors; sniffed -vv >seen; cat seen errors
	awk "/^\t*IP \(/ || /^\tIP /" seen | sed -n "s/.*ttl \([0-9]*\).* length \([0-9]*\)).*/\1 \2/p" | xargs >quoted; cat quoted
	grep -x "1 84 0 84 3 84 1 21504 1 84" quoted && grep -c "id 4660, seq 1" seen | grep -x 4 && grep "id 18273, seq 1" seen && [ "$(grep -c "^From" errors)" = 4 ]'

t 'a dark target' 'path -n 3 target,dark && [ "$(hops -m 4 $T4)" = "198.19.1.1 198.19.2.1 * *" ] && pings -c 1 $T6 && grep "0 received" out'
t 'TCP ports: open, closed, and closed in order' '
	path -n 3 target,tcp=80:443 && run nc -n -z -v -w 2 $T4 80 && run nc -n -z -v -w 2 $T6 443 && ! run nc -n -z -v -w 2 $T4 81 2>err &&
	cat err && grep refused err && ! run nc -n -z -v -w 2 $T6 81 2>err && grep refused err &&
	echo hello | run nc -n -N -w 2 $T4 80 && run awk "\$4 == \"01\"" /proc/net/tcp >left && [ ! -s left ]'
t 'UDP ports: an echo, others unreachable' '
	path -n 3 target,udp=7 && { printf hello; sleep 0.3; } | run nc -n -u -w 1 $T4 7 >got && [ "$(cat got)" = hello ] &&
	{ printf hello; sleep 0.3; } | run nc -n -u -w 1 $T6 7 >got && [ "$(cat got)" = hello ] &&
	sniff && echo x | run nc -n -u -w 1 $T4 9; sniffed >seen; cat seen; grep "203.0.113.1 udp port 9 unreachable" seen'
t 'other protocols are unreachable' '
	path -n 3 && sniff && hops -P 99 $T4; hops -P 99 $T6; sniffed >seen; cat seen
	grep "protocol 99 unreachable" seen && grep "$T6 > .*parameter problem, next header" seen'

t 'replies with a forged timestamp, wrong data, cut, with junk' '
	path -n 3 target,stamp=0000000000000000ffffffffffffffff && pings -c 1 $T4; grep "time of day goes back\|time=[0-9]\{6,\}" out && lab_sim_stop "$node" &&
	lab_sim "$node" -n 3 target,bad=20,only=2 && pings -c 2 -i 0.05 $T4; [ "$(grep -c "wrong data byte #20 should be 0x14 but was 0xeb" out)" = 1 ] && lab_sim_stop "$node" &&
	lab_sim "$node" -n 3 target,cut=10 && pings -c 1 $T4; grep "18 bytes from" out && lab_sim_stop "$node" &&
	lab_sim "$node" -n 3 target,junk=100 && pings -c 1 $T6; grep "164 bytes from" out'
t 'replies that come several times, from elsewhere, with options' '
	path -n 3 target,copies=4,only=1 && pings -c 2 -i 0.05 $T4; [ "$(grep -c DUP out)" = 3 ] && lab_sim_stop "$node" &&
	lab_sim "$node" -n 3 target,from=192.0.2.77 && pings -c 1 $T4; grep "64 bytes from 192.0.2.77: .*DIFFERENT ADDRESS" out && lab_sim_stop "$node" &&
	lab_sim "$node" -n 3 target,hlen=15 && sniff && pings -c 1 $T4; grep "64 bytes from" out && sniffed -v >seen && cat seen && grep "options (NOP,NOP,NOP" seen && lab_sim_stop "$node" &&
	lab_sim "$node" -n 3 target,opts=070708c6130101 && pings -c 1 $T4; grep -A 1 "RR:" out | grep 198.19.1.1'
t 'errors on top of replies' '
	for c in "5/1 Redirect Host(New nexthop: 198.19.1.2)" "4/0 Source Quench" "12/0/0x14000000 Parameter problem: pointer = 20" "11/1 Frag reassembly time exceeded"; do
		rm -f log && path -n 3 "hop=1,also=${c%% *}" && pings -v -c 1 $T4 && grep "1 received" out && grep -F "${c#* }" out || exit
		ip netns pids "$(lab_ns "$node")" | xargs -r kill -KILL && ip netns del "$(lab_ns "$node")"
	done
	path -n 3 hop=1,also6=4/2 && pings -c 1 $T6 && grep "1 received" out && grep "From 2001:db8:a:1::1 .*Parameter problem" out'

t 'a real server at the other end, through loss' '
	node=n$tap_count && lab_node "$node" far && lab_sim "$node" to far -n 4 hop=2,delay=1ms,loss=2% hop=3,reorder=2%,gap=2ms &&
	[ "$(hops -I $T4)" = "198.19.1.1 198.19.2.1 198.19.3.1 $T4" ] && head -c 300000 /dev/urandom >data &&
	lab_bg far timeout 20 nc -n -l -p 80 >got && lab_wait 5 far_listens && timeout 20 ip netns exec "$(lab_ns "$node")" nc -n -N $T4 80 <data &&
	lab_wait 5 cmp data got'
far_listens() {
	lab_in far grep -q ':0050 .* 0A ' /proc/net/tcp
}

t 'it carries far more than 50,000 packets a second, and loses none' '
	path -n 15 && run ping -n -q -f -l 50 -c 50000 $T4 && lab_sim_stop "$node" && tail -n 1 log && grep "packets in 50000, out 50000" log &&
	lab_sim "$node" -n 15 && read -r pid <"$lab_dir/sim.$node" && run ping -n -q -f -l 50 -c 50000 $T4 &&
	ticks=$(awk "{ print \$14 + \$15 }" "/proc/$pid/stat") && echo "$ticks ticks for 50000 packets" &&
	[ "$ticks" -lt "$(getconf CLK_TCK)" ]'
t 'it ends by itself, by a signal, and its device with it' '
	node=n$tap_count && lab_node "$node" && lab_sim "$node" -T 1 && pid=$(cat "$lab_dir/sim.$node") && lab_wait 5 lab_gone "$pid" &&
	! lab_ip "$node" link show sim0 && lab_sim "$node" && lab_sim_stop "$node" && ! lab_ip "$node" link show sim0'
t 'mistakes on the command line are named, exit status 2' '
	for wrong in "hop=0,silent" "hop=11,silent" "hop=3-2,silent" "hop=x,silent" foo,silent hop=1 hop=1, hop=1,silent=1 hop=1,mtu hop=1,mtu= hop=1,mtu=67 \
			hop=1,mtu=1x hop=1,loss=1.1 hop=1,loss=101% hop=1,loss=-0.1 hop=1,delay=5 hop=1,delay=ms hop=1,delay=-5ms hop=1,nosuch=1 \
			hop=1,reject=3 hop=1,reject=256/0 hop=1,reject6=128/0 hop=1,mpls=1048576 hop=1,mpls=1/8 hop=1,mpls= hop=1,tcp=0 hop=1,tcp=80, \
			hop=1,from=1.2.3 hop=1,stamp=abc hop=1,stamp=zz hop=1,hlen=16 hop=1,qttl=256 "" "-n 0" "-n 255" "-d 5" "-M 1" "-T x" "-q"; do
		set -- "$wrong"
		case $wrong in -?\ *) set -- "${wrong% *}" "${wrong#* }" ;; esac
		"$LAB_PATHSIM" -T 1 "$@" >out 2>err
		[ $? = 2 ] && [ ! -s out ] && [ "$(wc -l <err)" = 1 ] && grep -q "pathsim: " err || { echo "$wrong"; cat out err; exit 1; }
	done
	"$LAB_PATHSIM" -h >help && grep -q "  silent  " help && ! "$LAB_PATHSIM" -h >/dev/full'
lab_end
finish
