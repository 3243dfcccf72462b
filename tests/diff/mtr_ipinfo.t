#!/bin/sh
# mtr -z and -y: both ask DNS where routes come from, a silent or lying one too, and say the same.
. "${0%/*}/../tap.sh"
need_root
need_tool ip
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/lab/dns.sh"
. "$TOP/tests/diff/diff.sh"
diff_tool mtr tracepath
diff_chances=3
[ -x "$LAB_PATHSIM" ] || skip_all "needs $LAB_PATHSIM"

# Hop 3 is silent, hop 5 is the target.
lab_new && lab_node box && lab_sim box -n 5 hop=3,silent || exit
lab_etc box hosts <<-'EOT'
	127.0.0.1 localhost
	198.19.1.1 hop1.lab
EOT
echo 'hosts: files' | lab_etc box nsswitch.conf
echo 'nameserver 127.0.0.1' | lab_etc box resolv.conf
diff_at box
T4=$(lab_target) T6=$(lab_target 6)
quick='-n -c1 -i.02 -G.1'

# answers RULE...: what DNS knows, until it is told anew
answers() {
	dns_server box "$@" || exit
}
# row TTL INFO HOST: a hop of a report that answered
row() {
	printf '| %2d. %-28s  0.0%%     1    T.T   T.T   T.T   T.T   T.T\n' "$1" "$2$3"
}
# report REASON ROW...: a report of two hops
report() {
	printf '# %s\n|Start: DATE\n' "$1"
	printf '|HOST: %-26s  Loss%%   Snt   Last   Avg  Best  Wrst StDev\n' "$(uname -n)"
	shift
	printf '%s\n' "$@" '= 0'
}

answers 'as:198.19.1.1=txt:64500 | 198.19.0.0/16 | DE | ripencc | 2001-02-03' \
	'as:198.19.2.1=txt:1 23 | 198.19.2.0/24 | US | arin | ' \
	"as:$T4=txt:420000 | 203.0.113.0/24 | ZZ | apnic | 2020-12-31" \
	'as:2001:db8:a:1::1=txt:64501 | 2001:db8:a::/48 | FR | ripencc | 2002-03-04' \
	"as:$T6=txt:64502|2001:db8:b::/48|NZ|afrinic|2003-04-05"
# shellcheck disable=SC2086 # options are words
for field in 0 1 2 3 4; do
	same "with -y $field" -r $quick -y $field "$T4"
	same "wide, -y $field" -w $quick -y $field "$T4"
	same "with -y $field in IPv6" -w $quick -y $field "$T6"
	same "CSV, -y $field" -C $quick -y $field "$T4"
	same "JSON, -y $field" -j $quick -y $field "$T4"
done
# shellcheck disable=SC2086
for options in -r -w -C -j -x '-r -y 2' '-r -zz' '-r -y4 -b' '-w -o LSI' '-w -e'; do
	same "with -z $options" $options $quick -z "$T4"
	same "in IPv6 with -z $options" -z $options $quick "$T6"
done
# shellcheck disable=SC2086
same 'behind -z another -y' -w $quick -z -y 3 "$T4"
same 'with names' -r -z -c1 -i.02 -G.1 "$T4"
same 'with names and addresses' -w -b -z -c1 -i.02 -G.1 "$T4"
# shellcheck disable=SC2086
same 'raw' -l $quick -z "$T4"
# shellcheck disable=SC2086
same 'loopback' -r $quick -z 127.0.0.1
# shellcheck disable=SC2086
same 'the first hops only' -r $quick -z -m 2 "$T4"

# reads TITLE ANSWER...: hops 1, 2, 4 and 5 have these; both make the same of them.
reads() {
	title=$1
	shift
	answers "as:198.19.1.1=$1" "as:198.19.2.1=$2" "as:198.19.4.1=$3" "as:$T4=$4"
	# shellcheck disable=SC2086
	for field in 0 1 4; do
		same "$title, -y $field" -w $quick -y $field "$T4"
	done
}
reads 'blanks' 'txt:1|10.0.0.0/8|DE|arin|2001' 'txt: 1  |  10.0.0.0/8 |DE|  arin|2001 ' \
	'txt:1\09|\0910.0.0.0/8\09| DE|arin|\092001' 'txt:1 |10.0.0.0/8 |DE |arin |2001'
reads 'nothing' nxdomain servfail empty raw:
reads 'empty fields' 'txt:1 | 10.0.0.0/8 | | |' 'txt:1 | 10.0.0.0/8 |||' 'txt:1|10.0.0.0/8||| ' \
	'txt:1 | 10.0.0.0/8 | | | 2001'
reads 'more fields' 'txt:1 | 10.0.0.0/8 | DE | arin | 2001 | x' \
	'txt:1 | 10.0.0.0/8 | DE | arin | 2001 | x | y | z' \
	'txt:1 | 10.0.0.0/8 | DE | arin | 2001 ||||||' 'txt:1 | 10.0.0.0/8 | DE | arin | 2001 |'
reads 'late answers' 'txt:1 | 10.0.0.0/8 | DE | arin | 2001@0.4' \
	'txt:2 | 10.0.0.0/8 | DE | arin | 2002@0.6' nxdomain@0.3 empty@0.2

# differs TITLE FIELD REASON ANSWER1 ANSWER2 INFO1 INFO2: what hops 1 and 2 have, and what is shown
differs() {
	answers "as:198.19.1.1=$4" "as:198.19.2.1=$5"
	report "$3" "$(row 1 "$6" 198.19.1.1)" "$(row 2 "$7" 198.19.2.1)" >want
	# shellcheck disable=SC2086
	but "$1" -r $quick -m 2 -y "$2" "$T4" <want
}
differs 'numbers that fill the column' 0 'No blank is behind them.' \
	'txt:4200000000 | 10.0.0.0/8 | DE | arin | 2001' \
	'txt:64501 64502 | 10.0.0.0/8 | DE | arin | 2001' 'AS4200000000 ' 'AS64501 64502 '
differs 'records without all fields' 2 'It shows the number as a country.' \
	'txt:64501 | 10.0.0.0/8' 'txt:64502 | 10.0.0.0/8 |' '??? ' '    '
differs 'what is no record' 0 'It takes any text for a number.' \
	'txt:hello' 'txt:%s%n | 10.0.0.0/8' 'AS???    ' 'AS???    '
differs 'an empty record' 0 'It says so in the midst of the report.' 'txt:' \
	'txt:,1 | 10.0.0.0/8' 'AS???    ' 'AS1      '
differs 'control characters in a number' 0 'They reach the terminal.' \
	'txt:1\1b[31m | 10.0.0.0/8' 'txt:\c2\9b31m | 10.0.0.0/8' 'AS???    ' 'AS???    '
differs 'control characters behind it' 2 'They reach the terminal.' \
	'txt:1 | 10.0.0.0/8 | \1b[31m' 'txt:1 | 10.0.0.0/8 | \07' '??? ' '??? '
long=$(printf '%0255d' 1)
differs 'long texts' 0 'It cuts a number.' "txt:$long" \
	'txt:4200000001 4200000002 4200000003 4200000004 4200000005' 'AS???    ' 'AS???    '
answers 'as:198.19.1.1=txt:1 | 10.0.0.0/8 | DE | arin | 2001' \
	'as:198.19.1.1=txt:2 | 10.0.0.0/16 | FR | arin | 2002' \
	'as:198.19.2.1=txt:3 | 10.0.0.0/16 | DE | arin | 2001' \
	'as:198.19.2.1=txt:4 | 10.0.0.0/8 | FR | arin | 2002'
report 'It takes the first, which is any.' "$(row 1 'AS2      ' 198.19.1.1)" \
	"$(row 2 'AS3      ' 198.19.2.1)" >want
# shellcheck disable=SC2086
but 'several records: the most specific counts' -r $quick -m 2 -z "$T4" <want
answers 'as:198.19.1.1=silent' 'as:198.19.2.1=txt:3 | 10.0.0.0/16 | DE | arin | 2001'
report 'It waits ten seconds for each.' "$(row 1 'AS???    ' 198.19.1.1)" \
	"$(row 2 'AS3      ' 198.19.2.1)" >want
# shellcheck disable=SC2086
ours 'a server that says nothing to some' -r $quick -m 2 -z "$T4" <want
dns_stop
# shellcheck disable=SC2086
same 'no server' -r $quick -z "$T4"
finish
