# The network that ping is compared in; sourced by tests/diff/ping_*.t after tests/tap.sh.
#
# client - router - server, with names: client.lab, router.lab and server.lab in both families,
# server4.lab, server6.lab; twin.lab is another name of server.lab.
#
#	path ARGUMENTS...	a new node at one end of a simulated path (see lab_sim): all runs
#				there from now on, and knows the names, too; target.lab is
#				203.0.113.7, target6.lab is 2001:db8:b::7
#	forger ACTION...	a new node beside a host that answers as told (see forge):
#				192.0.2.7, which is forged.lab, and 2001:db8:f::7
# shellcheck shell=sh

need_root
need_tool ip nft
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/diff/diff.sh"
diff_tool ping
diff_chances=3
FORGE=$BUILD/tests/diff/forge
[ -x "$FORGE" ] || skip_all "needs $FORGE"
[ -x "$LAB_PATHSIM" ] || skip_all "needs $LAB_PATHSIM"

lab_new && lab_chain client router server || exit
SERVER4=$(lab_addr server) SERVER6=$(lab_addr server 6)
ROUTER4=$(lab_addr router) ROUTER6=$(lab_addr router 6)
lab_etc client resolv.conf <<-'EOT'
	nameserver 127.0.0.1
EOT
lab_etc client hosts <<-EOT
	127.0.0.1 localhost
	::1 localhost
	$(lab_addr client) client.lab client
	$SERVER4 server.lab server twin.lab
	$SERVER6 server.lab server twin.lab
	$SERVER4 server4.lab
	$SERVER6 server6.lab
	$ROUTER4 router.lab
	$ROUTER6 router.lab
	203.0.113.7 target.lab
	2001:db8:b::7 target6.lab
	192.0.2.7 forged.lab
	192.0.2.66 $(printf 'evil\033[31m\007.lab') evil.lab
	198.19.1.1 hop1.lab
EOT
diff_at client

# A tun device needs two seconds to go away, so each path is a node of its own until the end.
ping_paths=0
ping_path() {
	ping_paths=$((ping_paths + 1))
	lab_node "path$ping_paths" && ln -s client "$lab_dir/etc/path$ping_paths" &&
		diff_at "path$ping_paths" || exit
}

path() {
	ping_path
	lab_sim "path$ping_paths" "$@" || exit
}

forger() {
	ping_path
	lab_in "path$ping_paths" "$FORGE" forge0 "$@" >/dev/null || exit
	lab_ip "path$ping_paths" -batch - <<-'EOT' || exit
		link set dev forge0 up
		addr add 192.0.2.1/24 dev forge0
		addr add 2001:db8:f::1/64 dev forge0 nodad
	EOT
}
