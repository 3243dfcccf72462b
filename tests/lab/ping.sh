# What the lab's tests of ping share: running it and asking what it said; sourced after tests/lab/lab.sh.
#
#	sees NODE ARGUMENT...		runs ping there: out, err, and $rc, which does not fail the test
#	sees_as USER NODE ARGUMENT...	the same as plain (root), nobody (no capability), cap (nobody with
#					the file capability cap_net_raw)
#	starts NODE ARGUMENT...		in the background; $! is its pid; ends waits for it: $rc
#	ends [SECONDS]			... at most so long (5)
#	rc N				it ended with that status
#	says PATTERN [TIMES]		a line of out matches, so many times; never PATTERN: none does
#	warns PATTERN			standard error has just that one line; silent: it is empty
#	ends_with TEXT			the second line of the statistics begins with this
#	within LOW VALUE HIGH		whole numbers
#	rtts				round trips of the reply lines in microseconds, one a line
#	rtt 1|2|3|4			of the summary: min, avg, max, mdev, in microseconds
#	order				sequence numbers of the reply lines
#	sim NODE ARGUMENT...		lab_sim with its log in $PWD/log; logged PATTERN counts lines there
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
	sees_as plain "$@"
}

# It is killed when a test would wait for ever.
sees_as() {
	starts_as "$@"
	ends "${PING_MAX:-15}"
	cat out err
}

starts() {
	starts_as plain "$@"
}

starts_as() {
	ping_becomes "$@" >out 2>err </dev/null &
	ping_pid=$!
}

ends() {
	ping_ended=yes
	lab_wait "${1:-5}" ping_gone || {
		echo "still running: killed"
		kill -KILL "$ping_pid"
		ping_ended=
	}
	wait "$ping_pid"
	rc=$?
	[ -n "$ping_ended" ]
}

# A child that ended stays a zombie until it is waited for.
ping_gone() {
	{ read -r ping_stat <"/proc/$ping_pid/stat"; } 2>/dev/null || return 0
	case ${ping_stat##*) } in
	Z*) return 0 ;;
	esac
	return 1
}

rc() {
	[ "$rc" = "$1" ] || {
		echo "exit status $rc, not $1"
		return 1
	}
}

says() {
	ping_count=$(grep -c -e "$1" out)
	if [ "$ping_count" = "${2:-$ping_count}" ] && [ "$ping_count" != "$([ -n "${2:-}" ] || echo 0)" ]; then
		return
	fi
	echo "'$1' is there $ping_count times, not ${2:-at least once}"
	return 1
}

never() {
	says "$1" 0
}

warns() {
	[ "$(wc -l <err)" = 1 ] && grep -e "$1" err || {
		echo "standard error has not just the line '$1':"
		cat err
		return 1
	}
}

silent() {
	[ ! -s err ] || {
		echo "standard error is not empty:"
		cat err
		return 1
	}
}

ends_with() {
	ping_line=$(grep -A 1 '^--- .* ping statistics ---$' out | tail -n 1)
	case $ping_line in
	"$1"*) return ;;
	esac
	echo "statistics: '$ping_line', not '$1'"
	return 1
}

within() {
	echo "$1 <= $2 <= $3"
	[ "$1" -le "$2" ] && [ "$2" -le "$3" ]
}

rtts() {
	sed -n 's/.* bytes from .* time=\([0-9.]*\) ms.*/\1/p' out | awk '{ printf "%d\n", $1 * 1000 }'
}

rtt() {
	sed -n 's,^rtt [^=]*= ,,p' out | tr / ' ' | awk -v n="$1" '{ printf "%d", $n * 1000 }'
}

order() {
	sed -n 's/.* bytes from .*icmp_seq=\([0-9]*\).*/\1/p' out
}

sim() {
	ping_node=$1
	shift
	lab_sim "$ping_node" -T 60 -l "$PWD/log" "$@"
}

logged() {
	grep -c -e "$1" log
}
