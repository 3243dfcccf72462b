# Shows one stream of a run, of a program whose runs do not vary: each line behind a mark.
#
# -v mark=CHARACTER

# What does not end in a newline ends in "<end>"; the last line that does is followed by it alone.
{
	if ($0 == "<end>")
		exit
	print mark show($0)
}
