#!/bin/sh
# mtr's live screen under tmux: what is seen is what mtr-tiny shows, but for what is said here.
# shellcheck disable=SC2016,SC2317 # what runs in the terminal, and what test bodies call by eval
. "${0%/*}/../tap.sh"
need_root
need_tool ip tmux
. "$TOP/tests/lab/lab.sh"
[ -x "$LAB_PATHSIM" ] || skip_all "not built: $LAB_PATHSIM"
[ -x "$BIN/tracepath" ] || skip_all "not built: $BIN/tracepath"
command -v mtr >/dev/null && oracle=mtr || oracle=
mkdir "$tap_dir/bin" && ln -s "$BIN/tracepath" "$tap_dir/bin/mtr" || exit
ours=$tap_dir/bin/mtr

lab_new && lab_node path && lab_etc path hosts <<-EOT || exit
	127.0.0.1 localhost
	203.0.113.1 target.lab
	198.19.2.1 r2.lab
	198.19.5.1 a-long-name-of-a-router-in-a-rack-in-a-hall.provider.lab
EOT
echo 'nameserver 127.0.0.1' | lab_etc path resolv.conf &&
	lab_sim path -n 7 -d 5ms -l "$tap_dir/log" hop=4,silent hop=5,mpls=16001/2/1:24005/0/254 ||
	exit
lab_node wall && lab_etc wall hosts <<-EOT || exit
	127.0.0.1 localhost
	203.0.113.1 target.lab
	198.19.2.1 $(printf 'evil\033[31m\007r2.lab')
EOT
lab_sim wall -n 5 -d 1ms hop=3,reject=3/1 hop=1,ways=4,spray || exit

# tm COMMAND...: a server of our own, whose windows stay when what ran in them has ended
TMUX_TMPDIR=$tap_dir
export TMUX_TMPDIR
unset TMUX
cat >"$tap_dir/tmux.conf" <<-'EOT'
	set -s exit-empty off
	set -g status off
	set -g escape-time 0
	set -g remain-on-exit on
EOT
tm() {
	tmux -u -L rungs -f "$tap_dir/tmux.conf" "$@"
}
at_exit 'tm kill-server 2>/dev/null'

# In a node, as lab_in, but as a program of its own.
cat >"$tap_dir/within" <<-EOT
	#!/bin/sh
	node=\$1
	shift
	exec ip netns exec "${lab_prefix}\$node" sh -c 'for file in "\$1"/*; do
			[ ! -e "\$file" ] || mount --bind "\$file" "/etc/\${file##*/}" || exit
		done
		shift && exec "\$@"' sh "$lab_dir/etc/\$node" "\$@"
EOT
chmod 755 "$tap_dir/within"

# screen NAME NODE COLUMNSxROWS COMMAND...: the command on a terminal of that size; behind it, the
# file NAME.rc has its status, and NAME.stty what it made of the terminal's modes. A program that
# looks for leaks when it ends, and loses its terminal then, never ends: the SIGCONT that comes with
# that undoes the stop that the look waits for. So it looks only with LEAKS=1.
screen() {
	name=$1 node=$2 x=${3%x*} y=${3#*x}
	shift 3
	tm kill-session -t "=$name" 2>/dev/null
	rm -f "$tap_dir/$name".*
	tm new-session -d -s "$name" -x "$x" -y "$y" "cd '$tap_dir' && stty -g >$name.before
		ASAN_OPTIONS=detect_leaks=${LEAKS:-0} '$tap_dir/within' $node $*
		echo \$? >$name.rc.new
		[ \"\$(stty -g)\" = \"\$(cat $name.before)\" ] && echo same >$name.stty
		mv $name.rc.new $name.rc"
}

# shown NAME: what stands there now; attributes NAME: likewise, with the codes that make it so
shown() {
	tm capture-pane -p -t "=$1:" | sed 's/ *$//'
}
attributes() {
	tm capture-pane -e -p -t "=$1:"
}

# soon COMMAND...: within half a minute; what is asked for takes more than lab_wait's 10 ms
soon() {
	for soon_pause in 0.05 0.05 0.1 0.1 0.1 0.2 0.2 0.3 0.5 0.5 1 1 1 2 3 5 5 10; do
		"$@" && return
		sleep "$soon_pause"
	done
	"$@"
}

# press NAME KEY...: one after the other, as a person would
press() {
	name=$1
	shift
	for key; do
		tm send-keys -t "=$name:" -- "$key" || return
	done
}
size() {
	tm resize-window -t "=$1:" -x "${2%x*}" -y "${2#*x}"
}

hides() {
	! sees "$@"
}
sees() {
	shown "$1" | grep -q -- "$2"
}
row() {
	shown "$1" | sed -n "$2p"
}
ended() {
	soon test -e "$tap_dir/$1.rc" && [ "$(cat "$tap_dir/$1.rc")" = "$2" ]
}

# What a screen shows, each character with how it looks: "<1 31>" stands before what is bold and
# red. Of a chart's row it is left whether there are marks, each in the colour that the scale has it
# in, or only probes that were lost: which mark it is, is a matter of a millisecond.
cat >"$tap_dir/look.awk" <<'EOT'
	function sgr(codes,    code, n, i) {
		n = split(codes, code, ";")
		for (i = 1; i <= (n ? n : 1); i++) {
			if (code[i] + 0 == 0)
				bold = colour = ""
			else if (code[i] == 1)
				bold = 1
			else if (code[i] >= 30 && code[i] <= 39)
				colour = code[i] == 39 ? "" : code[i]
		}
	}
	function is_mark(i) {
		return index(".123abc>", char[i]) && (look[i] == scale[char[i]] || !codes)
	}
	BEGIN {
		split(". 1 2 3 a b c >", mark, " ")
		split("-;32;1 32;1 33;1 35;35;31;1 31", how, ";")
		for (i = 1; i <= 8; i++)
			scale[mark[i]] = how[i] == "-" ? "" : how[i]
	}
	{
		n = last = 0
		for (s = $0; s != ""; s = substr(s, 2)) {
			while (match(s, /^\033\[[0-9;]*m/)) {
				sgr(substr(s, 3, RLENGTH - 3))
				s = substr(s, RLENGTH + 1)
				codes = 1
			}
			if (s == "")
				break
			char[++n] = substr(s, 1, 1)
			# how a blank looks is not to be seen
			if (char[n] == " ") {
				look[n] = look[n - 1]
				continue
			}
			look[n] = bold (bold && colour ? " " : "") colour
			last = n
		}
		if (match($0, /Last +[0-9]+ pings/))
			chart = RSTART - 1
		marks = ""
		if (chart && $0 ~ /^(\033\[[0-9;]*m)* ?[0-9]+\. /) {
			for (; last > chart; last--)
				if (is_mark(last))
					marks = "M"
				else if (char[last] == "?")
					marks = marks ? marks : "?"
				else if (char[last] != " ")
					marks = marks char[last]
			while (last && char[last] == " ")
				last--
		}
		line = now = ""
		for (i = 1; i <= last; i++) {
			if (look[i] != now)
				line = line "<" look[i] ">"
			now = look[i]
			line = line char[i]
		}
		print line (marks ? " " marks : "")
	}
EOT

# Without what differs from run to run: dates, times, counts. With -b, an address without a name is
# not told twice.
plain() {
	awk -f "$tap_dir/look.awk" | sed -E 's/20..-..-..T..:..:..[+-]..../DATE/
		/^(<[0-9 ]*>)? ?[0-9]+\. /{
			s/([0-9.]+) \(\1\)/\1/
			s/ +[0-9]+\.[0-9]?/ T/g
			s/ +[0-9]+( T|$)/ N\1/g
			s/ +[0-9]+( N|$)/ N\1/g
		}
		/Scale:/s/:[0-9]+ ms/:N ms/g'
}
same() {
	"$1" oracle | plain >want && "$1" ours | plain >seen && cmp -s want seen
}

# alike COLUMNSxROWS ARGUMENTS -- KEY...: both show the same; with LOOK=attributes, the same way.
# Three chances: keys that come while the other one is busy are lost to it at times.
alike() {
	for _ in 1 2 3; do
		shows_alike "$@" && return
	done
	diff -U 20 want seen
	return 1
}
shows_alike() {
	at=$1 args=
	shift
	while [ "$1" != -- ]; do args="$args $1" && shift; done
	shift
	screen oracle path "$at" "$oracle -i 0.2 $args" &&
		screen ours path "$at" "$ours -i 0.2 $args" || return
	for who in oracle ours; do
		soon sees "$who" '^ 7\. ' && press "$who" "$@" || return
	done
	for pause in 0 0.1 0.1 0.2 0.3 0.5 1 1 2 3; do
		sleep "$pause"
		same "${LOOK:-shown}" && return
	done
	return 1
}

# compare TITLE BODY: only where there is what to compare with
compare() {
	if [ -n "$oracle" ]; then
		t "$@"
	else
		skip "$1" 'needs mtr'
	fi
}

compare 'the table of hops' 'alike 80x24 -n 203.0.113.1 --'
compare 'the same letters are bold' 'LOOK=attributes && alike 80x24 -n 203.0.113.1 --'
compare 'names, and a name that is too long' 'alike 80x24 target.lab --
	sees ours "^ 2\. r2\.lab " && sees ours "^ 5\. a-long-name-of-a-router-in-a-rac  "'
compare 'a wide terminal' 'alike 132x40 target.lab --'
compare 'a narrow terminal' 'alike 73x20 -n 203.0.113.1 --'
compare 'names and addresses' 'alike 100x24 -b target.lab --'
compare 'labels' 'alike 80x24 -e -n 203.0.113.1 --
	sees ours "^    \[MPLS: Lbl 24005 TC 0 S 1 TTL 254\]$"'
compare 'what the key e changes' 'alike 80x24 -n 203.0.113.1 -- e &&
	alike 80x24 -n -e 203.0.113.1 -- e'
compare 'what the key n changes' 'alike 80x24 target.lab -- n && alike 80x24 target.lab -- n n'
compare 'what the key j changes' 'alike 80x24 -n 203.0.113.1 -- j &&
	alike 80x24 -n 203.0.113.1 -- j j && alike 80x24 -o "LSXI" -n 203.0.113.1 -- j'
compare 'columns by -o' 'alike 100x24 -o LSDRNBAWV -n 203.0.113.1 -- &&
	alike 100x24 -o "LSWGJMXI" -n 203.0.113.1 --'
compare 'AS numbers that nobody knows' 'alike 80x24 -n 203.0.113.1 -- z'
compare 'prefixes, countries, registries, dates that nobody knows' '
	for info in 0 1 2 3 4; do alike 80x24 -n -y $info 203.0.113.1 -- || exit; done'
compare 'what the key y changes' 'alike 80x24 -n 203.0.113.1 -- y &&
	alike 80x24 -n 203.0.113.1 -- y y'
compare 'marks' 'alike 80x24 -n 203.0.113.1 -- d && alike 80x24 --displaymode 1 target.lab --'
compare 'marks by round trip' 'LOOK=attributes && alike 80x24 -n 203.0.113.1 -- d d &&
	soon sees ours "^ 7\. .*>$" && alike 100x30 --displaymode 2 -n 203.0.113.1 --'
compare 'marks, behind AS numbers' 'alike 80x24 -n 203.0.113.1 -- z d d'
compare 'from marks back to the table' 'alike 80x24 -n 203.0.113.1 -- d d d'
compare 'scrolling' 'alike 80x24 -n 203.0.113.1 -- + && alike 80x24 -n 203.0.113.1 -- + -'

# pressed KEY: in both; question: it is the same, at the same place, with the same answer offered
pressed() {
	pace=0.2
	[ "$1" != i ] || pace=1
	screen oracle path 80x24 "$oracle -i $pace -n 203.0.113.1" &&
		screen ours path 80x24 "$ours -i $pace -n 203.0.113.1" || return
	for who in oracle ours; do
		soon sees "$who" '^ 7\. ' && press "$who" "$1" || return
	done
}
question() {
	for who in oracle ours; do
		row "$who" 3
		tm display-message -p -t "=$who:" '#{cursor_x} #{cursor_y}'
	done >all
	[ "$(head -n 2 all)" = "$(tail -n 2 all)" ] && grep -q ':' all
}
for key in o i s b Q f m F; do
	compare "what the key $key asks" 'pressed $key && { soon question || ! cat all; }'
done
compare 'all columns that can be asked for' 'alike 80x24 -n 203.0.113.1 -- o'
compare 'help tells of each key that there is' '
	pressed h && for who in oracle ours; do
		soon sees "$who" "^Command:" &&
			shown $who | sed -nE "s/^  (\?\|h|[a-zA-Z]) .*/\1/p" | sort >$who
	done
	# c does nothing there
	grep -v "^c$" oracle >want &&
	comm -23 want ours >missing && [ ! -s missing ] && [ -s want ]'

start() {
	tm kill-session -t =oracle 2>/dev/null
	screen ours "${NODE:-path}" "${1:-80x24}" "$ours -n ${2:-} 203.0.113.1" &&
		soon sees ours "^ ${3:-7}\. [0-9]"
}

t 'answers are taken' 'start &&
	press ours o l s w Enter && soon sees ours "^ Host  *Loss%   Snt  Wrst$" &&
	press ours i . 5 Enter i && soon sees ours "^Interval : 0\.5$" && press ours Enter &&
	press ours s 1 0 0 Enter s && soon sees ours "^Change Packet Size: 100$" &&
	press ours Enter b 2 5 5 Enter b && soon sees ours "^Ping Bit Pattern: 255$" &&
	press ours Enter b - 5 Enter b && soon sees ours "^Ping Bit Pattern: -1$" &&
	press ours Enter Q 0 x 1 0 Enter Q && soon sees ours "^Type of Service(tos): 16$" &&
	press ours Enter m 6 Enter f 3 Enter f && soon sees ours "^First TTL: 3$" &&
	press ours Enter m && soon sees ours "^Max TTL: 6$"'
# asks: a question stands there; offers TEXT: this one, with that answer
asks() {
	row ours 3 | grep -v '^Keys: ' | grep -q ':'
}
offers() {
	[ "$(row ours 3)" = "$1" ]
}
t 'what is no answer changes nothing' 'start &&
	for q in "i 0" "i -1" "i 1x" "i nan" "i 99999" "s 5000" "s 5" "s x" "b 256" "b x" \
		"Q 256" "Q -1" \
		"f 0" "f 31" "f -" "m 0" "m 256" "m 99999999999999999999" "o Z"; do
		press ours "${q% *}" && soon asks && row ours 3 >before &&
		tm send-keys -t "=ours:" -l -- "${q#* }" &&
		press ours Enter && soon sees ours "^Keys: " &&
		press ours "${q% *}" && soon offers "$(cat before)" &&
		press ours Enter && soon sees ours "^Keys: " || exit
	done'
t 'Escape and BackSpace at a question' 'start &&
	press ours i 7 8 BSpace && soon sees ours "^Interval : 7$" &&
	press ours Escape && soon sees ours "^Keys: " &&
	press ours i && soon sees ours "^Interval : 1$"'
t 'no more is typed than there are columns' 'start &&
	press ours o && tm send-keys -t "=ours:" -l LLLLLLLLLLLLLLLLLLLLLLLLLLLLLLSS &&
	soon sees ours "^Fields: L\{20\}$" &&
	press ours Enter && soon sees ours "^ Host  *Loss%\( Loss%\)*$"'
t 'names, although they were not asked for' 'screen ours path 80x24 "$ours -n target.lab" &&
	soon sees ours "^ 2\. 198" && press ours n && soon sees ours "^ 2\. r2.lab "'
t 'all that the key y goes through' 'start &&
	for text in "AS???    " "???                " "??? " "???     " "???        " ""; do
		press ours y && soon sees ours "^ 1\. ${text}198" || exit
	done && press ours z && soon sees ours "^ 1\. AS" && press ours z &&
	soon sees ours "^ 1\. 198"'
t 'keys of several characters are not taken for others' 'start &&
	press ours F1 Home End Left Right DC F12 IC S-F5 M-x Down Up p &&
	soon sees ours "^Keys: .*quit paused$" && sees ours "^ 1\. " &&
	! [ -e "$tap_dir/ours.rc" ]'
t 'arrows and the keys of pages scroll' 'start &&
	press ours Down && soon eval "! sees ours \"^ 5\\. \"" && press ours Up &&
	soon sees ours "^ 5\. " && press ours NPage &&
	soon eval "! sees ours \"^ 5\\. \"" && press ours PPage && soon sees ours "^ 5\. "'

# Probes that the first hop has had, as its row says.
count() {
	shown ours | sed -nE 's/^ 1\. .* [0-9]+\.[0-9]% +([0-9]+) .*/\1/p'
}
more_than() {
	[ "$(count)" -gt "$1" ]
}
less_than() {
	[ "$(count)" -lt "$1" ]
}
t 'r begins anew' 'start 80x24 "-i 0.1" && soon more_than 8 && press ours i . 5 Enter r &&
	soon less_than 4 && soon sees ours "^ 7\. [0-9]"'
# sends PROTOCOL: the newest packet on the path is one
sends() {
	sed -n 's/.* in hop=0 way=0 \([a-z0-9]*\) .*/\1/p' "$tap_dir/log" | tail -n 1 |
		grep -qx "$1"
}
t 'u and t: packets of another kind, and the numbers go on' 'start 80x24 "-i 0.2" &&
	for pair in u:udp u:icmp t:tcp u:udp t:tcp t:icmp; do
		before=$(count) && press ours ${pair%:*} && soon sends ${pair#*:} &&
		soon more_than $((before + 2)) || exit
	done && sees ours "^ 1\. .* 0\.0% " && sees ours "^ 7\. .* 0\.0% "'
t 'u and t in IPv6, in other sizes' 'screen ours path 80x24 "$ours -i 0.2 -n 2001:db8:b::1" &&
	for pair in u:udp t:tcp u:udp u:icmp6; do
		press ours ${pair%:*} && soon sends ${pair#*:} &&
		press ours s 2 0 0 Enter && soon sees ours "^ 7\. 2001:db8:b::1  *0\.0% " || exit
	done && tail -n 200 "$tap_dir/log" | grep -q " udp .*len=200 " &&
	soon eval "tail -n 20 \"\$tap_dir/log\" | grep -q \" icmp6 .*len=200 \""'
t 'sizes by chance' 'start 80x24 "-i 0.1 -s -300" && press ours s - 2 0 0 Enter s &&
	soon sees ours "^Change Packet Size: -200$" && press ours Enter && soon more_than 5 &&
	sed -nE "s/.* in hop=0 .* icmp .*len=([0-9]+) .*/\1/p" "$tap_dir/log" | tail -n 20 >sizes &&
	sort -u sizes >some && [ "$(wc -l <some)" -gt 10 ] &&
	awk "\$1 < 28 || \$1 > 200 { exit 1 }" sizes || { cat sizes; exit 1; }'
t 'who may not, is told' 'screen ours path 80x24 "setpriv --reuid 65534 --regid 65534 \
		--clear-groups --inh-caps=-all $ours -u -n 203.0.113.1" &&
	soon sees ours "^ 7\. " && press ours u &&
	soon sees ours "^socket: Permission denied " && sends udp &&
	press ours t && soon sees ours "^   *Packets  *Pings$" && soon sends tcp &&
	press ours u && soon sends udp'
compare 'other hops' 'alike 80x24 -n 203.0.113.1 -- f 3 Enter && ! sees ours "^ 2\." &&
	alike 80x24 -n 203.0.113.1 -- f 3 Enter f 1 Enter && sees ours "^ 2\." &&
	alike 80x24 -n 203.0.113.1 -- m 5 Enter && ! sees ours "^ 6\." &&
	alike 80x24 -n 203.0.113.1 -- m 5 Enter m 8 0 Enter && sees ours "^ 7\."'
restored() {
	[ "$(tm display-message -p -t =ours: '#{alternate_on}')" = 0 ]
}
t 'what ends it: q, Control-C, Control-D; the terminal is as it was' '
	LEAKS=1 && for key in q C-c C-d; do
		start && press ours $key && ended ours 0 && [ -e "$tap_dir/ours.stty" ] &&
		soon restored || exit
	done'
t 'a signal ends it; the terminal is as it was' '
	LEAKS=1 && for signal in TERM HUP; do
		start && pid=$(pgrep -f "^$ours " | tail -n 1) && kill -$signal "$pid" &&
		soon test -e "$tap_dir/ours.rc" && [ -e "$tap_dir/ours.stty" ] || exit
	done'
t 'the terminal goes away' 'start && pid=$(pgrep -f "^$ours " | tail -n 1) &&
	tm kill-session -t =ours && lab_wait 10 lab_gone "$pid"'
t 'no more input' 'screen ours path 80x24 "$ours -n 203.0.113.1 </dev/null" && ended ours 0'
compare 'no such terminal' '
	for type in "" nosuch; do
		for who in oracle ours; do
			eval "program=\$$who"
			TERM=$type lab_in path "$program" -t -n 203.0.113.1 >out 2>err </dev/null
			echo $? >>err && mv err "err.$who"
		done
		cmp err.oracle err.ours || exit
	done'
t 'a terminal of one column, of one row, resized all the time' 'start &&
	for x in 1 2 3 4 5 29 30 31 200 1; do
		for y in 1 2 3 5 6 60 1; do size ours ${x}x$y || exit; done
		press ours d
	done && size ours 80x24 && soon sees ours "^Keys:  Help   Display mode   Restart"'
t 'it fits what there is' 'start && size ours 44x9 &&
	soon sees ours "^ Host  *Loss%   Snt   Last   Avg$" && ! sees ours "^ 5\. "'
t 'names act on no terminal' 'screen ours wall 80x24 "$ours target.lab" &&
	soon sees ours "^ 2\. evil.033\[31m.007r2\.lab  "'
t 'a router that refuses, and several that take turns' 'NODE=wall && start 80x24 "" 3 &&
	soon sees ours "^ 3\. 198\.19\.3\.1 " && sees ours "^    (no route to host)$" &&
	soon sees ours "^    198\.19\.1\.[1-4]$"'
# What was under way when it paused may take its time.
quiet() {
	quiet_before=$(wc -l <"$tap_dir/log") && sleep 0.7 &&
		[ "$(wc -l <"$tap_dir/log")" = "$quiet_before" ]
}
t 'while it pauses it sends nothing, and says so' 'start 80x24 "-i 0.1" && press ours p &&
	soon sees ours "^Keys: .*quit paused$" && soon quiet && quiet &&
	press ours Space && soon sees ours "quit$" && soon eval "! quiet"'
finish
