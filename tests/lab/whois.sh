# A whois server in a node of a lab; source tests/lab/lab.sh first.
#
#	whois_server NODE [OPTION...] RULE...
#			from now on one that answers so (whoisd -h), in place of the last one;
#			the file log has the questions
#	whois_stop	none any more
# shellcheck shell=sh

WHOISD=$BUILD/tests/lab/whoisd
[ -x "$WHOISD" ] || skip_all "not built: $WHOISD"

whois_server() {
	whois_node=$1
	shift
	whois_stop && echo "$whois_node" >"$tap_dir/whois.node" || return
	lab_bg "$whois_node" "$WHOISD" "$@" >log
	echo $! >"$tap_dir/whois.pid" && lab_wait 5 whois_there
}

whois_stop() {
	[ -e "$tap_dir/whois.pid" ] || return 0
	kill "$(cat "$tap_dir/whois.pid")"
	rm "$tap_dir/whois.pid"
	lab_wait 5 whois_gone
}

whois_there() {
	lab_listens "$(cat "$tap_dir/whois.node")" 43
}

whois_gone() {
	! whois_there
}
at_exit whois_stop
