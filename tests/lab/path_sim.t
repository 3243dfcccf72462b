#!/bin/sh
# tracepath and traceroute on simulated paths, whose truth is known: what they show is exactly that.
# shellcheck disable=SC2317 # what the test bodies call is called by eval
. "${0%/*}/../tap.sh"
need_root
need_tool ip
. "$TOP/tests/lab/lab.sh"
json=$BUILD/tests/lab/jsonlines
[ -x "$LAB_PATHSIM" ] || skip_all "not built: $LAB_PATHSIM"
[ -x "$json" ] || skip_all "not built: $json"
[ -x "$BIN/tracepath" ] || skip_all "not built: $BIN/tracepath"
lab_new || exit
mkdir "$tap_dir/bin" && ln -s "$BIN/tracepath" "$tap_dir/bin/tracepath" &&
	ln -s "$BIN/tracepath" "$tap_dir/bin/traceroute" || exit

T4=$(lab_target) T6=$(lab_target 6)

# sim ARGUMENTS...: what follows runs on this path. A tun device needs two seconds to go away, so
# each is a node of its own until the end.
sims=0
sim() {
	sims=$((sims + 1)) node=sim$sims
	lab_node "$node" && lab_sim "$node" -l "$tap_dir/log$sims" "$@" || exit
}

# run COMMAND...: bounded, so that a run without end is a failure
run() {
	lab_in "$node" timeout 15 env PATH="$tap_dir/bin:$PATH" "$@"
}

# Both families alike, without times and what is the same in all runs: traceroute's header,
# tracepath's first line.
alike() {
	sed -E -e 's/2001:db8:a:([0-9]+)::([0-9]+)/198.19.\1.\2/g' \
		-e 's/2001:db8:b::1/203.0.113.1/g' \
		-e 's/[0-9]+\.[0-9]{3} ms/T/g' -e 's/ +[0-9]+\.[0-9]{3}ms/  T/' -e 's/ +$//' \
		-e '1{/^(traceroute to | 1\?: \[LOCALHOST\])/d' -e '}'
}

# sees PROGRAM ARGUMENT...: what is shown is the file want
sees() {
	run "$@" -n >out 2>err
	rc=$?
	alike <out >seen
	diff -U 20 "$tap_dir/want" seen && [ ! -s err ] && [ $rc = 0 ] && return
	echo "$*: status $rc"
	cat err
	return 1
}

# lines PROGRAM ARGUMENT...: JSON lines, the same number of hops in the same order
lines() {
	if ! run "$@" -n --json >out 2>err || [ -s err ] || ! "$json" <out >seen; then
		echo "$* --json: not so"
		cat out err
		return 1
	fi
	sed -nE 's/^ ?([0-9]+):? .*/\1/p' "$tap_dir/want" | uniq >hops
	sed -nE 's/.*event="hop"	hop=([0-9]+)	.*/\1/p' seen | diff -U 20 hops -
}

# route TITLE [ARGUMENT...] <WANT: traceroute shows that in each family, by each method
route() {
	title=$1
	shift
	cat >"$tap_dir/want"
	t "traceroute: $title" 'shift 2 && for to in $T4 $T6; do
		for how in "" -I -T; do
			sees traceroute $how "$@" $to && lines traceroute $how "$@" $to || exit
		done
	done' "$@"
}

# path TITLE [ARGUMENT...] <WANT: likewise tracepath
path() {
	title=$1
	shift
	cat >"$tap_dir/want"
	t "tracepath: $title" 'shift 2 && for to in $T4 $T6; do
		sees tracepath "$@" $to && lines tracepath "$@" $to || exit
	done' "$@"
}

# several ways: one flow takes one of them, whichever it is
for ways in 2 4 16; do
	sim -n 6 "hop=2-4,ways=$ways"
	t "traceroute: one way of $ways" 'for to in $T4 $T6; do
		for how in "" -I -T; do
			run traceroute -n $how -q 5 $to >out && alike <out >seen || exit
			cat seen
			way=$(sed -nE "s/^ 2  198\.19\.2\.([0-9]+) .*/\1/p" seen)
			[ "$way" ] && [ "$way" -ge 1 ] && [ "$way" -le '$ways' ] &&
			diff -U 20 - seen <<-EOT || exit
				 1  198.19.1.1  T  T  T  T  T
				 2  198.19.2.$way  T  T  T  T  T
				 3  198.19.3.$way  T  T  T  T  T
				 4  198.19.4.$way  T  T  T  T  T
				 5  198.19.5.1  T  T  T  T  T
				 6  203.0.113.1  T  T  T  T  T
			EOT
		done
	done'
	t "tracepath: one way of $ways" 'for to in $T4 $T6; do
		run tracepath -n $to >out && alike <out >seen || exit
		cat seen
		way=$(sed -nE "s/^ 2:  198\.19\.2\.([0-9]+) .*/\1/p" seen)
		[ "$way" ] && diff -U 20 - seen <<-EOT || exit
			 1:  198.19.1.1  T
			 2:  198.19.2.$way  T
			 3:  198.19.3.$way  T
			 4:  198.19.4.$way  T
			 5:  198.19.5.1  T
			 6:  203.0.113.1  T reached
			     Resume: pmtu 1500 hops 6 back 6
		EOT
	done'
done
t 'the classic ports take many of 16 ways' '
	for how in "-p 33434" "-p 40000"; do
		for to in $T4 $T6; do
			run traceroute -n $how -q 10 -N 10 -f 2 -m 2 $to | tee out
			alike <out | grep -Eo "198\.19\.2\.[0-9]+" | sort -u >seen
			[ "$(wc -l <seen)" -ge 3 ] || exit
		done
	done'
sim -n 3 hop=2,ways=4,spray
t 'a router that sprays: all addresses on one line, each before its times' '
	for to in $T4 $T6; do
		run traceroute -n -q 10 -N 10 -f 2 -m 2 $to | alike | tee out
		grep -Eq "^ 2(  ?198\.19\.2\.[1-4](  T)+)+$" out &&
		[ "$(grep -Eo "198\.19\.2\.[0-9]+" out | sort -u | wc -l)" -ge 2 ] || exit
	done'

sim -n 4 hop=2,mpls=1000/0/1:1048575/7/255 hop=3,mpls=16/3/2,legacy
route 'labels' -e <<'W'
 1  198.19.1.1  T  T  T
 2  198.19.2.1 <MPLS:L=1000,E=0,S=0,T=1/L=1048575,E=7,S=1,T=255>  T  T  T
 3  198.19.3.1 <MPLS:L=16,E=3,S=1,T=2>  T  T  T
 4  203.0.113.1  T  T  T
W
path 'labels are not its thing' <<'W'
 1:  198.19.1.1  T
 2:  198.19.2.1  T
 3:  198.19.3.1  T
 4:  203.0.113.1  T reached
     Resume: pmtu 1500 hops 4 back 4
W

for family in 4 6; do
	to=$(lab_target $family)
	sim -n 4 hop=2,rate=1
	cat >"$tap_dir/want" <<-'W'
		 1  198.19.1.1  T  T  T
		 2  198.19.2.1  T * *
		 3  198.19.3.1  T  T  T
		 4  203.0.113.1  T  T  T
	W
	t "traceroute: a router that answers once a second, IPv$family" 'sees traceroute $to'
	sim -n 4 hop=2,rate=1
	cat >"$tap_dir/want" <<-'W'
		 1:  198.19.1.1  T
		 2:  198.19.2.1  T
		 3:  198.19.3.1  T
		 4:  203.0.113.1  T reached
		     Resume: pmtu 1500 hops 4 back 4
	W
	t "tracepath: a router that answers once a second, IPv$family" 'sees tracepath $to'
done

sim -n 7 hop=2,silent hop=4-5,silent
route 'silent hops' <<'W'
 1  198.19.1.1  T  T  T
 2  * * *
 3  198.19.3.1  T  T  T
 4  * * *
 5  * * *
 6  198.19.6.1  T  T  T
 7  203.0.113.1  T  T  T
W
path 'silent hops' <<'W'
 1:  198.19.1.1  T
 2:  no reply
 3:  198.19.3.1  T
 4:  no reply
 5:  no reply
 6:  198.19.6.1  T
 7:  203.0.113.1  T reached
     Resume: pmtu 1500 hops 7 back 7
W
sim -n 3 hop=1-2,silent
route 'nobody but the target' <<'W'
 1  * * *
 2  * * *
 3  203.0.113.1  T  T  T
W
path 'nobody but the target' <<'W'
 1:  no reply
 2:  no reply
 3:  203.0.113.1  T reached
     Resume: pmtu 1500 hops 3 back 3
W

sim -n 5 hop=3,loop=2
route 'a loop' -m 7 <<'W'
 1  198.19.1.1  T  T  T
 2  198.19.2.1  T  T  T
 3  198.19.3.1  T  T  T
 4  198.19.2.1  T  T  T
 5  198.19.3.1  T  T  T
 6  198.19.2.1  T  T  T
 7  198.19.3.1  T  T  T
W
path 'a loop' -m 7 <<'W'
 1:  198.19.1.1  T
 2:  198.19.2.1  T
 3:  198.19.3.1  T
 4:  198.19.2.1  T asymm  2
 5:  198.19.3.1  T asymm  3
 6:  198.19.2.1  T asymm  2
 7:  198.19.3.1  T asymm  3
     Too many hops: pmtu 1500
     Resume: pmtu 1500
W

sim -n 5 hop=3-4,dnat
route 'routers that speak as the target' <<'W'
 1  198.19.1.1  T  T  T
 2  198.19.2.1  T  T  T
 3  203.0.113.1  T  T  T
 4  203.0.113.1  T  T  T
 5  203.0.113.1  T  T  T
W
path 'routers that speak as the target' <<'W'
 1:  198.19.1.1  T
 2:  198.19.2.1  T
 3:  203.0.113.1  T
 4:  203.0.113.1  T
 5:  203.0.113.1  T reached
     Resume: pmtu 1500 hops 5 back 5
W
sim -n 5 hop=3,reject=3/13,reject6=1/1
route 'a router that lets nothing pass' <<'W'
 1  198.19.1.1  T  T  T
 2  198.19.2.1  T  T  T
 3  198.19.3.1  T !X  T !X  T !X
W
path 'a router that lets nothing pass' <<'W'
 1:  198.19.1.1  T
 2:  198.19.2.1  T
 3:  198.19.3.1  T !A
     Resume: pmtu 1500
W

sim -n 5 hop=2,asym=3 hop=4,ttl=64,asym=1
route 'another way back' --back <<'W'
 1  198.19.1.1  T  T  T
 2  198.19.2.1 '-5'  T  T  T
 3  198.19.3.1  T  T  T
 4  198.19.4.1 '-5'  T  T  T
 5  203.0.113.1  T  T  T
W
path 'another way back' <<'W'
 1:  198.19.1.1  T
 2:  198.19.2.1  T asymm  5
 3:  198.19.3.1  T
 4:  198.19.4.1  T asymm  5
 5:  203.0.113.1  T reached
     Resume: pmtu 1500 hops 5 back 5
W

cat >"$tap_dir/five" <<'W'
 1  198.19.1.1  T  T  T
 2  198.19.2.1  T  T  T
 3  198.19.3.1  T  T  T
 4  198.19.4.1  T  T  T
 5  203.0.113.1  T  T  T
W
cat >"$tap_dir/path_five" <<'W'
 1:  198.19.1.1  T
 2:  198.19.2.1  T
 3:  198.19.3.1  T
 4:  198.19.4.1  T
 5:  203.0.113.1  T reached
     Resume: pmtu 1500 hops 5 back 5
W
for how in hop=2-4,reorder=0.5,rreorder=0.5,gap=30ms hop=2-3,dup=1,rdup=1 hop=3,times=20 \
	target,times=20 hop=1-5,qttl=17 hop=1-5,qttl=0 hop=3,quote=48 hop=2,legacy \
	all,delay=2ms,jitter=5ms; do
	sim -n 5 "$how"
	route "$how" <"$tap_dir/five"
	path "$how" <"$tap_dir/path_five"
done
sim -n 5 hop=3,times=1000
# The socket has room for some hundreds, so what comes behind them may be lost, but not be wrong.
no_lie() {
	awk '
		{
			hop = $1
			gsub(/ (T|\*)/, "")
			if (NF == 2 && $2 == (hop < 5 ? "198.19." hop ".1" : "203.0.113.1"))
				n++
			else if (NF != 1)
				exit wrong = 1
		}
		END { exit wrong || n < 3 }'
}
t 'traceroute: a router that sends a thousand answers' 'for to in $T4 $T6; do
	for how in "" -I -T; do
		run traceroute -n $how $to >out 2>err || exit
		cat out err
		[ ! -s err ] && alike <out | no_lie || exit
	done
done'
path 'a router that sends a thousand answers' <"$tap_dir/path_five"
sim -n 5 hop=3,alien
sed 's/^ 3 .*/ 3  * * */' "$tap_dir/five" >"$tap_dir/alien"
route 'a router that quotes what nobody sent' <"$tap_dir/alien"
sed 's/^ 3: .*/ 3:  no reply/' "$tap_dir/path_five" >"$tap_dir/alien"
path 'a router that quotes what nobody sent' <"$tap_dir/alien"

sim -n 5 target,dark
dark=$(seq -f '%2g  * * *' 5 30)
{
	sed 4q "$tap_dir/five"
	echo "$dark"
} >"$tap_dir/dark"
t 'traceroute: a dark host' 'cp "$tap_dir/dark" "$tap_dir/want" &&
	sees traceroute $T4 && sees traceroute -I $T6 && sees traceroute -T $T4 &&
	lines traceroute $T6'
{
	sed 4q "$tap_dir/path_five"
	echo "$dark" | sed 's/  .*/:  no reply/'
	printf '     Too many hops: pmtu 1500\n     Resume: pmtu 1500\n'
} >"$tap_dir/dark_path"
t 'tracepath: a dark host' 'cp "$tap_dir/dark_path" "$tap_dir/want" &&
	sees tracepath $T4 && sees tracepath $T6 && lines tracepath $T6'

sim -n 5 hop=2,mtu=1400 hop=4,mtu=1300
cat >"$tap_dir/want" <<'W'
 1  198.19.1.1  T F=1500  T  T
 2  198.19.2.1  T  T  T
 3  198.19.3.1  T F=1400  T  T
 4  198.19.4.1  T  T  T
 5  203.0.113.1  T F=1300  T  T
W
t 'traceroute --mtu: narrow links' 'for to in $T4 $T6; do
	for how in "" -I; do
		sees traceroute $how --mtu $to && lines traceroute $how --mtu $to || exit
	done
done'
path 'narrow links' <<'W'
 1:  198.19.1.1  T
 2:  198.19.2.1  T
 3:  198.19.2.1  T pmtu 1400
 3:  198.19.3.1  T
 4:  198.19.4.1  T
 5:  198.19.4.1  T pmtu 1300
 5:  203.0.113.1  T reached
     Resume: pmtu 1300 hops 5 back 5
W
t 'JSON lines name who made the path narrow' '
	run tracepath -n --json $T4 | "$json" | tee out &&
	grep "hop=3.*mtu_bytes=1400	mtu_from=\"198.19.2.1\"" out &&
	grep "hop=5.*mtu_bytes=1300	mtu_from=\"198.19.4.1\"" out && ! grep "hop=4	mtu" out &&
	grep "event=\"end\".*pmtu_bytes=1300" out'

sim -n 5 target,dark
for program in tracepath traceroute; do
	for signal in INT TERM; do
		t "$program: $signal leaves what is known, and whole JSON lines" '
			run timeout -s '$signal' 0.5 '$program' -n $T4 >out; cat out
			[ "$(alike <out | grep -c "^ [1-4]:\{0,1\}  198\.19\.[1-4]\.1  T")" = 4 ] &&
			run timeout -s '$signal' 0.5 '$program' -n --json $T4 >out; cat out
			"$json" <out | tee seen && [ "$(grep -c "event=\"hop\"" seen)" -ge 4 ] &&
			tail -n 1 seen | grep "event=\"end\".*interrupted=true"'
	done
done

# A device that is down keeps its IPv4 address, but no route.
down_and_up() {
	sleep 0.5
	lab_ip "$node" link set sim0 down
	sleep 0.5
	lab_ip "$node" link set sim0 up && lab_ip "$node" route add 203.0.113.0/24 dev sim0
}
t 'the network goes away' '
	for how in "" -I -T; do
		down_and_up &
		run traceroute -n $how -z 0.2 $T4 >out 2>err
		rc=$?
		wait
		cat out err
		[ $rc = 1 ] && grep "^ 1  198.19.1.1 " out &&
		grep "send: Network is unreachable" err || exit
	done'

finish
