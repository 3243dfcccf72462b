#!/bin/sh
# tracepath's command line, good and bad: both programs take and refuse the same and say the same.
. "${0%/*}/../tap.sh"
need_root
need_tool ip nft
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/diff/diff.sh"
diff_tool tracepath
lab_new && lab_node box && lab_in box ip link add eth0 up type veth peer name eth1 &&
	lab_ip box link set eth1 up && lab_ip box addr add 198.18.1.1/24 dev eth0 &&
	lab_ip box addr add 2001:db8::6/128 dev lo &&
	lab_etc box hosts <<-'EOT' && lab_etc box resolv.conf <<-'EOT' || exit
		127.0.0.1 localhost
		127.0.0.4 four.lab
		::1 localhost
		2001:db8::6 six.lab
		127.0.0.9 both.lab
		2001:db8::6 both.lab
	EOT
		nameserver 127.0.0.1
	EOT
diff_at box

same 'no argument'
same 'with -h' -h
same 'with -h behind other options' -m 3 -h
same 'an unknown option' -x
same 'an unknown option behind the destination' 127.0.0.1 -x
same 'an unknown option among known ones' -nx 127.0.0.1
for o in l m p; do
	same "with -$o without its argument" "-$o"
done
but 'with -V' -V <<'W'
# It names itself.
|tracepath from rungs 0.1
= 0
W
but 'with -V before what is wrong' -V -m abc <<'W'
# It names itself.
|tracepath from rungs 0.1
= 0
W
but 'with --version' --version <<'W'
# The oracle has no long options.
|tracepath from rungs 0.1
= 0
W
same 'a bad number before -V' -m abc -V
same 'options behind the destination' 127.0.0.1 -n
same 'with -- and an address' -- 127.0.0.1
same 'with -- and nothing' --
same 'a name that begins with "-"' -- -x
same 'two destinations' 127.0.0.1 127.0.0.1
same 'a port as a word of its own' 127.0.0.1 44444
same 'the name "-"' -
same 'an empty name' ''
same 'a name with a blank' 'a b'
same 'a blank before an address' ' 127.0.0.1'
same 'a blank behind an address' '127.0.0.1 '
same 'a name of 300 characters' "$(printf '%0300d' 0 | tr 0 x)"
same 'a name of 10,000 characters' "$(printf '%010000d' 0 | tr 0 x)"
same 'a name of labels too many' "$(printf '%0300d' 0 | sed 's/0/x./g')"
same 'a label of 64 characters' "$(printf '%064d' 0 | tr 0 x).lab"
same 'an unknown host' nosuch.lab
same 'an unknown host -4' -4 nosuch.lab
same 'an unknown host -6' -6 nosuch.lab
same 'a name without IPv6' -6 four.lab
same 'with -4 and an IPv6 address' -4 ::1
same 'with -6 and an IPv4 address' -6 127.0.0.1
same 'with -4 -6' -4 -6 127.0.0.1
same 'with -6 -4' -6 -4 127.0.0.1
same 'with -4 -4' -4 -4 127.0.0.1
same 'with -4 -6 before what is wrong' -4 -6 -m abc
same 'what is wrong before -4 -6' -m abc -4 -6
for a in 127.1 0x7f.1 2130706433 0 0.0.0.0 :: 256.1.1.1 127.0.0.1.1 1:2 fe80::1%nosuch fe80::1% \
	::1%lo 127.0.0.1%lo localhost%lo '[::1]' localhost four.lab six.lab; do
	same "destination $a" "$a"
	same "destination $a -n" -n "$a"
done
same 'an address without a name' -n 198.18.1.1
but 'an address whose name nobody tells' 198.18.1.1 <<'W'
# It shows ??? in place of the address.
| 1:  198.18.1.1                                            T.TTTms reached
|     Resume: pmtu 65535 hops 1 back 1 $
= 0
W
same 'the IPv4 address of a name' -4 both.lab
same 'the IPv6 address of a name' -6 both.lab

# HOST/PORT
for a in 127.0.0.1/80 localhost/5000 ::1/5000 localhost/ localhost/x localhost/70000 localhost/-1 \
	/5000 / 127.0.0.1/44444/3 nosuch.lab/5000 nosuch.lab/x; do
	same "destination $a" "$a"
	same "destination $a and -p 0" -p 0 "$a"
done
but 'destination 127.0.0.1/0' -n 127.0.0.1/0 <<'W'
# It sends to port 0, which fails; as with -p, 0 is ours for the default.
| 1:  127.0.0.1                                             T.TTTms reached
|     Resume: pmtu 65535 hops 1 back 1 $
= 0
W
but 'destination 127.0.0.1/80 and -p' -n -p 50000 127.0.0.1/80 <<'W'
# To it, with -p a slash is part of the name.
| 1:  127.0.0.1                                             T.TTTms reached
|     Resume: pmtu 65535 hops 1 back 1 $
= 0
W
but 'destination 127.0.0.1/x and -p' -n -p 50000 127.0.0.1/x <<'W'
# Likewise.
!tracepath: invalid argument: 'x'
= 1
W

# What every number refuses, whatever its range.
for o in l m p; do
	for v in abc '' 1x 0x1 1.5 1e1 '1 ' 99999999999999999999 -99999999999999999999 \
		9223372036854775808 2147483648 4294967297 -1 -0 256 65536; do
		[ "$o$v" != l65536 ] || continue
		same "with -$o '$v'" "-$o" "$v" 127.0.0.1
	done
done
for a in '-l 29' '-l 1500' '-l 65535' '-l +1500' '-l 01500' '-l 0' '-l -0' '-m 1' '-m 255' '-m 02' \
	'-m +2' '-p 1' '-p 65535' '-p 0' '-p 080' '-n' '-b' '-n -b' '-b -n' '-nb' '-n -n' \
	'-m 5 -m 6'; do
	# shellcheck disable=SC2086 # an option and its argument
	same "with $a" $a 127.0.0.1
done
same "with -m ' 1'" -m ' 1' 127.0.0.1
for v in 1 27 28 010; do
	same "with -l $v" -l $v 127.0.0.1
	same "with -l $v and an unknown host" -l $v nosuch.lab
done
for v in 1 28 29 47 48 49 100 1279 1280 65535 65536; do
	same "with -l $v to IPv6" -n -l $v ::1
done
for v in 70000 128000; do
	same "with -l $v to IPv6, cut to what the interface takes" -n -l $v ::1
done
for v in 65536 70000 2147483647; do
	but "with -l $v to IPv4" -n -l $v 127.0.0.1 <<-'W'
		# The longest packet of IPv4 has 65535 bytes: it says that of the link, or fails.
		| 1:  127.0.0.1                                             T.TTTms reached
		|     Resume: pmtu 65535 hops 1 back 1 $
		= 0
	W
done

# where no packet goes
for a in 198.51.100.1 2001:db8:1::1; do
	but "no route to $a" "$a" <<-'W'
		# It calls the length that was to be tried the path MTU, and all well.
		!tracepath: send: Network is unreachable
		| 1:  send failed
		= 1
	W
done

finish
