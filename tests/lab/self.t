#!/bin/sh
# The lab itself, probed with installed tools: what it builds works, refuses, and is removed.
# shellcheck disable=SC2317 # what the test bodies call is called by eval
. "${0%/*}/../tap.sh"
need_root
need_tool ip nft ping traceroute tracepath nc tcpdump setpriv
. "$TOP/tests/lab/lab.sh"

root_state() {
	{ ip -br link && ip -br addr && ip route && ip -6 route && nft list ruleset; } 2>/dev/null
	(cd /proc/sys/net/ipv4 && cat icmp_* ip_forward ping_group_range)
}
root_state >before

pings() {
	lab_in "$1" ping -n -c 1 -W 2 "$2"
}

# said TEXT COMMAND...: its output has that text
said() {
	lab_text=$1
	shift
	"$@" >out 2>&1
	cat out
	grep -qF -- "$lab_text" out
}

lab_new || exit
lab_chain client r1 r2 server || exit

t 'a chain works at once, in both families' '
	pings client "$(lab_addr server)" && pings client "$(lab_addr server 6)" &&
	pings server "$(lab_addr client)" && pings server "$(lab_addr client 6)"'
t 'addresses follow the plan' '
	[ "$(lab_addr client) $(lab_addr client 6)" = "198.18.1.1 2001:db8:1::1" ] &&
	[ "$(lab_addr r1) $(lab_addr r1 4 r2)" = "198.18.1.2 198.18.2.1" ] &&
	[ "$(lab_addr server 6 r2)" = 2001:db8:3::2 ] &&
	! lab_addr server 4 nosuch && ! lab_addr nosuch'
t 'link-local addresses answer at once' 'pings client "$(lab_linklocal r1 client)%r1"'
hops() {
	lab_in client traceroute -n -q 1 "$1" | awk 'NR > 1 { print $2 }' | xargs
}
t 'every router of the chain is a hop' '
	hops "$(lab_addr server)" | grep -x "198.18.1.2 198.18.2.2 198.18.3.2" &&
	hops "$(lab_addr server 6)" | grep -x "2001:db8:1::2 2001:db8:2::2 2001:db8:3::2"'
forwards() {
	lab_in "$1" cat /proc/sys/net/ipv4/ip_forward /proc/sys/net/ipv6/conf/all/forwarding | xargs
}
t 'hosts at the ends do not forward, routers do' '
	[ "$(forwards client) $(forwards r1)" = "0 0 1 1" ] &&
	[ "$(forwards r2) $(forwards server)" = "1 1 0 0" ]'
# counted FILE FIELD: a counter of the client; ping's own buffer is too small for a burst
counted() {
	lab_in client cat "/proc/net/$1" | awk -v name="$2" '
		$1 == name { print $2 }
		$1 == "Icmp:" && !n { n = split($0, field); next }
		$1 == "Icmp:" { for (i = 2; i <= n; i++) if (field[i] == name) print $i }'
}
t '300 ICMP errors in a burst all come: no rate limit' '
	four=$(counted snmp InTimeExcds) six=$(counted snmp6 Icmp6InTimeExcds)
	lab_in client ping -n -q -c 300 -l 300 -t 1 -W 0.3 "$(lab_addr server)"
	lab_in client ping -n -q -c 300 -l 300 -t 1 -W 0.3 "$(lab_addr server 6)"
	four=$(($(counted snmp InTimeExcds) - four))
	six=$(($(counted snmp6 Icmp6InTimeExcds) - six))
	echo "$four $six" && [ "$four $six" = "300 300" ]'

# rejects FAMILY TYPE TEXT: the router of the chain sends it, ping names it so
rejects() {
	t "reject IPv$1 $2" "
		lab_reject r1 $1 $2 &&
		said 'From $(lab_addr r1 "$1") icmp_seq=1 $3' pings client \$(lab_addr server $1)
		rc=\$?; lab_open r1 && pings client \$(lab_addr server $1) && exit \$rc"
}
rejects 4 net-unreachable 'Destination Net Unreachable'
rejects 4 host-unreachable 'Destination Host Unreachable'
rejects 4 prot-unreachable 'Destination Protocol Unreachable'
rejects 4 port-unreachable 'Destination Port Unreachable'
rejects 4 net-prohibited 'Destination Net Prohibited'
rejects 4 host-prohibited 'Destination Host Prohibited'
rejects 4 admin-prohibited 'Packet filtered'
rejects 6 no-route 'Destination unreachable: No route'
rejects 6 admin-prohibited 'Destination unreachable: Administratively prohibited'
rejects 6 addr-unreachable 'Destination unreachable: Address unreachable'
rejects 6 port-unreachable 'Destination unreachable: Port unreachable'
rejects 6 policy-fail 'Destination unreachable: Unknown code 5'
rejects 6 reject-route 'Destination unreachable: Unknown code 6'

t 'reject with a TCP reset, and nothing but TCP' '
	lab_reject r1 4 tcp-reset && lab_reject r1 6 tcp-reset
	said "Connection refused" lab_in client nc -z -v -w 2 "$(lab_addr server)" 80 &&
	said "Connection refused" lab_in client nc -z -v -w 2 "$(lab_addr server 6)" 80 &&
	pings client "$(lab_addr server)" && pings client "$(lab_addr server 6)"
	rc=$?; lab_open r1 && exit $rc'
t 'a match limits what is refused' '
	lab_reject r1 4 admin-prohibited "tcp dport 81" && pings client "$(lab_addr server)" &&
	said "Connection refused" lab_in client nc -z -v -w 2 "$(lab_addr server)" 80 &&
	said "No route to host" lab_in client nc -z -v -w 2 "$(lab_addr server)" 81
	rc=$?; lab_open r1 && exit $rc'
t 'a host refuses what is for itself, and IPv6 neighbours still find it' '
	lab_reject server 6 admin-prohibited && lab_ip server -6 neigh flush dev r2 &&
	said "From $(lab_addr server 6) icmp_seq=1 Destination unreachable: Administratively" \
		pings client "$(lab_addr server 6)"
	rc=$?; lab_open server && exit $rc'
t 'drop is silent' '
	lab_drop r2 4 &&
	said "0 received, 100%" lab_in client ping -n -c 1 -W 0.3 "$(lab_addr server)" &&
	! grep -q ^From out && pings client "$(lab_addr server 6)"
	rc=$?; lab_open r2 && exit $rc'
t 'rules of nft as they are' '
	echo "add rule inet lab output ip daddr $(lab_addr server) drop" | lab_nft client &&
	said "Operation not permitted" lab_in client traceroute -n "$(lab_addr server)" &&
	lab_in client traceroute -n "$(lab_addr r2)"
	rc=$?; lab_open client && exit $rc'
t 'bad families, nodes and reject types are errors' '
	! lab_drop r1 5 && ! lab_reject r1 4 no-route && ! lab_node "a b" &&
	! lab_node abcdefghijklmnop && ! lab_link r1 nosuch &&
	! lab_link client server size 1500 && ! lab_ip client link show server &&
	! lab_addr r1 5 && pings client "$(lab_addr server)"
	rc=$?; lab_open r1 2>/dev/null; exit $rc'

t 'a narrow link is reported, with its MTU' '
	lab_mtu r1 r2 1400 &&
	said "From $(lab_addr r1) icmp_seq=1 Frag needed and DF set (mtu = 1400)" \
		lab_in client ping -n -c 1 -W 1 -M do -s 1400 "$(lab_addr server)" &&
	said "From $(lab_addr r1 6) icmp_seq=1 Packet too big: mtu=1400" \
		lab_in client ping -n -c 1 -W 1 -s 1400 "$(lab_addr server 6)" &&
	said "pmtu 1400" lab_in client tracepath -n "$(lab_addr server)"'
t 'a mute router with a narrow link is a black hole' '
	lab_ip client route flush cache; lab_ip client -6 route flush cache
	lab_mtu r1 r2 1400 && lab_mute r1 4 && lab_mute r1 6
	! said "From" lab_in client ping -n -c 1 -W 0.3 -M do -s 1400 "$(lab_addr server)" &&
	! said "From" lab_in client ping -n -c 1 -W 0.3 -s 1400 "$(lab_addr server 6)" &&
	pings client "$(lab_addr server)" && pings client "$(lab_addr server 6)"
	rc=$?; lab_open r1 && lab_mtu r1 r2 1500 && exit $rc'

# routes TYPE FAMILY PREFIX TEXT
routes() {
	t "a route of type $1, IPv$2" "
		lab_route r2 $1 $3 &&
		said '$4' lab_in client ping -n -c 1 -W 0.3 \$(lab_addr server $2)"
}
from='From 198.18.2.2 icmp_seq=1'
routes blackhole 4 198.18.3.0/24 '100% packet loss'
routes unreachable 4 198.18.3.0/24 "$from Destination Host Unreachable"
routes prohibit 4 198.18.3.0/24 "$from Packet filtered"
from='From 2001:db8:2::2 icmp_seq=1 Destination unreachable'
routes blackhole 6 2001:db8:3::/64 '100% packet loss'
routes unreachable 6 2001:db8:3::/64 "$from: No route"
routes prohibit 6 2001:db8:3::/64 "$from: Administratively prohibited"

lab_new || exit
lab_node a b c d e || exit
lab_link a b && lab_link b c mtu 1300 && lab_link a d dev left right && lab_link d c || exit
lab_link c a && lab_lan lan c d e || exit
lab_routes ecmp || exit

t 'in a mesh every node reaches every address' '
	while read -r node dev net host; do
		for from in a b c d e; do
			lab_in "$from" ping -n -q -c 1 -W 2 "198.18.$net.$host" &&
			lab_in "$from" ping -n -q -c 1 -W 2 "2001:db8:$net::$host" || exit
		done
	done <"$lab_dir/ends"'
t 'routes take the shortest way, and all that are equally short' '
	lab_ip b route show 198.18.6.0/24 | grep "via 198.18.2.2 dev c" &&
	[ "$(lab_ip b route show 198.18.3.0/24 | grep -c .)" = 1 ] &&
	[ "$(lab_ip e route show 198.18.3.0/24 | grep -c .)" = 1 ] &&
	[ "$(lab_ip e route show 198.18.4.0/24 | grep -c nexthop)" = 2 ] &&
	[ "$(lab_ip e -6 route show 2001:db8:4::/64 | grep -c nexthop)" = 2 ]'
t 'links have the MTU and the names that were asked for' '
	lab_ip b link show dev c | grep "mtu 1300" && lab_ip c link show dev b | grep "mtu 1300" &&
	lab_ip a link show dev left && lab_ip d link show dev right'
t 'a LAN has a broadcast address and multicast' '
	lab_ip e addr show lan | grep "brd 198.18.6.255" &&
	lab_sysctl e net.ipv4.icmp_echo_ignore_broadcasts=0 &&
	said "from $(lab_addr e)" lab_in c ping -n -c 1 -W 2 -b 198.18.6.255 &&
	lab_in c ping -n -c 2 -i 0.2 ff02::1%lan >out && cat out &&
	grep -q "from $(lab_linklocal d lan)" out && grep -q "from $(lab_linklocal e lan)" out'

t 'an unprivileged user has no capability' '
	lab_user a grep Cap /proc/self/status >caps && cat caps &&
	grep -q "CapPrm:.0000000000000000" caps && grep -q "CapEff:.0000000000000000" caps &&
	[ "$(lab_user a id -u) $(lab_user a id -G)" = "65534 65534" ]'
t 'ping sockets are closed to users until they are opened' '
	cp "$(command -v ping)" ./ping && chmod 755 . ping &&	# a copy has no file capabilities
	to=$(lab_addr b) && ! lab_user a ./ping -n -c 1 -W 1 $to &&
	lab_ping_group a && lab_user a ./ping -n -c 1 -W 1 $to &&
	lab_ping_group a 1 0 && ! lab_user a ./ping -n -c 1 -W 1 $to'
t 'a node can have its own files in /etc, seen by nobody else' '
	echo "198.18.1.2 name.example" | lab_etc a hosts &&
	said 198.18.1.2 lab_in a getent hosts name.example && ! getent hosts name.example &&
	! lab_in b getent hosts name.example && [ "$(lab_in a pwd)" = "$PWD" ]'
t 'also files that /etc lacks, two of them' '
	lab_node lack && echo one | lab_etc lack lacking1 && echo two | lab_etc lack lacking2 &&
	lab_in lack cat /etc/lacking1 /etc/lacking2 /etc/passwd >out && head -n 2 out | tr "\n" - &&
	[ "$(head -n 2 out | tr "\n" -)" = one-two- ] && grep "^root:" out &&
	[ ! -e /etc/lacking1 ] && [ ! -e /etc/lacking2 ]'
t 'the pid of a background command is its own' '
	lab_bg b sleep 20; pid=$!
	lab_wait 2 grep -qx sleep "/proc/$pid/comm" && ! lab_gone "$pid" &&
	ip netns pids "$(lab_ns b)" | grep -qx "$pid" && kill "$pid" && lab_wait 2 lab_gone "$pid"'
t 'waiting is bounded' '
	lab_wait 1 true && ! lab_wait 0 false && start=$(date +%s) && ! lab_wait 1 false &&
	[ $(($(date +%s) - start)) -lt 5 ]'

# child: another script of this kind, with a lab, that goes on once there is a file go; its pid in
# $child, its output in childs
child() {
	rm -f up
	TMPDIR=$PWD sh -c '. "$TOP/tests/tap.sh"; . "$TOP/tests/lab/lab.sh"
		lab_new && lab_chain x y && lab_bg x sleep 60 && : >"$1/up" &&
			lab_wait 60 test -e "$1/go"
		t "pings" "lab_in x ping -n -c 1 -W 2 \"\$(lab_addr y)\""
		finish' "$TOP/tests/lab/self.t" "$PWD" >childs &
	# shellcheck disable=SC2034 # for the test
	child=$!
	lab_wait 20 test -e up
}
labs_of() {
	(cd /run/netns && ls) | grep "^rungs-$1-"
}
processes_of() {
	for lab_name in $(labs_of "$1"); do
		ip netns pids "$lab_name"
	done
}
left() {
	[ -n "$(labs_of "$1")" ]
}

t 'nothing is left when a script ends' '
	child && left "$child" && : >go && wait "$child" && ! left "$child" &&
	grep "^ok 1 - pings" childs'
t 'nothing is left after SIGTERM' '
	child && pids=$(processes_of "$child") && [ -n "$pids" ] && kill "$child"
	wait "$child"
	[ $? = 143 ] && ! left "$child" && for pid in $pids; do
		lab_wait 5 lab_gone "$pid" || exit
	done'
t 'what SIGKILL leaves is removed by the next lab, and only that' '
	child && live=$child && child &&
	pids=$(processes_of "$child") && [ -n "$pids" ] &&
	kill -KILL "$child" && ! wait "$child" &&
	ip netns add "rungs-$child-" && ip netns add "rungs-x$child-a" &&
	lab_sweep && ! left "$child" && left "$live" &&
	[ -e "/run/netns/rungs-x$child-a" ] && ip netns del "rungs-x$child-a" && lab_in a true
	rc=$?; for pid in $pids; do lab_wait 5 lab_gone "$pid" || rc=1; done
	kill "$live"; wait "$live"; exit $rc'
t 'several labs at once do not meet' '
	child && one=$child && mv childs one && child && two=$child &&
	left "$one" && left "$two" && kill "$one" && ! wait "$one" && ! left "$one" &&
	left "$two" && : >go && wait "$two" && ! left "$two" && grep -q "^ok 1" childs'
t 'a chain of four is up in less than a second' '
	lab_new && start=$(date +%s%N) && lab_chain client r1 r2 server &&
	ms=$((($(date +%s%N) - start) / 1000000)) && echo "$ms ms" && [ "$ms" -lt 1000 ]'

lab_end
t 'the root namespace is as it was' 'cd .. && root_state >after && diff before after && ! left $$'
finish
