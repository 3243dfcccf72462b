#!/bin/sh
# mtr's reports in every format, on paths of routers: both programs show the same hops alike.
# shellcheck disable=SC2086 # options and operands are words
# shellcheck disable=SC2034 # path_lab.sh uses path_tool
. "${0%/*}/../tap.sh"
path_tool=mtr
. "$TOP/tests/diff/path_lab.sh"
. "$TOP/tests/lab/dns.sh"

all=LSDRNBAWVGJMXI
host=$(uname -n)
quick='-i.1 -G.5'
twice="$quick -c2"
formats='-r -w -C -x -j -l'

# What a deliberate difference is made of: start REASON, narrow (the header of -r), row TTL NAME
# ROUNDS, silent TTL ROUNDS
start() {
	printf '# %s\n|Start: DATE\n' "$1"
}
titles='  Snt   Last   Avg  Best  Wrst StDev'
times='  T.T   T.T   T.T   T.T   T.T'
narrow() {
	printf '|HOST: %-27s Loss%% %s\n' "$host" "$titles"
}
row() {
	printf '|%3d.|-- %-25s  0.0%%     %d  %s\n' "$1" "$2" "$3" "$times"
}
silent() {
	printf '|%3d.|-- %-25s 100.0     %d    0.0   0.0   0.0   0.0   0.0\n' "$1" '???' "$2"
}

# Every format, to each family, by every way to probe.
for a in server4.lab server6.lab; do
	for f in $formats; do
		for o in '' -n -b '-n -b' '-b -z' '-n -y1' "-o $all" '-n -o LSR'; do
			same "as $f $o $a" $twice $f $o "$a"
		done
	done
done
for a in "$SERVER4" "$SERVER6"; do
	for m in -u -T '-u -P 33500' '-u -L 5000' '-T -P 81' '-s 100' '-s 0' '-B 300' '-Q 16' \
		'-f 2' '-f 4' '-f 6' '-m 2' '-m 4' '-m 1' '-f 2 -m 3' '-U 1' '-Z 1' '-M 5' \
		'-I r1' '-c 1' '-c 11'; do
		same "by $m: $a" -n $twice -r $m "$a"
	done
done
for f in $formats; do
	same "settings: $f" $twice -n $f -s 100 -Q 184 -B 7 "$SERVER4"
	same "settings: $f -B 300" $twice -n $f -B 300 -Q 256 "$SERVER4"
	same "the host as it was typed: $f" $twice $f 127.1
	[ "$f" = -l ] || same "two hosts: $f" $twice -n $f "$SERVER4" 127.0.0.1
	same "one round: $f" $quick -n -c1 $f "$SERVER4"
	same "no round: $f" $quick -c0 $f "$SERVER4"
	same "ten rounds: $f" $quick -n $f "$SERVER4"
	for i in 0 1 2 3 4; do
		same "no server to ask for information $i: $f" $twice -n $f -y $i "$SERVER4"
	done
	for o in '  ' ' L' 'L  S' 'N' 'SS' 'D' 'R' 'IL' 'GV' 'JMXI'; do
		same "columns '$o': $f" $twice -n $f -o "$o" "$SERVER4"
	done
done
for a in client.lab localhost 127.0.0.1 ::1; do
	same "at home: $a" $twice -w $a
done
same 'on a terminal' -t $twice -r "$SERVER4"
same 'on a terminal, JSON' -t $twice -j "$SERVER4"
for f in -r -C -j; do
	same -x "a full disk: $f" "exec mtr -n $twice $f $SERVER4 >/dev/full"
done
same 'interrupted' -s '.4 INT' -r -n "$SERVER4"
same 'terminated' -s '.4 TERM' -r -n "$SERVER4"
same 'hung up' -s '.4 HUP' -j -n "$SERVER4"

# Hosts with names of every length.
hostnames() {
	for n in a abcdefghijklmnopqrstuvwxyz1 abcdefghijklmnopqrstuvwxyz12 \
		abcdefghijklmnopqrstuvwxyz-1234567890-abcdefghijklmnopqrstuvwxyz; do
		for o in -r -w '-r -z' '-w -z' '-w -y1' -x; do
			same -x "this host is $n: $o" "unshare -u sh -c 'hostname $n &&
				exec mtr -n $twice $o $SERVER4'"
		done
	done
}
command -v unshare >/dev/null && hostnames

# Split: a line for each hop that changed. Its standard input stays open.
split() {
	same -x "split: $*" "sleep 4 | timeout 4 mtr -p $twice $*"
}
split -n "$SERVER4"
split "$SERVER4"
split -b "$SERVER4"
split -z -e -o L "$SERVER6"
{
	echo '# At the end of its input it spins, and shows nothing any more.'
	echo "|1 $R1 0 2 2 T T T"
	echo "|2 198.18.2.2 0 2 2 T T T"
	echo "|3 198.18.3.2 0 2 2 T T T"
	echo "|4 $SERVER4 0 2 2 T T T"
	echo '= 0'
} >want
ours 'split, without input' -p -n $twice "$SERVER4" <want

# Raw: in one hop nothing comes twice.
{
	cat <<-W
		# It tells each address twice.
		|x 3 SEQ
		|h 3 $SERVER4
		|p 3 T SEQ
		|x 3 SEQ
		|p 3 T SEQ
		= 0
	W
} >want
but 'raw lines of one hop' -l -n -f4 -m4 $twice "$SERVER4" <want

# Information of the addresses.
as='txt:64500 | 198.18.0.0/15 | US | arin | 2001-02-03'
information() {
	for i in 0 1 2 3 4; do
		for f in $formats; do
			same "information $i: $f" $twice -G1 $f -y $i "$SERVER4"
		done
		same "information $i, IPv6" $twice -G1 -w -y $i "$SERVER6"
	done
	same 'information -z' $twice -G1 -r -z "$SERVER4"
}
dns_server client "as:$R1=$as" \
	as:198.18.3.2='txt:65536 | 198.18.3.0/24 | CH | ripencc | 1999-12-31' \
	as:198.18.2.2=nxdomain "as:$SERVER4=txt:1 | 198.0.0.0/8 | DE | apnic | " \
	as:2001:db8:1::2='txt:64501 | 2001:db8:1::/48 | ZZ | lacnic | 2010-10-10' \
	as:2001:db8:2::2=empty as:2001:db8:3::2=servfail \
	as:2001:db8:4::2='txt:64502 | 2001:db8::/32 | | afrinic | 2011-11-11' \
	198.18.2.2=name:router2.example 2001:db8:3::2=name:router3.example || exit
information
same 'names of a server' $twice -G1 -r "$SERVER4"
same 'names of a server, and addresses' $twice -G1 -w -b "$SERVER6"
same 'names of a server: -l' $twice -G1 -l -f2 -m3 -c5 "$SERVER4"
dns_server client "as:$R1=txt:64500 64501 | 198.18.0.0/15 | US | arin | 2001-02-03" \
	198.18.2.2=name:router2.example as:198.18.3.2=txt: \
	"as:$SERVER4=txt:64503 | 198.18.0.0/15 | US | arin | 2001-02-03" || exit
{
	start 'It runs on into the name what is too long, and tells of empty texts in the report.'
	narrow
	printf '|%-33s  0.0%%     2  %s\n' '  1. AS64500 64501 r1.lab' "$times"
	printf '|%-33s  0.0%%     2  %s\n' '  2. AS???    router2.example' "$times"
	printf '|%-33s  0.0%%     2  %s\n' '  3. AS???    198.18.3.2' "$times"
	printf '|%-33s  0.0%%     2  %s\n' '  4. AS64503  server.lab' "$times"
	echo '= 0'
} >want
but 'information that is long, or none' $twice -G1 -z -r server4.lab <want
dns_stop

# What a simulated path tells.
path -T 3000 -n 5 -d 2ms hop=2,mpls=100 hop=3,mpls=16000/3/1:299776/0/255 hop=4,silent
for f in $formats; do
	same "a silent hop: $f" $twice -n $f target.lab
	same "a silent hop, names: $f" $twice -4 -f3 $f -o $all target.lab
done
for f in -C -x -j -l; do
	same "labels do not stand in $f" $twice -n -e $f 203.0.113.7
done
{
	start 'It shows labels only with -z, and their S as a raw byte.'
	narrow
	row 1 198.19.1.1 2
	row 2 198.19.2.1 2
	echo '|       [MPLS: Lbl 100 TC 0 S 1 TTL 1]'
	row 3 198.19.3.1 2
	echo '|       [MPLS: Lbl 16000 TC 3 S 0 TTL 1]'
	echo '|       [MPLS: Lbl 299776 TC 0 S 1 TTL 255]'
	silent 4 2
	row 5 203.0.113.7 2
	echo '= 0'
} >want
but 'labels' $twice -n -e -r 203.0.113.7 <want
same -d 's/ S ^Au / S 1 /' 'labels and information' $twice -n -e -z -r -m2 203.0.113.7
same -d 's/ S ^Au / S 1 /' 'labels and information, IPv6' $twice -n -e -y3 -w -m2 -6 target.lab
{
	start 'It writes what it is given.'
	narrow
	row 1 198.19.1.1 1
	row 2 'evil\033[31m\007.lab' 1
	row 3 198.19.3.1 1
	silent 4 1
	row 5 target.lab 1
	echo '= 0'
} >want
but 'a hostile name' $quick -c1 -r 203.0.113.7 <want

# Who is silent, and how far it goes.
path -T 3000 -n 12 -d 1ms hop=3-8,silent
for f in $formats; do
	same "six silent hops: $f" $twice -n $f target.lab
	same "no hop answers: $f" $twice -n $f -f 3 -m 5 203.0.113.7
	same "one hop answers: $f" $twice -n $f -f 2 -m 5 203.0.113.7
done
for o in '-m 5' '-m 3' '-m 2' '-m 8' '-m 9' '-m 10' '-f 3' '-f 9' '-f 12' '-f 14' '-U 7' '-U 1' \
	'-U 2' '-U 0' '-f 12 -m 12' '-f 11 -m 11' '-f 20'; do
	same "six silent hops: $o" $twice -n -r $o target.lab
done
path -n 3 -d 1ms target,dark
for o in '' '-m 5' '-m 2' '-m 3' '-U 3' '-u' '-T' '-f 3'; do
	same "a dark target: $o" $twice -n -r $o target.lab
done
path -n 3 -d 1ms all,silent target,dark
for f in -r -w -C -x -j; do
	same "darkness: $f" $twice -n $f target.lab
done

# Several routers of one hop.
path -T 3000 -n 5 -d 1ms hop=2,ways=2,spray hop=3,ways=3,spray
many="$quick -n -c20"
for f in -r -w -C -x -j -l; do
	same "parallel routers: $f" $many $f 203.0.113.7
done
same -d '/^|        198/d' 'parallel routers and information' $many -o L -r -z 203.0.113.7
same -d '/^|        198/d' 'parallel routers and information, wide' $many -o L -w -y1 203.0.113.7

# Loss and refusal.
path -T 3000 -n 4 -d 1ms hop=2,rate=1,burst=2
for f in -r -C -j -l; do
	same -p 'sleep 2.1' "a limit: $f" $quick -n -c5 $f -o LSDR 203.0.113.7
done
path -n 4 -d 1ms hop=3,drop
for o in '' '-m 5' -u -T; do
	same "all is lost from hop 3 on: $o" $twice -n -r $o 203.0.113.7
done
path -n 4 -d 1ms hop=2,times=5 target,copies=3
for f in $formats; do
	same "answers come several times: $f" $twice -n $f 203.0.113.7
done
path -n 4 -d 1ms hop=3,reject=3/1,reject6=1/3
for m in '' -u -T; do
	for c in -4 -6; do
		same "a hop that refuses: $m $c" $twice -n -r $m $c target.lab
	done
done
path -n 6 -d 1ms hop=3,loop=2
same 'a loop' $twice -n -r -m 9 203.0.113.7
path -n 4 -d 1ms hop=2,dnat
{
	start 'It takes for the target who has its address.'
	narrow
	row 1 198.19.1.1 2
	row 2 203.0.113.7 2
	row 3 198.19.3.1 2
	row 4 203.0.113.7 2
	echo '= 0'
} >want
but "a hop that takes the target's address" $twice -n -r 203.0.113.7 <want
path -n 3 -d 1ms target,tcp=80
for a in 203.0.113.7 '-6 target.lab'; do
	same "an open port: $a" $twice -n -r -T $a
	same "a closed port: $a" $twice -n -r -T -P 81 $a
done
path -n 1 target,delay=600ms,rdelay=600ms
for f in -r -w '-r -oLNS' '-r -oN'; do
	same "times of more than a second: $f" -n $f -c1 -i.1 -G3 203.0.113.7
done
same 'times of more than a second: -C' -n -C -c1 -i.1 -G3 203.0.113.7
same 'times of more than a second: -x' -n -x -c1 -i.1 -G3 203.0.113.7
same 'no answer in time' -n -r -c1 -i.1 -G.3 203.0.113.7

# Names in XML.
lab_node quoted && lab_sim quoted -n 2 && lab_etc quoted hosts <<-'EOT' || exit
	198.19.1.1 a<b>&"c'd
	203.0.113.7 e,f.lab
EOT
echo 'nameserver 127.0.0.1' | lab_etc quoted resolv.conf
diff_at quoted
{
	cat <<W
# It writes what it is given, which is not XML.
|<?xml version="1.0"?>
|<MTR SRC="$host" DST="203.0.113.7" TOS="0x0" PSIZE="64" BITPATTERN="0x00" TESTS="1">
|    <HUB COUNT="1" HOST="a&lt;b&gt;&amp;&quot;c'd">
|        <Snt>     1</Snt>
|    </HUB>
|    <HUB COUNT="2" HOST="e,f.lab">
|        <Snt>     1</Snt>
|    </HUB>
|</MTR>
= 0
W
} >want
but 'XML' $quick -c1 -x -o S 203.0.113.7 <want
same 'JSON' $quick -c1 -j -o S 203.0.113.7

finish
