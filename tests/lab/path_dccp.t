#!/bin/sh
# The DCCP transport of path tracing: over simulated and real routers, to hosts with and without it.
# shellcheck disable=SC2317 # what the test bodies call is called by eval
. "${0%/*}/../tap.sh"
need_root
need_tool ip
. "$TOP/tests/lab/lab.sh"
probe=$BUILD/tests/lab/pathprobe
dccpd=$BUILD/tests/lab/dccpd
for file in "$probe" "$dccpd" "$LAB_PATHSIM"; do
	[ -x "$file" ] || skip_all "not built: $file"
done
lab_new || exit
T4=$(lab_target) T6=$(lab_target 6)
P4='198.19.1.1 198.19.2.1 198.19.3.1'
P6='2001:db8:a:1::1 2001:db8:a:2::1 2001:db8:a:3::1'

# path ARGUMENTS...: a path for this test, in a node of its own
path() {
	node=n$tap_count${tap_try:-}
	lab_node "$node" && lab_sim "$node" -l "$PWD/log" -T 60 "$@"
}
# again ARGUMENTS...: another in its place
again() {
	lab_sim_stop "$node" && lab_sim "$node" -l "$PWD/log" -T 60 "$@"
}
# serve ARGUMENTS...: a path to a node with servers of both families, port 80
serve() {
	node=n$tap_count${tap_try:-}
	lab_node "$node" "s$node" && lab_sim "$node" to "s$node" -l "$PWD/log" -T 60 "$@" &&
		for to in $T4 $T6; do
			lab_bg "s$node" "$dccpd" "$to" 80 >"served.$to"
			lab_wait 5 grep -q ready "served.$to" || return
		done
}
# served N TEXT: what the server of $to has had so often
served() {
	lab_wait 5 had "$@" || { cat "served.$to"; false; }
}
had() {
	[ "$(grep -c "^$2\$" "served.$to")" = "$1" ]
}

# sees ARGUMENTS...: keeps what comes back, sorted by hop, without times
sees() {
	lab_in "$node" "$probe" -D "$@" >came 2>err
	sort -n -t / -k 1,1 -k 2,2 came | sed 's/ us=[0-9]*//' >out
	cat err out
}
# says N PATTERN: in so many lines
says() {
	[ "$(grep -c -e "$2" out)" = "$1" ]
}
# hops: the addresses, each hop's once, in one line
hops() {
	sed -n 's,^\([0-9]*\)/.* from=\([^ ]*\).*,\1 \2,p' out | sort -u |
		sort -n -s -k 1,1 | cut -d " " -f 2 | xargs
}

timed 'real routers, and a target whose kernel knows no DCCP' '
	lab_chain client r1 r2 server && node=client &&
	sees -q 2 -m 4 -p 33434 "$(lab_addr server)" &&
	[ "$(hops | cut -d " " -f 1-3)" = \
		"$(lab_addr r1) $(lab_addr r2) $(lab_addr server)" ] &&
	says 4 "^[12]/. error 11/0 .* back=" && says 4 "^[34]/. error 3/2 " && says 8 "" &&
	sees -q 2 -m 4 -p 33434 "$(lab_addr server 6)" &&
	[ "$(hops | cut -d " " -f 1-3)" = \
		"$(lab_addr r1 6) $(lab_addr r2 6) $(lab_addr server 6)" ] &&
	says 4 "^[12]/. error 3/0 .* back=" && says 4 "^[34]/. error 4/1 .* info=6" &&
	says 8 ""'
# finds: every hop, in both families
finds() {
	sees -q 3 -m 4 "$T4" && [ "$(hops)" = "$P4 $T4" ] && says 9 'error 11/0' &&
		says 3 'error 3/2' && says "${1:-0}" mpls= &&
		sees -q 3 -m 4 "$T6" && [ "$(hops)" = "$P6 $T6" ] && says 9 'error 3/0' &&
		says 3 'error 4/1' && says "${1:-0}" mpls=
}
timed 'label stacks, as new routers send them and as old ones do' '
	path -n 4 hop=2,mpls=16004:300100 hop=3,mpls=77,legacy && finds 6 &&
	says 3 "^2/. .* mpls=16004:300100$" && says 3 "^3/. .* mpls=77$"'
timed 'routers that quote 8 bytes of the header, and fill them up for their labels' '
	path -n 4 all,quote=28 hop=2,mpls=20 hop=3,mpls=21,legacy && sees -q 3 -m 4 $T4 &&
	[ "$(hops)" = "$P4 $T4" ] && says 3 "^2/. .*mpls=20$" && says 3 "^3/. .*mpls=21$" &&
	says 12 error && says 12 "" &&
	again -n 4 all,quote=48 hop=2,mpls=20 hop=3,mpls=21,legacy && sees -q 3 -m 4 $T6 &&
	[ "$(hops)" = "$P6 $T6" ] && says 3 "^2/. .*mpls=20$" && says 3 "^3/. .*mpls=21$" &&
	says 12 error && says 12 ""'
timed 'routers that quote any number of bytes' '
	path -n 4 hop=1,quote=28 hop=2,quote=31 hop=3,quote=35 target,quote=36 &&
	sees -q 3 -m 4 $T4 && [ "$(hops)" = "$P4 $T4" ] && says 12 error && says 12 "" &&
	again -n 4 hop=1,quote=48 hop=2,quote=51 hop=3,quote=55 target,quote=56 &&
	sees -q 3 -m 4 $T6 && [ "$(hops)" = "$P6 $T6" ] && says 12 error && says 12 ""'
timed 'all probes take one way' '
	path -n 5 hop=2-3,ways=8 && for to in $T4 $T6; do
		sees -q 8 -m 3 $to && says 24 " error " && [ "$(hops | wc -w)" = 3 ] || exit
	done'
timed 'sizes are of the whole packet; without one there is a header' '
	path -n 2 && for to in $T4 $T6; do
		sees -m 1 $to && says 1 "^1/0 error" &&
		sees -s 333 -m 1 $to && says 1 "^1/0 error" &&
		sees -M -s 1600 -m 2 $to && says 2 "local: Message too long, info=1500" || exit
	done
	lab_sim_stop $node && [ "$(grep -c " in hop=0 .* ttl=1 len=333" log)" = 2 ] &&
	grep " in hop=0 .* ttl=1 len=40 " log && grep " in hop=0 .* ttl=1 len=60 " log'
timed 'quotes of other programs are not ours' '
	path -n 3 hop=2,alien && for to in $T4 $T6; do
		sees -m 2 -w 300 $to && says 1 "^1/0 error" && says 0 "^2/0" && says 1 "^other" ||
			exit
	done'
timed 'an open port responds and is told to forget it, a closed one resets' '
	serve -n 4 && for to in $T4 $T6; do
		sees -p 80 -q 2 -m 5 $to && says 6 "^[123]/. error" &&
		says 4 "^[45]/. answer response 0 from=$to back=" && says 10 "" &&
		served 4 "request 80 service=1885957735 len=20" && served 4 "reset 2 .*" &&
		tail -n 1 served.$to | grep -q "reset 2 valid" &&
		sees -p 81 -s 100 -f 4 -m 4 $to && says 1 "^4/0 answer reset 3 from=$to" &&
		says 1 "" && served 1 "request 81 .* len=\(60\|80\)" && served 4 "reset .*" || exit
	done'
timed 'one probe at a time: each Reset is valid' '
	serve -n 2 && for to in $T4 $T6; do
		sees -p 80 -q 5 -z 20 -f 2 -m 2 $to && says 5 "answer response" &&
		served 5 "reset 2 valid" || exit
	done'
timed 'times of departure, of the Requests only' '
	serve -n 3 -d 5ms && for to in $T4 $T6; do
		sees -x -p 80 -q 4 -z 15 -m 4 $to && says 16 " sent$" &&
		for ttl in 1 2 3 4; do
			says 4 "^$ttl/. sent$" || exit
		done && says 8 "answer response" || exit
	done'
timed 'an answer with a wrong checksum is told as such, and gets no Reset' '
	serve -n 2 && kill $! && lab_wait 5 lab_gone $! && to=$T6 && {
		lab_bg s$node "$dccpd" -b $to 80 >served.$to
		lab_wait 5 grep -q ready served.$to
	} && sees -p 80 -f 2 -m 2 $to && says 1 "^2/0 answer response 0 .* bad$" &&
	served 0 "reset .*" && served 1 "request .*"'
t 'what cannot be sent is said at once' '
	path -n 2 && lab_ip $node route del 203.0.113.0/24 && sees -m 2 $T4
	grep "Network is unreachable" err'
finish
