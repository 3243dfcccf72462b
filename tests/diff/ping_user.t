#!/bin/sh
# ping for those who are not root: with a capability, with a datagram socket, with neither.
. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/ping_lab.sh"

# Limits of users, whatever their socket.
for n in client router; do
	lab_sysctl $n net.ipv4.icmp_echo_ignore_broadcasts=0
done
ll=$(lab_linklocal router client)
for u in raw none; do
	[ $u = raw ] || lab_ping_group client
	for a in -i0.001 -i0.0019 -i0 -f '-f -i.001 -c2'; do
		# shellcheck disable=SC2086 # options
		but -u $u "$u: with $a" -c1 $a 127.0.0.1 <<-'W'
			# The oracle says first what it then does not do.
			!ping: cannot flood; minimal interval allowed for user is 2ms
			= 2
		W
	done
	for a in -i0.002 '-f -i.1 -c2' '-A -c3' '-A -i.1 -c3' '-l 3' '-l 4' '-l 10' -d -r \
		'-S 10000' '-t 9' '-Q 0xff' '-p ff' -L '-M do' -B -C -D -U -a -n -q '-s 16' \
		'-s 65507' '-I lo' '-I nosuch' '-I 1.2.3.4' '-w 1' '-O -c2 -i.05'; do
		# shellcheck disable=SC2086 # options
		same -u $u "$u: with $a" -c1 $a 127.0.0.1
	done
	diff_at client router
	[ $u = raw ] || lab_ping_group router
	for v in 5 0; do
		same -u $u "$u: with -F $v" -c1 -F $v ::1
	done
	diff_at client
	for a in localhost ::1 server server4.lab "-n server6.lab" "-t 1 $SERVER4" "-t 1 $SERVER6" \
		"-v -t 1 $SERVER4" "-I router $SERVER4" "-I router server6.lab" \
		"-I $(lab_addr client) $SERVER4" "-I $(lab_addr client 6) $SERVER6" \
		"-M do -W.2 -s 2000 $SERVER4" "-M do -W.2 -s 2000 $SERVER6" \
		"-M dont -s 2000 $SERVER4" "$ll%router" "-W.2 ff02::1%router" \
		"-c2 -i.5 ff02::1%router" "-M want ff02::1%router" "-M do ff02::1%router" \
		'-b 198.18.1.255' '198.18.1.255' '-b -i.5 -c2 198.18.1.255' \
		'-b -M dont 198.18.1.255' '-b -M do 198.18.1.255' '-I router 224.0.0.1' \
		'-c2 -i.2 -I router 224.0.0.1' '-M want -I router 224.0.0.1' nosuch.lab 0 \
		'-N help'; do
		# shellcheck disable=SC2086 # options, and a destination
		same -u $u "$u: $a" -c1 $a
	done
done
for a in "$SERVER4" "$SERVER6"; do
	same -1 -u none "none: -e 77 -v $a" -e 77 -v -c1 "$a"
done
same -u raw 'raw: -v shows its identifier' -v -c1 "$SERVER4"
for a in "$SERVER4" "$SERVER6"; do
	same -u none "datagram socket: -v $a" -v -c1 "$a"
done
but -u raw 'raw: with -m' -m 1 -c1 127.0.0.1 <<'W'
# The capability is enough, if one still has it.
|PING 127.0.0.1 (127.0.0.1) 56(84) bytes of data.
|64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=T ms
|
|--- 127.0.0.1 ping statistics ---
|1 packets transmitted, 1 received, 0% packet loss, time 0ms
|rtt min/avg/max/mdev = T ms
= 0
W
but -u none 'none: with -m' -m 1 -c1 127.0.0.1 <<'W'
# Once is enough.
!ping: WARNING: failed to set mark: 1: Operation not permitted
|PING 127.0.0.1 (127.0.0.1) 56(84) bytes of data.
|64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=T ms
|
|--- 127.0.0.1 ping statistics ---
|1 packets transmitted, 1 received, 0% packet loss, time 0ms
|rtt min/avg/max/mdev = T ms
= 0
W
for u in raw none; do
	but -u $u "$u: with -r beyond the own link" -r -c1 -W.2 "$SERVER4" <<-W
		# The oracle does not tell that nothing is sent.
		!ping: sendmsg: Network is unreachable
		|PING $SERVER4 ($SERVER4) 56(84) bytes of data.
		|
		|--- $SERVER4 ping statistics ---
		|1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 0ms
		|
		= 1
	W
done
but -u none 'datagram socket: link-local without a zone' -c1 -I router "$ll" <<W
# The oracle warns twice, although the device is given.
|PING $ll($ll) from $(lab_linklocal client router)%router router: 56 data bytes
|64 bytes from $ll%router: icmp_seq=1 ttl=64 time=T ms
|
|--- $ll ping statistics ---
|1 packets transmitted, 1 received, 0% packet loss, time 0ms
|rtt min/avg/max/mdev = T ms
= 0
W

# What a datagram socket gets of odd answers.
datagram() {
	lab_ping_group "$diff_node_ours"
	title=$1
	shift
	same -u none "datagram socket: $title" "$@"
}
path -n 1 target,copies=2
datagram 'twice' -c2 -i.05 203.0.113.7
path -n 1 target,from=203.0.113.8,from=2001:db8:b::8
datagram 'another address' -c1 203.0.113.7
datagram 'another address, IPv6' -c1 2001:db8:b::7
path -n 1 target,bad=20
datagram 'wrong data' -c1 203.0.113.7
path -n 1 target,cut=20
datagram 'cut' -c1 203.0.113.7
path -n 1 target,opts=010707080a010101
lab_ping_group "$diff_node_ours"
but -u none 'datagram socket: options' -c1 203.0.113.7 <<'W'
# The oracle leaves out what it shows of a raw socket.
|PING 203.0.113.7 (203.0.113.7) 56(84) bytes of data.
|64 bytes from 203.0.113.7: icmp_seq=1 ttl=64 time=T ms
|NOP
|RR: 	10.1.1.1
|
|
|--- 203.0.113.7 ping statistics ---
|1 packets transmitted, 1 received, 0% packet loss, time 0ms
|rtt min/avg/max/mdev = T ms
= 0
W
path -n 1 hop=1,lose=1
datagram 'outstanding' -O -c2 -i.1 -W.2 203.0.113.7
forger sum
datagram 'a wrong checksum' -c1 -W.1 192.0.2.7
forger id=1
datagram 'an answer to somebody else' -c1 -W.1 192.0.2.7
for e in 3/1 3/3 3/4/1280 3/13 11/0 12/0/0x14000000; do
	path -n 2 "hop=1,reject=$e"
	datagram "ICMP $e" -c2 -i.05 203.0.113.7
	datagram "ICMP $e -q" -q -c1 203.0.113.7
	datagram "ICMP $e -f" -f -i.05 -c2 203.0.113.7
done
for e in 1/0 1/3 1/99 2/0/1400 3/0 4/1/6 100/0; do
	path -n 2 "hop=1,reject6=$e"
	datagram "ICMPv6 $e" -c2 -i.05 2001:db8:b::7
done

# No socket at all: one line says what is missing, and how to give it.
diff_at client
lab_ping_group client 1 0
same -u none 'neither socket: -V is told before' -c x -V
needs='socket: Operation not permitted: needs CAP_NET_RAW (setcap cap_net_raw+p on this program)'
# no_socket MORE ARGUMENTS
no_socket() {
	# shellcheck disable=SC2086 # options, and a destination
	but -u none "no socket: $2" -c1 $2 <<-W
		# The oracle knows neither the datagram socket nor what to do.
		!ping: $needs$1
		= 2
	W
}
for a in 127.0.0.1 ::1 '-4 127.0.0.1' '-6 ::1' '-v 127.0.0.1'; do
	no_socket ' or a group in net.ipv4.ping_group_range' "$a"
done
# These no group can have.
for a in '-e 0 127.0.0.1' '-e 0 ::1' '-N name ::1'; do
	no_socket '' "$a"
done
lab_ping_group client
for a in '-e 0 127.0.0.1' '-e 0 ::1' '-N name ::1'; do
	no_socket '' "$a"
done

finish
