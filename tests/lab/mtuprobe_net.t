#!/bin/sh
# mtuprobe between real kernels: holes, clamps, what mends them, the kernel's cache, --set, users.
# shellcheck disable=SC2317 # what the test bodies call is called by eval
. "${0%/*}/../tap.sh"
need_root
need_tool ip nft nc
. "$TOP/tests/lab/lab.sh"
[ -x "$BIN/mtuprobe" ] || skip_all "not built: $BIN/mtuprobe"
lab_new || exit

# client - gateway - r1 - r2 - server: the link between r1 and r2 takes 1400 bytes; and from the
# gateway to another host, 1300.
lab_node client gateway r1 r2 server other && lab_link client gateway dev eth0 lan0 &&
	lab_link gateway r1 && lab_link r1 r2 mtu 1400 && lab_link r2 server &&
	lab_link gateway other mtu 1300 && lab_routes || exit
S4=$(lab_addr server) S6=$(lab_addr server 6)
lab_bg server nc -4 -l -k 22 >/dev/null 2>&1 </dev/null
lab_bg server nc -6 -l -k 22 >/dev/null 2>&1 </dev/null
# Whoever serves a port gets data in no other segments than SYNs.
lab_nft r2 <<-'EOT'
	add rule inet lab forward tcp dport 22 tcp flags & syn == 0 meta length > 100 counter
EOT

probe() {
	lab_in client timeout 30 "$BIN/mtuprobe" "$@"
}

# says STATUS PATTERN... : the run in out ended so, and has a line for each
says() {
	cat out
	[ "$rc" = "$1" ] || {
		echo "status $rc, not $1"
		return 1
	}
	shift
	for pattern; do
		grep -q -e "$pattern" out || {
			echo "no '$pattern'"
			return 1
		}
	done
}
# What the server has learnt of the way back: its segments, and its MSS, would follow.
forget() {
	lab_in server ip -4 route flush cache && lab_in server ip -6 route flush cache
}
run() {
	forget
	probe "$@" >out 2>&1
	rc=$?
}
user() {
	forget
	lab_user client timeout 30 "$BIN/mtuprobe" "$@" >out 2>&1
	rc=$?
}

# What the kernel knows of the path: nothing, if it is not asked to learn it.
cache() {
	lab_ip client route get "$1" | grep -o 'mtu [0-9]*'
}
learnt() {
	lab_ip client route get "$1" | sed 's/ expires [0-9]*sec//'
	lab_ip client route show cache
	lab_ip client -6 route show cache | sed 's/ expires [0-9]*sec//'
}
uncached() {
	[ -z "$(cache "$1")" ] && ! learnt "$1" | grep mtu
}

t 'a link between routers, reported' '
	for to in $S4:22 "[$S6]:22"; do
		run "$to" && says 0 "^ 2:  .* pmtu 1400$" "icmp 1400, udp 1400, tcp 1400 (port" \
			", MSS 14[46]0), fragments pass$" \
			"^verdict: healthy signalled - the path takes 1400 bytes, and .* hop 2 " ||
			exit
	done'
t 'nothing of it stays in the cache of path MTUs' 'uncached $S4 && uncached $S6'
t 'nor of what users ask, with IPv4' '
	lab_ping_group client && user $S4:22 &&
	says 0 "icmp 1400, udp 1400, tcp 1400 (port 22, MSS 1460)" "healthy signalled" &&
	uncached $S4 &&
	lab_ping_group client 1 0 && user $S4 &&
	says 0 "icmp -, udp 1400, tcp 1400 (port 22, MSS 1460)" "healthy signalled" && uncached $S4'
t 'nor with IPv6, where they hear of a router only that it speaks' '
	lab_ping_group client && user "[$S6]:22" &&
	says 0 "^ 2:  .* pmtu 1400$" \
		"icmp 1400 or more, udp 1400, tcp 1400 (port 22, MSS 1440)" \
		"healthy refused - the path takes 1400 bytes, .* after hop 2 (" && uncached $S6 &&
	lab_ping_group client 1 0 && user $S6 &&
	says 0 "icmp -, udp 1400, tcp 1400 (port 22, MSS 1440)" "healthy refused" && uncached $S6'
t 'users of a port that is closed, up to what the kernel makes of a SYN' '
	user "$(lab_addr r1):22"
	says 0 "icmp -, udp 1500, tcp 1480 or more (port 22 closed)" "^verdict: healthy clean"'
# beside: what a user gets of port 25 on the gateway, next door, which sees no data but in SYNs
beside() {
	lab_nft gateway <<-'EOT'
		add rule inet lab input tcp dport 25 tcp flags & syn == 0 meta length > 100 counter
	EOT
	lab_bg gateway nc -4 -l -k 25 >/dev/null 2>&1 </dev/null
	lab_wait 5 lab_in gateway sh -c "ss -Hltn 'sport = :25' | grep -q ."
	user "$(lab_addr gateway 4 lan0):25"
	kill $!
	wait $! 2>/dev/null
	lab_in gateway nft list table inet lab | grep "counter packets 0 " && lab_open gateway
}
t 'users of a neighbour' '
	beside && says 0 "tcp 1480 or more (port 25, MSS 1460)" "healthy clean"'
t 'users of a neighbour whose answers no socket can drop' '
	lab_sysctl gateway net.ipv4.ip_default_ttl=255 && beside &&
	says 0 "udp 1500, tcp - (port 25, MSS 1460" "healthy clean" &&
	lab_sysctl gateway net.ipv4.ip_default_ttl=64'
# deaf: the server answers TCP only
deaf() {
	lab_nft server <<-'EOT'
		add rule inet lab input meta l4proto { udp, icmp } drop
		add rule inet lab input icmpv6 type echo-request drop
	EOT
}
t 'users, by TCP alone' '
	deaf && user $S4:22 && says 0 "icmp -, udp -, tcp 1400 (port 22," "signalled .* hop 2 " &&
	uncached $S4 && user "[$S6]:22" &&
	says 0 "icmp -, udp -, tcp 1400 (port 22," "refused .* hop 2 " && uncached $S6'
t 'likewise where no router lets UDP pass: of what it says to TCP no more than that is heard' '
	lab_nft gateway <<-EOT &&
		add rule inet lab forward meta l4proto udp drop
	EOT
	user $S4:22 && says 0 "healthy refused .* somewhere after hop 1 .* CAP_NET_RAW$" &&
	uncached $S4 && lab_open gateway'
lab_open server
t 'users, where only echoes are answered: no more than is safe' '
	lab_ping_group client && lab_nft server <<-EOT &&
		add rule inet lab input meta l4proto { tcp, udp } drop
	EOT
	{ lab_user client timeout 30 "$BIN/mtuprobe" -q -w 12 $S6 >number & } &&
	user -w 12 $S6
	wait $! && exit 1
	[ ! -s number ] && says 1 "icmp 1280 or more, udp -, tcp -" "pmtu at least 1280" \
		"unknown unfinished - packets of 1280 bytes get through; larger ones are not" &&
	uncached $S6'
lab_open server && lab_ping_group client 1 0
t 'no data of all that was served to anybody' '
	lab_in r2 nft list table inet lab | grep "length > 100 counter packets 0 " && lab_open r2'
t 'a route that has an entry keeps it' '
	lab_in client ping -6 -c 1 -M "do" -s 1452 $S6 >/dev/null
	learnt $S6 >before && grep "mtu 1400" before && run $S6 && says 0 "healthy signalled" &&
	user $S6 && says 0 "udp 1400" && learnt $S6 | diff before - &&
	lab_in client ip -6 route flush cache'
t 'what is in the cache is not used' '
	lab_ip client route add $S4 via "$(lab_addr gateway 4 lan0)" mtu 1000 &&
	[ "$(cache $S4)" = "mtu 1000" ] && run -q $S4 && says 0 "^1400$" &&
	lab_ip client route del $S4'

# stale N: the kernel has learnt of a path MTU of N, by both protocols, which is no longer so
stale() {
	unlearn && lab_mtu gateway r1 "$1" || return
	lab_in client ping -c 1 -M "do" -s 1472 "$S4" >/dev/null
	lab_in client ping -6 -c 1 -M "do" -s 1452 "$S6" >/dev/null
	lab_mtu gateway r1 1500 && [ "$(cache "$S4")" = "mtu $1" ] &&
		learnt "$S6" | grep -q "mtu $1"
}
# kept N: that it still has, and no more
kept() {
	[ "$(cache "$S4")" = "mtu $1" ] && learnt "$S6" | grep -q "mtu $1"
}
unlearn() {
	lab_ip client route flush cache && lab_ip client -6 route flush cache
}
# ask HOW [COMMAND...]: for each of both addresses HOW asks, then the command looks at `out`
ask() {
	how=$1
	shift
	for to in "$S4:22" "[$S6]:22"; do
		"$how" "$to" && "$@" || return
	done
}
t 'a path MTU in the cache that is too small: users have the MSS all the same, and no false size' '
	stale 1300 && ask user says 0 "udp 1400, tcp 1280 or more (port 22, MSS 14[46]0)" \
		"Resume: pmtu 1400 " && kept 1300'
t 'likewise, for root all of it' '
	ask run says 0 "icmp 1400, udp 1400, tcp 1400 (port 22, MSS 14[46]0)" "healthy signalled" &&
	kept 1300'
t 'one that is too large: the truth, and it stays as it was for users' '
	stale 1450 && ask user says 0 "udp 1400, tcp 1400 (port 22, MSS 14[46]0)" && kept 1450'
t 'for root, too; of IPv6 nothing is left, as the kernel wrote over it' '
	ask run says 0 "icmp 1400, udp 1400, tcp 1400 (port 22, MSS 14[46]0)" "healthy signalled" &&
	[ "$(cache $S4)" = "mtu 1450" ] && ! learnt $S6 | grep "$S6.* mtu"'
# widen [N]: all of the path takes so much
widen() {
	lab_mtu r1 r2 "${1:-1500}" && lab_mtu r2 r1 "${1:-1500}"
}
t 'one that is too small, where all of the path is wide' '
	widen && stale 1400 &&
	ask user says 0 "icmp -, udp 1500, tcp 1380 or more (port 22, MSS 14[46]0)" \
		"healthy clean" && kept 1400 &&
	ask run says 0 "icmp 1500, udp 1500, tcp 1500 (port 22, MSS 14[46]0)" "healthy clean" &&
	kept 1400 && unlearn && ask user says 0 "udp 1500, tcp 1480 or more (port 22, MSS 14[46]0)"
	rc=$?
	widen 1400 && [ $rc = 0 ]'
# Where Fast Open is off, the kernel does not tell the MSS that came.
t 'without Fast Open users are told that it is only a bound' '
	stale 1300 && lab_sysctl client net.ipv4.tcp_fastopen=0 &&
	ask user says 0 "udp 1400, tcp - (port 22, MSS 12[46]0 or more)"'
lab_sysctl client net.ipv4.tcp_fastopen=1 && unlearn && lab_open gateway

# A filter on the way swallows what routers say.
lab_mute gateway 4 && lab_mute gateway 6
t 'a black hole, past routers whose words are swallowed' '
	for to in $S4 $S6; do
		run "$to"
		says 13 "icmp 1400, udp -, tcp 1400 (port 22, " \
			"^verdict: network black-hole - .* somewhere before hop 4$" ||
			exit
	done'
lab_open gateway

# silence NODE: it does not say what is too large
silence() {
	lab_nft "$1" <<-'EOT'
		add rule inet lab output icmp type destination-unreachable counter drop
		add rule inet lab output icmpv6 type packet-too-big counter drop
	EOT
}
silence r1
t 'a black hole, and the hop where it is' '
	for to in $S4:22 "[$S6]:22"; do
		run "$to"
		says 13 "^ 2:  .* pmtu 1400$" "^ 3:  .* takes nothing above 1400$" \
			"^ 4:  .* reached$" "icmp 1400, udp 1400, tcp 1400 (port 22, MSS 14[46]0)" \
			"^verdict: network black-hole - .* after hop 2 (" \
			"^next: ip link set dev eth0 mtu 1400$" || exit
	done'
t 'likewise for users' '
	for to in $S4:22 "[$S6]:22"; do
		user "$to"
		says 13 "udp 1400, tcp 1400 (port 22, MSS 14[46]0)" \
			"network black-hole .* hop 2 (" || exit
	done'
refusals() {
	lab_in client sed -n 's/^Icmp6InPktTooBigs[^0-9]*//p' /proc/net/snmp6
}
refused_since() {
	[ "$(refusals)" != "$1" ]
}
t 'also while others are refused all the time' '
	before=$(refusals)
	lab_bg client "$BIN/ping" -6 -q -M probe -i 0.01 -s 1400 "$(lab_addr other 6)" >/dev/null
	ping=$!
	lab_wait 10 refused_since "$before" && before=$(refusals) && user "[$S6]:22" &&
		after=$(refusals)
	kill $ping
	wait $ping
	[ "$after" -gt $((before + 4)) ] && says 13 "network black-hole - .* hop 2 ("'
t 'the number alone' '
	MTU=$(probe -q $S4)
	[ "$?" = 13 ] && echo "$MTU" && [ "$MTU" = 1400 ]'

arrived() {
	[ "$(wc -c <got)" = 100000 ]
}

# talk NODE PORT [SECONDS]: 100,000 bytes to the server, which waits longer. In a second a
# connection through a hole gets nowhere; others have more, as the machine may be busy.
talk() {
	rm -f got
	lab_bg server timeout 20 nc -l -N "$2" >got 2>/dev/null </dev/null
	nc=$!
	lab_wait 5 lab_listens server "$2"
	lab_in "$1" sh -c 'head -c 100000 /dev/zero | timeout "$3" nc -N "$1" "$2"' sh "$S4" "$2" \
		"${3:-15}"
	# the server may still have to read the rest
	[ -n "${3:-}" ] || lab_wait 10 arrived
	kill "$nc" 2>/dev/null
	wait "$nc" 2>/dev/null
	arrived
}

# pastes WORD: the command below the fix whose heading has it
pastes() {
	sed -n "/^fix, .*$1/{n;s/^	//p;}" out
}

t 'the hole swallows a real transfer' '! talk client 7001 1'
t 'clamped: TCP gets through, UDP does not' '
	lab_nft gateway <<-EOT &&
		add rule inet lab forward tcp flags syn tcp option maxseg size set 1360
	EOT
	run $S4:22
	says 13 "MSS 1360" "^verdict: network clamped - TCP keeps below, by an MSS of 1360; " &&
	talk client 7002 && lab_open gateway'
# clamps MSS: on the way, as many a gateway
clamps() {
	lab_nft gateway <<-EOT
		add rule inet lab forward tcp flags syn tcp option maxseg size set $1
	EOT
}
t 'for users: clamped, and not for a path MTU in the cache alone' '
	clamps 1340 && ask user says 13 "MSS 1340)" "network clamped - TCP keeps below" &&
	stale 1300 && ask user says 13 "tcp 1280 or more (port 22, MSS 1340)" "network clamped" &&
	ask run says 13 "tcp 1400 (port 22, MSS 1340)" "network clamped" && lab_open gateway &&
	ask user says 13 "tcp 1280 or more (port 22, MSS 14[46]0)" "network black-hole" &&
	ask run says 13 "tcp 1400 (port 22, MSS 14[46]0)" "network black-hole" && kept 1300 &&
	clamps 1200 && ask user says 13 "MSS 1200)" "network clamped" && lab_open gateway &&
	lab_sysctl client net.ipv4.tcp_fastopen=0 &&
	ask user says 13 "tcp - (port 22, MSS 12[46]0 or more)" "network black-hole"'
lab_sysctl client net.ipv4.tcp_fastopen=1 && unlearn && lab_open gateway
t 'the fix of this host, pasted, mends it' '
	run $S4
	how=$(pastes now) && echo "$how" && [ "$how" = "ip link set dev eth0 mtu 1400" ] &&
	[ "$(pastes good)" = "MTU=\"1400\"" ] &&
	lab_in client sh -c "$how" && run $S4 &&
	says 0 "^verdict: healthy clean - packets of 1400 bytes get through, as large" &&
	talk client 7003 && lab_mtu client eth0 1500'

# fetch: likewise from the server
fetch() {
	lab_bg server sh -c 'head -c 100000 /dev/zero | timeout 20 nc -l -N "$1"' sh "$2" \
		2>/dev/null
	nc=$!
	lab_wait 5 lab_listens server "$2"
	lab_in "$1" timeout "${3:-15}" nc -d "$S4" "$2" >got
	kill "$nc" 2>/dev/null
	wait "$nc" 2>/dev/null
	arrived
}

# Hosts behind the gateway have packets that are too large sent to them. The gateway is silent, too:
# connections that hang from before would have the client learn what it takes.
mended() {
	lab_in gateway timeout 30 "$BIN/mtuprobe" "$S4" >out 2>&1
	cat out
	now=$(pastes now) how=$(pastes "$1")
	forget
	silence r2 && silence gateway && lab_in gateway sh -c "$now" && ! fetch client "$2" 1 &&
		lab_in gateway sh -c "$how" && fetch client "$3" &&
		lab_mtu gateway r1 1500 && lab_open r2 && lab_open gateway
}
t 'the fix of a gateway by nftables, pasted, mends it for hosts behind it' '
	mended nftables 7004 7005 && lab_in gateway nft delete table inet clamp'
if command -v iptables >/dev/null; then
	t 'likewise by iptables' 'mended iptables 7006 7007 &&
		lab_in gateway iptables -t mangle -F'
else
	skip 'likewise by iptables' 'needs iptables'
fi

t '--set asks, says how to undo it, and sets' '
	echo y | probe --set $S4 >out 2>&1
	rc=$?
	says 13 "^eth0 has an MTU of 1500; to undo: ip link set dev eth0 mtu 1500$" \
		"^Set it to 1400?" &&
	[ "$(lab_in client cat /sys/class/net/eth0/mtu)" = 1400 ]'
t '--set has nothing to set then' 'run --set $S4 </dev/null && says 0 "nothing to set"'
lab_mtu client eth0 1500
t '--set warns of what undoing does not bring back, and does not break IPv6 for its own sake' '
	lab_nft r2 <<-EOT
		add rule inet lab forward meta length > 1200 drop
	EOT
	echo n | probe --set $S4 >out 2>&1
	rc=$?
	says 13 "^Below 1280 it loses its IPv6 addresses; " "^Set it to 1200?" &&
	run $S4 && says 13 "^fix, now, .* ends IPv6 on this interface:$" &&
	run --set $S6 </dev/null
	says 13 "network too-small-for-ipv6 " "eth0: nothing to set"'
lab_open r2
t '--set leaves it as it is, unless told otherwise' '
	for answer in n "" yesterday; do
		echo "$answer" | probe --set $S4 >out 2>&1
		grep "left as it is" out &&
		[ "$(lab_in client cat /sys/class/net/eth0/mtu)" = 1500 ] || exit
	done'
t '--set without the right to do so' '
	echo y | lab_user client "$BIN/mtuprobe" --set $S4 >out 2>&1
	rc=$?
	says 2 "cannot set the MTU: Operation not permitted" &&
	[ "$(lab_in client cat /sys/class/net/eth0/mtu)" = 1500 ]'

t 'a signal is a no' '
	mkfifo answer && exec 3<>answer
	lab_become client "$BIN/mtuprobe" --set $S4 <&3 >out 2>&1 &
	lab_wait 10 grep "y/N" out && kill -INT $! && wait $!
	[ $? = 13 ] && grep "left as it is" out &&
	[ "$(lab_in client cat /sys/class/net/eth0/mtu)" = 1500 ]'
t 'no address is this host' 'run -q 0.0.0.0 && says 0 "^65535$" && run -q :: && says 0 "^65535$"'

# a tunnel's own file
t 'a VXLAN keeps its MTU elsewhere' '
	near=$(lab_addr gateway 4 lan0) here=$(lab_addr client) kind="type vxlan id 7 dstport 4789"
	lab_ip client link add vx0 $kind remote "$near" dev eth0 &&
	lab_ip gateway link add vx0 $kind remote "$here" dev lan0 &&
	for node in client:1 gateway:2; do
		lab_ip ${node%:*} addr add 10.9.9.${node#*:}/24 dev vx0 &&
		lab_ip ${node%:*} link set vx0 up mtu 1450 || exit
	done &&
	lab_nft gateway <<-EOT &&
		add rule inet lab input iifname vx0 meta length > 1400 drop
	EOT
	run 10.9.9.2 && lab_open gateway
	says 13 "pmtu 1450" "icmp 1400" "^	MTUBytes=1400$" "oifname \"vx0\""'

t 'nobody there: status 1, and no number' '
	lab_drop server 4 && run $S4
	says 1 "as far as hop 3 (" "^next: mtuprobe $S4:PORT$" &&
	lab_open server'
t 'the time is up' '
	lab_drop server 4 && run -w 0.3 $S4
	says 1 "^verdict: unknown no-answer" && run -q -w 0.3 $S4
	lab_open server
	[ "$rc" = 1 ] && [ ! -s out ]'
t 'an interface of its own' '
	run -I eth0 -q $S4; says 13 "^1400$" && run -I eth9 $S4; says 2 "eth9: no such interface"'
t 'a link-local address' 'run -q "$(lab_linklocal gateway lan0)%eth0" && says 0 "^1500$"'
t 'the command line' '
	for words in "" "a b" "-q --json $S4" "-4 -6 $S4" "-w 0 $S4" "$S4:0" "$S4:65536" "$S4:x" \
		"[$S6" "[$S6]x" "-z $S4" "224.0.0.1" "no.such.name.invalid"; do
		lab_in client "$BIN/mtuprobe" $words >out 2>&1
		rc=$?
		says 2 . || exit
	done
	lab_in client "$BIN/mtuprobe" -6 $S4 >out 2>&1
	[ $? = 2 ]'
t 'no way there' 'run 192.0.2.1; says 2 "192.0.2.1: Network is unreachable"'
t 'a full disk is an error' '
	probe $S4 >/dev/full 2>err
	rc=$?
	cat err && [ $rc = 1 ] && grep "write error: No space left on device" err'
t 'a signal ends it, with what is known' '
	lab_drop server 4
	lab_bg client "$BIN/mtuprobe" --json $S4 >out
	sleep 0.5
	kill -INT $!
	wait $!
	rc=$?
	lab_open server
	says 1 "\"interrupted\":true"'
finish
