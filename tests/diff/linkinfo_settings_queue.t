#!/bin/sh
# Interrupt coalescing of single queues, -Q, as linkinfo and ethtool show and change it.
. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/linkinfo_lab.sh"

zeros=$(printf '%01000d' 0)
for source in no yes; do
	nic set-all $source
	same "netlink $source: all queues" -Q eth0 --show-coalesce
	same "netlink $source: short name" -Q eth0 -c
	same "netlink $source: long name" --per-queue eth0 -c
	for mask in 1 0x2 0X3 f 5 8 0 00000000f "${zeros}3" 0x10 "1$zeros" ff; do
		same "netlink $source: mask of ${#mask} digits, $(printf %.8s "$mask")" \
			-Q eth0 queue_mask "$mask" --show-coalesce
	done
	same "netlink $source: words behind are ignored" -Q eth0 queue_mask 1 -c x
	same "netlink $source: a change" -Q eth0 queue_mask 3 --coalesce rx-usecs 7
	same "netlink $source: a change of all" -Q eth0 -C rx-usecs 7 adaptive-rx off
	same "netlink $source: a change of none" -Q eth0 queue_mask 0 -C rx-usecs 7
	same "netlink $source: no change of one queue" -Q eth0 queue_mask 3 -C rx-usecs 50
	same "netlink $source: no change" -Q eth0 -C tx-frames 6 sample-interval 4
	same "netlink $source: no words" -Q eth0 -C
	same "netlink $source: the last of two" -Q eth0 -C rx-usecs 7 rx-usecs 8
	same "netlink $source: octal" -Q eth0 queue_mask 1 -C rx-usecs 010
done

nic set-all
for mask in zz 0x 1,2 -1 ' 1' "0x${zeros}zz" "$zeros$zeros"; do
	same "mask of ${#mask} digits that is none, $(printf %.4s "$mask")" \
		-Q eth0 queue_mask "$mask" -c
done
same "no words" -Q eth0
same "no device" -Q
same "no such device" -Q nosuch -c
same "all devices" -Q '*' -c
same "no mask" -Q eth0 queue_mask
same "no sub-command" -Q eth0 queue_mask 1
same "two masks" -Q eth0 queue_mask 1 queue_mask 2 -c
for word in x --foo -- - --json -I --debug --monitor; do
	same "no sub-command: $word" -Q eth0 queue_mask 1 $word
done
for word in -g --set-ring -i -U -h --help --version -Q; do
	same "another sub-command: $word" -Q eth0 queue_mask 1 $word
done
same "another sub-command of all queues" -Q eth0 -g
for words in 'zz 7' 'rx-usecs' 'rx-usecs zz' 'cqe-mode-rx on' 'rx-usecs 2147483648' \
	'adaptive-rx ON' 'rx-usecs 1.5'; do
	# shellcheck disable=SC2086 # words
	same "bad words: $words" -Q eth0 -C $words
done
but "a number below 0" -Q eth0 queue_mask 1 -C rx-usecs -1 <<'WANT'
# ethtool takes it for a word that was not given
!ethtool: bad command line argument(s)
!For more information run ethtool -h
= 1
WANT
but "no number" -Q eth0 queue_mask 1 -C rx-usecs '' <<'WANT'
# ethtool takes it for 0
!ethtool: bad command line argument(s)
!For more information run ethtool -h
= 1
WANT
nic set-refuse
same "a change that is refused" -Q eth0 -C rx-usecs 7
nic set-half
same "a NIC without single queues" -Q eth0 -c
nic empty
same "a NIC without channels" -Q eth0 -c

t "JSON has the queues" '
	NICSIM=$TOP/tests/lab/nics/set-all.nic LD_PRELOAD=$NICSIM_SO \
		"$BIN/linkinfo" --json -Q eth0 queue_mask 3 -c >out &&
	grep -c "\"queue\":" out >n && [ "$(cat n)" = 2 ] &&
	grep -q "\"rx-usecs\": 50" out && grep -q "\"queue\": 1" out'

finish
