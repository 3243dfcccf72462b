#!/bin/sh
# linkinfo -d beside the installed ethtool: dumps of registers as bytes, from files, and in the
# words of each driver that has some, for registers that are all 0, all 1 and anything between.

. "${0%/*}/../tap.sh"
need_root
. "$TOP/tests/diff/linkinfo_lab.sh"

for name in plain none no-drvinfo no-regs; do
	nic "regs-$name"
	both registers -d eth0
	both 'their long name' --register-dump eth0
	both 'no words' -d eth0 hex on
	both 'both switches' -d eth0 raw off hex off
	both 'a file that is not there' -d eth0 file nowhere
	both 'raw, and a file that is not there' -d eth0 raw on file nowhere hex on
done
for words in x 'x y' raw hex file 'raw ON' 'hex 1' 'raw on off' 'file a file'; do
	# shellcheck disable=SC2086 # words
	both "bad: -d $words" -d eth0 $words
done
same 'bad: no device' -d
same 'no such device' -d nodev
same 'all devices' -d '*'
printf '0123456789abcdefg' >kept
for netlink in no yes; do
	nic regs-plain $netlink
	same -x "netlink $netlink: raw" 'ethtool -d eth0 raw on | od -An -tx1'
	same "netlink $netlink: of a file" -d eth0 file "$PWD/kept"
	same "netlink $netlink: of the last file" -d eth0 file nowhere file "$PWD/kept"
done
nic regs-plain no
but 'a folder' -d eth0 file / <<'W'
# ethtool is silent.
!Can't open '/': Is a directory
= 75
W
but 'an empty file' -d eth0 file /dev/null <<'W'
# Likewise.
!Can't read '/dev/null': it is empty
= 75
W
but 'JSON' --json -d eth0 file "$PWD/kept" <<'W'
# ethtool has none.
|[ {
|        "ifname": "eth0",
|        "driver": "sim",
|        "version": 1,
|        "length": 17,
|        "data": "3031323334353637383961626364656667"
|    } ]
= 0
W
nic hostile-counts no
but 'more registers than memory' -d eth0 <<'W'
# Only up to 16 MiB are asked for.
!Cannot allocate memory for register dump: 4294967295 bytes
= 73
W

# regs DRIVER VERSION LENGTH FILL [AT=HEX...]: all that follows runs on a NIC with such registers.
# FILL is 00, ff or the seed of random bytes; at AT (decimal) stands HEX.
regs() {
	regs_title="$1 $2 $4"
	awk -v driver="$1" -v version="$2" -v length_="$3" -v fill="$4" -v fixed="$5" '
	BEGIN {
		n = split(fixed, part, " ")
		for (i = 1; i <= n; i++) {
			at = part[i]
			sub(/=.*/, "", at)
			hex = part[i]
			sub(/.*=/, "", hex)
			for (k = 0; k * 2 < length(hex); k++)
				byte[at + k] = substr(hex, k * 2 + 1, 2)
		}
		printf "drvinfo driver=%s\nregs version=%s ", driver, version
		seed = fill
		for (i = 0; i < length_; i++) {
			seed = (seed * 16807 + 11) % 2147483647
			random = sprintf("%02x", int(seed / 8388608) % 256)
			if (i in byte)
				printf "%s", byte[i]
			else
				printf "%s", fill == "00" || fill == "ff" ? fill : random
		}
		print ""
	}' >regs.nic
	diff_world="LD_PRELOAD=$NICSIM_SO NICSIM=$PWD/regs.nic NICSIM_NETLINK=no"
}

# Each driver, the versions of its layouts and one that is none, the length that they need; what
# must stand where so that ethtool tells no nonsense.
while read -r driver versions length fixed; do
	for version in $(echo "$versions" | tr , ' '); do
		for fill in 00 ff 1 22 333; do
			regs "$driver" "$version" "$length" $fill "$fixed"
			same "$regs_title" -d eth0
		done
	done
done <<'E'
8139cp 0 256
8139too 0 256 64=00000070
r8169 0 256 64=00000018
r8169 1 256 64=00008028
altera_tse 0,1,2 512
amd8111e 0 52
at76c50x-usb 0,1,2,3,4,5,6,7 16
bnxt_en 0 12560
bnxt_en 1 12656
de2104x 0,1 64
dsa 0x4a2,0x1210,0x1a75,0x3520,0x1900,0x3530 128
dsa 0xa1f,0x1721,0x1720,0xffff3520 75
e100 0,0x1000000 4
e1000 0,0x1000000,0x1001000,0x1001049 128
e1000e 0x10010c5 128
et131x 0,0x1000000 392
fec 0,1,2 988
fec_8xx 0 392
fjes 0,1 148
ibm_emac 0 680 0=00000000 12=00000000 16=00000000 448=06000000
ibm_emac 0 744 0=03000000 12=03000000 16=05000000 448=03000000
ibm_emac 0 744 0=07000000 12=09000000 16=20000000 448=04000000
ibm_emac 0 744 0=04000000 12=20000000 16=01000000 448=05000000
igb 0,0x1000000 2960
igc 0,0x2000000 852
ixgb 0,0x1000000 240
ixgbe 0,0x1000000,0x2000000,0x3000000,0x4000000,0x5000000,0x6000000,0x9000000 4580
ixgbevf 0,0x1000000 180
lan743x 0 72
lan78xx 0 204
natsemi 0,1 304 142=0000
pcnet32 0 336 192=00000000
sfc 0,1,2,3,5 528
sfc 1 9552
sfc 2 1744
sfc 3 544
sfc 4 80
skge 0 16384 280=3141010a 1075=00 1587=00 1715=00
sky2 0 16384 280=314100b6 1587=00
smsc911x 0 280
st_gmac 0 312
st_mac100 0 92
tg3 0 256
vioc 0,7 256
vmxnet3 0 100
E
for counts in '36=02000000 48=01000000 120=00000000' '36=00000000 40=00000000 44=00000000'; do
	regs vmxnet3 2 404 1 "$counts"
	same "vmxnet3 with $counts" -d eth0
done
regs vmxnet3 2 216 5 '36=02000000 48=01000000 120=01000000'
same 'vmxnet3: interrupts and queues' -d eth0

# Every chip that ethtool knows from its transmit configuration, and those between.
for id in 00 04 10 18 24 28 2c 30 34 38 3c 40 44 48 4c 50 5c 60 70 74 78 7c 7f 98 a8 b4 c0 fc; do
	for rest in 000000 000040 000080 000090 0000c0 000030 0000a0; do
		regs r8169 0 256 00 "64=$rest$id"
		same "r8169, chip $id$rest" -d eth0
	done
done
for id in 0a b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 ba bb bc bd; do
	regs sky2 0 16384 00 "280=3154f0$id"
	same "sky2, chip $id" -d eth0
done
for seed in 4 55; do
	regs sfc 2 470736 $seed
	same "sfc 2 with all of its tables, $seed" -d eth0
	regs sfc 3 242208 $seed
	same "sfc 3 with all of its tables, $seed" -d eth0
done
for id in 04a 095 099 0a0 0a1 106 115 121 161 165 171 172 175 176 190 191 1a7 240 290 310 340 341 \
	352 371 375 390; do
	regs dsa 0x${id}3 64 666
	same "dsa, switch $id" -d eth0
done
for seed in 123456789 234567891 345678912 456789123 567891234 678912345 789123456 891234567; do
	for id in 161 352 390; do
		regs dsa 0x${id}0 128 $seed
		same "dsa, switch $id, $seed" -d eth0
	done
done
for value in 2420 2430 2622 2621 2623 2624 2625 2626 2627 2628; do
	middle=${value#?}
	regs pcnet32 0 272 00 "193=${value#???}0${middle%?}0${value%???}"
	same "pcnet32, chip $value" -d eth0
done

# Every address that registers of fsl_enetc may have.
awk 'BEGIN {
	printf "drvinfo driver=fsl_enetc_vf\nregs "
	for (at = 0; at <= 131072; at += 4)
		for (i = 0; i < 8; i++)
			printf "%02x", (i < 4 ? int(at / 256 ^ i) : at / 4 * (i + 3)) % 256
	print ""
}' >regs.nic
same 'fsl_enetc_vf, each register' -d eth0
for value in 00000000 ffffffff 5a3c9678 a5c36987 0f0f0f0f; do
	regs fsl_enetc 0 8 00 "0=08800100$value"
	same "fsl_enetc, command $value" -d eth0
done
regs fsl_enetc 0 0 00
same 'fsl_enetc, nothing' -d eth0
regs fsl_enetc 0 15 1
same 'fsl_enetc, half a pair' -d eth0

# ale WORD...: all that follows runs on a cpsw-switch with such a table of addresses, three words
# an entry, the highest first.
ale() {
	ale_bytes=$(printf '%s' "$@" | sed 's/\(..\)\(..\)\(..\)\(..\)/\4\3\2\1/g')
	regs cpsw-switch 1 $((4 * $#)) 00 "0=$ale_bytes"
}
ale 00000000 00000000 00000000 00000000 00000000 ffffffff 00000000 10001234 56789abc \
	0000000a c000fedc ba987654 00000025 d0000001 02030405 00000020 9000dc11 22334455 \
	0000000e 10000180 c2000000 00000002 50000180 c2000001 00000008 90000180 c2000002 \
	00000008 d0000180 c2000003 00000000 20010000 05060703 00000000 2fff0000 02010402 \
	0000003f 3fff0210 20304050 ffffffff efffffff ffffffff 0000000c b0073333 00000001 \
	00000002 70643333 00000016 00000000 00000000 00000000
same 'cpsw-switch: every kind of entry' -d eth0
for length in 0 11 12 13 23 24 120000; do
	regs cpsw-switch 0 $length 00
	same "cpsw-switch, free, $length bytes" -d eth0
done
ale 0000001c 10003333 00000001 00000014 10000100 5e000001
but 'cpsw-switch: multicast, to all three ports' -d eth0 <<'W'
# ethtool takes an address of multicast that does not begin with 01 for one of a host, and leaves
# out port 2.
|ALE Entries (2):
|0000: address entry
|      MULTI: 33:33:00:00:00:01 Forwarding Ports: 0x7
|0001: address entry
|      MULTI: 01:00:5e:00:00:01 Forwarding Ports: 0x5
= 0
W

# Fewer registers than the words need: all that can be told are the bytes.
regs e1000 0x1000000 47 00
but 'a dump that is too short' -d eth0 <<'W'
# ethtool reads past its end.
|Offset		Values
|------		------
|0x0000:		00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 $
|0x0010:		00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 $
|0x0020:		00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 $
= 0
W
regs vmxnet3 2 40 ff
ours 'a count that lies' -d eth0 <<'W'
# ethtool reads past its end, as far as it can.
|Offset		Values
|------		------
|0x0000:		ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff $
|0x0010:		ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff $
|0x0020:		ff ff ff ff ff ff ff ff $
= 0
W
regs at76c50x-usb 8 2 00
ours 'hardware that has no name' -d eth0 <<'W'
# ethtool reads past the end of a table, and may crash.
|Offset		Values
|------		------
|0x0000:		00 00 $
= 0
W
regs e100 0x1000000 4 00
but -x 'JSON in words' 'ethtool --json -d eth0 | sed "7s/,.*//;1,3d"' <<'W'
# ethtool has none.
|        "version": 16777216,
|        "length": 4,
|        "data": "00000000",
|        "decoded": [ "SCB Status Word (Lower Word)             0x0000"
|    } ]
= 0
W

regs ibm_emac 0 744 00 '0=00000000 12=21000000'
ours -x 'more channels than a dump has room for' 'ethtool -d eth0 | sed 4q' <<'W'
# ethtool takes what follows for them, to the end and past it.
|Offset		Values
|------		------
|0x0000:		00 00 00 00 00 00 00 00 00 00 00 00 21 00 00 00 $
|0x0010:		00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 $
= 0
W
regs sfc 4 52 00
ours -x 'a table of which the half is missing' 'ethtool -d eth0 | sed 3q' <<'W'
# ethtool reads past its end.
|Offset		Values
|------		------
|0x0000:		00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 $
= 0
W

finish
