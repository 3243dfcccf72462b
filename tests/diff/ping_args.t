#!/bin/sh
# ping's command line, good and bad: both programs take, refuse and say the same.
. "${0%/*}/../tap.sh"
need_root
need_tool ip nft
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/diff/diff.sh"
diff_tool ping
lab_new && lab_node box || exit
diff_at box
same 'no argument'
same 'one reply' -c1 127.0.0.1
same 'one reply v' -v -c1 127.0.0.1
same -s '0.3 QUIT 0.3 INT' 'quit' -i .2 127.0.0.1
same 'flood' -f -c3 127.0.0.1
same -t 'flood tty' -f -c3 127.0.0.1
same -u raw 'flood user' -f -c3 127.0.0.1
same -u none 'nobody' -c3 127.0.0.1
same 'TS' -T tsonly -c1 127.0.0.1
same 'TA' -T tsandaddr -c1 127.0.0.1
same -l 'time' -c1 -W.4 240.0.0.1
same -o /dev/full 'full' -c1 127.0.0.1
same 'size 0' -s 0 -c2 -i.1 127.0.0.1
but 'interval abc' -i abc -c1 127.0.0.1 <<-'W'
	# strict
	!ping: bad timing interval: abc
	= 2
W
finish
