#!/bin/sh
# Round trips, against the delays of a simulated path; forged times, neighbours, steps of the clock.
# shellcheck disable=SC2317 # what the test bodies call is called by eval
. "${0%/*}/../tap.sh"
need_root
need_tool ip nft setpriv setcap
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/lab/ping.sh"
lab_new && lab_node client && raw client || exit
T4=$(lab_target) T6=$(lab_target 6)

least() {
	sort -n | head -n 1
}
most() {
	sort -n | tail -n 1
}

# true_rtt MICROSECONDS: never less (but for rounding), and the best within 0.3 ms of it: the
# simulator has to wake up, too
true_rtt() {
	within $(($1 - $1 / 100 - 1)) "$(rtts | least)" $(($1 + 300))
}

# delays KIND DELAY MICROSECONDS: one way over one of two links; the round trip that comes of it
delays() {
	"$1" client && sim client -n 2 -d "$2" || return
	for to in $T4 $T6; do
		sees client -c 20 -i 0.02 "$to" && rc 0 && silent && says ' time=' 20 &&
			true_rtt "$3" || return
	done
}
timed 'a round trip of 0.2 ms' 'delays raw 50us 200 && delays datagram 50us 200'
timed 'a round trip of 5 ms' 'delays raw 1250us 5000 && delays datagram 1250us 5000'
timed 'a round trip of 50 ms' 'delays raw 12500us 50000'
timed 'a round trip of 300 ms' '
	sim client -n 2 -d 75ms && for to in $T4 $T6; do
		sees client -c 5 -i 0.02 $to && rc 0 && says " time=" 5 && true_rtt 300000 &&
		within 300000 "$(rtts | most)" 330000 || exit
	done'
timed 'ways there and back that differ' '
	sim client -n 4 hop=2,delay=30ms,rdelay=0s hop=3,delay=0s,rdelay=7ms &&
	sees client -c 10 -i 0.02 $T4 && rc 0 && true_rtt 37000'
timed 'times are shown for packets too short to carry one' '
	sim client -n 2 -d 2500us && for size in 0 8 15; do
		sees client -c 3 -i 0.02 -s $size $T4 && rc 0 &&
		says "^$((size + 8)) bytes from .* time=" 3 && true_rtt 10000 || exit
	done'

# numbers EVENT KEY: the values in JSON lines
numbers() {
	"$BUILD/tests/lab/jsonlines" <out | tr '\t' '\n' |
		awk -F= -v event="\"$1\"" -v key="$2" '
			$1 == "event" { on = $2 == event }
			on && $1 == key { print $2 }'
}
timed 'the summary is that of the replies' '
	sim client -n 2 -d 1ms hop=2,jitter=30ms && sees client --json -c 100 -i 0.002 $T4 &&
	rc 0 && numbers reply rtt_ms >all && [ "$(wc -l <all)" = 100 ] &&
	sort -n all | awk "{ a[NR] = \$1; sum += \$1; sq += \$1 * \$1 }
		END { m = sum / NR; print a[1], m, a[NR], sqrt(sq / NR - m * m) }" >want &&
	for key in rtt_min_ms rtt_avg_ms rtt_max_ms rtt_mdev_ms; do
		numbers end $key
	done | xargs >got && paste -d " " want got | tee both | awk "{
		for (i = 1; i <= 4; i++)
			if ((\$i - \$(i + 4)) ^ 2 > 0.002 ^ 2)
				exit 1
		exit NR != 1 || \$3 < 15 || \$4 < 2
	}"; rc=$?; cat both; exit $rc'

# What the packet says about time is forged: zero, all ones, an hour ahead, negative.
hour=$(printf '%016x' $(($(date +%s) + 3600)) |
	sed 's/\(..\)\(..\)\(..\)\(..\)\(..\)\(..\)\(..\)\(..\)/\8\7\6\5\4\3\2\1/')
for stamp in 00000000000000000000000000000000 ffffffffffffffffffffffffffffffff \
	"${hour}0000000000000000" 000000000000008000000000000000ff; do
	timed "a forged time changes nothing: $stamp" '
		sim client -n 2 -d 5ms target,stamp=$stamp && for kind in raw datagram; do
			$kind client && sees client -c 3 -i 0.03 $T4 && rc 0 && silent &&
			says "^64 bytes from $T4: icmp_seq=[123] ttl=63 time=[0-9.]* ms$" 3 &&
			true_rtt 20000 && within 20000 "$(rtt 1)" 20300 &&
			within 20000 "$(rtt 3)" 30000 && within 0 "$(rtt 4)" 5000 &&
			sees client -c 5 -i 0.03 $T6 && rc 0 && silent && true_rtt 20000 || exit
		done'
done

# The neighbour is found only at the second question, a second later: no part of the round trip.
lab_node near && lab_link client near || exit
deaf() {
	lab_ip client neigh flush dev near && lab_in near nft -f - <<-'EOT'
		table arp deaf {
			chain in { type filter hook input priority 0; drop; }
		}
		table ip6 deaf {
			chain in {
				type filter hook input priority -10;
				icmpv6 type nd-neighbor-solicit drop;
			}
		}
	EOT
	(sleep 0.4 && lab_in near nft 'delete table arp deaf; delete table ip6 deaf') &
}
# resolves KIND quick|slow ARGUMENT...: one probe to each family that waits for its neighbour
resolves() {
	"$1" client && how=$2 && shift 2 && deaf || return
	for family in 4 6; do
		mkdir $family && (
			cd $family && sees client -c 1 "$@" "$(lab_addr near $family)" && silent
		) >/dev/null &
	done
	wait
	for family in 4 6; do
		cd $family && cat out err || return
		case $how in
		quick) within 1 "$(rtts)" 900 ;;
		slow) within 800000 "$(rtts)" 2500000 ;;
		esac || return
		cd ..
	done
}
timed 'the first round trip does not contain the search for the neighbour' 'resolves raw quick'
timed 'nor over a datagram socket' 'resolves datagram quick'
timed '-U shows what the user waits: it does' 'resolves raw slow -U'

# The clock is set while probes are in flight. Dates (-D) show that it was.
if ${CC:-cc} -shared -fPIC -U_FORTIFY_SOURCE -O1 -o clockstep.so \
	"$TOP/tests/lab/preload/clockstep.c" 2>/dev/null && "$BIN/ping" --version >plain &&
	LD_PRELOAD=$PWD/clockstep.so "$BIN/ping" --version 2>&1 | cmp -s plain -; then
	shim=$PWD/clockstep.so
fi
# stepped SECONDS: the dates of the lines jump once, by so much
stepped() {
	sed -n 's/^\[\([0-9]*\)\.[0-9]*\] .*/\1/p' out | awk -v by="$1" '
		NR > 1 && ($1 - last > 1 || last - $1 > 1) { jump += $1 - last; n++ }
		{ last = $1 }
		END { print "the dates jump by", jump + 0; exit n != 1 || (jump - by) ^ 2 > 4 }'
}
# steps KIND TO SECONDS KERNEL
steps() {
	"$1" client &&
		LD_PRELOAD=$shim CLOCKSTEP_AT=0.3 CLOCKSTEP_BY=$3 CLOCKSTEP_KERNEL=$4 \
			starts client -D -c 30 -i 0.02 "$2" && ends && cat out err && rc 0 &&
		silent && says 'bytes from' 30 && true_rtt 40000 &&
		within 40000 "$(rtts | most)" 55000 && within 40000 "$(rtt 2)" 45000 &&
		within 0 "$(rtt 4)" 6000 && stepped "$3" &&
		sums '30 packets transmitted, 30 received, 0% packet loss, time 5'
}
clock() {
	if [ -n "${shim:-}" ]; then
		timed "$1" "sim client -n 2 -d 10ms && $2"
	else
		skip "$1" 'needs cc, and a program that is linked dynamically'
	fi
}
clock 'the clock is set one hour forward during the run' '
	steps raw $T4 3600 yes && steps datagram $T6 3600 yes'
clock 'the clock is set one hour back during the run' '
	steps raw $T6 -3600 yes && steps datagram $T4 -3600 yes'
clock 'the clock is set back by almost a round trip: an answer seems to come at once' '
	for by in -0.0385 -0.0392 -0.0395 -0.0398; do
		LD_PRELOAD=$shim CLOCKSTEP_AT=0.08 CLOCKSTEP_BY=$by starts client -c 3 -i 0.06 $T4
		ends && cat out && rc 0 && true_rtt 40000 &&
		within 40000 "$(rtts | most)" 55000 || exit
	done'
clock 'kernel stamps lag an hour behind the clock' '
	steps raw $T4 3600 no && steps datagram $T6 3600 no'
clock 'kernel stamps are an hour ahead of the clock' '
	steps raw $T6 -3600 no && steps datagram $T4 -3600 no'
finish
