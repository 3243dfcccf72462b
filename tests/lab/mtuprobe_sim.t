#!/bin/sh
# mtuprobe on simulated paths: the number, the verdict and the hop against the truth, a line each.
#
# MTU_SEEDS says with how many seeds of all chance (2); MTU_ONLY, a pattern, which lines.
# shellcheck disable=SC2317 # what the test bodies call is called by eval
. "${0%/*}/../tap.sh"
need_root
need_tool ip
. "$TOP/tests/lab/lab.sh"
json=$BUILD/tests/lab/jsonlines
for program in "$LAB_PATHSIM" "$json" "$BIN/mtuprobe"; do
	[ -x "$program" ] || skip_all "not built: $program"
done
lab_new || exit
seeds=${MTU_SEEDS:-2}

# The path has 8 hops, the last of which is the target, of 1 ms each way, unless it says otherwise.
# Each line is the truth, the way to probe (4 or 6 and a port; u: by a user without capabilities),
# and what the path is like:
#
#	MTU VERDICT HOP STATUS FRAGMENTS [u]FAMILY[:PORT] PATH...
#
# HOP is the last that takes larger ones, and the next that is known where it is not the next;
# "-": none is named. FRAGMENTS: pass, lost, or - for unknown. MTU is >N where N is a lower bound.
cat >table <<'EOT'
# wide enough
1500 clean - 0 pass 4
1500 clean - 0 pass 6
9000 clean - 0 pass 4 -M 9000
1500 clean - 0 pass 4:22 target,tcp=22
# reported, at each hop
1380 signalled 1 0 pass 4 hop=1,mtu=1380
1492 signalled 2 0 pass 4 hop=2,mtu=1492
576 signalled 3 0 pass 4 hop=3,mtu=576
1499 signalled 4 0 pass 4 hop=4,mtu=1499
1337 signalled 5 0 pass 6 hop=5,mtu=1337
1280 signalled 6 0 pass 6 hop=6,mtu=1280
700 signalled 7 0 pass 4 hop=7,mtu=700
4352 signalled 3 0 pass 4 -M 9000 hop=3,mtu=4352
8999 signalled 6 0 pass 4 -M 9000 hop=6,mtu=8999
9000 signalled 4 0 pass 6 -M 9216 hop=4,mtu=9000
1420 signalled 4 0 pass 4:22 hop=4,mtu=1420 target,tcp=22
# black holes, at each hop
1380 black-hole 1 13 pass 4 hop=1,mtu=1380,blackhole
1001 black-hole 2 13 pass 4 hop=2,mtu=1001,blackhole
576 black-hole 3 13 pass 4 hop=3,mtu=576,blackhole
1491 black-hole 4 13 pass 4 hop=4,mtu=1491,blackhole
1412 black-hole 5 13 pass 6 hop=5,mtu=1412,blackhole
1440 black-hole 6 13 pass 6 hop=6,mtu=1440,blackhole
1313 black-hole 7 13 pass 4 hop=7,mtu=1313,blackhole
7777 black-hole 3 13 pass 4 -M 9000 hop=3,mtu=7777,blackhole
1380 black-hole 4 13 pass 4:22 hop=4,mtu=1380,blackhole target,tcp=22
1380 black-hole 2-8 13 pass 4 hop=3,mtu=1380 hop=2,mute
# among hops that say nothing of hop limits
1380 black-hole 3-5 13 pass 4 hop=4,mtu=1380,blackhole,silent
1380 black-hole 4-6 13 pass 4 hop=4,mtu=1380,blackhole hop=5,silent
1380 black-hole 2-6 13 pass 6 hop=4,mtu=1380,blackhole hop=3-5,silent
1380 signalled 4 0 pass 4 hop=4,mtu=1380 hop=3-5,silent
# wrong words
1380 lying 4 13 pass 4 hop=4,mtu=1380,tell=1300
1380 lying 4 13 pass 4 hop=4,mtu=1380,tell=1379
1380 lying 4 13 pass 4 hop=4,mtu=1380,tell=1450
1380 lying 4 13 pass 4 hop=4,mtu=1380,tell=1381
1380 lying 4 13 pass 4 hop=4,mtu=1380,tell=9000
1380 lying 4 13 pass 4 hop=4,mtu=1380,tell=0
1333 lying 5 13 pass 6 hop=5,mtu=1333,tell=1400
# few words
1380 signalled 4 0 pass 4 hop=4,mtu=1380,rate=1,burst=1
1357 signalled 4 0 pass 4 hop=4,mtu=1357,rate=1,burst=2
1357 signalled 4 0 pass 6 hop=4,mtu=1357,rate=5,burst=3
# loss of packets of any size
1500 loss - 13 pass 4 hop=3,loss=30%
1500 loss - 13 pass 6 hop=3,loss=30%
1380 signalled 5 0 pass 4 hop=5,mtu=1380 hop=3,loss=10%
1380 black-hole 5 13 pass 4 hop=5,mtu=1380,blackhole hop=3,loss=10%
1357 black-hole 5 13 pass 4 hop=5,mtu=1357,blackhole hop=3,rloss=10%
1380 signalled 5 0 pass 4 hop=5,mtu=1380 hop=3,loss=30%
1380 black-hole 5 13 pass 4 hop=5,mtu=1380,blackhole hop=3,loss=30%
1357 black-hole 5 13 pass 6 hop=5,mtu=1357,blackhole hop=3,loss=30%
# out of order, twice, late
1500 clean - 0 pass 4 hop=3,reorder=40%,gap=15ms hop=5,dup=30%
1380 signalled 5 0 pass 4 hop=5,mtu=1380 hop=3,reorder=40%,gap=15ms,jitter=8ms hop=6,rdup=30%
1380 black-hole 5 13 pass 4 hop=5,mtu=1380,blackhole hop=3,reorder=40%,gap=15ms,jitter=8ms
# two, one after the other
1340 signalled 6 0 pass 4 hop=3,mtu=1400 hop=6,mtu=1340
1400 signalled 3 0 pass 4 hop=3,mtu=1400 hop=6,mtu=1450
1340 black-hole 6 13 pass 4 hop=3,mtu=1400 hop=6,mtu=1340,blackhole
1400 signalled 3 0 pass 4 hop=3,mtu=1400 hop=6,mtu=1450,blackhole
1340 black-hole 6 13 pass 6 hop=3,mtu=1400,blackhole hop=6,mtu=1340,blackhole
# ways of different width
1400 signalled 3 0 pass 4 hop=3-5,ways=2,waymtu=1500:1400
1400 black-hole 3 13 pass 4 hop=3-5,ways=2,waymtu=1500:1400,blackhole
1333 black-hole 3 13 pass 4 hop=3-5,ways=4,waymtu=1500:1400:1333:1500,blackhole
1400 signalled 3 0 pass 6 hop=3-5,ways=2,waymtu=1400:1500
1500 clean - 0 pass 4 hop=2-6,ways=8
# TCP's segments are kept small, near and far
1380 clamped 4 13 pass 4:22 hop=4,mtu=1380,blackhole hop=1,mss=1300 target,tcp=22
1380 clamped 4 13 pass 4:22 hop=4,mtu=1380,blackhole hop=7,mss=1340 target,tcp=22
1380 clamped 4 13 pass 6:22 hop=4,mtu=1380,blackhole hop=6,mss=1320 target,tcp=22
1380 black-hole 4 13 pass 4:22 hop=4,mtu=1380,blackhole hop=6,mss=1341 target,tcp=22
1380 clamped 4 13 pass 4 hop=4,mtu=1380,blackhole hop=6,mss=1300 target,tcp=443
1380 signalled 4 0 pass 4:22 hop=4,mtu=1380 hop=1,mss=1300 target,tcp=22
# not the same for all
1500 differs - 13 - 4:22 hop=4,icmpmax=1000 target,tcp=22
1400 differs - 13 pass 4:22 hop=4,tcpmax=1400 target,tcp=22
1320 differs - 13 pass 4 hop=4,udpmax=1320
1500 clean - 0 pass 4:22 hop=4,tcpmax=50 target,tcp=22
# fragments
1380 signalled 5 0 lost 4 hop=5,mtu=1380 hop=7,whole
1380 black-hole 5 13 lost 6 hop=5,mtu=1380,blackhole hop=7,whole
1500 clean - 0 lost 4 hop=3,whole
# too small for IPv6
1279 too-small-for-ipv6 5 13 - 6 hop=5,mtu=1279
1000 too-small-for-ipv6 5 13 - 6 hop=5,mtu=1000,blackhole
# users, whom the kernel tells less
1337 refused 5 0 pass u6 hop=5,mtu=1337
1333 refused 5 0 pass u6 hop=5,mtu=1333,tell=1400
1357 black-hole 5 13 pass u6 hop=5,mtu=1357,blackhole hop=3,loss=30%
1340 black-hole 6 13 pass u6 hop=3,mtu=1400 hop=6,mtu=1340,blackhole
1400 refused 3 0 pass u6 hop=3-5,ways=2,waymtu=1400:1500
1380 clamped 4 13 pass u6:22 hop=4,mtu=1380,blackhole hop=6,mss=1320 target,tcp=22
1420 signalled 4 0 pass u4:22 hop=4,mtu=1420 target,tcp=22
1357 refused 3-5 0 pass u6 hop=4,mtu=1357,rate=1,burst=2
1340 refused 6 0 pass u6:22 hop=3,mtu=1400 hop=6,mtu=1340 target,tcp=22
1400 black-hole 3 13 pass u6:22 hop=3-5,ways=2,waymtu=1500:1400,blackhole target,tcp=22
1380 clamped 4 13 pass u4:22 hop=4,mtu=1380,blackhole hop=7,mss=1340 target,tcp=22
1380 black-hole 4 13 pass u4:22 hop=4,mtu=1380,blackhole hop=6,mss=1341 target,tcp=22
1400 differs - 13 pass u4:22 hop=4,tcpmax=1400 target,tcp=22
1500 clean - 0 pass u4:22 target,tcp=22
# no echoes, nobody at all
1380 signalled 4 0 - 4:22 hop=4,mtu=1380 hop=3,icmpmax=30,udpmax=30 target,tcp=22
>1500 no-answer - 1 - 4 target,drop
>1380 no-answer 4 1 - 4 hop=4,mtu=1380,blackhole target,drop
>1380 no-answer 3 1 - 6 hop=3,mtu=1380 target,drop
EOT

# value KEY: of the last line
value() {
	tail -n 1 told | tr '\t' '\n' | sed -n "s/^$1=\"*\([^\"]*\)\"*\$/\1/p"
}

# found: what the run came to, in the words of the table
found() {
	verdict=$(value verdict) mtu=$(value pmtu_bytes) hop=$(value hop) next=$(value next_hop)
	fragments=$(value fragments_pass)
	[ "$mtu" ] || mtu=">$(value bound_bytes)"
	case $verdict:$hop:$next in
	*signalled:*) ;;
	*:[0-9]*:[0-9]*) [ "$next" = $((hop + 1)) ] || hop=$hop-$next ;;
	esac
	case $fragments in
	true) fragments=pass ;;
	false) fragments=lost ;;
	*) fragments=- ;;
	esac
	echo "$mtu $verdict ${hop:--} $status $fragments"
}

# run NODE SEED HOW PATH...: what is found, in a folder of its own
run() {
	node=$1 seed=$2 how=${3#u} as=lab_in
	[ "$how" = "$3" ] || as=lab_user
	shift 3
	lab_node "$node" && lab_sim "$node" -s "$seed" -n 8 -d 1ms -T 60 -l "$PWD/log" "$@" &&
		lab_ping_group "$node" || return
	to=$(lab_target "${how%%:*}")
	case $how in
	6:*) to=[$to]:${how#*:} ;;
	4:*) to=$to:${how#*:} ;;
	esac
	$as "$node" timeout 30 "$BIN/mtuprobe" --json "$to" >out 2>err
	status=$?
	lab_sim_stop "$node"
	"$json" <out >told && found >result
	lab_remove "/run/netns/$lab_prefix$node"
}

# Most of the time they wait: all at once, but not too many, as late answers are taken for losses.
grep "${MTU_ONLY:-^[^#]}" table >list
runs=$PWD/runs n=0
mkdir "$runs"
while read -r mtu verdict hop status fragments how path; do
	n=$((n + 1))
	for seed in $(seq "$seeds"); do
		mkdir "$runs/$n-$seed"
		# shellcheck disable=SC2086 # a word an argument
		(cd "$runs/$n-$seed" && run "m$n-$seed" "$seed" "$how" $path) >/dev/null 2>&1 &
		started=$((${started:-0} + 1))
		[ $((started % 6)) != 0 ] || wait
	done
done <list
wait

# truth N WANT: with every seed
truth() {
	wrong=
	for seed in $(seq "$seeds"); do
		run=$runs/$1-$seed
		[ "$(cat "$run/result")" = "$2" ] && continue
		echo "seed $seed: want $2"
		echo "seed $seed: got  $(cat "$run/result")"
		cat "$run/out" "$run/err"
		wrong=yes
	done
	[ -z "$wrong" ]
}

n=0
while read -r mtu verdict hop status fragments how path; do
	n=$((n + 1))
	t "$mtu $verdict: $how $path" 'truth "$n" "$mtu $verdict $hop $status $fragments"'
done <list
finish
