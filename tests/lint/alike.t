#!/bin/sh
# What all programs do alike: the table of HACKING.md is true, and keys of JSON have one spelling.

. "${0%/*}/../tap.sh"
need_tool perl
[ -d "$BUILD/names" ] || skip_all 'nothing is built'

# The rows: names, status, what JSON it prints, program; "names" by themselves are the heading.
sed -n 's/^    \([a-z0-9,]*\)  *\([0-9][0-9]*\)  \(.*[^ ]\)   *\([a-z]*\)$/\1:\2:\3:\4/p' \
	"$TOP/HACKING.md" >table
run() {
	run_name=$1
	shift
	timeout 10 "$BUILD/names/$run_name" "$@" </dev/null
}

# Does each of the documents on standard input read as JSON? "line": a document a line.
good_json() {
	perl -MJSON::PP -e 'local $/ = $ARGV[0] eq "line" ? "\n" : undef; my $n = 0;
		while (<STDIN>) { JSON::PP->new->decode($_); $n++ } exit !$n' "$1"
}

t 'the table has every name that is built, and no other' '
	cut -d: -f1 "$tap_dir/table" | tr , "\n" | sort >said && ls "$BUILD/names" | sort >built &&
	[ -s said ] && diff said built'
while IFS=: read -r names status json program; do
	for name in $(echo "$names" | tr , ' '); do
		t "$name is $program, and a bad command line ends with $status" '
			is=$(readlink -f "$BUILD/names/$name") &&
			[ "$is" = "$(readlink -f "$BIN/$program")" ] &&
			run "$name" --no-such-option >out 2>err; rc=$?
			cat out err; [ "$rc" = "$status" ] && [ ! -s out ] && [ -s err ]'
		# Of openssl there is more than s_client, and its words are its own.
		verb=
		[ "$name" != openssl ] || verb=s_client
		if [ "$name" != openssl ]; then
			t "$name: help and version" '
				run "$name" --help >out && [ -s out ] &&
				run "$name" --version | grep -x "$name from rungs .*"'
		fi
		t "$name: what cannot be written is an error" '
			! run "$name" $verb --help=usage >/dev/full'
		t "$name: --json or not" '
			run "$name" $verb --help=usage >out
			case $json in
			-) ! grep -e "--json" out ;;
			*) grep -e "--json" out ;;
			esac'
	done
done <table

# What is quickly asked of this machine itself.
json_of() {
	title=$1 how=$2 command=$3
	t "$title prints JSON" 'eval "run $command" >out; cat out && good_json "$how" <out'
}
json_of ifstat line 'ifstat --json lo'
json_of linkinfo whole 'linkinfo --json lo'
json_of tcpprobe line 'tcpprobe --json 127.0.0.1 1'
json_of sslprobe line 'sslprobe --check --json 127.0.0.1:1'
json_of traceroute line 'traceroute --json 127.0.0.1'
json_of mtuprobe line 'mtuprobe --json 127.0.0.1'

# Keys that the sources write, but for linkinfo (ethtool's) and mtr's document.
keys() {
	find "$@" -name '*.c' ! -name 'mtr_*' -exec sed -n \
		's/.*json_[a-z]*(&*[a-z.>-]*, "\([^"%]*\)".*/\1/p' {} + | sort -u
}
keys "$TOP"/ping "$TOP"/ifstat "$TOP"/tcpprobe "$TOP"/sslprobe "$TOP"/tracepath "$TOP"/mtuprobe \
	"$TOP"/capture "$TOP"/lib >words
bad_keys() {
	grep -v -x '[a-z][a-z0-9]*\(_[a-z0-9]*\)*' "$1"
	grep -x -e 'device\|iface\|dev\|addr\|ip\|hostname\|target\|gateway_address' \
		-e 'rtt\|time\|mtu\|loss\|duration' \
		-e '.*_\(us\|usec\|msec\|sec\|secs\|seconds\|pct\)' "$1"
}
t 'keys of JSON are words, with one spelling each and units at the end' '
	[ "$(wc -l <"$tap_dir/words")" -gt 50 ] && ! bad_keys "$tap_dir/words"'
t 'a key without its unit is caught' 'echo rtt >one && bad_keys one'
t 'a key of another spelling is caught' 'echo device >one && bad_keys one'
finish
