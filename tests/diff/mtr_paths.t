#!/bin/sh
# mtr's reports of paths that are not as they should be, and of hosts and names of every length.
# shellcheck disable=SC2086 # options and operands are words
# shellcheck disable=SC2034 # path_lab.sh uses path_tool
. "${0%/*}/../tap.sh"
path_tool=mtr
. "$TOP/tests/diff/path_lab.sh"
. "$TOP/tests/lab/dns.sh"

all=LSDRNBAWVGJMXI
host=$(uname -n)
quick='-i.02 -G.1'
twice="$quick -c2"
formats='-r -w -x -j'

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

# Hosts with names of every length.
hostnames() {
	for n in a abcdefghijklmnopqrstuvwxyz1 abcdefghijklmnopqrstuvwxyz12 \
		abcdefghijklmnopqrstuvwxyz-1234567890-abcdefghijklmnopqrstuvwxyz; do
		for o in -r -w '-r -z' '-w -y1'; do
			same -x "this host is $n: $o" "unshare -u sh -c 'hostname $n &&
				exec mtr -n $twice $o $SERVER4'"
		done
	done
}
command -v unshare >/dev/null && hostnames

# Split output, and raw output: in one hop nothing comes twice.
{
	echo '# At the end of its input it spins, and shows nothing any more.'
	echo "|1 $R1 0 2 2 T T T"
	echo "|2 198.18.2.2 0 2 2 T T T"
	echo "|3 198.18.3.2 0 2 2 T T T"
	echo "|4 $SERVER4 0 2 2 T T T"
	echo '= 0'
} >want
ours 'split, without input' -p -n $twice "$SERVER4" <want

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
but 'information that is long, or none' $twice -G.3 -z -r server4.lab <want
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
for o in '-m 5' '-m 3' '-m 2' '-m 8' '-m 9' '-m 10' '-f 3' '-f 9' '-f 12' '-f 14' \
	'-U 7 -i.1' '-U 1' '-U 2' '-U 0' '-f 12 -m 12' '-f 11 -m 11' '-f 20'; do
	same "six silent hops: $o" $twice -n -r $o target.lab
done
path -n 3 -d 1ms target,dark
for o in '' '-m 5' '-m 2' '-m 3' '-U 3' '-u' '-T' '-f 3'; do
	same "a dark target: $o" $twice -n -r $o target.lab
done
path -n 3 -d 1ms all,silent target,dark
for f in $formats; do
	same "darkness: $f" $twice -n $f target.lab
done

# Several routers of one hop.
path -T 3000 -n 5 -d 1ms hop=2,ways=2,spray hop=3,ways=3,spray
many="$quick -i.01 -n -c20"
for f in $formats; do
	same "parallel routers: $f" $many $f 203.0.113.7
done
same -d '/^|        198/d' 'parallel routers and information' $many -o L -r -z 203.0.113.7
same -d '/^|        198/d' 'parallel routers and information, wide' $many -o L -w -y1 203.0.113.7

# Loss and refusal.
path -T 3000 -n 4 -d 1ms hop=2,rate=1,burst=2
same -p 'sleep 2.1' 'a limit' $quick -n -c5 -r -o LSDR 203.0.113.7
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
for f in -r '-r -oN' -x; do
	same "times of more than a second: $f" -n $f -c1 -i.02 -G1.4 203.0.113.7
done
same 'no answer in time' -n -r $quick -c1 203.0.113.7

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
