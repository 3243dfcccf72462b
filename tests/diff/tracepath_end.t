#!/bin/sh
# How tracepath ends: by a signal, where its output goes nowhere, when the network goes away.
. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/tracepath_lab.sh"

lab_drop server 4 && lab_drop server 6 || exit
SHOWN=' 1?: [LOCALHOST]                      pmtu 1500
| 1:  198.18.1.3                                            T.TTTms $
| 2:  198.18.2.2                                            T.TTTms $
| 3:  198.18.3.2                                            T.TTTms $'
for signal in INT TERM; do
	status=143
	[ $signal = TERM ] || status=130
	but -t -x "$signal on a terminal" "timeout -s $signal 0.6 tracepath -n $SERVER4" <<-W
		# It ends without a summary.
		|$SHOWN
		|     Resume: pmtu 1500 \$
		= 124
	W
	but -s "0.6 $signal" "$signal" -n "$SERVER4" <<-W
		# All that it had to say is lost.
		|$SHOWN
		|     Resume: pmtu 1500 \$
		= $status
	W
done
but -s "0.6 HUP" HUP -n "$SERVER4" <<W
# All that it had to say is lost.
|$SHOWN
|     Resume: pmtu 1500 \$
= 129
W
but -s "0.6 KILL" KILL -n "$SERVER4" <<W
# All that it had to say is lost.
|$SHOWN
= 137
W
lab_open server

for to in "$SERVER4" "$SERVER6"; do
	but -o /dev/full "a full disk, $to" -n "$to" <<-'W'
		# It does not say why.
		!tracepath: write error: No space left on device
		= 1
	W
	but -x "a closed standard output, $to" "tracepath -n $to >&-" <<-'W'
		# Likewise.
		!tracepath: write error: Bad file descriptor
		= 1
	W
	same -x "a closed standard error, $to" "tracepath -n $to 2>&-"
	same -x "a closed standard input, $to" "tracepath -n $to <&-"
	same -x "nothing open, $to" "tracepath -n $to <&- >&- 2>&-"
done
but -x 'usage on a full disk' 'tracepath 2>/dev/full' <<'W'
# The status tells of the disk, not of the command line.
= 255
W
but -o /dev/full 'the version on a full disk' -V <<'W'
# It does not say why.
!tracepath: write error: No space left on device
= 1
W
same -t 'on a terminal' "$SERVER4"
same -t 'on a terminal, IPv6' "$SERVER6"

finish
