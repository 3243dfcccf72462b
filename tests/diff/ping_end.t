#!/bin/sh
# How ping is ended, and what if nobody can read it: signals, streams that fail, terminals.
. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/ping_lab.sh"

# Signals.
for a in '' '-q' '-f'; do
	# shellcheck disable=SC2086 # options
	same -s '1.4 INT' "interrupted $a" $a -i.5 127.0.0.1
	# shellcheck disable=SC2086 # options
	same -s '0.9 QUIT 0.5 QUIT 0.5 INT' "asked for its status $a" $a -i.5 127.0.0.1
done
for s in TERM HUP ALRM USR1 PIPE; do
	same -s "0.5 $s" "SIG$s" -i1 127.0.0.1
done
same -s '0.5 ALRM' 'SIGALRM with -w' -w 5 -i1 127.0.0.1
same -s '0.5 INT' 'interrupted with -w' -w 5 -i1 127.0.0.1

path -n 1 target,dark
but -s '0.8 INT' 'silence, interrupted' -i.5 203.0.113.7 <<'W'
# Nobody can tell yet what is lost.
|PING 203.0.113.7 (203.0.113.7) 56(84) bytes of data.
|
|--- 203.0.113.7 ping statistics ---
|2 packets transmitted, 0 received, +2 in flight, time T
|
= 1
W
but -s '0.3 QUIT 0.5 INT' 'silence, status' -q -i.5 203.0.113.7 <<'W'
# Nobody can tell yet what is lost.
!^M0/1 packets
|PING 203.0.113.7 (203.0.113.7) 56(84) bytes of data.
|
|--- 203.0.113.7 ping statistics ---
|2 packets transmitted, 0 received, +2 in flight, time T
|
= 1
W
for w in 1 0; do
	but -s '0.3 INT' "interrupted while it waits at the end -W $w" -c1 -W $w 203.0.113.7 <<-'W'
		# Nobody can tell yet whether it is lost.
		|PING 203.0.113.7 (203.0.113.7) 56(84) bytes of data.
		|
		|--- 203.0.113.7 ping statistics ---
		|1 packets transmitted, 0 received, +1 in flight, time 0ms
		|
		= 1
	W
done
but -s '0.5 QUIT' 'status while it waits at the end' -c1 -W1 203.0.113.7 <<'W'
# Nobody can tell yet whether it is lost.
!^M0/1 packets
|PING 203.0.113.7 (203.0.113.7) 56(84) bytes of data.
|
|--- 203.0.113.7 ping statistics ---
|1 packets transmitted, 0 received, 100% packet loss, time 0ms
|
= 1
W
diff_at client

# Streams that fail.
for c in 'ping -c3 -i.1 127.0.0.1' 'ping -q -c2 -i.1 127.0.0.1' 'ping -V' 'ping -N help' \
	'ping -f -q -c3 127.0.0.1'; do
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
but -x 'a pipe that is closed, SIGPIPE ignored' \
	'trap "" PIPE; { sleep .1; ping -c3 -i.1 127.0.0.1; echo $? >&2; } | true' <<'W'
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
		read -r head && read -r reply && from=$(date +%s%N) && cat &&
			echo $((($(date +%s%N) - from) / 1000000))
	} >rest && cat rest && [ "$(tail -n 1 rest)" -ge 500 ]'

finish
