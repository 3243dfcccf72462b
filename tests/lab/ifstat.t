#!/bin/sh
# ifstat against bad input: names that act on a terminal, no permission, no /proc and /sys, full
# disks, changes refused halfway, interfaces that come and go, and thousands of them.
# shellcheck disable=SC2086 # lists of words

. "${0%/*}/../tap.sh"
. "$TOP/tests/lab/lab.sh"
need_root
need_tool ip unshare setpriv
[ -x "$BIN/ifstat" ] || skip_all "not built: $BIN/ifstat"
ours=$BIN/ifstat
jsonlines=$BUILD/tests/lab/jsonlines

lab_new && lab_node n many few || exit
escape=$(printf '\033')
bell=$(printf 'x\007\033[2J')

# fails STATUS COMMAND...: leaves out and err; nothing on standard output.
fails() {
	want=$1
	shift
	"$@" >out 2>err
	rc=$?
	cat out err
	[ "$rc" = "$want" ] && [ ! -s out ]
}
# says COMMAND... (standard error is exactly the lines of standard input, status from fails)
says() {
	cat >said && diff said err
}
# No control character but the newline, and something at all.
harmless() {
	[ -s "$1" ] && ! LC_ALL=C grep -q "$(printf '[\001-\011\013-\037\177]')" "$1"
}

not_found='error fetching interface information: Device not found'
long=$(printf '%0200d' 0)

# Names.
for name in nosuch abcdefghijklmnop "$long" '' nosuch:1 lo:1 : / ../lo '%s%n' 'lo ' ' lo'; do
	t "no such device: '$(echo "$name" | cut -c 1-20)'" '
		fails 1 lab_in n "$ours" "$name" && echo "$name: $not_found" | says &&
		fails 1 lab_in n "$ours" --json "$name" && echo "$name: $not_found" | says'
done
t 'a name that acts on a terminal is not found, and harmless' '
	fails 1 lab_in n "$ours" "$bell" && harmless err &&
	fails 1 lab_in n "$ours" lo "$bell" && harmless err &&
	fails 255 lab_in n "$ours" "$bell" up && harmless err'

lab_ip n link add v0 type veth peer name v1
lab_ip n addr add 192.0.2.1/24 dev v0
t 'a device with an escape sequence for a name is shown harmless in every layout' '
	lab_ip n link set dev v1 name "$escape[31mred" &&
	for layout in -s --layout=classic --layout=flags; do
		lab_in n "$ours" -a $layout >shown && harmless shown &&
			grep -F "\\033[31mred" shown ||
			exit
		lab_in n "$ours" $layout "$escape[31mred" >shown && harmless shown || exit
	done'
t 'and in JSON' '
	lab_in n "$ours" -a --json >shown && harmless shown && grep -F "\\u001b[31mred" shown'
t 'changes work on it, and refusals are harmless' '
	lab_in n "$ours" "$escape[31mred" mtu 1400 &&
	fails 1 lab_in n "$ours" "$escape[31mred" mtu 1 && harmless err &&
	lab_in n "$ours" "$escape[31mred" name v1'
t 'a hostile label of an address' '
	lab_ip n addr add 192.0.2.9/24 dev v0 label "v0:$escape[1m" &&
	for option in -s --layout=classic --layout=flags --json; do
		lab_in n "$ours" $option -a >shown && harmless shown || exit
	done &&
	lab_in n "$ours" "v0:$escape[1m" >shown && harmless shown && grep -F "192.0.2.9" shown &&
	lab_ip n addr del 192.0.2.9/24 dev v0'
t 'a hostile alternative name finds the device, and is not shown' '
	lab_ip n link property add dev v0 altname "$escape]0;title$long" 2>/dev/null ||
		lab_ip n link property add dev v0 altname "$escape]0;title" &&
	lab_in n "$ours" "$escape]0;title" >shown && harmless shown && grep "^v0 " shown'
t 'a hostile description (ifalias) is not shown' '
	lab_ip n link set dev v0 alias "$escape[31mred" &&
	lab_in n "$ours" v0 >shown && harmless shown &&
	lab_in n "$ours" --json v0 >shown && harmless shown'
t 'an alternative name as long as they get' '
	name=$(printf "%0127d" 7) && lab_ip n link property add dev v0 altname "$name" &&
	lab_in n "$ours" "$name" | grep "^v0 " && fails 1 lab_in n "$ours" "${name}8"'
t 'a change by an alternative name is one of the device' '
	lab_ip n link property add dev v1 altname other &&
	lab_in n "$ours" other 192.0.2.65/26 && lab_in n "$ours" other mtu 1400 &&
	lab_in n "$ours" v1 >shown && grep "inet addr:192.0.2.65" shown && grep MTU:1400 shown &&
	lab_in n "$ours" other 0.0.0.0 && lab_in n "$ours" other down mtu 1500'
t 'a hostile word of a change' '
	fails 1 lab_in n "$ours" v0 "$bell" && harmless err &&
	fails 1 lab_in n "$ours" v0 netmask "$bell" && harmless err &&
	fails 1 lab_in n "$ours" v0 hw ether "$bell" && harmless err &&
	fails 3 lab_in n "$ours" v0 "192.0.2.1/$bell" && harmless err'

# Permission.
t 'nobody sees what root sees' '
	lab_in n "$ours" -a >want && lab_user n "$ours" -a >got && diff want got'
while read -r status message words; do
	t "nobody may not: $words" '
		lab_in n "$ours" --json v0 | sed "s/.counters.*//" >before
		fails $status lab_user n "$ours" v0 $words &&
		echo "$message: Operation not permitted" | says &&
		lab_in n "$ours" --json v0 | sed "s/.counters.*//" | diff before -'
done <<'EOT'
255 SIOCSIFFLAGS up
255 SIOCSIFFLAGS promisc
1 SIOCSIFADDR 192.0.2.7
1 SIOCSIFNETMASK netmask 255.0.0.0
1 SIOCSIFBRDADDR broadcast 192.0.2.7
1 SIOCSIFDSTADDR dstaddr 192.0.2.7
1 SIOCSIFADDR add 2001:db8::1/64
1 SIOCSIFADDR add 192.0.2.7/24
1 SIOCDIFADDR del 192.0.2.1/24
1 SIOCSIFMTU mtu 1400
1 SIOCSIFTXQLEN txqueuelen 1
1 SIOCSIFHWADDR hw ether 02:00:00:00:00:01
1 SIOCSIFNAME name v9
EOT

# The line as a whole.
t 'the line is checked before the first change' '
	lab_in n "$ours" --json v0 >before &&
	for words in "mtu 1400 netmask" "mtu 1400 10.0.0.1/33" "mtu 1400 hw ether 0:1" \
		"mtu 1400 nohost" \
		"mtu 1400 mtu x" "mtu 1400 name abcdefghijklmnop" "mtu 1400 add 10.0.0.0.1" \
		"mtu 1400 netmask 255.0.255.0"; do
		! lab_in n "$ours" v0 $words 2>/dev/null || { echo "taken: $words"; exit 1; }
		lab_in n "$ours" --json v0 | diff before - || { echo "changed: $words"; exit 1; }
	done'
t 'a refusal halfway names what was done and what was not' '
	fails 1 lab_in n "$ours" v0 mtu 1400 txqueuelen 77 mtu 1 promisc &&
	printf "%s\n" "SIOCSIFMTU: Invalid argument" \
		"ifstat: done: mtu, txqueuelen; not done: mtu, promisc" | says &&
	lab_in n "$ours" v0 >shown && grep "MTU:1400 " shown && grep "txqueuelen:77 " shown &&
	! grep PROMISC shown'
t 'what is said to be done is done' '
	fails 1 lab_in n "$ours" v0 10.1.2.3/24 mtu 1 txqueuelen 5 &&
	grep "done: 10.1.2.3/24; not done: mtu, txqueuelen" err &&
	lab_in n "$ours" v0 | grep "inet addr:10.1.2.3  Bcast:10.1.2.255  Mask:255.255.255.0"'

# Output that cannot be written.
for option in -s --json --layout=flags --layout=classic; do
	t "a full disk is an error: $option" '
		lab_in n "$ours" -a $option >/dev/full 2>err; [ $? = 1 ] &&
		echo "ifstat: write error: No space left on device" | says'
done
t 'a closed standard output is an error' '
	lab_in n "$ours" >&- 2>err; [ $? = 1 ] &&
	echo "ifstat: write error: Bad file descriptor" | says'
t 'a reader that has gone is an error, or the signal that says so' '
	{ sleep 0.1; lab_in n "$ours" -a; echo $? >rc; } | true; cat rc; [ "$(cat rc)" = 1 ] ||
		[ "$(cat rc)" = 141 ]'
t 'closed descriptors do not take the place of others' '
	lab_in n "$ours" v0 <&- 2>&- >out && grep "^v0 " out'

# hidden COMMAND...: in the node, with nothing in /proc and /sys.
hidden() {
	lab_in n unshare -m sh -c '
		mount -t tmpfs none /proc && mount -t tmpfs none /sys && exec "$@"' sh "$@"
}
plain() {
	if sanitized "$ours"; then skip "$1" 'not with a sanitizer'; else t "$1" "$2"; fi
}
plain 'without /proc and /sys all is shown, without a warning' '
	lab_in n "$ours" -a >want && hidden "$ours" -a >got 2>err && diff want got &&
	[ ! -s err ] && lab_in n "$ours" --json >want && hidden "$ours" --json >got &&
	diff want got &&
	hidden "$ours" v0 >got && grep "RX packets" got'
plain 'without /proc and /sys changes work' '
	hidden "$ours" v0 add 2001:db8::5/64 && hidden "$ours" v0 mtu 1300 &&
	lab_in n "$ours" v0 >shown && grep "inet6 addr: 2001:db8::5/64" shown &&
	grep MTU:1300 shown'
plain 'in a bare chroot' '
	mkdir -p root/bin && cp "$ours" root/bin/ifstat && ldd "$ours" |
		sed -n "s,[^/]*\(/[^ ]*\).*,\1,p" | while read -r lib; do
			mkdir -p "root${lib%/*}" && cp "$lib" "root$lib" || exit
		done && lab_in n "$ours" -a >want &&
	lab_in n chroot root /bin/ifstat -a >got 2>err && diff want got && [ ! -s err ]'

# Thousands. make_many NODE N: veth devices that are up, with IPv4 and IPv6.
make_many() {
	lab_sysctl "$1" net.ipv6.conf.default.addr_gen_mode=1 &&
		awk -v n="$2" 'BEGIN {
			for (i = 0; i < n / 2; i++) {
				printf "link add va%d type veth peer name vb%d\n", i, i
				for (k = 0; k < 2; k++) {
					dev = (k ? "vb" : "va") i
					printf "addr add 10.%d.%d.%d/24", k, i / 250, i % 250
					printf " dev %s\n", dev
					printf "addr add 2001:db8:%x::%x/64", k, i
					printf " dev %s nodad\n", dev
					printf "link set %s up\n", dev
				}
			}
		}' | lab_ip "$1" -batch -
}
# seconds NODE ARGUMENT...: the shortest of three runs, in milliseconds.
milliseconds() {
	node=$1
	shift
	for run in 1 2 3; do
		from=$(date +%s%N)
		lab_in "$node" "$ours" "$@" >/dev/null || return
		echo $((($(date +%s%N) - from) / 1000000))
	done | sort -n | head -1
}
many=${LAB_INTERFACES:-5000}
make_many few 500 && make_many many "$many" || exit
t "$many interfaces, each once, in order" '
	lab_in many "$ours" -s >shown && sed "1d; s/ .*//" shown >names &&
	[ "$(wc -l <names)" = $((many + 1)) ] && [ "$(sort -u names | wc -l)" = $((many + 1)) ] &&
	sort -V names | diff - names &&
	lab_in many "$ours" >shown && [ "$(grep -c "inet addr:" shown)" = $((many + 1)) ] &&
	[ "$(grep -c "inet6 addr:" shown)" = $((many + 1)) ]'
# The kernel tells of a listing that changed meanwhile, and then it is read anew.
t 'interfaces that come and go neither end a listing nor double one' '
	(while :; do
		lab_ip few link add gone type veth peer name gone2 &&
			lab_ip few link del gone || exit
	done) &
	churn=$!
	for run in $(seq 40); do
		lab_in few "$ours" -a -s >shown || failed=1
		sed "1d; s/ .*//" shown >names
		grep -v ^gone names | sort >kept
		[ "$(wc -l <kept)" = 501 ] && [ -z "$(uniq -d kept)" ] || {
			failed=1
			break
		}
	done
	kill $churn; wait $churn 2>/dev/null; wc -l kept; uniq -d kept; [ -z "$failed" ]'
if command -v strace >/dev/null; then
	plain 'one named interface takes the same system calls, whatever the number of others' '
		calls() {
			lab_in "$1" strace -f -o trace "$ours" va7 >/dev/null &&
				sed "s/^[0-9]* *//; s/(.*//" trace | sort | uniq -c
		}
		calls few >few && calls many >many && cat many && diff few many &&
		grep -q recv many'
	plain 'no file of /proc and /sys is opened' '
		lab_in few strace -f -e trace=open,openat -o trace "$ours" >/dev/null &&
		! grep -e /proc -e /sys/ trace'
else
	skip 'one named interface takes the same system calls' 'needs strace'
fi
few_ms=$(milliseconds few)
many_ms=$(milliseconds many)
one_ms=$(milliseconds many va7)
echo "# 500 interfaces: $few_ms ms; $many: $many_ms ms; one of $many: $one_ms ms;" \
	"all with ip netns exec"
[ ! -x "$jsonlines" ] || t "JSON of $many interfaces" '
	lab_in many "$ours" --json >shown && [ "$(wc -l <shown)" = $((many + 1)) ] &&
	"$jsonlines" <shown >/dev/null'
finish
