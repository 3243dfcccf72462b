#!/bin/sh
# What capture prints of each packet of tests/diff/capture.packets, cut at every length, at five
# settings: as digests, so that a machine without tcpdump sees a change of any character.
#
# tests/golden/capture/digests has a line a packet: what was printed with no option, -v, -vv, -e and
# -x, and how the packet's own line begins; tests/golden/capture/tls is what --tls makes of some.
# RUNGS_GOLDEN=write writes both anew; do that only where tests/diff/capture_print.t, which asks
# tcpdump, succeeds.

. "${0%/*}/../tap.sh"
[ -x "$BIN/capture" ] || skip_all "not built: $BIN/capture"

packets=$TOP/tests/diff/capture.packets
digests=$TOP/tests/golden/capture/digests
"$BUILD/tests/diff/packets" -a <"$packets" >all.pcap &&
	"$BUILD/tests/diff/packets" <"$packets" >mix.pcap || exit 1
all=$PWD/all.pcap
mix=$PWD/mix.pcap
grep -v -e '^#' -e '^$' "$packets" | cut -c 1-60 | sed 's/ *$//' >lines
for flags in -n -nv -nvv -ne -nx; do
	"$BIN/capture" -t --lengths $flags -r all.pcap 2>/dev/null |
		"$BUILD/tests/golden/digests" >"d$flags"
done
paste -d ' ' d-n d-nv d-nvv d-ne d-nx lines >got
"$BIN/capture" -t -n --tls -r mix.pcap 'port 443 or port 4433' >got.tls 2>/dev/null
if [ "${RUNGS_GOLDEN:-}" = write ]; then
	mkdir -p "${digests%/*}" && cp got "$digests" && cp got.tls "${digests%/*}/tls"
	exit
fi
got=$PWD/got

t 'each packet cut at every length: nothing behind it is read' '
	"$BUILD/tests/seeds/capture/cuts" "$mix" 2>/dev/null >cuts && [ "$(cat cuts)" -gt 30000 ]'
t 'as many packets as lines' '
	[ "$(wc -l <"$got")" = "$(wc -l <"$digests")" ] &&
	"$BIN/capture" --count -r "$mix" 2>/dev/null | grep -x "$(wc -l <"$digests") packets"'

# column N FLAGS: the digests of that column; where they differ, what is printed now.
column() {
	for file in "$digests" "$got"; do
		awk -v n="$1" '{ print $n, substr($0, 46) }' "$file" >"${file##*/}.$1"
	done
	diff "digests.$1" "got.$1" && return
	diff "digests.$1" "got.$1" | sed -n 's/^[0-9,]*[acd]\([0-9]*\).*/\1/p' |
		while read -r n; do
			"$BIN/capture" -t "-n$2" -r "$mix" -# 2>/dev/null | awk -v n="$n" '
				/^ *[0-9]+  / { shown = $1 == n } shown'
		done
	return 1
}
t 'the text with no option' 'column 1 ""'
t 'the text with -v' 'column 2 v'
t 'the text with -vv' 'column 3 vv'
t 'the text with -e' 'column 4 e'
t 'the text with -x' 'column 5 x'
t 'the text with --tls' 'diff "${digests%/*}/tls" "$got.tls"'
finish
