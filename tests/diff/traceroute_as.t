#!/bin/sh
# traceroute -A: both ask a registry, or one that is silent, lies or is not there, and say the same.
. "${0%/*}/../tap.sh"
need_root
need_tool ip
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/lab/whois.sh"
. "$TOP/tests/diff/diff.sh"
diff_tool traceroute tracepath
diff_awk=$TOP/tests/diff/path.awk
[ -x "$LAB_PATHSIM" ] || skip_all "needs $LAB_PATHSIM"

# Hop 3 is silent, hop 4 labels, hop 5 is the target.
lab_new && lab_node box && lab_sim box -n 5 hop=3,silent hop=4,mpls=100:3 || exit
lab_etc box hosts <<-'EOT'
	127.0.0.1 localhost registry.lab
	198.19.1.1 hop1.lab
EOT
echo 'hosts: files' | lab_etc box nsswitch.conf
diff_at box
T4=$(lab_target) T6=$(lab_target 6)

# answers RULE...: what the registry knows, until it is told anew
answers() {
	whois_server box "$@" || exit
}
# registry ENVIRONMENT: for all that follows
registry() {
	# shellcheck disable=SC2034 # diff.sh uses it
	diff_world=$1
}

registry RA_SERVER=127.0.0.1
answers 198.19.1.1=198.19.0.0/16:AS64500 198.19.2.1=198.19.0.0/16:AS64501,198.19.2.0/24:AS64502 \
	198.19.4.1=198.19.4.0/24:AS64503,198.19.0.0/16:AS64504,198.19.4.0/24:AS64505 \
	"$T4=text:%  No entries found\n" \
	2001:db8:a:1::1=2001:db8::/32:AS64506 2001:db8:a:4::1=2001:db8:a:4::/64:AS4200000000 any=
same 'numbers behind the addresses' -n -A -q1 -w1 "$T4"
same 'and behind the names' -A -q1 -w1 "$T4"
same 'several probes' -A -n -w1 "$T4"
same 'in IPv6' -n -A -q1 -w1 "$T6"
same 'before the extensions' -n -A -e -q1 -w1 "$T4"
same 'with the number of hops back' -n -A --back -q1 -w1 "$T4"
same 'the long option' -n --as-path-lookups -q1 -w1 "$T4"
same 'without it' -n -q1 -w1 "$T4"
same 'loopback addresses are asked for as well' -n -A -q1 127.0.0.1

registry RA_SERVER=registry.lab
same 'a server by name' -n -A -q1 -w1 -m2 "$T4"
registry 'RA_SERVER=registry.lab RA_SERVICE=whois'
same 'a service by name' -n -A -q1 -w1 -m2 "$T4"
registry 'RA_SERVER=registry.lab RA_SERVICE=43'
same 'a service by number' -n -A -q1 -w1 -m2 "$T4"
registry 'RA_SERVER=registry.lab RA_SERVICE=44'
same 'nobody at that port' -n -A -q1 -w1 -m2 "$T4"
registry RA_SERVER=203.0.114.1
same 'no way to the server' -n -A -q1 -w1 -m2 "$T4"

registry RA_SERVER=127.0.0.1
# reads ANSWER...: one hop for each is told so by the registry; both make the same of them.
reads() {
	title=$1
	shift
	rules='' hop=0
	for answer; do
		hop=$((hop + 1))
		[ "$hop" != 3 ] || hop=4
		rules="$rules 198.19.$hop.1=$answer"
	done
	# shellcheck disable=SC2086 # one word a rule
	answers $rules any=
	same "$title" -n -A -q1 -w1 "$T4"
}
reads 'several origins' 10.0.0.0/8:AS1,10.0.0.0/8:AS2,10.0.0.0/8:AS1 \
	10.0.0.0/8:AS22,10.0.0.0/8:AS2 10.0.0.0/8:AS2,10.0.0.0/8:AS22,10.0.0.0/8:AS2
reads 'the most specific, wherever it is' 10.0.0.0/8:AS1,10.0.0.0/16:AS2 \
	10.0.0.0/16:AS2,10.0.0.0/8:AS1 10.0.0.0/16:AS2,10.0.0.0/8:AS1,10.0.0.0/16:AS3
reads 'odd lengths' 10.0.0.0/0:AS1 10.0.0.0:AS1,10.0.0.0/1:AS2 10.0.0.0/0:AS1,10.0.0.0:AS2
reads 'both families alike' 2001:db8::/32:AS1,10.0.0.0/8:AS2 10.0.0.0/8:AS2,2001:db8::/32:AS1
reads 'white space and ends of lines' 'text:route:10.0.0.0/8\norigin:AS1' \
	'text:route:\0910.0.0.0/8\0d\norigin:\09AS2\0d\n' 'text:\n\norigin:\20\20AS3\20\23\20x\n'
reads 'an object without origin' 'text:route:10.0.0.0/16\n,10.0.0.0/8:AS1' \
	'10.0.0.0/8:AS1,text:route:10.0.0.0/16\n' 'text:route:10.0.0.0/8\norigin:AS1\norigin:AS2\n'
reads 'other attributes, other names' 'text:descr:AS1\n' 'text:ORIGIN:\20AS1\n' \
	'text:\20origin:\20AS1\n'
reads 'spellings' 10.0.0.0/8:as1 10.0.0.0/8:AS1.2 10.0.0.0/8:AS1,10.0.0.0/8:as1
reads 'an answer in pieces' 'text:rou,wait:0.1,text:te:10.0.0.0/8\nori,wait:0.1,text:gin:AS1' \
	fill:5000,10.0.0.0/8:AS1

registry RA_SERVER=127.0.0.1
answers 198.19.1.1=10.0.0.0/8:hello 'any=text:origin:\20AS2\1b[31m\n'
but 'what is no number' -n -A -q1 -w1 -m2 "$T4" <<'W'
# Any word passes it, controls of the terminal among them.
|traceroute to 203.0.113.1 (203.0.113.1), 2 hops max, 60 byte packets
| 1  198.19.1.1 [*]  T ms
| 2  198.19.2.1 [*]  T ms
= 0
W
answers 198.19.1.1=10.0.0.0/8:AS1,10.0.0.0/33:AS2 any=10.0.0.0/8:AS1,10.0.0.0/99999999999:AS2
but 'lengths beyond those of the family' -n -A -q1 -w1 -m2 "$T4" <<'W'
# Any number is a length to it.
|traceroute to 203.0.113.1 (203.0.113.1), 2 hops max, 60 byte packets
| 1  198.19.1.1 [AS1]  T ms
| 2  198.19.2.1 [AS1]  T ms
= 0
W
answers '198.19.1.1=text:origin:AS1#x\n' '198.19.2.1=text:origin:\n'
but 'a comment behind a number, and nothing' -n -A -q1 -w1 -m2 "$T4" <<'W'
# It shows a comment that no blank separates, and an empty word.
|traceroute to 203.0.113.1 (203.0.113.1), 2 hops max, 60 byte packets
| 1  198.19.1.1 [AS1]  T ms
| 2  198.19.2.1 [*]  T ms
= 0
W
answers any=reset
but 'connections that are reset' -n -A -q1 -w1 -m2 "$T4" <<'W'
# It takes them for the answer that there is none.
|traceroute to 203.0.113.1 (203.0.113.1), 2 hops max, 60 byte packets
| 1  198.19.1.1 [!!]  T ms
| 2  198.19.2.1 [!!]  T ms
= 0
W
answers 198.19.1.1=stay any=10.0.0.0/8:AS1
ours 'a registry that says nothing to some' -n -A -q1 -w1 -m2 "$T4" <<'W'
# It waits for ever.
|traceroute to 203.0.113.1 (203.0.113.1), 2 hops max, 60 byte packets
| 1  198.19.1.1 [!!]  T ms
| 2  198.19.2.1 [AS1]  T ms
= 0
W
registry RA_SERVER=no.lab
but 'an unknown registry' -n -A -q1 -w1 -m2 "$T4" <<'W'
# It ends behind the first address, with 2.
!traceroute: no.lab: Name or service not known
|traceroute to 203.0.113.1 (203.0.113.1), 2 hops max, 60 byte packets
| 1  198.19.1.1 [!!]  T ms
| 2  198.19.2.1 [!!]  T ms
= 0
W
finish
