#!/bin/sh
# JSON output (--json): each line is an object, its keys are those of the manual, whatever happens
# to the run.
# shellcheck disable=SC2317 # what the test bodies call is called by eval
. "${0%/*}/../tap.sh"
need_root
need_tool ip nft setpriv setcap
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/lab/ping.sh"
jsonlines=$BUILD/tests/lab/jsonlines
[ -x "$jsonlines" ] || skip_all "not built: $jsonlines"
lab_new && lab_node client && raw client || exit
T4=$(lab_target) T6=$(lab_target 6)
printf '%s far.lab\n%s gate.lab\n' "$T4" "$(lab_hop 2)" | lab_etc client hosts
all=$PWD/all
: >"$all"

# good EVENT...: out has these events, in this order; each line is an object. In flat, the members
# have blanks between them. All lines of this file are kept for the test of their keys.
good() {
	cat out >>"$all"
	"$jsonlines" <out | tr '\t' ' ' >flat &&
		sed 's/^event="\([a-z]*\)".*/\1/' flat | xargs >events
	cat flat
	[ "$(cat events)" = "$*" ] || {
		echo "events: $(cat events), not $*"
		return 1
	}
}
# has PATTERN [TIMES]: lines of flat
has() {
	[ "$(grep -c -e "$1" flat)" = "${2:-1}" ] || {
		echo "not ${2:-1} times: $1"
		return 1
	}
}
number='[0-9][0-9]*\.[0-9]*'

t 'what is no JSON line is caught' '
	printf "{\"a\":1,\"b\":{\"c\":[\"\\\\u00e9\",true,null,-1.5e3]}}\n" | "$jsonlines" &&
	for wrong in "{\"a\":1,}" "{\"a\":1,\"a\":2}" "{\"a\":01}" "{\"a\":.5}" "{a:1}" \
			"[1]" "{}{}" \
			"{\"a\":1" "{\"a\":\"\\\\x\"}" "{\"a\":nan}" "" "{\"a\":\"	\"}"; do
		printf "$wrong\n" | "$jsonlines" && echo "not caught: $wrong" && exit 1
	done
	! printf "{\"a\":1}" | "$jsonlines"'

t 'start, replies, end' '
	sim client -n 3 -d 1ms && sees client --json -c 2 -i 0.1 far.lab && rc 0 && silent &&
	good start reply reply end && has "^event=\"start\" time_s=$number host=\"far.lab\" " &&
	has " name=\"far.lab\" address=\"$T4\" source=\"198.19.0.1\" data_bytes=56 id=[0-9]* " &&
	has "^event=\"reply\" time_s=$number icmp_seq=[12] from=\"$T4\" name=\"far.lab\" " 2 &&
	has " ttl=62 bytes=64 rtt_ms=$number other_address=false truncated=false$" 2 &&
	has " transmitted=2 received=2 duplicates=0 corrupted=0 errors=0 in_flight=0 "'
t 'dates are seconds since 1970, and go forward' '
	sim client -n 2 -d 5ms && now=$(date +%s) && sees client --json -c 5 -i 0.05 $T6 && rc 0 &&
	good start reply reply reply reply reply end && awk -v now="$now" "
		{
			sub(/.* time_s=/, \"\")
			t = \$1 + 0
			wrong += t < last || t < now - 1 || t > now + 5
			last = t
		}
		END { exit wrong || NR != 7 }" flat'
t 'a lost probe, and one that is answered too late' '
	sim client -n 3 hop=2,lose=2 hop=3,reorder=0.3,gap=500ms &&
	sees client --json -c 12 -i 0.1 $T4 && rc 0 && cat out >>"$all" &&
	"$jsonlines" <out | tr "\t" " " >flat && cat flat && has "^event=\"lost\" .* icmp_seq=2$" &&
	[ "$(grep -c "^event=\"late\"" flat)" -ge 1 ] && has "^event=\"end\" .* received=11 "'
t 'duplicates, wrong data, short and foreign answers' '
	sim client -n 3 target,copies=2,only=1 && sees client --json -c 2 -i 0.1 $T4 && rc 0 &&
	good start reply duplicate reply end && sim client -n 3 target,bad=20 &&
	sees client --json -c 1 $T4 && rc 0 && good start reply end && has " wrong_byte=20$" &&
	sim client -n 3 target,cut=10 && sees client --json -c 1 $T4 && rc 0 &&
	good start reply end && has " bytes=18 .* truncated=true" &&
	sim client -n 3 target,from=192.0.2.77 && sees client --json -c 1 $T4 && rc 0 &&
	good start reply end && has " from=\"192.0.2.77\" .* other_address=true"'
t 'damaged answers count for nothing else' '
	sim client -n 3 hop=2,rcorrupt=0.5 && sees client --json -c 40 -i 0.01 $T4 && rc 0 &&
	cat out >>"$all" && "$jsonlines" <out | tr "\t" " " >flat && cat flat &&
	bad=$(grep -c "^event=\"corrupted\"" flat) && lost=$(grep -c "^event=\"lost\"" flat) &&
	within 5 "$bad" "$lost" && within "$lost" "$lost" 35 &&
	has "^event=\"end\" .* received=$((40 - lost)) duplicates=0 corrupted=$bad errors=0 "'
t 'errors with type, code and text; notices' '
	sim client -n 4 hop=2,reject=3/13,reject6=1/4 && sees client --json -c 1 -H $T4 && rc 1 &&
	good start error end && has " from=\"$(lab_hop 2)\" name=\"gate.lab\" ttl=254 " &&
	has " error=\"Packet filtered\" icmp_type=3 icmp_code=13$" &&
	sees client --json -c 1 $T6 && rc 1 && good start error end &&
	has " error=\"Destination unreachable: Port unreachable\" icmp_type=1 icmp_code=4$" &&
	sim client -n 4 hop=1,also=4/0 && sees client --json -c 1 $T4 && rc 0 &&
	good start notice reply end && has " errors=0 "'
t 'labels of MPLS' '
	sim client -n 5 hop=2,mpls=24001/5/9:16 && sees client --json -c 1 -t 2 $T4 && rc 1 &&
	good start error end && has " mpls=\[{\"label\":24001,\"tc\":5,\"bottom\":false,\"ttl\":9},\
{\"label\":16,\"tc\":0,\"bottom\":true,\"ttl\":1}\]$"'
t 'an error of this host, with the MTU' '
	sim client -n 2 && sees client --json -c 1 -M do -s 3000 $T4 && rc 1 &&
	good start error end && has " error=\"Message too long\" mtu_bytes=1500$"'
t 'interrupted, with the status before' '
	sim client -n 2 -d 75ms && starts client --json -i 0.1 $T4 && runs 2 && kill -QUIT $! &&
	sleep 0.1 && kill -INT $! && ends && rc 0 && silent && cat out >>"$all" &&
	"$jsonlines" <out | tr "\t" " " >flat && cat flat &&
	has "^event=\"status\" .* in_flight=[1-4] " && tail -n 1 flat |
	grep "^event=\"end\" .* in_flight=[1-4] loss_percent=0.000 "'
t 'interrupted anywhere in a flood: whole lines' '
	for pause in 0.05 0.11 0.17; do
		starts client --json -f 127.0.0.1 && begun && sleep $pause && kill -INT $! &&
		ends && rc 0 && "$jsonlines" <out >flat &&
		tail -n 1 flat | grep "^event=\"end\"" || exit
	done'
t 'the deadline; nothing at all answered' '
	sim client -n 2 target,dark && sees client --json -w 1 -i 0.4 -W 0.3 $T4 && rc 1 &&
	"$jsonlines" <out | tr "\t" " " >flat && cat flat && has "^event=\"lost\" " 2 &&
	has "^event=\"end\" .* received=0 .* loss_percent=100.000 " && has rtt_ 0'
t 'quiet: start and end' '
	sees client --json -q -c 3 -i 0.02 127.0.0.1 && rc 0 && good start end'
t 'what goes wrong before the start is said on standard error alone' '
	for how in nosuch.lab 192.0.2.1 "-I nosuch 127.0.0.1"; do
		sees client --json -c 1 $how && rc 2 && [ ! -s out ] && [ -s err ] || exit
	done'
t 'a route through a gateway' '
	lab_node r1 && lab_link client r1 && gate=$(lab_addr r1) &&
	lab_ip client route add 203.0.112.0/24 via $gate mtu 1300 &&
	sees client --json -c 1 -W 0.2 203.0.112.1 && rc 1 && good start lost end && has " route={\
\"type\":\"unicast\",\"interface\":\"r1\",\"gateway\":\"$gate\",\"mtu_bytes\":1300}$"'
t 'both listeners hear the same' '
	path="-n 4 -s 5 hop=2,loss=0.3 hop=3,dup=0.2" && sim client $path &&
	sees client -c 60 -i 0.005 $T4 >all && rc 0 &&
	sed -n "s/^64 bytes.*icmp_seq=\([0-9]*\) .*ms\( (DUP!)\)*$/\1\2/p" out >text &&
	sim client $path && sees client --json -c 60 -i 0.005 $T4 >all && rc 0 &&
	"$jsonlines" <out | tr "\t" " " |
	sed -n "s/^event=\"\(reply\|duplicate\)\".* icmp_seq=\([0-9]*\) .*/\2 \1/p" |
	sed "s/ reply//; s/duplicate/(DUP!)/" >json &&
	[ "$(wc -l <text)" -ge 30 ] && grep -q DUP text && diff text json'

forge=$BUILD/tests/diff/forge
if [ -x "$forge" ]; then
	t 'node information' '
		lab_node node && lab_in node "$forge" ni0 data=00000000036c616203746c6400 >pid &&
		finally "kill $(cat pid)" && lab_ip node link set ni0 up &&
		lab_ip node addr add 2001:db8:c::1/64 dev ni0 nodad &&
		sees node --json -N name -c 1 2001:db8:c::2; good start reply end &&
		has " node=\".*lab"'
else
	skip 'node information' "not built: $forge"
fi

# The keys of the manual: the terms of its list, and the words of the nested objects.
sed -n '/^\.Sh JSON/,/^\.Sh EXIT/p' "$TOP/ping/ping.8.in" >section
sed -n 's/^\.It Li //p' section | tr -s ' ,' '\n' | grep . | sort -u >terms
sed -n 's/^\.Li //p' section | tr -s ' ,' '\n' | grep . | sort -u >words
grep -o '"[a-z_]*":' "$all" | tr -d '":' | sort -u >keys
keys=$PWD/keys terms=$PWD/terms words=$PWD/words
t 'every key that was seen is in the manual' '
	[ "$(wc -l <$keys)" -ge 30 ] && sort -u $terms $words >known &&
	comm -23 $keys known >unknown && cat unknown && [ ! -s unknown ]'
if [ -x "$forge" ]; then
	t 'every key of the manual was seen' '
		comm -13 $keys $terms >unseen && cat unseen && [ ! -s unseen ]'
else
	skip 'every key of the manual was seen' 'without node information'
fi
finish
