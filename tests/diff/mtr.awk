# Makes equal what varies between two runs of mtr: reads one stream of a run and prints each line
# behind a mark. What has not the right form stays as it is, and so differs.
#
# -v mark=CHARACTER -v args=ARGUMENTS; -v tty=1 if it was written to a terminal
#
# Times in a report become T.T as wide as they were, but those of a hop that is silent stay. Of
# several routers of one hop (198.19.N.W) any may be the one that is shown first. Raw output becomes
# a summary, unless -f and -m name one hop: the order is the network's, packets beyond the target
# are a matter of speed, and an address is no name. Of split output the last line of each hop is
# left.

# Numbers with a decimal point behind blanks, maybe cut behind that.
function timeless(s,    out, text, next_one) {
	while (match(s, / +[0-9]+\.[0-9]*/)) {
		text = substr(s, RSTART, RLENGTH)
		next_one = substr(s, RSTART + RLENGTH, 1)
		out = out substr(s, 1, RSTART - 1)
		s = substr(s, RSTART + RLENGTH)
		if (next_one == "" || next_one == " " || next_one == "<")
			text = sprintf("%" length(text) "s", "T.T")
		out = out text
	}
	return out s
}

function is_time(name) {
	return index(" Last Avg Best Wrst StDev Gmean Jttr Javg Jmax Jint ", " " name " ") > 0
}

# A row of CSV, by the header above it.
function row(s,    field, n, i, silent) {
	n = split(s, field, ",")
	field[1] = "MTR.V"
	if (field[2] ~ /^[0-9]+$/)
		field[2] = "EPOCH"
	silent = field[6] == "???"
	s = field[1]
	for (i = 2; i <= n; i++) {
		if (!silent && is_time(column[i]) && field[i] ~ /^[0-9]+\.[0-9][0-9]$/)
			field[i] = "T.TT"
		s = s "," field[i]
	}
	return s
}

# A member of a JSON object.
function member(s,    name) {
	name = s
	sub(/^ +"/, "", name)
	sub(/".*/, "", name)
	if (name == "host")
		silent_hop = s ~ /: "\?\?\?",?$/
	if (is_time(name) && !silent_hop)
		sub(/: [0-9]+\.[0-9]+/, ": T", s)
	return s
}

function raw(    hop, rest) {
	hop = $2 + 0
	if (!raws++ || hop < first)
		first = hop
	if (hop > last)
		last = hop
	if ($1 == "x") {
		sent[hop]++
		$3 = "SEQ"
	} else if ($1 == "p") {
		heard[hop]++
		$3 = "T"
		$4 = "SEQ"
	} else if ($1 == "h" && !(hop in address)) {
		address[hop] = $3
	}
	kept[raws] = $0
	if ($1 == "d" && $3 == address[hop])
		return
	if ($1 != "x" && $1 != "p" && !($0 in seen)) {
		seen[$0]
		about[hop] = about[hop] ($1 == "h" && about[hop] ? ";" : "") " " $1
		for (rest = 3; rest <= NF; rest++)
			about[hop] = about[hop] " " $rest
	}
}

function end_raw(    hop) {
	one = first == last && args ~ / -f[0-9]+ -m[0-9]+ /
	for (hop = 1; hop <= raws && one; hop++)
		print mark kept[hop]
	for (hop = first; hop <= last && !one; hop++) {
		print mark "hop " hop ": " sent[hop] + 0 " sent, " heard[hop] + 0 " heard," \
			about[hop]
		if (address[hop] && address[hop] == address[last])
			break
	}
}

function end_split(    hop) {
	for (hop = 1; hop <= 255; hop++)
		if (hop in splits)
			print mark splits[hop]
}

{
	line = $0
	if (tty)
		sub(/\r$/, "", line)
	line = show(line)
	while (match(line, /198\.19\.[0-9]+\.[2-9]/))
		line = substr(line, 1, RSTART + RLENGTH - 2) "1" substr(line, RSTART + RLENGTH)
}
line == "<end>" {
	if (held)
		print mark
	if (raws)
		end_raw()
	end_split()
	exit
}
line == "" && !lines++ {
	held = 1
	next
}
# The help text is each program's own, from its title to its end; an empty line may be before it.
{
	lines++
}
line ~ /^$/ {
	held = 1
	next
}
line ~ /^Usage:?$/ {
	usage = 1
	held = 0
	print mark "<usage>"
}
usage {
	next
}
held {
	held = 0
	print mark
}
line ~ /^[xhmdpt] [0-9]+ / {
	$0 = line
	raw()
	next
}
line ~ /^[0-9]+ [^ ]+( [^ ]+)?( [0-9]+)( [0-9]+)( [0-9]+)( [0-9]+)( [0-9]+)( [0-9]+)$/ {
	split(line, part, " ")
	sub(/ [0-9]+ [0-9]+ [0-9]+$/, " T T T", line)
	splits[part[1] + 0] = line
	next
}
line ~ /^Mtr_Version,/ {
	split(line, column, ",")
}
line ~ /^MTR\.[^,]*,/ {
	line = row(line)
}
line ~ /^ +"[^"]*": / {
	line = member(line)
}
line ~ /^ +<HUB / {
	silent_hop = line ~ /HOST="\?\?\?"/
}
line ~ /^ +<[A-Z]/ && !silent_hop {
	gsub(/>/, "> ", line)
	line = timeless(line)
	gsub(/> /, ">", line)
}
line ~ /^ *[0-9]+\. ?/ && line !~ / \?\?\? +[0-9]+(\.[0-9]+)?%?( |$)/ {
	line = substr(line, 1, 4) timeless(substr(line, 5))
}
{
	sub(/^Start: [0-9]+-[0-9][0-9]-[0-9][0-9]T[0-9:]+[+-][0-9][0-9][0-9][0-9]$/, "Start: DATE", line)
	print mark line
}
