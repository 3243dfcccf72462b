# Where telnet is compared; sourced by tests/diff/telnet_*.t after tests/tap.sh.
#
# Each of the two programs has a network of its own with nothing but loopback, so that both can talk
# to the same ports, and is played to by tests/lab/talk.
#
#	script <<TEXT		what talk plays from now on; "cmd TEXT" in it stands for the escape
#				character and a command at the prompt
#	talk TITLE [-p] ARGUMENTS
#				both hear, see and say the same; -p, -i, -o: see talk
#	talk_but TITLE [-p] ARGUMENTS <<WANT
#				a deliberate difference: what `diff -U 0` says of their transcripts,
#				from - (the oracle) to + (ours), in lines that begin with - or +
# shellcheck shell=sh

need_root
need_tool ip
. "$TOP/tests/lab/lab.sh"
. "$TOP/tests/diff/diff.sh"
diff_tool telnet tcpprobe
TALK=$BUILD/tests/lab/talk
[ -x "$TALK" ] || skip_all "not built: $TALK"

lab_new && lab_node oracle ours || exit
for node in oracle ours; do
	lab_etc $node hosts <<-'EOT' && lab_etc $node resolv.conf <<-'EOT' || exit
		127.0.0.1 localhost
		::1 localhost
		127.0.0.1 two.lab
		127.0.0.2 two.lab
		127.0.0.3 canon.lab alias.lab
		::1 six.lab
	EOT
		nameserver 127.0.0.1
	EOT
done
diff_at oracle ours
diff_world='HOME=/nonexistent TERM=vt100 SHELL=/bin/sh'
unset DISPLAY PRINTER USER
diff_chances=4

script() {
	telnet_script=$(mktemp "$tap_dir/script.XXXXXX") &&
		sed 's/^cmd \(.*\)$/type \\x1d\nsee telnet> \ntype \1\\r\nsettle/' >"$telnet_script"
}

# telnet_line [-p] ARGUMENTS: a line for sh
telnet_line() {
	case $1 in
	-[pio])
		telnet_kind=$1
		shift
		;;
	*) telnet_kind='' ;;
	esac
	echo "$TALK $telnet_kind $telnet_script telnet $*"
}

talk() {
	telnet_title=$1
	shift
	same -x "$telnet_title" "$(telnet_line "$@")"
}

telnet_differs() {
	diff_whom='oracle ours'
	grep -v '^#' "$1" >want && diff_run "$2" && {
		diff -U 0 oracle.txt ours.txt | sed '1,2d; /^@@/d'
		true
	} >got && diff -U 20 want got
}

talk_but() {
	telnet_title=$1
	shift
	diff_option -x
	telnet_want=$(mktemp "$tap_dir/want.XXXXXX") && cat >"$telnet_want"
	# shellcheck disable=SC2016 # for eval
	t "differs: $telnet_title" 'shift 2 && diff_try telnet_differs "$@"' \
		"$telnet_want" "$(telnet_line "$@")"
}
