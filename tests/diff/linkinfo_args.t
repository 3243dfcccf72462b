#!/bin/sh
# The command line of linkinfo beside the installed ethtool: flags, verbs, devices, "*", and a world
# that is in the way: no permission, a bare chroot, an output that takes nothing.

. "${0%/*}/../tap.sh"
need_root
need_tool ip
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/diff/linkinfo_lab.sh"

lab_new && lab_node n && lab_ip n link add va type veth peer name vb && lab_ip n link set va up &&
	lab_ip n link set vb up && lab_ip n link set lo up &&
	lab_ip n link property add dev va altname an-alternative-name || exit

nic copper-1g no

# Flags, verbs, operands: all of them end in "bad command line argument(s)".
same 'nothing at all'
for args in -- - '-- eth0' '- eth0' --json -I '--json -I' '--json --json' --debug '--debug 1' \
	'--debug x eth0' '--debug 1x eth0' '--debug=1 eth0' '--debug -i eth0' '-kI eth0' '-leth0' \
	'-il eth0' '--show-chan eth0' '--driv eth0' '--driver=eth0' '-Z eth0' '-D eth0' \
	'--nonsense eth0' '--Json eth0' '-II -i eth0' -l -k --driver '--json -k' '-I -i' \
	'-iI eth0' \
	--show-tunnels --cable-test '--include eth0' '-i|--driver eth0' '|' '---i eth0'; do
	# shellcheck disable=SC2086 # words
	same "bad: $args" $args
done
same 'bad: an empty mask' --debug '' eth0
same 'bad: an empty flag' ''

# What means something, and what does not do any harm.
set -f
for args in '-i eth0' '--driver eth0' '-I -i eth0' '-I -I -i eth0' '--include-statistics -i eth0' \
	'--debug 0 -i eth0' '--debug 0x0 -I -i eth0' '-I --debug 010 -i eth0' \
	'--debug 4294967296 -i eth0' '--debug 1 -i eth0' '-i nodev' '-l nodev' nodev '-a nodev' \
	'-i -i' '-l -l' '-i -' '-i --' 'eth0 -k'; do
	# shellcheck disable=SC2086 # words
	same "good: $args" $args
done
nic copper-1g yes
for args in '-l eth0 x' '-k eth0 --json' '-l eth0 -k eth0' '-a eth0 eth0' '-l eth0 *' '-k -l eth0' \
	'-l --json eth0' '-l nodev nodev' '--show-tunnels eth0 x' '-P eth0' '-l eth0 --'; do
	# shellcheck disable=SC2086 # words
	same "words: $args" $args
done
for name in '' 'x y' 012345678901234 ../eth0 a/b .. eth0: ETH0 'eth0 '; do
	for netlink in no yes; do
		nic copper-1g $netlink
		same "netlink $netlink: a device called '$name'" "$name"
		same "netlink $netlink: a driver of '$name'" -i "$name"
		same "netlink $netlink: channels of '$name'" -l "$name"
	done
done

nic copper-1g no
but 'a name that acts on a terminal' "$(printf '\033[2J\377')" <<'W'
# It is escaped.
!Cannot get device settings: No such device
!Cannot get wake-on-lan settings: No such device
!Cannot get message level: No such device
!Cannot get link status: No such device
|Settings for \033[2J\377:
|No data available
= 75
W
nic copper-1g yes
same 'JSON of a name that acts on a terminal' --json -k "$(printf '\033[2J\377')"

# A longer name may be an alternative one, which ethtool knows only over netlink.
nic_none
diff_at n
same 'an alternative name, features' -k an-alternative-name
same 'an alternative name, hardware address' -P an-alternative-name
but 'an alternative name, driver' -i an-alternative-name <<'W'
# ethtool asks ioctls for no name that is longer than 15.
|driver: veth
|version: 1.0
|firmware-version: $
|expansion-rom-version: $
|bus-info: $
|supports-statistics: yes
|supports-test: no
|supports-eeprom-access: no
|supports-register-dump: no
|supports-priv-flags: no
= 0
W
but 'a long name of nothing, driver' -i an-alternative-nam <<'W'
!Cannot get driver information: No such device
= 71
W
same 'a long name of nothing, channels' -l an-alternative-nam

# "*"
for args in -i --driver -x -n -u -X -N -d -e -w -t -p -r -Q -E -f -W --reset --phy-statistics \
	--get-tunable --set-tunable --get-phy-tunable --set-phy-tunable; do
	same "all: $args" $args '*'
	same "all: $args, and a word" $args '*' w
done
for args in -A -C -G -L -K -m --set-module --set-fec --set-eee --set-priv-flags; do
	same "all: $args" $args '*'
	same "all: $args, and a word" $args '*' w
done
for args in -k -P -a -c -g --show-eee --show-fec --show-module --show-priv-flags --show-tunnels \
	'--json -a' '--json --show-fec'; do
	# shellcheck disable=SC2086 # words
	same "all: $args" $args '*'
done
for args in -k -a -c -g --show-eee --show-fec --show-module --show-priv-flags --show-tunnels; do
	same "all: $args, and a word" $args '*' w
done
nic copper-1g no
for args in -l -i -A ''; do
	# shellcheck disable=SC2086 # words
	same "all, without netlink: $args" $args '*'
done
nic_none
but 'all: the standard display' '*' <<'W'
# One device after the other; ethtool shows them all in each of its three parts.
|Settings for lo:
|	Link detected: yes
|Settings for vb:
|	Supported ports: [ ]
|	Supported link modes:   Not reported
|	Supported pause frame use: No
|	Supports auto-negotiation: No
|	Advertised link modes:  Not reported
|	Advertised pause frame use: No
|	Advertised auto-negotiation: No
|	Speed: 10000Mb/s
|	Duplex: Full
|	Port: Twisted Pair
|	PHYAD: 0
|	Transceiver: internal
|	Auto-negotiation: off
|	MDI-X: Unknown
|	Link detected: yes
|Settings for va:
|	Supported ports: [ ]
|	Supported link modes:   Not reported
|	Supported pause frame use: No
|	Supports auto-negotiation: No
|	Advertised link modes:  Not reported
|	Advertised pause frame use: No
|	Advertised auto-negotiation: No
|	Speed: 10000Mb/s
|	Duplex: Full
|	Port: Twisted Pair
|	PHYAD: 0
|	Transceiver: internal
|	Auto-negotiation: off
|	MDI-X: Unknown
|	Link detected: yes
= 0
W
but 'all: change' -s '*' <<'W'
# ethtool says nothing and changes nothing.
!subcommand does not support wildcard dump
= 1
W

# No permission.
same -u none 'a user looks' -k va
same -u none 'a user changes features' -K va gro on
same -u none 'a user changes channels' -L va rx 1
same -u none 'a user tests a cable' --cable-test va
same -u none 'a user restarts' -r va
same -u none 'a user identifies' -p va 1
diff_at ''

# Output that goes nowhere.
nic copper-1g no
but -x 'a full disk' 'ethtool -i eth0 >/dev/full' <<'W'
# ethtool does not look.
!ethtool: write error: No space left on device
= 1
W
but -x 'a full disk, JSON' 'ethtool --json -i eth0 >/dev/full' <<'W'
!ethtool: write error: No space left on device
= 1
W
but -x 'a full disk, help' 'ethtool -h >/dev/full' <<'W'
!ethtool: write error: No space left on device
= 1
W
but -x 'no standard output' 'ethtool -i eth0 >&-' <<'W'
!ethtool: write error: Bad file descriptor
= 1
W
same -x 'no standard error' 'ethtool -i nodev 2>&-'
same -x 'no standard input' 'ethtool -i eth0 <&-'

but 'every verb has JSON' --json -l eth0 <<'W'
# ethtool has JSON for some verbs, and refuses the command line for the others.
|[ {
|        "ifname": "eth0",
|        "rx-max": 0,
|        "tx-max": 0,
|        "other-max": 1,
|        "combined-max": 8,
|        "rx": 0,
|        "tx": 0,
|        "other": 1,
|        "combined": 4
|    } ]
= 0
W

# A bare chroot: neither /proc nor /sys nor /etc.
bare() {
	mkdir "$2" && cp "$(readlink -f "$1")" "$2/ethtool" || return
	ldd "$2/ethtool" | grep -o '/[^ ]*' | while read -r library; do
		mkdir -p "$2${library%/*}" && cp "$library" "$2$library" || return
	done
}
for args in '-k va' '-i va' '-S va' nodev '-k an-alternative-name' '--json -k va' '-a va'; do
	if sanitized "$diff_dir/ours/ethtool"; then
		skip "a bare chroot: $args" 'not with a sanitizer'
		continue
	fi
	# shellcheck disable=SC2016 # for the test's shell
	t "a bare chroot: $args" '
		bare "$diff_dir/oracle/ethtool" a && bare "$diff_dir/ours/ethtool" b || exit
		for root in a b; do
			lab_in n chroot "$root" /ethtool $args >"$root.out" 2>"$root.err"
			echo "= $?" >>"$root.out"
		done
		diff a.err b.err && diff a.out b.out'
done

# Help is for people, and in the forms that manual and shells want.
for form in '' =usage =man =bash =zsh =fish; do
	# shellcheck disable=SC2016 # for the test's shell
	t "help: --help$form" '"$diff_dir/ours/ethtool" "--help$form" >out 2>err && [ -s out ] &&
		[ ! -s err ] && grep -q show-tunnels out'
done
# shellcheck disable=SC2016 # for the test's shell
t 'help: -h after flags, before all else' '"$diff_dir/ours/ethtool" --json -h nonsense >out 2>err &&
	[ ! -s err ] && grep -q "^Usage" out'
# shellcheck disable=SC2016 # for the test's shell
t 'help: no such form' '! "$diff_dir/ours/ethtool" --help=pdf >out 2>err && [ ! -s out ] &&
	grep -q "no such form: .pdf" err'

# Done, and yet the kernel has something to say.
nic warning yes
but 'a warning with a change' -A eth0 rx on <<'W'
# What it says is escaped.
!netlink warning: the switch may not\033[1m like that
>nl PAUSE_SET 3=u8:1
= 0
W
finish
