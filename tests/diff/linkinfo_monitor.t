#!/bin/sh
# Options --monitor and --debug beside ethtool: notifications of a real kernel and of a simulated
# one, which of them are wanted, and messages by the names of their attributes.

. "${0%/*}/../tap.sh"
need_root
need_tool ip stdbuf
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/diff/linkinfo_lab.sh"

# heard SAME-OPTIONS TITLE ARGUMENTS: for a moment. ethtool would keep what it says to itself.
heard() {
	same -x "$1" "timeout 0.5 stdbuf -oL ethtool $2"
}

# The message level stands in the columns that ethtool gives it over ioctls.
level='s/^|        Current/|	Current/
s/^|                               drv/|			       drv/'

nic monitor-events yes
for verb in -k -K --show-features --offload --show-module --set-module --cable-test \
	--cable-test-tdr --show-priv-flags --set-priv-flags -a -A; do
	heard "one verb: $verb" "--monitor $verb"
done
heard 'one verb, of all' "--monitor -a '*'"
heard 'one verb, of another' '--monitor -a eth1'
for args in --all '' "--all '*'" -s --change; do
	same -d "$level" -x "what is told: $args" "timeout 0.5 stdbuf -oL ethtool --monitor $args"
done
ours -x 'what is told, JSON' 'timeout 0.5 ethtool --json --monitor | cut -d, -f 1,2' <<'W'
# ethtool has no JSON here. A line is one notification.
|{"event":"pause","ifname":"eth0"
|{"event":"pause","ifname":"eth7"
|{"event":"linkinfo","ifname":"eth0"
|{"event":"linkmodes","ifname":"eth0"
|{"event":"debug","ifname":"eth0"
|{"event":"wol","ifname":"eth0"
|{"event":"features","ifname":"eth0"
|{"event":"module","ifname":"eth0"
|{"event":"privflags","ifname":"eth0"
|{"event":"cable-test","ifname":"eth0"
|{"event":"cable-test","ifname":"eth0"
|{"event":"cable-test-tdr","ifname":"eth0"
|{"event":"cable-test-tdr","ifname":"eth0"
|{"event":"module","ifname":"eth0"
= 0
W
ours -x 'JSON of one verb' 'timeout 0.5 ethtool --json --monitor -a eth0' <<'W'
|{"event":"pause","ifname":"eth0","autonegotiate":true,"rx":false,"tx":true}
= 124
W
# shellcheck disable=SC2016 # for the test's shell
t 'all of the JSON is JSON' 'env $(printf "%s\n" "$diff_world" | sed "s/@/x/g") timeout 0.5 \
	"$diff_dir/ours/ethtool" --json --monitor >out || [ $? = 124 ] && [ -s out ] &&
	grep -v \"features\" out >less && "$BUILD/tests/lab/jsonlines" <less'
but -x 'a full disk' 'ethtool --monitor >/dev/full' <<'W'
# ethtool does not look.
!ethtool: write error: No space left on device
= 1
W
for args in -i -T -S -Z --nonsense --all-groups -sx --json -; do
	but "not of $args" --monitor $args eth0 <<-W
		# ethtool names the word behind it.
		!monitoring for option '$args' not supported
		= 1
	W
	but "not of $args alone" --monitor $args <<-W
		# ethtool says "(null)".
		!monitoring for option '$args' not supported
		= 1
	W
done
for netlink in no refuse; do
	nic monitor-events $netlink
	for args in '' -k -Z eth0; do
		# shellcheck disable=SC2086 # words
		same "netlink $netlink: $args" --monitor $args
	done
done

nic monitor-odd yes
ours -x 'odd notifications' 'timeout 0.5 ethtool --monitor' <<'W'
# ethtool says (null) for no name, takes what a terminal would act on, and reads what is not there.
|listening...
|
|Pause parameters for :
|Autonegotiate:	on
|RX:		on
|TX:		on
|
|Pause parameters for \033[2J:
|Autonegotiate:	on
|RX:		on
|TX:		on
|
|Pause parameters for 012345678901234:
|Autonegotiate:	off
|RX:		off
|TX:		off
|
|Pause parameters for eth0:
|Autonegotiate:	on
|RX:		off
|TX:		off
|
|Module parameters for eth0:
|Pair A Amplitude    5
= 124
W
ours -x 'odd notifications, JSON' 'timeout 0.5 ethtool --json --monitor | cut -d, -f 1,2' <<'W'
|{"event":"pause","ifname":""
|{"event":"pause","ifname":"\u001b[2J"
|{"event":"pause","ifname":"012345678901234"
|{"event":"pause","ifname":"eth0"
|{"event":"module","ifname":"eth0"}
|{"event":"cable-test","ifname":"eth0"
|{"event":"cable-test-tdr","ifname":"eth0"
= 0
W

# A real kernel: others change features of one interface and channels of another; one comes, goes.
nic_none
lab_new && lab_node n && lab_ip n link add va type veth peer name vb numrxqueues 2 numtxqueues 2 &&
	lab_ip n link set va up && lab_ip n link set vb up &&
	lab_ip n link property add dev va altname an-alternative-name || exit
diff_at n
changes() {
	(
		sleep 0.4
		lab_in n ethtool -K va gro on
		lab_in n ethtool -L vb rx 2
		lab_ip n link add later type veth peer name peer
		lab_in n ethtool -K later gro on
		lab_ip n link del later
		lab_in n ethtool -L vb rx 1
		lab_in n ethtool -K va gro off
	) >/dev/null 2>&1 &
}
lab_in n ethtool -L vb rx 1 tx 1
for args in va '-K va' '-K vb' -a nodev 'va vb' '-k later'; do
	same -p changes -x "a real kernel: $args" "timeout 1 stdbuf -oL ethtool --monitor $args"
done
for args in '' "-l '*'" '--set-channels vb'; do
	same -p changes -d 's/n\/a$/0/' -x "a real kernel: $args" \
		"timeout 1 stdbuf -oL ethtool --monitor $args"
done
ours -p changes -x 'a real kernel: by an alternative name' \
	'timeout 1 ethtool --json --monitor an-alternative-name | cut -d, -f 1,2' <<'W'
# ethtool compares the name with those in notifications, and hears nothing.
|{"event":"features","ifname":"va"
|{"event":"features","ifname":"va"
= 0
W

# --debug: what was refused. ethtool asks for no flags where ours asks for compact sets of bits.
for args in '-L nodev rx 1' '-A va rx on' '-A nodev rx on' '-G nodev rx 1' '--cable-test va' \
	'--cable-test-tdr va pair 5' '--cable-test-tdr va first 1.5 last 2 step 1' \
	'-C nodev rx-usecs 1'; do
	for mask in 0x10 0xf1; do
		# shellcheck disable=SC2086 # words
		same "debug $mask: $args" --debug $mask $args
	done
	# shellcheck disable=SC2086 # words
	same "debug 0x41: $args" --debug 0x41 $args
done
but 'debug: a question' --debug 0x10 -l nodev <<'W'
# With the flags.
!netlink error: no device matches name
!netlink error: No such device
!offending message and attribute:
|    ETHTOOL_MSG_CHANNELS_GET
|        ETHTOOL_A_CHANNELS_HEADER
|===>        ETHTOOL_A_HEADER_DEV_NAME = "nodev"
|            ETHTOOL_A_HEADER_FLAGS = 0x00000001
= 1
W
but -x 'debug: bytes' 'ethtool --debug 0xc -l nodev | cut -c1-9' <<'W'
# ethtool tells the look-up of the family, too, and puts bytes into boxes of four, in colours.
!netlink error: no device matches name (offset 24)
!netlink error: No such device
|sending g
|    0000:
|    0010:
|    0020:
|received $
|    0000:
|    0010:
|    0020:
|    0030:
|    0040:
|    0050:
|    0060:
= 0
W
but 'debug: with JSON' --json --debug 0x12 -l nodev <<'W'
# On standard error, since standard output is JSON; ethtool has none here.
!sending genetlink packet (44 bytes):
!    msg length 44 ethool ETHTOOL_MSG_CHANNELS_GET
!    ETHTOOL_MSG_CHANNELS_GET
!        ETHTOOL_A_CHANNELS_HEADER
!            ETHTOOL_A_HEADER_DEV_NAME = "nodev"
!            ETHTOOL_A_HEADER_FLAGS = 0x00000001
!received genetlink packet (100 bytes):
!    msg length 100 error errno=-19
!netlink error: no device matches name
!netlink error: No such device
!offending message and attribute:
!    ETHTOOL_MSG_CHANNELS_GET
!        ETHTOOL_A_CHANNELS_HEADER
!===>        ETHTOOL_A_HEADER_DEV_NAME = "nodev"
!            ETHTOOL_A_HEADER_FLAGS = 0x00000001
|[ ]
= 1
W

# All messages by names. "listening" comes when ethtool has looked for the family.
diff_at ''
nic monitor-names yes
same -x 'debug: every answer' "timeout 0.5 stdbuf -oL ethtool --debug 0x12 --monitor |
	awk 'on; /^listening/ { on = 1 }'"
finish
