# A name server in a node of a lab; source tests/lab/lab.sh first.
#
#	dns_server NODE RULE...
#			from now on one that answers so (dnsd), in place of the last one; the file
#			dns has the questions
#	dns_stop	none any more
# shellcheck shell=sh

DNSD=$BUILD/tests/lab/dnsd
[ -x "$DNSD" ] || skip_all "not built: $DNSD"

dns_server() {
	dns_node=$1
	shift
	dns_stop && echo "$dns_node" >"$tap_dir/dns.node" || return
	lab_bg "$dns_node" "$DNSD" "$@" >dns
	echo $! >"$tap_dir/dns.pid" && lab_wait 5 dns_there
}

dns_stop() {
	[ -e "$tap_dir/dns.pid" ] || return 0
	kill "$(cat "$tap_dir/dns.pid")"
	rm "$tap_dir/dns.pid"
	lab_wait 5 dns_gone
}

dns_there() {
	lab_listens "$(cat "$tap_dir/dns.node")" 53
}

dns_gone() {
	! dns_there
}
at_exit dns_stop
