#!/bin/sh
# linkinfo -w, -W and -f beside the installed ethtool: dumps of the firmware into files, which dump
# it makes, and firmware files for the device.

. "${0%/*}/../tap.sh"
need_root
. "$TOP/tests/diff/linkinfo_lab.sh"

long=$(printf '%0127d' 0)
set -f
for name in plain none no-drvinfo no-flag no-data no-setdump no-flash; do
	nic "regs-$name"
	both 'what a dump would hold' -w eth0
	both 'its long name' --get-dump eth0
	both 'nowhere' -w eth0 data /nonexistent/dump
	both 'a folder' -w eth0 data /
	both 'a full disk' -w eth0 data /dev/full
	for words in 3 0 0x10 010 4294967295; do
		both "dump $words" -W eth0 "$words"
	done
	for words in firmware 'firmware 1' 'firmware 0x1f' 'firmware 2147483647' "$long" \
		"${long}0" "${long}0 1"; do
		# shellcheck disable=SC2086 # words
		both "firmware $words" -f eth0 $words
	done
	both 'an empty name of a firmware' -f eth0 ''
done
nic regs-plain
for words in data x 'x y' 'data a b' 'data a data b' 'data a raw on'; do
	# shellcheck disable=SC2086 # words
	both "bad: -w $words" -w eth0 $words
done
for words in '' x -1 4294967296 '1 2' 1x; do
	# shellcheck disable=SC2086 # words
	both "bad: -W $words" -W eth0 $words
done
for words in '' 'firmware -1' 'firmware 2147483648' 'firmware 4294967295' 'firmware 1 2'; do
	# shellcheck disable=SC2086 # words
	both "bad: -f $words" -f eth0 $words
done
for verb in -w -W -f; do
	same "bad: $verb without a device" $verb
	same "no such device: $verb" $verb nodev 1
	same "all devices: $verb" $verb '*' 1
done

# The file: a new one, one that is longer, one that cannot be written.
for netlink in no yes; do
	nic regs-plain $netlink
	same -1 -x "netlink $netlink: a new file" \
		'rm -f new; ethtool -w eth0 data new; echo $?; od -An -tx1 new; stat -c %a new'
	same -1 -x "netlink $netlink: a longer file" \
		'seq 100 >old; chmod 600 old; ethtool -w eth0 data old; echo $?; od -An -tx1 old
		stat -c %a old'
	nic regs-no-data $netlink
	same -1 -x "netlink $netlink: no data, no file" \
		'rm -f none; ethtool -w eth0 data none; echo $?; ls none 2>&1'
done
nic regs-large no
same 'a large dump' -w eth0
same 'a large dump: a full disk' -w eth0 data /dev/full
same -1 -x 'a large dump, complete' 'ethtool -w eth0 data large; echo $?; cksum <large'

nic regs-plain no
but 'JSON' --json -w eth0 <<'W'
# ethtool has none.
|[ {
|        "ifname": "eth0",
|        "flag": 5,
|        "version": 3,
|        "length": 6
|    } ]
= 0
W
but 'a region that is no number' -f eth0 firmware x <<'W'
# ethtool takes it for 0, which is all regions.
!ethtool: bad command line argument(s)
!For more information run ethtool -h
= 1
W
but 'a region beyond 32 bits' -f eth0 firmware 4294967296 <<'W'
# Likewise.
!ethtool: bad command line argument(s)
!For more information run ethtool -h
= 1
W
nic hostile-counts no
but 'a dump beyond memory' -w eth0 data dump <<'W'
# ethtool asks for memory that there may not be, and believes that it got all of it.
!Can not get dump data: 4294967295 bytes are too many
= 1
W

finish
