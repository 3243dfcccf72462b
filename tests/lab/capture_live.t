#!/bin/sh
# capture on interfaces: the same packets as tcpdump's, its counts, signals, privileges, rotation.

. "${0%/*}/../tap.sh"
. "$TOP/tests/lab/capture.sh"

# without what differs from run to run
plain() {
	sed -E 's/^[0-9:.]+ //; s/^[0-9]+ packets? received/N received/'
}

t 'it prints what tcpdump prints, and counts alike' '
	begin oracle "$oracle" -l -n -i a icmp && first=$pid &&
	begin ours "$ours" -l -n -i a icmp && pings 3 &&
	lab_wait 3 grep -q "reply.*seq 3" ours.out &&
	lab_wait 3 grep -q "reply.*seq 3" oracle.out &&
	end && pid=$first && end &&
	for part in out err; do
		plain <oracle.$part >want && plain <ours.$part >got && diff want got || exit
	done && [ "$(wc -l <ours.out)" = 7 ]'
t 'so many packets, then it ends by itself' '
	begin ours "$ours" -l -n -c 4 -i a icmp && pings 3 && wait "$pid" &&
	[ "$(wc -l <ours.out)" = 4 ] && grep -x "4 packets captured" ours.err'
t 'every interface at once' '
	begin ours "$ours" -l -n -i any icmp && pings 1 && lab_wait 3 grep -q reply ours.out &&
	end &&
	grep "^[0-9:.]* a     In  IP .*ICMP echo request" ours.out &&
	grep "data link type LINUX_SLL2" ours.err &&
	grep "listening on any, link-type LINUX_SLL2" ours.err'
t 'two interfaces in one run' '
	begin ours "$ours" -l -n -i a -i lo icmp && pings 1 &&
	lab_in b ping -q -c 1 127.0.0.1 >/dev/null &&
	lab_wait 3 grep -q "127.0.0.1: ICMP echo reply" ours.out &&
	end && grep "$there: ICMP echo request" ours.out'
t 'what it writes, tcpdump reads' '
	begin ours "$ours" -U -i a -w out.pcap icmp && pings 2 &&
	lab_wait 3 grep -q . out.pcap && end &&
	"$oracle" -n -r out.pcap 2>/dev/null | grep "ICMP echo reply" &&
	[ "$(stat -c %U out.pcap)" != root ]'
t 'counts while it runs, and a flush' '
	begin ours "$ours" -i a -w out.pcap icmp && pings 2 && kill -USR1 "$pid" &&
	lab_wait 3 grep -q "^tcpdump: [0-9]* packets captured, [0-9]* packets rec.*, 0 " ours.err &&
	kill -USR2 "$pid" && lab_wait 3 test -s out.pcap && end TERM'
t 'only one direction' '
	begin ours "$ours" -l -n -Q in -i a icmp && pings 2 &&
	lab_wait 3 grep -q "seq 2" ours.out &&
	end &&
	! grep reply ours.out'

t 'it runs without root, capabilities, and most system calls' '
	begin ours "$ours" -l -n -i a icmp && cat "/proc/$pid/status" >status && end &&
	! grep -P "^Uid:\t0" status && ! grep -P "^Gid:\t0" status &&
	grep -P "^CapEff:\t0+$" status && grep -P "^CapPrm:\t0+$" status &&
	grep -P "^NoNewPrivs:\t1" status &&
	{ sanitized "$BIN/capture" || grep -P "^Seccomp:\t2" status; }'
t '-Z root stays root, without capabilities' '
	begin ours "$ours" -Z root -l -n -i a icmp && cat "/proc/$pid/status" >status && end &&
	grep -P "^Uid:\t0" status && grep -P "^CapEff:\t0+$" status'
t 'with names, who asks for them sees no packets' '
	begin ours "$ours" -l -i a icmp && pings 1 && lab_wait 5 grep -q reply ours.out && end &&
	grep "IP .* > .*: ICMP echo request" ours.out'

t 'files change by the clock, on a quiet link, too' '
	begin ours "$ours" -n -i a -G 1 -w "out-%s.pcap" icmp && sleep 3.4 && end &&
	[ "$(ls out-*.pcap | wc -l)" -ge 4 ] &&
	for file in out-*.pcap; do "$oracle" -n -r "$file" 2>/dev/null || exit; done'
t 'so many files, then it ends' '
	begin ours "$ours" -n -i a -G 1 -W 2 -w "out-%s.pcap" icmp && wait "$pid" &&
	[ "$(ls out-*.pcap | wc -l)" = 2 ]'
t 'a command on each, and no name is an option or a shell word' '
	printf "#!/bin/sh\nprintf \"%%s\\\\n\" \"\$#\" \"\$@\" >>\"%s/called\"\n" "$PWD" >command &&
	chmod 755 command && chmod 777 . && begin ours "$ours" -n -i a -G 1 -W 2 \
		-w "-x;touch bad-%s" -z "$PWD/command" icmp && wait "$pid" &&
	lab_wait 3 test -s called && cat called && [ -z "$(find . -name "bad*")" ] &&
	[ "$(head -n 1 called)" = 1 ] && grep "^./-x;touch bad" called'
t 'files in a folder that only root may write' '
	mkdir -m 700 kept && begin ours "$ours" -n -i a -G 1 -W 2 -w "kept/%s" icmp &&
	wait "$pid" &&
	[ "$(ls kept | wc -l)" = 2 ] && [ -z "$(find kept -type f -user root)" ]'

t 'interfaces, link types, time stamps' '
	lab_in b "$oracle" -D | sed "/dbus/d; s/^[0-9]*\.//" | sort >want &&
	lab_in b "$ours" -D | sed "s/^[0-9]*\.//" | sort >got && diff want got &&
	for what in "-L -i any" "-J -i a" "-i nowhere" "-i 99" "-I -i a" "-y PPP -i a"; do
		lab_in b "$oracle" $what >want 2>&1; echo $? >>want
		lab_in b "$ours" $what >got 2>&1; echo $? >>got
		diff want got || exit
	done'
t 'without the right to capture' '
	lab_user b "$oracle" -i a >want 2>&1; echo $? >>want
	lab_user b "$ours" -i a >got 2>&1; echo $? >>got
	diff want got'
t 'a flood into a small ring: what is lost is told apart, and what would have held it' '
	begin ours "$BIN/capture" -B 64 -nXX -vv -i a icmp >/dev/null &&
	{ lab_in a ping -q -f -s 1400 -c 3000 "$there" >/dev/null; end; } &&
	grep "packets dropped by kernel" ours.err &&
	{ grep -x "0 packets dropped by kernel" ours.err ||
		grep "ring of 64 KiB was full: -B [0-9]* would have held them" ours.err; }'
finish
