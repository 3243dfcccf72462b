# Makes equal what varies between two runs of ping: reads one stream of a run and prints each line
# behind a mark. What has not the right form stays as it is, and so differs.
#
# -v mark=CHARACTER -v args=ARGUMENTS; -v tty=1 if it was written to a terminal

BEGIN {
	ms = "[0-9]+\\.[0-9][0-9][0-9]"
	four = ms "/" ms "/" ms "/" ms " ms"
	flood = args ~ / -[a-zA-Z46]*[fA]/ || args ~ / -i *0( |$)/
	named = args ~ / -[a-zA-Z46]*e/
	random_flow = args ~ / -F *0( |$)/
}

function count(s, what) {
	return gsub(what, "", s)
}

# " time=X ms" of a reply has three digits that count. Below 40 ms it is chance on a busy machine;
# above, the first digit is not.
function round_trip(s,    v, n) {
	if (!match(s, / time=[^ ]+ ms/))
		return s
	v = substr(s, RSTART + 6, RLENGTH - 9)
	if (v !~ /^(0\.[0-9][0-9][0-9]|[1-9]\.[0-9][0-9]|[1-9][0-9]\.[0-9]|[1-9][0-9][0-9]+)$/)
		return s
	n = v
	gsub(/[0-9]/, "x", n)
	n = v + 0 < 40 ? "T" : substr(v, 1, 1) substr(n, 2)
	return substr(s, 1, RSTART + 5) n substr(s, RSTART + RLENGTH - 3)
}

# ordered A/B/C/D: a minimum is not above the average, and that is not above the maximum
function ordered(s, min, avg, max,    v) {
	split(s, v, "/")
	return v[min] + 0 <= v[avg] + 0 && v[avg] + 0 <= v[max] + 0
}

function summary(s) {
	if (match(s, "^rtt min/avg/max/mdev = " four) && ordered(substr(s, 24), 1, 2, 3))
		s = "rtt min/avg/max/mdev = T ms" substr(s, RSTART + RLENGTH)
	if (match(s, "min/avg/ewma/max = " four "$") && ordered(substr(s, RSTART + 19), 1, 2, 4))
		s = substr(s, 1, RSTART + 18) "T ms"
	sub("ipg/ewma " ms "/" ms " ms", "ipg/ewma T ms", s)
	# How many are in flight at once is chance in a flood.
	if (flood && s ~ /^(rtt|pipe|ipg)/ && !sub(/pipe [0-9]+, /, "", s))
		sub(/(, )?pipe [0-9]+/, "", s)
	# The oracle's clock goes on while it prints.
	if (s ~ /^1 packets transmitted/)
		sub(/, time [0-9]ms$/, ", time 0ms", s)
	else if (s ~ /^[0-9]+ packets transmitted/)
		sub(/, time [0-9]+ms$/, ", time T", s)
	return s
}

# A quoted header has an identification and a checksum that change with every packet.
function quoted(s,    v) {
	split(s, v, " ")
	sub(" " v[5] " ", " ID ", s)
	sub(" " v[10] " ", " CKS ", s)
	return s
}

# Times of the timestamp option: absolute ones, and differences.
function stamp(s) {
	if (!match(s, /\t-?[0-9]+( absolute)?( \$)?$/))
		return s
	return substr(s, 1, RSTART) "T" (s ~ / absolute/ ? " absolute" : "")
}

{
	line = $0
	if (tty)
		sub(/\r$/, "", line)
	line = show(line)
}
# What our -v leaves out: numbers of sockets, and the resolver's answers.
/^ping: sock4\.fd: / {
	skip_empty = 1
	next
}
skip_empty && line == "" {
	skip_empty = 0
	next
}
/^ai->ai_family: / {
	next
}
# Its usage is a text of its own.
line == "Usage" {
	usage = 1
	print mark "<usage>"
}
usage && /^For more details/ {
	usage = 0
	next
}
usage || line == "<end>" {
	next
}
args ~ / -[a-zA-Z46]*f/ && line ~ /^[.E]*(\.|\^H \^H|\^HE|E|\^H)+$/ {
	errors = count(line, "\\^HE")
	printf "%s<%d sent, %d answered, %d errors, %d not sent>\n", mark, count(line, "\\."),
		count(line, "\\^H \\^H"), errors, count(line, "E") - errors
	next
}
{
	sub(/^\[[0-9]+\.[0-9][0-9][0-9][0-9][0-9][0-9]\] /, "[DATE] ", line)
	line = summary(round_trip(line))
	if (!named)
		sub(/ ident=[0-9]+/, " ident=ID", line)
	if (random_flow)
		sub(/, flow 0x[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f],/, ", flow RANDOM,", line)
	if (line ~ /^(TS: )?\t/)
		line = stamp(line)
	if (dump)
		line = quoted(line)
	dump = line ~ /^Vr HL TOS/
	print mark line
}
