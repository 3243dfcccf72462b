#!/bin/sh
# traceroute by source routes (-g), through routers that follow them: IPv4; no kernel of today makes
# or follows those of IPv6 that routers may not refuse (RFC 5095).
# shellcheck disable=SC2317 # what the test bodies call is called by eval
. "${0%/*}/../tap.sh"
need_root
need_tool ip
. "$TOP/tests/lab/lab.sh"
[ -x "$BIN/tracepath" ] || skip_all "not built: $BIN/tracepath"
mkdir "$tap_dir/bin" && ln -s "$BIN/tracepath" "$tap_dir/bin/traceroute" || exit

# client - r1 - r2 - server, and from r1 to r2 also over side.
lab_new && lab_node client r1 r2 side server && lab_link client r1 && lab_link r1 r2 &&
	lab_link r1 side && lab_link side r2 dev onward side0 && lab_link r2 server &&
	lab_routes || exit
SERVER=$(lab_addr server) SIDE=$(lab_addr side) R2=$(lab_addr r2 4 side0)

follow() {
	for node in client r1 r2 side server; do
		for dir in all default $(lab_in "$node" ls /proc/sys/net/ipv4/conf); do
			lab_in "$node" sh -c "
				cd /proc/sys/net/ipv4/conf/$dir 2>/dev/null || exit 0
				echo $1 >accept_source_route && echo 0 >rp_filter" || return
		done
	done
}

# trace ARGUMENT...: addresses, hop by hop
trace() {
	lab_in client timeout 20 "$tap_dir/bin/traceroute" -n -q 1 -w 2 "$@" >out 2>err ||
		return
	sed -nE '1d; s/^ *([0-9]+)  ([^ ]+).*/\1 \2/p' out
}

# over METHOD: the four hops over side, each of which is seen
over() {
	trace "$@" -g "$SIDE" "$SERVER" >seen || return
	trace "$SERVER" >straight || return
	{
		sed -n 1p straight
		echo "2 $SIDE"
		echo "3 $R2"
		echo "4 $SERVER"
	} | diff -u - seen && [ "$(wc -l <straight)" = 3 ]
}

follow 1 || exit
for how in '' -U -I -T; do
	t "over a gateway, ${how:-as always}" 'over $how'
done
t 'routers that take no source routes say nothing' '
	follow 0 && trace -m 3 -I -g "$SIDE" "$SERVER" >seen
	printf "%s\n" "1 *" "2 *" "3 *" | diff -u - seen'
finish
