#!/bin/sh
# What capture writes: pcapng, files that change by size and clock, whose they are, full disks.

. "${0%/*}/../tap.sh"
. "$TOP/tests/lab/capture.sh"

mix=$tap_dir/mix.pcap
big=$tap_dir/big.pcap
packets=$TOP/tests/diff/capture.packets
"$BUILD/tests/diff/packets" <"$packets" >"$mix" &&
	{ head -c 24 "$mix"; for i in $(seq 400); do tail -c +25 "$mix"; done; } >"$big" &&
	chmod 644 "$mix" "$big" || exit 1

# blocks FILE: what a pcapng file holds, a line a block
blocks() {
	od -An -v -tu1 -w1 "$1" | awk -f "$TOP/tests/diff/pcapng.awk"
}
# packets_in FILE N: at least so many
packets_in() {
	[ "$(blocks "$1" | grep -c '^packet')" -ge "$2" ]
}
# readable FILE...: by tcpdump, to the end
readable() {
	for file; do
		"$oracle" -n -r "$file" 2>said >/dev/null && ! grep truncated said || return
	done
}

t 'pcapng of two interfaces: names, filter, comment, packets, counts' '
	begin it "$ours" -U -i a -i lo --pcapng --comment "what was asked" -w out.ng icmp &&
	pings 2 && lab_in b ping -q -c 1 127.0.0.1 >/dev/null && lab_wait 5 packets_in out.ng 6 &&
	end &&
	# the kernel shows twice what passes loopback, and what came before there was a filter
	blocks out.ng | sed "s/6=[2-9] 7/6=N 7/" | sort >got
	{
		echo "section 1.0 1=what was asked"
		echo "interface type 1 snaplen 262144 2=a 9=9 11=/icmp"
		echo "interface type 1 snaplen 262144 2=lo 9=9 11=/icmp"
		for i in 0 0 0 0 1 1; do echo "packet of $i, 98 of 98"; done
		echo "statistics of 0 5=0 6=N 7=0 8=4"
		echo "statistics of 1 5=0 6=N 7=0 8=2"
	} | sort >want
	diff want got && readable out.ng'
t 'pcapng of several interfaces, read again' '
	begin it "$ours" -U -i a -i lo --pcapng -w out.ng icmp &&
	pings 1 && lab_in b ping -q -c 1 127.0.0.1 >/dev/null && lab_wait 5 packets_in out.ng 4 &&
	end && "$ours" -n -e -v --nano -tttt -r out.ng >got 2>&1 &&
	"$oracle" -n -e -v --nano -tttt -r out.ng >want 2>&1 && diff want got &&
	[ "$(grep -c "ICMP echo" got)" -ge 4 ]'
t 'pcapng is written in nanoseconds, and text beside it in what was asked for' '
	printf "\115\074\262\241\002\0\004\0\0\0\0\0\0\0\0\0\0\0\004\0\001\0\0\0" >nano.pcap &&
	printf "\001\0\0\0\025\315\133\007\004\0\0\0\004\0\0\0abcd" >>nano.pcap &&
	"$ours" -r nano.pcap --pcapng -w x.ng --print -n -tt >text 2>/dev/null &&
	grep "^1\.123456 " text && "$oracle" -n --nano -tt -r x.ng 2>/dev/null |
		grep "^1\.123456789 "'
t 'other text beside pcapng has the same times' '
	for how in "" --pcapng; do
		"$BIN/capture" -r "$mix" --print --json -n $how -w "x$how" 2>/dev/null \
			>"text$how" || exit
	done
	[ -s text ] && diff text text--pcapng'
t 'a comment needs pcapng' '
	! "$ours" -r "$mix" --comment x -w out 2>err && grep "comment needs --pcapng" err'
t 'what the interface lost, and nothing that it lost before' '
	mkdir counts && echo 1000 >counts/rx_missed_errors && echo 7 >counts/rx_fifo_errors &&
	begin it sh -c "mount --bind counts /sys/class/net/a/statistics && exec \"\$0\" \"\$@\"" \
		"$ours" -U -i a --pcapng -w out.ng icmp &&
	echo 1003 >counts/rx_missed_errors && echo 9 >counts/rx_fifo_errors && end &&
	grep -x "5 packets dropped by interface" it.err && blocks out.ng | grep "of 0 5=5 "'

t 'a full disk ends with an error, and the file can be read' '
	mkdir full
	for words in "" "-U" "--pcapng" "--pcapng -U"; do
		unshare -m sh -c "mount -t tmpfs -o size=64k none full && \"\$@\" &&
			exit 9; cp full/out ." sh "$ours" -r "$big" -w full/out $words 2>err ||
			exit
		grep "^tcpdump: unable to write full/out: No space left on device" err &&
		readable out && [ "$(wc -c <out)" -gt 60000 ] || exit
	done'
t 'a full disk, when nothing fits' '
	mkdir full && unshare -m sh -c "mount -t tmpfs -o size=4k none full &&
		head -c 4096 /dev/zero >full/x; \"\$@\" && exit 9; [ ! -s full/out ]" \
		sh "$ours" -r "$mix" -w full/out 2>err && grep "No space left" err'
t 'a full disk ends a live capture, too' '
	mkdir full && lab_bg b sh -c "mount -t tmpfs -o size=16k none full && \"\$0\" \"\$@\"
		echo \$? >status; cp full/out* ." "$ours" -U -i a -w full/out icmp 2>err &&
	pid=$! && lab_wait 5 grep -q "listening on" err && lab_in a ping -q -i 0.002 -s 1000 \
		-c 30 "$there" >/dev/null; wait "$pid" && [ "$(cat status)" = 1 ] &&
	grep "unable to write .*: No space left" err && readable out'
t 'what others append to is not cut' '
	echo before >file && mkdir full && unshare -m sh -c "mount -t tmpfs -o size=64k none full &&
		cp file full && \"\$@\" >>full/file && exit 9; cp full/file ." sh \
		"$ours" -r "$big" -w - 2>err && grep "No space left" err &&
	[ "$(head -n 1 file)" = before ]'

t 'by size and clock together nothing is written over' '
	chmod 777 . && begin it "$ours" -i a -C 1 -G 1 -W 3 -w same icmp && sleep 2.5 && end &&
	ls same* && [ "$(ls same* | tr "\n" " ")" = "same0 same1 same2 " ] && readable same*'
t 'by size and clock, names that change begin with 0' '
	chmod 777 . && begin it "$ours" -i a -C 1 -G 1 -W 12 -w "at-%s-" icmp && sleep 1.5 && end &&
	[ "$(ls at-*-00 | wc -l)" -ge 2 ] && [ "$(ls | grep -c "^at-")" = "$(ls at-*-00 |
		wc -l)" ]'
t 'standard output is one stream' '
	"$ours" -r "$big" -C 1 -w - 2>/dev/null >got && cmp "$big" got && [ "$(ls)" = got ]'
t 'the folder is where it was opened, whatever its name is later' '
	mkdir -m 777 first && begin it "$ours" -i a -G 1 -w first/%s icmp && mv first second &&
	mkdir -m 777 first && sleep 1.5 && end && [ -z "$(ls first)" ] &&
	[ "$(ls second | wc -l)" -ge 2 ]'
t 'a link in the place of a file is not followed by who gives up root' '
	mkdir -m 777 to && echo keep >kept && ln -s ../kept to/out1 &&
	"$ours" -r "$big" -C 1 -w to/out 2>err
	[ $? = 1 ] && [ "$(cat kept)" = keep ] && grep "to/out1: Too many levels" err'
t 'whose the files are' '
	chmod 777 . && for who in nobody root; do
		"$ours" -Z $who -r "$mix" -w one-$who 2>/dev/null &&
		"$ours" -Z $who -r "$big" -C 1 -w some-$who 2>/dev/null &&
		[ "$(stat -c %U one-$who some-$who some-${who}1 | sort -u)" = $who ] || exit
	done'
t 'each file that is complete, to the command, as that user' '
	printf "#!/bin/sh\necho \$(id -un) \"\$@\" >>called\n" >command &&
	chmod 755 command && chmod 777 . &&
	"$ours" -Z nobody -r "$big" -C 1 -w out -z ./command 2>err &&
	lab_wait 5 grep -x "nobody out1" called && lab_wait 5 grep -x "nobody out" called &&
	! grep -v -x "nobody out[0-9]*" called'
finish
