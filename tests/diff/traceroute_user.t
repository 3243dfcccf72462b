#!/bin/sh
# traceroute for those who are not root: with a capability, with datagram sockets, with neither.
# shellcheck disable=SC2086 # options and operands are words
. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/path_lab.sh"

raw='needs CAP_NET_RAW (setcap cap_net_raw+p on this program)'

# UDP needs no right.
for u in raw none; do
	late_user=$u
	for m in '' -U -UL; do
		for a in server4.lab server6.lab "-n -q1 -e --back $SERVER4" \
			"-n -q1 -i r1 $SERVER6" "-n -q1 -s client.lab $SERVER4" \
			"-n -q1 -t 255 $SERVER6" \
			"-n -q1 -t 255 $SERVER4" "-n -q1 -F $SERVER4 1501" "-n -q1 --mtu $SERVER4" \
			"-n -q1 --mtu $SERVER6" "-n -q1 -r $R1" "-n -q1 $SERVER4 3000" \
			"-n -q1 127.0.0.1"; do
			same -1 -u $u "$u: by $m: $a" -w1 -m6 $m $a
		done
		late 'setsockopt SO_BINDTODEVICE: No such device' 60 "$SERVER4" $m -i nosuch
		late 'bind: Cannot assign requested address' 60 "$SERVER4" $m -s 1.2.3.4
		late 'connect: Network is unreachable' 60 "$SERVER4" $m -r
		late 'setsockopt SO_DEBUG: Permission denied' 60 "$SERVER4" $m -d
		late 'bind: Permission denied' 60 "$SERVER4" $m --sport=80
		[ $u = raw ] || {
			late "traceroute: setsockopt SO_MARK: Operation not permitted: $raw" 60 \
				"$SERVER4" $m --fwmark=5
			late "traceroute: setsockopt IP_OPTIONS: Operation not permitted: $raw" 68 \
				"$SERVER4" $m -g r1.lab
		}
	done
	for a in nosuch.lab '-f 0 server.lab' '-T -O foo server.lab' '-T nosuch.lab' \
		'-M foo nosuch.lab' '-M foo server.lab' '-T -q 11 server.lab' \
		'-P foo server.lab'; do
		same -u $u "$u: bad: $a" $a
	done
done

# The capability is enough for all others.
for m in -I -T '-P 253' '-M tcpconn'; do
	for a in server4.lab server6.lab "-n -q1 -e --back -i r1 $SERVER4" \
		"-n -q1 -F -t 255 $SERVER4" "-n -q1 --mtu $SERVER4"; do
		[ "$m $a" = "-M tcpconn -n -q1 --mtu $SERVER4" ] ||
			same -1 -u raw "raw: by $m: $a" -w1 -m6 $m $a
	done
	late_user=raw
	late 'setsockopt SO_BINDTODEVICE: No such device' 60 "$SERVER4" $m -i nosuch
	late 'bind: Cannot assign requested address' 60 "$SERVER4" $m -s 1.2.3.4
done

# ICMP by datagram sockets. The oracle loses every second one if several are under way at once.
lab_ping_group client
for a in server4.lab server6.lab "-n -q1 -e --back -i r1 $SERVER4" "-n -q1 -s client.lab $SERVER4" \
	"-n -q1 -t 255 $SERVER6" "-n -q1 -F $SERVER4 1501" "-n -q1 --mtu $SERVER4" \
	"-n -q1 --mtu $SERVER6" "-n -q1 -r $R1" "-n -q1 $SERVER4 3000" \
	"-n -q1 -O dgram $SERVER4" "-n -q1 -p 100 $SERVER4" \
	"-n -q1 127.0.0.1"; do
	same -1 -u none "none, ICMP: $a" -w1 -m6 -N1 -I $a
done
late_user=none
late 'setsockopt SO_BINDTODEVICE: No such device' 60 "$SERVER4" -I -i nosuch
late 'bind: Cannot assign requested address' 60 "$SERVER4" -I -s 1.2.3.4
late 'connect: Network is unreachable' 60 "$SERVER4" -I -r
late 'setsockopt SO_DEBUG: Permission denied' 60 "$SERVER4" -I -d
late "traceroute: setsockopt SO_MARK: Operation not permitted: $raw" 60 "$SERVER4" -I --fwmark=5
late "traceroute: setsockopt IP_OPTIONS: Operation not permitted: $raw" 68 "$SERVER4" -I -g r1.lab
lab_reject r2 4 admin-prohibited && lab_reject r2 6 admin-prohibited
same -u none 'none, ICMP: refused' -w1 -N1 -I -n "$SERVER4"
same -u none 'none, ICMP: refused, IPv6' -w1 -N1 -I -n "$SERVER6"
same -u none 'none, UDP: refused' -w1 -n "$SERVER4"
same -u none 'none, UDP: refused, IPv6' -w1 -n "$SERVER6"
lab_open r2
ours -u none 'none, ICMP: all at once' -n -I -q3 "$SERVER4" <<W
# A socket's error that has not been asked for yet is told of the next packet sent, and the oracle
# then takes that for lost.
|traceroute to $SERVER4 ($SERVER4), 30 hops max, 60 byte packets
| 1  $R1  T ms  T ms  T ms
| 2  198.18.2.2  T ms  T ms  T ms
| 3  198.18.3.2  T ms  T ms  T ms
| 4  $SERVER4  T ms  T ms  T ms
= 0
W

# TCP goes by connect(), which needs no right either.
for m in -T '-M tcpconn'; do
	but -u none "none: by $m" -n -q1 $m "$SERVER4" <<-W
		# It has no other way than a raw socket.
		|traceroute to $SERVER4 ($SERVER4), 30 hops max, 60 byte packets
		| 1  $R1  T ms
		| 2  198.18.2.2  T ms
		| 3  198.18.3.2  T ms
		| 4  $SERVER4  T ms
		= 0
	W
	but -u none "none: by $m, IPv6" -n -q1 $m "$SERVER6" <<-W
		# Likewise.
		|traceroute to $SERVER6 ($SERVER6), 30 hops max, 80 byte packets
		| 1  $(lab_addr r1 6)  T ms
		| 2  2001:db8:2::2  T ms
		| 3  2001:db8:3::2  T ms
		| 4  $SERVER6  T ms
		= 0
	W
done

# What does need a right.
lab_ping_group client 1 0
for a in '60 -I -O raw' '60 -P 253' '40 -T -O ack' '40 -D'; do
	late "traceroute: socket: Operation not permitted: $raw" ${a%% *} "$SERVER4" ${a#* }
done
late "traceroute: socket: Permission denied: $raw" 60 "$SERVER4" -I

finish
