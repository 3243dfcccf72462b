#!/bin/sh
# mtr's reports in every format, on paths of routers: both programs show the same hops alike.
# shellcheck disable=SC2086 # options and operands are words
# shellcheck disable=SC2034 # path_lab.sh uses path_tool
. "${0%/*}/../tap.sh"
path_tool=mtr
. "$TOP/tests/diff/path_lab.sh"
. "$TOP/tests/lab/dns.sh"

all=LSDRNBAWVGJMXI
quick='-i.02 -G.05'
twice="$quick -c2"
formats='-r -w -C -x -j -l'

# Every format, to each family, by every way to probe.
for a in server4.lab server6.lab; do
	for f in $formats; do
		for o in '' -n -b '-n -b' '-b -z' '-n -y1' "-o $all" '-n -o LSR'; do
			same "as $f $o $a" $twice $f $o "$a"
		done
	done
done
for a in "$SERVER4" "$SERVER6"; do
	for m in -u -T '-u -P 33500' '-u -L 5000' '-T -P 81' '-s 100' '-s 0' '-B 300' '-Q 16' \
		'-f 2' '-f 4' '-f 6' '-m 2' '-m 4' '-m 1' '-f 2 -m 3' '-U 1' '-Z 1' '-M 5' \
		'-I r1' '-c 1' '-c 11'; do
		same "by $m: $a" -n $twice -r $m "$a"
	done
done
for f in $formats; do
	same "settings: $f" $twice -n $f -s 100 -Q 184 -B 7 "$SERVER4"
	same "settings: $f -B 300" $twice -n $f -B 300 -Q 256 "$SERVER4"
	same "the host as it was typed: $f" $twice $f 127.1
	[ "$f" = -l ] || same "two hosts: $f" $twice -n $f "$SERVER4" 127.0.0.1
	same "one round: $f" $quick -n -c1 $f "$SERVER4"
	same "no round: $f" $quick -c0 $f "$SERVER4"
	same "ten rounds: $f" $quick -n $f "$SERVER4"
	for o in ' L' 'L  S' 'N' 'SS' 'IL' 'GV' 'JMXI' ''; do
		same "columns '$o': $f" $twice -n $f -o "$o" "$SERVER4"
	done
done
for a in client.lab localhost 127.0.0.1 ::1; do
	same "at home: $a" $twice -w $a
done
same 'on a terminal' -t $twice -r "$SERVER4"
for f in -r -C -j; do
	same -x "a full disk: $f" "exec mtr -n $twice $f $SERVER4 >/dev/full"
done
same 'interrupted' -s '.4 INT' -r -n "$SERVER4"
same 'hung up' -s '.4 HUP' -j -n "$SERVER4"

finish
