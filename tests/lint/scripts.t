#!/bin/sh
# Every shell script is free of what shellcheck finds.

. "${0%/*}/../tap.sh"
need_tool shellcheck

# The bodies of t are text for it to run: shellcheck sees neither their variables nor that they
# expand (SC2016, SC2034, SC2154).  What is sourced is checked on its own (SC1090, SC1091).
check() {
	shellcheck -e SC1090,SC1091,SC2016,SC2034,SC2154 "$@"
}

# Prints the scripts of the tree, by their first line or by what sources them.
scripts() {
	find "$TOP" \( -path "$TOP/.git" -o -path "$TOP/bin" -o -path "$TOP/build" \) -prune -o \
		-type f -print | while read -r file; do
		read -r first <"$file"
		case $file:$first in *.sh:* | *:'#!'*sh) echo "$file" ;; esac
	done
}

t 'shellcheck finds no fault in any script' '
	scripts >list && grep -q "tests/tap.sh" list && grep -q "tests/deps" list &&
	check $(cat list)'
t 'a fault is caught' '
	printf "#!/bin/sh\n# Wrong.\nrm -r \$1\n" >wrong && ! check wrong'
finish
