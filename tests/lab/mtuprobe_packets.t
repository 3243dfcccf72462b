#!/bin/sh
# How many packets mtuprobe needs where a path is as paths are: 20 hops; all wide, or 1380 bytes
# behind the tenth, which says so or not; no port open, or one. Those of the kernel count, too.
# shellcheck disable=SC2317 # what the test bodies call is called by eval
. "${0%/*}/../tap.sh"
need_root
need_tool ip
. "$TOP/tests/lab/lab.sh"
for program in "$LAB_PATHSIM" "$BIN/mtuprobe"; do
	[ -x "$program" ] || skip_all "not built: $program"
done
lab_new || exit

# fewer N HOW FAMILY MTU PATH... : HOW as root (in) or as a user
fewer() {
	limit=$1 how=$2 to=$(lab_target "$3") mtu=$4
	shift 4
	node=$((${node:-0} + 1))
	lab_node "n$node" && lab_sim "n$node" -n 20 -d 5ms -l "$PWD/log" "$@" &&
		lab_ping_group "n$node" || return
	"lab_$how" "n$node" timeout 30 "$BIN/mtuprobe" -q "$to" >out 2>err
	lab_sim_stop "n$node"
	lab_remove "/run/netns/${lab_prefix}n$node"
	sent=$(grep -c ' in hop=0 ' log)
	echo "$how $to $*: $sent packets"
	cat out err
	[ "$sent" -lt "$limit" ] || grep ' in hop=0 ' log
	[ "$(cat out)" = "$mtu" ] && [ "$sent" -lt "$limit" ]
}
narrow=hop=10,mtu=1380
for port in '' target,tcp=443 target,tcp=22; do
	for family in 4 6; do
		timed "${port:-no port}: IPv$family" '
			fewer 40 in $family 1500 $port && fewer 40 in $family 1380 $narrow $port &&
			fewer 40 in $family 1380 $narrow,blackhole $port'
	done
done
# Whether a port is open, and its MSS, they learn by the connections of the kernel.
for family in 4 6; do
	timed "users, no port: IPv$family" '
		fewer 40 user $family 1500 && fewer 40 user $family 1380 $narrow &&
		fewer 40 user $family 1380 $narrow,blackhole'
	timed "users, a port: IPv$family" '
		fewer 40 user $family 1500 target,tcp=443 &&
		fewer 45 user $family 1380 $narrow target,tcp=443 &&
		fewer 45 user $family 1380 $narrow,blackhole target,tcp=443'
done
finish
