# The network that tracepath is compared in; sourced by tests/diff/tracepath_*.t after tests/tap.sh.
#
# client, or its twin - r1 - r2 - r3 - server, all with names in both families. The oracle runs on
# client, ours on twin: a host remembers the path MTU that one of them found.
#
#	fresh			both forget it
#	path ARGUMENTS...	a new node at one end of a simulated path (see lab_sim): all runs
#				there from now on, and knows no names
# shellcheck shell=sh

need_root
need_tool ip nft
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/diff/diff.sh"
diff_tool tracepath
[ -x "$LAB_PATHSIM" ] || skip_all "needs $LAB_PATHSIM"

lab_new && lab_node client twin r1 r2 r3 server && lab_lan lan client twin r1 &&
	lab_link r1 r2 && lab_link r2 r3 && lab_link r3 server && lab_routes || exit
SERVER4=$(lab_addr server) SERVER6=$(lab_addr server 6)
lab_etc client resolv.conf <<-'EOT'
	nameserver 127.0.0.1
EOT
{
	echo '127.0.0.1 localhost'
	for node in r1 r2 r3 server; do
		echo "$(lab_addr $node) $node.lab"
		echo "$(lab_addr $node 6) $node.lab"
	done
	echo "$SERVER4 server4.lab"
} | lab_etc client hosts
ln -s client "$lab_dir/etc/twin"
diff_at client twin

fresh() {
	for lab_node in client twin; do
		for lab_family in -4 -6; do
			ip -n "$lab_prefix$lab_node" "$lab_family" route flush cache || return
		done
	done
}

# A tun device needs two seconds to go away, so each path is a node of its own until the end.
paths=0
path() {
	paths=$((paths + 1))
	lab_node "path$paths" && mkdir -p "$lab_dir/etc/none" &&
		echo '127.0.0.1 localhost' >"$lab_dir/etc/none/hosts" &&
		ln -s none "$lab_dir/etc/path$paths" && diff_at "path$paths" &&
		lab_sim "path$paths" "$@" || exit
}
