#!/bin/sh
# Names of addresses: a slow, silent or hostile resolver delays nothing and harms no terminal.
# shellcheck disable=SC2317 # what the test bodies call is called by eval
. "${0%/*}/../tap.sh"
need_root
need_tool ip nft setpriv setcap iconv
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/lab/ping.sh"
dnsd=$BUILD/tests/lab/dnsd json=$BUILD/tests/lab/jsonlines
[ -x "$dnsd" ] || skip_all "not built: $dnsd"
lab_new && lab_chain client r1 server && raw client || exit
S4=$(lab_addr server) S6=$(lab_addr server 6) R4=$(lab_addr r1)
echo 'nameserver 127.0.0.1' | lab_etc client resolv.conf

# dns ANSWER [ARGUMENT...]: what the server's addresses are called; more rules. The file dns has
# the questions.
dns() {
	answer=$1
	shift
	dns_stop
	lab_bg client "$dnsd" far.lab="$S4" far6.lab="$S6" "$S4=$answer" "$S6=$answer" "$@" >dns
	echo $! >"$ping_dir/dnsd" && lab_wait 5 dns_there
}
dns_stop() {
	[ ! -e "$ping_dir/dnsd" ] || kill "$(cat "$ping_dir/dnsd")"
	rm -f "$ping_dir/dnsd"
	lab_wait 5 dns_gone
}
dns_there() {
	lab_in client grep -q '^ *[0-9]*: 0100007F:0035 ' /proc/net/udp
}
dns_gone() {
	! dns_there
}
# asked: how often for a name
asked() {
	grep -c ' 12$' dns
}

# tame FILE: well-formed UTF-8, and nothing in it acts on a terminal: no control characters (ASCII
# and C1), no marks that turn the direction of writing, no separators of lines
tame() {
	acts='[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xa8-\xae]'
	! grep -nP "$acts|\xe2\x81[\xa6-\xa9]|\xef\xbb\xbf" "$1" &&
		iconv -f utf-8 -t utf-8 "$1" >/dev/null
}

# brisk ARGUMENT...: ten probes at 0.1 s go out in time; each reply is written at once
brisk() {
	lab_in client "$ping_dir/ping" -D -c 10 -i 0.1 "$@" | while IFS= read -r line; do
		echo "$(date +%s%N) $line"
	done >timed
	cut -d ' ' -f 2- timed | tee out && says 'bytes from' 10 && awk '
		$2 ~ /^\[/ {
			came = substr($2, 2) + 0
			gap = came - last
			late += $1 / 1e9 - came > 0.1 || n++ && (gap < 0.03 || gap > 0.17)
			last = came
		}
		END { print n, "lines,", late + 0, "late"; exit n != 10 || late }' timed
}
t 'a name that comes after 2 seconds delays neither probes nor lines' '
	dns name:slow.example@2 && brisk far.lab && never slow.example && [ "$(asked)" = 1 ] &&
	brisk far6.lab'
t 'a name that never comes' 'dns silent && brisk far.lab && brisk far6.lab'
t 'no name server at all' 'dns_stop && brisk -H $S4 && brisk -H $S6'
t 'a name is shown from when it is there' '
	dns name:soon.example@0.25 && sees client -c 6 -i 0.1 far.lab && rc 0 && silent &&
	says "^64 bytes from $S4: icmp_seq=[12] ttl=63 " 2 &&
	says "^64 bytes from soon.example ($S4): icmp_seq=[56] ttl=63 " 2'
t 'each name is asked for once, whether there is one or not' '
	for answer in name:good.example nxdomain empty junk; do
		dns $answer && sees client -c 10 -i 0.02 far.lab && rc 0 && cat dns &&
		[ "$(asked)" = 1 ] || exit
	done'
t 'no name is asked for with -n, or when the destination is a number; -H asks' '
	dns name:good.example && for how in "-n far.lab" $S4 $S6; do
		sees client -c 3 -i 0.02 $how && rc 0 || exit
	done
	[ "$(asked)" = 0 ] && sees client -H -c 3 -i 0.02 $S4 && rc 0 && [ "$(asked)" = 1 ] &&
	says "^64 bytes from good.example ($S4):"'
t 'a router that refuses is named, too' '
	dns nxdomain $R4=name:gate.example && sees client -t 1 -c 3 -i 0.1 far.lab && rc 1 &&
	says "^From gate.example ($R4) icmp_seq=[23] Time to live exceeded$" 2'
t 'the deadline holds' '
	dns silent && sees client -w 1 -i 0.3 far.lab && rc 0 && within 950 "$(since)" 1300'
# nothing_left: of ping, no process, no socket; only the name server
nothing_left() {
	ip netns pids "$(lab_ns client)" | grep -vx "$(cat "$ping_dir/dnsd")" && return 1
	for file in udp udp6 raw raw6 icmp icmp6; do
		lab_in client cat /proc/net/$file
	done | grep -v '^ *sl' >sockets
	cat sockets
	[ "$(wc -l <sockets)" = 1 ] && grep -q ' 0100007F:0035 ' sockets
}
t 'it ends at once with questions open, and leaves nothing behind' '
	dns silent && starts client -i 0.1 far.lab && runs 2 && kill -INT $! && ends 1 &&
	rc 0 && nothing_left && sees client -c 2 -i 0.1 far.lab && rc 0 && nothing_left &&
	starts client far.lab && begun && kill -KILL $! && ends 1; nothing_left'

# What a record may hold, and must not reach a terminal as it is. A bar stands for a backslash.
for hostile in 'name:evil|1b[31mred|07.example' 'name:rtl|e2|80|aegpj.exe.example' \
	'name:line|0abreak.example' 'name:nul|00byte.example' 'name:c1|c2|9b31m.example' \
	'name:c1|9b31m.example' 'name:|ff|fe|80.example' 'name:sp ace.example' \
	'name:dot|2edot.example' 'name:%n%s%1000000d.example' 'name:"quoted"|5c.example' \
	'name:|e2|80|8e|e2|81|a6iso.example' 'name:del|7f|08|08|08|08.example' 'name:' \
	'raw:ff61626364' 'raw:3f6162' 'raw:c0' 'raw:c00c' 'raw:c01f' 'raw:ffff' 'raw:00' \
	'raw:4061' 'junk' 'servfail' 'empty'; do
	t "hostile answer $hostile" '
		dns "$(printf %s "$hostile" | tr "|" "\\\\")" &&
		sees client -H -c 2 -i 0.1 $S4 && rc 0 && silent && tame out &&
		[ "$(wc -l <out)" = 7 ] &&
		says "^64 bytes from .*$S4)\\{0,1\\}: icmp_seq=[12] " 2 &&
		sees client --json -H -c 2 -i 0.1 $S6 && rc 0 && silent && tame out &&
		$json <out >flat && [ "$(wc -l <flat)" = 4 ] &&
		[ "$(grep -c "^event=\"reply\".*from=\"$S6\"" flat)" = 2 ]'
done
label=$(printf '%063d' 0)
t 'the longest name that DNS can carry' '
	name=$label.$label.$label.$(printf %061d 0) && dns "name:$name" &&
	sees client -H -c 2 -i 0.1 $S4 && rc 0 && says "^64 bytes from $name ($S4): icmp_seq=2 " 1'
t 'a name longer than DNS allows' '
	dns "name:$label.$label.$label.$label.$label" && sees client -H -c 2 -i 0.1 $S4 && rc 0 &&
	tame out && says "^64 bytes from .*icmp_seq=2 " 1'
dns_stop

# Names of this host's own file.
printf '%s\n' "$S4 both.lab alias" "$S6 both.lab" "$R4 gate.lab" "$S6 only6.lab" |
	cat - /etc/hosts | lab_etc client hosts
t 'names of the hosts file are there with the first line' '
	sees client -c 1 -4 both.lab && rc 0 && says "^PING both.lab ($S4) 56(84)" 1 &&
	says "^64 bytes from both.lab ($S4): " 1 && says "^--- both.lab ping statistics ---$" 1 &&
	sees client -c 1 -6 both.lab && rc 0 &&
	says "^PING both.lab(both.lab ($S6)) 56 data bytes$" 1 &&
	says "^64 bytes from both.lab ($S6): " 1 && sees client -t 1 -c 1 -4 both.lab &&
	says "^From gate.lab ($R4) " 1'
t 'an alias: the canonical name' '
	sees client -c 1 -4 alias && rc 0 && says "^PING both.lab ($S4)" 1'
t 'families that a name lacks' '
	sees client -c 1 -4 only6.lab && rc 2 && warns "^ping: only6.lab: " &&
	sees client -c 1 only6.lab && rc 0'
t 'hostile names in the hosts file' '
	{
		printf "%s evil\033[31mred\007.lab bad1\n" "$S4"
		printf "%s rtl\342\200\256gpj.lab\302\2331m bad2\n" "$S6"
	} | lab_etc client hosts &&
	sees client -4 -c 1 bad1 && rc 0 && silent && tame out && says "^PING evil.*($S4)" 1 &&
	sees client -6 -c 1 bad2 && rc 0 && silent && tame out &&
	says "^64 bytes from rtl.*($S6): " 1 && for how in "-4 bad1" "-6 bad2"; do
		sees client --json -c 1 $how && rc 0 && silent && tame out && $json <out >flat &&
		[ "$(wc -l <flat)" = 3 ] || exit
	done'
t 'a name that is not there' '
	sees client -c 1 nosuch.lab && rc 2 && [ ! -s out ] && warns "^ping: nosuch.lab: " &&
	name=$(printf "no\033[2Jsuch\342\200\256.lab") && sees client -c 1 "$name" && rc 2 &&
	tame err && warns "^ping: no.*such"'
finish
