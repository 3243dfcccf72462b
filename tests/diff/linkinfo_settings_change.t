#!/bin/sh
# Changes of pause, coalescing, rings, channels, EEE and FEC: what linkinfo and ethtool ask of the
# NIC, and what they say when there is nothing to change or the NIC refuses.
. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/linkinfo_lab.sh"

# Each word alone, with the value that set-all has and with another.
words() {
	while read -r verb word now other; do
		same "$nic_name, netlink $1: $verb $word $now" "$verb" eth0 "$word" "$now"
		same "$nic_name, netlink $1: $verb $word $other" "$verb" eth0 "$word" "$other"
	done <<'END'
-A autoneg on off
-A rx on off
-A tx on off
-C adaptive-rx on off
-C adaptive-tx on off
-C rx-usecs 1 99
-C rx-frames 2 0
-C rx-usecs-irq 3 0x10
-C rx-frames-irq 4 99
-C tx-usecs 5 99
-C tx-frames 6 99
-C tx-usecs-irq 7 99
-C tx-frames-irq 8 99
-C stats-block-usecs 9 99
-C pkt-rate-low 12 99
-C rx-usecs-low 13 99
-C rx-frames-low 14 99
-C tx-usecs-low 15 99
-C tx-frames-low 16 99
-C pkt-rate-high 17 2147483647
-C rx-usecs-high 18 99
-C rx-frames-high 19 99
-C tx-usecs-high 20 99
-C tx-frames-high 21 99
-C sample-interval 4 99
-G rx 512 100
-G rx-mini 3 100
-G rx-jumbo 7 100
-G tx 256 100
-L rx 1 4
-L tx 2 4
-L other 3 4
-L combined 2 4
--set-eee eee on off
--set-eee tx-lpi on off
--set-eee tx-timer 17 0
--set-eee advertise 0x28 0x20
--set-fec encoding rs baser
--set-fec encoding auto OFF
--set-fec encoding llrs RS
END
}
nic set-all
words no
nic set-all yes
words yes

every='adaptive-tx on pkt-rate-high 17 stats-block-usecs 9 sample-interval 7 rx-usecs 1
	tx-frames-high 21 tx-usecs-low 15 adaptive-rx off pkt-rate-low 12 rx-frames-irq 4'
nic set-all
for source in no yes; do
	nic set-all $source
	same "set-all, netlink $source: words in any order: -A" -A eth0 tx off rx on autoneg on
	# shellcheck disable=SC2086 # words
	same "set-all, netlink $source: words in any order: -C" -C eth0 $every
	same "set-all, netlink $source: words in any order: -G" -G eth0 tx 3 rx 512 rx-jumbo 1
	same "set-all, netlink $source: words in any order: -L" -L eth0 combined 4 tx 2 rx 1
	same "set-all, netlink $source: words in any order: --set-eee" \
		--set-eee eth0 tx-timer 17 eee off advertise 0x28 tx-lpi off
	same "set-all, netlink $source: nothing is new" -L eth0 combined 2 tx 2 rx 1 other 3
	same "set-all, netlink $source: several encodings" \
		--set-fec eth0 encoding auto baser rs auto
	for verb in -A -C -G -L; do
		same "set-all, netlink $source: $verb without words" $verb eth0
	done
	nic set-refuse $source
	same "set-refuse, netlink $source: -A" -A eth0 rx on
	same "set-refuse, netlink $source: -C" -C eth0 rx-usecs 9
	same "set-refuse, netlink $source: -G" -G eth0 rx 9
	same "set-refuse, netlink $source: -L" -L eth0 combined 9
	same "set-refuse, netlink $source: --set-eee" --set-eee eth0 eee on
	same "set-refuse, netlink $source: --set-fec" --set-fec eth0 encoding rs
	nic empty $source
	same "empty, netlink $source: -A" -A eth0 rx on
	same "empty, netlink $source: -C" -C eth0 rx-usecs 9
	same "empty, netlink $source: -G" -G eth0 rx 9
	same "empty, netlink $source: -L" -L eth0 combined 9
	same "empty, netlink $source: --set-eee" --set-eee eth0 eee on
	same "empty, netlink $source: --set-fec" --set-fec eth0 encoding rs
	same "empty, netlink $source: no such device" -G nosuch rx 9
done

# What only netlink can change; without it the words are bad ones.
for words in '-G rx-buf-len 4096' '-G cqe-size 128' '-G tx-push off' '-G rx 9 rx-buf-len 4096' \
	'-C cqe-mode-rx off' '-C cqe-mode-tx on' '--set-eee advertise 0x20/0x28' \
	'--set-eee advertise 1000baseT/Full on 100baseT/Full off -- eee on' \
	'--set-fec encoding zz'; do
	nic set-all
	# shellcheck disable=SC2086 # words
	both "$words" "${words%% *}" eth0 ${words#* }
done

# Words that are read wrongly, and numbers in all forms.
nic set-all yes
for verb in -A -C -G -L --set-eee --set-fec; do
	case $verb in
	-A) word=rx value=on ;;
	-C) word=rx-usecs value=7 ;;
	--set-eee) word=eee value=on ;;
	--set-fec) word=encoding value=rs ;;
	*) word=rx value=7 ;;
	esac
	same "netlink yes: $verb with an unknown word" $verb eth0 zz 1
	same "netlink yes: $verb with half a word" $verb eth0 $word
	same "netlink yes: $verb with an empty word" $verb eth0 ''
	same "netlink yes: $verb with a value that is none" $verb eth0 $word z-z
	same "netlink yes: $verb with a word twice" $verb eth0 $word $value $word $value
	same "netlink yes: $verb of all devices" $verb '*' $word $value
done
same "netlink yes: --set-eee without words" --set-eee eth0
same "netlink yes: --set-fec without words" --set-fec eth0
for value in 010 08 +5 ' 5' '5 ' -1 -0 0x1f 0X1f +0x1f 0x '' 1.5 1e3 4294967295 4294967296 \
	0xffffffff 0x100000000 99999999999999999999; do
	same "netlink yes: a number: '$value'" -C eth0 rx-usecs "$value"
done
for value in 28 0x28 0X28 fF 0 0000000000 '' 0x / 1/ /1 1/20 20/100000000 20/28/3 abcdefg zz -1 \
	+20 ' 20' -- 100000000 0xfffffffffffffffffffffffffffff; do
	same "netlink yes: a set of bits: '$value'" --set-eee eth0 advertise "$value"
done
same "netlink yes: names of bits" --set-eee eth0 advertise zz on yy off
same "netlink yes: a name without its switch" --set-eee eth0 advertise zz on yy
same "netlink yes: words behind names" --set-eee eth0 advertise zz on -- tx-lpi off
same "netlink yes: words behind a number" --set-eee eth0 advertise 20 tx-lpi off

nic set-all
but "unknown words are told by the same words without netlink" -G eth0 zz 1 <<'WANT'
# the words are read in one way, whatever answers
!ethtool (-G): unknown parameter 'zz'
= 1
WANT
but "so are words given twice" -G eth0 rx 9 rx 9 <<'WANT'
# of two, ethtool takes the last without netlink
!ethtool (-G): duplicate parameter 'rx'
= 1
WANT
t "differs: numbers of 32 bits without netlink, where ethtool has 31" '
	NICSIM=$nic_file NICSIM_LOG=log LD_PRELOAD=$NICSIM_SO \
		"$BIN/linkinfo" -L eth0 rx 4294967295 && grep -q "rx_count=4294967295" log'
but "sets of bits are hexadecimal without netlink" --set-eee eth0 advertise 28 <<'WANT'
# as with netlink, and as the manual says; ethtool takes it for decimal
!advertise unmodified, ignoring
= 0
WANT

# The kernel itself, which tells the place of what it refuses.
if ip link add name rungs-set0 type veth peer name rungs-set1 2>/dev/null; then
	at_exit 'ip link del rungs-set0'
	nic_none
	same "too many channels" -L rungs-set0 rx 9999
	same "too many of one, behind another" -L rungs-set0 tx 1 rx 9999
	same "channels that there are not" -L rungs-set0 combined 1
	for verb in -a --show-eee --show-fec; do
		same "veth: $verb" $verb rungs-set0
	done
	same "veth: -G" -G rungs-set0 rx 5
	same "veth: -A" -A rungs-set0 rx on
	same "veth: -Q" -Q rungs-set0 --show-coalesce
else
	skip "the kernel's own words" "needs root"
fi

finish
