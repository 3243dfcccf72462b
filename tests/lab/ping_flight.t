#!/bin/sh
# What is under way or late: a probe is lost once its time is up, not when the run happens to end.
# shellcheck disable=SC2317 # what the test bodies call is called by eval
. "${0%/*}/../tap.sh"
need_root
need_tool ip nft setpriv setcap
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/lab/ping.sh"
lab_new && lab_node client && raw client || exit
T4=$(lab_target) T6=$(lab_target 6)
json=$BUILD/tests/lab/jsonlines

# A round trip of 300 ms.
far() {
	sim client -n 2 -d 75ms "$@"
}
# interrupts SECONDS ARGUMENT...
interrupts() {
	after=$1
	shift
	starts client "$@" && begun && sleep "$after" && kill -INT $! && ends && cat out err
}

t '-c waits for the last of them' '
	far && for how in "-c 5 -i 0.02 $T4" "-q -f -c 50 $T4" "-q -A -c 5 $T6" "-l 5 -c 5 $T4"; do
		sees client $how && rc 0 && never "in flight" && says "0% packet loss" 1 || exit
	done'
t '-c waits for the last one also when one is lost, and no longer than needed' '
	far hop=1,lose=3 && sees client -c 3 -i 0.02 $T4 && rc 0 &&
	sums "3 packets transmitted, 2 received, 33.3333% packet loss" && within 600 "$(since)" 900'

# under_way MOST: all that was sent was received or is in flight, at most so many
under_way() {
	flying=$(sed -n 's/.* received, +\([0-9]*\) in flight, 0% packet loss.*/\1/p' out)
	# shellcheck disable=SC2046 # two words
	set -- "$1" $(counts)
	echo "sent $2, received $3, in flight ${flying:=0}" && within 1 "$flying" "$1" &&
		[ $(($3 + flying)) = "$2" ] && [ "$3" -gt 0 ]
}
t 'interrupted, with some under way' '
	far && for kind in -n -A -O; do
		interrupts 0.7 -i 0.05 $kind $T4 && rc 0 && under_way 8 || exit
	done
	interrupts 0.7 -q -f $T4 && rc 0 && under_way 60'
t 'at the deadline, with some under way' '
	far && sees client -w 1 -i 0.05 $T4 && rc 0 && under_way 8 && within 950 "$(since)" 1400 &&
	sees client -q -w 1 -f $T6 && rc 0 && under_way 60'
t 'interrupted before anything could come back: no loss, and still no success' '
	far && interrupts 0.2 $T4 && rc 1 &&
	sums "1 packets transmitted, 0 received, +1 in flight, time 0ms" &&
	interrupts 0.2 --json $T4 && rc 1 && $json <out | tr "\t" " " >flat && cat flat &&
	grep "^event=\"end\" .* transmitted=1 received=0 .* in_flight=1 " flat &&
	! grep loss_percent flat'
t 'some lost, some under way: the percentage is that of the others' '
	far hop=2,lose=2:3 && interrupts 1.46 -i 0.2 $T4 && rc 0 && counts="\([0-9]*\)" &&
	sed -n "s/^$counts packets transmitted, $counts received, +$counts in flight, $counts.*/\
\1 \2 \3 \4/p" out | awk "
		{ wrong = \$2 + \$3 + 2 != \$1 || \$3 < 1 || \$4 != int(200 / (\$2 + 2)) }
		END { exit wrong || NR != 1 }"'
t 'the status line does not count them either' '
	far && starts client -i 0.05 $T4 && runs 5 && kill -QUIT $! && sleep 0.1 &&
	kill -INT $! && ends && cat out err && rc 0 &&
	grep "^.[0-9]*/[0-9]* packets, 0% loss, min/avg/ewma/max = 30" err'

t 'late answers are received' '
	sim client -n 3 hop=2,lose=1,reorder=0.2,gap=900ms &&
	sees client --json -c 30 -i 0.05 $T4 && rc 0 && $json <out | tr "\t" " " >flat &&
	late=$(grep -c "^event=\"late\" .*rtt_ms=90[0-9]" flat) &&
	lost=$(grep -c "^event=\"lost\"" flat) && echo "late $late, lost $lost" &&
	within 2 "$late" 20 && [ "$lost" = "$((late + 1))" ] &&
	! grep "^event=\"duplicate\"" flat && grep "^event=\"end\" " flat |
	grep " transmitted=30 received=29 duplicates=0 .* loss_percent=3.333 "'
t 'each line is there once when answers come late, in whatever order' '
	sim client -n 3 hop=2,reorder=0.3,gap=400ms && sees client -c 20 -i 0.05 $T4 && rc 0 &&
	never DUP && sums "20 packets transmitted, 20 received, 0% packet loss" &&
	all=$(seq -s " " 20) && [ "$(order | sort -n | xargs)" = "$all" ] &&
	[ "$(order | xargs)" != "$all" ]'
finish
