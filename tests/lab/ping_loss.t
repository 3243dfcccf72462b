#!/bin/sh
# Loss against the log of a simulated path; what comes twice or damaged; numbers that go round.
# shellcheck disable=SC2317 # what the test bodies call is called by eval
. "${0%/*}/../tap.sh"
need_root
need_tool ip nft setpriv setcap
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/lab/ping.sh"
lab_new && lab_node client && raw client || exit
T4=$(lab_target) T6=$(lab_target 6)
json=$BUILD/tests/lab/jsonlines

# loses SEED ARGUMENT...: 300 probes through a lossy path; the log knows which came through
loses() {
	sim client -n 4 -s "$1" hop=2,loss=0.2 hop=3,rloss=0.1 && shift &&
		sees client -c 300 "$@" && rc 0 && silent && sim_stop client || return
	lost=$(logged ' lose hop=')
	came=$(logged ' out hop=0 .*type=\(0\|129\) ')
	echo "log: lost $lost, came $came" && within 40 "$lost" 140 &&
		[ $((lost + came)) = 300 ] && [ "$(counts)" = "300 $came" ] &&
		says ", $(awk -v n="$lost" 'BEGIN { printf "%g", n / 3 }')[0-9]*% packet loss" 1
}
t 'transmitted, received and lost are what the log says' '
	loses 1 -q -i 0.002 $T4 && loses 2 -q -i 0.002 $T6 && loses 3 -q -f -i 0.002 $T4'
t 'the same over datagram sockets, and by the reply lines' '
	datagram client && loses 4 -i 0.002 $T4 && says "^64 bytes from" "$came" &&
	loses 5 -i 0.002 $T6 && says "^64 bytes from" "$came"; rc=$?; raw client; exit $rc'
t 'JSON lines name each lost probe' '
	sim client -n 3 hop=2,lose=2:5:9 && sees client --json -c 10 -i 0.01 $T4 && rc 0 &&
	$json <out >flat && sed -n "s/^event=\"lost\".*icmp_seq=\([0-9]*\).*/\1/p" flat | xargs |
	grep -x "2 5 9" && grep "^event=\"end\"" flat | tr "\t" " " |
	grep " transmitted=10 received=7 .* in_flight=0 loss_percent=30.000 "'

t 'duplicates are counted apart, each probe once' '
	sim client -n 3 hop=2,dup=0.3 hop=3,rdup=0.3 && sees client -c 100 -i 0.002 $T4 && rc 0 &&
	dup=$(grep -c "(DUP!)$" out) && within 20 "$dup" 150 &&
	sums "100 packets transmitted, 100 received, +$dup duplicates, 0% packet loss" &&
	[ "$(grep -v DUP out | sed -n "s/.* bytes .*icmp_seq=\([0-9]*\).*/\1/p" | xargs)" = \
		"$(seq -s " " 100)" ]'
t '-c ends under a storm of duplicates' '
	sim client -n 2 target,copies=60 && for kind in "-i 0.05" -A -f; do
		PING_MAX=5 sees client -q -c 5 $kind $T4 && rc 0 && [ "$(counts)" = "5 5" ] &&
		says "5 received, +[0-9]* duplicates, 0%" 1 || exit
	done'
t '-c ends under a storm of duplicates when the rest is lost' '
	sim client -n 2 hop=1,lose=2:3:4:5 target,copies=200 &&
	PING_MAX=5 sees client -q -c 5 -i 0.05 $T6 && rc 0 && [ "$(counts)" = "5 1" ] &&
	says "80% packet loss" 1'
t 'answers to another who uses our identifier count for nothing' '
	sim client -n 2 && lab_in client sh -c "
		\"$ping_dir/ping\" -q -e 4711 -c 200 -i 0.005 -s 100 $T4 >other & other=\$!
		\"$ping_dir/ping\" -e 4711 -c 2 -i 0.3 $T4 >out; wait \$other" && cat out other &&
	says "^64 bytes" 2 && [ "$(counts)" = "2 2" ]'

t 'damaged answers are corrupted, not received (raw socket)' '
	sim client -n 3 hop=2,rcorrupt=0.3 && sees client -e 4711 -c 100 -i 0.002 $T4 &&
	sim_stop client && all=$(logged " corrupt hop=1 ") && ours=$(grep " corrupt hop=1 " log |
		grep -c " type=0 code=[0-9]* id=4711 seq=\([1-9]\|[1-9][0-9]\|100\)$") &&
	echo "damaged $all, of which one can still tell whose they are: $ours" &&
	within 10 "$ours" "$all" && says "(BAD CHECKSUM!)" "$ours" && sums "100 packets \
transmitted, $((100 - all)) received, +$ours corrupted, $all% packet loss"'
t 'damaged answers are dropped by the kernel (datagram socket, IPv6)' '
	for how in "datagram $T4" "raw $T6"; do
		${how% *} client && sim client -n 3 hop=2,rcorrupt=0.3 &&
		sees client -q -c 100 -i 0.002 ${how#* } && sim_stop client &&
		all=$(logged " corrupt hop=1 ") && [ "$(counts)" = "100 $((100 - all))" ] &&
		never corrupted || exit
	done'
t 'wrong data is shown with its place, and received' '
	sim client -n 2 target,bad=20,only=2 && sees client -c 3 -i 0.02 $T4 && rc 0 &&
	says "^wrong data byte #20 should be 0x14 but was 0xeb$" 1 &&
	sums "3 packets transmitted, 3 received, 0%"'
t 'short answers are truncated ones' '
	sim client -n 2 target,cut=10 && sees client -c 2 -i 0.02 $T4 && rc 0 &&
	says "^18 bytes from .* ttl=63 (truncated)$" 2 && says "^rtt min/avg/max/mdev = 0\." 1'

t 'numbers go round after 65,535, with nothing lost or doubled' '
	sees client -q -f -c 140000 127.0.0.1 && rc 0 && silent &&
	sums "140000 packets transmitted, 140000 received, 0% packet loss" &&
	sees client -q -f -c 70000 ::1 && rc 0 &&
	sums "70000 packets transmitted, 70000 received, 0% packet loss"'
t 'they go round in what is shown: 65535, 0, 1' '
	lab_in client "$ping_dir/ping" --json -f -c 65540 127.0.0.1 >out &&
	sed -n "s/^{\"event\":\"reply\".*\"icmp_seq\":\([0-9]*\),.*/\1/p" out >got &&
	tail -n 7 got | xargs && awk "
		\$1 != NR % 65536 { print \"at\", NR, \"is\", \$1; exit wrong = 1 }
		END { exit wrong || NR != 65540 }" got'
t 'they go round over a path that delays and loses' '
	sim client -n 2 -d 1ms hop=2,loss=0.001 && sees client -q -f -l 500 -c 70000 $T4 && rc 0 &&
	sim_stop client && came=$(logged " out hop=0 .*type=0 ") && echo "came $came" &&
	[ "$(counts)" = "70000 $came" ] && never duplicates'
finish
