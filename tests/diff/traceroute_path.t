#!/bin/sh
# traceroute on paths of routers: both programs show the same hops in the same words.
# shellcheck disable=SC2086 # options and operands are words
. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/path_lab.sh"

# The oracle's own guess at how long to wait finds losses where there are none; with a sole MAX it
# guesses nothing.
wait='-w2'

# Every method, to each family, with names and without.
for m in '' -U -UL -I -T '-P 253' '-M tcpconn'; do
	for a in server4.lab server6.lab "$SERVER4" "$SERVER6" "-n $SERVER4" "-n $SERVER6" \
		"-n -q1 $SERVER4" "-q1 -e $SERVER6" "-n -N1 -q2 $SERVER4" "-n --back $SERVER4" \
		"-n -f 2 -m 3 -q1 $SERVER6" "-n -m 2 $SERVER4" "-n -f 4 $SERVER4" \
		"-n -f 5 $SERVER4" "-n -q1 -s client.lab $SERVER4" "-n -q1 -i r1 $SERVER6" \
		"-n -q1 $SERVER4 0" \
		"-n -q1 $SERVER4 100" "-n -q1 $SERVER6 100" "-n -q1 $SERVER4 1500" \
		"-n -q1 $SERVER4 3000" "-n -q1 -F $SERVER4" "-n -q1 -F $SERVER4 1500" \
		"-n -q1 -F $SERVER4 1501" "-n -q1 -F $SERVER6 1501" "-n -q1 -t 8 $SERVER6" \
		"-n -q1 --mtu $SERVER4" "-n -q1 --mtu $SERVER6" "-n --mtu $SERVER4 1000" \
		"-n -q1 -r $R1" "-n -q1 -p 81 $SERVER4" "-n -q1 $R1" \
		"-n $(lab_addr client)" localhost; do
		case "$m $a" in
		# The oracle does not know a packet of a header alone again.
		-P*' 0') continue ;;
		# What the oracle says of its length and what it sends differ.
		*conn*" $SERVER4 "* | *conn*" $SERVER6 "* | *conn*mtu*) continue ;;
		esac
		same -1 "by $m: $a" $wait $m $a
	done
	same -1 "by $m with a source port" $wait $m -n -q2 --sport=4321 "$SERVER4"
	same -1 "by $m, one at a time, with pauses" $wait $m -n -N1 -z .01 -q2 "$SERVER4"
done
but 'the length of what connect() sends' -n -q1 -M tcpconn "$SERVER4" 100 <<W
# It says what it was asked for.
|traceroute to $SERVER4 ($SERVER4), 30 hops max, 60 byte packets
| 1  $R1  T ms
| 2  198.18.2.2  T ms
| 3  198.18.3.2  T ms
| 4  $SERVER4  T ms
= 0
W
# A flow label cannot be had again for some seconds.
lab_node twin && lab_link twin r1 && lab_routes || exit
diff_at client twin
l=0
for m in '' -U -UL -I -T '-P 253' '-M tcpconn'; do
	l=$((l + 7))
	same "by $m with a flow label" $wait $m -f2 -n -q1 -l $l "$SERVER6"
done
same 'a flow label means nothing to IPv4' $wait -f2 -n -q1 -l 7 "$SERVER4"
diff_at client
same 'twin.lab: both families' twin.lab
same 'in IPv6 when asked' -6 twin.lab
same 'in IPv6 by its source' -s "$(lab_addr client 6)" server6.lab
same 'TCP with the flags of the answer' $wait -T -O info "$SERVER4"
same 'TCP with the flags of the answer, IPv6' $wait -T -O info -n "$SERVER6"
for o in ack fin syn,ack flags=0 flags=0x29 ecn sack timestamps window_scaling sysctl \
	mss=900 reuse syn,mss=900 syn,sack,timestamps ack,sack; do
	for a in "$SERVER4" "$SERVER6"; do
		same "TCP with $o: $a" -w1 -n -q1 -m5 -T -O $o,info $a
	done
done
same 'UDP-Lite with coverage' $wait -UL -O coverage=20 -n -q1 "$SERVER4"
same 'ICMP by a raw socket' $wait -I -O raw -n -q1 "$SERVER4"
but 'ICMP by a datagram socket' $wait -I -O dgram -n -q1 "$SERVER4" <<W
# It does not tell what would help.
!traceroute: socket: Permission denied: needs CAP_NET_RAW (setcap cap_net_raw+p on this program)
|traceroute to $SERVER4 ($SERVER4), 30 hops max, 60 byte packets
= 1
W
lab_ping_group client
same 'ICMP by a datagram socket, allowed' $wait -N1 -I -O dgram -n "$SERVER4"
same 'ICMP by a datagram socket, allowed, IPv6' $wait -N1 -I -O dgram -n "$SERVER6"
same 'on a terminal' -t $wait -n "$SERVER4"

# Who refuses, and how.
# refuse NODE HOW4 HOW6
refuse() {
	lab_reject "$1" 4 "$2" && lab_reject "$1" 6 "$3" || exit
	for m in '' -U -I -T '-M tcpconn'; do
		same "$1 says $2: $m" $wait $m -n "$SERVER4"
		same "$1 says $3: $m" $wait $m -n "$SERVER6"
	done
	same "$1 says $2: with names" $wait "$SERVER4"
	same "$1 says $2: -q1 -e --back" $wait -q1 -e --back -n "$SERVER4"
	lab_open "$1"
}
refuse r2 net-unreachable no-route
refuse r2 host-unreachable addr-unreachable
refuse r2 prot-unreachable policy-fail
refuse r2 port-unreachable port-unreachable
refuse r2 net-prohibited reject-route
refuse r2 host-prohibited admin-prohibited
refuse r2 admin-prohibited admin-prohibited
refuse server admin-prohibited admin-prohibited
refuse server host-unreachable addr-unreachable
lab_reject r2 4 tcp-reset 'meta l4proto tcp'
same 'r2 says reset' $wait -T -n "$SERVER4"
same 'r2 says reset, with its flags' $wait -T -O info -n "$SERVER4"
same 'r2 says reset: -M tcpconn' $wait -M tcpconn -n "$SERVER4"
lab_open r2

# A route that ends.
lab_route r2 unreachable 198.18.4.0/24 && lab_route r2 unreachable 2001:db8:4::/64
same 'r2 has no route' $wait -m2 -n -q1 "$SERVER4"
same 'r2 has no route, IPv6' $wait -m2 -n -q1 "$SERVER6"
lab_ip r2 -4 route replace 198.18.4.0/24 via 198.18.3.2 &&
	lab_ip r2 -6 route del 2001:db8:4::/64 metric 1

# Silence.
for n in r2 server; do
	lab_drop $n 4 && lab_drop $n 6
	for m in '' -I -T; do
		same "nothing from $n: $m" -w.5 $m -n -m6 "$SERVER4"
		same "nothing from $n: $m, IPv6" -w.5 $m -n -m6 -q1 "$SERVER6"
	done
	lab_open $n
done
lab_mute r2 4
same 'no errors by r2' -w.5 -n "$SERVER4"
same 'no errors by r2, names' -w.5 "$SERVER4"
lab_open r2


# What can be told of a simulated path.
path -n 5 -d 2ms hop=2,mpls=100 hop=3,mpls=16000/3/1:299776/0/255 hop=4,mpls=1048575/7/0,legacy
for m in '' -U -UL -I -T '-P 253'; do
	same -1 "labels: $m" $wait $m -n -e target.lab
	same -1 "labels: $m, IPv6" $wait $m -n -e -6 target.lab
done
but 'labels: -M tcpconn' -n -q1 -e -M tcpconn -m2 target.lab <<'W'
# It does not look for any.
|traceroute to target.lab (203.0.113.7), 2 hops max, 60 byte packets
| 1  198.19.1.1  T ms
| 2  198.19.2.1 <MPLS:L=100,E=0,S=1,T=1>  T ms
= 0
W
same 'labels, but not asked for' $wait -n target.lab
same 'labels with names' -4 $wait -e -m1 target.lab
path -n 6 -d 2ms hop=2,asym=3 hop=3,ttl=64 hop=4,ttl=128,asym=1 hop=5,asym=5 target,asym=2
for m in '' -U -I -T '-P 253'; do
	same -1 "another way back: $m" $wait $m -n --back target.lab
	same -1 "another way back: $m, IPv6" $wait $m -n --back -6 -q1 target.lab
done
path -n 6 -d 2ms hop=2,mtu=1400 hop=4,mtu=1280
for m in '' -U -UL -I -T '-P 253'; do
	same -1 "MTUs: $m" $wait $m -n --mtu target.lab
	same -1 "MTUs: $m, IPv6" $wait $m -n --mtu -6 target.lab
	same -1 "MTUs: $m, from 1350" $wait $m -n --mtu target.lab 1350
	same -1 "whole: $m" $wait $m -n -F target.lab 1450
	same -1 "whole: $m, IPv6" $wait $m -n -F -6 target.lab 1450
	same -1 "in parts: $m" $wait $m -n target.lab 1450
	same -1 "too much for IPv6: $m" $wait $m -n -6 target.lab 1450
done
path -n 4 -d 2ms hop=3,mtu=1000
same 'less than 1280' $wait -n --mtu -4 target.lab
same 'less than 1280: -I' $wait -n --mtu -I target.lab
but 'less than 1280, IPv6' $wait -n -N1 --mtu -6 target.lab <<'W'
# It goes on with less than a host may take for an MTU: RFC 8201, 4.
|traceroute to target.lab (2001:db8:b::7), 30 hops max, 65000 byte packets
| 1  2001:db8:a:1::1  T ms F=1500  T ms  T ms
| 2  2001:db8:a:2::1  T ms  T ms  T ms
| 3  2001:db8:a:3::1  T ms  T ms  T ms
| 4  2001:db8:a:3::1  T ms F=1280 !F-1000  T ms !F-1000  T ms !F-1000
= 0
W
path -n 2 -d 2ms hop=1,mtu=1400
but 'an MTU and a refusal' $wait -n --mtu -P 253 target.lab <<'W'
# It tells the MTU only where all is well.
|traceroute to target.lab (203.0.113.7), 30 hops max, 65000 byte packets
| 1  198.19.1.1  T ms F=1500  T ms  T ms
| 2  203.0.113.7  T ms F=1400 !P  T ms !P  T ms !P
= 0
W
path -n 6 -d 2ms hop=2,silent hop=4,silent target,udp=33434:53
for m in '' -I -T -U; do
	same "silent hops: $m" -w.5 $m -n -m 6 target.lab
	same "silent hops: $m, from the second" -w.5 $m -n -f 2 -m 5 -q2 target.lab
done
path -n 4 -d 2ms hop=3,reject=3/1,reject6=1/3
same 'a hop that refuses' $wait -n target.lab
same 'a hop that refuses, IPv6' $wait -6 -n target.lab
for c in 3/0 3/2 3/3 3/5 3/6 3/7 3/8 3/9 3/10 3/11 3/12 3/13 3/14 3/15 12/0 12/1; do
	path -n 4 hop=2,reject=$c
	same "ICMP $c" $wait -n -q2 target.lab
	same "ICMP $c: -I" $wait -n -q2 -I target.lab
	same "ICMP $c: -T" $wait -n -q2 -T target.lab
done
for c in 1/0 1/1 1/2 1/3 1/4 1/5 1/6 1/7 4/0 4/1 4/2; do
	path -n 4 hop=2,reject6=$c
	same "ICMPv6 $c" $wait -6 -n -q2 target.lab
	same "ICMPv6 $c: -I" $wait -6 -n -q2 -I target.lab
	same "ICMPv6 $c: -T" $wait -6 -n -q2 -T target.lab
done
path -n 4 hop=2,dnat hop=3,from=198.51.100.9,from=2001:db8:99::9
for m in '' -I -T; do
	same "a hop that takes the target's address: $m" $wait $m -n target.lab
	same "a hop that takes the target's address: $m, IPv6" $wait $m -n -6 -q1 target.lab
done
path -n 6 hop=3,loop=2
same 'a loop' $wait -n -m 12 target.lab
path -n 3 target,tcp=80
same 'an open port' $wait -n -T target.lab
same 'an open port, with its flags' $wait -n -T -O info target.lab
same 'an open port, IPv6' $wait -6 -n -T -O info target.lab
same 'an open port: -M tcpconn' $wait -n -M tcpconn target.lab
path -n 3 target,dark
same 'a dark host' -w.5 -n -m 5 target.lab
same 'a dark host: -I' -w.5 -n -I -m 5 target.lab
path -n 3
but 'a hostile name' -q1 $wait target.lab <<'W'
# It writes what it is given.
|traceroute to target.lab (203.0.113.7), 30 hops max, 60 byte packets
| 1  198.19.1.1 (198.19.1.1)  T ms
| 2  evil\033[31m\007.lab (198.19.2.1)  T ms
| 3  target.lab (203.0.113.7)  T ms
= 0
W

finish
