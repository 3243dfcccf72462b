#!/bin/sh
# mtr on simulated paths, whose log is the truth: its reports count what the path did, hop by hop.
# shellcheck disable=SC2016,SC2034,SC2317 # test bodies, and what they call and use, go to eval
. "${0%/*}/../tap.sh"
need_root
need_tool ip setpriv
. "$TOP/tests/lab/lab.sh"
[ -x "$LAB_PATHSIM" ] || skip_all "not built: $LAB_PATHSIM"
[ -x "$BIN/tracepath" ] || skip_all "not built: $BIN/tracepath"
lab_new || exit
mkdir "$tap_dir/bin" && ln -s "$BIN/tracepath" "$tap_dir/bin/mtr" || exit

T4=$(lab_target) T6=$(lab_target 6)
export T4 T6

# sim ARGUMENTS...: what follows runs on this path. A tun device needs two seconds to go away, so
# each is a node of its own until the end.
sims=0
sim() {
	sims=$((sims + 1)) node=sim${case_number}_$sims
	lab_node "$node" && lab_sim "$node" -l "$PWD/log" "$@"
}

# run ARGUMENT...: mtr there, bounded, into out and err; as_user: without privileges
run() {
	in_node lab_in "$@"
}
as_user() {
	in_node lab_user "$@"
}
in_node() {
	how_in=$1
	shift
	"$how_in" "$node" timeout 30 "$tap_dir/bin/mtr" -n "$@" >out 2>err
	rc=$?
	cat out err
	[ "$rc" = 0 ] && [ ! -s err ]
}

# counted HOPS [WHAT]: the report, of -C -o LSRD, has a row for each of the hops. It sent to each
# what the log saw coming with that time to live, and received what the log let out: a router's
# messages begin with 255, and the target's are known by their number, or as what it got at the end
# of its time. WHAT changes "TTL SENT RECEIVED".
counted() {
	lab_sim_stop "$node"
	awk -v hops="$1" '
		function value(name) {
			if (!match($0, " " name "=[0-9]+"))
				return -1
			return substr($0, RSTART + length(name) + 2, RLENGTH - length(name) - 2) + 0
		}
		{
			ttl = value("ttl")
			echo = value("type") == 8 || value("type") == 128
			answer = value("type") == 0 || value("type") == 129
		}
		$2 == "in" {
			sent[ttl]++
			if (echo)
				number[value("seq")] = ttl
		}
		$2 == "host" && ttl == 1 && !echo {
			heard[value("hop")]++
		}
		$2 == "out" && ttl > 64 {
			heard[256 - ttl]++
		}
		$2 == "out" && answer {
			heard[number[value("seq")]]++
		}
		END {
			for (h = 1; h <= hops; h++)
				printf "%d %d %d\n", h, sent[h], heard[h]
		}' log | awk "${2:-1} { print }" >truth
	awk -F, '
		NR == 1 { next }
		{
			loss = $8 ? 100 * ($8 - $9) / $8 : 0
			if ($10 != $8 - $9 || $7 - loss > 0.006 || loss - $7 > 0.006)
				print "wrong sums: " $0
			print $5, $8, $9
		}' out >seen
	diff -U 20 truth seen
}
report='-C -o LSRD -i 0.02 -G 0.5'

# on TITLE 'SIM ARGUMENTS' HOPS 'MTR ARGUMENTS' [WHAT [BODY]]: in both families, by every way
cases=0 hows=
on() {
	cases=$((cases + 1)) case_number=$cases path=$2 hops=$3 args=$4 what=${5:-} body=${6:-:}
	t "$1" 'for to in $T4 $T6; do
		for how in ${hows:-icmp -u -T}; do
			[ $how != icmp ] || how=
			sim $path && run $report $args $how $to && counted "$hops" "$what" &&
			eval "$body" || exit
		done
	done'
}
# lossy HOP LOW HIGH: the loss there, in per cent
lossy() {
	awk -F, -v hop="$1" -v low="$2" -v high="$3" '
		$5 == hop { ok = $7 >= low && $7 <= high }
		END { exit !ok }' out
}

on 'a path on which nothing happens' '-n 6 -d 1ms' 6 '-c 5'
on 'a tenth is lost from a hop on' '-n 5 -d 1ms hop=3,loss=0.1' 5 '-c 15' '' \
	'lossy 2 0 0 && lossy 3 0 60 && lossy 5 0 60'
on 'three tenths are lost from a hop on' '-n 5 -d 1ms hop=3,loss=0.3' 5 '-c 15' '' \
	'lossy 2 0 0 && lossy 3 1 90 && lossy 4 1 90'
hows=icmp
on 'the way back loses, too' '-n 4 -d 1ms hop=2,loss=0.1,rloss=0.1' 4 '-c 40'
hows=
on 'packets overtake each other' '-n 5 -d 1ms hop=2-4,reorder=0.5,rreorder=0.5,gap=30ms' 5 '-c 10' \
	'' 'lossy 1 0 0 && lossy 3 0 0 && lossy 5 0 0'
on 'routers that take turns' '-n 5 -d 1ms hop=2,ways=4,spray hop=3,ways=3,spray' 5 '-c 20'
on 'a router that answers seldom' '-n 5 -d 1ms hop=2,rate=5,burst=2' 5 '-c 20' '' \
	'lossy 2 40 95 && lossy 3 0 0 && lossy 5 0 0'
on 'a silent router' '-n 5 -d 1ms hop=3,silent' 5 '-c 5' '' 'lossy 3 100 100 && lossy 4 0 0'
on 'nothing passes a hop' '-n 5 -d 1ms hop=3,drop' 3 '-c 5' '' 'lossy 2 0 0 && lossy 3 100 100'
on 'a hop that refuses is the last' '-n 5 -d 1ms hop=3,reject=3/13,reject6=1/1' 3 '-c 5' \
	'$1 == 3 { $3 = $2 }' 'lossy 3 0 0'
on 'a dark target' '-n 4 -d 1ms target,dark' 4 '-c 3 -m 4' '' 'lossy 3 0 0 && lossy 4 100 100'
on 'an answer that comes thrice counts once' '-n 4 -d 1ms hop=2,times=3 target,copies=3' 4 '-c 5' \
	'{ $3 = $2 }' 'lossy 2 0 0 && lossy 4 0 0'
on 'packets that come twice count once' '-n 4 -d 1ms hop=2,dup=0.5,rdup=0.5' 4 '-c 10' \
	'{ $3 = $2 }' 'lossy 4 0 0'

# The rest runs once.
once() {
	cases=$((cases + 1)) case_number=$cases
	t "$@"
}
# fields HOP: what the report of -C -o LSRD says of it
fields() {
	sed -n "s/^\([^,]*,\)\{4\}$1,[^,]*,//p" out
}
ms() {
	echo $(($(date +%s%N) / 1000000))
}
once 'several ways: one flow takes one of them, in every round' '
	for to in $T4 $T6; do
		for how in "" -u -T; do
			sim -n 5 hop=2-3,ways=16 && run -r -c 8 -i 0.02 $how $to &&
			[ "$(wc -l <out)" = 7 ] || exit
		done
	done'
once 'loss at one hop only is no loss of the path; where it goes on, nothing is said' '
	note="loss at hop 2 only, none at the end: that router limits its ICMP" &&
	sim -n 4 hop=2,rate=1 && run -r -c 12 -i 0.02 -G 0.3 --notes $T4 &&
	[ "$(tail -n 1 out)" = "$note" ] && [ "$(grep -c "^loss" out)" = 1 ] &&
	run -r -c 12 -i 0.02 -G 0.3 $T4 && ! grep "^loss" out &&
	sim -n 4 hop=2,loss=0.5 && run -r -c 12 -i 0.02 -G 0.3 --notes $T4 && ! grep "^loss" out &&
	sim -n 4 && run -r -c 12 -i 0.02 --notes $T4 && ! grep "^loss" out'
once 'what comes later than the grace period is lost; what comes within it is not' '
	sim -n 3 target,delay=1ms,rdelay=600ms && run $report -c 3 -G 0.2 $T4 &&
	[ "$(fields 3)" = 100.00,3,0,3 ] && [ "$(fields 2)" = 0.00,3,3,0 ] &&
	run $report -c 3 -G 3 $T4 && [ "$(fields 3)" = 0.00,3,3,0 ] &&
	run $report -c 3 -G 3 -Z 0 $T4 && [ "$(fields 3)" = 100.00,3,0,3 ]'
once 'the grace period ends when nothing is outstanding' '
	sim -n 3 -d 1ms && before=$(ms) && run $report -c 2 -G 20 $T4 &&
	[ $(($(ms) - before)) -lt 10000 ] && [ "$(fields 3)" = 0.00,2,2,0 ]'
once 'round trips are no shorter than the way' '
	sim -n 4 -d 10ms && for how in "" -u -T; do
		run -C -c 4 -i 0.02 -o BAWG $how $T4 && awk -F, "
			NR > 1 {
				n++
				for (i = 7; i <= 10; i++)
					if (\$i < 20 * \$5 || \$i < \$7)
						exit bad = 1
			}
			END { exit bad || n != 4 }" out || exit
	done'
once '-T: each SYN has its time to live; who answers and then says nothing is no error' '
	for to in $T4 $T6; do
		for port in 80 81; do
			sim -n 4 -d 1ms target,tcp=80 && run $report -c 4 -T -P $port $to &&
			counted 4 && [ "$(fields 4)" = 0.00,4,4,0 ] &&
			[ "$(grep -c " host hop=4 .* tcp .*to=$port" log)" -ge 4 ] || exit
		done
	done'
once '-T without privileges, by connect()' '
	for to in $T4 $T6; do
		for port in 80 81; do
			sim -n 4 -d 1ms target,tcp=80 && lab_ping_group "$node" &&
			as_user -C -o LSRD -i 1 -c 2 -G 1 -T -P $port $to &&
			[ "$(fields 2)" = 0.00,2,2,0 ] && [ "$(fields 4)" = 0.00,2,2,0 ] || exit
		done
	done'
once '-T: a host that is silent' '
	sim -n 3 -d 1ms target,dark && run $report -c 3 -G 0.3 -T -m 3 $T4 &&
	[ "$(fields 3)" = 100.00,3,0,3 ] && [ "$(fields 2)" = 0.00,3,3,0 ]'
once 'raw: a line for each packet and for each answer, however often it comes' '
	sim -n 3 -d 1ms hop=2,times=5 target,copies=5 && run -l -c 4 -i 0.02 $T4 &&
	[ -z "$(sort out | uniq -d)" ] && [ "$(grep -c "^p 1 " out)" = 4 ] &&
	[ "$(grep -c "^x 1 " out)" = 4 ] && [ "$(grep -c "^h 1 " out)" = 1 ]'
once 'a router that sends a thousand answers' '
	for to in $T4 $T6; do
		for how in "" -u -T; do
			sim -n 3 hop=2,times=1000 && run $report -c 3 -i 0.2 $how $to &&
			[ "$(fields 2)" = 0.00,3,3,0 ] || exit
		done
	done'
finish
