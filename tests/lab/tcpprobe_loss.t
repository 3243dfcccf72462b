#!/bin/sh
# tcpprobe -z over ways that lose packets: no port is misjudged, and how long it takes.
# shellcheck disable=SC2317 # what the test bodies call is called by eval
. "${0%/*}/../tap.sh"
need_root
need_tool ip nft setpriv
. "$TOP/tests/lab/lab.sh"

lab_new && lab_node client server || exit
T4=$(lab_target) T6=$(lab_target 6)
lab_bg server "$BUILD/tests/lab/portsd" 8000-8019 >ready
lab_wait 5 grep -q ready ready || exit

# lossy PERCENT SEED: both ways
lossy() {
	lab_sim client to server -n 4 -d 2ms -s "$2" "hop=2,loss=$1%,rloss=$1%"
}
# count WORD NUMBER: lines of that word
count() {
	n=$(awk -v word="$1" '$3 == word' out | wc -l)
	[ "$n" = "$2" ] || { echo "$1: $n, not $2"; return 1; }
}
sound() {
	[ "$rc" = 3 ] && count open 20 && count closed 100 && count filtered 20
}
# judged: 20 open, 100 closed, 20 filtered, of both families
judged() {
	for to in $T4 $T6; do
		lab_user client timeout 60 "$BIN/tcpprobe" -z "$to" 8000-8139 >out 2>&1
		rc=$?
		sound || {
			cat out
			return 1
		}
		lab_user client "$BIN/tcpprobe" -z "$to" 8010-8059 >few
		[ "$(grep -c " closed " few)" = 40 ] || {
			cat few
			return 1
		}
		awk '$3 == "open" && $2 > 8019 || $3 == "filtered" && $2 < 8120 { exit 1 }' \
			out || return
	done
}
lab_nft server <<-EOT || exit
	add rule inet lab input tcp dport 8120-8139 drop
	add rule inet lab input tcp dport 9000-9999 drop
EOT
for loss in 0 10 30; do
	t "$loss per cent are lost: every word is right" "
		finally() { lab_sim_stop client; }
		lossy $loss 7 && judged; rc=\$?; finally; [ \$rc = 0 ]"
done
t '10 and 30 per cent are lost, and there is one port' '
	for loss in 10 30; do
		lossy $loss 3 &&
		lab_user client "$BIN/tcpprobe" -z $T4 8001 >out && count open 1 &&
		{ lab_user client "$BIN/tcpprobe" -z $T4 8030 >out; count closed 1; } &&
		{ lab_user client "$BIN/tcpprobe" -z $T4 9000 >out; count filtered 1; } || exit
		lab_sim_stop client
	done'
t '1000 silent ports at 1 per cent loss, among 20 open ones' '
	lossy 1 5 && lab_user client "$BIN/tcpprobe" -z --json $T4 8000-8019,9000-9999 >json
	[ $? = 3 ] && lab_sim_stop client && tail -n 1 json &&
	[ "$(grep -c "\"state\":\"open\"" json)" = 20 ] &&
	[ "$(grep -c "\"state\":\"filtered\"" json)" = 1000 ]'
timed '1000 silent ports of a silent host take less than a second' '
	lossy 0 5 && lab_drop server 4 &&
	lab_user client "$BIN/tcpprobe" -z --json $T4 9000-9999 >json
	[ $? = 3 ] && lab_sim_stop client && lab_open server && tail -n 1 json &&
	[ "$(grep -c "\"state\":\"filtered\"" json)" = 1000 ] &&
	awk -F "\"duration_ms\":" "END { exit \$2 + 0 > 1000 }" json'
finish
