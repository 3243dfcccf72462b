# The network that traceroute is compared in, and mtr, if $path_tool says so; sourced by
# tests/diff/{traceroute,mtr}_*.t after tests/tap.sh.
#
# client - r1 - r2 - r3 - server. In both families server.lab is the server, and client.lab and
# r1.lab are what they are called; r2 and r3 have no name; server4.lab and server6.lab are the
# server's of one family. four.lab is 127.0.0.4, six.lab ::1, both.lab is both; whois.radb.net is
# 127.0.0.1, without a server.
#
#	path ARGUMENTS...	a new node at one end of a simulated path (see lab_sim): all runs
#				there from now on; target.lab is 203.0.113.7, and in IPv6
#				2001:db8:b::7
#	late ERROR SIZE HOST ARGUMENT...
#				what fails only when sockets are made: the message, and the size in
#				the header; as $late_user, if that is not empty
# shellcheck shell=sh

need_root
need_tool ip nft
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/diff/diff.sh"
diff_tool "${path_tool:-traceroute}" tracepath
[ -n "${path_tool:-}" ] || diff_awk=$TOP/tests/diff/path.awk
diff_chances=3
[ -x "$LAB_PATHSIM" ] || skip_all "needs $LAB_PATHSIM"

lab_new && lab_chain client r1 r2 r3 server || exit
SERVER4=$(lab_addr server) SERVER6=$(lab_addr server 6)
R1=$(lab_addr r1)
export SERVER4 SERVER6 R1
lab_etc client resolv.conf <<-'EOT'
	nameserver 127.0.0.1
EOT
lab_etc client hosts <<-EOT
	127.0.0.1 localhost
	::1 localhost
	127.0.0.1 whois.radb.net
	127.0.0.4 four.lab both.lab
	::1 six.lab both.lab
	$(lab_addr client) client.lab
	$(lab_addr client 6) client.lab
	$R1 r1.lab
	$(lab_addr r1 6) r1.lab
	$SERVER4 server.lab twin.lab
	$SERVER6 server.lab twin.lab
	$SERVER4 server4.lab
	$SERVER6 server6.lab
	203.0.113.7 target.lab
	2001:db8:b::7 target.lab
	198.19.2.1 $(printf 'evil\033[31m\007.lab') evil.lab
EOT
diff_at client

# A tun device needs two seconds to go away, so each path is a node of its own until the end.
path_count=0
path() {
	path_count=$((path_count + 1))
	lab_node "path$path_count" && ln -s client "$lab_dir/etc/path$path_count" &&
		lab_sim "path$path_count" "$@" && diff_at "path$path_count" || exit
}

late_user=''
late() {
	late_error=$1 late_size=$2 late_host=$3
	shift 3
	but ${late_user:+-u "$late_user"} "late: $late_user $* $late_host" -n -q1 -w1 -m3 "$@" \
		"$late_host" <<-W
		# It breaks off its header, or writes none; an empty line begins its message.
		!$late_error
		|traceroute to $late_host ($late_host), 3 hops max, $late_size byte packets
		= 1
	W
}
