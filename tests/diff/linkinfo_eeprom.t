#!/bin/sh
# linkinfo -e and -E beside the installed ethtool: parts of an EEPROM shown and changed, drivers
# with layouts of their own, and offsets and lengths that lie beyond the end.

. "${0%/*}/../tap.sh"
need_root
. "$TOP/tests/diff/linkinfo_lab.sh"

set -f
for name in plain none no-drvinfo no-eeprom short tg3 tg3-odd; do
	nic "regs-$name"
	for words in '' 'raw off' 'hex on' 'offset 3' 'offset 0x3 length 5' 'length 0' 'length 3' \
		'length 500' 'length 4294967295' 'length 010' 'raw off raw off' \
		'offset 1 offset 2'; do
		# shellcheck disable=SC2086 # words
		both "-e $words" -e eth0 $words
	done
done
nic regs-plain
both 'where the end is' -e eth0 offset 20
for words in x 'x 1' raw 'raw ON' 'raw on x' offset 'offset -1' 'offset x' 'offset 4294967296' \
	'offset 3x' 'offset 0x' 'offset 08' 'length -1' 'magic 1' 'value 1' '*'; do
	# shellcheck disable=SC2086 # words
	both "bad: -e $words" -e eth0 $words
done
same 'bad: no device' -e
same 'no such device' -e nodev
for netlink in no yes; do
	for name in plain tg3 tg3-odd; do
		nic regs-$name $netlink
		same -x "$name, netlink $netlink: raw" 'ethtool -e eth0 raw on | od -An -tx1'
		same -x "$name, netlink $netlink: a part of it, raw" \
			'ethtool -e eth0 raw on offset 1 length 2 | od -An -tx1'
	done
done
nic regs-natsemi
both 'words of two bytes' -e eth0
both 'words of two bytes, not the last one' -e eth0 length 5

nic regs-natsemi no
but 'words of two bytes have their own numbers' -e eth0 offset 4 length 4 <<'W'
# ethtool begins to count them with the offset in bytes.
|Address	Data
|-------	------
|0x02   	0x0504
|0x03   	0x0706
= 0
W
but 'half words are bytes' -e eth0 offset 3 length 2 <<'W'
# ethtool counts words from there.
|Offset		Values
|------		------
|0x0003:		03 04 $
= 0
W
nic regs-plain no
but 'an offset beyond the end' -e eth0 offset 21 <<'W'
# ethtool computes a length below 0, and may crash.
!offset & length out of bounds
= 1
W
but 'the last offset there can be' -e eth0 offset 4294967295 length 4294967295 <<'W'
# Likewise.
!offset & length out of bounds
= 1
W
but 'a length that wraps around' -e eth0 offset 19 length 4294967295 <<'W'
# It is cut to what there is, like any other.
|Offset		Values
|------		------
|0x0013:		13 $
= 0
W
but 'an empty number' -e eth0 offset '' <<'W'
# It is not 0.
!ethtool: bad command line argument(s)
!For more information run ethtool -h
= 1
W
but 'JSON' --json -e eth0 offset 1 length 3 <<'W'
# ethtool has none.
|[ {
|        "ifname": "eth0",
|        "offset": 1,
|        "length": 3,
|        "data": "010203"
|    } ]
= 0
W
nic hostile-counts no
but 'more bytes than memory' -e eth0 <<'W'
# Only up to 16 MiB are asked for.
!Cannot allocate memory for EEPROM data: 4294967295 bytes
= 75
W

# A byte, or standard input.
for name in plain none no-drvinfo no-seeprom; do
	nic "regs-$name"
	for words in 'value 1' 'magic 0xffffffff offset 19 value 255' 'value 256' 'value -1' \
		value 'value x' 'length 2 value 1' 'length 1 value 1' 'length 0 value 1' 'raw on' \
		'offset 20 value 1' 'offset 21 value 1' 'magic' 'magic x' 'magic 4294967296' x \
		'value 1 value 2' 'offset 19 length 2'; do
		# shellcheck disable=SC2086 # words
		both "-E $words" -E eth0 $words
	done
done
same 'a change without a device' -E
same 'a change of no such device' -E nodev value 1
same 'a change of all devices' -E '*' value 1
nic regs-plain
for netlink in no yes; do
	nic regs-plain $netlink
	same -x "netlink $netlink: all of it from standard input" \
		'printf 12345678901234567890 | ethtool -E eth0 magic 0x1234'
	same -x "netlink $netlink: a part of it" \
		'printf "a\0b" | ethtool -E eth0 magic 0x1234 offset 2 length 3'
	same -x "netlink $netlink: the end of it" 'printf ab | ethtool -E eth0 offset 18 length 2'
	same -x "netlink $netlink: too little" 'printf 1234 | ethtool -E eth0 length 5'
	same -x "netlink $netlink: too much" 'printf 123456 | ethtool -E eth0 length 5'
	same -x "netlink $netlink: much too much" 'head -c 100000 /dev/zero | ethtool -E eth0'
	same -x "netlink $netlink: nothing" 'ethtool -E eth0 </dev/null'
	same -x "netlink $netlink: nothing to nowhere" 'ethtool -E eth0 length 0 </dev/null'
	same -x "netlink $netlink: an offset alone" 'printf ab | ethtool -E eth0 offset 18'
	same -x "netlink $netlink: beyond the end" 'printf ab | ethtool -E eth0 offset 19 length 2'
done
nic regs-plain no
but 'beyond the last offset there can be' -E eth0 offset 4294967295 value 1 <<'W'
# ethtool's sum of the two wraps, and it writes there.
!offset & length out of bounds
= 1
W
but -x 'a length that wraps' 'printf ab | ethtool -E eth0 offset 4294967295 length 2' <<'W'
# Likewise.
!offset & length out of bounds
= 1
W
but -x 'standard input is a folder' 'ethtool -E eth0 length 2 </' <<'W'
# The reason is told.
!not enough data from stdin: Is a directory
= 75
W

finish
