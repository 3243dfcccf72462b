#!/bin/sh
# The shape of the sources: what a file begins with; how long it, its functions and lines may be.

. "${0%/*}/../tap.sh"

# The sources: C, scripts, manual pages, Makefile.
find "$TOP" \( -path "$TOP/.git" -o -path "$TOP/bin" -o -path "$TOP/build" \) -prune -o \
	-type f -print | sort | while read -r file; do
	case $file in
	*.[ch] | *.sh | *.t | *.in | */Makefile) echo "$file" ;;
	*) head -c 2 "$file" | grep -q '#!' && echo "$file" ;;
	esac
done >sources
grep '\.[ch]$' sources >c_sources
all=$PWD/sources
c=$PWD/c_sources

# Prints each file that does not begin with a comment, behind the line that names a script's shell.
headless() {
	awk '
	FNR == 1 { named = /^#!/ }
	FNR == 1 + named && !/^(\/\*|#|\.\\") [[:alnum:]]/ && !/^\/\*$/ {
		print FILENAME ": begins with no comment"
	}' "$@"
}

# Prints blanks at line ends, and lines of more than 100 columns.
ragged() {
	awk '
	/[ \t]$/ { print FILENAME ":" FNR ": blanks at its end" }
	{
		columns = 0
		for (i = 1; i <= length($0); i++)
			columns += substr($0, i, 1) == "\t" ? 8 - columns % 8 : 1
		if (columns > 100)
			print FILENAME ":" FNR ": " columns " columns"
	}' "$@"
}

# Prints each function of more than 80 lines.  Rows of tables, and the labels and breaks of a
# switch, do not count.
long_functions() {
	awk '
	FNR == 1 { inside = 0 }
	/^[a-z].*\(/ { name = $0 }
	/^{/ { inside = 1; lines = 0 }
	inside && !/^[ \t]*(case .*|default:|break;|[{.\[].*,?)$/ { lines++ }
	/^}/ {
		if (inside && lines > 81)
			print FILENAME ":" FNR ": " lines " lines: " name
		inside = 0
	}' "$@"
}

# Prints each file of more than 550 lines.
long_files() {
	wc -l "$@" | awk '$1 > 550 && $2 != "total" { print $2 ": " $1 " lines" }'
}

# Prints what the check "$1" finds in the files that "$2" lists, and fails if it finds something.
clean() {
	[ -s "$2" ] || return
	# shellcheck disable=SC2046  # one word a file
	"$1" $(cat "$2") >found
	cat found
	[ ! -s found ]
}

# "$1" lines of the C text "$2".
lines() {
	yes "$2" | head -n "$1"
}

t 'every file says first what it is for' 'clean headless "$all"'
t 'no blanks at line ends, 100 columns at most' 'clean ragged "$all"'
t 'a function fits a screen' 'clean long_functions "$c"'
t 'a file has 550 lines at most' 'clean long_files "$all"'

t 'a file without a comment is caught' 'echo "int a;" >a.c && [ -n "$(headless a.c)" ]'
t 'a script without a comment is caught' '
	printf "#!/bin/sh\necho\n" >a.t && [ -n "$(headless a.t)" ]'
t 'a blank at the end is caught' 'printf "int a; \n" >a.c && [ -n "$(ragged a.c)" ]'
t 'a line of 101 columns is caught, one of 100 is not' '
	printf "\t%93s\n" x >a.c && [ -n "$(ragged a.c)" ] &&
	printf "\t%92s\n" x >a.c && [ -z "$(ragged a.c)" ]'
t 'a function of 81 lines is caught, one of 80 is not' '
	{ printf "int f(void)\n{\n"; lines 81 "	f();"; echo "}"; } >a.c &&
	{ printf "int f(void)\n{\n"; lines 80 "	f();"; echo "}"; } >b.c &&
	[ -n "$(long_functions a.c)" ] && [ -z "$(long_functions b.c)" ]'
t 'a long table is allowed' '
	{ printf "static int t[] =\n{\n"; lines 200 "	{ 1, 2 },"; echo "};"; } >a.c &&
	[ -z "$(long_functions a.c)" ]'
t 'a long file is caught' 'lines 551 "int a;" >a.c && [ -n "$(long_files a.c)" ]'
finish
