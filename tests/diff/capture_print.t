#!/bin/sh
# What capture prints of savefiles, beside the installed tcpdump.

. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/capture.sh"

mix=$tap_dir/mix.pcap
packets <"$TOP/tests/diff/capture.packets" >"$mix" || exit 1

for flags in -n -nv -nvv -nvvv -ne -nev -nq -neq -nS '-nK -vv' '-n -#'; do
	# shellcheck disable=SC2086  # several options
	t "a bit of everything, $flags" 'alike $flags -r "$mix"'
done
for flags in -x -xx -X -XX -A -AA; do
	t "packet data, $flags" 'alike -n $flags -r "$mix"'
done
for flags in -t -tt -ttt -tttt -ttttt --nano --micro '--nano -ttt'; do
	# shellcheck disable=SC2086
	t "time stamps, $flags" 'alike -n $flags -r "$mix"'
done
t 'names of ports and makers' 'alike -e -r "$mix"'
t 'a port taken for another' 'alike -n -T domain -r "$mix" udp port 9'
t 'a clock far from Greenwich' 'TZ=Asia/Kathmandu alike -n -tttt -r "$mix"'
t 'a signature checked' 'alike -n -M secret -r "$mix" port 179'

t 'link types without Ethernet' '
	echo "ip4 17 192.0.2.1 192.0.2.2 / udp 7 9 / text four" | packets -l 101 >raw.pcap &&
	echo "hex 02000000 / ip4 17 192.0.2.1 192.0.2.2 / udp 7 9 / text four" |
		packets -l 0 >null.pcap &&
	echo "hex 00000002 / ip4 17 192.0.2.1 192.0.2.2 / udp 7 9 / text four" |
		packets -l 108 >loop.pcap &&
	echo "hex 00000001000602000000000100000800 / ip4 17 192.0.2.1 192.0.2.2 / udp 7 9" |
		packets -l 113 >sll.pcap &&
	echo "hex 08000000ffffff0f000100060200000000010000 / ip4 17 192.0.2.1 192.0.2.2 / udp 7 9" |
		packets -l 276 >sll2.pcap &&
	echo "hex ff030021 / ip4 17 192.0.2.1 192.0.2.2 / udp 7 9 / text four" |
		packets -l 9 >ppp.pcap &&
	for file in *.pcap; do
		for flags in -n -ne -nev -nX; do
			alike "$flags" -r "$file" || exit
		done
	done'
t 'a link type that nobody prints' '
	head -n 5 "$TOP/tests/diff/capture.packets" | packets -l 147 >x.pcap && alike -n -r x.pcap'
t 'many snap lengths' '
	for n in 1 13 14 20 33 34 35 40 42 54; do
		packets -s $n <"$TOP/tests/diff/capture.packets" >x.pcap &&
		alike -nvv -r x.pcap || exit
	done'

opts='\[mss 1460,sackOK,TS val [0-9]+ ecr [0-9]+,nop,wscale 7\]'
t 'the SYN and its answer as the guide shows them' '
	"$capture_ours" -n -r "$mix" "tcp port 443" 2>/dev/null | sed -n 1,2p >lines &&
	grep -E "Flags \[S\], seq [0-9]+, win [0-9]+, options $opts, length 0" lines &&
	grep -E "Flags \[S\.\], seq [0-9]+, ack [0-9]+, win [0-9]+, options $opts, length 0" lines'
finish
