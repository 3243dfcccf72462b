# capture beside tcpdump, on an interface; source tests/tap.sh first. A lab of two nodes with a link
# between them.
#
#	$ours, $oracle		the two programs, both called tcpdump
#	$there			the address of node b, where its device is a
#	begin NAME COMMAND...	in the background in b; returns when it listens. $pid is its
#				process, NAME.out and NAME.err are what it says
#	end [SIGNAL]		ends it (INT); its status
#	pings N			so many, from a
# shellcheck shell=sh disable=SC2034 # what tests use

. "$TOP/tests/lab/lab.sh"
need_root
need_tool ip tcpdump ping
without_leak_check
[ -x "$BIN/capture" ] || skip_all 'nothing is built'

mkdir -m 755 "${tap_dir:?source tests/tap.sh first}/called" &&
	ln -s "$BIN/capture" "$tap_dir/called/tcpdump" || exit
ours=$tap_dir/called/tcpdump
oracle=$(command -v tcpdump)
lab_new && lab_node a b && lab_link a b && lab_routes || exit
there=$(lab_addr b)

begin() {
	name=$1
	shift
	lab_bg b "$@" >"$name.out" 2>"$name.err"
	pid=$!
	lab_wait 5 grep -q 'listening on' "$name.err"
}

end() {
	kill "-${1:-INT}" "$pid"
	wait "$pid"
}

pings() {
	lab_in a ping -q -c "$1" -i 0.05 -W 2 "$there" >/dev/null
}
