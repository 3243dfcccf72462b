# Titled tests in fresh directories that print TAP 13; sourced by every *.t script.
#
#	. "${0%/*}/../tap.sh"
#	need_root				skips the whole file with its reason
#	need_tool tcpdump nft			likewise
#	t 'what holds' 'cmd && cmd && cmd'	one test, in a subshell and a directory of its own
#	timed 'what holds' 'cmd && cmd'	likewise, but three chances: a busy machine is late
#	skip 'what holds' 'why not here'
#	sanitized PROGRAM			a sanitizer needs /proc, and system calls of its own
#	without_leak_check			programs give up what looking for leaks needs: /proc
#	at_exit 'cmd'				clean-up, last registered first
#	finish					the plan; last line of the script
#
# TOP is the source tree, BIN the programs under test, BUILD the helper programs.
# shellcheck shell=sh

TOP=$(cd "${0%/*}/../.." && pwd) || exit 1
BIN=${RUNGS_BIN:-$TOP/bin}
BUILD=${RUNGS_BUILD:-$TOP/build}
export TOP BIN BUILD
TZ=GMT0 LC_ALL=C
export TZ LC_ALL

tap_count=0
tap_failed=0
tap_clean=:
tap_dir=$(mktemp -d "${TMPDIR:-/tmp}/rungs-test.XXXXXX") || exit 1
# Programs under test may give up root before they look around.
chmod 755 "$tap_dir"
cd "$tap_dir" || exit 1

at_exit() {
	tap_clean="$1; $tap_clean"
}

tap_end() {
	tap_status=$?
	trap - EXIT INT TERM HUP
	eval "$tap_clean"
	cd / && rm -rf "$tap_dir"
	exit "$tap_status"
}
trap tap_end EXIT
trap 'exit 130' INT
trap 'exit 141' PIPE
trap 'exit 143' TERM HUP

skip_all() {
	echo "1..0 # SKIP $*"
	exit 0
}

need_root() {
	[ "$(id -u)" = 0 ] || skip_all "needs root"
}

need_tool() {
	for tap_tool; do
		command -v "$tap_tool" >/dev/null || skip_all "needs $tap_tool"
	done
}

skip() {
	tap_count=$((tap_count + 1))
	echo "ok $tap_count - $1 # SKIP $2"
}

sanitized() {
	grep -q __asan "$1"
}

without_leak_check() {
	ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0
	export ASAN_OPTIONS
}

t() {
	tap_count=$((tap_count + 1))
	mkdir "$tap_dir/$tap_count" || exit 1
	if (cd "$tap_dir/$tap_count" && eval "$2") >"$tap_dir/out" 2>&1; then
		echo "ok $tap_count - $1"
	else
		tap_failed=$((tap_failed + 1))
		echo "not ok $tap_count - $1"
		sed 's/^/# /' "$tap_dir/out"
	fi
}

timed() {
	tap_body=$2
	t "$1" 'for tap_try in a b c; do
		mkdir "$tap_try" && (cd "$tap_try" && eval "$tap_body") && exit
	done
	exit 1'
}

finish() {
	echo "1..$tap_count"
	[ "$tap_failed" = 0 ]
	exit
}
