#!/bin/sh
# tcpprobe -z on one host: command line, lists, waiting, TCP ping, JSON, and how it ends.
# shellcheck disable=SC2317 # what the test bodies call is called by eval
. "${0%/*}/../tap.sh"
need_root
need_tool ip nft nc
. "$TOP/tests/lab/lab.sh"

lab_new && lab_chain here there || exit
there=$(lab_addr there)
lab_bg here "$BUILD/tests/lab/portsd" 5000-5009 >ready1
lab_bg here "$BUILD/tests/lab/portsd" -g "$(printf 'hello \033]0;x\007')" 6000 >ready2
for file in ready1 ready2; do
	lab_wait 5 grep -q ready $file || exit
done

# probe STATUS ARGUMENT...: out and err
probe() {
	want=$1
	shift
	lab_in here timeout 20 "$BIN/tcpprobe" "$@" >out 2>err
	rc=$?
	head -n 30 out err
	[ $rc = "$want" ]
}

t 'several hosts, or a list, or an option imply -z' '
	probe 1 127.0.0.1 5000,4000 && [ "$(wc -l <out)" = 2 ] &&
	probe 0 127.0.0.1 ::1 5000 && [ "$(wc -l <out)" = 2 ] &&
	probe 0 127.0.0.1 5000-5009 && [ "$(wc -l <out)" = 10 ] &&
	probe 0 --banner 127.0.0.1 5000 && probe 0 -z 127.0.0.1 5000'
t 'an address that two names have is probed once' '
	probe 0 127.0.0.1 127.1 5000 && [ "$(wc -l <out)" = 1 ]'
t 'services by their names' '
	probe 1 127.0.0.1 smtp,5000 && grep "^127.0.0.1 25 closed" out'
t 'every port of a list once, many of them' '
	probe 1 127.0.0.1 1-65535 && [ "$(wc -l <out)" = 65535 ] &&
	[ "$(cut -d" " -f2 out | sort -nu | wc -l)" = 65535 ] &&
	[ "$(grep -c " open " out)" = 11 ]'
t 'an address that wants an interface' '
	probe 4 -z fe80::1 80 &&
	grep "^fe80::1 80 unreachable such an address needs an interface" out'
t 'a connection that meets itself is none' '
	lab_sysctl here net.ipv4.ip_local_port_range="40000 40000" &&
	probe 1 -z 127.0.0.1 40000 && probe 1 -z ::1 40000 &&
	probe 1 --count 2 --interval 0.01 127.0.0.1 40000
	rc=$?
	lab_sysctl here net.ipv4.ip_local_port_range="32768 60999"
	[ $rc = 0 ] && grep "^From 127.0.0.1 tcp_seq=2 port closed$" out'
t '--only-open' '
	probe 1 --only-open 127.0.0.1 1-65535 && [ "$(wc -l <out)" = 11 ] &&
	[ "$(grep -c " open " out)" = 11 ]'
t 'a banner is one line that no terminal acts on' '
	probe 0 --banner 127.0.0.1 6000 &&
	grep "^127.0.0.1 6000 open .* ms: hello .033\]0;x.007$" out && [ "$(wc -l <out)" = 1 ]'
for bad in '127.0.0.1 70000' '127.0.0.1 0' '127.0.0.1 5-3' '127.0.0.1 1,,2' '127.0.0.1' \
	'--count 0 127.0.0.1 1' '--interval x 127.0.0.1 1' '--wait-for=-1 127.0.0.1 1' \
	'--count 2 127.0.0.1 1,2' '--count 2 --wait-for=1 127.0.0.1 1' '-w 0 127.0.0.1 1' \
	'-b nowhere 127.0.0.1 1' '--nosuch 127.0.0.1 1' 'nosuch.invalid 1,2'; do
	t "usage: $bad" "probe 2 -z $bad && [ -s err ] && [ ! -s out ]"
done
t '--help shows all options, behind whichever stands before' '
	"$BIN/tcpprobe" --help >all && grep -e --only-open all && grep -e --no-escape all &&
	for words in -4 -z "-n trace" --usage "-w 1 -z"; do
		"$BIN/tcpprobe" $words --help | diff all - || exit
	done'
t 'a name without address does not hide the others' '
	probe 2 nosuch.invalid 127.0.0.1 5000 && grep "5000 open" out &&
	grep "^tcpprobe: nosuch.invalid: " err'
t 'few descriptors, many silent ports' '
	lab_drop there 4 && lab_in here sh -c "ulimit -n 64
		timeout 60 \"\$0\" -z -w 0.1 $there 1-150 >out" "$BIN/tcpprobe"
	[ $? = 3 ] && lab_open there && [ "$(grep -c " filtered " out)" = 150 ]'
t 'from an address of our own, and from none' '
	probe 0 -z -b 127.0.0.7 127.0.0.1 5000 && probe 2 -z -b 192.0.2.1 127.0.0.1 5000'

t 'TCP ping: as ping, and its statistics' '
	probe 0 --count 3 --interval 0.05 127.0.0.1 5000 &&
	grep "^PING 127.0.0.1 (127.0.0.1) port 5000" out &&
	[ "$(grep -c "^open from 127.0.0.1: tcp_seq=[123] port=5000 time=[0-9.]* ms$" out)" = 3 ] &&
	grep "^3 packets transmitted, 3 received, 0% packet loss, time [0-9]*ms$" out &&
	grep "^rtt min/avg/max/mdev = [0-9.]*/[0-9.]*/[0-9.]*/[0-9.]* ms$" out'
t 'TCP ping of a closed port, and of a silent one' '
	probe 1 --count 2 --interval 0.05 127.0.0.1 4000 &&
	[ "$(grep -c "^From 127.0.0.1 tcp_seq=[12] port closed$" out)" = 2 ] &&
	grep "2 packets transmitted, 0 received, +2 errors, 100% packet loss" out &&
	lab_drop there 4 && probe 1 --count 2 --interval 0.05 -w 0.2 $there 80 && lab_open there &&
	grep "2 packets transmitted, 0 received, 100% packet loss" out'
t 'TCP ping of a port that somebody rejects' '
	lab_reject there 4 admin-prohibited && probe 1 --count 1 $there 80 && lab_open there &&
	grep "^From $there tcp_seq=1 admin-prohibited (3/13)$" out'
t 'TCP ping ends with its statistics when interrupted' '
	lab_bg here "$BIN/tcpprobe" --interval 0.05 127.0.0.1 5000 >out
	pid=$!
	lab_wait 5 grep -q tcp_seq=3 out && kill -INT $pid && wait $pid && cat out &&
	grep "packets transmitted, [0-9]* received, 0% packet loss" out'

t '--wait-for: it returns when the port opens' '
	lab_bg here "$BIN/tcpprobe" --wait-for 30 --interval 0.05 127.0.0.1 5555 >out
	pid=$!
	sleep 0.3 && [ ! -s out ] && lab_bg here "$BUILD/tests/lab/portsd" 5555 >/dev/null &&
	server=$! && wait $pid && cat out && grep "^127.0.0.1 5555 open" out
	rc=$?
	kill $server
	[ $rc = 0 ]'
t '--wait-for: or when its time is over, with what was seen last' '
	probe 1 --wait-for 0.3 127.0.0.1 5000,4001 && grep "4001 closed" out &&
	grep "5000 open" out && [ "$(wc -l <out)" = 2 ] &&
	probe 1 --wait-for=0.2 127.0.0.1 4001 && probe 1 127.0.0.1 --wait-for 0.2 4001 &&
	probe 2 --wait-for 0.2 nosuch.invalid 80'
t '--wait-for: of several addresses of a host one is enough' '
	lab_etc here hosts <<-EOT
		127.0.0.1 both
		::1 both
	EOT
	lab_bg here nc -l 127.0.0.1 5556 >/dev/null </dev/null
	probe 0 --wait-for 10 both 5556 && grep "^127.0.0.1 5556 open .* .both.$" out &&
	[ "$(wc -l <out)" = 1 ]'
t '--wait-for: a resolver that says nothing does not hold it up' '
	echo "nameserver $there" | lab_etc here resolv.conf && lab_drop there 4 "udp dport 53" &&
	probe 2 --wait-for 0.2 nosuch.example.net 80
	rc=$?
	lab_open there
	[ $rc = 0 ] && grep "^tcpprobe: the time is over" err'
t 'a number behind --wait-for is the port where there is no other' '
	probe 0 127.0.0.1 --wait-for 5000 && grep "5000 open" out'

t 'JSON is valid, whatever happens' '
	probe 1 --json --banner 127.0.0.1 5000,6000,4000 && "$BUILD/tests/lab/jsonlines" <out &&
	grep "\"state\":\"closed\"" out && grep "\"event\":\"end\",\"open\":2,.*\"closed\":1" out &&
	probe 4 --json 203.0.113.1 80 && "$BUILD/tests/lab/jsonlines" <out &&
	grep "\"reason\":\"no route\"" out &&
	probe 0 --json --count 2 --interval 0.05 127.0.0.1 5000 &&
	"$BUILD/tests/lab/jsonlines" <out && grep "\"tcp_seq\":2,.*\"rtt_ms\":" out'
t 'a run that is interrupted ends with what is known' '
	lab_drop there 4 "tcp dport 80"
	lab_bg here "$BIN/tcpprobe" -z -w 20 --json 127.0.0.1 $there 80 >out
	pid=$!
	lab_wait 5 grep -q closed out && kill -INT $pid
	wait $pid
	[ $? = 3 ] && lab_open there && "$BUILD/tests/lab/jsonlines" <out &&
	tail -n 1 out | grep "\"closed\":1.*\"unfinished\":1"'
t 'a full disk, a closed pipe' '
	probe 1 -z 127.0.0.1 1-9 || exit
	lab_in here "$BIN/tcpprobe" -z 127.0.0.1 1-9 >/dev/full 2>err
	[ $? = 2 ] && grep "^tcpprobe: write error: No space left on device$" err &&
	{ lab_in here sh -c "trap \"\" PIPE; \"$BIN/tcpprobe\" -z 127.0.0.1 1-65535 2>err
		echo \$? >rc" | head -n 1; } && [ "$(cat rc)" = 2 ] && grep "write error" err'
t 'nothing stays behind: no connection waits for its end' '
	probe 0 127.0.0.1 5000-5009 && lab_in here cat /proc/net/tcp >left &&
	! grep -i ":138[89a-f][^:]*:.* 06 " left'
finish
