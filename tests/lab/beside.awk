# Holds what a program printed against how it should look: awk -f beside.awk PATTERN OUTPUT.
#
# Line by line they are equal, but for what stands in braces in the pattern: any word may stand
# there, or several if the braces begin with a * or have blanks in them; what begins with a ? or +
# may be missing (?: though the guide has it; +: as it has). A line of ... stands for any lines;
# those between lines of {{ and }} come in any order, and others may be among them.

# like(TEXT): a regular expression for it
function like(text,    re, from, to, free) {
	while ((from = index(text, "{")) > 0) {
		to = index(text, "}")
		free = substr(text, from + 1, to - from - 1)
		re = re plain(substr(text, 1, from - 1))
		if (free ~ /^[?+]/)
			re = re "(" plain(substr(free, 2)) ")?"
		else
			re = re (free ~ /^[*]| / ? ".+" : "[^ ]+")
		text = substr(text, to + 1)
	}
	return "^" re plain(text) "$"
}

function plain(text) {
	gsub(/[][\\.*+?^$(){}|\/]/, "\\\\&", text)
	return text
}

function fail(why) {
	print "  ^ " why
	bad = 1
	exit 1
}

# ends(LINE): is the group that begins at want[at] complete, with this line the next one?
function ends(line,    i) {
	for (i = at + 1; want[i] != "}}"; i++)
		if (!(i in seen))
			return 0
	return line ~ like(want[i + 1])
}

# any(LINE): takes it as one of the group; whatever the group does not name, it lets pass
function any(line,    i) {
	for (i = at + 1; want[i] != "}}"; i++)
		if (!(i in seen) && line ~ like(want[i])) {
			seen[i]
			return
		}
}

BEGIN { n = at = 0 }
NR == FNR { want[n++] = $0; next }
{
	if (want[at] == "{{") {
		if (!ends($0)) {
			any($0)
			next
		}
		while (want[at++] != "}}")
			;
	}
	while (at < n && want[at] == "...") {
		skipping = 1
		at++
	}
	if (at < n && $0 ~ like(want[at])) {
		at++
		skipping = 0
	} else if (!skipping)
		fail($0 "  is not  " (at < n ? want[at] : "there"))
}
END {
	if (bad)
		exit 1
	if (want[at] == "{{") {
		while (++at in seen)
			;
		if (want[at] == "}}")
			at++
	}
	while (at < n && want[at] == "...")
		at++
	if (at < n)
		fail("missing: " want[at])
}
