#!/bin/sh
# Receive flow classification, -n and -N, beside ethtool: what is shown, what is asked for.
. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/linkinfo_lab.sh"

nic nfc-rules
both 'all rules' -n eth0
same 'all rules, another name' -u eth0
same 'all rules, a third name' --show-ntuple eth0
for n in 0 3 16 25 30 0x3 03 +3 63 64 x -1 3x 2147483647 2147483648 4294967295; do
	same "rule $n" -n eth0 rule "$n"
done
for words in rule 'rule 3 x' foo 'foo 3' 3 rx-flow-hash 'rx-flow-hash tcp4 context' \
	'rx-flow-hash tcp4 foo 1' 'rx-flow-hash tcp4 context 1 2' 'rx-flow-hash foo context x'; do
	# shellcheck disable=SC2086 # words
	same "words: $words" -n eth0 $words
done
for flow in ether ip4 tcp4 udp4 sctp4 ah4 esp4 ip6 tcp6 udp6 ah6 esp6 sctp6 ahesp4 TCP4; do
	both "hash of $flow" -n eth0 rx-flow-hash $flow
	same "change of the hash of $flow" -N eth0 rx-flow-hash $flow sd
done
for context in 0 1 0x1 7 x -1 4294967295 4294967296 new; do
	same "hash of context $context" -n eth0 rx-flow-hash tcp4 context $context
	same "change of the hash of context $context" \
		-N eth0 rx-flow-hash tcp4 sdfn context $context
done
same 'a hash of a context is thrown away' -n eth0 rx-flow-hash udp6 context 1
for fields in m v t s d f n r mvtsdfn sdfnr rs x s,d ss S ''; do
	same "hash over '$fields'" -N eth0 rx-flow-hash udp6 "$fields"
done
for words in '' foo 'foo 3' rx-flow-hash 'rx-flow-hash tcp4' 'rx-flow-hash tcp4 sd context' \
	'rx-flow-hash tcp4 sd foo 1' flow-type 'flow-type foo' 'flow-type TCP4 action 1' \
	delete 'delete x' 'delete -1' 'delete 2147483648' 'delete 4294967295'; do
	# shellcheck disable=SC2086 # words
	same "change: $words" -N eth0 $words
done
for n in 3 0x3 2147483647; do
	same "delete $n" -N eth0 delete $n
	same "delete $n, another name" --config-ntuple eth0 delete $n
done

nic nfc-special
while read -r words; do
	# shellcheck disable=SC2086 # words
	same "rule: $words" -N eth0 flow-type $words
done <<'END'
ether
ip4
tcp4
udp4
sctp4
ah4
esp4
ip6
tcp6
udp6
ah6
esp6
sctp6
ether src 00:11:22:33:44:55 dst 66:77:88:99:aa:bb m ff:ff:0:0:0:0 proto 0x800 m 0xff action 3
ether proto 5 proto-mask 6 src-mask 1:2:3:4:5:6
ether src 0:1:2:3:4:5 src-mask 1:2:3:4:5:6
ether src 0:1:2:3:4
ether src 000:1:2:3:4:5
ether src g:1:2:3:4:5
ether src 001122334455
ether src 00-11-22-33-44-55
ether dst-mac 0:1:2:3:4:5
ether tos 5
ether vlan-etype 0x8100 vlan 5 m 0xf000 user-def 0x123456789abcdef0 m 0xff
ether vlan 65536
ether user-def -1 m -1
ether user-def 18446744073709551615
ether user-def 18446744073709551616
tcp4 src-ip 1.2.3.4 m 0.0.0.255 dst-ip 5.6.7.8 dst-ip-mask 255.0.0.0 tos 0x10 m 3
tcp4 src-port 80 m 0xff dst-port 443 dst-mac 0:1:2:3:4:5 m ff:0:0:0:0:0 vlan 7
tcp4 src-ip 1.2.3
tcp4 src-ip 01.2.3.4
tcp4 src-ip ::1
tcp4 src-ip 1.2.3.4/24
tcp4 src-ip 1.2.3.4 m 24
tcp4 src-ip 1.2.3.4 m
tcp4 src-port 5 src-port-mask
tcp4 src-port 5 src-port 6
tcp4 src-port 5 m 3 m 4
tcp4 src-port-mask 3 src-port 5
tcp4 src-port 5 mask 3
tcp4 m 3
tcp4 foo
tcp4 foo 1
tcp4 src-port 1 foo
tcp4 ip-ver 1
tcp4 TOS 1
tcp4 tclass 1
tcp4 l4data 1
tcp4 spi 1
ip4 src-port 1 dst-port 2
ip4 src-port 1 l4data 2
ip4 l4data 0x10002 dst-port 5
ip4 spi 1 l4data 2
ip4 l4proto 17 m 1 l4data 0xdeadbeef m 0xffff
ip4 spi 0xffffffff
ip6 src-ip 2001:db8::1 m :: dst-ip ::ffff:1.2.3.4 tclass 255 l4proto 6 l4data 7
ip6 spi 1 dst-port 2
ip6 src-ip fe80::1%lo
ip6 src-ip 1.2.3.4
ah4 spi 0x80000000 m 0xff tos 1
ah4 src-port 1
esp6 spi 4294967296
esp6 spi 5 dst-ip ff02::1 m ffff:: tclass 3
sctp6 src-port 65535 dst-port 65536
tcp4 action -1
tcp4 action -2
tcp4 action 0x100000002
tcp4 action 18446744073709551615
tcp4 action drop
tcp4 action 5 m 0
tcp4 action 5 m
tcp4 action 1 action 2
tcp4 action 1 queue 2
tcp4 queue 2 action 1
tcp4 vf 1 action 2
tcp4 vf 1 queue 2
tcp4 queue 4294967295 vf 254
tcp4 queue 4294967296
tcp4 queue -1
tcp4 vf 0
tcp4 vf 256
tcp4 vf-mask 3
tcp4 context 5 queue 2
tcp4 context 1 context 0
tcp4 context
tcp4 context new
tcp4 context 4294967295
tcp4 context 4294967296
tcp4 context 1 m 2
tcp4 loc 3
tcp4 loc 0x10 action 1
tcp4 loc 4294967295
tcp4 loc 4294967294
tcp4 loc 2147483648
tcp4 loc 2147483647
tcp4 loc 4294967296
tcp4 loc -1
tcp4 loc 1 loc 2
tcp4 loc 5 m 0
END
for field in tos src-port user-def; do
	for n in 0 5 010 08 0x10 255 256 65535 65536 4294967295 4294967296 18446744073709551615 \
		18446744073709551616 5x x 0x +5 -0; do
		same "$field $n" -N eth0 flow-type tcp4 $field $n
		same "mask $n of $field" -N eth0 flow-type tcp4 $field 1 m $n
	done
done

for name in empty full gap beyond small; do
	nic nfc-$name
	both 'where a rule goes' -N eth0 flow-type tcp4 action 1
	same "$name: a place that is given" -N eth0 flow-type tcp4 action 1 loc 2
	same "$name: a place of the driver's" -N eth0 flow-type tcp4 action 1 loc 4294967294
	same "$name: the rules" -n eth0
done

nic nfc-fails
both 'the rules' -n eth0
both 'one rule' -n eth0 rule 0
both 'a hash' -n eth0 rx-flow-hash tcp4
both 'a hash is refused, the status is 0' -N eth0 rx-flow-hash tcp4 sd
both 'a rule is refused, the status is 0' -N eth0 flow-type tcp4 action 1 loc 2
both 'no place for a rule' -N eth0 flow-type tcp4 action 1
both 'nothing to delete' -N eth0 delete 3
nic nfc-half
both 'the list comes, its rules do not' -n eth0
nic nfc-list
both 'the number comes, the list does not' -n eth0
both 'no list to find a place in' -N eth0 flow-type tcp4 action 1
nic copper-1g
both 'a NIC without any of it' -n eth0
both 'nor hashes' -n eth0 rx-flow-hash tcp4

nic nfc-odd
same -d 's/^|10 RX rings/|4294967306 RX rings/
	s/SPI: -1985229329/SPI: 2309737967/' 'rules that cannot be shown, and large numbers' -n eth0
same 'one that cannot be shown' -n eth0 rule 19
but 'one is shown by its true number' -n eth0 rule 21 <<'END'
# ethtool shows a security parameter index beyond 0x7fffffff as negative.
|Filter: 21
|	Rule Type: IPSEC AH over IPv4
|	Src IP addr: 1.2.3.4 mask: 255.255.255.255
|	Dest IP addr: 5.6.7.8 mask: 255.255.255.255
|	TOS: 0x0 mask: 0xff
|	SPI: 2309737967 mask: 0xffffffff
|	Action: Direct to queue 1
|
= 0
END

nic nfc-special
but 'a word without its value' -N eth0 flow-type tcp4 action -1 src-ip <<'END'
# ethtool leaves the word out, and the rule drops more than was meant.
!Add rule, invalid syntax
!ethtool: bad command line argument(s)
!For more information run ethtool -h
= 1
END
but 'a function that does not fit' -N eth0 flow-type tcp4 vf 255 queue 1 <<'END'
# ethtool asks for one that its 8 bits do not hold: the physical function.
!Invalid vf value[255]
!ethtool: bad command line argument(s)
!For more information run ethtool -h
= 1
END
but 'an action below -2' -N eth0 flow-type tcp4 action -3 <<'END'
# ethtool asks for queue 4294967293 of function 254.
!Invalid action value[-3]
!ethtool: bad command line argument(s)
!For more information run ethtool -h
= 1
END
but 'an empty number' -N eth0 flow-type tcp4 src-port '' <<'END'
# ethtool takes it for 0.
!Invalid src-port value[]
!ethtool: bad command line argument(s)
!For more information run ethtool -h
= 1
END
but 'a number that wraps' -N eth0 flow-type tcp4 src-port -18446744073709551615 <<'END'
# ethtool takes it for 1.
!Invalid src-port value[-18446744073709551615]
!ethtool: bad command line argument(s)
!For more information run ethtool -h
= 1
END
but 'more behind a MAC' -N eth0 flow-type ether src 00:11:22:33:44:55:66 <<'END'
# ethtool ignores it.
!Invalid src value[00:11:22:33:44:55:66]
!ethtool: bad command line argument(s)
!For more information run ethtool -h
= 1
END
but 'more behind delete' -N eth0 delete 3 4 <<'END'
# ethtool deletes the first and says nothing of the second.
!ethtool: bad command line argument(s)
!For more information run ethtool -h
= 1
END
but 'an empty rule number' -n eth0 rule '' <<'END'
# ethtool takes it for 0.
!ethtool: bad command line argument(s)
!For more information run ethtool -h
= 1
END

nic nfc-count
ours 'a number of rules that lies' -n eth0 <<'END'
# ethtool asks for two billion rules, one by one.
!rxclass: Cannot get RX class rules: Argument list too long
!RX classification rule retrieval failed
|4 RX rings available
|Total 2147483648 rules
|
= 1
END

nic_none
same 'an interface that cannot' -n lo
same 'nor its hashes' -n lo rx-flow-hash tcp4
same 'no such interface' -n nosuch0
same 'no such interface to change' -N nosuch0 flow-type tcp4 action 1
same 'no interface' -n
same -u none 'without permission' -N lo rx-flow-hash tcp4 sd
same -u none 'without permission: a rule' -N lo flow-type tcp4 action 1
same -u none 'without permission: to delete' -N lo delete 1

nic nfc-rules
but 'JSON of a rule' --json -n eth0 rule 17 <<'END'
# ethtool has none. The mask of dst-mac is turned here, like the others.
|[ {
|        "ifname": "eth0",
|        "rules": [ {
|                "rule": 17,
|                "flow-type": "ether",
|                "src": "0a:0b:0c:0d:0e:0f",
|                "src-mask": "ff:ff:ff:ff:ff:ff",
|                "dst": "00:01:02:03:04:05",
|                "dst-mask": "ff:ff:ff:ff:ff:ff",
|                "proto": 2048,
|                "proto-mask": 65535,
|                "dst-mac": "00:01:02:03:04:05",
|                "dst-mac-mask": "00:00:00:00:00:00",
|                "action": "direct",
|                "queue": 0
|            } ]
|    } ]
= 0
END
but 'JSON of a hash' --json -n eth0 rx-flow-hash tcp4 context 1 <<'END'
# ethtool has none.
|[ {
|        "ifname": "eth0",
|        "flow-type": "tcp4",
|        "rss-context": 1,
|        "discard": false,
|        "hash-fields": [ "l2da","vlan","ip-src","ip-dst" ]
|    } ]
= 0
END
nic nfc-special
but 'JSON of an empty table' --json -n eth0 <<'END'
# ethtool has no JSON for it.
|[ {
|        "ifname": "eth0",
|        "rx-rings": 4,
|        "total-rules": 0,
|        "rules": [ ]
|    } ]
= 0
END
finish
