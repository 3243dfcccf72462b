# What short runs of programs cost beside each other; sourced by tests/bench/TOOL.
#
# All that is compared is run in turn, so that what else the machine does strikes all alike; numbers
# are medians, and ratios hold within one run only. They go to build/TOOL.tsv: part, what, measure,
# value; starts.awk makes the tables of it.
#
#	starts_begin TOOL	skips where namespaces cannot be made; our own builds of TOOL are
#				the lines "WHAT<tab>COMMAND" of the file programs
#	starts_add WHAT COMMAND	one more line there
#	starts_node NODE	where all runs from now on
#	starts_measure PART RUNS
#				runs what such lines on standard input say; RUNS of each
#	starts_count PART	likewise, once: instructions
#	starts_report		the tables, by END rules for awk on standard input
#	note TEXT...		a line under the tables
# shellcheck shell=sh

# Locales are loaded at a start for some 250,000 instructions; this is the better case of all.
LC_ALL=C

. "$TOP/tests/lab/lab.sh"

note() {
	echo "$*" >>notes
}

starts_begin() {
	starts_tool=$1
	starts_tsv=$BUILD/$1.tsv
	if [ "$(id -u)" != 0 ] || ! command -v ip >/dev/null; then
		echo "$1: needs root and ip"
		exit 0
	fi
	: >notes
	printf 'part\twhat\tmeasure\tvalue\n' >"$starts_tsv"
	echo "rungs, dynamic	$BIN/$1" >programs
	starts_variant static-glibc "$BUILD/static" STATIC=1
	starts_musl=c-ares
	[ "$1" != capture ] || starts_musl="$starts_musl zlib xz-utils libzstd libpcap"
	# shellcheck disable=SC2086  # several packages
	if "$TOP/tests/bench/musl-libs" "$BUILD/musl" $starts_musl 2>why; then
		PKG_CONFIG_LIBDIR=$BUILD/musl/prefix/lib/pkgconfig
		export PKG_CONFIG_LIBDIR
		starts_variant static-musl "$BUILD/musl/rungs" STATIC=1 CC=musl-gcc
		unset PKG_CONFIG_LIBDIR
	else
		note "no musl build: $(cat why)"
	fi
}

# starts_variant NAME FOLDER VARIABLE=VALUE...: the program of a build in that folder.
starts_variant() {
	starts_name=$1 starts_folder=$2
	shift 2
	if make -C "$TOP" --no-print-directory "$@" BUILD="$starts_folder" \
		BIN="$starts_folder/bin" "$starts_folder/bin/$starts_tool" \
		>"$starts_folder.$starts_tool.log" 2>&1; then
		starts_add "rungs, $starts_name" "$starts_folder/bin/$starts_tool"
	else
		note "no $starts_name build (see $starts_folder.$starts_tool.log)"
	fi
}

starts_add() {
	printf '%s\t%s\n' "$1" "$2" >>programs
}

starts_node() {
	starts_at=$1
}

starts_measure() {
	starts_part=$1 starts_runs=$2
	cat >list
	set --
	while IFS='	' read -r what command; do
		set -- "$@" "$command"
	done <list
	lab_in "$starts_at" "$BUILD/tests/bench/spawn" -w 1 "$starts_runs" "$@" >costs || exit
	cut -f 1 list | paste - costs | awk -F '\t' -v OFS='\t' -v part="$starts_part" '{
		n = split("wall_us low_us high_us cpu_us peak_kib", measure, " ")
		for (i = 1; i <= n; i++)
			print part, $1, measure[i], $(i + 1)
	}' >>"$starts_tsv"
}

starts_count() {
	starts_part=$1
	while IFS='	' read -r what command; do
		# shellcheck disable=SC2086  # a command of several words
		count=$(starts_instructions $command)
		[ -z "$count" ] || printf '%s\t%s\tinstructions\t%s\n' "$starts_part" "$what" \
			"$count" >>"$starts_tsv"
	done
}

# starts_instructions COMMAND...: how many the program itself executes, or nothing.
starts_instructions() {
	lab_in "$starts_at" perf stat -x, -e instructions:u -o count "$@" >/dev/null 2>&1
	awk -F, '/^[0-9]/ { print $1; found = 1 } END { exit !found }' count 2>/dev/null && return
	lab_in "$starts_at" valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" \
		2>&1 >/dev/null |
		awk '$2 == "Collected" && $3 == ":" { print $4 }'
}

starts_report() {
	cat >report.awk
	awk -F '\t' -f "$TOP/tests/bench/starts.awk" -f report.awk "$starts_tsv"
	sed 's/^/note: /' notes
	echo "all numbers: $starts_tsv"
}
