# What every filter of streams has in common: control characters, and a blank at the end, are seen.

function show(s) {
	gsub(/\001/, "^A", s)
	gsub(/\007/, "^G", s)
	gsub(/\010/, "^H", s)
	gsub(/\015/, "^M", s)
	gsub(/\033/, "^[", s)
	gsub(/\177/, "^?", s)
	sub(/ $/, " $", s)
	return s
}
