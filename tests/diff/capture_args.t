#!/bin/sh
# capture's command line on savefiles, beside the installed tcpdump: filters, files, mistakes.

. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/capture.sh"

mix=$tap_dir/mix.pcap
packets <"$TOP/tests/diff/capture.packets" >"$mix" || exit 1
chmod 644 "$mix"

t 'the filters of the guide' '
	for filter in "icmp[icmptype]=icmp-echo" "icmp[icmptype]=icmp-echoreply" \
		"icmp[icmptype]=icmp-echoreply or icmp[icmptype]=icmp-echo" \
		"host 8.8.8.8 and icmp[icmptype]=icmp-echoreply or icmp[icmptype]=icmp-echo" \
		"port 25" "host 8.8.8.8" "port 25 and host 8.8.8.8"; do
		alike -n -r "$mix" "$filter" && alike -d -r "$mix" "$filter" || exit
	done'
t 'a filter in several words, and none' '
	alike -n -r "$mix" tcp and port 443 && alike -n -r "$mix" ""'
t 'a filter that is wrong' '
	for filter in "foo bar" "port" "host 1.2.3.4.5" "ether host 1" "inbound"; do
		alike -n -r "$mix" "$filter" || exit
	done'
t 'a filter from a file' '
	printf "tcp # not udp\nand port 443\n" >filter && alike -n -r "$mix" -F filter &&
	alike -n -r "$mix" -F filter udp && alike -n -r "$mix" -F nowhere'
t 'programs of filters' '
	for how in -d -dd -ddd "-O -d"; do
		alike $how icmp && alike $how tcp port 80 && alike $how || exit
	done'
t 'protocols by name' '
	for filter in "ip proto ospf" "proto \\sctp" "ip proto foo" "ip6 proto \\ipv6-icmp" \
		"ip proto OSPFIGP" "ip proto Ospf" "ip proto 89" "ip proto 999"; do
		alike -d "$filter" || exit
	done'
if [ "$(id -u)" = 0 ] && unshare -m true 2>/dev/null; then
	t 'protocols by name, where no file knows them' '
		bare() {
			unshare -m sh -c "mount -t tmpfs none /etc && exec \"\$@\"" sh "$@"
		}
		for filter in "ip proto ospf" "proto \\sctp" "ip6 proto \\ipv6-icmp"; do
			"$capture_ours" -d "$filter" >want 2>&1 &&
			bare "$capture_ours" -d "$filter" >got 2>&1 && diff want got || exit
		done
		bare "$capture_ours" -d "ip proto foo" >got 2>&1
		[ $? = 1 ] && grep "^tcpdump: unknown ip proto .foo.$" got'
else
	skip 'protocols by name, where no file knows them' 'needs root'
fi
t 'so many packets, and how many' '
	alike -n -c 3 -r "$mix" && alike --count -r "$mix" && alike --count -r "$mix" arp &&
	alike -c 1 --count -r "$mix"'
t 'values that are wrong' '
	for bad in "-c 0" "-c x" "-B 0" "-s x" "-s 262145" "-C 0" "-C x" "-W 0" "-W x" "-T foo" \
		"-Q foo" "-j foo" "-y foo" "-tttttt" "--time-stamp-precision x" \
		"-Z nobody-of-this-name"; do
		alike $bad -r "$mix" || exit
	done'
t 'options that need nothing here' 'alike -n -l -U -p -O -K -I -B 100 -y EN10MB -s 100 -r "$mix"'
t 'a module without modules' 'alike -n -m x -r "$mix" arp'

t 'files that are none' '
	: >empty && echo text >text && head -c 20 "$mix" >short && mkdir folder &&
	for file in nowhere empty text short folder; do alike -n -r "$file" || exit; done'
t 'files cut short' '
	for n in 24 30 40 50 100; do
		head -c $n "$mix" >cut.pcap && alike -n -r cut.pcap || exit
	done'
t 'standard input' '
	"$capture_ours" -n -r - <"$mix" >ours 2>/dev/null &&
	tcpdump -n -r - <"$mix" >oracle 2>/dev/null && diff oracle ours'
t 'a list of files' '
	printf "%s\n%s\n" "$mix" "$mix" >list && alike -n -V list && alike -n -V nowhere &&
	alike -n -V list -r "$mix"'
t 'lengths that lie' '
	{ head -c 24 "$mix" && printf "\001\0\0\0\0\0\0\0\377\377\377\177\377\377\377\177"
	} >x.pcap &&
	alike -n -r x.pcap &&
	{ head -c 24 "$mix"; printf "\001\0\0\0\0\0\0\0\004\0\0\0\002\0\0\0abcd"; } >y.pcap &&
	alike -n -r y.pcap'
t 'the other byte order and nanoseconds' '
	printf "\241\262\303\324\0\002\0\004\0\0\0\0\0\0\0\0\0\004\0\0\0\0\0\001" >big.pcap &&
	printf "\0\0\0\001\0\0\0\002\0\0\0\004\0\0\0\004abcd" >>big.pcap && alike -n -r big.pcap &&
	printf "\115\074\262\241\002\0\004\0\0\0\0\0\0\0\0\0\0\0\004\0\001\0\0\0" >nano.pcap &&
	printf "\001\0\0\0\025\315\133\007\004\0\0\0\004\0\0\0abcd" >>nano.pcap &&
	alike -n -r nano.pcap && alike -n --nano -r nano.pcap'

t 'a copy, and one of what passes' '
	alike_files -r "$mix" -w out.pcap && alike_files -r "$mix" -w out.pcap tcp &&
	alike_files -r "$mix" --nano -w out.pcap &&
	alike_files -r "$mix" -w out.pcap --print -n arp'
t 'files of a size, and in turn' '
	for i in 1 2 3 4 5 6 7 8 9; do cat "$mix"; done >many &&
	{ head -c 24 "$mix"; for i in $(seq 400); do tail -c +25 "$mix"; done; } >big.pcap &&
	chmod 644 big.pcap && alike_files -r "$PWD/big.pcap" -C 1 -w out &&
	alike_files -r "$PWD/big.pcap" -C 1 -W 2 -w out'
t 'a file that cannot be' 'alike -r "$mix" -w /nowhere/out && alike -r "$mix" -w ""'
t 'a full disk ends with an error' '
	[ -e /dev/full ] || exit 0
	"$capture_ours" -n -r "$mix" >/dev/full 2>err
	[ $? = 14 ] && grep "No space left" err &&
	"$capture_ours" -r "$mix" -w - >/dev/full 2>err
	[ $? = 1 ] && grep "No space left" err'
t 'a closed pipe ends it' '
	{
		sleep 0.5
		"$capture_ours" -l -n -r "$mix" 2>err
		echo $? >status
	} | true &&
	for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do [ -s status ] || sleep 0.2; done &&
	grep -x 14 status && grep "tcpdump: Unable to write output: Broken pipe" err'

t 'packed savefiles' '
	"$capture_ours" -n -r "$mix" >want 2>/dev/null && cp "$mix" x.pcap || exit
	for tool in gzip xz zstd; do
		command -v $tool >/dev/null || continue
		$tool -c <x.pcap >x.packed && "$capture_ours" -n -r x.packed >got 2>/dev/null &&
		diff want got || exit
		# one that ends too early
		head -c 300 x.packed >cut.packed
		"$capture_ours" -n -r cut.packed >got 2>/dev/null; [ $? -le 1 ] || exit
	done'
t 'pcapng, read by both' '
	"$capture_ours" -r "$mix" --pcapng -w x.ng 2>/dev/null && alike -n -r x.ng &&
	"$capture_ours" -r "$mix" --nano --pcapng -w y.ng 2>/dev/null && alike -n --nano -r y.ng'
t 'captured and whole lengths' '
	"$capture_ours" -n -t --lengths -r "$mix" arp 2>/dev/null >out &&
	grep "^caplen 42, len 42, ARP, Request" out'
t 'options about protocols that nobody prints' '
	alike -n -u -r "$mix" && alike -n -H -r "$mix" && alike -n -u -H -v -r "$mix"'
t 'a type that nobody prints: the ports decide, and a line says so' '
	types="aodv carp cnfp domain lmp pgm pgm_zmtp1 ptp radius resp rpc rtcp rtp snmp someip
		tftp vat vxlan wb zmtp1"
	"$capture_ours" -n -r "$mix" >want 2>said && [ -s want ] || exit
	for type in $types; do
		"$capture_ours" -n -T $type -r "$mix" >out 2>err || exit
		diff said err >/dev/null && continue
		grep -v "^tcpdump: -T: packets of that type are not printed" err | diff said - &&
		[ "$(wc -l <err)" = 2 ] && diff want out || exit
	done'
t 'rpcap is refused' '
	! "$capture_ours" -n -r rpcap://192.0.2.1/eth0 2>err && grep "not supported" err &&
	! "$capture_ours" -n -i rpcap://192.0.2.1/eth0 2>err && grep "not supported" err'
finish
