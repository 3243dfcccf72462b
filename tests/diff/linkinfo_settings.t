#!/bin/sh
# Pause, coalescing, rings, channels, EEE and FEC as linkinfo and ethtool show them.
. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/linkinfo_lab.sh"

verbs='-a -c -g -l --show-eee --show-fec'

for file in set-all set-half set-refuse empty; do
	nic $file
	for verb in $verbs; do
		same "$file, netlink no: $verb" "$verb" eth0
	done
done
nic set-all
same "set-all, netlink no: -I changes nothing" -I -a eth0
same "set-all, netlink no: long names" --show-pause eth0
nic copper-1g
same "a partner that pauses both ways alone" -a eth0
nic legacy
same "the partner's pause, of a driver that knows only the old call" -a eth0

# The text of both sources is that of the ioctls; what they leave out, netlink's "n/a", is 0.
pause='s/negotiated: /negotiated:	/'
coalesce='/^|CQE/!s,n/a,0,; s/Adaptive RX: 0/Adaptive RX: off/; s/-frame-/-frames-/'
ring='/Buf Len.*n.a$/d; /CQE Size.*n.a$/d; /data split.*n.a$/d; s,n/a,0,; /^= 0/i |'
channels='s,n/a,0,; /^= 0/i |'
eee='s/EEE settings/EEE Settings/; /Full$/s/$/ $/'
for file in set-all set-half; do
	nic $file yes
	same -d "$pause" "$file, netlink yes: -a" -a eth0
	same -d "$coalesce" "$file, netlink yes: -c" -c eth0
	same -d "$ring" "$file, netlink yes: -g" -g eth0
	same -d "$channels" "$file, netlink yes: -l" -l eth0
	same -d "$eee" "$file, netlink yes: --show-eee" --show-eee eth0
done
nic set-all yes
same -d "$pause" "set-all, netlink yes: -I -a" -I -a eth0
same "set-all, netlink yes: --show-fec" --show-fec eth0
same "set-all, netlink yes: -I --show-fec" -I --show-fec eth0
same "set-all, netlink yes: --json -a" --json -a eth0
same "set-all, netlink yes: --json -I -a" --json -I -a eth0
same "set-all, netlink yes: --json -I --show-fec" --json -I --show-fec eth0
nic set-half yes
same "set-half, netlink yes: --json --show-fec" --json --show-fec eth0
same -d 's/RS BaseR LLRS/BaseR RS LLRS/' "set-half, netlink yes: --show-fec" --show-fec eth0

# text VERB...: the same over ioctl and netlink but for what only netlink has.
text() {
	for source in no yes; do
		NICSIM=$nic_file NICSIM_NETLINK=$source LD_PRELOAD=$NICSIM_SO \
			"$BIN/linkinfo" "$@" >"$source.out" || return
	done
	[ -s no.out ] && grep -Ev "$only" yes.out >both && diff no.out both
}

only='^(RX Buf Len|CQE Size|TX Push|TCP data split|CQE mode)'
for file in set-all set-half set-refuse; do
	nic $file
	for verb in -a -g -l --show-eee --show-fec; do
		t "$file: one text of both sources: $verb" "text $verb eth0"
	done
done
only='"(rx-buf-len|cqe-size|tx-push|tcp-data-split|cqe-mode-[rt]x)"'
for file in set-all set-half set-refuse; do
	nic $file
	for verb in -a -l --show-eee --show-fec; do
		t "$file: one JSON of both sources: $verb" "text --json $verb eth0"
	done
done

# wants_json VERB KEY VALUE...
wants_json() {
	NICSIM=$nic_file NICSIM_NETLINK=$source LD_PRELOAD=$NICSIM_SO \
		"$BIN/linkinfo" --json "$1" eth0 >out && shift || return
	while [ $# -gt 1 ]; do
		grep -Eq "^ +\"$1\": $2,?\$" out || { cat out && return 1; }
		shift 2
	done
}

for source in no yes; do
	nic set-all
	t "JSON of -c, netlink $source" 'wants_json -c adaptive-rx true stats-block-usecs 9 \
		sample-interval 4294967295 rx-frames-irq 4 tx-usecs-low 15 tx-frames-high 21'
	t "JSON of -g, netlink $source" 'wants_json -g rx-max 4096 tx-max 4095 rx-jumbo 7 tx 256'
	t "JSON of -l, netlink $source" 'wants_json -l other-max 1 combined-max 63 tx 2 other 3'
	t "JSON of --show-eee, netlink $source" 'wants_json --show-eee supported true \
		active true tx-timer-us 17 advertised-link-modes \
		"\[ \"100baseT/Full\",\"1000baseT/Full\" \]"'
	nic set-half
	t "JSON of -a says what is off, netlink $source" \
		'wants_json -a autonegotiate true rx false tx "(true|false)"'
done
source=yes
nic set-all
t "JSON of -g has what only netlink tells" \
	'wants_json -g rx-buf-len 2048 cqe-size 64 tx-push true tcp-data-split true'
t "JSON of -c has what only netlink tells" 'wants_json -c cqe-mode-rx true cqe-mode-tx true'

for verb in $verbs; do
	nic empty yes
	same "empty, netlink yes: $verb" "$verb" eth0
	same "empty, netlink yes: --json $verb of no such device" "$verb" nosuch
	nic empty
	same "empty, netlink no: $verb of no such device" "$verb" nosuch
	nic set-all yes
	same "netlink yes: $verb with a word too many" "$verb" eth0 x
done
nic empty yes
same "empty, netlink yes: --json --show-fec" --json --show-fec eth0
same "empty, netlink yes: --json -a" --json -a eth0

nic set-all
but "a word too many, told by the same words without netlink" -a eth0 x <<'WANT'
# the words are read in one way, whatever answers
!ethtool: unexpected parameter 'x'
= 1
WANT

# What a NIC answers that lies: no more is shown than there is.
nic set-lies yes
but "pause of a NIC that lies" -I -a eth0 <<'WANT'
# an attribute that is too short for its number is none; a switch of 2 is on
|Pause parameters for eth0:
|Autonegotiate:	on
|RX:		on
|TX:		off
|RX negotiated:	off
|TX negotiated:	off
|Statistics:
|  rx_pause_frames: 9
|
= 0
WANT
but "rings of a NIC that lies" -g eth0 <<'WANT'
# a number of one byte is none
|Ring parameters for eth0:
|Pre-set maximums:
|RX:		0
|RX Mini:	0
|RX Jumbo:	0
|TX:		0
|Current hardware settings:
|RX:		5
|RX Mini:	0
|RX Jumbo:	0
|TX:		0
|RX Buf Len:		0
|TX Push:	on
|TCP data split:	unknown(9)
|
= 0
WANT
same "EEE of a NIC that lies" --show-eee eth0
but "FEC of a NIC that lies" -I --show-fec eth0 <<'WANT'
# no mode is shown for bits that are not there
|FEC parameters for eth0:
|Supported/Configured FEC encodings: Auto
|Active FEC encoding: BIT4000000000
|Statistics:
|  corrected_blocks: 578437695752307201
|  uncorrectable_blocks: 1
= 0
WANT
nic set-short yes
but "FEC with a counter that is cut" -I --show-fec eth0 <<'WANT'
# ethtool shows the rest of it first
!malformed netlink message (statistic)
= 1
WANT

finish
