#!/bin/sh
# ping's header and reply lines: every option on a good answer, names, sizes, and answers that are
# odd.
. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/ping_lab.sh"

# What it is called.
for a in 127.0.0.1 localhost ::1 server server.lab server4.lab server6.lab twin.lab SERVER4.lab \
	"$SERVER4" "$SERVER6" '-6 server' '-4 server4.lab' '-6 server6.lab' '-n server' \
	'-n server4.lab' "-n $SERVER4" "-n $SERVER6" '-I router server4.lab' \
	'-I router server6.lab' "-I router -n server6.lab" "-I $(lab_addr client) server4.lab" \
	"-I $(lab_addr client 6) server6.lab" "-I $(lab_addr client) -I router server4.lab" \
	"-I $(lab_addr client 6) -I router server6.lab" '-B server4.lab' '-B server6.lab' \
	'-q server4.lab' client router.lab; do
	# shellcheck disable=SC2086 # options, and a destination
	same "header of $a" -c1 -W1 $a
done
for a in '-4 server' '-4 -n server' '-4 localhost' '-4 -I router server'; do
	case $a in
	*localhost) to='localhost (127.0.0.1)' at=$to ttl=64 name=localhost ;;
	*-n*) to="server.lab ($SERVER4)" at=$SERVER4 ttl=63 name=server.lab ;;
	*) to="server.lab ($SERVER4)" at=$to ttl=63 name=server.lab ;;
	esac
	case $a in
	*-I*) to="$to from $(lab_addr client) router:" ;;
	esac
	# shellcheck disable=SC2086 # options, and a destination
	but "header of $a" -c1 $a <<-W
		# The oracle loses the name of a host that has both families.
		|PING $to 56(84) bytes of data.
		|64 bytes from $at: icmp_seq=1 ttl=$ttl time=T ms
		|
		|--- $name ping statistics ---
		|1 packets transmitted, 1 received, 0% packet loss, time 0ms
		|rtt min/avg/max/mdev = T ms
		= 0
	W
done
ll=$(lab_linklocal router client) me=$(lab_linklocal client router)
same 'link-local with a zone' -c1 "$ll%router"
same 'link-local with a number as zone' -c1 "$ll%$(lab_in client cat /sys/class/net/router/ifindex)"
same 'link-local without a zone' -c1 -W1 "$ll"
but 'link-local with the wrong zone' -c1 -W.2 "$ll%lo" <<W
# The oracle does not tell that the packet was not sent.
!ping: sendmsg: Network is unreachable
|PING $ll%lo($ll%lo) 56 data bytes
|
|--- $ll%lo ping statistics ---
|1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 0ms
|
= 1
W
same 'link-local from an address with a zone' -I "$me%router" -c1 "$ll%router"
same 'link-local, device and address' -I router -I "$me" -c1 "$ll"
for a in "$ll" "$ll%router" ff02::1; do
	case $a in
	ff*) at=$me ;;
	*) at=$ll ;;
	esac
	but "link-local $a with its device" -c1 -I router "$a" <<-W
		# It warns that the device might be another, and shows no source.
		|PING $a($a) from $me%router router: 56 data bytes
		|64 bytes from $at%router: icmp_seq=1 ttl=64 time=T ms
		|
		|--- $a ping statistics ---
		|1 packets transmitted, 1 received, 0% packet loss, time 0ms
		|rtt min/avg/max/mdev = T ms
		= 0
	W
done

# Many at once.
for n in client router; do
	lab_sysctl $n net.ipv4.icmp_echo_ignore_broadcasts=0
done
for a in '-b 198.18.1.255' '-b -I router 198.18.1.255' '-b -I router 255.255.255.255' \
	'-b 255.255.255.255' '-I router 224.0.0.1' '-L -I router 224.0.0.1' \
	'-t 3 -I router 224.0.0.1' '-b -v -c2 -i.1 198.18.1.255' '-b -c2 -i.1 198.18.1.255' \
	'-v -c2 -i.1 -I router 224.0.0.1' 'ff02::1%router' '-L ff02::1%router' \
	'-c2 -i.1 ff02::1%router' '-v -c2 -i.1 ff02::1%router' '-t 1 ff02::1%router' \
	'198.18.1.255'; do
	# shellcheck disable=SC2086 # options, and a destination
	same "to many: $a" -c1 -W1 $a
done

# Sizes. A payload without room for the time of sending has a round trip as well.
# small SIZE DESTINATION HEADER TTL
small() {
	but "size $1 to $2" -c2 -i.02 -s "$1" "$2" <<-W
		# The oracle takes the time from the answer.
		|PING $2$3
		|$(($1 + 8)) bytes from $2: icmp_seq=1 ttl=$4 time=T ms
		|$(($1 + 8)) bytes from $2: icmp_seq=2 ttl=$4 time=T ms
		|
		|--- $2 ping statistics ---
		|2 packets transmitted, 2 received, 0% packet loss, time T
		|rtt min/avg/max/mdev = T ms
		= 0
	W
}
for s in 0 1 7 8 15; do
	small $s "$SERVER4" " ($SERVER4) $s($((s + 28))) bytes of data." 63
	small $s ::1 "(::1) $s data bytes" 64
done
for s in 16 17 23 24 1472 1473 65507; do
	same "size $s" -c2 -i.02 -s $s "$SERVER4"
done
for s in 16 17 65507 65527; do
	same "IPv6 size $s" -c2 -i.02 -s $s ::1
done
same 'size 8000' -c1 -s 8000 "$SERVER6"

# Each option on a good answer.
for a in -a '-a -c2 -i.05' -A -C -d -D '-D -a' '-e 77' '-e 0' '-l 3' -L '-m 7' '-M do' '-M dont' \
	'-M want' -n '-O -c2 -i.05' '-p ff' '-p 0123456789abcdef' '-p f' \
	'-p 00112233445566778899aabbccddeeff00' '-q -p ff' -q '-Q 0x10' '-Q 0xb8' -r '-S 5000' \
	'-t 9' -U -v '-v -e 77' '-v -q' '-v -p ff' '-w 1' '-W 1' '-I lo' '-B' '-f -c3' '-f -a -c3' \
	'-f -q -c3' \
	'-A -c4' '-i 0 -c4' '-i .001 -c4' '-i .05 -c2' '-a -q -c2 -i.05' '-O -q -D -a'; do
	# shellcheck disable=SC2086 # options
	same "with $a" -c1 $a 127.0.0.1
	# shellcheck disable=SC2086 # options
	same "IPv6 with $a" -c1 $a ::1
done
diff_at client router
for v in 3 0x4 0xfffff 0; do
	same "IPv6 with -F $v" -c1 -F $v -I lo ::1
done
diff_at client
same 'with -D it is now' -c1 -D -U "$SERVER4"
t 'the date of -D is now' '
	now=$(date +%s) && lab_in client "$BIN/ping" -c1 -D 127.0.0.1 >out && cat out &&
	then=$(sed -n "s/^\[\([0-9]*\)\..*/\1/p" out) && [ $((then - now)) -ge 0 ] &&
	[ $((then - now)) -le 2 ]'

# Late, twice, damaged, cut, from elsewhere: a simulated target does it.
path -n 2 -d 14ms
same 'a round trip of 56 ms' -c2 -i.1 203.0.113.7
path -n 2 -d 39ms
same 'a round trip of 156 ms' -c2 -i.2 203.0.113.7
same 'more than one in flight' -c4 -i.065 203.0.113.7
same 'preload' -l 3 -c3 203.0.113.7
same 'preload, and more' -l 3 -c5 -i.2 203.0.113.7
same 'more than one in flight -O' -O -c4 -i.1 203.0.113.7
same 'a name, a late answer' -c1 target.lab
path -n 1 -d 780ms
same 'a round trip of 1560 ms' -c1 203.0.113.7
path -n 1 target,ttl=1
same 'ttl 1' -c1 203.0.113.7
same 'hop limit 1' -c1 2001:db8:b::7
path -n 1 target,ttl=255
same 'ttl 255' -c1 203.0.113.7
path -n 1 target,copies=2
for a in '-c3' '-q -c3' '-D -a -v -c2' '-s 16 -c2' '-f -c3' '-c1' '-n -O -c2'; do
	# shellcheck disable=SC2086 # options
	same "everything twice $a" $a -i.05 203.0.113.7
done
same 'everything twice, IPv6' -c3 -i.05 2001:db8:b::7
path -n 1 target,only=1,copies=3
same 'one answer three times' -c2 -i.05 203.0.113.7
path -n 1 hop=1,lose=1:3
same -l 'answers missing' -c4 -i.1 203.0.113.7
same -l 'answers missing -O' -O -c4 -i.1 203.0.113.7
same -l 'answers missing -O -D' -O -D -c4 -i.1 203.0.113.7
same -l 'answers missing -O -q' -O -q -c4 -i.1 203.0.113.7
path -n 1 hop=1,lose=1:2:3:4
same -l 'no answer -O -n -v' -O -n -v -c3 -i.1 -W.2 203.0.113.7
same -l 'no answer -O -l' -O -l 3 -c4 -i.1 -W.2 203.0.113.7
same -l 'no answer -O -f' -O -f -c3 -i.1 -W.2 203.0.113.7
for o in 16 17 20 40 55; do
	path -n 1 target,bad=$o
	same "byte $o is wrong" -c1 203.0.113.7
done
path -n 1 target,bad=20
for a in '-c2 -i.05' -q '-f -c2' '-s 100 -p a5' '-s 300' '-a -D -v' '-s 20' '-s 21' '-s 65507'; do
	# shellcheck disable=SC2086 # options
	same "byte 20 is wrong $a" -c1 $a 203.0.113.7
done
same 'byte 20 is wrong, IPv6' -c1 2001:db8:b::7
path -n 1 target,bad=20,copies=2
same 'byte 20 is wrong, twice' -c2 -i.05 203.0.113.7
for n in 16 20 55; do
	path -n 1 target,cut=$n
	same "cut to $n bytes" -c1 203.0.113.7
	same "cut to $n bytes, IPv6" -c1 2001:db8:b::7
done
same 'cut to 55 bytes -q' -c1 -q 203.0.113.7
for n in 0 1 8 15; do
	path -n 1 target,cut=$n
	but "cut to $n bytes" -c1 203.0.113.7 <<-W
		# Without a time in it, its minimum is 9223372036854775.807. Ours has a time of its
		# own.
		|PING 203.0.113.7 (203.0.113.7) 56(84) bytes of data.
		|$((n + 8)) bytes from 203.0.113.7: icmp_seq=1 ttl=64 (truncated)
		|
		|--- 203.0.113.7 ping statistics ---
		|1 packets transmitted, 1 received, 0% packet loss, time 0ms
		|rtt min/avg/max/mdev = T ms
		= 0
	W
done
for n in 1 8 44; do
	path -n 1 target,junk=$n
	same "$n bytes too many" -c1 203.0.113.7
done
path -n 1 target,from=203.0.113.8,from=2001:db8:b::8
for a in 203.0.113.7 '-q 203.0.113.7' '-C -W.2 203.0.113.7' 2001:db8:b::7 '-D -v 203.0.113.7'; do
	# shellcheck disable=SC2086 # options, and a destination
	same "another address answers $a" -c1 $a
done

but 'another address answers -C, IPv6' -C -c1 -W.2 2001:db8:b::7 <<'W'
# The oracle's -C means nothing to IPv6.
|PING 2001:db8:b::7(2001:db8:b::7) 56 data bytes
|
|--- 2001:db8:b::7 ping statistics ---
|1 packets transmitted, 0 received, 100% packet loss, time 0ms
|
= 1
W

# The data says when it was sent; a liar has no say.
for v in 0000000000000000 0100000000000000 ffffffffffffffff ffffffffffffff7f 0000000000000080 \
	00000000ffffffff; do
	path -n 1 "target,stamp=${v}0000000000000000"
	but "the data claims to be of $v" -c2 -i.05 203.0.113.7 <<-'W'
		# Its round trip is as long as the answer says.
		|PING 203.0.113.7 (203.0.113.7) 56(84) bytes of data.
		|64 bytes from 203.0.113.7: icmp_seq=1 ttl=64 time=T ms
		|64 bytes from 203.0.113.7: icmp_seq=2 ttl=64 time=T ms
		|
		|--- 203.0.113.7 ping statistics ---
		|2 packets transmitted, 2 received, 0% packet loss, time T
		|rtt min/avg/max/mdev = T ms
		= 0
	W
done

# What only a forger sends.
forger id=1
same 'an answer to somebody else' -c1 -W.2 192.0.2.7
forger code=5
same 'a reply with a code' -c1 192.0.2.7
forger none seq=1 seq=3
but 'in the wrong order' -c3 -i.2 -W.2 192.0.2.7 <<'W'
# The late answer brings the data of the second request: what the oracle takes for its time.
|PING 192.0.2.7 (192.0.2.7) 56(84) bytes of data.
|64 bytes from 192.0.2.7: icmp_seq=1 ttl=64 time=2xx ms
|64 bytes from 192.0.2.7: icmp_seq=3 ttl=64 time=T ms
|
|--- 192.0.2.7 ping statistics ---
|3 packets transmitted, 2 received, 33.3333% packet loss, time T
|rtt min/avg/max/mdev = T ms, pipe 2
= 0
W
for s in 0 101 65535; do
	forger seq=$s
	but "an answer to number $s, which was not sent" -c1 -W.2 192.0.2.7 <<-'W'
		# It counts whatever comes.
		|PING 192.0.2.7 (192.0.2.7) 56(84) bytes of data.
		|
		|--- 192.0.2.7 ping statistics ---
		|1 packets transmitted, 0 received, 100% packet loss, time 0ms
		|
		= 1
	W
done
forger sum
but 'a wrong checksum' -c1 -W.2 192.0.2.7 <<'W'
# It never looks.
|PING 192.0.2.7 (192.0.2.7) 56(84) bytes of data.
|64 bytes from 192.0.2.7: icmp_seq=1 ttl=64 time=T ms (BAD CHECKSUM!)
|
|--- 192.0.2.7 ping statistics ---
|1 packets transmitted, 0 received, +1 corrupted, 100% packet loss, time 0ms
|
= 1
W
same 'a wrong checksum, IPv6' -c1 -W.2 2001:db8:f::7
forger code=0
same 'the forger can be honest' -c2 -i.05 forged.lab
but 'a hostile name' -c1 evil.lab <<'W'
# It sends terminal escapes on.
|PING evil\033[31m\007.lab (192.0.2.66) 56(84) bytes of data.
|64 bytes from evil\033[31m\007.lab (192.0.2.66): icmp_seq=1 ttl=64 time=T ms
|
|--- evil\033[31m\007.lab ping statistics ---
|1 packets transmitted, 1 received, 0% packet loss, time 0ms
|rtt min/avg/max/mdev = T ms
= 0
W

# The number of a probe has 16 bits.
t 'after 65535 comes 0' '
	lab_in "$diff_node_ours" "$BIN/ping" -l 64 -i 0 -c 65540 192.0.2.7 >out &&
	grep -E "seq=(6553[45]|0|1|4) " out >ends && cat ends && tail -n 3 out &&
	[ "$(sed "s/.*seq=\([0-9]*\) .*/\1/" ends | xargs)" = "1 4 65534 65535 0 1 4" ] &&
	grep -q "^65540 packets transmitted, 65540 received, 0% packet loss" out'

finish
