# Transcripts: commands and what they print, one test a command; sourced after tests/tap.sh.
#
#	golden_path PROGRAM...	what the commands may call, before the rest of PATH
#	golden_net		from now on commands run in a network of their own, with loopback;
#				fails where nobody may have one
#	golden FILE		a test for each command of the file
#
# In a transcript "$ " stands before a command for sh, "|" before a line of standard output, "!" of
# standard error, "=" before its exit status if that is not 0, and "#" before a remark. Control
# characters stand as ^X, times as T. RUNGS_GOLDEN=write writes the file anew: look at what changed.
# shellcheck shell=sh

golden_dir=${tap_dir:?source tests/tap.sh first}/golden
golden_wrap=
mkdir -p "$golden_dir/bin" || exit
PATH=$golden_dir/bin:$PATH

golden_path() {
	for golden_program; do
		ln -s "$golden_program" "$golden_dir/bin/" || return
	done
}

# As root, or as the root of a user namespace.
golden_net() {
	for golden_wrap in 'unshare -n' 'unshare -rn'; do
		$golden_wrap true 2>/dev/null && return
	done
	golden_wrap=
	return 1
}

# What differs from run to run: times, dates, identifiers, what comes of a loaded machine, and how
# a resolver that has no server says no.
golden_tidy() {
	sed -e 's/time=[0-9.]* ms/time=T ms/' -e 's/, time [0-9]*ms$/, time Tms/' \
		-e 's,^\(rtt min/avg/max/mdev = \)[0-9./]* ms,\1T ms,' -e 's/, pipe [0-9]*//' \
		-e 's,ipg/ewma [0-9./]* ms,ipg/ewma T ms,' -e 's/^\[[0-9]*\.[0-9]*\] /[T] /' \
		-e 's/: Name or service not known$/: [unknown]/' \
		-e 's/: Temporary failure in name resolution$/: [unknown]/' \
		-e 's/"\([a-z_]*_ms\|time_s\|id\)":[0-9.]*/"\1":T/g' | cat -v
}

# golden_run COMMAND: its transcript. What does not end in a newline shows by <end>.
golden_run() {
	golden_up=
	[ -z "$golden_wrap" ] || golden_up='ip link set lo up &&'
	$golden_wrap timeout 20 sh -c "$golden_up $1" >out 2>err </dev/null
	golden_rc=$?
	printf '$ %s\n' "$1"
	for golden_file in out err; do
		[ "$(tail -c 1 $golden_file | od -An -c | tr -d ' ')" = '\n' ] ||
			[ ! -s $golden_file ] || echo '<end>' >>$golden_file
	done
	golden_tidy <out | sed 's/^/|/'
	golden_tidy <err | sed 's/^/!/'
	[ "$golden_rc" = 0 ] || echo "=$golden_rc"
}

# Each command with what is to follow goes into a file of its own: 1, 2, ...
golden_split() {
	rm -rf "$golden_dir/want" && mkdir "$golden_dir/want" && awk -v to="$golden_dir/want/" '
		/^\$ / { n++ }
		n && !/^#/ && !/^$/ { print >(to n) }' "$1"
}

golden_write() {
	while IFS= read -r golden_line; do
		case $golden_line in
		'$ '*) golden_run "${golden_line#??}" ;;
		'#'* | '') printf '%s\n' "$golden_line" ;;
		esac
	done <"$1" >"$golden_dir/new" && cp "$golden_dir/new" "$1"
}

golden() {
	if [ "${RUNGS_GOLDEN:-}" = write ]; then
		golden_write "$1"
		return
	fi
	golden_split "$1"
	golden_n=1
	while [ -e "$golden_dir/want/$golden_n" ]; do
		golden_want=$golden_dir/want/$golden_n
		golden_command=$(sed -n '1s/^..//p' "$golden_want")
		# echo would read its backslashes
		t "$(printf %s "$golden_command" | tr '\134' '/')" '
			golden_run "$golden_command" >got; diff -u "$golden_want" got'
		golden_n=$((golden_n + 1))
	done
}
