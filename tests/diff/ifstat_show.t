#!/bin/sh
# What ifstat shows beside the installed ifconfig (layout "flags") and busybox' ("classic"), in as
# many kinds of interface as there are. The order of IPv6 addresses is the kernel's and is left out.

. "${0%/*}/../tap.sh"
. "$TOP/tests/lab/lab.sh"
need_root
need_tool ip ifconfig busybox
busybox ifconfig lo >/dev/null 2>&1 || skip_all "needs busybox' ifconfig"
ifconfig --version | grep -q '^net-tools' || skip_all 'needs the ifconfig of net-tools'
for program in "$BIN/ifstat" "$BUILD/tests/diff/tunlink"; do
	[ -x "$program" ] || skip_all "needs $program"
done
ours=$tap_dir/ours/ifconfig
mkdir "$tap_dir/ours" && ln -s "$BIN/ifstat" "$ours" || exit
node=n user=lab_in

# transcript FILE COMMAND...: standard output, "!" and each line of standard error, "= STATUS". A
# "$" follows a blank at the end of a line.
transcript() {
	file=$1
	shift
	"$user" "$node" "$@" >out 2>err </dev/null
	rc=$?
	{
		awk 'function flush(    i, j, s) {
			for (i = 2; i <= n; i++)
				for (j = i; j > 1 && line[j] < line[j - 1]; j--) {
					s = line[j]; line[j] = line[j - 1]; line[j - 1] = s
				}
			for (i = 1; i <= n; i++)
				print line[i]
			n = 0
		}
		/^ *inet6 / { line[++n] = $0; next }
		{ flush(); print }
		END { flush() }' out
		sed -e 's/^ifconfig: \([^`]\)/\1/' -e 's/^/!/' err
		echo "= $rc"
	} | sed 's/ $/ $/' >"$file"
}

# both LAYOUT ARGUMENT...: leaves "oracle" and "ours". Counters run on: until the oracle says the
# same before and after.
both() {
	layout=$1
	shift
	for try in 1 2 3 4 5 6; do
		if [ "$layout" = flags ]; then
			transcript before ifconfig "$@"
			transcript ours env IFSTAT_LAYOUT=flags "$ours" "$@"
			transcript oracle ifconfig "$@"
		else
			transcript before busybox ifconfig "$@"
			transcript ours "$ours" "$@"
			transcript oracle busybox ifconfig "$@"
		fi
		! cmp -s before oracle || return 0
	done
	echo "they never stand still: $try tries"
	return 1
}

# same LAYOUT TITLE ARGUMENT...
same() {
	t "$1: $2" 'layout=$3 && shift 4 && both "$layout" "$@" && diff -U 30 oracle ours' "$@"
}

# turned LAYOUT SED TITLE ARGUMENT...: ours is what the script makes of the oracle's, another one.
turned() {
	t "differs, $1: $3" 'layout=$3 script=$4 && shift 5 && both "$layout" "$@" &&
		sed "$script" oracle >want && ! cmp -s oracle want && diff -U 30 want ours' "$@"
}

# but LAYOUT TITLE ARGUMENT... <<WANT: ours is WANT (after the reason in lines of "#"), and not the
# oracle's.
but() {
	grep -v '^#' >"$tap_dir/want"
	t "differs, $1: $2" 'layout=$3 && shift 4 && both "$layout" "$@" &&
		! cmp -s oracle "$tap_dir/want" && diff -U 30 "$tap_dir/want" ours' "$@"
}

link() {
	ip -n "$lab_prefix$node" link "$@"
}
addr() {
	ip -n "$lab_prefix$node" addr add "$@"
}
tunlink() {
	lab_in "$node" "$BUILD/tests/diff/tunlink" "$@"
}

make_addresses() {
	link add v0 address 02:00:00:00:00:a0 type veth peer name v0p &&
		addr 10.1.1.1/24 brd + dev v0 && addr 10.1.1.2/24 brd + dev v0 &&
		addr 10.1.1.3/24 brd + dev v0 label v0:1 &&
		addr 10.1.2.3/24 dev v0 label v0:10 && addr 10.1.2.9/24 dev v0 label v0:2 || return
	for a in 2001:db8::1/64 fec0::1/64 ::10.0.0.1/96 ::127.0.0.1/128 fd00::1/8 2002::1/16 \
		64:ff9b::1/96; do
		addr "$a" dev v0 || return
	done
	addr 2001:db8:1::1 peer 2001:db8:1::2 dev v0 && link set v0 up && link set v0p up
}

make_kinds() {
	link add v1 type veth peer name v1p && addr 10.3.0.1/16 dev v1 &&
		addr 10.3.0.2/16 dev v1 label v1:7 &&
		link set v1 promisc on arp off allmulticast on multicast off txqueuelen 0 &&
		link add v2 type veth peer name v2p && addr 10.7.0.1/31 dev v2 label v2:5 &&
		addr 10.8.0.1/24 broadcast 10.8.0.99 dev v2p && link set v2 mtu 68 up &&
		link add br0 type bridge && link set v1p master br0 && link set br0 up &&
		addr 10.4.0.1/30 brd + dev br0 &&
		link add mac0 link v0 type macvlan && link set mac0 up &&
		link add vx0 type vxlan id 7 dstport 4789 && link set vx0 up &&
		link add ifb0 type ifb && link set ifb0 up &&
		tunlink tun0 tun && addr 10.5.0.1 peer 10.5.0.2 dev tun0 && link set tun0 up &&
		tunlink tun1 tun && addr 10.9.0.1/24 dev tun1 &&
		tunlink tap0 tap && link set tap0 up && addr 10.6.0.1 peer 10.6.0.2/24 dev tap0 &&
		link add abcdefghijklmno type veth peer name abcdefghi &&
		link set v1p alias "$(printf 'not\033[31mshown')"
}

make_names() {
	for pair in 'eth10 eth2' 'eth1 e0' 'a1 a-b' 'eth0.20 eth0.3' 'eth0p1 A' 'zz Zz' 'lo1 m0'; do
		link add "${pair% *}" type veth peer name "${pair#* }" || return
	done
}

lab_new && lab_node n empty words types || exit
make_addresses && make_kinds && make_names || exit
"$BIN/ping" -V >/dev/null 2>&1 && lab_in n "$BIN/ping" -q -c 3 -i 0.01 -s 900 127.0.0.1 >/dev/null
lab_settle n v0 && lab_settle n mac0

# Every one by name, in both layouts.
names=$(lab_in n ifconfig -a | sed -n 's/: flags=.*//p')
for name in $names; do
	same flags "$name" "$name"
	same classic "$name" "$name"
done

same flags 'those that are up'
same flags '-a' -a
same flags '-s' -s
same flags '-s -a' -s -a
same flags '-a -s' -a -s
same flags '-s NAME' -s v0
same flags '-s ALIAS' -s v0:10
same flags '-v NAME' -v v0
same flags '-a NAME' -a v1
same flags 'no such device' nosuch
same classic 'no such device' nosuch
same flags '-a and no such device' -a nosuch
same flags 'no such base of an alias' nosuch:1
same flags 'the empty name' ''
same flags 'a family and no more' v0 inet
same flags 'a family and no more: inet6' v0 inet6

# busybox sorts by bytes; so its list is compared one by one.
t 'classic: the list is that of the names, in the order of net-tools' '
	for name in $names; do
		lab_in n busybox ifconfig "$name"
	done >want && lab_in n "$ours" -a >got && grep -v inet6 want >want4 &&
	grep -v inet6 got >got4 && diff -U 10 want4 got4 &&
	[ "$(sort want)" = "$(sort got)" ]'
t '--layout=flags is IFSTAT_LAYOUT=flags' '
	lab_in n env IFSTAT_LAYOUT=flags "$ours" -a >want && grep -q flags= want &&
	lab_in n "$ours" --layout=flags -a >got && diff want got'
t '--layout=classic wins over IFSTAT_LAYOUT' '
	lab_in n "$ours" -a >want &&
	lab_in n env IFSTAT_LAYOUT=flags "$ours" --layout=classic -a >got &&
	diff want got'
t 'ifstat shows what it shows as ifconfig' '
	lab_in n "$ours" -a >want && lab_in n "$BIN/ifstat" -a >got && diff want got'
t 'two names: both, in the order given' '
	{ lab_in n "$ours" tun0; lab_in n "$ours" br0; } >want && lab_in n "$ours" tun0 br0 >got &&
	diff want got'
t 'two names, one of them unknown: the other, 1' '
	lab_in n "$ours" br0 >want; lab_in n "$ours" br0 nosuch >got; [ $? = 1 ]'

user=lab_user
same flags 'as nobody' -a
user=lab_in

# What differs on purpose.
addr ::ffff:1.2.3.4/128 dev v2p
turned flags 's/inet6 1\.2\.3\.4 /inet6 ::ffff:1.2.3.4 /' \
	'an IPv4-mapped address is one of IPv6' v2p
same classic 'an IPv4-mapped address' v2p

link property add dev v1 altname alt1 altname averyveryverylongalternativename
for name in alt1 averyveryverylongalternativename; do
	t "an alternative name shows the interface in full: $name" '
		lab_in n "$ours" v1 >want && lab_in n "$ours" "$name" >got && diff want got'
done
but flags 'net-tools cuts a name at 15 characters' abcdefghijklmnop <<'EOT'
# It would show abcdefghijklmno.
!abcdefghijklmnop: error fetching interface information: Device not found
= 1
EOT
for name in v0:9 v0: v0:x; do
	but flags "net-tools shows the interface for a missing alias: $name" "$name" <<-EOT
		!$name: error fetching interface information: Device not found
		= 1
	EOT
done
t 'differs: -as is -a -s' '
	lab_in n "$ours" -a -s >want && lab_in n "$ours" -as >got && diff want got &&
	! lab_in n ifconfig -as'
but flags 'a word that is no host is not looked up' v0 inet nohost <<'EOT'
# net-tools asks the resolver, and may wait for it.
!nohost: Unknown host
!ifconfig: `--help' gives usage information.
= 1
EOT

node=empty
link set lo down
same flags 'nothing is up'
same classic 'nothing is up'
same flags 'lo down' lo
same classic 'lo down' lo
same flags 'nothing is up: -s' -s

# Aliases whose label is no number: beside their interface; net-tools sorts them as interfaces.
node=words
link add v0 address 02:00:00:00:00:a0 type veth peer name v0p
addr 10.1.0.1/24 dev v0
addr 10.1.1.1/24 dev v0 label v0:x
addr 10.1.2.1/24 dev v0 label v0:1a
link add v1 type veth peer name v1p
same flags 'an alias with a word' v0:x
same classic 'an alias with a word' v0:x
same flags 'an alias with a number and a word' v0:1a
t 'differs: aliases with words stand beside their interface' '
	lab_in words "$ours" -s -a | sed "1d; s/ .*//" >got &&
	lab_in words ifconfig -s -a | sed "1d; s/ .*//" >oracle && ! cmp -s oracle got &&
	printf "%s\n" lo v0 v0:x v0:1a v1 v0p v1p >want && diff want got'

# A reader makes a tun device run, which these have not; the type alone counts here.
node=types
# Link types that all call alike, and those that only net-tools has a name for.
for type in 1 512 772 776 769 778 779 801 803 804 820 823 824 280 65534; do
	tunlink "t$type" tun "$type"
	[ "$type" = 778 ] || same flags "link type $type" "t$type"
	same classic "link type $type" "t$type"
done
t 'differs: link type 778 has no bytes of the stack of net-tools' '
	both_but() { lab_in types "$@" t778 | sed "s/unspec [-0-9A-F]*/unspec/"; }
	both_but ifconfig >want && both_but env IFSTAT_LAYOUT=flags "$ours" >got && diff want got &&
	lab_in types env IFSTAT_LAYOUT=flags "$ours" t778 | grep " unspec 00-00\(-00\)\{14\} "'
while read -r type title; do
	tunlink "t$type" tun "$type"
	same flags "link type $type" "t$type"
	# ^: an address that is empty
	title=$(echo "$title" | tr -d ^; echo .)
	turned classic "s/Link encap:UNSPEC  HWaddr 00-.*/Link encap:${title%??}  \$/" \
		"link type $type has its name" "t$type"
done <<'EOT'
264 Adaptive Serial Line IP
513 (Cisco)-HDLC
516 LAPB
770 Frame Relay Access Device
782 Econet
768 IPIP Tunnel  HWaddr ^
EOT
# With an address.
while read -r type address title; do
	tunlink "t$type" tap "$type"
	link set "t$type" address 02:11:22:33:44:5e
	same flags "link type $type with an address" "t$type"
	turned classic "s/UNSPEC  HWaddr 02-11-22-33-44-5E.*/$title  HWaddr $address  \$/" \
		"link type $type with an address" "t$type"
done <<'EOT'
774 02-11-22-33-44-5E Fiber Distributed Data Interface
780 02:11:22:33:44:5E HIPPI
EOT
finish
