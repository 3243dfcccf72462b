#!/bin/sh
# ping -N: node information queries (RFC 4620), as they are asked and as answers are told.
. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/ping_lab.sh"
need_tool tcpdump

forger none
same 'query: empty' -N '' ::1
for a in '-N help' '-N help ::1' '-N abc ::1' '-N NAME ::1' '-N na ::1' '-N ipv6=1 ::1' \
	'-N name,ipv4 ::1' '-N subject-ipv6 ::1' '-N name' '-N subject-name=bob' \
	'-N name 127.0.0.1' '-N name 2001:db8:f::7' '-N name -v 2001:db8:f::7' \
	'-N name -q 2001:db8:f::7' '-N name -s 100 2001:db8:f::7' '-N name -p ff 2001:db8:f::7' \
	'-N name -f -c2 2001:db8:f::7' '-N ipv6-global -N ipv6-linklocal 2001:db8:f::7' \
	'-N name -O -c2 -i.05 2001:db8:f::7' '-N name -t 3 2001:db8:f::7' \
	'-N name -I forge0 2001:db8:f::7'; do
	# shellcheck disable=SC2086 # options, and a destination
	same "$(echo "query: $a" | cut -c1-60)" -c1 -W.1 $a
done
for o in subject-ipv4 subject-ipv6; do
	but "query: -N $o=zz" -c1 -N $o=zz ::1 <<-'W'
		# The oracle adds its help, which does not help.
		!ping: zz: Temporary failure in name resolution
		= 2
	W
done
for a in "$(printf '%064d' 0 | tr 0 x)" "$(printf '%0130d' 0 | sed 's/0/a./g')"; do
	but 'a subject that is no domain name' -c1 -N "subject-name=$a" ::1 <<-W
		# The oracle says in which way, of IDN that nobody asked for.
		!ping: $a: not a domain name
		= 2
	W
done
for a in 'ipv4 ipv6' 'name ipv4' 'ipv6 name'; do
	but "two questions: $a" -c1 -N "${a% *}" -N "${a#* }" ::1 <<-'W'
		# The oracle says it on standard output, and then the help.
		!ping: Qtype conflict
		= 2
	W
done
but 'two subjects' -c1 -N subject-name=a -N subject-ipv4=1.2.3.4 ::1 <<-'W'
	# The oracle says it on standard output, and then the help.
	!ping: Subject type conflict
	= 2
W

# queries WHO: every query on the wire, a line each, without checksum and nonce
queries() {
	lab_in "$diff_node_ours" timeout 8 tcpdump -l -n -i forge0 -x -c 17 'ip6[40] == 139' \
		>"$1.dump" 2>"$1.ready" &
	lab_wait 5 grep -qs listening "$1.ready" || return
	PATH=$diff_dir/$1:$PATH
	export PATH
	for a in name ipv6 ipv6-all ipv6-compatible ipv6-global ipv6-linklocal ipv6-sitelocal ipv4 \
		ipv4-all 'name -N subject-ipv6=2001:db8::9' 'name -N subject-ipv4=192.0.2.9' \
		'name -N subject-name=bob' 'name -N subject-name=bob.lab' \
		'name -N subject-name=a.b.c' 'name -N subject-fqdn=bob' \
		'ipv4 -N subject-fqdn=bob.lab.' 'ipv6-global -N ipv6-linklocal'; do
		# shellcheck disable=SC2086 # an option's argument, and more options
		lab_in "$diff_node_ours" ping -c1 -W.02 -N $a 2001:db8:f::7 >/dev/null
	done
	wait
	awk '/^\t0x/ { sub(/.*: /, ""); gsub(/ /, ""); line = line $0; next }
		line { print line; line = "" }
		END { print line }' "$1.dump" |
		sed 's/^.\{80\}8b\(..\)....\(.\{8\}\).\{16\}\(.*\)/code \1 flags \2 subject \3/'
}
# The oracle ends a fully qualified name, lines 15 and 16, as RFC 4620 6.4 ends those that are not:
# with two zeroes.
t 'differs: every query on the wire' '
	queries oracle >oracle.queries && queries ours >ours.queries &&
	[ "$(grep -c code oracle.queries)" = 17 ] &&
	sed "15,16s/0000$/00/" oracle.queries >want &&
	[ "$(diff oracle.queries want | grep -c "^>")" = 2 ] &&
	diff -U 20 want ours.queries'

# An answer, told.
# tells QTYPE TITLE ACTION [ARGUMENTS]
# The oracle has no time of a query, since it has none in its data.
timed='s/ ttl=64\(\^G\)*$/ ttl=64 time=T ms\1/
/packets transmitted/ {
	n
	s,^|$,|rtt min/avg/max/mdev = T ms,
	s,^|ipg,|rtt min/avg/max/mdev = T ms\, ipg,
}'
tells() {
	forger "$3"
	# shellcheck disable=SC2086 # options
	same -d "$timed" "told: $2" -N "$1" -c1 -W.2 ${4:-} 2001:db8:f::7
}
tells name 'a name' data=0000000003626f62036c616200
tells name 'a name, -v' data=0000000003626f62036c616200 -v
tells name 'a name, -D -a' data=0000000003626f62036c616200 '-D -a'
tells name 'a name, -q' data=0000000003626f62036c616200 -q
tells name 'a name, -f' data=0000000003626f62036c616200 '-f -c3'
tells name 'a name, three times' data=0000000003626f62036c616200 '-c3 -i.05'
tells name 'not a whole name' data=0000000003626f620000
tells name 'two names' data=0000000003626f62036c61620002616c036c616200
tells name 'no data' data=
tells name 'three bytes' data=000000
tells name 'no name' data=00000000
tells name 'a name without an end' data=0000000003626f62
tells name 'a label that is too long' data=000000003f626f62
tells name 'compression' data=00000000c004
tells name 'control characters' data=0000000006611b5b33316d02620700
tells name 'the root' data=0000000000
tells name 'a dot in a label' data=0000000003612e6200

for c in 1 2; do
	tells name "code $c" code=$c,data=
done
for q in 0 1 5 99; do
	tells name "another question: $q" qtype=$q,data=0000000003626f62036c616200
done
tells ipv6 'an address' data=0000000020010db8000f00000000000000000007
two=0000000020010db8000f0000000000000000000700000000fe800000000000000000000000000007
tells ipv6 'two addresses' data=$two
tells ipv6 'no address' data=
tells ipv6 'an address cut' data=0000000020010db8000f000000000000000000
tells ipv6 'an address, and half a one' data=0000000020010db8000f0000000000000000000700000000fe80
tells ipv6 'there are more' flags=1,data=0000000020010db8000f00000000000000000007
tells ipv4 'an address of IPv4' data=00000000c0000207
tells ipv4 'two addresses of IPv4' data=00000000c000020700000000c0000208
tells ipv4 'no address of IPv4' data=
tells ipv4 'an address of IPv4 cut' data=00000000c00002
tells ipv4 'an address of IPv4 and a byte' data=00000000c000020700
tells ipv4 'there are more of IPv4' flags=1,data=00000000c0000207
# No answer.
for a in none nonce,data=0000000003626f62036c616200 sum,data=0000000003626f62036c616200; do
	forger $a
	same "no answer: $a" -N name -c1 -W.2 2001:db8:f::7
done
forger type=1,code=4
but 'an error' -N name -c1 -W.2 2001:db8:f::7 <<'W'
# The oracle shows errors only of echo requests.
|PING 2001:db8:f::7(2001:db8:f::7) 56 data bytes
|From 2001:db8:f::7 icmp_seq=1 Destination unreachable: Port unreachable
|
|--- 2001:db8:f::7 ping statistics ---
|1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 0ms
|
= 1
W
for c in 3 255; do
	forger code=$c,data=
	but "told: code $c" -N name -c1 2001:db8:f::7 <<-W
		# The oracle shifts it by eight bits, and has no time.
		|PING 2001:db8:f::7(2001:db8:f::7) 56 data bytes
		|16 bytes from 2001:db8:f::7: unknown code($(printf %x $c)); seq=1; ttl=64 time=T ms
		|
		|--- 2001:db8:f::7 ping statistics ---
		|1 packets transmitted, 1 received, 0% packet loss, time 0ms
		|rtt min/avg/max/mdev = T ms
		= 0
	W
done

finish
