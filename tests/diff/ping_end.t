#!/bin/sh
# How ping ends: when, with which statistics and status; signals, pace, floods, streams that fail.
. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/ping_lab.sh"

# Signals.
for a in '' '-q' '-s 16' '-f' '-n -D'; do
	# shellcheck disable=SC2086 # options
	same -s '0.5 INT' "interrupted $a" $a -i.2 127.0.0.1
	# shellcheck disable=SC2086 # options
	same -s '0.3 QUIT 0.2 QUIT 0.2 INT' "asked for its status $a" $a -i.2 127.0.0.1
done
for s in TERM HUP ALRM USR1 PIPE; do
	same -s "0.3 $s" "SIG$s" -i.2 127.0.0.1
done
same -s '0.3 ALRM' 'SIGALRM with -w' -w 5 -i.2 127.0.0.1
same -s '0.3 INT' 'interrupted with -w' -w 5 -i.2 127.0.0.1

# A target that is silent.
path -n 1 target,dark
for a in '-c1 -W.3' '-c2 -i.1 -W.3' '-c1 -w1' '-c1 -w1 -W.2' '-w1 -i.3' '-w1 -W.2 -i.3' '-c3 -w1 -i.2' '-q -c1 -W.3' '-f -c3 -W.3' \
	'-l3 -c3 -W.3' '-A -i.1 -c3 -W.2' '-f -w1 -i.2' '-c2 -i5 -w1' '-c1 -i5 -W.3' '-c1 -W.001'; do
	# shellcheck disable=SC2086 # options
	same -l "silence: $a" $a 203.0.113.7
done
same -l 'silence -A' -A -c2 -W.3 203.0.113.7
same -s '0.35 INT' 'silence, interrupted' -i.1 203.0.113.7
same -s '0.35 QUIT 0.1 INT' 'silence, status' -i.1 203.0.113.7
same -s '0.3 INT' 'interrupted while it waits at the end' -c1 203.0.113.7
same -s '0.2 QUIT' 'status while it waits at the end' -c1 -W.5 203.0.113.7
same -s '0.3 INT' 'waiting for ever with -W 0' -c1 -W 0 203.0.113.7
ours -l 'silence, the default' -c1 203.0.113.7 <<'W'
# The oracle waits 10 s for the first answer.
|PING 203.0.113.7 (203.0.113.7) 56(84) bytes of data.
|
|--- 203.0.113.7 ping statistics ---
|1 packets transmitted, 0 received, 100% packet loss, time 0ms
|
= 1
W

# A target that answers at once.
for a in '-c1' '-c3 -i.2' '-w1' '-w1 -i.3' '-w1 -i 5' '-c3 -w1 -i.2' '-c30 -w1 -i.2' '-c2 -w0 -i.2' '-l5 -w1 -i.3' '-A -c4' '-A -i.1 -c5' \
	'-f -c5' '-f -i.1 -c3' '-i0 -c4' '-i.001 -c4' '-i.01 -c5' '-i.05 -c5 -s16' '-c1 -f' '-c1 -A' '-f -q -c100' '-i 0.19 -c2'; do
	# shellcheck disable=SC2086 # options
	same -l "answers: $a" $a "$(diff_at client && echo 127.0.0.1)"
done

# A target that answers late.
path -n 1 -d 75ms
for a in '-c3 -i.3' '-c2 -i.1' '-c1 -W.1' '-c2 -i.11 -W.1' '-w1 -c3 -i.25' '-A -c4' '-l3 -c3' '-l3 -c5 -i.4' '-f -i.1 -c4' '-i.06 -c6'; do
	# shellcheck disable=SC2086 # options
	same -l "150 ms: $a" $a 203.0.113.7
done

# Loss, and how long the last answers are waited for.
path -n 1 hop=1,lose=2:3
same -l 'first answer of three' -c3 -i.1 203.0.113.7
same 'loss -q' -q -c3 -i.05 203.0.113.7
same 'loss in seven' -q -c7 -i.02 203.0.113.7
same -s '0.35 QUIT 0.1 INT' 'loss, status' -q -i.1 203.0.113.7
path -n 1 hop=1,lose=1:2
same -l 'third answer, -w -c1' -w1 -c1 -i.2 203.0.113.7
same 'loss in a flood' -q -f -c1000 203.0.113.7
path -n 1 target,copies=2
same -s '0.35 QUIT 0.1 INT' 'duplicates, status' -q -i.1 203.0.113.7
path -n 1 -d 200ms hop=1,lose=2:3
same -l 'twice the longest round trip' -c3 -i.1 203.0.113.7
path -n 1 hop=1,lose=2:3:4:5
same -s '0.55 INT' 'interrupted with five in flight' -q -i.1 203.0.113.7
path -n 2 hop=1,reject=3/1
for a in '-w1 -i.2' '-q -c2 -i.1' '-c5 -w1 -i.2'; do
	# shellcheck disable=SC2086 # options
	same -l "an error ends: $a" $a 203.0.113.7
done

# One probe more than was answered, which nobody can judge yet, is not lost.
path -n 1 -d 60ms
t 'alone: what is in flight at the end of -w is not lost' '
	lab_in "$diff_node_ours" "$BIN/ping" -w1 -i.1 203.0.113.7 >out; cat out
	grep -q " 0% packet loss" out'
t 'alone: what is in flight at the end of -A -w is not lost' '
	lab_in "$diff_node_ours" "$BIN/ping" -q -A -w1 203.0.113.7 >out; cat out
	grep -q " 0% packet loss" out'

# Streams that fail.
diff_at client
for c in 'ping -c3 -i.1 127.0.0.1' 'ping -q -c2 -i.1 127.0.0.1' 'ping -V' 'ping -N help' 'ping -f -q -c3 127.0.0.1'; do
	but -x "a full disk: $c" "$c >/dev/full" <<-'W'
		# The oracle does not say why.
		!ping: write error: No space left on device
		= 1
	W
done
ours -x 'a full disk, -f' 'ping -f -c5 127.0.0.1 >/dev/full' <<'W'
# The oracle never ends, not even when interrupted.
!ping: write error: No space left on device
= 1
W
but -x 'a full disk for the help' 'ping -h 2>/dev/full' <<'W'
# The oracle ends with 1.
= 2
W
same -x 'a pipe that is closed' '{ ping -i.1 127.0.0.1; echo $? >&2; } | head -n 2'
same -x 'a pipe that is closed at once' '{ ping -c3 -i.1 127.0.0.1; echo $? >&2; } | true'
but -x 'a pipe that is closed, SIGPIPE ignored' 'trap "" PIPE; { sleep .1; ping -c3 -i.1 127.0.0.1; echo $? >&2; } | true' <<'W'
# The oracle says nothing, and 0.
!ping: write error: Broken pipe
!1
= 0
W
but -x 'no standard output' 'ping -c1 127.0.0.1 >&-' <<'W'
# The oracle does not say why.
!ping: write error: Bad file descriptor
= 1
W
same -x 'no standard error' 'ping -c1 127.0.0.1 2>&-'
same -x 'no standard input' 'ping -c1 127.0.0.1 <&-'
same -x 'SIGINT ignored before' 'trap "" INT; timeout -s INT .5 ping -i.2 127.0.0.1'

# A terminal.
for a in '-c2 -i.1' '-q -c2 -i.1' '-f -c3' '-f -q -c3' '-a -c1' '-O -c2 -i.1'; do
	# shellcheck disable=SC2086 # options
	same -t "a terminal $a" $a 127.0.0.1
done
path -n 1 hop=1,lose=2:3
same -t 'a terminal, a flood with losses' -f -i.1 -c4 203.0.113.7
same 'a flood with losses' -f -i.1 -c4 203.0.113.7
t 'a line is written at once into a pipe' '
	lab_in "$diff_node_ours" "$BIN/ping" -c2 -i 1 203.0.113.7 | {
		read -r head && read -r reply && from=$(date +%s%N) && cat && echo $((($(date +%s%N) - from) / 1000000))
	} >rest && cat rest && [ "$(tail -n 1 rest)" -ge 500 ]'

finish
