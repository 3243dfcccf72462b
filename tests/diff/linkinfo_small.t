#!/bin/sh
# The small verbs of linkinfo beside the installed ethtool: private flags, tunables, reset,
# auto-negotiation, blinking, self test.
. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/linkinfo_lab.sh"

# cases TITLE VERB: each line of standard input is the words behind the device.
cases() {
	cases_title="${nic_name:?} $1" cases_verb=$2
	while read -r words; do
		# shellcheck disable=SC2086 # words
		same "$cases_title: $words" "$cases_verb" eth0 $words
	done
}

# Private flags.
for nic in copper-1g many hostile-counts empty feat-driver feat-fails feat-flags; do
	nic $nic
	both 'private flags' --show-priv-flags eth0
	for netlink in no yes; do
		nic $nic $netlink
		cases "set flags, netlink $netlink" --set-priv-flags <<-END

			one on
			one off another on
			S0ix-enabled off
			legacy-rx off link-down-on-close on
			nope on
			flag-3 off
		END
	done
done
nic copper-1g yes
cases 'flags by number' --set-priv-flags <<END
0x2
2/3
2 foo
0x100000000
one on -- foo
S0ix-enabled on S0ix-enabled off
END
same 'no such device' --show-priv-flags nosuch
same 'no such device to set' --set-priv-flags nosuch a1 on
same 'a word too many' --show-priv-flags eth0 x
same 'all devices' --show-priv-flags '*'
nic copper-1g no
but 'the last word about a flag counts' \
	--set-priv-flags eth0 S0ix-enabled on S0ix-enabled off <<'END'
# With ethtool "on" does, wherever it stands; the kernel takes them in turn.
>ioctl SPFLAGS 0x4
= 0
END
nic feat-fails yes
but 'a flag that is called like a number' --set-priv-flags eth0 fec on <<'END'
# ethtool takes it for 0xfec.
!netlink error: why not
!netlink error: Invalid argument
>nl PRIVFLAGS_SET 2=value:0x2,mask:0x2
= 1
END
but 'a flag without a value' --set-priv-flags eth0 one <<'END'
# ethtool names a null pointer.
!ethtool (--set-priv-flags): flag 'one' is not followed by 'on' or 'off'
= 1
END
for netlink in no yes; do
	nic hostile-strings $netlink
	but "hostile flags, netlink $netlink" --show-priv-flags eth0 <<-'END'
		# Nothing from the driver acts on the terminal, and nothing of it is lost.
		|Private flags for eth0:
		|flag\033[7m                     : on
		|0123456789abcdef0123456789abcdef: off
		|\015\015over                    : on
		= 0
	END
done
nic copper-1g yes
but 'flags as JSON' --json --show-priv-flags eth0 <<'END'
# ethtool has none.
|[ {
|        "ifname": "eth0",
|        "private-flags": {
|            "S0ix-enabled": true,
|            "link-down-on-close": false,
|            "legacy-rx": true
|        }
|    } ]
= 0
END

# Tunables.
for nic in copper-1g feat-driver feat-fails empty; do
	nic $nic
	cases 'tunables' --get-tunable <<-END

		rx-copybreak
		rx-copybreak tx-copybreak
		rx-copybreak rx-copybreak
		pfc-prevention-tout rx-copybreak
		tx-buf-size
		foo rx-copybreak
		foo
	END
	cases 'tunables' --set-tunable <<-END

		rx-copybreak 5
		rx-copybreak 0x10
		rx-copybreak 010
		rx-copybreak 4294967295
		rx-copybreak 4294967296
		rx-copybreak -1
		rx-copybreak
		rx-copybreak 1x
		tx-copybreak 1 rx-copybreak 2 tx-copybreak 3
		tx-buf-size 7
		pfc-prevention-tout 65535
		pfc-prevention-tout 65536
		pfc-prevention-tout auto
		rx-copybreak 1 foo
		foo 1
	END
	cases 'tunables of the PHY' --get-phy-tunable <<-END

		downshift
		fast-link-down
		energy-detect-power-down
		downshift foo
		foo
	END
	cases 'tunables of the PHY' --set-phy-tunable <<-END

		downshift
		downshift on
		downshift off
		downshift maybe
		downshift on count 3
		downshift on count 0
		downshift on count 0x5
		downshift on count 255
		downshift on count 256
		downshift on count x
		downshift on count
		downshift on foo
		downshift on msecs 5
		downshift off count 3
		downshift off count x
		downshift on count 3 fast-link-down on
		fast-link-down on
		fast-link-down off
		fast-link-down on msecs 0
		fast-link-down on msecs 10
		fast-link-down on msecs 254
		fast-link-down on msecs 255
		fast-link-down off msecs x
		energy-detect-power-down off
		energy-detect-power-down off msecs 5
		energy-detect-power-down on msecs 0
		energy-detect-power-down on msecs 500
		energy-detect-power-down on msecs 65534
		energy-detect-power-down on msecs 65535
		energy-detect-power-down on msecs 65536
		foo on
	END
done
nic copper-1g
but 'tunables: the words are looked at first' --get-tunable eth0 rx-copybreak foo <<'END'
# Nothing is printed then.
!ethtool: bad command line argument(s)
!For more information run ethtool -h
= 1
END
but 'a value that is empty' --set-tunable eth0 rx-copybreak '' <<'END'
# It is no number.
!ethtool: bad command line argument(s)
!For more information run ethtool -h
= 1
END
but 'the default of a tunable' --set-phy-tunable eth0 energy-detect-power-down on <<'END'
# ethtool refuses what its own manual allows.
>ioctl PHY_STUNABLE energy-detect-power-down type=2 len=2 value=65535
= 0
END
but 'tunables as JSON' --json --get-tunable eth0 rx-copybreak rx-copybreak tx-buf-size <<'END'
# ethtool has none.
|[ {
|        "ifname": "eth0",
|        "rx-copybreak": 256,
|        "tx-buf-size": 2048
|    } ]
= 0
END
but 'a tunable of the PHY as JSON' --json --get-phy-tunable eth0 energy-detect-power-down <<'END'
# ethtool has none.
|[ {
|        "ifname": "eth0",
|        "energy-detect-power-down": {
|            "enabled": true,
|            "tx": true,
|            "tx-msecs": 1000
|        }
|    } ]
= 0
END

# Reset.
for nic in copper-1g feat-driver feat-fails empty; do
	nic $nic
	cases 'reset' --reset <<-END

		all
		dedicated
		mgmt
		irq dma
		filter offload
		mac phy
		ram ap
		mgmt-shared irq-shared dma-shared filter-shared
		offload-shared mac-shared phy-shared ram-shared ap-shared
		all-shared
		dedicated-shared
		foo
		mgmt foo
		flags
		flags 0
		flags x
		flags 3
		flags 0x3
		flags 010
		flags -1
		flags 0xffffffff
		flags 0x100000000
		flags 1 irq flags 0x50000
	END
done

# Auto-negotiation and blinking.
for nic in copper-1g feat-fails empty; do
	nic $nic
	both 'negotiate' -r eth0
	both 'negotiate, a second name' --negotiate eth0
	same 'negotiate, a word too many' -r eth0 x
	both 'identify' --identify eth0
	cases 'identify' -p <<-END
		0
		5
		010
		0x10
		-1
		2147483647
		2147483648
		4294967296
		x
		1.5
		1 2
	END
done

# Self test.
for nic in copper-1g feat-driver feat-fails feat-test empty many legacy; do
	nic $nic
	cases 'self test' -t <<-END

		online
		offline
		external_lb
		online offline
		foo
	END
done
nic feat-test yes
same 'self test, another name, beside netlink' --test eth0 online
nic feat-results
but 'results that need 64 bits' -t eth0 <<'END'
# ethtool prints 32 of them.
|The test result is FAIL
|The test extra info:
|large	 5000000000
|signed	 -1
|	 7
|no\033end 89abcdef0123456789abcdef	 8
|
>ioctl TEST 0x1
= 2
END
but 'a self test as JSON' --json -t eth0 external_lb <<'END'
# ethtool has none.
|[ {
|        "ifname": "eth0",
|        "result": "fail",
|        "external-loopback": false,
|        "tests": {
|            "large": 5000000000,
|            "signed": -1,
|            "": 7,
|            "no\u001bend 89abcdef0123456789abcdef": 8
|        }
|    } ]
>ioctl TEST 0x5
= 2
END
nic hostile-counts
same 'fewer names than were counted' -t eth0
nic hostile-strings
same -d 's/\^\[/\\033/; s/\(0123456789abcdef0123456789abcde\)	/\1f	/' \
	'hostile names of tests' -t eth0
finish
