#!/bin/sh
# Receive side scaling, -x and -X, beside ethtool: table, key, functions, and what is asked for.
. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/linkinfo_lab.sh"

key8=01:23:45:67:89:ab:cd:EF
for name in toeplitz small notable old fails sizes norings; do
	nic rss-$name
	both 'what it does' -x eth0
	both 'a context' -x eth0 context 1
	both 'no such context' -x eth0 context 9
	while read -r words; do
		# shellcheck disable=SC2086 # words
		same "$name: $words" -X eth0 $words
	done <<END
default
delete
context new
context 1
context 1 delete
context 1 default
context 1 hfunc xor
weight 0
weight 9
weight 1 2
hkey $key8
hkey 01:23
hfunc xor
hfunc foo
equal 2 default
default hkey $key8
weight 1 1 hkey $key8 hfunc toeplitz
start 1
END
	same "$name: nothing" -X eth0
done
same 'another name' --show-rxfh eth0
same 'another name of changes' --rxfh eth0 default

nic rss-toeplitz
for context in 0 x -1 0x1 4294967294 4294967295 4294967296 new; do
	same "context $context" -x eth0 context $context
	same "change of context $context" -X eth0 context $context equal 2
done
for words in context 'context 1 2' foo 1; do
	# shellcheck disable=SC2086 # words
	same "words: $words" -x eth0 $words
done

nic rss-small
while read -r words; do
	# shellcheck disable=SC2086 # words
	same "$words" -X eth0 $words
done <<'END'
equal 1
equal 2
equal 3
equal 5
equal 8
equal 9
equal 0
equal x
equal -1
equal 0x2
equal
equal 2147483647
equal 2147483648
equal 2 3
equal 2 equal 3
equal 2 foo
equal default
start 1 equal 2
equal 2 start 1
start 2147483647 equal 2
start 2147483648 equal 2
start x equal 2
start -1 equal 1
start 0
start 0 default
start 1 default
start 1 delete context 1
start 1 context 1
weight 1
weight 1 2
weight 0 1
weight 0 0
weight 1 0 1
weight 5 4
weight 4 4
weight 1 1 1
weight 1 1 1 1 1 1 1 1 1
weight 0x2 010
weight 0x2 02
weight
weight x
weight 1 x
weight -1
weight default
weight 1 equal 2
equal 2 weight 1
weight 1 default
start 2 weight 1 1
weight 1 1 start 2
default default
default context 1
default delete
context new default
context new equal 2
context new weight 1 1 start 1
context new delete
context 1 context 2 equal 2
delete context 1
context 1 delete equal 2
delete context 1 weight 1
delete delete context 1
hfunc xor delete context 1
hkey 00:11:22:33:44:55:66:77 context 1 delete
equal 2 weight 1 default
start 1 equal 2 default
hkey 00:11:22:33:44:55:66:77
hkey 00:11:22:33:44:55:66
hkey 00:11:22:33:44:55:66:77:
hkey 00:11:22:33:44:55:66:
hkey 00:11:22:33:44:55:66:77:88
hkey 00:11:22:33:44:55:66:77:x
hkey 00:11:22:33:44:55:66:77x
hkey 00:11:22:33:44:55:66:777
hkey 0:1:2:3:4:5:6:7
hkey 0011223344556677
hkey 00-11-22-33-44-55-66-77
hkey gg:11:22:33:44:55:66:77
hkey AA:bb:CC:dd:EE:ff:00:11
hkey ::::::::
hkey 00:11:22:33:44:55:66:77 hkey 11:11:22:33:44:55:66:77
hkey
hfunc
hfunc XOR
hfunc crc32
hfunc xor hfunc toeplitz
foo
foo 1
END
same 'an empty key' -X eth0 hkey ''
same 'an empty function' -X eth0 hfunc ''
same 'an empty number' -X eth0 equal ''

nic rss-small
but 'context alone' -X eth0 context <<'END'
# ethtool crashes.
!ethtool: bad command line argument(s)
!For more information run ethtool -h
= 1
END
but 'weights that overflow' -X eth0 weight 2147483648 2147483648 1 <<'END'
# ethtool adds them in 32 bits: all goes to queue 2.
!Total weight exceeds the size of the indirection table
= 1
END
but 'signs in a key' -X eth0 hkey -1:+2:03:04:05:06:07:08 <<'END'
# ethtool takes them for ff:02.
!Invalid RSS hash key format
= 2
END
but 'an empty start' -X eth0 start '' equal 2 <<'END'
# ethtool takes it for 0.
!ethtool: bad command line argument(s)
!For more information run ethtool -h
= 1
END
nic rss-notable
but 'a table that is not there' -X eth0 context 1 equal 2 <<'END'
# ethtool sends an empty table, which deletes the context.
!Cannot set RX flow hash configuration:
! Indirection table setting not supported
= 1
END
nic rss-nokey
both 'what it does' -x eth0
same 'a table without a key' -X eth0 equal 2
same 'a key without a place' -X eth0 hkey 01:23
but 'a function where none is told' -X eth0 hfunc xor <<'END'
# ethtool sends a change that changes nothing.
>ioctl SRSSH context=0x0 indir_size=0xffffffff key_size=0 hfunc=2 indir= key=
= 0
END
but 'no such function where none is told' -X eth0 hfunc foo <<'END'
# Likewise.
!Unknown hash function: foo
= 1
END
nic rss-old
but 'nothing to set' -X eth0 start 0 <<'END'
# ethtool crashes.
!Start must be used with equal or weight options
= 1
END
nic rss-names
but 'names of functions that act on a terminal' -x eth0 <<'END'
# ethtool sends them there.
|RX flow hash indirection table for eth0 with 4 RX ring(s):
|    0:      0     1     2     3     0     1     2     3
|RSS hash key:
|Operation not supported
|RSS hash function:
|    toe\033[1m: on
|    a: on
|    b: off
|    c: off
|    d: off
|    e: off
|    f: off
|    g: off
|    h: off
= 0
END

nic_none
same 'an interface that cannot' -x lo
same 'no such interface' -x nosuch0
same 'no such interface to change' -X nosuch0 equal 2
same -u none 'without permission' -X lo equal 2

nic rss-small
but 'JSON' --json -x eth0 <<'END'
# ethtool 6.1 has none for it; the keys are those of later ones.
|[ {
|        "ifname": "eth0",
|        "rx-rings": 4,
|        "rss-indirection-table": [ 0,1,2,3,0,1,2,3 ],
|        "rss-hash-key": [ 0,17,34,51,68,85,102,119 ],
|        "rss-hash-function": "crc32"
|    } ]
= 0
END
nic rss-sizes
but 'JSON of what fails' --json -x eth0 <<'END'
# ethtool has none.
!Cannot get RX flow hash indir size and/or key size: Input/output error
|[ {
|        "ifname": "eth0"
|    } ]
= 1
END
finish
