#!/bin/sh
# Features of linkinfo, -k and -K, beside the installed ethtool: simulated cards, then the kernel's
# own devices, with what became of them.
. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/linkinfo_lab.sh"

# Simulated cards, over ioctl and over netlink.
for nic in copper-1g feat-change hostile-counts; do
	nic $nic
	both 'features' -k eth0
	both 'features, a second name' --show-features eth0
	both 'features, a third name' --show-offload eth0
	nic $nic yes
	same "$nic: as JSON" --json -k eth0
done
nic feat-few
# The groups are on where one of their features is: nothing else is asked.
same -d '/^!/d' 'few features, over ioctl' -k eth0
nic empty yes
same 'no features' -k eth0
same 'no features, as JSON' --json -k eth0
nic feat-fails yes
same 'netlink refuses' -k eth0
same 'netlink refuses, as JSON' --json -k eth0
same 'netlink refuses a change' -K eth0 tx off
nic hostile-strings
for netlink in no yes; do
	nic hostile-strings $netlink
	same -d 's/\^\[/\\033/; s/^|\(0123456789abcdef0123456789abcde\):/|\1f:/' \
		"hostile names, netlink $netlink" -k eth0
done

for nic in copper-1g feat-change; do
	nic $nic
	while read -r words; do
		# shellcheck disable=SC2086 # words
		both "change: $words" -K eth0 $words
	done <<-END
		tx off
		tx on
		sg off
		scatter-gather off
		tso off
		gso off
		gro off
		lro on
		lro off
		rxvlan on
		txvlan off
		ntuple on
		rxhash on
		receive-hashing off
		rx off
		rx-checksum off
		foo on
		tx-nocache-copy on
		tx-nocache-copy on foo on
		rx-all on tx off sg off
		rx-all off
		rx-fcs on
		tx-checksum-sctp off
		highdma off
		vlan-challenged on
		tx off tx on
		rx off rx-all on rx on
		ufo on
		on on
	END
done
nic copper-1g
# shellcheck disable=SC2046 # words
both 'six hundred words' -K eth0 $(yes 'rx-fcs on rx-all on' | head -n 150)
both 'a change of nothing' -K eth0
both 'a second name' --offload eth0 rx off
both 'a third name' --features eth0 rx off

nic copper-1g yes
but 'a name without a value' -K eth0 tx <<'END'
# ethtool names a null pointer.
!ethtool (-K): flag 'tx' is not followed by 'on' or 'off'
= 1
END
but 'a wrong value' -K eth0 rx off tx maybe <<'END'
# ethtool names a null pointer.
!ethtool (-K): flag 'tx' is not followed by 'on' or 'off'
= 1
END
same 'words behind an end' -K eth0 rx off -- foo
nic copper-1g no
but 'a wrong value, over ioctl' -K eth0 tx ON <<'END'
# The words are read alike, whatever answers.
!ethtool (-K): flag 'tx' is not followed by 'on' or 'off'
= 1
END
nic empty no
but 'no features, over ioctl' -k eth0 <<'END'
# It is an error: it is told as one.
!Cannot get device rx-checksumming settings: Operation not supported
!Cannot get device tx-checksumming settings: Operation not supported
!Cannot get device scatter-gather settings: Operation not supported
!Cannot get device tcp-segmentation-offload settings: Operation not supported
!Cannot get device generic-segmentation-offload settings: Operation not supported
!Cannot get device generic-receive-offload settings: Operation not supported
!Cannot get device flags: Operation not supported
!Cannot get device generic features: Operation not supported
!no feature info available
= 1
END
nic_none

# The kernel's own devices.
if [ "$(id -u)" != 0 ] || ! command -v ip >/dev/null; then
	skip 'devices of the kernel' 'needs root and ip'
	finish
fi
. "$TOP/tests/lab/lab.sh"
lab_new && lab_node n && lab_ip n link add br0 type bridge && lab_ip n tuntap add t0 mode tun &&
	lab_ip n tuntap add tap0 mode tap && lab_ip n link add v0 type veth peer name v1 &&
	lab_ip n link property add dev v0 altname an-alternative-name || exit
diff_at n
nic feat-away no
for dev in lo br0 t0 tap0 v0 nosuch; do
	same "$dev, over ioctl" -k $dev
done
nic_none
for dev in lo br0 t0 tap0 v0 an-alternative-name nosuch; do
	same "$dev" -k $dev
	same "$dev, as JSON" --json -k $dev
done

# Each change begins on a new pair, and leaves what it did in the transcript.
new_pair() {
	lab_ip n link del v0 2>/dev/null
	lab_ip n link add v0 type veth peer name v1
}
change() {
	same -p new_pair -x "veth, netlink $netlink: $*" "ethtool -K v0 $*
		echo \"= \$?\"
		unset LD_PRELOAD
		ethtool -k v0"
}
netlink=yes
while read -r words; do
	# shellcheck disable=SC2086 # words
	change $words
done <<END
tx off
tx on
tx off tx on
sg off
tso off
gso off tso on
rx off tx off sg off
tx-checksum-ip-generic off
tx-checksum-ipv4 on
tx-udp_tnl-segmentation off sg off tx-udp_tnl-segmentation on
tx on rx-fcs on
foo on
tx-nocache-copy on foo on
END
for netlink in no yes; do
	nic feat-away no
	[ $netlink = no ] || nic_none
	while read -r words; do
		# shellcheck disable=SC2086 # words
		change $words
	done <<-END
		tx on
		rx off
		gso off
		gro on
		lro on
		lro off
		rxvlan off
		txvlan off
		ntuple on
		rxhash on
		tx-nocache-copy on
		tx-nocache-copy off
		rx-fcs on
		rx-fcs off
		highdma off
		rx-checksum off
		hw-tc-offload on
		rx-gro-list on gro on
	END
	same "no such device, netlink $netlink" -K nosuch tx off
done
finish
