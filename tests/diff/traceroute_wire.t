#!/bin/sh
# What traceroute puts on the wire: both programs send packets of one kind.
# shellcheck disable=SC2086 # options and operands are words
. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/path_lab.sh"
need_tool tcpdump

# dump ARGUMENTS...: what the program sends, hop by hop, without what is chance or its own choice:
# numbers, source ports, checksums, and the window of TCP.
cat >"$tap_dir/dump" <<'EOT'
: >"$LOG.ready"
tcpdump --immediate-mode -i r1 -Q out -l -nnv 'not arp and not (icmp6 and ip6[40] >= 133)' \
	>"$LOG.all" 2>"$LOG.ready" &
dump=$!
tries=200
until grep -q 'listening on' "$LOG.ready" || [ "$tries" = 0 ]; do
	tries=$((tries - 1))
	sleep .02
done
traceroute -n "$@" >/dev/null 2>"$LOG.err"
status=$?
sleep .1
kill -INT "$dump"
wait "$dump"
awk '/^[0-9][0-9]:/ { if (packet) print packet; sub(/^[0-9:.]+ /, ""); packet = $0; next }
	{ sub(/^ */, " "); packet = packet $0 }
	END { if (packet) print packet }' "$LOG.all" |
	sed 's/, id [0-9]*, offset/, id N, offset/; s/id [0-9]*, seq/id N, seq/
		s/flowlabel 0x[0-9a-f]*/flowlabel F/
		s/ \(198[.0-9]*\|2001:[0-9a-f:]*\)\.[0-9]* >/ \1.S >/
		s/\[bad udp cksum [^]]*\]/[udp sum ok]/; s/cksum 0x[0-9a-f]* ([^)]*)/cksum ok/
		s/ seq [0-9]*, / seq N, /; s/ ack [0-9]*, / ack N, /; s/ win [0-9]*, / win N, /
		s/frag (0x[0-9a-f]*:/frag (N:/; s/) [0-9]* > \([0-9]*\): /) S > \1: /
		s/\([.> ]53\): .*/\1: DATA/
		s/wscale [0-9]*/wscale N/; s/TS val [0-9]* ecr [0-9]*/TS/; s/ *$//' |
	sort >"$LOG"
exit "$status"
EOT
diff_world=LOG=@.log

# wire ARGUMENTS...
wire() {
	same -1 -x "sends: $*" "exec sh '$tap_dir/dump' $*"
}

for a in "$SERVER4" "$SERVER6"; do
	for m in '-p 33434' -U -UL -I -T '-P 253' '-M tcpconn'; do
		wire $m -q1 -m3 $a
		wire $m -q2 -m1 -t 8 $a
		wire $m -q1 -m1 -F $a
	done
	for m in '-p 33434' -U -UL -I '-P 253'; do
		wire $m -q1 -m1 $a 100
		wire $m -q1 -m1 $a 1500
		wire $m -q1 -m1 $a 2000
		wire $m -q1 -m2 -w1 --mtu $a 1000
	done
	wire -q1 -m1 -p 33434 $a 0
	wire -U -q1 -m1 $a 0
	wire -I -q1 -m1 $a 0
	wire -p 7 -q1 -m3 $a
	wire -U -p 7 -q1 -m2 $a
	wire -UL -p 7 -q1 -m2 $a
	wire -I -p 7 -q2 -m2 $a
	wire -I -p 65535 -q1 -m3 $a
	wire -T -p 7 -q1 -m2 $a
	wire -M tcpconn -p 7 -q1 -m2 $a
	wire -UL -O coverage=20 -q1 -m1 $a
	wire -UL -O coverage=1 -q1 -m1 $a
	wire -P 254 -q1 -m1 $a
	wire -M raw -O protocol=254 -q1 -m1 $a
	for o in syn ack fin rst psh urg ece cwr syn,ack flags=0 flags=0xff flags=0x12 ecn sack \
		timestamps window_scaling sysctl mss=100 mss=1400 mss=0 reuse syn,mss=1300 \
		ack,mss=1300 syn,sack syn,sack,timestamps,window_scaling ack,sack \
		ack,timestamps ack,sack,timestamps,window_scaling ecn,sack fin,ecn flags=2,ecn \
		flags=2,ack flags=2,sysctl syn,sysctl sack,timestamps info; do
		wire -T -O $o -q1 -m1 $a
	done
	wire -q1 -m1 -i r1 -p 33434 $a
done
# sent TTL PORT: a datagram as dump tells it.
sent() {
	printf '>IP (tos 0x0, ttl %d, id N, offset 0, flags [none], ' "$1"
	printf 'proto UDP (17), length 60) '
	printf '%s.S > %s.%d: UDP, length 32\n' "$(lab_addr client)" "$SERVER4" "$2"
}
but -1 -x 'sends: ports beyond the last one' \
	"exec sh '$tap_dir/dump' -q1 -m2 -p 65535 $SERVER4" <<W
# It goes on with port 0.
$(sent 1 65535; sent 2 1)
= 0
W
but -1 -x 'sends: one way for all' "exec sh '$tap_dir/dump' -q2 -m2 $SERVER4" <<W
# Every probe has a port of its own there, and so perhaps a way of its own.
$(sent 1 33434; sent 1 33434; sent 2 33434; sent 2 33434)
= 0
W
wire -q1 -m3 -l 0x12345 -p 33434 "$SERVER6"
wire -I -q1 -m3 -l 0x12346 "$SERVER6"
wire -q1 -m1 -s client.lab -p 33434 "$SERVER4"
lab_sysctl client net.ipv4.tcp_ecn=1
wire -T -q1 -m1 "$SERVER4"
lab_sysctl client net.ipv4.tcp_ecn=2 net.ipv4.tcp_sack=0
wire -T -q1 -m1 "$SERVER4"
lab_sysctl client net.ipv4.tcp_sack=1 net.ipv4.tcp_timestamps=0
wire -T -q1 -m1 "$SERVER4"
lab_sysctl client net.ipv4.tcp_timestamps=1 net.ipv4.tcp_window_scaling=0
wire -T -q1 -m1 "$SERVER4"
lab_sysctl client net.ipv4.tcp_window_scaling=1

finish
