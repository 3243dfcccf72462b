# Holds what a program printed against how it should look: awk -f beside.awk PATTERN OUTPUT.
#
# Line by line they are equal, but for what stands in braces in the pattern: any word may stand
# there, or several if there are blanks in the braces. A line of ... stands for any lines.

# like(TEXT): a regular expression for it
function like(text,    re, from, to, free) {
	while ((from = index(text, "{")) > 0) {
		to = index(text, "}")
		free = substr(text, from, to - from)
		re = re plain(substr(text, 1, from - 1)) (free ~ / / ? ".+" : "[^ ]+")
		text = substr(text, to + 1)
	}
	return "^" re plain(text) "$"
}

function plain(text) {
	gsub(/[][\\.*+?^$(){}|\/]/, "\\\\&", text)
	return text
}

BEGIN { n = at = 0 }
NR == FNR { want[n++] = $0; next }
{
	line = $0
	while (at < n && want[at] == "...") {
		skipping = 1
		at++
	}
	if (at < n && line ~ like(want[at])) {
		at++
		skipping = 0
	} else if (!skipping) {
		print "  ^ " line "  is not  " (at < n ? want[at] : "there")
		bad = 1
		exit
	}
}
END {
	while (at < n && want[at] == "...")
		at++
	if (!bad && at < n) {
		print "  ^ missing: " want[at]
		bad = 1
	}
	exit bad
}
