# Networks of namespaces for tests: nodes, links, routes, filters, paths. Source tests/tap.sh first.
#
#	lab_new				an empty lab; first removes what a killed run left behind
#	lab_node NAME...		namespaces rungs-PID-NAME, without ICMP rate limits
#	lab_link A B [mtu N] [dev AB BA]
#					a veth pair; A calls its end B, B calls its end A
#	lab_lan NAME NODE...		an Ethernet segment; each NODE calls its end NAME
#	lab_routes [ecmp]		from every node to every link, by the shortest way
#	lab_chain A B C...		nodes, links from each to the next, routes
#	lab_ns NODE			the full name of its namespace
#	lab_addr NODE [4|6] [DEV]	its address (without DEV: on the device it got first)
#	lab_linklocal NODE DEV		its fe80:: address
#	lab_in NODE COMMAND...		run there
#	lab_bg NODE COMMAND...		in the background; $! is the pid of the command itself
#	lab_user NODE COMMAND...	as user and group 65534, with no capability
#	lab_ip NODE ARGUMENTS...	ip(8) there
#	lab_sysctl NODE KEY=VALUE...	sysctls there
#	lab_ping_group NODE [LOW HIGH]	groups that may open ping sockets; all unless given. In a
#					new node none may: "1 0"
#	lab_etc NODE FILE <text		/etc/FILE as commands in that node see it
#	lab_mtu NODE DEV N		MTU of one end of a link
#	lab_route NODE [TYPE] PREFIX ...
#					ip route replace: lab_route r1 blackhole 198.18.3.0/24
#	lab_drop NODE 4|6 [MATCH]	discard what arrives or passes (MATCH: an nft expression)
#	lab_reject NODE 4|6 HOW [MATCH]	refuse it: any reject type of nft(8), or tcp-reset
#	lab_mute NODE 4|6		neither send nor pass ICMP errors: a black hole
#	lab_nft NODE <ruleset		other rules; table inet lab has input, forward, output
#	lab_open NODE			remove its rules
#	lab_sim NODE [to SERVER] ARGUMENTS...
#					a simulated path (pathsim -h) behind a tun device of NODE,
#					which ends in its own target or in an unconnected node
#	lab_sim_stop NODE		end it; its log is complete then
#	lab_target [4|6]		an address of the target
#	lab_hop N [4|6] [WAY]		the address of a hop
#	lab_wait SECONDS COMMAND...	retry until it succeeds
#	lab_gone PID			has the process ended?
#	lab_listens NODE PORT		does anybody there, by TCP or UDP?
#	lab_end				remove everything; done at exit, too
#
# Addresses: the LINKth link made, from A (end 1) to B (end 2), has 198.18.LINK.END/24 (RFC 2544)
# and 2001:db8:LINK::END/64 (RFC 3849). A node with two links or more forwards. On a simulated path
# the client is 198.19.0.1 and 2001:db8:a::1, hop N is 198.19.N.1 and 2001:db8:a:N::1, the target
# has all of 203.0.113.0/24 (RFC 5737) and 2001:db8:b::/48. Nothing leaves the namespaces, and
# nothing of the root namespace is changed.
# shellcheck shell=sh disable=SC2016 # commands for a shell inside a namespace are in single quotes

lab_dir=${tap_dir:?source tests/tap.sh first}/lab
lab_prefix=rungs-$$-
LAB_PATHSIM=${LAB_PATHSIM:-$BUILD/tests/lab/pathsim}

lab_die() {
	echo "lab: $*" >&2
	return 1
}

# lab_remove NETNS-FILE...: with the processes inside, as a namespace lives as long as they do.
lab_remove() {
	for lab_file; do
		lab_name=${lab_file##*/}
		# shellcheck disable=SC2046 # one word a pid
		set -- $(ip netns pids "$lab_name" 2>/dev/null)
		[ $# = 0 ] || kill -KILL "$@" 2>/dev/null
		ip netns del "$lab_name" 2>/dev/null
	done
}

# A namespace belongs to the process in its name; once that is gone, nobody else will remove it.
lab_sweep() {
	for lab_left in /run/netns/rungs-[0-9]*-*; do
		lab_pid=${lab_left#/run/netns/rungs-}
		lab_pid=${lab_pid%%-*}
		case $lab_pid in
		*[!0-9]*) continue ;;
		esac
		[ -d "/proc/$lab_pid" ] || lab_remove "$lab_left"
	done
}

lab_end() {
	for lab_left in /run/netns/"$lab_prefix"*; do
		[ ! -e "$lab_left" ] || lab_remove "$lab_left"
	done
	rm -rf "$lab_dir"
}
# Here and not in lab_new: what a subshell registers is forgotten with it.
at_exit lab_end

lab_new() {
	lab_sweep
	lab_end
	mkdir "$lab_dir" "$lab_dir/etc" "$lab_dir/real-etc" && : >"$lab_dir/ends" &&
		echo 0 >"$lab_dir/links"
}

lab_ns() {
	echo "$lab_prefix$1"
}

# lab_become NODE COMMAND...: replaces this shell.
lab_become() {
	lab_node=$1
	shift
	if [ -d "$lab_dir/etc/$lab_node" ]; then
		# ip netns exec has made a mount namespace of its own for the command. Where /etc
		# lacks a file, a folder of links to what it has takes its place.
		set -- sh -c 'own=
		for file in "$1"/*; do
			to=/etc/${file##*/}
			if [ ! -e "$to" ]; then
				[ -n "$own" ] || {
					mount --bind /etc "$2" &&
						mount -t tmpfs -o mode=755 tmpfs /etc &&
						ln -s "$2"/* /etc && own=yes || exit
				}
				rm -f "$to" && : >"$to" || exit
			fi
			mount --bind "$file" "$to" || exit
		done
		shift 2 && exec "$@"' sh "$lab_dir/etc/$lab_node" "$lab_dir/real-etc" "$@"
	fi
	exec ip netns exec "$lab_prefix$lab_node" "$@"
}

lab_in() {
	(lab_become "$@")
}

lab_bg() {
	lab_become "$@" &
}

lab_user() {
	lab_node=$1
	shift
	lab_in "$lab_node" setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps=-all "$@"
}

lab_ip() {
	lab_node=$1
	shift
	ip -n "$lab_prefix$lab_node" "$@"
}

lab_etc() {
	mkdir -p "$lab_dir/etc/$1" && cat >"$lab_dir/etc/$1/$2"
}

# Some limits are global on older kernels and absent in a new namespace: set what is there. The
# mask frees IPv4 of them; a limit of 0 would not, as it empties the account that errors about
# routes are paid from. Those cannot be freed: "unreachable" and "prohibit" routes of IPv4 send
# a host 5 errors, then one a second (rejects have no limit).
lab_node() {
	for lab_name; do
		case $lab_name in
		*[!A-Za-z0-9_-]* | ????????????????* | '')
			lab_die "bad node name '$lab_name'" || return
			;;
		esac
		ip netns add "$lab_prefix$lab_name" &&
			ip netns exec "$lab_prefix$lab_name" sh -c 'cd /proc/sys/net || exit
				while read -r file value; do
					[ ! -w "$file" ] || echo "$value" >"$file"
				done
				ip link set lo up' <<-'EOT' || return
				ipv4/icmp_ratemask 0
				ipv4/icmp_msgs_per_sec 1000000
				ipv4/icmp_msgs_burst 1000000
				ipv6/icmp/ratelimit 0
				ipv6/conf/all/accept_dad 0
				ipv6/conf/default/accept_dad 0
				ipv6/conf/default/dad_transmits 0
				ipv6/conf/default/accept_ra 0
				ipv6/conf/default/router_solicitations 0
			EOT
	done
}

lab_sysctl() {
	lab_node=$1
	shift
	ip netns exec "$lab_prefix$lab_node" sh -c 'for pair; do
		key=$(echo "${pair%%=*}" | tr . /) && echo "${pair#*=}" >"/proc/sys/$key" || exit
	done' sh "$@"
}

lab_ping_group() {
	lab_sysctl "$1" "net.ipv4.ping_group_range=${2:-0} ${3:-2147483647}"
}

# lab_number: the number of the next link, in lab_link_number.
lab_number() {
	read -r lab_link_number <"$lab_dir/links" && lab_link_number=$((lab_link_number + 1)) &&
		[ "$lab_link_number" -le 254 ] && echo "$lab_link_number" >"$lab_dir/links"
}

# lab_attach NODE DEV LINK END [BATCH]: addresses for a device that exists or is made by BATCH.
lab_attach() {
	if grep -q "^$1 " "$lab_dir/ends"; then
		lab_sysctl "$1" net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 || return
	fi
	echo "$1 $2 $3 $4" >>"$lab_dir/ends"
	ip -n "$lab_prefix$1" -batch - <<-EOT
		${5:-}
		addr add 198.18.$3.$4/24 broadcast + dev $2
		addr add 2001:db8:$3::$4/64 dev $2 nodad
		link set dev $2 up
	EOT
}

# A detail of the kernel that costs a second: where both ends of a pair have the same index in their
# namespaces, a change of carrier is not urgent to it and waits for the next second. So each end has
# an index of its own.
lab_link() {
	lab_a=$1 lab_b=$2 lab_ab=$2 lab_ba=$1 lab_size=
	shift 2
	while [ $# -gt 0 ]; do
		case $1 in
		mtu) lab_size="mtu $2" && shift 2 ;;
		dev) lab_ab=$2 lab_ba=$3 && shift 3 ;;
		*) lab_die "lab_link: what is '$1'?" || return ;;
		esac
	done
	lab_number || return
	lab_index=$((lab_link_number * 1000))
	lab_attach "$lab_a" "$lab_ab" "$lab_link_number" 1 \
		"link add name $lab_ab index $((lab_index + 1)) $lab_size type veth peer name \
			$lab_ba index $((lab_index + 2)) $lab_size netns $lab_prefix$lab_b" &&
		lab_attach "$lab_b" "$lab_ba" "$lab_link_number" 2 &&
		lab_settle "$lab_a" "$lab_ab" && lab_settle "$lab_b" "$lab_ba"
}

lab_lan() {
	lab_lan=$1 lab_host=0
	shift
	lab_number && lab_node "$lab_lan" &&
		lab_ip "$lab_lan" link add bridge up type bridge mcast_snooping 0 || return
	for lab_member; do
		lab_host=$((lab_host + 1))
		lab_index=$((lab_link_number * 1000 + lab_host))
		lab_attach "$lab_member" "$lab_lan" "$lab_link_number" "$lab_host" \
			"link add name $lab_lan index $lab_index type veth peer name $lab_member \
				index $((lab_index + 500)) netns $lab_prefix$lab_lan" &&
			lab_ip "$lab_lan" link set dev "$lab_member" master bridge up || return
	done
	for lab_member; do
		lab_settle "$lab_member" "$lab_lan" || return
	done
}

# The second end of a pair gives the first one its carrier, and only then is IPv6 there.
lab_settle() {
	lab_wait 5 lab_settled "$@" || lab_die "$1: no carrier or no IPv6 on $2"
}

# For its output ip(8) looks at all namespaces, and complains of those that others are just making.
lab_settled() {
	case $(ip -n "$lab_prefix$1" addr show dev "$2" 2>/dev/null) in
	*NO-CARRIER* | *tentative*) return 1 ;;
	*' fe80:'*) return 0 ;;
	esac
	return 1
}

lab_wait() {
	lab_tries=$(($1 * 100))
	shift
	until "$@"; do
		[ "$lab_tries" -gt 0 ] || return 1
		lab_tries=$((lab_tries - 1))
		sleep 0.01
	done
}

lab_addr() {
	while read -r lab_name lab_dev lab_net lab_host; do
		[ "$lab_name/$lab_dev" = "$1/${3:-$lab_dev}" ] || continue
		case ${2:-4} in
		4) echo "198.18.$lab_net.$lab_host" ;;
		6) echo "2001:db8:$lab_net::$lab_host" ;;
		*) lab_die "lab_addr: family '$2'" ;;
		esac
		return
	done <"$lab_dir/ends"
	lab_die "lab_addr: $1 has no such device"
}

lab_linklocal() {
	lab_ip "$1" -o -6 addr show dev "$2" scope link | sed -n 's,.* \(fe80:[^/]*\)/.*,\1,p'
}

# Breadth first from every node. First hops are kept as "DEV LINK END,..."; ecmp uses all of them.
# shellcheck disable=SC2120 # its argument is for callers elsewhere
lab_routes() {
	rm -f "$lab_dir"/routes.*
	awk -v ecmp="${1:-}" -v to="$lab_dir/routes." '
	{ dev[$1, $3] = $2; end[$1, $3] = $4; on[$3] = on[$3] " " $1; at[$1] = at[$1] " " $3 }
	function route(file, link, set,    via, n, i, hop, four, six) {
		n = split(set, via, ",")
		for (i = 1; i <= (ecmp ? n : 1); i++) {
			split(via[i], hop, " ")
			four = four " nexthop via 198.18." hop[2] "." hop[3] " dev " hop[1]
			six = six " nexthop via 2001:db8:" hop[2] "::" hop[3] " dev " hop[1]
		}
		if (n == 1 || !ecmp) {
			sub(" nexthop", "", four)
			sub(" nexthop", "", six)
		}
		print "route replace 198.18." link ".0/24" four >file
		print "route replace 2001:db8:" link "::/64" six >file
	}
	function merge(set, more,    via, n, i) {
		n = split(more, via, ",")
		for (i = 1; i <= n; i++)
			if (index("," set ",", "," via[i] ",") == 0)
				set = set "," via[i]
		return set
	}
	function search(from,    queue, head, tail, far, first, near, seen, links, nodes,
			n, m, i, j, l, x, y, set) {
		queue[tail = 1] = from
		far[from] = 0
		for (head = 1; head <= tail; head++) {
			x = queue[head]
			n = split(at[x], links, " ")
			for (i = 1; i <= n; i++) {
				l = links[i]
				if (!(l in near)) {
					near[l] = far[x]
					if (x != from)
						seen[l] = first[x]
				} else if (l in seen && near[l] == far[x])
					seen[l] = merge(seen[l], first[x])
				m = split(on[l], nodes, " ")
				for (j = 1; j <= m; j++) {
					y = nodes[j]
					set = first[x]
					if (x == from)
						set = dev[from, l] " " l " " end[y, l]
					if (!(y in far)) {
						far[y] = far[x] + 1
						first[y] = set
						queue[++tail] = y
					} else if (far[y] == far[x] + 1)
						first[y] = merge(first[y], set)
				}
			}
		}
		for (l in seen)
			route(to from, l, seen[l])
		close(to from)
	}
	END { for (node in at) search(node) }' "$lab_dir/ends" || return
	for lab_file in "$lab_dir"/routes.*; do
		[ ! -e "$lab_file" ] || lab_ip "${lab_file##*/routes.}" -batch "$lab_file" || return
	done
}

lab_chain() {
	lab_node "$@" || return
	while [ $# -gt 1 ]; do
		lab_link "$1" "$2" || return
		shift
	done
	lab_routes # as it is: without ecmp
}

lab_mtu() {
	ip -n "$lab_prefix$1" link set dev "$2" mtu "$3"
}

# The kernel's own IPv6 route to a link has metric 256; refusing it takes a better one.
lab_route() {
	lab_node=$1
	shift
	case "$*" in
	*:*) lab_family=-6 ;;
	*) lab_family=-4 ;;
	esac
	case $1$lab_family in
	blackhole-6 | unreachable-6 | prohibit-6 | throw-6) set -- "$@" metric 1 ;;
	esac
	ip -n "$lab_prefix$lab_node" "$lab_family" route replace "$@"
}

# Neighbour discovery passes whatever is refused: without it IPv6 would fail, but otherwise.
lab_table() {
	cat <<-'EOT'
		table inet lab {
			chain discovery {
				icmpv6 type { nd-router-solicit, nd-router-advert } accept
				icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept
			}
			chain input { type filter hook input priority 0; jump discovery; }
			chain forward { type filter hook forward priority 0; jump discovery; }
			chain output { type filter hook output priority 0; jump discovery; }
		}
	EOT
}

lab_nft() {
	{
		ip netns exec "$lab_prefix$1" nft list table inet lab >/dev/null 2>&1 || lab_table
		cat
	} | ip netns exec "$lab_prefix$1" nft -f -
}

lab_open() {
	ip netns exec "$lab_prefix$1" nft delete table inet lab
}

# lab_rule NODE 4|6 "CHAIN..." STATEMENT...
lab_rule() {
	lab_node=$1 lab_chains=$3
	case $2 in
	4) lab_family=ipv4 ;;
	6) lab_family=ipv6 ;;
	*) lab_die "family '$2': 4 or 6" || return ;;
	esac
	shift 3
	for lab_hook in $lab_chains; do
		echo "add rule inet lab $lab_hook meta nfproto $lab_family $*"
	done | lab_nft "$lab_node"
}

lab_drop() {
	lab_rule "$1" "$2" 'input forward' "${3:-} counter drop"
}

lab_reject() {
	case $2$3 in
	?tcp-reset) lab_with='tcp reset' ;;
	4*) lab_with="icmp type $3" ;;
	*) lab_with="icmpv6 type $3" ;;
	esac
	lab_rule "$1" "$2" 'input forward' "${4:-} counter reject with $lab_with"
}

lab_mute() {
	case $2 in
	4) lab_match='icmp type { destination-unreachable, time-exceeded, parameter-problem }' ;;
	*) lab_match='icmpv6 type { 1, 2, 3, 4 }' ;;	# the same, and packet-too-big
	esac
	lab_rule "$1" "$2" 'forward output' "$lab_match counter drop"
}

# lab_sim_device NODE DEV NEAR4 NEAR6 FAR4 FAR6: its addresses with their networks, and the others.
lab_sim_device() {
	ip -n "$lab_prefix$1" -batch - <<-EOT
		link set dev $2 up
		addr add $3 dev $2
		addr add $4 dev $2 nodad
		route add $5 dev $2
		route add $6 dev $2
	EOT
}

lab_sim() {
	lab_client=$1 lab_server=
	shift
	if [ "$1" = to ]; then
		lab_server=$2
		shift 2
		set -- -x far0 "$@"
	fi
	lab_pid=$(lab_in "$lab_client" "$LAB_PATHSIM" -b "$@") &&
		echo "$lab_pid" >"$lab_dir/sim.$lab_client" &&
		lab_sim_device "$lab_client" sim0 198.19.0.1/16 2001:db8:a::1/48 \
			203.0.113.0/24 2001:db8:b::/48 || return
	[ -z "$lab_server" ] || {
		lab_ip "$lab_client" link set dev far0 netns "$lab_prefix$lab_server" &&
			lab_sim_device "$lab_server" far0 203.0.113.1/24 2001:db8:b::1/48 \
				198.19.0.0/16 2001:db8:a::/48
	}
}

lab_sim_stop() {
	read -r lab_pid <"$lab_dir/sim.$1" && kill "$lab_pid" && lab_wait 5 lab_gone "$lab_pid"
}

# A process whose parent has not asked for its status yet is gone, too.
lab_gone() {
	case $(cat "/proc/$1/stat" 2>/dev/null) in
	'' | *') Z '*) return 0 ;;
	esac
	return 1
}

lab_listens() {
	lab_in "$1" cat /proc/net/tcp /proc/net/tcp6 /proc/net/udp /proc/net/udp6 2>/dev/null |
		grep -q "$(printf ':%04X [0-9A-F:]* \\(0A\\|07\\) ' "$2")"
}

lab_target() {
	case ${1:-4} in
	4) echo 203.0.113.1 ;;
	*) echo 2001:db8:b::1 ;;
	esac
}

lab_hop() {
	case ${2:-4} in
	4) echo "198.19.$1.${3:-1}" ;;
	*) echo "2001:db8:a:$1::${3:-1}" ;;
	esac
}
