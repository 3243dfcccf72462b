#!/bin/sh
# capture --summary: the guide's lesson by itself, from savefiles and from both sides of a firewall.

. "${0%/*}/../tap.sh"
. "$TOP/tests/lab/lab.sh"
need_root
need_tool ip nft
without_leak_check
[ -x "$BIN/capture" ] || skip_all 'nothing is built'
packets=$BUILD/tests/diff/packets
chmod 755 "$tap_dir"

# told [OPTION...]: what the summary says of the packets on standard input, one second each
told() {
	"$packets" >in.pcap && "$BIN/capture" -n --summary "$@" -r in.pcap 2>err |
		sed -n '/^summary: /,$p' >out
	cat err out
}
a='eth 0x0800 / ip4 6 10.0.0.1 10.0.0.5'
b='eth 0x0800 / ip4 6 10.0.0.5 10.0.0.1'
idle='eth 0x0800 / ip4 17 10.0.0.7 10.0.0.8 / udp 7 9 / text x'

t 'a SYN that is not answered, with the times of those sent again' '
	for line in "$a / tcp 4000 443 S 1 0" "$a / tcp 4000 443 S 1 0" "$idle" \
		"$a / tcp 4000 443 S 1 0" "$idle" "$idle" "$idle" "$a / tcp 4000 443 S 1 0"; do
		echo "$line"
	done | told &&
	grep -x "4 SYN unanswered to 10.0.0.5:443 (retransmitted after 1, 3, 7 s)" out'
t 'of several connections to a port, the sum' '
	printf "%s\n" "$a / tcp 4000 25 S 1 0" "$a / tcp 4000 25 S 1 0" "$a / tcp 4001 25 S 1 0" \
		"$idle" "$idle" | told &&
	grep -x "3 SYN unanswered to 10.0.0.5:25 (retransmitted after 1 s)" out'
t 'what may still be answered is not judged' '
	echo "$a / tcp 4000 25 S 1 0" | told && ! grep SYN out'
t 'refused, and not refused later' '
	printf "%s\n" "$a / tcp 4000 25 S 1 0" "$b / tcp 25 4000 R. 0 2" "$a / tcp 4001 25 S 1 0" \
		"$b / tcp 25 4001 R. 0 2" "$a / tcp 4002 25 S 1 0" "$b / tcp 25 4002 S. 9 2" \
		"$a / tcp 4002 25 . 2 10" "$b / tcp 25 4002 R. 10 2" | told &&
	grep -x "2 refused by 10.0.0.5:25" out && ! grep unanswered out'
t 'rejected, by whom and why' '
	printf "%s\n" "$a / tcp 4000 25 S 1 0" \
		"eth 0x0800 / ip4 1 10.0.0.254 10.0.0.1 / icmp 3 13 0 / ip4 6 10.0.0.1 10.0.0.5 /
		 tcp 4000 25 S 1 0" "$idle" | tr -d "\n\t" | sed "s/eth/\n&/g" | told &&
	grep -x "1 rejected by 10.0.0.254 (ICMP admin prohibited): to 10.0.0.5:25" out &&
	! grep unanswered out'
t 'a good connection: both ways, what was sent again, the round trip of the handshake' '
	printf "%s\n" "$a / tcp 4000 80 S 1 0" "$b / tcp 80 4000 S. 9 2" "$a / tcp 4000 80 . 2 10" \
		"$a / tcp 4000 80 P. 2 10 / text hello" "$a / tcp 4000 80 P. 2 10 / text hello" \
		"$b / tcp 80 4000 . 10 7" "$a / tcp 4000 80 . 6 10" "$a / tcp 4000 80 F. 7 10" |
		told &&
	grep "^  10.0.0.1:4000 > 10.0.0.5:80  tcp  6 packets, 334 bytes, 1 sent again; " out &&
	grep "; back 2 packets, 108 bytes; " out &&
	grep "; RTT 2002.002 ms$" out &&
	[ "$(wc -l <out)" = 2 ]'
t 'a window that closes, told once each time' '
	printf "%s\n" "$b / tcp 80 4000 . 9 2 win 0" "$b / tcp 80 4000 . 9 2 win 0" \
		"$b / tcp 80 4000 . 9 2" "$b / tcp 80 4000 . 9 2 win 0" | told &&
	grep -x "2 zero windows of 10.0.0.5:80" out'
t 'an address that two claim' '
	for mac in 020000000001 020000000009; do
		echo "eth 0x0806 / hex 0001080006040002${mac}c0000201020000000002c0000202"
	done | told &&
	grep -x "192.0.2.1 is claimed by 02:00:00:00:00:01 and 02:00:00:00:00:09" out'
t 'questions of DNS, ARP and ping, answered and not' '
	dns="eth 0x0800 / ip4 17" arp=00010800060400010200000000010a0000010000000000000a0000
	for line in "eth 0x0806 / hex ${arp}02" "eth 0x0806 / hex ${arp}03" \
		"eth 0x0806 / hex ${arp}03" "eth 0x0806 / hex \
		000108000604000202000000000a0a0000020200000000010a000001" \
		"eth 0x0800 / ip4 1 10.0.0.1 10.0.0.9 / icmp 8 0 0x00010001" \
		"eth 0x0800 / ip4 1 10.0.0.1 10.0.0.8 / icmp 8 0 0x00010001" \
		"eth 0x0800 / ip4 1 10.0.0.8 10.0.0.1 / icmp 0 0 0x00010001" \
		"$dns 10.0.0.1 10.0.0.53 / udp 5 53 / hex 000701000001000000000000" \
		"$dns 10.0.0.1 10.0.0.53 / udp 6 53 / hex 000801000001000000000000" \
		"$dns 10.0.0.53 10.0.0.1 / udp 53 6 / hex 000881000001000000000000" \
		"$idle" "$idle"; do
		echo "$line"
	done | tr -d "\t" | told && sed "/^summary/d; /^  /d" out >found &&
	printf "%s\n" "1 DNS query unanswered by 10.0.0.53" \
		"1 echo request unanswered by 10.0.0.9" \
		"2 ARP requests unanswered for 10.0.0.3" | diff - found'
t 'as JSON, beside the packets' '
	printf "%s\n" "$a / tcp 4000 25 S 1 0" "$idle" "$idle" | "$packets" >in.pcap &&
	"$BIN/capture" -n --json --summary -r in.pcap >out 2>err && cat out &&
	perl -MJSON::PP -ne "JSON::PP->new->decode(\$_)" out &&
	[ "$(grep -c "^{\"event\":\"packet\"" out)" = 3 ] &&
	tr -d \" <out >bare &&
	grep "source_port:4000,destination_port:25,protocols:\[ether,ip,tcp\],text:[0-9]" bare &&
	grep "{event:finding,kind:syn-unanswered,count:1,address:10.0.0.5,port:25,text:1 SYN" bare'
t 'not both on one stream' '
	echo "$idle" | "$packets" >in.pcap && ! "$BIN/capture" --summary -r in.pcap -w - 2>err &&
	grep "want standard output" err'
t 'colours come only on a terminal' '
	echo "$a / tcp 4000 25 R 1 0" | "$packets" >in.pcap &&
	"$BIN/capture" -n --colour -r in.pcap >out && ! grep "$(printf "\033")" out &&
	script -qec "$BIN/capture -n --colour -r in.pcap" /dev/null </dev/null >out &&
	grep "$(printf "\033\\[31m").*length 0$(printf "\033\\[m")" out'

# The mail port of the guide: a client, a router with a firewall, a server.
lab_new && lab_node client router server && lab_link client router && lab_link router server &&
	lab_routes || exit 1
server=$(lab_addr server)
lab_bg server "$BUILD/tests/lab/talkd" -p 25 'say:220 hello\r\n' >/dev/null
# seen NODE DEV: what is seen there while the client tries for two seconds
seen() {
	lab_bg "$1" "$BIN/capture" -n --summary -i "$2" tcp port 25 or icmp >seen 2>heard
	watcher=$!
	lab_wait 10 grep -q 'listening on' heard
	lab_in client timeout 2.5 "$BIN/tcpprobe" "$server" 25 </dev/null >/dev/null 2>&1
	sleep 0.3
	kill -INT "$watcher" && wait "$watcher"
	sed -n '/^summary: /,$p' seen >out
	cat heard out
}
found() {
	sed '/^summary/d; /^  /d' out
}

t 'the mail port is open: nothing to find, on neither side' '
	seen client router && grep "^  .* > $server:25  tcp .*; back .*; RTT " out &&
	[ -z "$(found)" ] &&
	seen server router && grep "^  .* > $server:25  tcp .*; back " out && [ -z "$(found)" ]'
lab_drop router 4 'tcp dport 25'
t 'a firewall before the server swallows: unanswered to the client' '
	seen client router && found |
		grep "^[2-9] SYN unanswered to $server:25 (retransmitted after 1.* s)$"'
t 'and to the server: nothing came' 'seen server router && grep "^summary: 0 packets" out'
lab_open router
lab_drop server 4 'tcp dport 25'
t 'a firewall on the server: the question came, and was not answered' '
	seen server router && found | grep "^[0-9]* SYN unanswered to $server:25"'
lab_open server
lab_reject router 4 admin-prohibited 'tcp dport 25'
t 'a firewall that says so' '
	seen client router && found |
		grep "^[0-9]* rejected by [0-9.]* (ICMP admin prohibited): to $server:25$"'
lab_open router
t 'SIGUSR2 tells it meanwhile' '
	lab_bg client "$BIN/capture" -n --summary -i router icmp >seen 2>heard
	watcher=$!
	lab_wait 10 grep -q "listening on" heard &&
	lab_in client "$BIN/ping" -c 1 "$server" >/dev/null && sleep 0.3 &&
	kill -USR2 "$watcher" && lab_wait 5 grep "^summary: 2 packets" seen &&
	kill -INT "$watcher" && wait "$watcher" && [ "$(grep -c "^summary: " seen)" = 2 ]'
finish
