#!/bin/sh
# Where routes come from, by DNS: what is asked, what is made of answers; no server holds us up.
# shellcheck disable=SC2317 # what the test bodies call is called by eval
. "${0%/*}/../tap.sh"
need_root
need_tool ip
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/lab/dns.sh"
ask=$BUILD/tests/lab/ipinfoask
[ -x "$ask" ] || skip_all "not built: $ask"
lab_new && lab_node a || exit
echo 'nameserver 127.0.0.1' | lab_etc a resolv.conf
echo '127.0.0.1 localhost' | lab_etc a hosts
route='192.0.2.0/24 | DE | ripencc | 2001-02-03' told='192.0.2.0/24|DE|ripencc|2001-02-03'
none='AS???|???|???|???|???'

server() {
	dns_server a "$@"
}
# asks ADDRESS...: leaves what is told in the file out
asks() {
	lab_in a timeout 30 "$ask" "$@" >out 2>err
	asks_rc=$?
	cat out err
	[ $asks_rc = 0 ] && [ ! -s err ]
}
# made TEXT...: one line an address
made() {
	printf '%s\n' "$@" | diff - out
}
questions() {
	cut -d ' ' -f 2- dns
}

t 'an address of either family is asked for by its name' '
	server "as:192.0.2.1=txt:1 | $route" "as:2001:db8:a:1::1=txt:2 | 2001:db8::/32 | | x |" &&
	asks 192.0.2.1 2001:db8:a:1::1 && made "192.0.2.1 AS1|$told" \
		"2001:db8:a:1::1 AS2|2001:db8::/32||x|" && questions | sort >q &&
	printf "%s\n" "1.0.0.0.a.0.0.0.8.b.d.0.1.0.0.2.origin6.asn.cymru.com 16" \
		"1.2.0.192.origin.asn.cymru.com 16" | diff - q'
t 'each is asked for once, networks of IPv6 as well' '
	server "as:192.0.2.1=txt:1 | $route" "as:2001:db8::=txt:2 | 2001:db8::/32 | | x |" &&
	asks 192.0.2.1 2001:db8::1 192.0.2.1 2001:db8::2 && made "192.0.2.1 AS1|$told" \
		"2001:db8::1 AS2|2001:db8::/32||x|" "192.0.2.1 AS1|$told" \
		"2001:db8::2 AS2|2001:db8::/32||x|" && [ "$(questions | wc -l)" = 2 ]'
t 'a link-local address goes without its zone' '
	server "as:fe80::=txt:1 | $route" && asks fe80::1%lo && made "fe80::1%lo AS1|$told"'
t 'the most specific of several records, in whatever order' '
	server "as:10.0.0.1=txt:1 | 10.0.0.0/8 | | |" "as:10.0.0.1=txt:2 | 10.0.0.0/16 | | |" \
		"as:10.0.0.1=txt:3 | 10.0.0.0/16 | | |" "as:10.0.0.2=txt:2 | 10.0.0.0/16 | | |" \
		"as:10.0.0.2=txt:1 | 10.0.0.0/8 | | |" "as:10.0.0.3=txt:" \
		"as:10.0.0.3=txt:4 | 10.0.0.0/8 | | |" && asks 10.0.0.1 10.0.0.2 10.0.0.3 &&
	made "10.0.0.1 AS2|10.0.0.0/16|||" "10.0.0.2 AS2|10.0.0.0/16|||" \
		"10.0.0.3 AS4|10.0.0.0/8|||"'
t 'the strings of a record are one text' '
	server "as:10.0.0.1=txt:1 2, 3 | 10.0.0.,0/8 | D,,E | x | " && asks 10.0.0.1 &&
	made "10.0.0.1 AS1 2 3|10.0.0.0/8|DE|x|"'
t 'several origins' '
	server "as:10.0.0.1=txt:23028 13335 | $route" && asks 10.0.0.1 &&
	made "10.0.0.1 AS23028 13335|$told"'
t 'none, and failures of the server' '
	server as:10.0.0.1=nxdomain as:10.0.0.2=servfail as:10.0.0.3=empty as:10.0.0.4=junk \
		"as:10.0.0.5=txt:1 | $route" &&
	asks 10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.4 10.0.0.5 10.0.0.6 &&
	made "10.0.0.1 $none" "10.0.0.2 $none" "10.0.0.3 $none" "10.0.0.4 $none" \
		"10.0.0.5 AS1|$told" "10.0.0.6 $none"'
long=$(printf '%0255d' 0)
t 'hostile records' '
	server "as:10.0.0.1=raw:" "as:10.0.0.2=raw:00" "as:10.0.0.3=raw:ff31207c20" \
		"as:10.0.0.4=txt:." "as:10.0.0.5=txt:$long" \
		"as:10.0.0.6=txt:1 | $route,$long" \
		"as:10.0.0.7=txt:1\\1b[31m | 10.0.0.0/8 | \\07 | \\c2\\9b | \\0a" \
		"as:10.0.0.8=txt:1 | 10.0.0.0/8 | \\1b[31m | \\c2\\9b31m | \\00\\01\\1f\\7f" \
		"as:10.0.0.9=txt:%s%n | %s%n | %s%n | %s%n | %s%n" &&
	asks 10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.4 10.0.0.5 10.0.0.6 10.0.0.7 10.0.0.8 10.0.0.9 &&
	made "10.0.0.1 $none" "10.0.0.2 $none" "10.0.0.3 $none" "10.0.0.4 $none" \
		"10.0.0.5 $none" "10.0.0.6 AS1|${told%|*}|???" "10.0.0.7 $none" \
		"10.0.0.8 AS1|10.0.0.0/8|???|???|???" "10.0.0.9 $none"'
many=$(seq -f '10.0.0.%.0f' 200 | tr '\n' ' ')
t 'two hundred at once' '
	server "as:10.0.0.7=txt:7 | $route" "as:10.0.0.199=txt:8 | $route" &&
	asks $many && [ "$(wc -l <out)" = 200 ] && grep -v -F "$none" out >known &&
	printf "%s\n" "10.0.0.7 AS7|$told" "10.0.0.199 AS8|$told" | diff - known &&
	[ "$(questions | wc -l)" = 200 ]'
t 'no server' '
	dns_stop && asks 10.0.0.1 && made "10.0.0.1 $none"'
t 'a late answer is waited for' '
	server "as:10.0.0.1=txt:1 | $route@1" "as:10.0.0.2=txt:2 | $route" &&
	asks 10.0.0.1 10.0.0.2 && made "10.0.0.1 AS1|$told" "10.0.0.2 AS2|$told"'
timed 'a silent server is waited for no longer than 3 seconds; what comes then is still taken' '
	server "as:10.0.0.1=txt:1 | $route@4" as:10.0.0.2=silent "as:10.0.0.3=txt:3 | $route" &&
	from=$(date +%s) && asks 10.0.0.1 10.0.0.2 10.0.0.3 &&
	made "10.0.0.1 $none" "10.0.0.2 $none" "10.0.0.3 AS3|$told" &&
	[ $(($(date +%s) - from)) -le 4 ] && asks -s 2 10.0.0.1 && made "10.0.0.1 $none" \
		"- 10.0.0.1 AS1|$told"'
finish
