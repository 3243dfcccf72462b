#!/bin/sh
# The transports of path tracing: over simulated and real routers, both families, root and not.
# shellcheck disable=SC2317 # what the test bodies call is called by eval
. "${0%/*}/../tap.sh"
need_root
need_tool ip setpriv nc ss
. "$TOP/tests/lab/lab.sh"
probe=$BUILD/tests/lab/pathprobe
{ [ -x "$probe" ] && [ -x "$LAB_PATHSIM" ]; } || skip_all "not built: $probe $LAB_PATHSIM"
chmod 755 "$BUILD" 2>/dev/null
cp "$probe" pathprobe && probe=$PWD/pathprobe
lab_new || exit
T4=$(lab_target) T6=$(lab_target 6)

# path ARGUMENTS...: a path for this test, in a node of its own, where all may ping
path() {
	node=n$tap_count${tap_try:-}
	lab_node "$node" && lab_ping_group "$node" && lab_sim "$node" -l "$PWD/log" -T 60 "$@"
}
# again ARGUMENTS...: another in its place
again() {
	lab_sim_stop "$node" && lab_sim "$node" -l "$PWD/log" -T 60 "$@"
}

# sees ARGUMENTS...: keeps what comes back, sorted by hop, without times in out, with them in timed
sees() {
	lab_in "$node" "$probe" "$@" >came 2>err
	keep
}
# user_sees ARGUMENTS...: as an ordinary user
user_sees() {
	lab_user "$node" "$probe" "$@" >came 2>err
	keep
}
keep() {
	sort -n -t / -k 1,1 -k 2,2 came >timed && sed 's/ us=[0-9]*//' timed >out
	cat err timed
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

# within LOW VALUE HIGH
within() {
	echo "$1 <= $2 <= $3"
	[ "$1" -le "$2" ] && [ "$2" -le "$3" ]
}

# us KEY: the round trip of that probe
us() {
	sed -n "s,^$1 .* us=\([0-9]*\).*,\1,p" timed | head -n 1
}

ANY='-i -d -u -U -R -t -c'
FREE='-d -u -c'
P4='198.19.1.1 198.19.2.1 198.19.3.1'
P6='2001:db8:a:1::1 2001:db8:a:2::1 2001:db8:a:3::1'

# finds HOW: every hop, in both families, and how far away it is
finds() {
	"$see" "$1" -p 80 -m 4 "$T4" && [ "$(hops)" = "$P4 $T4" ] && says 3 ' error 11/0 ' &&
		says 1 '^3/0 .* back=253' &&
		"$see" "$1" -p 80 -m 4 "$T6" && [ "$(hops)" = "$P6 $T6" ] && says 3 ' error 3/0 ' &&
		says 1 '^3/0 .* back=253'
}
see=sees
for how in $ANY; do
	if [ "$how" = -U ] && [ ! -r /proc/net/udplite ]; then
		skip "each hop over $how" 'this kernel has no UDP-Lite'
		continue
	fi
	t "each hop over $how" "path -n 4 target,tcp=80,udp=80 && finds $how"
done
see=user_sees
for how in $FREE; do
	t "each hop over $how, as an ordinary user" "path -n 4 target,tcp=80,udp=80 && finds $how"
done
see=sees
timed 'an ordinary user gets no raw socket' '
	path -n 2 && for how in -i -t -R; do
		user_sees $how $T4
		grep -q "not permitted" err || exit
	done'

timed 'what the target says: echo reply, port unreachable, echo, SYN or RST' '
	path -n 2 target,tcp=80,udp=7 &&
	for how in -i -d "-u -p 7" "-U -p 9"; do
		for to in $T4 $T6; do
			sees $how -f 2 -m 2 $to && cat out >>all || exit
		done
	done
	[ "$(grep -c "^2/0 answer from=" all)" = 6 ] &&
	sees -u -f 2 -m 2 $T4 && says 1 "error 3/3 from=$T4" &&
	sees -u -f 2 -m 2 $T6 && says 1 "error 1/4 from=$T6" &&
	for how in -t -c; do for to in $T4 $T6; do
		sees $how -p 80 -f 2 -m 2 $to && says 1 "^2/0 answer syn,ack from=$to" &&
		sees $how -p 81 -f 2 -m 2 $to && says 1 "^2/0 answer rst,ack from=$to" || exit
	done; done &&
	sees -t -A -p 81 -f 2 -m 2 $T4 && says 1 "^2/0 answer rst from=$T4"'
timed 'label stacks, as new routers send them and as old ones do' '
	path -n 4 hop=2,mpls=16004:300100 hop=3,mpls=77,legacy &&
	for to in $T4 $T6; do
		for how in -i -d -u -R -t -c "-u -P" "-u -s 400" "-i -s 400"; do
			sees $how -m 3 $to && says 1 "^2/0 .* mpls=16004:300100$" &&
			says 1 "^3/0 .* mpls=77$" && says 2 mpls= || exit
		done
		for how in $FREE; do
			user_sees $how -m 3 $to && says 2 mpls= || exit
		done
	done
	again -n 4 hop=2,mpls=16004:300100,quote=304 && for to in $T4 $T6; do
		for how in -i -d -u; do
			sees $how -s 500 -m 3 $to && says 1 "^2/0 .* mpls=16004:300100$" || exit
		done
	done'

# one way for all probes of a flow: two hops of 8 parallel routers; many HOW: more than one
one_way() {
	sees -q 8 -m 3 "$@" && says 24 ' error ' && [ "$(hops | wc -w)" = 3 ]
}
many_ways() {
	sees -q 8 -m 3 "$@" && says 24 ' error ' && [ "$(hops | wc -w)" -gt 5 ]
}
timed 'all probes of a flow take one way' '
	path -n 5 hop=2-3,ways=8 && for to in $T4 $T6; do
		for how in -i -d -u -R -t "-u -p 53" "-i -s 1001" "-d -s 300"; do
			one_way $how $to || exit
		done
		one_way -q 3 -c -S 4000 $to
		says 9 " error " && [ "$(hops | wc -w)" = 3 ] || exit
	done'
timed 'flows take their own ways, and so do ports for each probe' '
	path -n 5 hop=2-3,ways=8 && for to in $T4 $T6; do
		for how in "-i -F" "-d -F" "-u -F" "-t -F" "-u -P" -c; do
			many_ways $how $to || exit
		done
	done'

timed 'routers that quote 8 bytes, one of them silent: ports and numbers tell, or the way back' '
	path -n 5 all,quote=28 hop=3,silent && for how in -i -d -u "-u -P" -t -c; do
		sees $how -p 80 -q 2 -m 5 -w 400 $T4 &&
		[ "$(hops)" = "198.19.1.1 198.19.2.1 198.19.4.1 $T4" ] && says 8 from= || exit
	done
	again -n 5 all,quote=48 hop=3,silent && for how in -i -d -u "-u -P" -t -c; do
		sees $how -p 80 -q 2 -m 5 -w 400 $T6 &&
		[ "$(hops)" = "2001:db8:a:1::1 2001:db8:a:2::1 2001:db8:a:4::1 $T6" ] &&
		says 8 from= || exit
	done'
timed 'quotes of other programs are not ours' '
	path -n 3 hop=2,alien && for how in -i -t; do
		sees $how -m 2 -w 400 $T4 && says 1 "^1/0 error" && says 0 "^2/0" || exit
	done'
timed 'a router that speaks with the target'"'"'s address, one that refuses' '
	path -n 4 hop=2,dnat hop=3,reject=3/13,reject6=1/1 && for how in -i -d -u -t -c; do
		sees $how -m 3 $T4 && says 1 "^2/0 error 11/0 from=$T4" &&
		says 1 "^3/0 error 3/13 from=198.19.3.1" &&
		sees $how -m 3 $T6 && says 1 "^2/0 error 3/0 from=$T6" &&
		says 1 "^3/0 error 1/1 from=2001:db8:a:3::1" || exit
	done'

timed 'a narrow link names its MTU, this host its own, to each probe of a volley' '
	path -n 5 hop=3,mtu=1400 && for how in -i -d -u -t; do
		sees $how -M -s 1500 -q 2 -m 4 $T4 && says 2 "^3/. error 11/0" &&
		says 2 "^4/. error 3/4 from=198.19.3.1 .*info=1400" &&
		sees $how -M -s 1500 -q 2 -m 4 $T6 &&
		says 2 "^4/. error 2/0 from=2001:db8:a:3::1 .*info=1400" || exit
		for to in $T4 $T6; do
			sees $how -M -s 1600 -q 3 -m 4 $to &&
			says 12 "local: Message too long, info=1500" &&
			[ "$(cut -d " " -f 1 out | sort -u | wc -l)" = 12 ] || exit
		done
	done'
timed 'sizes are of the whole packet' '
	path -n 2 && for how in -i -d -u -U -R -t; do
		for to in $T4 $T6; do
			sees $how -s 333 -m 1 $to && says 1 "^1/0 error" || exit
		done
	done
	lab_sim_stop $node && [ "$(grep -c " in hop=0 .* ttl=1 len=333" log)" = 12 ]'

timed 'errors that wait in the queue do not pass for a refusal of what is sent next' '
	path -n 5 hop=2,reject=3/13,reject6=1/1 hop=3,mtu=1400 && for how in -i -d -u -t; do
		sees $how -q 3 -Z 10 -f 2 -m 3 $T4 && says 6 " error 3/13 " &&
		sees $how -q 3 -Z 10 -f 2 -m 3 $T6 && says 6 " error 1/1 " || exit
	done
	again -n 5 hop=3,mtu=1400 && for how in -i -d -u -t; do
		sees $how -M -s 1500 -q 3 -Z 10 -f 4 -m 4 $T4 && says 3 " error 3/4 .*info=1400" &&
		sees $how -M -s 1500 -q 3 -Z 10 -f 4 -m 4 $T6 && says 3 " error 2/0 .*info=1400" ||
		exit
	done'

timed 'times are the kernel'"'"'s: exact to the delay, however many are under way' '
	path -n 8 -d 5ms target,tcp=80 && for how in -i -d -u -t -c; do
		for to in $T4 $T6; do
			sees $how -p 80 -q 3 -m 8 $to && within 10000 "$(us 1/2)" 16000 &&
			within 40000 "$(us 4/0)" 48000 && within 80000 "$(us 8/2)" 90000 || exit
		done
	done'
timed 'also while we do not look' '
	path -n 3 -d 5ms target,tcp=80 && for how in -i -d -u -t -c; do
		for to in $T4 $T6; do
			sees $how -p 80 -q 2 -f 2 -m 3 -Z 60 $to &&
			within 20000 "$(us 2/0)" 35000 &&
			within 30000 "$(us 3/0)" 45000 || exit
		done
	done'
timed 'times of departure' '
	path -n 3 -d 5ms && for how in -i -d -u -t; do
		sees $how -x -q 2 -m 3 $T4 && says 6 " sent$" && says 4 " error 11/0" || exit
	done'
timed 'what cannot be sent is said at once' '
	path -n 2 && lab_ip $node route del 203.0.113.0/24 && for how in -i -d -u -c; do
		sees $how -m 2 $T4 && says 2 "refused: Network is unreachable" || exit
	done
	sees -t -m 2 $T4; grep "Network is unreachable" err'

# serve PORT: a real server behind a simulated path
serve() {
	node=n$tap_count${tap_try:-}
	lab_node "$node" "s$node" && lab_sim "$node" to "s$node" -l "$PWD/log" -T 60 -n 4 -d 1ms &&
		lab_bg "s$node" nc -l -k -n "$1" >/dev/null && lab_wait 5 listening "$1"
}
listening() {
	lab_in "s$node" ss -tlnH "sport = :$1" | grep -q LISTEN
}
# quiet: no connection is left, on either side
quiet() {
	lab_in "s$node" ss -tnaH >left && lab_in "$node" ss -tnaH >>left && cat left &&
		! grep -v LISTEN left
}
timed 'a real server sees no half-open connection once its answer has come' '
	serve 80 && sees -t -p 80 -F -q 3 -m 6 -w 400 $T4 && says 1 "^4/0 answer syn,ack" &&
	says 1 "^4/1 answer syn,ack" && says 1 "^4/2 answer syn,ack" && quiet &&
	sees -c -p 80 -q 3 -m 6 $T4 && says 9 "answer syn,ack" && quiet'
timed 'a SYN goes out once, and all packets of a connection with its hop limit' '
	serve 80 && lab_sim_stop $node && lab_sim $node -n 4 -l "$PWD/log" \
		hop=2,silent target,tcp=80 &&
	sees -c -p 80 -m 5 -w 2500 $T4 && says 2 " error 11/0" && says 2 "answer syn,ack" &&
	lab_sim_stop $node && for ttl in 1 2 3; do
		[ "$(grep -c " in hop=0 .* tcp ttl=$ttl " log)" = 1 ] || exit
	done
	! grep " in hop=0 .* tcp ttl=6[0-9] " log &&
	[ "$(grep -c " in hop=0 .* tcp ttl=5 " log)" = 3 ]'
timed 'many at a time by connect: no more than there are sockets' '
	path -n 3 && lab_in $node sh -c "ulimit -n 40; exec $probe -c -q 100 -m 1 $T4" \
		>came 2>err; keep >/dev/null; says 100 "^1/.* error 11/0 from=198.19.1.1"'

timed 'real routers: a chain, with and without privilege' '
	lab_chain client r1 r2 server && lab_ping_group client &&
	want4="$(lab_addr r1) $(lab_addr r2) $(lab_addr server)" &&
	want6="$(lab_addr r1 6) $(lab_addr r2 6) $(lab_addr server 6)" && node=client &&
	for how in -i -d -u -t -c; do
		sees $how -m 3 $(lab_addr server) && [ "$(hops)" = "$want4" ] &&
		sees $how -m 3 $(lab_addr server 6) && [ "$(hops)" = "$want6" ] || exit
	done
	for how in $FREE; do
		user_sees $how -m 3 $(lab_addr server) && [ "$(hops)" = "$want4" ] &&
		user_sees $how -m 3 $(lab_addr server 6) && [ "$(hops)" = "$want6" ] || exit
	done'
timed 'a neighbour that is not there' '
	node=client && for how in -u -d; do
		sees $how -m 2 -w 5000 198.18.1.99 &&
		says 2 "error 3/1 from=$(lab_addr client)" || exit
	done
	sees -c -m 2 -w 1200 198.18.1.99 && [ ! -s out ]'
finish
