# Compares capture, called tcpdump, with the installed tcpdump on savefiles; sourced after tap.sh.
#
#	alike ARGUMENT...	they print the same, say the same and end with the same status
#	alike_files ARGUMENT...	likewise, and leave the same files behind
#	packets [OPTION...]	the builder of savefiles, see packets.c
# shellcheck shell=sh

need_tool tcpdump
without_leak_check
[ -x "$BIN/capture" ] || skip_all 'nothing is built'
capture_oracle=$(command -v tcpdump)
# Whoever gives up root must reach the programs, too.
mkdir -m 755 "$tap_dir/called" && ln -s "$BIN/capture" "$tap_dir/called/tcpdump" || exit 1
capture_ours=$tap_dir/called/tcpdump

packets() {
	"$BUILD/tests/diff/packets" "$@"
}

# capture_run PROGRAM NAME ARGUMENT...: what it prints, says and ends with, in NAME.*
capture_run() {
	capture_program=$1
	capture_name=$2
	shift 2
	timeout 20 "$capture_program" "$@" >"$capture_name.out" 2>"$capture_name.err" </dev/null
	echo "$?" >"$capture_name.status"
}

alike() {
	capture_run "$capture_oracle" oracle "$@"
	capture_run "$capture_ours" ours "$@"
	for part in status err out; do
		diff -u "oracle.$part" "ours.$part" || { echo "arguments: $*"; return 1; }
	done
}

alike_files() {
	for who in oracle ours; do
		rm -rf "$who" && mkdir -m 777 "$who" && cd "$who" || return
		if [ "$who" = ours ]; then
			capture_run "$capture_ours" ../said "$@"
		else
			capture_run "$capture_oracle" ../said "$@"
		fi
		cd .. && cat said.status said.err said.out >"$who.said" || return
	done
	diff -u oracle.said ours.said && diff -r oracle ours
}
