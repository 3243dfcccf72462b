#!/bin/sh
# ping for those who are not root: with a capability, with a datagram socket, with neither.
. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/ping_lab.sh"

# Limits of users, whatever their socket.
for n in client router; do
	lab_sysctl $n net.ipv4.icmp_echo_ignore_broadcasts=0
done
ll=$(lab_linklocal router client)
both="-i0.001 -i0.0019 -i0.002 -i0 -f"
for u in raw none; do
	[ $u = raw ] || lab_ping_group client
	for a in $both '-f -i.1 -c2' '-f -i.001 -c2' '-A -c3' '-A -i.1 -c3' '-l 3 -c3' '-l 4' '-l 10' '-m 1' -d -r '-S 10000' '-t 9' \
		'-Q 0xff' '-e 5' '-e 0' '-p ff' -L '-M do' -B -C -D -U -a -n -q '-s 0' '-s 15' '-s 16' '-s 65507' '-I lo' \
		'-I nosuch' '-I 1.2.3.4' '-w 1' '-O -c2 -i.05'; do
		# shellcheck disable=SC2086 # options
		same -u $u "$u: with $a" -c1 $a 127.0.0.1
	done
	diff_at client router
	[ $u = raw ] || lab_ping_group router
	for v in 5 0; do
		same -u $u "$u: with -F $v" -c1 -F $v ::1
	done
	diff_at client
	for a in localhost ::1 server server4.lab "-n server6.lab" "-t 1 $SERVER4" "-t 1 $SERVER6" "-v -t 1 $SERVER4" "-r -W.2 $SERVER4" \
		"-I router $SERVER4" "-I router server6.lab" "-I $(lab_addr client) $SERVER4" "-I $(lab_addr client 6) $SERVER6" \
		"-M do -W.2 -s 2000 $SERVER4" "-M do -W.2 -s 2000 $SERVER6" "-M dont -s 2000 $SERVER4" "$ll%router" "-W.2 ff02::1%router" \
		"-c2 -i.5 ff02::1%router" "-M want ff02::1%router" "-M do ff02::1%router" '-b 198.18.1.255' '198.18.1.255' \
		'-b -i.5 -c2 198.18.1.255' '-b -M dont 198.18.1.255' '-b -M do 198.18.1.255' '-I router 224.0.0.1' \
		'-c2 -i.2 -I router 224.0.0.1' '-M want -I router 224.0.0.1' nosuch.lab "-e 77 -v $SERVER4" "-e 77 -v $SERVER6" 0 \
		'-N name -W.2 ::1' '-N help'; do
		# shellcheck disable=SC2086 # options, and a destination
		same -u $u "$u: $a" -c1 $a
	done
done
same -u raw 'raw: -v shows its identifier' -v -c1 "$SERVER4"
for a in "$SERVER4" "$SERVER6"; do
	case $a in
	*:*) head="PING $a($a) 56 data bytes" ;;
	*) head="PING $a ($a) 56(84) bytes of data." ;;
	esac
	but -u none "datagram socket: -v $a" -v -c1 "$a" <<-W
		# The oracle does not know its identifier.
		|$head
		|64 bytes from $a: icmp_seq=1 ident=ID ttl=63 time=T ms
		|
		|--- $a ping statistics ---
		|1 packets transmitted, 1 received, 0% packet loss, time 0ms
		|rtt min/avg/max/mdev = T ms
		= 0
	W
done
but -u none 'datagram socket: link-local without a zone' -c1 -I router "$ll" <<W
# The oracle warns twice, although the device is given.
|PING $ll($ll%router) from $(lab_linklocal client router)%router router: 56 data bytes
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
datagram 'options' -c1 203.0.113.7
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
for a in 127.0.0.1 ::1 '-4 127.0.0.1' '-6 ::1' '-v 127.0.0.1' '-e 0 127.0.0.1' nosuch.lab '-N name ::1'; do
	# shellcheck disable=SC2086 # options, and a destination
	but -u none "neither socket: $a" -c1 $a <<-'W'
		# The oracle knows neither the datagram socket nor what to do.
		!ping: no permission to open an ICMP socket: needs cap_net_raw (setcap cap_net_raw+ep) or a group within net.ipv4.ping_group_range
		= 2
	W
done

finish
