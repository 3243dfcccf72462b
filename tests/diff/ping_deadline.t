#!/bin/sh
# When ping sends and how long it waits: -c, -w, -W, -i, -l, -A, -f against silent, prompt, late
# and lossy targets.
. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/ping_lab.sh"

# A target that is silent.
path -n 1 target,dark
for a in '-c1 -W.3' '-c2 -i.1 -W.3' '-c1 -w1 -W.2' '-q -c1 -W.3' '-f -c3 -W.3' '-l3 -c3 -W.3' \
	'-A -i.1 -c3 -W.2' '-c1 -i5 -W.3' '-c1 -W.001'; do
	# shellcheck disable=SC2086 # options
	same -l "silence: $a" $a 203.0.113.7
done
same -l 'silence -A' -A -c2 -W.3 203.0.113.7
ours -l 'silence, the default' -c1 203.0.113.7 <<'W'
# The oracle waits 10 s for the first answer.
|PING 203.0.113.7 (203.0.113.7) 56(84) bytes of data.
|
|--- 203.0.113.7 ping statistics ---
|1 packets transmitted, 0 received, 100% packet loss, time 0ms
|
= 1
W

but -l 'silence: -w1 -W.2 -i.3' -w1 -W.2 -i.3 203.0.113.7 <<'W'
# What is in flight is not lost.
|PING 203.0.113.7 (203.0.113.7) 56(84) bytes of data.
|
|--- 203.0.113.7 ping statistics ---
|4 packets transmitted, 0 received, +1 in flight, 100% packet loss, time T
|
= 1
W

# A target that answers at once.
diff_at client
for a in '-c1' '-c3 -i.2' '-c3 -w1 -i.2' '-c30 -w1 -i.2' '-c2 -w0 -i.2' '-A -c4' \
	'-A -i.1 -c5' '-f -c5' '-f -i.1 -c3' '-i0 -c4' '-i.001 -c4' '-i.01 -c5' '-i.05 -c5 -s16' \
	'-c1 -f' '-c1 -A' '-f -q -c100' '-i 0.19 -c2'; do
	# shellcheck disable=SC2086 # options
	same -l "answers: $a" $a "127.0.0.1"
done

# A target that answers late.
path -n 1 -d 75ms
for a in '-c3 -i.3' '-c2 -i.1' '-c1 -W.1' '-w1 -c3 -i.25' '-A -c4' '-l3 -c3' '-l3 -c5 -i.4' \
	'-f -i.1 -c4' '-i.06 -c6'; do
	# shellcheck disable=SC2086 # options
	same -l "150 ms: $a" $a 203.0.113.7
done

but '150 ms: -c2 -i.11 -W.1' -c2 -i.11 -W.1 203.0.113.7 <<'W'
# Once there was an answer, both wait for two round trips; the oracle decides that only when it
# sends the last.
|PING 203.0.113.7 (203.0.113.7) 56(84) bytes of data.
|64 bytes from 203.0.113.7: icmp_seq=1 ttl=64 time=1xx ms
|64 bytes from 203.0.113.7: icmp_seq=2 ttl=64 time=1xx ms
|
|--- 203.0.113.7 ping statistics ---
|2 packets transmitted, 2 received, 0% packet loss, time T
|rtt min/avg/max/mdev = T ms, pipe 2
= 0
W

# Loss, and how long the last answers are waited for.
path -n 1 hop=1,lose=2:3
same -l 'first answer of three' -c3 -i.1 203.0.113.7
same 'loss -q' -q -c3 -i.05 203.0.113.7
same 'loss in seven' -q -c7 -i.02 203.0.113.7
but -s '2.2 QUIT 0.8 INT' 'loss, status' -q -i.8 203.0.113.7 <<'W'
# What is in flight is not lost: of two that can be judged, one is.
!^M1/3 packets, 50% loss, min/avg/ewma/max = T ms
|PING 203.0.113.7 (203.0.113.7) 56(84) bytes of data.
|
|--- 203.0.113.7 ping statistics ---
|4 packets transmitted, 2 received, 50% packet loss, time T
|rtt min/avg/max/mdev = T ms
= 0
W
path -n 1 hop=1,lose=1:2
# Whether the second is lost or in flight, nobody can tell when the third one is answered.
same -l -x 'third answer, -w -c1' 'ping -w1 -c1 -i.2 203.0.113.7 | head -n 2'
same 'loss in a flood' -q -f -c1000 203.0.113.7
path -n 1 target,copies=2
same -s '2.2 QUIT 0.8 INT' 'duplicates, status' -q -i.8 203.0.113.7
path -n 1 -d 125ms hop=1,lose=2:3
same -l 'twice the longest round trip' -c3 -i.4 203.0.113.7
path -n 1 hop=1,lose=2:3:4:5
but -s '2.2 INT' 'interrupted with some in flight' -q -i.8 203.0.113.7 <<'W'
# What is in flight is not lost: of two that can be judged, one is.
|PING 203.0.113.7 (203.0.113.7) 56(84) bytes of data.
|
|--- 203.0.113.7 ping statistics ---
|3 packets transmitted, 1 received, +1 in flight, 50% packet loss, time T
|rtt min/avg/max/mdev = T ms
= 0
W
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

finish
