# Runs ifstat and the installed ifconfig on interfaces that are alike, each in a namespace of its
# own, and compares what became of them; sourced by tests/diff/ifstat_*.t after tests/lab/lab.sh.
#
#	on TITLE [LINE FOR ip -batch...]
#				what the interfaces are like before each command: e0, a veth device
#				that is down, and tun0, with what the lines make of them
#	same WORD...		both leave the same state, messages, and exit status
#	but WORD... <<WANT	a deliberate difference: ours does WANT, and net-tools does not
#	turned SED WORD...	likewise: ours does what the script makes of what net-tools does
#	as_nobody COMMAND...	the commands are run by a user without privileges
#
# WANT begins with the reason, in lines of "# ...". Then come "!" and a line of standard error, "|"
# and one of standard output, "= STATUS", and the state that changed: "<" lines that went, ">" that
# came. "!(usage)" is the usage text of either.
# shellcheck shell=sh

need_root
need_tool ip ifconfig
ifconfig --version | grep -q '^net-tools' || skip_all 'needs the ifconfig of net-tools'
[ -x "$BIN/ifstat" ] || skip_all "needs $BIN/ifstat"
change_dir=${tap_dir:?source tests/tap.sh first}/change
mkdir "$change_dir" "$change_dir/bin" && ln -s "$BIN/ifstat" "$change_dir/bin/ifconfig" || exit
change_user=lab_in

lab_new && lab_node oracle ours || exit
# No answer from a resolver is the same for all, and at once.
for change_who in oracle ours; do
	echo 'hosts: files' | lab_etc "$change_who" nsswitch.conf || exit
done

# What can change, without what the kernel does later in the background; in an order of its own, as
# the kernel's is not always the same.
change_state() {
	lab_ip "$1" -d addr show | sed -E -e '/^ +(valid_lft|veth|tun) /d' -e 's/^[0-9]+: //' \
		-e 's/ (qdisc|state) [^ ]*//g' -e 's/ group 77//; s/@[^:]*:/:/' \
		-e 's/ minmtu .*//; s/ *$//' -e 's/NO-CARRIER,|,LOWER_UP|,M-DOWN//g' \
		-e 's/ tentative//' | awk '
		/^[^ ]/ { name = $1; $1 = "" }
		{ $1 = $1; print name " " $0 }' | sed 's/  */ /g' | sort
}

# The usage text is each one's own.
change_errors() {
	awk '/^Usage/ { print "(usage)"; exit } /^$/ { empty = 1; next }
		empty { print ""; empty = 0 } { print }' err | sed 's/^/!/'
}

change_prepare() {
	lab_ip "$1" link del group 77 2>/dev/null
	lab_ip "$1" -batch "$change_dir/batch"
}

on() {
	change_title=$1
	shift
	cat >"$change_dir/batch" <<-'EOT'
		link add name e0 index 100 group 77 type veth peer name p0 index 101
		link set dev e0 address 02:00:00:00:00:e0
		link set dev p0 address 02:00:00:00:00:f0
		tuntap add dev tun0 mode tun
		link set dev tun0 group 77
	EOT
	printf '%s\n' "$@" >>"$change_dir/batch"
	for change_who in oracle ours; do
		change_prepare "$change_who" &&
			change_state "$change_who" >"$change_dir/$change_who" || exit
	done
	cmp "$change_dir/oracle" "$change_dir/ours" || exit
}

# change_run WHO WORD...: leaves the transcript WHO, and what it was before.
change_run() {
	change_who=$1
	shift
	if [ "$change_who" = ours ]; then
		set -- "$change_dir/bin/ifconfig" "$@"
	else
		set -- ifconfig "$@"
	fi
	"$change_user" "$change_who" timeout 20 "$@" >out 2>err </dev/null
	change_rc=$?
	change_state "$change_who" >after || return
	{
		sed 's/^/|/' out
		change_errors
		echo "= $change_rc"
		diff "$change_dir/$change_who" after | grep '^[<>]'
	} | sed 's/ $/ $/' >"$change_who"
	cmp -s "$change_dir/$change_who" after || change_prepare "$change_who"
}

change_both() {
	change_run oracle "$@" && change_run ours "$@"
}

same() {
	t "$change_title: $*" 'shift 2 && change_both "$@" && diff -U 30 oracle ours' "$@"
}

but() {
	cat >"$change_dir/want"
	t "differs, $change_title: $*" 'shift 2 && change_both "$@" &&
		grep -v "^#" "$change_dir/want" >want && diff -U 30 want ours &&
		if cmp -s oracle want; then
			echo "net-tools does the same: no difference to list"
			false
		fi' "$@"
}

turned() {
	change_script=$1
	shift
	t "differs, $change_title: $*" 'shift 2 && change_both "$@" &&
		sed "$change_script" oracle >want && diff -U 30 want ours &&
		! cmp -s oracle want' "$@"
}

as_nobody() {
	change_user=lab_user
	change_was=$change_title
	change_title="$change_title, as nobody"
	"$@"
	change_user=lab_in
	change_title=$change_was
}
