# Tells what a pcapng file holds, a line a block, from its bytes a line each in decimal:
#
#	od -An -v -tu1 -w1 FILE | awk -f pcapng.awk
#
# Only what is written least significant byte first.
function number(at, n,  v) {
	for (v = 0; n-- > 0;)
		v = v * 256 + b[at + n]
	return v
}

# Options from there to the end; `texts` and `numbers` are the codes to show, blanks around each.
function options(at, end, texts, numbers,  code, n, i, s) {
	for (; at + 4 <= end && number(at, 2); at += 4 + n + (4 - n % 4) % 4) {
		code = number(at, 2)
		n = number(at + 2, 2)
		s = ""
		for (i = at + 4; i < at + 4 + n; i++)
			s = s (b[i] ? sprintf("%c", b[i]) : "/")
		if (index(texts, " " code " "))
			printf " %d=%s", code, s
		if (index(numbers, " " code " "))
			printf " %d=%d", code, number(at + 4, n)
	}
}

{ b[NR - 1] = $1 + 0 }

END {
	for (at = 0; at < NR; at += size) {
		type = number(at, 4)
		size = number(at + 4, 4)
		if (size < 12 || size % 4 || at + size > NR || number(at + size - 4, 4) != size) {
			print "bad block at " at
			exit 1
		}
		end = at + size - 4
		if (type == 168627466) {
			printf "section %d.%d", number(at + 12, 2), number(at + 14, 2)
			options(at + 24, end, " 1 ", "")
		} else if (type == 1) {
			printf "interface type %d snaplen %d", number(at + 8, 2), number(at + 12, 4)
			options(at + 16, end, " 2 11 ", " 9 ")
		} else if (type == 5) {
			printf "statistics of %d", number(at + 8, 4)
			options(at + 20, end, "", " 5 6 7 8 ")
		} else if (type == 6) {
			printf "packet of %d, %d of %d", number(at + 8, 4), number(at + 20, 4),
				number(at + 24, 4)
		} else {
			printf "block %d", type
		}
		print ""
	}
}
