#!/bin/sh
# Round trips: what ping shows against the delays of a simulated path; forged times, neighbours, steps of the clock.
# shellcheck disable=SC2317 # what the test bodies call is called by eval
. "${0%/*}/../tap.sh"
need_root
need_tool ip nft setpriv setcap
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/lab/ping.sh"
lab_new && lab_node client || exit
T4=$(lab_target) T6=$(lab_target 6)

# least / most: of a list of numbers
least() {
	sort -n | head -n 1
}
most() {
	sort -n | tail -n 1
}

# true_rtt MICROSECONDS: never less (but for rounding), and the best within 0.3 ms of it: the simulator has to wake up, too
true_rtt() {
	within $(($1 - $1 / 100 - 1)) "$(rtts | least)" $(($1 + 300)) && [ "$(rtts | wc -l)" -gt 0 ]
}

# delays KIND DELAY MICROSECONDS: one way over one of two links, and the round trip that comes of it
delays() {
	for to in $T4 $T6; do
		[ "$1" = raw ] && lab_ping_group client 1 0 || lab_ping_group client
		sim client -n 2 -d "$2" && sees client -c 20 -i 0.02 "$to" && rc 0 && silent && says " time=" 20 &&
			true_rtt "$3" && lab_sim_stop client || return
	done
}
t 'a round trip of 0.2 ms' 'delays raw 50us 200 && delays datagram 50us 200'
t 'a round trip of 5 ms' 'delays raw 1250us 5000 && delays datagram 1250us 5000'
t 'a round trip of 50 ms' 'delays raw 12500us 50000'
t 'a round trip of 300 ms' '
	sim client -n 2 -d 75ms && for to in $T4 $T6; do
		sees client -c 5 -i 0.02 $to && rc 0 && true_rtt 300000 && within 300000 "$(rtts | most)" 330000 || exit
	done
	lab_sim_stop client'
t 'ways there and back that differ' '
	sim client -n 4 hop=2,delay=30ms,rdelay=0s hop=3,delay=0s,rdelay=7ms && sees client -c 10 -i 0.02 $T4 && rc 0 &&
	true_rtt 37000; rc=$?; lab_sim_stop client; exit $rc'
t 'times are shown for packets too short to carry one' '
	sim client -n 2 -d 2500us && for size in 0 8 15; do
		sees client -c 3 -i 0.02 -s $size $T4 && rc 0 && says "^$((size + 8)) bytes from .* time=" 3 && true_rtt 10000 || exit
	done
	lab_sim_stop client'

# numbers EVENT KEY: the values in JSON lines
numbers() {
	"$BUILD/tests/lab/jsonlines" <out | tr '\t' '\n' |
		awk -F= -v event="\"$1\"" -v key="$2" '$1 == "event" { on = $2 == event } on && $1 == key { print $2 }'
}
t 'the summary is that of the replies' '
	sim client -n 2 -d 1ms hop=2,jitter=30ms && sees client --json -c 100 -i 0.002 $T4 && rc 0 &&
	numbers reply rtt_ms >all && [ "$(wc -l <all)" = 100 ] &&
	sort -n all | awk "{ a[NR] = \$1; sum += \$1; sq += \$1 * \$1 }
		END { m = sum / NR; printf \"%.3f %.3f %.3f %.3f\n\", a[1], m, a[NR], sqrt(sq / NR - m * m) }" >want &&
	for key in rtt_min_ms rtt_avg_ms rtt_max_ms rtt_mdev_ms; do
		numbers end $key | awk "{ printf \"%.3f\n\", \$1 }"
	done | xargs >got && cat want got &&
	paste -d " " want got | awk "{ for (i = 1; i <= 4; i++) if ((\$i - \$(i + 4)) ^ 2 > 0.002 ^ 2) exit 1 }" &&
	[ "$(awk "{ print (\$3 > 15 && \$4 > 2) }" want)" = 1 ]
	rc=$?; lab_sim_stop client; exit $rc'

# What the packet says about time is forged: zero, all ones, one hour ahead.
later=$(printf '%016x' $(($(date +%s) + 3600)) | sed 's/\(..\)\(..\)\(..\)\(..\)\(..\)\(..\)\(..\)\(..\)/\8\7\6\5\4\3\2\1/')
for stamp in 00000000000000000000000000000000 ffffffffffffffffffffffffffffffff "${later}0000000000000000" \
	000000000000008000000000000000ff; do
	t "a forged time changes nothing: $stamp" '
		for group in "1 0" "0 9"; do
			lab_ping_group client $group && sim client -n 2 -d 5ms target,stamp=$stamp &&
			sees client -c 3 -i 0.03 $T4 && rc 0 && silent && says "^64 bytes from $T4: icmp_seq=" 3 &&
			never "wrong data" && true_rtt 20000 &&
			within 20000 "$(rtt 1)" 20300 && within 20000 "$(rtt 3)" 30000 && within 0 "$(rtt 4)" 5000 &&
			sees client -c 2 -i 0.03 $T6 && rc 0 && silent && true_rtt 20000 && lab_sim_stop client || exit
		done'
done

# The neighbour is found only at the second question, a second later: nothing of that was on the way.
lab_node near && lab_link client near && lab_sysctl client net.ipv4.neigh.near.gc_stale_time=60 || exit
deaf() {
	lab_ip client neigh flush dev near && lab_in near nft -f - <<-'EOT'
		table arp deaf { chain in { type filter hook input priority 0; drop; }; }
		table ip6 deaf { chain in { type filter hook input priority -10; icmpv6 type nd-neighbor-solicit drop; }; }
	EOT
	(sleep 0.4 && lab_in near nft 'delete table arp deaf; delete table ip6 deaf') &
}
# resolves GROUP WANT ARGUMENT...: one probe to each family that has to wait for its neighbour; WANT: does it show that?
resolves() {
	# shellcheck disable=SC2086 # two words
	lab_ping_group client $1 && want=$2 && shift 2 && deaf || return
	for family in 4 6; do
		mkdir $family && (cd $family && sees client -c 1 "$@" "$(lab_addr near $family)" && rc 0 && silent) &
	done
	wait
	for family in 4 6; do
		cd $family && cat out err || return
		case $want in
		quick) within 1 "$(rtts)" 900 ;;
		slow) within 800000 "$(rtts)" 2500000 ;;
		esac || return
		cd ..
	done
}
t 'the first round trip does not contain the search for the neighbour, raw socket' 'resolves "1 0" quick'
t 'nor over a datagram socket' 'resolves "0 9" quick'
t '-U shows what the user waits: it does' 'resolves "1 0" slow -U'

# The clock is set while probes are in flight. Dates (-D) show that it was.
if ${CC:-cc} -shared -fPIC -U_FORTIFY_SOURCE -O1 -o clockstep.so "$TOP/tests/lab/preload/clockstep.c" 2>/dev/null &&
	"$BIN/ping" --version >plain && LD_PRELOAD=$PWD/clockstep.so "$BIN/ping" --version 2>&1 | cmp -s plain -; then
	shim=$PWD/clockstep.so
fi
# steps SECONDS KERNEL TO ARGUMENT...
steps() {
	LD_PRELOAD=$shim CLOCKSTEP_AT=0.3 CLOCKSTEP_BY=$1 CLOCKSTEP_KERNEL=$2 starts client -D -c 30 -i 0.02 "$3"
	ends && cat out err && rc 0 && silent && says "bytes from" 30 && true_rtt 40000 &&
		within 40000 "$(rtts | most)" 55000 && within 40000 "$(rtt 2)" 45000 && within 0 "$(rtt 4)" 6000 &&
		ends_with "30 packets transmitted, 30 received, 0% packet loss, time 5" || return
	sed -n 's/^\[\([0-9]*\)\.[0-9]*\] .*/\1/p' out | awk -v by="$1" '
		NR > 1 && ($1 - last > 1 || last - $1 > 1) { jump = $1 - last }
		{ last = $1 }
		END { print "jump", jump; exit jump < by - 2 || jump > by + 2 || !jump }'
}
step() {
	if [ -z "${shim:-}" ]; then
		skip "$1" 'needs cc, and a program that is linked dynamically'
		return
	fi
	t "$1" "sim client -n 2 -d 10ms && lab_ping_group client 1 0 && steps $2 $3 \$T4 &&
		lab_ping_group client && steps $2 $3 \$T6; rc=\$?; lab_sim_stop client; exit \$rc"
}
step 'the clock is set one hour forward during the run' 3600 yes
step 'the clock is set one hour back during the run' -3600 yes
# In flight all the while: an answer seems to come just after its request.
step_back() {
	t 'the clock is set back by almost a round trip' '
		sim client -n 2 -d 10ms && for by in -0.0385 -0.0392 -0.0395 -0.0398; do
			LD_PRELOAD=$shim CLOCKSTEP_AT=0.08 CLOCKSTEP_BY=$by starts client -c 3 -i 0.06 $T4
			ends && cat out && rc 0 && true_rtt 40000 && within 40000 "$(rtts | most)" 55000 || exit
		done
		lab_sim_stop client'
}
[ -z "${shim:-}" ] || step_back
step 'kernel stamps lag an hour behind the clock' 3600 no
step 'kernel stamps are an hour ahead of the clock' -3600 no
finish
