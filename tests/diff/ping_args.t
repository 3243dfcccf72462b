#!/bin/sh
# ping's command line, good and bad: both programs take and refuse the same and say the same.
. "${0%/*}/../tap.sh"
need_root
need_tool ip nft
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/diff/diff.sh"
diff_tool ping
lab_new && lab_node box && lab_in box ip link add eth0 up type veth peer name eth1 &&
	lab_ip box addr add 198.18.1.1/24 dev eth0 &&
	lab_etc box hosts <<-'EOT' && lab_etc box resolv.conf <<-'EOT' || exit
		127.0.0.1 localhost
		127.0.0.4 four.lab
		::1 six.lab
	EOT
		nameserver 127.0.0.1
	EOT
diff_at box

same 'no argument'
same 'with -h' -h
same 'with -h behind other options' -c 3 -h
same 'an unknown option' -x
same 'an unknown option behind the destination' -c1 127.0.0.1 -x
for o in c e F i I l m M N p Q s S t T w W; do
	same "with -$o without its argument" "-$o"
done
but 'with -V' -V <<'W'
# It names itself.
|ping from rungs 0.1
= 0
W
but 'with --version' --version <<'W'
# The oracle has no long options.
|ping from rungs 0.1
= 0
W
same 'a bad number before -V' -c abc -V
same 'options behind the destination' 127.0.0.1 -c1 -q
same 'with -- and an address' -c1 -- 127.0.0.1
same 'with -- and nothing' --
same 'a name that begins with "-"' -c1 -- -x
same 'the name "-"' -
same 'an empty name' -c1 ''
same 'a name with a blank' -c1 'a b'
same 'a blank before an address' -c1 ' 127.0.0.1'
same 'a blank behind an address' -c1 '127.0.0.1 '
same 'a name of 300 characters' -c1 "$(printf '%0300d' 0 | tr 0 x)"
same 'a name of 10,000 characters' -c1 "$(printf '%010000d' 0 | tr 0 x)"
same 'a name of labels too many' -c1 "$(printf '%0300d' 0 | sed 's/0/x./g')"
same 'a label of 64 characters' -c1 "$(printf '%064d' 0 | tr 0 x).lab"
same 'an unknown host' -c1 nosuch.lab
same 'an unknown host -4' -4 -c1 nosuch.lab
same 'an unknown host -6' -6 -c1 nosuch.lab
same 'a name without IPv4' -4 -c1 six.lab
same 'a name without IPv6' -6 -c1 four.lab
same 'with -4 and an IPv6 address' -4 -c1 ::1
same 'with -6 and an IPv4 address' -6 -c1 127.0.0.1
same 'with -4 -6' -4 -6 -c1 127.0.0.1
same 'with -6 -4' -6 -4 -c1 127.0.0.1
same 'with -4 -4' -4 -4 -c1 127.0.0.1
for a in 127.1 0x7f.1 2130706433 0 0.0.0.0 :: 256.1.1.1 127.0.0.1.1 1:2 fe80::1%nosuch fe80::1% \
	::1%lo 127.0.0.1%lo localhost%lo; do
	same "destination $a" -c1 -W.2 "$a"
done

# What every number refuses, whatever its range.
for o in c e l m s S t w; do
	for v in abc '' 1x 0x1 1.5 1e1 '1 ' 99999999999999999999 -1; do
		same "with -$o '$v'" -c1 -q "-$o" "$v" 127.0.0.1
	done
	[ $o = s ] || same "with -$o ' 1'" -c1 -q "-$o" ' 1' 127.0.0.1
	[ $o = s ] || same "with -$o +1" -c1 -q "-$o" +1 127.0.0.1
done
for a in '-c 0' '-c -0' '-c 01' '-c 9223372036854775807 -w 1' '-c 9223372036854775808' '-e 0' \
	'-e 65535' '-e 65536' '-l 0' '-l 2' '-l 65537' '-m 0' '-m 4294967295' '-m 4294967296' \
	'-M do' '-M dont' '-M want' '-M Do' '-M d' '-M abc' '-p ff' '-p 0' '-p fff' \
	'-p 00112233445566778899aabbccddeeff' '-p g' '-p 0x12' '-p -1' '-p deadbeefz' '-Q 0' \
	'-Q 255' '-Q 0x10' '-Q 0xff' '-Q 010' '-Q 256' '-Q abc' '-Q 1x' '-Q 1.5' '-s +16' \
	'-s 65507' '-s 2147483648' '-S 0' '-S 1' '-S 1000000000' '-S 2147483647' '-S 2147483648' \
	'-t 0' '-t 1' '-t 255' '-t 256' '-T tsonly' '-T tsandaddr' '-T tsprespec' '-T abc' '-T ts' \
	'-w 0' '-w 2147483647' '-w 2147483648' '-W 0' '-W 0.001' '-W 1.5' '-W .5' '-W 5.' '-W -1' \
	'-W -0.1' '-W 9e9' '-W 2147484' '-i 0' '-i 1.5' '-i .5' '-i 0.0001' '-i 2147484' '-i 9e18' \
	'-i 2147483' '-i 1e-05' '-i 1E-1' '-i 1e7' '-W 1e1' '-W 2.5e-1' '-W 1e7' '-b' '-L' '-d' \
	'-r' '-C' '-B' '-n' '-a' '-A' '-D' '-O' '-R' '-U' '-f' '-v' '-qv'; do
	[ "$a" != '-W 0.001' ] || diff_chances=3 # the reply may take longer
	# shellcheck disable=SC2086 # an option and its argument
	same "with $a" -c1 $a 127.0.0.1
	diff_chances=1
done
# A label cannot be had again for some seconds.
lab_node twin && diff_at box twin || exit
for v in 0 2 0x1 0xfffff 0x100000 100000 fffff abc 1x -1; do
	same "with -F $v" -c1 -q -F "$v" ::1
done
diff_at box
same 'with -F means nothing to IPv4' -c1 -F 1 127.0.0.1
same 'with -W in no locale takes a comma' -e LC_ALL=C.utf8 -c1 -W .5 127.0.0.1

# Bad numbers that the oracle only warns about, or takes.
for v in abc 1x '1 ' 0,5 0.5. 2h nan inf; do
	shown=$(echo "$v" | sed 's/ $/ $/')
	but "with -i '$v'" -c1 -i "$v" 127.0.0.1 <<-W
		# It warns, and takes what it understood: 0 of "abc"; of others it tells the errno.
		!ping: bad timing interval: $shown
		= 2
	W
	but "with -W '$v'" -c1 -W "$v" 127.0.0.1 <<-W
		# It warns, and takes what it understood: for ever of "abc"; of others it tells the
		# errno.
		!ping: bad linger time: $shown
		= 2
	W
done
for v in -1 -0.1; do
	but "with -i $v" -c1 -i "$v" 127.0.0.1 <<-W
		# A flood.
		!ping: bad timing interval: $v
		= 2
	W
done
but 'with -Q is no number' -c1 -q -Q '' 127.0.0.1 <<'W'
# It takes it for 0.
!ping: bad TOS value: $
= 2
W
for v in -1 9999999999999999999999 99999999999 2147483648 0x100; do
	but "with -Q $v" -c1 -q -Q "$v" 127.0.0.1 <<-W
		# It takes the low 32 bits, -1 for not given, and says its own number instead.
		!ping: the decimal value of TOS bits must be in range 0-255: $v
		= 2
	W
done
but 'with -M probe' -M probe -c1 -q 127.0.0.1 <<'W'
# As newer versions have it.
|PING 127.0.0.1 (127.0.0.1) 56(84) bytes of data.
|
|--- 127.0.0.1 ping statistics ---
|1 packets transmitted, 1 received, 0% packet loss, time 0ms
|rtt min/avg/max/mdev = T ms
= 0
W

but 'destination ::ffff:127.0.0.1' -c1 -W.2 ::ffff:127.0.0.1 <<'W'
# It does not tell that the packet was not sent.
!ping: sendmsg: Network is unreachable
|PING ::ffff:127.0.0.1(::ffff:127.0.0.1) 56 data bytes
|
|--- ::ffff:127.0.0.1 ping statistics ---
|1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 0ms
|
= 1
W

# Combinations.
same 'with -R and -T' -R -T tsonly -c1 127.0.0.1
same 'with -T and -R' -T tsonly -R -c1 127.0.0.1
same 'with -T twice' -T tsonly -T tsandaddr -c1 -q 127.0.0.1
same 'with -R to IPv6' -R -c1 ::1
same 'with -T to IPv6' -T tsonly -c1 ::1
same 'with -b to IPv6' -b -c1 ::1
same 'with -c twice' -c1 -c2 -i.1 127.0.0.1
same 'with -q -v' -q -v -c1 127.0.0.1
same 'with -f -i' -f -i .1 -c2 127.0.0.1
same 'with -f -A' -f -A -c3 127.0.0.1
same 'with -N to IPv4' -N name -c1 127.0.0.1
same 'with -6 -N and an IPv4 address' -6 -N name -c1 127.0.0.1
for a in 127.0.0.1 ::1; do
	but "a hop on the way to IPv6: $a" -c1 "$a" ::1 <<-'W'
		# Its usage does not say that hops are of IPv4.
		!ping: ::1: Address family for hostname not supported
		= 2
	W
done
same 'twelve destinations' -c1 127.1 127.1 127.1 127.1 127.1 127.1 127.1 127.1 127.1 127.1 127.1 \
	127.1
same 'unknown hop' -c1 nosuch.lab 127.0.0.1
same 'unknown destination behind a hop' -c1 127.0.0.1 nosuch.lab
same 'five prespecified' -T tsprespec 127.1 127.1 127.1 127.1 127.1 127.1 -c1 127.0.0.1
same 'no broadcast without -b' -c1 198.18.1.255

# -H came after the oracle.
# named DESTINATION HEADER NAME [OPTION]
named() {
	but "with -H${4:+ $4} $1" -H ${4:+"$4"} -c1 "$1" <<-W
		# As newer versions have it: names although the destination is a number.
		|PING $1$2
		|64 bytes from $3: icmp_seq=1 ttl=64 time=T ms
		|
		|--- $1 ping statistics ---
		|1 packets transmitted, 1 received, 0% packet loss, time 0ms
		|rtt min/avg/max/mdev = T ms
		= 0
	W
}
named 127.0.0.4 ' (127.0.0.4) 56(84) bytes of data.' 'four.lab (127.0.0.4)'
named 127.0.0.4 ' (127.0.0.4) 56(84) bytes of data.' 127.0.0.4 -n
named ::1 '(six.lab (::1)) 56 data bytes' 'six.lab (::1)'

# -I
for a in '-I nosuch 127.0.0.1' '-I nosuch ::1' '-I 1.2.3.4 127.0.0.1' '-I 2001:db8::1 ::1' \
	'-I lo 127.0.0.1' '-I lo ::1' '-I 198.18.1.1 127.0.0.1' '-I 127.0.0.1 127.0.0.1' \
	'-I 0.0.0.0 127.0.0.1' '-I :: ::1' '-I lo -I 127.0.0.1 127.0.0.1' \
	'-I 127.0.0.1 -I lo 127.0.0.1' '-I 127.0.0.2 -I 127.0.0.1 127.0.0.1' \
	'-I nosuch -I lo 127.0.0.1' '-I 1.2.3.4 -I lo 127.0.0.1' '-I lo%lo 127.0.0.1' \
	'-I four.lab 127.0.0.1' '-I aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa 127.0.0.1' \
	'-I eth0 127.0.0.1' '-I ::1%lo ::1' '-I ::1%lo 127.0.0.1' '-I ::1%nosuch ::1' \
	'-I fe80::1%nosuch 127.0.0.1' '-I fe80::1%lo 127.0.0.1' '-I ::1%lo -I eth0 127.0.0.1' \
	'-I fe80::1 ::1' '-I a:b 127.0.0.1' '-I lo: ::1' '-I a:b%lo ::1' \
	'-I 127.0.0.1%lo 127.0.0.1'; do
	# shellcheck disable=SC2086 # options, and a destination
	same "with $a" -c1 -W.2 $a
done

if lab_ip box link add vrf0 up type vrf table 10 2>/dev/null; then
	lab_ip box link set eth1 master vrf0 && lab_ip box addr add 198.18.2.1/24 dev eth1
	same 'a VRF' -I vrf0 -c1 198.18.2.1
	same 'a VRF and an address' -I vrf0 -I 198.18.2.1 -c1 198.18.2.1
	same 'a VRF and an address of another' -I vrf0 -I 198.18.1.1 -c1 -W.2 198.18.2.1
else
	skip 'a VRF' 'the kernel has none'
fi

finish
