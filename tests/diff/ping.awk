# Makes equal what varies between two runs of ping: reads one stream of a run, prints it line by line behind a mark.
# -v mark=CHARACTER -v args=ARGUMENTS -v tty=1 if it was a terminal's. What has not the right form stays as it is, and so differs.

BEGIN {
	decimal = "[0-9]+\\.[0-9][0-9][0-9]"
	flood = args ~ / -[a-zA-Z46]*[fA]/ || args ~ / -i *0( |$)/
	named = args ~ / -[a-zA-Z46]*e/
	random_flow = args ~ / -F *0( |$)/
}

# show TEXT: control characters as ^X
function show(s) {
	gsub(/\007/, "^G", s)
	gsub(/\010/, "^H", s)
	gsub(/\015/, "^M", s)
	gsub(/\033/, "^[", s)
	gsub(/\177/, "^?", s)
	return s
}

function count(s, what) {
	return gsub(what, "", s)
}

# round_trip TEXT: " time=X ms" of a reply: three digits that count; below 10 ms it is chance, above the first digit is not
function round_trip(s,    v, n) {
	if (!match(s, / time=[^ ]+ ms/))
		return s
	v = substr(s, RSTART + 6, RLENGTH - 9)
	if (v !~ /^(0\.[0-9][0-9][0-9]|[1-9]\.[0-9][0-9]|[1-9][0-9]\.[0-9]|[1-9][0-9][0-9]+)$/)
		return s
	n = v
	if (v + 0 < 10)
		n = "T"
	else
		gsub(/[0-9]/, "x", n)
	if (n != "T")
		n = substr(v, 1, 1) substr(n, 2)
	return substr(s, 1, RSTART + 5) n substr(s, RSTART + RLENGTH - 3)
}

# ordered A/B/C...: a minimum is not above the average, which is not above the maximum
function ordered(s, min, avg, max,    v) {
	split(s, v, "/")
	return v[min] + 0 <= v[avg] + 0 && v[avg] + 0 <= v[max] + 0
}

function summary(s,    v) {
	if (match(s, "^rtt min/avg/max/mdev = " decimal "/" decimal "/" decimal "/" decimal " ms")) {
		v = substr(s, 24, RLENGTH - 26)
		if (ordered(v, 1, 2, 3))
			s = "rtt min/avg/max/mdev = T ms" substr(s, RSTART + RLENGTH)
	}
	sub("ipg/ewma " decimal "/" decimal " ms", "ipg/ewma T ms", s)
	if (flood && s ~ /^(rtt|pipe|ipg)/) {
		if (!sub(/pipe [0-9]+, /, "", s))
			sub(/(, )?pipe [0-9]+/, "", s)
	}
	if (s ~ /^1 packets transmitted/)
		sub(/, time [0-9]ms$/, ", time 0ms", s)	# the oracle's clock goes on while it prints
	else if (s ~ /^[0-9]+ packets transmitted/)
		sub(/, time [0-9]+ms$/, ", time T", s)
	if (match(s, "min/avg/ewma/max = " decimal "/" decimal "/" decimal "/" decimal " ms$")) {
		v = substr(s, RSTART + 19, RLENGTH - 22)
		if (ordered(v, 1, 2, 4))
			s = substr(s, 1, RSTART + 18) "T ms"
	}
	return s
}

# A quoted header has an identification and a checksum that change with every packet.
function quoted(s,    v) {
	split(s, v, " ")
	sub(" " v[5] " ", " ID ", s)
	sub(" " v[10] " ", " CKS ", s)
	return s
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
usage {
	next
}
line == "<end>" {
	next
}
line ~ /^[.E]*(\.|\^H \^H|\^HE|E|\^H)+$/ && args ~ / -[a-zA-Z46]*f/ {
	printf "%s<%d sent, %d answered, %d errors, %d not sent>\n", mark, count(line, "\\."), count(line, "\\^H \\^H"),
		count(line, "\\^HE"), count(line, "E") - count(line, "\\^HE")
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
		sub(/\t-?[0-9]+( absolute)?$/, "\tT&", line)
	if (line ~ /\tT\t/)
		line = substr(line, 1, index(line, "\tT\t") + 1) (line ~ / absolute$/ ? " absolute" : "")
	if (dump)
		line = quoted(line)
	dump = line ~ /^Vr HL TOS/
	print mark line
}
