#!/bin/sh
# What is under way or late: a probe is lost once its time is up, and not when the run happens to end.
# shellcheck disable=SC2317 # what the test bodies call is called by eval
. "${0%/*}/../tap.sh"
need_root
need_tool ip nft setpriv setcap
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/lab/ping.sh"
lab_new && lab_node client || exit
T4=$(lab_target) T6=$(lab_target 6)
json=$BUILD/tests/lab/jsonlines

# counts: "SENT RECEIVED" of the summary
counts() {
	sed -n 's/^\([0-9]*\) packets transmitted, \([0-9]*\) received.*/\1 \2/p' out
}

# A round trip of 300 ms.
far() {
	sim client -n 2 -d 75ms "$@"
}
t '-c waits for the last of them' '
	far && sees client -c 5 -i 0.02 $T4 && rc 0 && ends_with "5 packets transmitted, 5 received, 0% packet loss" &&
	sees client -q -f -c 50 $T4 && rc 0 && ends_with "50 packets transmitted, 50 received, 0% packet loss" &&
	sees client -q -A -c 5 $T6 && rc 0 && ends_with "5 packets transmitted, 5 received, 0% packet loss" &&
	sees client -l 5 -c 5 $T4 && rc 0 && ends_with "5 packets transmitted, 5 received, 0% packet loss"
	rc=$?; lab_sim_stop client; exit $rc'
t '-c waits for the last one also when it is lost, and no longer than needed' '
	far hop=1,lose=3 && began=$(date +%s%N) && sees client -c 3 -i 0.02 $T4 && rc 0 &&
	ends_with "3 packets transmitted, 2 received, 33.3333% packet loss" &&
	within 600 $((($(date +%s%N) - began) / 1000000)) 900
	rc=$?; lab_sim_stop client; exit $rc'
# under_way: what is in the summary as received and as in flight is all that was sent
under_way() {
	flying=$(sed -n 's/.* received, +\([0-9]*\) in flight, 0% packet loss.*/\1/p' out)
	# shellcheck disable=SC2046 # two words
	set -- $(counts)
	echo "sent $1, received $2, in flight ${flying:=0}" && within 1 "$flying" "$((${most_flying:-8}))" &&
		[ $(($2 + flying)) = "$1" ] && [ "$2" -gt 0 ]
}
t 'interrupted, with some under way' '
	far && for kind in "" -A -O; do
		starts client -i 0.05 $kind $T4 && sleep 0.7 && kill -INT $! && ends && cat out && rc 0 && under_way || exit
	done
	starts client -q -f $T4 && sleep 0.7 && kill -INT $! && ends && cat out && rc 0 && most_flying=60 under_way
	rc=$?; lab_sim_stop client; exit $rc'
t 'at the deadline, with some under way' '
	far && sees client -w 1 -i 0.05 $T4 && rc 0 && under_way &&
	sees client -q -w 1 -f $T6 && rc 0 && most_flying=60 under_way
	rc=$?; lab_sim_stop client; exit $rc'
t 'interrupted before anything could come back: no loss, and still no success' '
	far && starts client $T4 && sleep 0.2 && kill -INT $! && ends && cat out && rc 1 &&
	ends_with "1 packets transmitted, 0 received, +1 in flight, time 0ms" &&
	starts client --json $T4 && sleep 0.2 && kill -INT $! && ends && rc 1 && $json <out >flat && cat flat &&
	grep "^event=\"end\".*transmitted=1	received=0	.*in_flight=1	" flat && ! grep loss_percent flat
	rc=$?; lab_sim_stop client; exit $rc'
t 'some lost, some under way: the percentage is that of the others' '
	far hop=2,lose=2:3 && starts client -i 0.2 $T4 && sleep 1.46 && kill -INT $! && ends && cat out && rc 0 &&
	sed -n "s/^\([0-9]*\) packets transmitted, \([0-9]*\) received, +\([0-9]*\) in flight, \([0-9]*\).*/\1 \2 \3 \4/p" out |
	awk "{ n++; if (\$2 + \$3 + 2 != \$1 || \$3 < 1 || \$4 != int(200 / (\$2 + 2))) exit 1 } END { exit n != 1 }"
	rc=$?; lab_sim_stop client; exit $rc'
t 'the status line does not count them either' '
	far && starts client -i 0.05 $T4 && sleep 0.7 && kill -QUIT $! && sleep 0.1 && kill -INT $! && ends && cat err &&
	grep "^.[0-9]*/[0-9]* packets, 0% loss, min/avg/ewma/max = 30" err; rc=$?; lab_sim_stop client; exit $rc'

t 'late answers are received' '
	sim client -n 3 hop=2,lose=1 hop=2,reorder=0.2,gap=900ms && sees client --json -c 30 -i 0.05 $T4 && rc 0 && $json <out >flat &&
	late=$(grep -c "^event=\"late\"" flat) && lost=$(grep -c "^event=\"lost\"" flat) && echo "late $late, lost $lost" &&
	within 2 "$late" 20 && [ "$lost" = "$((late + 1))" ] && ! grep "^event=\"duplicate\"" flat &&
	grep "^event=\"end\".*transmitted=30	received=29	duplicates=0	.*loss_percent=3.333" flat &&
	grep "^event=\"late\".*rtt_ms=90[0-9]" flat; rc=$?; lab_sim_stop client; exit $rc'
t 'each line is there once when answers come late, in whatever order' '
	sim client -n 3 hop=2,reorder=0.3,gap=400ms && sees client -c 20 -i 0.05 $T4 && rc 0 && never DUP &&
	ends_with "20 packets transmitted, 20 received, 0% packet loss" && [ "$(order | sort -n | xargs)" = "$(seq -s " " 20)" ] &&
	[ "$(order | xargs)" != "$(seq -s " " 20)" ]; rc=$?; lab_sim_stop client; exit $rc'
finish
