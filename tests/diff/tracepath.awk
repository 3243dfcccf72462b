# Makes equal what varies between two runs of tracepath: reads one stream of a run and prints each
# line behind a mark. What has not the right form stays as it is, and so differs.
#
# -v mark=CHARACTER -v tty=1 if it was written to a terminal
#
# The oracle shows the first hop twice where its first packet was too long for the link, the second
# time with the round trip of nothing; on a busy machine, it does so with others. Of oracle.out such
# a line is dropped.

# A round trip has three places before the point, blanks included, or from a second on more.
function round_trip(s,    at) {
	at = match(s, /(  [0-9]| [1-9][0-9]|[1-9][0-9][0-9])\.[0-9][0-9][0-9]ms /)
	if (!at)
		return s
	if (substr(s, at - 1, 1) ~ /[0-9]/)
		return substr(s, 1, at - 2) "TTTT.TTTms " substr(s, at + RLENGTH)
	return substr(s, 1, at - 1) "  T.TTTms " substr(s, at + RLENGTH)
}

{
	line = $0
	if (tty)
		sub(/\r$/, "", line)
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
{
	line = show(round_trip(line))
	if (FILENAME != "oracle.out" || line != last)
		print mark line
	last = line
}
