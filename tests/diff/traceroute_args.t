#!/bin/sh
# traceroute's command line, good and bad: both programs take and refuse the same and say the same.
# shellcheck disable=SC2086 # options and operands are words
. "${0%/*}/../tap.sh"
. "$TOP/tests/diff/path_lab.sh"

# All that follows shows one probe a hop, and waits for none: with a sole MAX, -w is no factor.
quick='-n -q1 -w1 -m3'

but 'no argument' <<'W'
# It is asked nothing, and content with that: it ends with 0.
!<usage>
= 2
W
but 'with --help' --help <<'W'
# Its help goes to standard error.
|<usage>
= 0
W
but 'with --help before a bad option' --help -x <<'W'
# Likewise.
|<usage>
= 0
W
but 'with -V' -V <<'W'
# It names itself; its version goes to standard error.
|traceroute from rungs 0.1
= 0
W
but 'with --version' --version <<'W'
# Likewise.
|traceroute from rungs 0.1
= 0
W
but 'with -V before a bad option, in a cluster' -nV -x <<'W'
# Likewise.
|traceroute from rungs 0.1
= 0
W
but 'with -V behind the host' 127.0.0.1 -V <<'W'
# Likewise.
|traceroute from rungs 0.1
= 0
W

# Unknown options, and options without their arguments.
for a in -x '-x 127.0.0.1' '127.0.0.1 -x' '-nx 127.0.0.1' '-n 127.0.0.1 -1' \
	'-S 127.0.0.1' -a -v -L '-LU 127.0.0.1' '-ULn 127.0.0.1' '-nUL 127.0.0.1' \
	'-UnL 127.0.0.1' '-e= 127.0.0.1' \
	'-x -V' '-f abc --help' '--foo 127.0.0.1' '--foo=5 127.0.0.1' --hel '--fir=1 127.0.0.1' \
	'--fir 1 127.0.0.1' '--f 1 127.0.0.1' '--UL 127.0.0.1' '--4 127.0.0.1' '--n 127.0.0.1' \
	'--mtu=5 127.0.0.1' '--icmp=1 127.0.0.1' 'nosuch.lab -x' '-M foo -x' '127.0.0.1 60x -x'; do
	same "with $a" $a
done
for o in f g i m N p t l w q s z M O P; do
	same "with -$o without its argument" "-$o"
	same "with -$o behind a letter, and its argument glued" "-n${o}1" 127.0.0.1
done
for o in first gateway interface max-hops sim-queries port tos flowlabel wait queries source \
	sendwait module options sport fwmark protocol; do
	same "with --$o without its argument" "--$o"
	same "with --$o and a word behind it" "--$o" 1 127.0.0.1
	same "with --$o and an empty argument" $quick "--$o=" 127.0.0.1
done

# Operands.
for a in -n -- '-n --' '127.0.0.1 60 70' 'nosuch.lab 60 70' '-q1 127.0.0.1 60 x y' '-f abc 1 2 3' \
	'127.0.0.1 60x' '127.0.0.1 1.5' '127.0.0.1 -- -1x' '127.0.0.1 65001' '127.0.0.1 70000' \
	'nosuch.lab' 'nosuch.lab 60x' '-4 nosuch.lab' '-6 nosuch.lab' '-4 six.lab' '-6 four.lab' \
	'six.lab -4' '-4 ::1' '-6 127.0.0.1' - '-q1 -' 256.1.1.1 127.0.0.1.1 1:2 \
	fe80::1%nosuch 127.0.0.1%lo; do
	same "with $a" $a
done
same 'an empty packet length' 127.0.0.1 ''
same 'an empty name' ''
same 'a name with a blank' 'a b'
same 'a blank before an address' ' 127.0.0.1'
same 'a blank behind an address' '127.0.0.1 '
same 'a name of 300 characters' "$(printf '%0300d' 0 | tr 0 x)"
same 'a label of 64 characters' "$(printf '%064d' 0 | tr 0 x).lab"
for a in 127.0.0.1 127.1 0x7f.1 2130706433 0 localhost four.lab six.lab both.lab '-4 both.lab' \
	'-6 both.lab' '-4 -6 both.lab' '-6 -4 both.lab' '-46 both.lab' 'both.lab -6' ::1 :: \
	::ffff:127.0.0.1 ::1%lo '-- 127.0.0.1' '127.0.0.1 --' '127.0.0.1 60' '127.0.0.1 -- 60' \
	'127.0.0.1 0x40' '127.0.0.1 0100' '127.0.0.1 0' '127.0.0.1 27' '127.0.0.1 28' \
	'127.0.0.1 29' '127.0.0.1 65000' '::1 0' '::1 48' '::1 49' '::1 65000'; do
	same "with $a" $quick $a
	same "with names: $a" -q1 -w1 $a
done
same 'a negative packet length' $quick -- 127.0.0.1 -60
same 'an option between the operands' 127.0.0.1 -n -q1 60 -w1

# What every number refuses, whatever its range.
for o in -f -m -N -t -l -q --fwmark=; do
	for v in abc '' 1x 1.5 1e1 '1 ' 0x 08; do
		same "with $o'$v'" $quick "$o$v" 127.0.0.1
	done
done
for v in abc ''; do
	same "with -p '$v'" $quick -p "$v" 127.0.0.1
	same "with --sport='$v'" $quick "--sport=$v" 127.0.0.1
done
for o in w z; do
	for v in abc '' 1x '1 ' '1 1'; do
		same "with -$o '$v'" $quick "-$o" "$v" 127.0.0.1
	done
done
for a in '-f 0' '-f 4' '-f -1' '-f 256' '-m 0' '-m -1' '-m 256' '-m 300' '-f 5 -m 4' \
	'-f 256 -m 300' '-q 0' '-q 11' '-q -1' '-w -1' '-w 1,-1' '-w 1,1,-1' '-w -0.5,2,3' '-w 1,' \
	'-w ,1' '-w 1,,2' '-w 1,2,3,4' '-w 1,x' '-w 1,2,x' '-w 1,2,' '-w /' '-w 1e' '-z -1' \
	'-z -0.5'; do
	same "with $a" $quick $a 127.0.0.1
done
for a in '-f 1' '-f1' '-f 0x1' '-f 01' '-m 1' '-m 255' '-m 0xff' '-q 2' '-q 10' '-q 0x2' '-q2' \
	'-N 1' '-N 16' '-N 100' '-w 1e1' '-w 2.5e-1,3E0' \
	'-w 0.5' '-w 1.5,0,0' '-w .5' '-w 1.' '-w 1/2/3' '-w 1/2,3' '-w1,2' \
	'-z 0' '-z 1e-05' '-z 0.001' '-z 10.5' '-z 11' '-z .001' '-p 1' '-p 65535' '-p 0x50' \
	'-p http' '-p domain' \
	'-I -p 65535' '-I -p http' '-T -p http' '-U -p tftp' '-t 0' '-t 255' '-t 0x10' \
	'-t 010' '-l 5' '-l 0xfffff' '--first=1' '--max-hops=3' '--sim-queries=1' '--queries=2' \
	'--wait=1' '--sendwait=0' '--port=33500' '--tos=16' '--flowlabel=3' '--sport=4000' \
	'--fwmark=5' '--fwmark=0x5' '--extensions' '--dont-fragment' '--debug' '--icmp' '--tcp' \
	'--udp' -UL -U -I -T -F -d -e -r '-q1 -q2' '-I -I' '-I -T' '-T -I' '-U -I' '-IT' '-M icmp' \
	'-M tcp' '-M udp' '-M udplite' '-M default' '-M default -I' '-I -M default' '-I -M udp' \
	'--module=icmp' '--options=' '-O foo' '-U -O foo' '-M tcpconn' '-M tcpconn -O foo' \
	'-s 127.0.0.1' '-s localhost' '--source=127.0.0.1' '-s 0' '-i lo' '--interface=lo' \
	'-F -F'; do
	same -1 "with $a" $quick $a 127.0.0.1
done
same "with -i ''" $quick -i '' 127.0.0.1

# What fails only when sockets are made.
for m in '' -I -T -U -UL '-P 253' '-M tcpconn'; do
	for i in nosuch lo%lo 127.0.0.1 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; do
		late 'setsockopt SO_BINDTODEVICE: No such device' 60 127.0.0.1 $m -i $i
	done
	late 'bind: Cannot assign requested address' 60 127.0.0.1 $m -s 1.2.3.4
	late 'bind: Cannot assign requested address' 80 ::1 $m -s 2001:db8::9
	for a in 198.51.100.1 255.255.255.255 224.0.0.1; do
		[ "$m" = '-M tcpconn' ] || late 'connect: Network is unreachable' 60 $a $m
	done
	[ "$m" = '-M tcpconn' ] || late 'connect: Network is unreachable' 60 198.51.100.1 $m -r
	[ "$m" = '-M tcpconn' ] || late 'connect: Network is unreachable' 80 2001:db8::1 $m
done
late 'setsockopt SO_BINDTODEVICE: No such device' 60 127.0.0.1 -i nosuch -s 1.2.3.4
late 'connect: Invalid argument' 60 "$SERVER4" -s 127.0.0.1
late 'connect: Invalid argument' 80 fe80::1
late 'connect: Invalid argument' 80 ff02::1

# -s
for a in '-s nosuch.lab 127.0.0.1' '-s ::1 127.0.0.1' '-s 127.0.0.1 ::1' '-6 -s 127.0.0.1 ::1' \
	'-s six.lab 127.0.0.1' '-s four.lab six.lab' 'both.lab -s ::1' '-s 1.2.3.4.5 127.0.0.1' \
	'--source=nosuch.lab 127.0.0.1' '-snosuch.lab 127.0.0.1'; do
	same "with $a" $quick $a
done
same "with -s ''" -s '' 127.0.0.1
but 'a source without an address, before a bad option' -s nosuch.lab -x <<'W'
# It asks for the source at once; here no name is asked for before all is read.
!Bad option `-x' (argc 3)
= 2
W
but 'a source without an address, before a bad number' -s nosuch.lab -f abc 127.0.0.1 <<'W'
# Likewise.
!Cannot handle `-f' option with arg `abc' (argc 4)
= 2
W
but 'a source without an address, twice' -s nosuch.lab -s abc.lab 127.0.0.1 <<'W'
# Likewise.
!abc.lab: Temporary failure in name resolution
!Cannot handle `-s' option with arg `abc.lab' (argc 4)
= 2
W

# -g
g=1.1.1.1,1.1.1.1,1.1.1.1,1.1.1.1
for a in '-g nosuch.lab' '-g 127.0.0.1,nosuch.lab' '-g ,127.0.0.1' '-g ::1' \
	'-g 127.0.0.1/127.0.0.1' "-g $g,$g,1.1.1.1" \
	'--gateway=nosuch.lab'; do
	same "with $a" $quick $a 127.0.0.1
done
same "with -g ''" $quick -g '' 127.0.0.1
same 'with -g and a gateway of the other family' $quick -g 127.0.0.1 ::1
same 'with -g and a type without gateway' $quick -g 2 ::1

# Modules, and their keywords.
for a in '-M foo' '-M icm' '-M /lib/x' '-M ../x' '-M help' '-M foo -q 11' '-M foo -s ::1' \
	'-M foo -T -M foo' '-T -O foo' '-I -O foo' '-UL -O foo' '-P 253 -O foo' '-T -O syn=1' \
	'-T -O ,' '-T -O syn,foo' '-T -O syn,,ack,foo' '-T -O mss' '-T -O mss=' '-T -O mss=abc' \
	'-T -O flags' '-T -O flags=' '-T -O flags=x' '-T -O fastopen' '-T -O sy' \
	'-T -O syn -O foo' '-T -O syn,ack -O psh,foo' \
	'-I -O raw,dgram' '-I -O dgram,raw' '-I -O raw -O dgram' \
	'-I -O raw=1' '-UL -O coverage' '-UL -O coverage=x' '-P foo' \
	'--protocol=foo' '-P 253 -O protocol=foo' '-P 253 -O protocol' '-D -O service' \
	'-D -O service=x' '-D -O foo'; do
	same "with $a" $quick $a 127.0.0.1
done
same "with -P ''" $quick -P '' 127.0.0.1
same "with -M ''" $quick -M '' 127.0.0.1
for a in '-T -O syn' '-T -O ack' '-T -O syn,ack' '-T -O syn -O info' '-T -O fin,rst' '-T -O ecn' \
	'-T -O sack' '-T -O timestamps' '-T -O window_scaling' '-T -O sysctl' '-T -O reuse' \
	'-T -O mss=1000' '-T -O info' '-T -O flags=2' '-T -O flags=0x12' '-I -O raw' \
	'-UL -O coverage=8' '-UL -O coverage=20' '-P 253' '-P 253 -O protocol=254' '-M raw' \
	'-M raw -O protocol=254'; do
	same -1 "with $a" $quick $a 127.0.0.1
	same -1 "with $a, IPv6" $quick $a ::1
done
# words TITLE ARGUMENT... <<KEYWORDS
words() {
	words_title=$1
	shift
	{
		echo '# Its help goes to standard error.'
		sed 's/^/|/'
		echo '= 0'
	} >"$tap_dir/words" && but "$words_title" "$@" <"$tap_dir/words"
}
words 'with -O help' -O help <<'W'
No options for module `default'
W
words 'with -M tcpconn -O help' -M tcpconn -O help <<'W'
No options for module `tcpconn'
W
words 'with -I -O help' -I -O help <<'W'
<raw>
<dgram>
W
words 'with -T -O help' -T -O help <<'W'
<syn>
<ack>
<fin>
<rst>
<psh>
<urg>
<ece>
<cwr>
<flags=NUM>
<ecn>
<sack>
<timestamps>
<window_scaling>
<sysctl>
<reuse>
<mss=NUM>
<info>
W
words 'with -UL -O help' -UL -O help <<'W'
<coverage=NUM>
W
words 'with -D -O help' -D -O help <<'W'
<service=NUM>
W
words 'with -P 253 -O help' -P 253 -O help <<'W'
<protocol=PROT>
W
words 'with -O help and a host without a name' -UL -O help nosuch.lab <<'W'
<coverage=NUM>
W

# The order of checks: the first that fails is told.
for a in '-f 0 nosuch.lab' '-q 11 nosuch.lab' '-M foo nosuch.lab' '-T -O foo nosuch.lab' \
	'127.0.0.1 65001 -f 0' '127.0.0.1 65001 -q 11' '-q 11 -f 0 127.0.0.1' \
	'-q 11 -m 256 127.0.0.1' '-m 256 -f 300 127.0.0.1' '-q 11 -w -1 127.0.0.1' \
	'-w -1 127.0.0.1 65001' '-z -1 -w -1 127.0.0.1' '-z -1 127.0.0.1 65001' \
	'-z -1 -s ::1 127.0.0.1' '127.0.0.1 65001 -s ::1' '-s ::1 -w -1 127.0.0.1' \
	'-s ::1 -q 11 127.0.0.1' '-M foo -z -1 127.0.0.1' '-M foo -g nosuch.lab 127.0.0.1' \
	'-g nosuch.lab -q 11 127.0.0.1' '-g nosuch.lab -s nosuch.lab 127.0.0.1' \
	'-g nosuch.lab 127.0.0.1 65001' '-g nosuch.lab -s ::1 127.0.0.1' \
	'-g nosuch.lab -z -1 127.0.0.1' '-g nosuch.lab -w -1 127.0.0.1' \
	'-T -O foo -M bar 127.0.0.1' '-T -O foo -q 11 127.0.0.1' '-T -O foo -s ::1 127.0.0.1' \
	'-T -O foo -z -1 127.0.0.1' '-T -O foo 127.0.0.1 65001' '-P foo -q 11 127.0.0.1' \
	'-P foo nosuch.lab' '-i nosuch -s ::1 127.0.0.1' '-f abc -s nosuch.lab 127.0.0.1' \
	'-s nosuch.lab nosuch.lab' '-s nosuch.lab a b c' '-s nosuch.lab' '-f abc a b c'; do
	same "with $a" $a
done

# Bad numbers that the oracle takes for others.
# refused OPTION VALUE: OPTION ends where VALUE begins.
refused() {
	but "with $1 $2" $quick "$1" "$2" 127.0.0.1 <<-W
		# It takes the low bits, or what it likes.
		!Cannot handle \`$1' option with arg \`$2' (argc 6)
		= 2
	W
}
for v in -1 65536 70000 4294967376 99999999999999999999 1x 1.5 1e1 0x 08; do
	refused -p $v
done
for v in -1 256 300 4294967296; do
	refused -t $v
done
for v in -1 0x100000 1048576; do
	refused -l $v
done
for v in 0 -1 4294967296; do
	refused -N $v
done
for v in nan inf 1,nan 0x1; do
	refused -w $v
done
refused -z nan
refused -z inf
refused -f 4294967297
refused -m 4294967298
refused -q 4294967298
for v in -1 65536 70000 1x 1.5; do
	but "with --sport=$v" $quick "--sport=$v" 127.0.0.1 <<-W
		# Likewise.
		!Cannot handle \`--sport' option with arg \`$v' (argc 5)
		= 2
	W
done
for v in -1 4294967296; do
	but "with --fwmark=$v" $quick "--fwmark=$v" 127.0.0.1 <<-W
		# Likewise.
		!Cannot handle \`--fwmark' option with arg \`$v' (argc 5)
		= 2
	W
done
for v in 256 -1; do
	ours "with -P $v" $quick -P $v 127.0.0.1 <<-W
		# It asks the kernel for what it cannot have, or waits for ever.
		!Cannot handle \`protocol' keyword with arg \`$v' (argc 1)
		= 2
	W
done
but 'a packet length beyond 32 bits' 127.0.0.1 99999999999 <<'W'
# It tells the low bits of it.
!Cannot handle "packetlen" cmdline arg `99999999999' on position 2 (argc 2)
= 2
W
for v in mss=65536 mss=-1 flags=-1 flags=4096; do
	but "with -T -O $v" $quick -T -O $v 127.0.0.1 <<-W
		# It sends the low bits.
		!Cannot handle \`${v%=*}' keyword with arg \`${v#*=}' (argc 1)
		= 2
	W
done
but 'with -UL -O coverage=-1' $quick -UL -O coverage=-1 127.0.0.1 <<'W'
# It takes it.
!Cannot handle `coverage' keyword with arg `-1' (argc 1)
= 2
W
for v in 301 1,1001 1,1,1001; do
	but "with -w $v" $quick -w $v 127.0.0.1 <<-W
		# It has no limit.
		!bad wait specifications \`$(echo $v,0,0 | cut -d , -f 1-3)' used
		= 2
	W
done

# Names.
for n in traceroute6 traceroute4 tracert; do
	ln -s traceroute "$diff_dir/oracle/$n"
	ln -s traceroute "$diff_dir/ours/$n"
	same -x "called $n" "exec $n -n -q1 -w1 both.lab"
	same -x "called $n, with -4" "exec $n -4 -n -q1 -w1 both.lab"
	same -x "called $n, with -6" "exec $n -6 -n -q1 -w1 both.lab"
	same -x "called $n, with a bad option" "exec $n -x"
done

# Where what it writes cannot go.
but -o /dev/full 'on a full disk' $quick 127.0.0.1 <<'W'
# It does not look.
!traceroute: write error: No space left on device
= 1
W
same -x 'on a closed pipe' 'set -o pipefail 2>/dev/null; traceroute -n -w1 127.0.0.1 | true; true'

finish
