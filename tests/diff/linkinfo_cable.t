#!/bin/sh
# Tests of the cable, --cable-test and --cable-test-tdr, and UDP tunnels, --show-tunnels, beside
# ethtool: what a PHY says, what it leaves out, what is asked of it, and one that says nothing.
. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/linkinfo_lab.sh"
hurry=$BUILD/tests/lab/preload/hurry.so
[ -e "$hurry" ] || skip_all "needs $hurry"

for name in cable cable-odd copper-1g empty; do
	nic $name yes
	same "$name: cable test" --cable-test eth0
	same "$name: cable test, JSON" --json --cable-test eth0
	same "$name: no such device" --cable-test nodev
	same "$name: no such device, JSON" --json --cable-test nodev
	same "$name: echoes of no such device, JSON" --json --cable-test-tdr nodev
	nic $name no
	same "$name, without netlink" --cable-test eth0
	same "$name, echoes without netlink" --cable-test-tdr eth0
	same "$name, echoes without netlink, words" --cable-test-tdr eth0 nonsense
done

nic cable yes
same 'words behind it mean nothing' --cable-test eth0 x y
same 'echoes' --cable-test-tdr eth0
same 'echoes, JSON' --json --cable-test-tdr eth0
while read -r words; do
	# shellcheck disable=SC2086 # words
	same "echoes: $words" --cable-test-tdr eth0 $words
done <<'END'
first 0 last 150 step 1 pair 0
pair 3 step 0.5 last 10 first 1
first 1.15
first 0.29
first 1.005
first 8.2
last 1.239
last +1
last -0
last .5
last 5.
last 0x1p3
last 1e1
step 0.004
step 0.005
step 1e-3
step 0.57
pair 255
pair 0x2
pair 007
first 150.001
first 151
first -1
first 1e3
first inf
first 1x
first 1,5
first x
last 1e400
step -0.001
pair 256
pair -1
pair A
pair 08
pair 1.5
first 1 first 2
pair 1 pair 1
first 1 foo 2
foo
--first 1
First 1
END
same 'echoes: an empty word' --cable-test-tdr eth0 ''
same 'echoes: an empty number' --cable-test-tdr eth0 first ''
same 'echoes: a bad word, JSON' --json --cable-test-tdr eth0 pair x
for word in first last step pair; do
	but "echoes: $word, but no value" --cable-test-tdr eth0 $word <<-W
		# ethtool says "invalid value '(null)'".
		!ethtool (--cable-test-tdr): no value for parameter '$word'
		= 1
	W
done
but 'echoes: no number' --cable-test-tdr eth0 first nan <<'W'
# ethtool asks for 0 then.
!ethtool (--cable-test-tdr): invalid value 'nan' for parameter 'first'
= 1
W

nic cable-odd yes
same 'odd echoes' --cable-test-tdr eth0
same 'odd echoes, JSON' --json --cable-test-tdr eth0

nic cable-cut yes
but 'results that lack parts' --cable-test eth0 <<'W'
# ethtool waits for ever behind the first of them.
|Cable test started for device eth0.
|Cable test completed for device eth0.
|Pair B code OK
>nl CABLE_TEST_ACT
= 0
W
but 'echoes that lack parts' --cable-test-tdr eth0 <<'W'
|Cable test TDR started for device eth0.
|Cable test TDR completed for device eth0.
|TDR Pulse -1mV
|Step configuration: 0.05-42949672.95 meters in 0.01m steps
>nl CABLE_TEST_TDR_ACT
= 0
W

# A PHY that never ends its test.
nic cable-silent yes
ours -s '0.5 INT' 'interrupted' --cable-test eth0 <<'W'
# ethtool dies of the signal, before it has written what it said into a file.
|Cable test started for device eth0.
>nl CABLE_TEST_ACT
= 130
W
ours -s '0.5 INT' 'interrupted, JSON' --json --cable-test eth0 <<'W'
|[ ]
>nl CABLE_TEST_ACT
= 130
W
ours -s '0.5 TERM' 'terminated' --cable-test-tdr eth0 <<'W'
|Cable test TDR started for device eth0.
>nl CABLE_TEST_TDR_ACT
= 143
W
diff_world="$diff_world HURRY=60 LD_PRELOAD=$NICSIM_SO:$hurry"
ours 'no answer' --cable-test eth0 <<'W'
# ethtool waits for ever.
!Cable test has no result after 120 seconds
|Cable test started for device eth0.
>nl CABLE_TEST_ACT
= 1
W
ours 'no answer, JSON' --json --cable-test eth0 <<'W'
!Cable test has no result after 120 seconds
|[ ]
>nl CABLE_TEST_ACT
= 1
W
nic cable yes
but -x 'a full disk' 'ethtool --cable-test eth0 >/dev/full' <<'W'
# ethtool does not look.
!ethtool: write error: No space left on device
>nl CABLE_TEST_ACT
= 1
W

for name in cable-tunnels empty copper-1g; do
	nic $name yes
	same "$name: tunnels" --show-tunnels eth0
	same "$name: tunnels, a word" --show-tunnels eth0 x
	same "$name: tunnels of no such device" --show-tunnels nodev
	same "$name: tunnels of all" --show-tunnels '*'
	nic $name no
	same "$name, without netlink: tunnels" --show-tunnels eth0
	same "$name, without netlink: tunnels, a word" --show-tunnels eth0 x
done
nic cable-tunnels yes
but 'tunnels, JSON' --json --show-tunnels eth0 <<'W'
# ethtool has no JSON here.
|[ {
|        "ifname": "eth0",
|        "udp-port-tables": [ {
|                "size": 4,
|                "types": [ "vxlan","geneve","vxlan-gpe" ],
|                "entries": [ {
|                        "port": 4789,
|                        "type": "vxlan"
|                    },{
|                        "port": 6081,
|                        "type": "geneve"
|                    },{
|                        "port": 4790,
|                        "type": "vxlan-gpe"
|                    } ]
|            },{
|                "size": 16,
|                "types": [ "geneve" ],
|                "entries": [ ]
|            },{
|                "size": 1,
|                "types": [ ],
|                "entries": [ {
|                        "port": 65535,
|                        "type": "vxlan"
|                    } ]
|            },{
|                "size": 2147483647,
|                "types": [ "vxlan","vxlan-gpe" ],
|                "entries": [ {
|                        "port": 0,
|                        "type": "vxlan"
|                    } ]
|            } ]
|    } ]
= 0
W
nic cable-tunnels-odd yes
but 'tables that lack parts' --show-tunnels eth0 <<'W'
# ethtool gives up at the first of them; it has (null) for types that it does not know.
|Tunnel information for eth0:
|  UDP port table 0: $
|    Size: 9
|    Types: none (static entries)
|    No entries
|  UDP port table 1: $
|    Size: 0
|    Types: vxlan
|    No entries
|  UDP port table 2: $
|    Size: 0
|    Types: none (static entries)
|    No entries
|  UDP port table 3: $
|    Size: 1
|    Types: type 31
|    Entries (1):
|        port 7, type 3
= 0
W
but 'tables that lack parts, JSON' --json --show-tunnels eth0 <<'W'
|[ {
|        "ifname": "eth0",
|        "udp-port-tables": [ {
|                "size": 9,
|                "types": [ ],
|                "entries": [ ]
|            },{
|                "size": 0,
|                "types": [ "vxlan" ],
|                "entries": [ ]
|            },{
|                "size": 0,
|                "types": [ ],
|                "entries": [ ]
|            },{
|                "size": 1,
|                "types": [ 31 ],
|                "entries": [ {
|                        "port": 7,
|                        "type": 3
|                    } ]
|            } ]
|    } ]
= 0
W

finish
