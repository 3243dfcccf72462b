# Runs the installed program and ours through one scenario and compares what they say; sourced by
# tests/diff/*.t after tests/lab/lab.sh.
#
#	diff_tool NAME [OURS]	compares NAME with $BIN/OURS (NAME), both called by that name;
#				NAME.awk, or else plain.awk, makes equal what varies. Skips the file
#				if one of the two is missing
#	diff_world='VAR=VALUE'	in the environment of all that follows; a @ stands for whose run it
#				is. What a run leaves in @.log counts as what it says
#	diff_chances=3		what follows depends on true times, and a busy machine is late: a
#				comparison that fails is made again, up to that many times in all
#	diff_at NODE [OURS]	where both run from now on; or ours in a node that is alike, if what
#				one leaves behind would disturb the other
#	same [OPTION...] TITLE ARGUMENT...
#				they say the same on both streams, and end with the same status
#	but [OPTION...] TITLE ARGUMENT... <<WANT
#				a deliberate difference: ours says WANT, and the oracle does not
#	ours [OPTION...] TITLE ARGUMENT... <<WANT
#				likewise, but the oracle is not even run: it would not end
#
# WANT begins with the reason, in lines of "# ...". Then comes the transcript: "!" and a line of
# standard error, ..., "|" and a line of standard output, ..., ">" and a line of @.log, ...,
# "= STATUS". A control character is
# ^X in it, and a "$" follows a blank at the end of a line.
#
#	-u raw		as user 65534 with the file capability cap_net_raw
#	-u none		as user 65534 without capabilities
#	-e VAR=VALUE	with that in the environment
#	-s 'T SIG ...'	sends SIG after T seconds, the next one after T more, ...
#	-o FILE		standard output goes there instead
#	-l		they last as long as each other, to a quarter of a second
#	-1		one after the other; otherwise both run at once
#	-p COMMAND	is run before each; one after the other
#	-t		on a terminal
#	-x		ARGUMENT is a line for sh(1)
#	-d SCRIPT	of same: a deliberate difference that runs through many cases. Ours says
#			what this script for sed(1) makes of the oracle's transcript: another one
# shellcheck shell=sh

diff_dir=${tap_dir:?source tests/tap.sh first}/diff
diff_chances=1
diff_world=''
diff_node_oracle=''
diff_node_ours=''

diff_tool() {
	diff_name=$1
	diff_oracle=$(command -v "$1") || skip_all "needs the installed $1"
	diff_program=$BIN/${2:-$1}
	[ -x "$diff_program" ] || skip_all "needs $diff_program"
	diff_awk=$TOP/tests/diff/$diff_name.awk
	[ -f "$diff_awk" ] || diff_awk=$TOP/tests/diff/plain.awk
	need_tool setpriv setcap script
	diff_install oracle "$diff_oracle" && diff_install ours "$diff_program" || exit
}

# diff_install WHO FILE: WHO, WHO.raw and WHO.none are folders to be first on PATH.
diff_install() {
	mkdir -p "$diff_dir/$1" "$diff_dir/$1.raw" "$diff_dir/$1.none" &&
		ln -s "$2" "$diff_dir/$1/$diff_name" &&
		cp "$2" "$diff_dir/$1.none/$diff_name" &&
		cp "$2" "$diff_dir/$1.raw/$diff_name" &&
		setcap cap_net_raw=ep "$diff_dir/$1.raw/$diff_name"
}

diff_at() {
	diff_node_oracle=$1
	diff_node_ours=${2:-$1}
}

# diff_option "$@": sets the options, and diff_shift to how many words they are.
diff_option() {
	diff_user='' diff_env='' diff_signals='' diff_out='' diff_script=''
	diff_last='' diff_alone='' diff_tty='' diff_shell=''
	diff_before=:
	OPTIND=1
	while getopts u:e:s:o:p:d:l1tx diff_letter; do
		case $diff_letter in
		u) diff_user=$OPTARG ;;
		e) diff_env="$diff_env $OPTARG" ;;
		s) diff_signals=$OPTARG ;;
		o) diff_out=$OPTARG ;;
		p) diff_before=$OPTARG diff_alone=1 ;;
		d) diff_script=$OPTARG ;;
		l) diff_last=1 ;;
		1) diff_alone=1 ;;
		t) diff_tty=1 ;;
		x) diff_shell=1 ;;
		*) exit 2 ;;
		esac
	done
	diff_shift=$((OPTIND - 1))
}

# diff_exec WHO ARGUMENT...: becomes the program. It is killed in the end, unless signals do that.
diff_exec() {
	PATH=$diff_dir/$1${diff_user:+.$diff_user}:$PATH
	export PATH
	eval "diff_node=\$diff_node_$1"
	diff_env="$(printf '%s\n' "$diff_world" | sed "s/@/$1/g")$diff_env"
	shift
	if [ -n "$diff_shell" ]; then
		set -- sh -c "$@"
	else
		set -- "$diff_name" "$@"
	fi
	[ -z "$diff_tty" ] || set -- script -qec "$(printf "'%s' " "$@")" /dev/null
	# Whoever runs this may be immune to SIGHUP.
	if [ -n "$diff_signals" ]; then
		set -- env --default-signal=HUP "$@"
	else
		set -- timeout -s KILL 20 "$@"
	fi
	# shellcheck disable=SC2086 # one word a variable
	[ -z "$diff_env" ] || set -- env $diff_env "$@"
	case $diff_user in
	raw) set -- setpriv --reuid 65534 --regid 65534 --clear-groups "$@" ;;
	none) set -- setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps=-all "$@" ;;
	esac
	if [ -n "$diff_node" ]; then
		lab_become "$diff_node" "$@"
	else
		exec "$@"
	fi
}

# diff_start WHO ARGUMENT...: in the background; leaves its status and milliseconds in WHO.end.
diff_start() {
	(
		diff_from=$(diff_now)
		diff_exec "$@" >"${diff_out:-$1.out}" 2>"$1.err" </dev/null &
		diff_pid=$!
		diff_signal "$diff_pid" &
		diff_killer=$!
		wait "$diff_pid"
		diff_status=$?
		echo "$diff_status $((($(diff_now) - diff_from) / 1000000))" >"$1.end"
		kill "$diff_killer"
	) 2>/dev/null &
}

# In nanoseconds, but only for those who look at it.
diff_now() {
	if [ -n "$diff_last" ]; then
		date +%s%N
	else
		echo 0
	fi
}

# Five seconds after the last signal comes KILL, should it not have ended.
diff_signal() {
	diff_pid=$1
	[ -n "$diff_signals" ] || return 0
	# shellcheck disable=SC2086 # pairs of words
	set -- $diff_signals 5 KILL
	while [ $# -gt 1 ]; do
		sleep "$1"
		kill -s "$2" "$diff_pid" || break
		shift 2
	done
}

# diff_run ARGUMENT...: runs all of $diff_whom; leaves their transcripts WHO.txt, and times WHO.ms.
diff_run() {
	for diff_who in $diff_whom; do
		[ -z "$diff_alone" ] || eval "$diff_before" || return
		diff_start "$diff_who" "$@"
		[ -z "$diff_alone" ] || wait
	done
	wait
	for diff_who in $diff_whom; do
		read -r diff_status diff_ms <"$diff_who.end" || return
		echo "$diff_ms" >"$diff_who.ms"
		{
			diff_lines '!' "$diff_who.err" "$@" &&
				diff_lines '|' "$diff_who.out" "$@" &&
				if [ -e "$diff_who.log" ]; then
					diff_lines '>' "$diff_who.log" "$@"
				fi && echo "= $diff_status"
		} >"$diff_who.txt" || return
	done
}

# diff_lines MARK FILE ARGUMENT...
diff_lines() {
	diff_mark=$1 diff_file=$2
	shift 2
	# What does not end in a newline shows by this.
	echo '<end>' >>"$diff_file"
	awk -v mark="$diff_mark" -v args=" $*" -v tty="$diff_tty" \
		-f "$TOP/tests/diff/show.awk" -f "$diff_awk" "$diff_file"
}

diff_same() {
	diff_whom='oracle ours'
	diff_run "$@" || return
	if [ -n "$diff_script" ]; then
		sed "$diff_script" oracle.txt >want && diff_listed && diff -U 20 want ours.txt
	else
		diff -U 20 oracle.txt ours.txt
	fi && diff_lasted
}

diff_but() {
	diff_whom='oracle ours'
	grep -v '^#' "$diff_dir/want" >want && diff_run "$@" && diff_listed &&
		diff -U 20 want ours.txt && diff_lasted
}

diff_ours() {
	diff_whom=ours
	grep -v '^#' "$diff_dir/want" >want && diff_run "$@" && diff -U 20 want ours.txt
}

# A difference that is listed, but not there or no more, is wrong as well.
diff_listed() {
	if diff -q oracle.txt want >/dev/null; then
		echo "the oracle does the same: no difference to list"
		return 1
	fi
}

diff_lasted() {
	[ -n "$diff_last" ] || return 0
	read -r diff_a <oracle.ms && read -r diff_b <ours.ms || return
	echo "oracle: $diff_a ms, ours: $diff_b ms"
	[ $((diff_a - diff_b)) -le 250 ] && [ $((diff_b - diff_a)) -le 250 ]
}

# diff_try COMPARISON ARGUMENT...: each chance in a directory of its own.
diff_try() {
	diff_chance=0
	while [ "$diff_chance" -lt "$diff_chances" ]; do
		diff_chance=$((diff_chance + 1))
		mkdir "$diff_chance" && (cd "$diff_chance" && "$@") && return
	done
	return 1
}

# t passes on what follows its body.
same() {
	diff_option "$@"
	shift "$diff_shift"
	t "${diff_script:+differs: }$1" 'shift 3 && diff_try diff_same "$@"' "$@"
}

but() {
	diff_option "$@"
	shift "$diff_shift"
	cat >"$diff_dir/want"
	t "differs: $1" 'shift 3 && diff_try diff_but "$@"' "$@"
}

ours() {
	diff_option "$@"
	shift "$diff_shift"
	cat >"$diff_dir/want"
	t "alone: $1" 'shift 3 && diff_try diff_ours "$@"' "$@"
}
