#!/bin/sh
# linkinfo -S and --phy-statistics beside the installed ethtool: counters of drivers, PHYs and
# standard groups, on NICs that have them, that refuse, and that answer nonsense.

. "${0%/*}/../tap.sh"
need_root
. "$TOP/tests/diff/linkinfo_lab.sh"

for name in all none empty no-strings no-sets no-values no-phy refused; do
	nic "stats-$name"
	both counters -S eth0
	both 'counters by their long name' --statistics eth0
	both 'counters of the PHY' --phy-statistics eth0
	nic "stats-$name" yes
	same "$name: all groups" -S eth0 --all-groups
	same "$name: all groups as JSON" --json -S eth0 --all-groups
	same "$name: one group" -S eth0 --groups eth-mac
	same "$name: groups" -S eth0 --groups rmon eth-phy
	same "$name: groups as JSON" --json -S eth0 --groups rmon eth-ctrl
	same "$name: groups, and -I" -I -S eth0 --groups eth-ctrl
done

nic stats-all yes
for words in x '--groups' '--all-groups --all-groups' '--all-groups x' \
	'--all-groups --groups rmon' '--groups rmon --all-groups' '--groups rmon --groups' rmon \
	'--groups rmon rmon' '--group rmon' '-- --groups rmon'; do
	# shellcheck disable=SC2086 # words
	same "words: $words" -S eth0 $words
done
same 'an empty name of a group' -S eth0 --groups ''
same 'an empty word' -S eth0 ''
same 'the PHY: a word' --phy-statistics eth0 x
same 'no such device' -S nodev
same 'no such device: groups' -S nodev --all-groups
same 'no such device: the PHY' --phy-statistics nodev
same 'all devices' -S '*'
same 'all devices: the PHY' --phy-statistics '*'
nic stats-all no
same 'no netlink: groups' -S eth0 --all-groups
same 'no netlink: some groups' -S eth0 --groups rmon

but 'no netlink: a word' -S eth0 x <<'W'
# A word means the same with and without netlink.
!ethtool (-S): unknown parameter 'x'
= 1
W
but 'no netlink: groups as JSON' --json -S eth0 --all-groups <<'W'
# JSON is valid also on failure.
!ethtool: bad command line argument(s)
!For more information run ethtool -h
|[ ]
= 1
W
but 'JSON of counters' --json -S eth0 <<'W'
# ethtool has none.
|[ {
|        "ifname": "eth0",
|        "statistics": {
|            "rx_packets": 1,
|            "tx_packets": 2,
|            "a_very_long_name_of_thirty_two_b": 18446744073709551615,
|            "tx: queue 0": 4
|        }
|    } ]
= 0
W
but 'JSON of counters of the PHY' --json --phy-statistics eth0 <<'W'
# ethtool has none.
|[ {
|        "ifname": "eth0",
|        "phy-statistics": {
|            "phy_receive_errors": 5,
|            "phy_idle_errors": 6
|        }
|    } ]
= 0
W

nic stats-odd yes
but 'groups and ranges that are none' -S eth0 --all-groups <<'W'
# ethtool prints half a line, and "(null)" for a name.
!invalid kernel response - bad histogram entry bounds
|Standard stats for eth0:
|rmon-etherStatsUndersizePkts: 5
|rx-rmon-etherStatsPkts1to2Octets: 3
|eth-mac-MultipleCollisionFrames: 8
= 0
W

for netlink in no yes; do
	nic hostile-counts $netlink
	ours -x "netlink $netlink: more counters than strings" \
		'ethtool -S eth0 | sed -n "1,3p;\$="' <<'W'
# ethtool reads past the end of what it has, and crashes.
|NIC statistics:
|     first: 1
|     second: 0
|301
= 0
W
	ours "netlink $netlink: more strings than there can be" --phy-statistics eth0 <<'W'
# ethtool takes a minute, and crashes.
!Cannot get stats strings information: Argument list too long
= 96
W
	nic hostile-strings $netlink
	but "netlink $netlink: names that act on a terminal" -S eth0 <<'W'
# They are escaped.
|NIC statistics:
|     \033[2Jcleared: 1
|     two\012lines: 2
|     0123456789abcdef0123456789abcdef: 3
|     : 4
|     tab\011here: 5
|     \302\2331m: 6
|     nul: 7
= 0
W
done

finish
