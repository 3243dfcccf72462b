#!/bin/sh
# Plug-in modules, -m, --show-module and --set-module, beside ethtool: memories of many kinds, whole
# and in part, over ioctl and over netlink.
. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/linkinfo_lab.sh"

for module in sfp sfp-external sfp-cable sfp-active sfp-ones sfp-fast sfp-mute sfp-hostile \
	qsfp qsfp-flat qsfp-cable qsfp-ones qsfp-alarms qsfp-nopage cmis cmis-banks \
	cmis-dark cmis-cable odd newer none paged; do
	nic "module-$module"
	both 'decoded' -m eth0
done
for card in copper-1g fibre-10g fibre-25g fibre-100g; do
	nic $card
	both 'decoded' --module-info eth0
done
for module in sfp qsfp cmis cmis-cable odd; do
	nic "module-$module"
	both 'as hexadecimal' --dump-module-eeprom eth0 hex on
	both 'some bytes' -m eth0 hex on offset 20 length 33
	for netlink in no yes; do
		nic "module-$module" $netlink
		same -x "$module, netlink $netlink: as they are" \
			'ethtool -m eth0 raw on | od -An -v -tx1'
		same -x "$module, netlink $netlink: some bytes as they are" \
			'ethtool -m eth0 raw on offset 130 length 9 | od -An -tx1'
	done
done

nic module-sfp
for words in 'raw off' 'hex off' 'raw off hex off' 'offset 0' 'offset 3 length 5' 'length 1' \
	'length 16' 'length 17' 'offset 127 length 1' 'offset 0x7f length 0x1' \
	'offset 128 length 128'; do
	# shellcheck disable=SC2086 # words
	both "words: $words" -m eth0 $words
done
nic module-sfp no
for words in 'length 256' 'length 300' 'length 512' 'length 513' 'offset 1' 'offset 511' \
	'offset 500 length 99' 'offset 1 length 4294967290' 'page 0' 'page 3' 'bank 0' \
	'i2c 0x51' 'page 3 offset 128 length 4'; do
	# shellcheck disable=SC2086 # words
	same "ioctl words: $words" -m eth0 $words
done
nic module-sfp yes
for words in 'length 0' 'offset 128' 'offset 127' 'offset 200' 'offset 256' 'offset 1000' \
	'page 0' 'page 3' 'bank 0' 'bank 1' 'page 0 length 10' 'page 0 offset 3 length 7' \
	'i2c 0x50' 'i2c 0x51' 'i2c 0x51 length 8' 'i2c 0x51 offset 96 length 10' \
	'i2c 0x52 length 8' 'i2c 0 length 1' 'i2c 255' 'i2c 0x51 hex on length 4' \
	'i2c 0x50 raw off offset 3 length 4' 'page 255' 'raw on hex on' \
	'hex on raw on offset 3' foo 'foo 1' raw 'raw x' 'raw on raw on' 'hex 1' offset \
	'offset x' 'offset -1' 'offset 4294967296' 'length 010 offset 010' 'page' 'page -1' \
	'bank x' 'i2c'; do
	# shellcheck disable=SC2086 # words
	same "netlink words: $words" -m eth0 $words
done
same 'all devices' -m '*'
nic module-cmis-banks yes
for words in 'page 1' 'page 1 offset 128 length 128' 'page 0x11' 'page 17 bank 1' \
	'page 17 bank 2' 'page 17 bank 1 offset 154 length 16' 'page 2 offset 0' \
	'page 2 offset 200' 'page 2 offset 255 length 1' 'page 2 offset 255 length 2' \
	'page 2 length 256' 'page 17 bank 1 hex on' 'page 1 raw off'; do
	# shellcheck disable=SC2086 # words
	same "pages: $words" -m eth0 $words
done

# Every number of the tables, and every bit. The last number that each knows:
cat >tables <<'END'
sfp 0 32
sfp 1 9
sfp 2 41
sfp 11 10
sfp 13 6
sfp 36 86
qsfp 1 10
qsfp 130 41
qsfp 139 10
qsfp 147 255
qsfp 192 86
cmis 3 15
cmis 202 255
cmis 203 41
cmis 212 15
END
# variant NIC BYTE VALUE: that NIC's file with another byte in the module's address 50h
variant() {
	awk -v byte="$2" -v value="$3" '
	/^[^ 	]/ { end() }
	$1 == "page" && $2 == (byte < 128 ? "lower" : "0") && $3 !~ /=/ { here = 1 }
	{ print }
	END { end() }
	function end() {
		if (here)
			printf " %d: %02x\n", byte, value
		here = 0
	}' "$TOP/tests/lab/nics/module-$1.nic"
}
# alike NIC BYTE VALUE...: the two say the same over netlink, whatever the byte's value
alike() {
	card=$1 byte=$2
	shift 2
	for value; do
		variant "$card" "$byte" "$value" >card.nic
		for who in oracle ours; do
			NICSIM_NETLINK=yes NICSIM=card.nic LD_PRELOAD=$NICSIM_SO \
				"$diff_dir/$who/ethtool" -m eth0 >"$who" 2>&1
			echo "= $?" >>"$who"
		done
		diff -U 20 oracle ours || {
			echo "byte $byte is $value"
			return 1
		}
	done
}
t 'the bytes of a variant are the file with one changed' '
	alike sfp 2 33 && grep -q "Copper pigtail" ours &&
	alike cmis 203 35 && grep -q "No separable" ours'
while read -r card byte last; do
	# beyond CMIS's technologies ethtool prints a line without an end
	more='127 128 254 255'
	[ "$card $byte" != "cmis 212" ] || more=
	t "$card: every value of byte $byte" "alike $card $byte \$(seq 0 $last) $more"
done <tables
for byte in 3 4 5 6 7 8 9 10 64 65 92 93; do
	t "sfp: every bit of byte $byte" "alike sfp $byte 0 1 2 4 8 16 32 64 128 255"
done
for byte in 2 6 7 9 10 11 12 13 14 93 129 131 132 133 134 135 136 137 138 220; do
	t "qsfp: every bit of byte $byte" "alike qsfp $byte 0 1 2 4 8 16 32 64 128 255"
done
for byte in 1 2 9 26; do
	t "cmis: every bit of byte $byte" "alike cmis $byte 0 1 2 4 8 16 32 64 128 255"
done
t 'cmis: no code, a code of blanks, one that ends early' '
	alike cmis 190 0 32 65 && alike cmis 199 0 32'

# The power of a module.
nic module-power-low
both 'shown' --show-module eth0
same 'as JSON' --json --show-module eth0
same 'all devices' --show-module '*'
same 'a word too many' --show-module eth0 foo
for words in 'power-mode-policy high' 'power-mode-policy auto' '' 'power-mode-policy' \
	'power-mode-policy low' 'power-mode-policy 1' 'foo' 'foo bar' \
	'power-mode-policy high power-mode-policy auto' 'power-mode-policy high foo'; do
	# shellcheck disable=SC2086 # words
	both "change: $words" --set-module eth0 $words
done
nic module-power-odd
both 'shown' --show-module eth0
nic fibre-400g
both 'shown' --show-module eth0
nic empty
both 'shown' --show-module eth0
both 'decoded' -m eth0
both 'as hexadecimal' -m eth0 hex on

nic module-sfp-curve yes
but -x 'the curve of a receiver' 'ethtool -m eth0 | grep Rec' <<'WANT'
# ethtool takes each coefficient times the reading itself, not times its power (SFF-8472).
|	Receiver signal average optical power     : 0.2141 mW / -6.69 dBm
= 0
WANT
nic module-sfp-beyond yes
but -x 'a calibration beyond 16 bits' 'ethtool -m eth0 | tail -6' <<'WANT'
# ethtool counts on from the other end of the scale, so that light that is off shines.
|	Laser bias current                        : 12.400 mA
|	Laser output power                        : 0.0000 mW / -inf dBm
|	Receiver signal OMA                       : 0.0000 mW / -inf dBm
|	Module temperature                        : 128.00 degrees C / 262.39 degrees F
|	Module voltage                            : 6.5535 V
|	Alarm/warning flags implemented           : No
= 0
WANT
nic module-cmis-scale yes
but -x 'currents in steps of 4 microamperes' \
	'ethtool -m eth0 | grep -e "tx bias" -e "bias.*threshold"' <<'WANT'
# ethtool divides by the factor (CMIS, page 01h, byte 160).
|	Laser tx bias current (Channel 1)         : 160.000 mA
|	Laser tx bias current (Channel 2)         : 160.004 mA
|	Laser tx bias current (Channel 3)         : 160.008 mA
|	Laser tx bias current (Channel 4)         : 160.012 mA
|	Laser tx bias current (Channel 5)         : 160.016 mA
|	Laser tx bias current (Channel 6)         : 160.020 mA
|	Laser tx bias current (Channel 7)         : 160.024 mA
|	Laser tx bias current (Channel 8)         : 160.028 mA
|	Laser bias current high alarm threshold   : 220.000 mA
|	Laser bias current low alarm threshold    : 32.000 mA
|	Laser bias current high warning threshold : 200.000 mA
|	Laser bias current low warning threshold  : 40.000 mA
= 0
WANT
nic module-cmis-alarms yes
but -x 'flags of lanes' 'ethtool -m eth0 | grep -e "alarm.*Chan.* [128])"' <<'WANT'
# ethtool shows each lane's flags one lane on, and those of the last one never.
|	Laser bias current high alarm   (Chan 1)  : On
|	Laser bias current low alarm    (Chan 1)  : On
|	Laser tx power high alarm   (Channel 1)   : On
|	Laser tx power low alarm    (Channel 1)   : On
|	Laser rx power high alarm   (Channel 1)   : On
|	Laser rx power low alarm    (Channel 1)   : On
|	Laser bias current high alarm   (Chan 2)  : On
|	Laser bias current low alarm    (Chan 2)  : Off
|	Laser tx power high alarm   (Channel 2)   : On
|	Laser tx power low alarm    (Channel 2)   : Off
|	Laser rx power high alarm   (Channel 2)   : On
|	Laser rx power low alarm    (Channel 2)   : Off
|	Laser bias current high alarm   (Chan 8)  : On
|	Laser bias current low alarm    (Chan 8)  : On
|	Laser tx power high alarm   (Channel 8)   : On
|	Laser tx power low alarm    (Channel 8)   : On
|	Laser rx power high alarm   (Channel 8)   : On
|	Laser rx power low alarm    (Channel 8)   : On
= 0
WANT
nic module-cmis-fault yes
but -x 'a technology that no table knows' \
	'ethtool -m eth0 | grep -e "^.Trans" -e "^.Att" -e Fault' <<'WANT'
# ethtool forgets what it says of that, and the end of the line.
|	Transmitter technology                    : 0x45 (reserved or unknown)
|	Attenuation at 5GHz                       : 0db
|	Attenuation at 7GHz                       : 0db
|	Attenuation at 12.9GHz                    : 0db
|	Attenuation at 25.8GHz                    : 0db
|	Module State                              : 0x05 (ModuleFault)
|	Module Fault Cause                        : 0x02 (Data memory corrupted)
|	Transmit avg optical power (Channel 1)    : 1.0000 mW / 0.00 dBm
|	Transmit avg optical power (Channel 2)    : 1.0100 mW / 0.04 dBm
|	Transmit avg optical power (Channel 3)    : 1.0200 mW / 0.09 dBm
|	Transmit avg optical power (Channel 4)    : 1.0300 mW / 0.13 dBm
|	Transmit avg optical power (Channel 5)    : 1.0400 mW / 0.17 dBm
|	Transmit avg optical power (Channel 6)    : 1.0500 mW / 0.21 dBm
|	Transmit avg optical power (Channel 7)    : 1.0600 mW / 0.25 dBm
|	Transmit avg optical power (Channel 8)    : 1.0700 mW / 0.29 dBm
= 0
WANT
nic module-cmis-reserved yes
but -x 'a reserved number of banks' 'ethtool -m eth0 | grep -c .' <<'WANT'
# ethtool says nothing at all, and fails.
|178
= 0
WANT
nic fibre-400g no
but -x 'pages that the driver does not give over ioctl' 'ethtool -m eth0 | tail -n +2' <<'WANT'
# ethtool reads behind the end of what it was given.
|	Power class                               : 8
|	Max power                                 : 14.00W
|	Connector                                 : 0x07 (LC)
|	Cable assembly length                     : 0.00m
|	Transmitter technology                    : 0x06 (1310 nm EML)
|	Vendor name                               : EXAMPLE OPTICS
|	Vendor OUI                                : 00:1b:21
|	Vendor PN                                 : QDD-400G-FR8
|	Vendor rev                                : 1A
|	Vendor SN                                 : EX24D00004
|	Date code                                 : 240409
|	Revision compliance                       : Rev. 4.0
|	Module State                              : 0x03 (ModuleReady)
|	LowPwrAllowRequestHW                      : Off
|	LowPwrRequestSW                           : Off
= 0
WANT
nic module-short no
but 'half a page' -m eth0 <<'WANT'
# ethtool reads behind the end of what it was given.
|Offset		Values
|------		------
|0x0000:		19 50 00 06 00 00 00 00 00 5a 00 00 00 00 2a 80 $
|0x0010:		7f 2c 00 00 00 00 00 00 00 00 50 00 00 00 00 00 $
|0x0020:		00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 $
|0x0030:		00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 $
|0x0040:		00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 $
|0x0050:		00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 $
|0x0060:		00 00 00 00 $
= 0
WANT
nic module-lies no
but -x 'a length of 4 gigabytes' 'ethtool -m eth0 | head -3' <<'WANT'
# No module has that, so it is not asked for.
|	Identifier                                : 0x03 (SFP)
|	Extended identifier                       : 0x04 (GBIC/SFP defined by 2-wire interface ID)
|	Connector                                 : 0x07 (LC)
= 0
WANT
nic module-cut yes
but 'an answer of two bytes' -m eth0 <<'WANT'
# ethtool shows what happens to be behind them in memory.
!ethtool: the module EEPROM answers with another length than was asked for
= 1
WANT
nic module-bare yes
but 'an answer of none' -m eth0 <<'WANT'
# ethtool shows what happens to be behind them in memory.
!ethtool: the module EEPROM answers with another length than was asked for
= 1
WANT
nic module-paged yes
but 'a dump without the ioctl: hex on' -m eth0 hex on <<'WANT'
# netlink knows what the driver does not tell over ioctl.
|Offset		Values
|------		------
|0x0000:		03 04 07 00 00 00 00 00 00 00 00 06 67 00 0a 64 $
|0x0010:		08 03 00 1e 45 58 41 4d 50 4c 45 20 4f 50 54 49 $
|0x0020:		43 53 20 20 00 00 1b 21 53 46 50 2d 31 30 47 2d $
|0x0030:		4c 52 20 20 20 20 20 20 41 20 20 20 05 1e 00 00 $
|0x0040:		00 1a 00 00 45 58 32 34 41 30 30 30 30 32 20 20 $
|0x0050:		20 20 20 20 32 34 30 31 31 38 20 20 00 00 00 00 $
|0x0060:		00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 $
|0x0070:		00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 $
|0x0080:		00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f $
|0x0090:		10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f $
|0x00a0:		20 21 22 23 24 25 26 27 28 29 2a 2b 2c 2d 2e 2f $
|0x00b0:		30 31 32 33 34 35 36 37 38 39 3a 3b 3c 3d 3e 3f $
|0x00c0:		40 41 42 43 44 45 46 47 48 49 4a 4b 4c 4d 4e 4f $
|0x00d0:		50 51 52 53 54 55 56 57 58 59 5a 5b 5c 5d 5e 5f $
|0x00e0:		60 61 62 63 64 65 66 67 68 69 6a 6b 6c 6d 6e 6f $
|0x00f0:		70 71 72 73 74 75 76 77 78 79 7a 7b 7c 7d 7e 7f $
= 0
WANT
but 'a dump without the ioctl: hex on offset 125 length 6' \
	-m eth0 hex on offset 125 length 6 <<'WANT'
# netlink knows what the driver does not tell over ioctl.
|Offset		Values
|------		------
|0x007d:		00 00 00 00 01 02 $
= 0
WANT
but 'a dump without the ioctl: hex on offset 250' -m eth0 hex on offset 250 <<'WANT'
# netlink knows what the driver does not tell over ioctl.
|Offset		Values
|------		------
|0x00fa:		7a 7b 7c 7d 7e 7f $
= 0
WANT
nic module-sfp yes
but 'page 0 hex on length 4' -m eth0 page 0 hex on length 4 <<'WANT'
# ethtool refuses it: it leaves these to ioctl, which knows no pages.
|Offset		Values
|------		------
|0x0000:		03 04 07 20 $
= 0
WANT
but 'bank 0 hex on length 4' -m eth0 bank 0 hex on length 4 <<'WANT'
# ethtool refuses it: it leaves these to ioctl, which knows no pages.
|Offset		Values
|------		------
|0x0000:		03 04 07 20 $
= 0
WANT
but 'page 256' -m eth0 page 256 <<'WANT'
# It has 8 bits; ethtool cuts the rest off.
!ethtool (-m): invalid value '256' for parameter 'page'
= 1
WANT
but 'bank 256' -m eth0 bank 256 <<'WANT'
# It has 8 bits; ethtool cuts the rest off.
!ethtool (-m): invalid value '256' for parameter 'bank'
= 1
WANT
but 'i2c 256' -m eth0 i2c 256 <<'WANT'
# It has 8 bits; ethtool cuts the rest off.
!ethtool (-m): invalid value '256' for parameter 'i2c'
= 1
WANT
nic module-sfp no
but 'offset 512' -m eth0 offset 512 <<'WANT'
# Past the end ethtool shows nothing, crashes, or says that an argument is invalid.
!ethtool: offset 512 is past the end of the module EEPROM (512 bytes)
= 1
WANT
but 'offset 513' -m eth0 offset 513 <<'WANT'
# Past the end ethtool shows nothing, crashes, or says that an argument is invalid.
!ethtool: offset 513 is past the end of the module EEPROM (512 bytes)
= 1
WANT
but 'offset 1000' -m eth0 offset 1000 <<'WANT'
# Past the end ethtool shows nothing, crashes, or says that an argument is invalid.
!ethtool: offset 1000 is past the end of the module EEPROM (512 bytes)
= 1
WANT
but 'offset 4294967295' -m eth0 offset 4294967295 <<'WANT'
# Past the end ethtool shows nothing, crashes, or says that an argument is invalid.
!ethtool: offset 4294967295 is past the end of the module EEPROM (512 bytes)
= 1
WANT
but 'offset 1000 hex on' -m eth0 hex on offset 1000 <<'WANT'
# Likewise.
!ethtool: offset 1000 is past the end of the module EEPROM (512 bytes)
= 1
WANT
but -x 'length 0' 'ethtool -m eth0 length 0 | head -1' <<'WANT'
# It is as if it were not there, as over netlink.
|	Identifier                                : 0x03 (SFP)
= 0
WANT
but 'hex and raw' -m eth0 raw on hex on <<'WANT'
# On standard error, as over netlink.
!Hex and raw dump cannot be specified together
= 1
WANT
but 'words over ioctl: foo' -m eth0 foo <<'WANT'
# The words are netlink's in both cases.
!ethtool (-m): unknown parameter 'foo'
= 1
WANT
but 'words over ioctl: offset' -m eth0 offset <<'WANT'
# The words are netlink's in both cases.
!ethtool (-m): no value for parameter 'offset'
= 1
WANT
but 'words over ioctl: offset x' -m eth0 offset x <<'WANT'
# The words are netlink's in both cases.
!ethtool (-m): invalid value 'x' for parameter 'offset'
= 1
WANT
but 'words over ioctl: raw on raw on' -m eth0 raw on raw on <<'WANT'
# The words are netlink's in both cases.
!ethtool (-m): duplicate parameter 'raw'
= 1
WANT
but 'words over ioctl: page 256' -m eth0 page 256 <<'WANT'
# The words are netlink's in both cases.
!ethtool (-m): invalid value '256' for parameter 'page'
= 1
WANT

# ethtool has no JSON for it.
nic module-sfp
for module in sfp sfp-external sfp-ones qsfp qsfp-alarms cmis-cable; do
	t "$module: the same JSON over ioctl and over netlink" '
		for netlink in no yes; do
			NICSIM_NETLINK=$netlink NICSIM=$TOP/tests/lab/nics/module-'$module'.nic \
				LD_PRELOAD=$NICSIM_SO \
				"$diff_dir/ours/ethtool" --json -m eth0 >$netlink || exit
		done
		diff -U 3 no yes && grep -q "vendor_name" yes'
done
nic module-qsfp-cable yes
but -x 'JSON' 'ethtool --json -m eth0 | cut -c 1-80' <<'WANT'
# ethtool has none for this.
|[ {
|        "ifname": "eth0",
|        "identifier": 13,
|        "identifier_description": "QSFP+",
|        "extended_identifier": 0,
|        "extended_identifier_description": [ "1.5W max. Power consumption","No C
|        "power_set": false,
|        "power_override": false,
|        "connector": 35,
|        "connector_description": "No separable connector",
|        "transceiver_codes": [ 8,0,0,0,0,0,0,0 ],
|        "transceiver_type": [ "40G Ethernet: 40G Base-CR4" ],
|        "encoding": 0,
|        "encoding_description": "unspecified",
|        "br_nominal_mbps": 25500,
|        "rate_identifier": 0,
|        "length_smf_km": 2,
|        "length_om3_50um_m": 70,
|        "length_om2_50um_m": 50,
|        "length_om1_62_5um_m": 9,
|        "length_copper_or_active_cable_m": 3,
|        "transmitter_technology": 160,
|        "transmitter_technology_description": "Copper cable unequalized",
|        "attenuation_at_2_5ghz_db": 5,
|        "attenuation_at_5_0ghz_db": 8,
|        "attenuation_at_7_0ghz_db": 10,
|        "attenuation_at_12_9ghz_db": 22,
|        "vendor_name": "EXAMPLE OPTICS",
|        "vendor_oui": "00:1b:21",
|        "vendor_pn": "QSFP28-100G-LR4",
|        "vendor_rev": "1A",
|        "vendor_sn": "EX24C00002",
|        "date_code": "240301",
|        "revision_compliance": "SFF-8636 Rev 1.5",
|        "module_temperature_c": 0.00,
|        "module_voltage_v": 0.0000
|    } ]
= 0
WANT
nic module-sfp-hostile yes
but -x 'JSON of texts that act' \
	'ethtool --json -m eth0 | grep -e vendor -e date -e "output_power_[md]"' <<'WANT'
# ethtool has none for this.
|        "vendor_name": "_[31mEVIL_[0m__",
|        "vendor_oui": "00:1b:21",
|        "vendor_pn": "____________   x",
|        "vendor_rev": "A",
|        "vendor_sn": "%s%n\"\\'<>&__",
|        "date_code": "  _2J",
|        "laser_output_power_mw": 0.5666,
|        "laser_output_power_dbm": -2.47,
= 0
WANT
nic module-odd no
but -x 'JSON of bytes' 'ethtool --json -m eth0 | cut -c 1-80' <<'WANT'
# ethtool has none for this.
|[ {
|        "ifname": "eth0",
|        "offset": 0,
|        "data": "420102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1
|    } ]
= 0
WANT
nic module-none yes
but 'JSON of nothing' --json -m eth0 <<'WANT'
# ethtool has none for this.
!netlink error: no module in the cage
!netlink error: Input/output error
|[ {
|        "ifname": "eth0"
|    } ]
= 1
WANT
finish
