# What the lab's tests of ping share: running it, and asking what it said; sourced after lab.sh.
#
#	sees NODE ARGUMENT...		runs ping there: leaves out, err and $rc
#	sees_as WHO NODE ARGUMENT...	as root, as nobody (no capability), or as nobody by cap (the
#					file capability cap_net_raw)
#	starts NODE ARGUMENT...		in the background; $! is its pid
#	ends [SECONDS]			waits for it (5): $rc; kills it then, and fails
#	begun				waits until it has printed its first line
#	runs TIMES			waits until it has printed so many replies
#	raw NODE, datagram NODE		from now on ping gets that kind of socket there
#	finally COMMAND			run when this test is over, however it ends
#	sim NODE ARGUMENT...		lab_sim for this test, with its log in $PWD/log
#	logged PATTERN			counts lines there, after sim_stop NODE
#
#	rc N				it ended with that status
#	says PATTERN [TIMES]		a line of out matches; so many do
#	never PATTERN			none does
#	warns PATTERN			standard error is one line, which matches
#	silent				standard error is empty
#	sums TEXT			the statistics begin with this
#	counts				"SENT RECEIVED" of the statistics
#	rtts				times of the reply lines in microseconds, one a line
#	rtt N				of the summary: 1 min, 2 avg, 3 max, 4 mdev; microseconds
#	order				sequence numbers of the reply lines
#	within LOW VALUE HIGH		whole numbers
#	since				milliseconds since the last sees or starts
# shellcheck shell=sh

ping_dir=${tap_dir:?source tests/tap.sh first}/ping

[ -x "$BIN/ping" ] || skip_all "not built: $BIN/ping"
# Others may not be able to look into the tree.
mkdir "$ping_dir" "$ping_dir/cap" && cp "$BIN/ping" "$ping_dir/ping" &&
	cp "$BIN/ping" "$ping_dir/cap/ping" || exit

# ping_becomes WHO NODE ARGUMENT...: replaces this shell.
ping_becomes() {
	ping_who=$1 ping_node=$2
	shift 2
	set -- "$ping_dir/ping" "$@"
	case $ping_who in
	cap)
		shift
		setcap cap_net_raw=p "$ping_dir/cap/ping" || exit
		set -- setpriv --reuid 65534 --regid 65534 --clear-groups "$ping_dir/cap/ping" "$@"
		;;
	nobody)
		set -- setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps=-all "$@"
		;;
	esac
	lab_become "$ping_node" "$@"
}

sees() {
	sees_as root "$@"
}

sees_as() {
	starts_as "$@"
	ends "${PING_MAX:-15}"
	cat out err
}

starts() {
	starts_as root "$@"
}

starts_as() {
	ping_began=$(date +%s%N)
	ping_becomes "$@" >out 2>err </dev/null &
	ping_pid=$!
}

ends() {
	ping_late=
	lab_wait "${1:-5}" ping_gone || {
		ping_late=yes
		echo "still running: killed"
		kill -KILL "$ping_pid"
	}
	wait "$ping_pid"
	rc=$?
	ping_took=$((($(date +%s%N) - ping_began) / 1000000))
	[ -z "$ping_late" ]
}

begun() {
	lab_wait 5 test -s out
}

runs() {
	lab_wait 5 ping_printed "$1"
}

ping_printed() {
	[ "$(grep -c -e ' bytes from ' -e '"event":"reply"' out)" -ge "$1" ]
}

# What has ended stays a zombie until it is waited for.
ping_gone() {
	{ read -r ping_stat <"/proc/$ping_pid/stat"; } 2>/dev/null || return 0
	case ${ping_stat##*) } in
	Z*) return 0 ;;
	esac
	return 1
}

since() {
	echo "$ping_took"
}

raw() {
	lab_ping_group "$1" 1 0
}

datagram() {
	lab_ping_group "$1"
}

# A test is a subshell of its own.
finally() {
	ping_finally="$1; ${ping_finally:-}"
	# shellcheck disable=SC2064 # what it is now
	trap "$ping_finally" EXIT
}

sim() {
	ping_node=$1
	shift
	sim_stop "$ping_node"
	lab_sim "$ping_node" -T 60 -l "$PWD/log" "$@" && finally "sim_stop $ping_node" &&
		lab_wait 5 sim_there "$ping_node"
}

# A work queue enters the address where packets are received.
sim_there() {
	[ -n "$(lab_ip "$1" -6 route show table local 2001:db8:a::1)" ]
}

sim_stop() {
	if [ -e "$lab_dir/sim.$1" ]; then
		lab_sim_stop "$1" && rm -f "$lab_dir/sim.$1"
	fi
}

logged() {
	grep -c -e "$1" log
}

rc() {
	[ "$rc" = "$1" ] || {
		echo "exit status $rc, not $1"
		return 1
	}
}

says() {
	ping_count=$(grep -c -e "$1" out)
	case $ping_count/${2:-some} in
	0/some) ;;
	*/some | "$2/$2") return 0 ;;
	esac
	echo "'$1' is there $ping_count times, not ${2:-once or more}"
	return 1
}

never() {
	says "$1" 0
}

warns() {
	[ "$(wc -l <err)" = 1 ] && grep -e "$1" err && return
	echo "standard error has not just the line '$1':"
	cat err
	return 1
}

silent() {
	[ -s err ] || return 0
	echo "standard error is not empty:"
	cat err
	return 1
}

sums() {
	ping_line=$(grep -A 1 '^--- .* ping statistics ---$' out | tail -n 1)
	case $ping_line in
	"$1"*) return ;;
	esac
	echo "statistics: '$ping_line', not '$1'"
	return 1
}

counts() {
	sed -n 's/^\([0-9]*\) packets transmitted, \([0-9]*\) received.*/\1 \2/p' out
}

rtts() {
	sed -n 's/.* bytes from .* time=\([0-9.]*\) ms.*/\1/p' out |
		awk '{ printf "%d\n", $1 * 1000 }'
}

rtt() {
	sed -n 's,^rtt [^=]*= ,,p' out | tr / ' ' | awk -v n="$1" '{ printf "%d", $n * 1000 }'
}

order() {
	sed -n 's/.* bytes from .*icmp_seq=\([0-9]*\).*/\1/p' out
}

within() {
	echo "$1 <= $2 <= $3"
	[ "$1" -le "$2" ] && [ "$2" -le "$3" ]
}
