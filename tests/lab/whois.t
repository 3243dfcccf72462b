#!/bin/sh
# AS numbers from a whois server: what is asked, what is made of answers, and no server holds us up.
# shellcheck disable=SC2317 # what the test bodies call is called by eval
. "${0%/*}/../tap.sh"
need_root
need_tool ip nft
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/lab/whois.sh"
ask=$BUILD/tests/lab/whoisask
[ -x "$ask" ] || skip_all "not built: $ask"
lab_new && lab_node a b && lab_link a b || exit
B4=$(lab_addr b)
lab_etc a hosts <<-EOT
	127.0.0.1 localhost
	127.0.0.1 one.example
	::1 two.example
	127.0.0.1 two.example
	127.0.0.1 three.example
	127.0.0.2 three.example
EOT
echo 'hosts: files' | lab_etc a nsswitch.conf

server() {
	whois_server a "$@"
}
# asks SERVER ADDRESS...: the answers are in the file answers, each as it was the first time.
asks() {
	asked=$1
	shift
	lab_in a timeout 30 "$ask" "$asked" "" "$@" >out 2>err
	asks_rc=$?
	cat out err
	grep -v '^again' out >answers
	sed -n 's/^again //p' out | diff answers -
}
# made TEXT...: one line an answer
made() {
	printf '%s\n' "$@" | diff - answers
}
questions() {
	sed -n 's/^? //p' log
}
# How many packets lab_drop dropped that came in.
dropped() {
	lab_in a nft list chain inet lab input | sed -n 's/.*counter packets \([0-9]*\) .*/\1/p'
}

t 'an address of either family is asked for in one line' '
	server any=192.0.2.0/24:AS64500 && asks 127.0.0.1 192.0.2.1 2001:db8::1 &&
	[ $asks_rc = 0 ] && [ ! -s err ] && made "192.0.2.1 AS64500" "2001:db8::1 AS64500" &&
	questions | sort >q && printf "%s\n" 192.0.2.1 2001:db8::1 | diff - q'
t 'a link-local address goes without its zone' '
	server any=2001:db8::/32:AS1 && asks 127.0.0.1 fe80::1%lo && made "fe80::1%lo AS1" &&
	[ "$(questions)" = fe80::1 ]'
t 'each address is asked for once' '
	server any=192.0.2.0/24:AS1 && asks 127.0.0.1 192.0.2.1 192.0.2.2 192.0.2.1 192.0.2.1 &&
	made "192.0.2.1 AS1" "192.0.2.2 AS1" "192.0.2.1 AS1" "192.0.2.1 AS1" &&
	[ "$(questions | sort | tr "\n" " ")" = "192.0.2.1 192.0.2.2 " ]'
t 'the most specific route counts, all its origins, or there is none' '
	server 10.0.0.1=10.0.0.0/8:AS1,10.0.0.0/24:AS2,10.0.0.0/16:AS3,10.0.0.0/24:AS4 \
		10.0.0.2=2001:db8::/32:AS1,2001:db8::/48:AS5 \
		"10.0.0.3=text:%  No entries found\n" 10.0.0.4= &&
	asks 127.0.0.1 10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.4 &&
	made "10.0.0.1 AS2/AS4" "10.0.0.2 AS5" "10.0.0.3 *" "10.0.0.4 *"'
t 'an answer in pieces, late, the last line without its end' '
	server "any=wait:1,text:rou,wait:0.1,text:te: 10.0.0.0/8\0d\nor,wait:0.1,text:igin:,wait:$(
		)0.1,text: AS64,wait:0.1,text:500,wait:0.2" &&
	asks 127.0.0.1 10.0.0.1 && made "10.0.0.1 AS64500"'
t 'hostile text never passes' '
	server "10.0.0.1=text:origin: AS1\1b[31m\norigin: \07AS2\n" \
		"10.0.0.2=text:origin: \c2\9b31mAS2\n" "10.0.0.3=text:\00\00\00" \
		"10.0.0.4=text:origin: AS2 \1b[31m\07\n" &&
	asks 127.0.0.1 10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.4 &&
	made "10.0.0.1 *" "10.0.0.2 *" "10.0.0.3 *" "10.0.0.4 AS2"'
t 'at most four questions are under way' '
	server any=wait:0.2,192.0.2.0/24:AS1 &&
	asks 127.0.0.1 10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.4 10.0.0.5 10.0.0.6 10.0.0.7 10.0.0.8 \
		10.0.0.9 && [ "$(grep -c " AS1$" answers)" = 9 ] &&
	awk "/^[?]/ { if (++n > max) max = n } /^[.]/ { n-- } END { print max; exit max > 4 }" log'
t 'a late answer is waited for' '
	server any=wait:2,192.0.2.0/24:AS1 && asks 127.0.0.1 10.0.0.1 && made "10.0.0.1 AS1"'
t 'a server that says nothing is left alone after a few questions' '
	server any=stay && asks 127.0.0.1 10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.4 10.0.0.5 10.0.0.6 \
		10.0.0.7 - 10.0.0.8 10.0.0.9 && [ $asks_rc = 0 ] && [ ! -s err ] &&
	[ "$(grep -c " !!$" answers)" = 9 ] && [ "$(questions | wc -l)" -le 7 ] &&
	! questions | grep -e "[89]$" -e malformed'
# After 5 seconds two are given up, after 6 one is answered, after 7 a third is given up.
timed 'what the server leaves unanswered, or does not end, has no answer; others have' '
	server 10.0.0.1=stay 10.0.0.2=192.0.2.0/24:AS1,stay 10.0.0.3=wait:2,192.0.2.0/24:AS1 \
		10.0.0.4=wait:4,192.0.2.0/24:AS1 10.0.0.5=stay 10.0.0.6=wait:2,192.0.2.0/24:AS1 \
		10.0.0.7=wait:3,192.0.2.0/24:AS1 &&
	asks 127.0.0.1 10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.4 10.0.0.5 10.0.0.6 10.0.0.7 &&
	made "10.0.0.1 !!" "10.0.0.2 !!" "10.0.0.3 AS1" "10.0.0.4 AS1" "10.0.0.5 !!" \
		"10.0.0.6 AS1" "10.0.0.7 AS1"'
t 'a long answer passes, one without end does not' '
	server 10.0.0.1=fill:60000,192.0.2.0/24:AS1 10.0.0.2=192.0.2.0/24:AS1,fill:70000 \
		10.0.0.3=endless 10.0.0.4=192.0.2.0/24:AS1 &&
	asks 127.0.0.1 10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.4 &&
	made "10.0.0.1 AS1" "10.0.0.2 !!" "10.0.0.3 !!" "10.0.0.4 AS1"'
t 'a connection that is reset' '
	server any=reset && asks 127.0.0.1 10.0.0.1 && made "10.0.0.1 !!" &&
	server any=192.0.2.0/24:AS1,wait:0.3,reset && asks 127.0.0.1 10.0.0.1 &&
	made "10.0.0.1 !!" &&
	server unread=reset && asks 127.0.0.1 10.0.0.1 10.0.0.2 && made "10.0.0.1 !!" "10.0.0.2 !!"'
t 'no server there' '
	whois_stop && asks 127.0.0.1 10.0.0.1 10.0.0.2 && [ $asks_rc = 0 ] && [ ! -s err ] &&
	made "10.0.0.1 !!" "10.0.0.2 !!"'
t 'no way to the server' '
	asks 192.0.2.99 10.0.0.1 && made "10.0.0.1 !!"'
t 'a server behind a black hole' '
	lab_drop b 4 && asks "$B4" 10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.4 10.0.0.5 10.0.0.6 10.0.0.7 \
		10.0.0.8 10.0.0.9 && [ $asks_rc = 0 ] && [ "$(grep -c " !!$" answers)" = 9 ]'
t 'another address of the server answers where the first does not' '
	server any=192.0.2.0/24:AS1 && asks two.example 10.0.0.1 && made "10.0.0.1 AS1" &&
	server -a 127.0.0.2 any=192.0.2.0/24:AS2 && asks three.example 10.0.0.1 10.0.0.2 &&
	made "10.0.0.1 AS2" "10.0.0.2 AS2" && lab_drop a 4 "ip daddr 127.0.0.1 tcp dport 43" &&
	asks three.example 10.0.0.1 - 10.0.0.2 10.0.0.3 10.0.0.4 && dropped=$(dropped) &&
	lab_open a && [ "$(grep -c " AS2$" answers)" = 4 ] && [ "$dropped" -ge 1 ] &&
	[ "$dropped" -le 3 ]'
t 'a server by name, and one in IPv6' '
	server any=192.0.2.0/24:AS1 && asks one.example 10.0.0.1 && made "10.0.0.1 AS1" &&
	server -a ::1 any=192.0.2.0/24:AS2 && asks ::1 10.0.0.1 && made "10.0.0.1 AS2"'
t 'a server whose name is unknown' '
	asks no.example 10.0.0.1 10.0.0.2
	[ $asks_rc = 1 ] && grep -q "^whoisask: no.example/: Name or service not known$" err &&
	made "10.0.0.1 !!" "10.0.0.2 !!"'
finish
