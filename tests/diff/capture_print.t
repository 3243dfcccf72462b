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
t 'a port taken for VXLAN' 'alike -n -T vxlan -r "$mix" udp port 4790'

triple=3des-cbc-hmac96:0x404142434445464748494a4b4c4d4e4f5051525354555657
aes=aes128-cbc-hmac96:0x000102030405060708090a0b0c0d0e0f
t 'ESP decrypted: keys for addresses, for all, of a file' '
	printf "# keys\n\n0x1001@192.0.2.2 %s\n4098@192.0.2.2  %s\n" "$triple" "$aes" >keys &&
	chmod 755 . && for keys in "0x1001@192.0.2.2 $triple,0x1002@192.0.2.2 $aes" "$triple" \
		"file $PWD/keys" "0x1001@192.0.2.9 $triple" "0x1001@192.0.2.2 ${triple%5657}"; do
		for flags in -n -nv -ne -nx; do
			alike "$flags" -E "$keys" -r "$mix" proto 50 || exit
		done
	done &&
	"$capture_ours" -n -E "$triple" -r "$mix" proto 50 2>/dev/null >out &&
	grep "length 68: IP 10.0.0.1.7 > 10.0.0.2.9: UDP, length 4" out'
t 'keys that are none' '
	for keys in "$triple,none:x" "zz@192.0.2.2 $triple" "0x1@here $triple" nothing \
		"0x1001@192.0.2.2"; do
		alike -n -E "$keys" -r "$mix" proto 50 || exit
	done
	for keys in "file /nonexistent" 3des-cbc:0x4z; do
		"$capture_ours" -n -E "$keys" -r "$mix" >out 2>err
		[ $? = 1 ] && [ ! -s out ] || exit
		grep "^tcpdump: .*\(/nonexistent\|digit z\)" err || exit
	done'
t 'libcrypto is loaded only for -E and --tls' '
	LD_DEBUG=files "$capture_ours" -n -r "$mix" >/dev/null 2>without
	LD_DEBUG=files "$capture_ours" -n -E "$triple" -r "$mix" >/dev/null 2>with
	LD_DEBUG=files "$capture_ours" -n --tls -r "$mix" >/dev/null 2>tls
	grep -q "libc\.so" without && grep -q libcrypto with && grep -q libcrypto tls &&
		! grep libcrypto without'
t 'AS numbers with a dot' 'alike -nv -b -r "$mix" tcp port 179'
t 'what only -T asks for, and what has ports of its own' '
	for as in rtp rtcp vat snmp radius tftp domain; do
		alike -nv -T $as -r "$mix" udp port 5004 or 5353 || exit
		alike -nq -T $as -r "$mix" udp port 5004 or 5353 || exit
	done'
t 'calls of the port mapper, on its port and on another' '
	alike -n -T rpc -r "$mix" udp dst port 111 && alike -T rpc -r "$mix" udp dst port 111 &&
	"$capture_ours" -n -t -T rpc -r "$mix" udp port 2049 >out 2>/dev/null &&
	grep "^IP 192\.0\.2\.1\.0x1 > 192\.0\.2\.2\.0x801: 80 getport 100003\.3$" out'
t 'a clock far from Greenwich' 'TZ=Asia/Kathmandu alike -n -tttt -r "$mix"'
t 'a signature checked' 'alike -n -M secret -r "$mix" port 179'

t 'link types without Ethernet' '
	links=$TOP/tests/diff/capture.links
	for dlt in $(sed -n "s/^\([0-9]*\) .*/\1/p" "$links" | sort -un); do
		sed -n "s/^$dlt //p" "$links" | packets -l "$dlt" >x.pcap &&
		for flags in -n -ne -nev -nvv -nX; do
			alike "$flags" -r x.pcap || exit
		done || exit
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
