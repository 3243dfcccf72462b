#!/bin/sh
# Fates of ports, each with a known cause: the word and the culprit that tcpprobe -z names.
# shellcheck disable=SC2317 # what the test bodies call is called by eval
. "${0%/*}/../tap.sh"
need_root
need_tool ip nft setpriv
. "$TOP/tests/lab/lab.sh"

lab_new && lab_chain client r1 r2 server && lab_link client r1 dev spare spare || exit
S4=$(lab_addr server) S6=$(lab_addr server 6)
lab_bg server "$BUILD/tests/lab/portsd" 443 8000-8019 >ready1
lab_bg server "$BUILD/tests/lab/portsd" -g "$(printf '220 mail \033[31m')" 25 >ready2
lab_bg server "$BUILD/tests/lab/portsd" -c 26 >ready3
for file in ready1 ready2 ready3; do
	lab_wait 5 grep -q ready $file || exit
done

# probes STATUS ARGUMENT...: as root, who sees what segments look like, then as anybody
probes() {
	want=$1
	shift
	rm -f out
	lab_in client timeout 20 "$BIN/tcpprobe" -z "$@" >>out 2>&1
	[ $? = "$want" ] || { echo "root: status not $want"; cat out; return 1; }
	lab_user client timeout 20 "$BIN/tcpprobe" -z "$@" >>out 2>&1
	[ $? = "$want" ] || { echo "user: status not $want"; cat out; return 1; }
	cat out
}
# seen STATUS ARGUMENT...: as root only
seen() {
	want=$1
	shift
	lab_in client timeout 20 "$BIN/tcpprobe" -z "$@" >out 2>&1
	rc=$?
	cat out
	[ $rc = "$want" ]
}
# twice PATTERN...: lines that root and user got alike
twice() {
	for pattern; do
		[ "$(grep -cE -- "$pattern" out)" = 2 ] || { echo "not twice: $pattern"; return 1; }
	done
}
# fate TITLE BODY: a test, without the rules of those before
fate() {
	for node in client r1 r2 server; do
		lab_open $node 2>/dev/null
	done
	t "$@"
}
ms='[0-9]+\.[0-9]{3} ms'

fate 'open and closed' '
	probes 1 $S4 443,444 && twice "^$S4 443 open $ms$" "^$S4 444 closed $ms$" &&
	probes 1 $S6 443,444 && twice "^$S6 443 open $ms$" "^$S6 444 closed $ms$" &&
	probes 0 $S4 443 && probes 1 $S4 444 && twice "^$S4 444 closed $ms$"'
fate 'accepts and says nothing; greets; closes at once: open' '
	probes 0 --banner $S4 25,26,443 &&
	twice "^$S4 443 open $ms$" "^$S4 26 open $ms$" "^$S4 25 open $ms: 220 mail .033.31m$"'
fate 'dropped at the server, or at a router' '
	for node in server r2; do
		lab_drop $node 4 "tcp dport { 25, 80 }" &&
		lab_drop $node 6 "tcp dport { 25, 80 }" &&
		probes 3 $S4 25,80,443 && twice "^$S4 25 filtered 10 tries$" "^$S4 443 open" &&
		probes 3 $S6 80,443 && twice "^$S6 80 filtered 10 tries$" &&
		lab_open $node || exit
	done'
fate 'the whole host is silent' '
	lab_drop server 4 && probes 3 -w 0.5 $S4 25,80 && lab_open server &&
	twice "^$S4 25 filtered 10 tries$" "^$S4 80 filtered 10 tries$"'

# refused FAMILY HOW TYPE/CODE [WORD]: by a router for one port, by the server, for all
refused() {
	fate "refused with $2, IPv$1" "
		to=$(lab_addr server "$1") router=$(lab_addr r1 "$1")
		lab_reject r1 $1 $2 'tcp dport 80' && probes 4 \$to 80 &&
		twice \"^\$to 80 rejected $ms $2 .$3. from \$router\$\" && lab_open r1 &&
		lab_reject server $1 $2 'tcp dport 80' && probes 4 \$to 80 &&
		twice \"^\$to 80 rejected $ms $2 .$3. from \$to\$\" && lab_open server &&
		lab_reject r1 $1 $2 && probes 4 \$to 80,443 && lab_open r1 &&
		twice \"^\$to 80 ${4:-rejected} $ms $2 .$3. from \$router\$\" "
}
refused 4 net-unreachable 3/0 unreachable
refused 4 host-unreachable 3/1 unreachable
refused 4 prot-unreachable 3/2
refused 4 port-unreachable 3/3
refused 4 net-prohibited 3/9
refused 4 host-prohibited 3/10
refused 4 admin-prohibited 3/13
refused 6 no-route 1/0 unreachable
refused 6 admin-prohibited 1/1
refused 6 addr-unreachable 1/3 unreachable
refused 6 port-unreachable 1/4
refused 6 policy-fail 1/5
refused 6 reject-route 1/6

fate 'a reset forged by a router' '
	for f in 4 6; do
		to=$(lab_addr server $f) by=$(lab_addr r1 $f)
		lab_reject r1 $f tcp-reset "tcp dport 80" && probes 4 $to 80,443,444 &&
		twice "^$to 80 reset-by-middlebox $ms by $by, hop 1 .ttl 64, the host.s 62.$" \
			"^$to 444 closed" &&
		probes 4 $to 80 && twice "^$to 80 reset-by-middlebox $ms by $by, hop 1 " &&
		lab_open r1 || exit
	done'
fate 'and one by a router of everything but one port' '
	lab_reject r2 4 tcp-reset "ip daddr $S4 tcp dport != 443" && seen 4 $S4 80,443,444 &&
	[ "$(grep -c "reset-by-middlebox .* by $(lab_addr r2), hop 2 " out)" = 2 ]'
fate 'no route' '
	probes 4 203.0.113.7 80 && twice "^203.0.113.7 80 unreachable no route$" &&
	probes 4 2001:db8:ff::1 80 && twice "^2001:db8:ff::1 80 unreachable no route$" &&
	lab_route client 203.0.113.0/24 via $(lab_addr r1) && seen 4 203.0.113.7 80 &&
	grep -E "^203.0.113.7 80 unreachable $ms net-unreachable .3/0. from $(lab_addr r1)$" out &&
	seen 4 203.0.113.7 80-99 && [ "$(grep -c "unreachable.*from $(lab_addr r1)" out)" = 20 ]'
fate 'routes of our own that refuse' '
	lab_route client unreachable 203.0.113.1 && lab_route client prohibit 203.0.113.2 &&
	lab_route client blackhole 203.0.113.3 &&
	probes 4 203.0.113.1 203.0.113.2 203.0.113.3 80 &&
	twice "^203.0.113.1 80 unreachable a route of this host refuses it$" \
		"^203.0.113.2 80 rejected a route of this host prohibits it$" \
		"^203.0.113.3 80 unreachable a route of this host discards it$"'
fate 'a firewall of our own' '
	lab_nft client <<-EOT && probes 4 $S4 81 && lab_open client &&
		add rule inet lab output tcp dport 81 reject with icmpx type admin-prohibited
	EOT
	twice "^$S4 81 rejected .*admin-prohibited .* this host.s firewall$"'
fate 'the neighbour is absent: ours, or the last router.s' '
	near=198.18.1.77 far=198.18.3.77
	lab_sysctl client net.ipv4.neigh.r1.retrans_time_ms=100 &&
	lab_sysctl client net.ipv6.neigh.r1.retrans_time_ms=100 &&
	lab_sysctl r2 net.ipv4.neigh.server.retrans_time_ms=200 &&
	probes 4 $near 80 && twice "^$near 80 unreachable no such neighbour .$near on r1.$" &&
	probes 4 2001:db8:1::77 80 &&
	twice "^2001:db8:1::77 80 unreachable no such neighbour .2001:db8:1::77 on r1.$" &&
	probes 4 $far 80 &&
	twice "^$far 80 unreachable $ms host-unreachable .3/1. from 198.18.2.2$"'
fate 'many ports of an absent neighbour' '
	lab_sysctl client net.ipv4.neigh.r1.retrans_time_ms=1000 && seen 4 198.18.1.78 1-200 &&
	[ "$(grep -c "unreachable no such neighbour .198.18.1.78 on r1.$" out)" = 200 ]'
fate 'the interface is down, or without carrier' '
	lab_ip r1 link set spare down && probes 4 -w 0.3 198.18.4.2 80 &&
	twice "^198.18.4.2 80 unreachable no carrier on the interface .*spare.$" &&
	lab_ip client link set spare down && probes 4 198.18.4.2 80 && cat out &&
	twice "^198.18.4.2 80 unreachable the interface is down .spare.$"'
fate 'the name is unknown' '
	probes 2 nosuch.invalid 80 && twice "^tcpprobe: nosuch.invalid: "'
fate 'every address of a name, each with its own fate' '
	lab_etc client hosts <<-EOT && probes 1 two 443,444 &&
		$S4 two
		$S6 two
	EOT
	twice "^$S4 443 open $ms .two.$" "^$S6 443 open $ms .two.$" "^$S4 444 closed $ms .two.$" \
		"^$S6 444 closed $ms .two.$" && [ "$(wc -l <out)" = 8 ] &&
	probes 0 -4 two 443 && [ "$(wc -l <out)" = 2 ] && twice "^$S4 "'

synproxy() {
	lab_in r1 nft -f - <<-EOT
		table ip proxy {
			chain raw {
				type filter hook prerouting priority raw
				ip daddr $S4 tcp flags syn notrack
			}
			chain pass {
				type filter hook forward priority filter
				ct state untracked,invalid \
					synproxy mss 1460 wscale 7 timestamp sack-perm
				ct state invalid drop
			}
		}
	EOT
}
if lab_sysctl r1 net.netfilter.nf_conntrack_tcp_loose=0 2>out && synproxy 2>>out; then
	fate 'a SYN proxy before a host: what it refuses is closed' '
		probes 1 $S4 25,443,444 && twice "^$S4 25 open $ms$" "^$S4 443 open $ms$" \
			"^$S4 444 closed $ms accepted by a proxy, then reset$"'
	fate 'a SYN proxy before a dead host: every port seems open' '
		lab_ip server link set r2 down && probes 3 $S4 25,443,444 &&
		twice "^$S4 25 open-silent-proxy" "^$S4 443 open-silent-proxy" \
			"^$S4 444 open-silent-proxy"
		lab_ip server link set r2 up'
	lab_in r1 nft delete table ip proxy
else
	skip 'a SYN proxy' "the kernel has none: $(cat out)"
fi
finish
