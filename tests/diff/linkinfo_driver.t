#!/bin/sh
# Driver, permanent address and time stamping of linkinfo, -i -P -T, beside the installed ethtool.
. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/linkinfo_lab.sh"

for nic in copper-1g empty hostile-counts feat-driver feat-fails; do
	nic $nic
	both 'driver' -i eth0
	both 'permanent address' -P eth0
done
both 'driver, a word too many' -i eth0 x
both 'driver, no such device' -i nosuch
both 'driver, a second name' --driver nosuch
both 'permanent address, no such device' -P nosuch
both 'permanent address, more words' --show-permaddr eth0 x y
nic hostile-strings
both 'permanent address of nothing' -P eth0
for netlink in no yes; do
	nic hostile-strings $netlink
	but "hostile strings, netlink $netlink" -i eth0 <<-'END'
		# Nothing from the driver acts on the terminal.
		|driver: \033[31mred\033[0m
		|version: bell\007\033]0;title\007
		|firmware-version: 0123456789abcdef0123456789abcdef
		|expansion-rom-version: new\012line: yes
		|bus-info: \377\376\200utf?
		|supports-statistics: yes
		|supports-test: yes
		|supports-eeprom-access: no
		|supports-register-dump: no
		|supports-priv-flags: yes
		= 0
	END
done

for nic in copper-1g feat-driver; do
	nic $nic
	same "$nic: time stamping" -T eth0
	same "$nic: time stamping, a second name" --show-time-stamping eth0
	same "$nic: with counters" -I -T eth0
done
nic empty yes
same 'no time stamping, over netlink' -T eth0
same 'a word too many' -T eth0 x
same 'no such device' -T nosuch
nic feat-fails yes
same 'refused, over netlink' -T eth0
nic empty no
but 'no time stamping, over ioctl' -T eth0 <<'END'
# What fails prints nothing on standard output.
!Cannot get device time stamping settings: Operation not supported
= 255
END
nic hostile-counts no
but 'abilities of later kernels, over ioctl' -T eth0 <<'END'
# By the names that the kernel has for them.
|Time stamping parameters for eth0:
|Capabilities:
|	hardware-transmit     (SOF_TIMESTAMPING_TX_HARDWARE)
|	software-transmit     (SOF_TIMESTAMPING_TX_SOFTWARE)
|	hardware-receive      (SOF_TIMESTAMPING_RX_HARDWARE)
|	software-receive      (SOF_TIMESTAMPING_RX_SOFTWARE)
|	software-system-clock (SOF_TIMESTAMPING_SOFTWARE)
|	hardware-legacy-clock (SOF_TIMESTAMPING_SYS_HARDWARE)
|	hardware-raw-clock    (SOF_TIMESTAMPING_RAW_HARDWARE)
|	option-id
|	sched-transmit
|	ack-transmit
|	option-cmsg
|	option-tsonly
|	option-stats
|	option-pktinfo
|	option-tx-swhw
|	bind-phc
|PTP Hardware Clock: 2147483647
|Hardware Transmit Timestamp Modes:
|	off                   (HWTSTAMP_TX_OFF)
|	on                    (HWTSTAMP_TX_ON)
|	one-step-sync         (HWTSTAMP_TX_ONESTEP_SYNC)
|	onestep-p2p
|Hardware Receive Filter Modes:
|	none                  (HWTSTAMP_FILTER_NONE)
|	all                   (HWTSTAMP_FILTER_ALL)
|	some                  (HWTSTAMP_FILTER_SOME)
|	ptpv1-l4-event        (HWTSTAMP_FILTER_PTP_V1_L4_EVENT)
|	ptpv1-l4-sync         (HWTSTAMP_FILTER_PTP_V1_L4_SYNC)
|	ptpv1-l4-delay-req    (HWTSTAMP_FILTER_PTP_V1_L4_DELAY_REQ)
|	ptpv2-l4-event        (HWTSTAMP_FILTER_PTP_V2_L4_EVENT)
|	ptpv2-l4-sync         (HWTSTAMP_FILTER_PTP_V2_L4_SYNC)
|	ptpv2-l4-delay-req    (HWTSTAMP_FILTER_PTP_V2_L4_DELAY_REQ)
|	ptpv2-l2-event        (HWTSTAMP_FILTER_PTP_V2_L2_EVENT)
|	ptpv2-l2-sync         (HWTSTAMP_FILTER_PTP_V2_L2_SYNC)
|	ptpv2-l2-delay-req    (HWTSTAMP_FILTER_PTP_V2_L2_DELAY_REQ)
|	ptpv2-event           (HWTSTAMP_FILTER_PTP_V2_EVENT)
|	ptpv2-sync            (HWTSTAMP_FILTER_PTP_V2_SYNC)
|	ptpv2-delay-req       (HWTSTAMP_FILTER_PTP_V2_DELAY_REQ)
|	ntp-all               (HWTSTAMP_FILTER_NTP_ALL)
= 0
END

nic copper-1g yes
but 'driver as JSON' --json -i eth0 <<'END'
# ethtool has none.
|[ {
|        "ifname": "eth0",
|        "driver": "e1000e",
|        "version": "6.1.0-18-amd64",
|        "firmware-version": "0.5-4",
|        "expansion-rom-version": "",
|        "bus-info": "0000:00:19.0",
|        "supports-statistics": true,
|        "supports-test": true,
|        "supports-eeprom-access": true,
|        "supports-register-dump": true,
|        "supports-priv-flags": true
|    } ]
= 0
END
but 'permanent address as JSON' --json -P eth0 <<'END'
# ethtool has none.
|[ {
|        "ifname": "eth0",
|        "permanent-address": "00:1b:21:a0:b1:c2"
|    } ]
= 0
END
nic feat-test yes
but 'time stamping as JSON' --json -T eth0 <<'END'
# ethtool has none.
|[ {
|        "ifname": "eth0",
|        "capabilities": [ "hardware-transmit","software-system-clock" ],
|        "hardware-clock": 2,
|        "hardware-transmit-modes": [ "off","onestep-p2p" ],
|        "hardware-receive-filters": [ "none","all" ]
|    } ]
= 0
END
nic feat-stamps yes
but 'counters of newer kernels' -I -T eth0 <<'END'
# They are newer than ethtool 6.1; the words are those of its later releases.
|Time stamping parameters for eth0:
|Capabilities:
|PTP Hardware Clock: none
|Hardware Transmit Timestamp Modes: none
|Hardware Receive Filter Modes: none
|Statistics:
|  tx_pkts: 5
|  tx_err: 18446744073709551615
= 0
END

# ethtool lays time stamping out otherwise over netlink; ours is always the layout of ioctls.
for nic in copper-1g feat-driver hostile-counts; do
	for flags in -T -P '--json -T' '--json -P'; do
		export nic flags
		# shellcheck disable=SC2016 # for t
		t "$nic: $flags is the same over both" 'for netlink in no yes; do
			LD_PRELOAD=$NICSIM_SO NICSIM=$TOP/tests/lab/nics/$nic.nic \
				NICSIM_NETLINK=$netlink "$BIN/linkinfo" $flags eth0 >$netlink ||
				exit
		done
		cmp no yes'
	done
done

if [ "$(id -u)" != 0 ] || ! command -v ip >/dev/null; then
	skip 'devices of the kernel' 'needs root and ip'
	finish
fi
. "$TOP/tests/lab/lab.sh"
lab_new && lab_node n && lab_ip n link add br0 type bridge && lab_ip n tuntap add t0 mode tun &&
	lab_ip n link add v0 type veth peer name v1 || exit
diff_at n
nic_none
for dev in lo br0 t0 v0 nosuch; do
	same "$dev: driver" -i $dev
	same "$dev: permanent address" -P $dev
done
nic feat-away no
for dev in lo br0 t0 v0 nosuch; do
	same "$dev: permanent address, over ioctl" -P $dev
	[ $dev = nosuch ] || same "$dev: time stamping, over ioctl" -T $dev
done
finish
