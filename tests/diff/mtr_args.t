#!/bin/sh
# mtr's command line, good and bad: both programs take and refuse the same and say the same.
# shellcheck disable=SC2086,SC2059 # options and operands are words; printf makes files
# shellcheck disable=SC2034 # path_lab.sh uses path_tool
. "${0%/*}/../tap.sh"
path_tool=mtr
. "$TOP/tests/diff/path_lab.sh"

# A report of one probe a hop that is soon over.
quick='-r -c1 -i.01 -G.02 -n'
# one_hop WIDTH ADDRESS: what a report of one hop says behind its first line
one_hop() {
	printf '|HOST: %-27s Loss%%   Snt   Last   Avg  Best  Wrst StDev\n' "$(uname -n)"
	printf '|  1.|-- %-25s  0.0%%     1    T.T   T.T   T.T   T.T   T.T\n' "$1"
}

# The screen is compared elsewhere; what fails before it comes is as with a report.
same 'with -h' -h
same 'with --help' --help
same 'with -h before what is wrong' -h -x -k
same 'with -h behind a host' 127.0.0.1 -h
but 'with -v' -v <<'W'
# It names itself.
|mtr from rungs 0.1
= 0
W
but 'with --version before what is wrong' --version -f abc <<'W'
# Likewise.
|mtr from rungs 0.1
= 0
W
same 'what is wrong before -v' -f abc -v
same 'what is wrong before -h' -f abc -h
same 'an unknown option' -k
same 'an unknown option behind others' -rk 127.0.0.1
same 'an unknown option behind the host' 127.0.0.1 -k
same 'an unknown long option' --foo 127.0.0.1
same 'there is no -g' -g
for o in a f m U P L s B i G Q Z M c o y F I; do
	same "with -$o without its argument" "-$o"
done
for o in filename address interface first-ttl max-ttl max-unknown port localport psize bitpattern \
	interval gracetime tos timeout mark report-cycles order ipinfo displaymode; do
	same "with --$o without its argument" "--$o"
	same "with --$o= and nothing" "--$o=" -k
done
for o in report report-wide udp tcp sctp mpls json xml csv raw split curses no-dns show-ips \
	aslookup version inet inet6; do
	same "with --$o=1" "--$o=1"
done
for o in --re --rep --report- --in --inte --m --ma --max- --a --c --d --s --t --f --h --p --l \
	--i --b --g --o --u --x --j --r --e --n --no --no- --no=1 --; do
	same "with $o" "$o" -k
done
for o in '--report-w' '--report -w' '--max-t 3' '--first 1' '--no-d' '--bitp=1' '--inet' \
	'--ps=100' '--show' '--mpl' '--mar 1' '--timeo 3' '--to 4' '--udp' '--report-c 1' \
	'--wi' '--displ 1' '--ipin 0' '--aslook' '--interv .1' '--grace .1' --no '--no --n'; do
	same "with $o" $quick $o 127.0.0.1
done
same 'letters in a cluster' -rnc1 -i.02 -G.1 127.0.0.1
same 'options behind the host' 127.0.0.1 $quick
same 'options around the host' -r 127.0.0.1 -c1 -n -i.02 -G.1
same 'with -- and a host' $quick -- 127.0.0.1

# Numbers.
for o in f m U P L s B Q Z M c y -displaymode; do
	for v in '' x 1x 0x1 1.5 '1 ' -1 -0 +1 ' 1' 01 99999999999999999999 \
		-99999999999999999999 9223372036854775808 18446744073709551615 \
		18446744073709551616 4294967295 4294967297; do
		[ "$o$v" = s-1 ] || same "with -$o '$v'" $quick "-$o" "$v" 127.0.0.1
	done
	[ $o = M ] || same "with -$o 2147483647" $quick "-$o" 2147483647 127.0.0.1
done
for a in '-f 0' '-f 1' '-f 2' '-f 30' '-f 31' '-f 255' '-f 256' '-f 2147483646' '-m 0' '-m 1' \
	'-m 2' '-m 255' '-m 256' '-m 2147483646' '-f 5 -m 3' '-m 3 -f 5' '-U 0' \
	'-U 1' '-U 255' '-U 2147483646' '-P 0' '-P 1' '-P 65535' '-P 65536' '-u -P 0' '-u -P 1' \
	'-u -P 65535' '-u -P 65536' '-L 0' '-L 1' '-L 1023' '-L 1024' '-L 65535' '-L 65536' \
	'-u -L 1023' '-u -L 1024' '-u -L 65535' '-u -L 65536' '-s 0' '-s 1' '-s 27' '-s 28' \
	'-s 29' '-s 64' '-s 1500' '-s 4470' '-s 9000' '-u -s 0' '-u -s 28' '-u -s 1500' \
	'-T -s 0' '-T -s 1500' '-B 0' '-B 255' '-B 256' '-B 1000' '-B 2147483646' '-Q 0' \
	'-Q 255' '-Q 256' '-Q 65535' '-Z 0' '-Z 1' '-Z 2147483646' '-M 0' '-M 1' \
	'-M 2147483648' '-M 4294967294' '-y 0' '-y 4' '-y 5' '-y 2147483646' '--displaymode 0' \
	'--displaymode 2' '--displaymode 3' '--displaymode 2147483646' '-c 0' '-c 2' \
	'-c 1 -c 2' '-f 2 -f 1' '-m 50 -f 40'; do
	same "with $a" $quick $a 127.0.0.1
done
for a in '-s 0' '-s 47' '-s 48' '-s 64' '-s 1500' '-u -s 0' '-u -s 51' '-u -s 52' '-T' '-u' \
	'-Q 255' '-f 3'; do
	same "to IPv6 with $a" $quick $a ::1
done
for o in i G; do
	for v in 0 -0 -1 -.5 '' x 1x '1 ' ' .1' .1 0.1 1e-1 2E-1 1e-1x +.1; do
		same "with -$o '$v'" $quick "-$o" "$v" 127.0.0.1
	done
	for v in nan inf -inf infinity 0x1p-3; do
		it=but
		case $o$v in Gnan | Ginf*) it=ours ;; esac
		$it "with -$o $v" $quick "-$o" "$v" 127.0.0.1 <<-W
			# It takes all that strtod takes, and fails later, or waits for ever.
			!mtr: invalid argument: '$v'
			= 1
		W
	done
done
{
	cat <<-'W'
		# It holds it against the maximum before it knows that.
		|Start: DATE
	W
	one_hop 127.0.0.1 | sed 's/  1\./ 40./'
	echo '= 0'
} >want
but 'the first TTL, then the last' $quick -f 40 -m 50 127.0.0.1 <want
but 'more than a packet can have' $quick -s 70000 127.0.0.1 <<'W'
# It starts, and cannot send.
!mtr: invalid argument: '70000'
= 1
W

for a in -1 -100 -65535; do
	{
		cat <<-'W'
			# Its manual tells of sizes by chance, which it refuses.
			|Start: DATE
		W
		one_hop 127.0.0.1
		echo '= 0'
	} >want
	but "with -s $a" $quick -s $a 127.0.0.1 <want
done
{
	echo '# There is no such name of its own.'
	echo '|Start: DATE'
	one_hop 127.0.0.1
	echo '= 0'
} >want
for a in --notes --not; do
	but "with $a" $quick $a --no 127.0.0.1 <want
done

# Fields.
for f in L D R S N B A W V G J M X I 'L S' ' ' 'LSDRNBAWVGJMXI' 'IXMJGVWABNRDSL' LL 'L  S ' ' L' \
	LSDRNBAWVGJMXILSDRNB LSDRNBAWVGJMXILSDRNBA Q l '?' LQ QL lL 1 'L,S' LS-; do
	same "fields '$f'" $quick -o "$f" 127.0.0.1
done
for f in _L L_ L_S '' _ __ '_ '; do
	same "fields '$f'" $quick -o "$f" 127.0.0.1
done
same 'the last -o counts' $quick -o LS -o SL 127.0.0.1

# Ways to probe.
for a in '-u -T' '-T -u' '-u -u' '-T -T' '-S -u' '-u -S' '-S -T' '-T -S' -S --sctp '-u -T -k' \
	'-u -T -f x' '-f x -u -T'; do
	same "with $a" $quick $a 127.0.0.1
done
for a in -u -T '-u -P 9' '-u -L 5000' '-u -L 5000 -P 9' '-T -P 9' '-T -L 5000'; do
	same "with $a" $quick $a 127.0.0.1
	[ "$a" = '-u -L 5000 -P 9' ] || same "with $a, IPv6" $quick $a ::1
done
{
	cat <<-'W'
		# It does not know its own packets again.
		|Start: DATE
	W
	one_hop ::1
	echo '= 0'
} >want
but 'with both ports, IPv6' $quick -u -L 5000 -P 9 ::1 <want

# Which of several outputs.
for a in '-r -w' '-w -r' '-r -x' '-x -r' '-r -C' '-C -r' '-x -j' '-j -x' '-l -j' \
	'-j -l' '-l -r' '-p -r' '-t -r' '-t -w' '-w -x' '-w -l -r' '-C -x -r'; do
	same "with $a" -c1 -i.02 -G.1 -n $a 127.0.0.1
done

# MTR_OPTIONS: words between blanks.
env_option() {
	option=$1
	shift
	same -x "MTR_OPTIONS='$option' $*" "MTR_OPTIONS='$option' exec mtr $*"
}
env_option "$quick" 127.0.0.1
env_option "$quick" -x 127.0.0.1
env_option "-x" $quick 127.0.0.1
env_option "$quick 127.0.0.9" 127.0.0.1
env_option "$quick -o L" -o S 127.0.0.1
env_option '-o "L S"' $quick 127.0.0.1
env_option '-k' $quick 127.0.0.1
env_option '-f abc' $quick 127.0.0.1
env_option '-f' $quick 127.0.0.1
env_option '-h' 127.0.0.1
env_option '' $quick 127.0.0.1
env_option '   ' $quick 127.0.0.1
env_option '--' $quick 127.0.0.1
env_option 'foo' $quick 127.0.0.1
env_option '  -c  3  -n ' $quick 127.0.0.1
env_option '-u' $quick -T 127.0.0.1
env_option '-4' $quick -6 localhost
env_option '-6' $quick localhost
for p in /nosuch /bin/cat; do
	{
		cat <<-'W'
			# The environment chooses no program to run.
			|Start: DATE
		W
		one_hop 127.0.0.1
		echo '= 0'
	} >want
	but -e MTR_PACKET=$p "MTR_PACKET=$p" $quick 127.0.0.1 <want
done

# Where from.
for a in '-I lo' '-I nosuch' '-I far_too_long_a_name' '-a 127.0.0.1' '-a 127.0.0.9' '-a 127.0.0' \
	'-a ::1' '-a nosuch.lab' '-a localhost' '-a four.lab' '-a 127.0.0.1x' '-a 256.1.1.1' \
	"-a $(lab_addr client)" '-I lo -a 127.0.0.1' '-I nosuch -f x' '-a x -f x' \
	'-a x -I nosuch'; do
	same "with $a" $quick $a 127.0.0.1
done
same 'an empty device' $quick -I '' 127.0.0.1
same 'an empty address' $quick -a '' 127.0.0.1
for a in '-a ::1' '-a 127.0.0.1' "-a $(lab_addr client 6)" '-I lo' '-I nosuch'; do
	same "to IPv6 with $a" $quick $a ::1
done
for a in "-I r1" "-a $(lab_addr client)"; do
	same "with $a" $quick $a "$SERVER4"
done
but 'an address of somebody else' $quick -a 198.51.100.1 "$SERVER4" <<'W'
# It cannot bind, sends nothing, and is content.
!mtr: bind: Cannot assign requested address
= 1
W
but 'an address of somebody else, IPv6' $quick -a 2001:db8:99::1 "$SERVER6" <<'W'
# Likewise.
!mtr: bind: Cannot assign requested address
= 1
W

# Hosts.
for a in 127.0.0.1 127.1 2130706433 0x7f000001 ::1 localhost four.lab six.lab both.lab \
	'-4 localhost' '-6 localhost' '-4 -6 localhost' '-6 -4 localhost' '-4 both.lab' \
	'-6 both.lab' '' -- '127.0.0.1 127.0.0.2' '127.0.0.1 127.0.0.1' '-6 ::1 six.lab'; do
	same "hosts: $a" $quick $a
done
# Who cannot be resolved makes a failure, though others can.
for a in nosuch.lab 256.1.1.1 - '-- -x' ::1%lo '-4 ::1' '-6 127.0.0.1' '-6 four.lab' \
	127.0.0.1.1 nosuch.lab\ nosuch2.lab; do
	same -d 's/^= 0/= 1/' "hosts: $a" $quick $a
done
for a in '' '???' '[::1]'; do
	same -d 's/^= 0/= 1/' "host '$a'" $quick "$a"
done
same -d 's/^= 0/= 1/' 'a host with a blank' $quick 'a b'
long=$(printf '%0300d' 0 | tr 0 x)
same -d 's/^= 0/= 1/' 'a host of 300 characters' $quick "$long"
same -d 's/^= 0/= 1/' 'a host that does not resolve, and one that does' $quick nosuch.lab 127.0.0.1
same -d 's/^= 0/= 1/' 'one that does, and one that does not' $quick 127.0.0.1 nosuch.lab
same 'the screen without a host to show' nosuch.lab
{
	cat <<-'W'
		# The first host's family is that of all.
		|Start: DATE
	W
	one_hop ::1
	echo '|Start: DATE'
	one_hop 127.0.0.1
	echo '= 0'
} >want
but 'hosts of both families' $quick ::1 127.0.0.1 <want
for a in 198.51.100.1 2001:db8:99::1; do
	same "no route to $a" $quick $a
	same "no route to $a: -j" -j -c1 -n $a
done

# Hosts out of files.
hosts() {
	name=$1
	shift
	printf -- "$@" >"$tap_dir/$name"
}
hosts two '127.0.0.1\n127.0.0.2'
hosts blanks '  127.0.0.1 \t\n\t127.0.0.2\r\n'
hosts none ''
hosts empty '\n127.0.0.1\n'
hosts comment '# comment\n127.0.0.1 # c\n127.0.0.1\n'
hosts options '-x\n127.0.0.1\n'
for f in two blanks none; do
	same "hosts of a file: $f" $quick -F "$tap_dir/$f"
done
for f in empty comment options; do
	same -d 's/^= 0/= 1/' "hosts of a file: $f" $quick -F "$tap_dir/$f"
done
same 'a file and a host' $quick -F "$tap_dir/two" 127.0.0.5
same 'a host and a file' $quick 127.0.0.5 -F "$tap_dir/two"
same 'two files' $quick -F "$tap_dir/two" -F "$tap_dir/blanks"
same 'a file that is not there' $quick -F /nosuch/file 127.0.0.1
same 'a file without a name' $quick -F '' 127.0.0.1
for a in '-F /nosuch -f x' '-f x -F /nosuch' '-F /nosuch -k' '-F /nosuch -v' \
	'-F /nosuch -F /nosuch2' '-i .5x -F /nosuch'; do
	same "a file that is not there: $a" $a 127.0.0.1
done
env_option "-F $tap_dir/two" $quick -F "$tap_dir/blanks"
same 'a folder' $quick -F "$tap_dir" 127.0.0.1
same -x 'standard input' "exec mtr $quick -F - <$tap_dir/two"
hosts long "$long\n127.0.0.3\n"
{
	cat <<-W
		# It cuts a long line into several hosts.
		!mtr: Failed to resolve host: $long: Name or service not known
		|Start: DATE
	W
	one_hop 127.0.0.3
	echo '= 1'
} >want
but 'a long line' $quick -F "$tap_dir/long" <want

# Who may do what.
same -u none 'no root: less than a second' -r -n -c1 -i .99 -G.1 127.0.0.1
same -u none 'no root: what is wrong before less than a second' -f x -i .5
same -u raw 'no root: a second' -r -n -c1 -i 1 -G.1 127.0.0.1
same -u raw 'no root: a second, IPv6' -r -n -c1 -G.1 ::1

finish
