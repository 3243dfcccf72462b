# Makes equal what varies between two runs of traceroute: reads one stream of a run and prints each
# line behind a mark. What has not the right form stays as it is, and so differs.
#
# -v mark=CHARACTER -v args=ARGUMENTS; -v tty=1 if it was written to a terminal

{
	line = $0
	if (tty)
		sub(/\r$/, "", line)
	line = show(line)
}
line == "<end>" {
	if (held)
		print mark
	exit
}
line == "" && !lines++ {
	held = 1
	next
}
# The help text is each program's own, from its title to its end; one has an empty line before it.
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
# Of the help of -O only the words.
args ~ /help/ && /^  [a-z][a-z_]*(=[A-Z]+)? / && !/\|/ {
	print mark "<" $1 ">"
	next
}
args ~ /help/ && /^          / {
	next
}
# A time has three digits behind the point, whatever it is; what is lost has none.
{
	gsub(/  [0-9]+\.[0-9][0-9][0-9] ms/, "  T ms", line)
	print mark line
}
