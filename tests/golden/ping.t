#!/bin/sh
# ping's texts and messages: transcripts of its forms of help, of bad input, of answers and errors.

. "${0%/*}/../tap.sh"
. "$TOP/tests/golden/golden.sh"
[ -x "$BIN/ping" ] || skip_all "not built: $BIN/ping"

golden_path "$BIN/ping" && ln -s ping "$golden_dir/bin/ping4" &&
	ln -s ping "$golden_dir/bin/ping6" &&
	golden_path "$BUILD/tests/lab/pathsim"

# along SETTING... -- COMMAND: with a simulated path, see tests/lab/pathsim
cat >"$golden_dir/bin/along" <<'EOT'
#!/bin/sh
# Runs a command at the end of a simulated path of three hops.
n=0
for word; do
	[ "$word" != -- ] || break
	n=$((n + 1))
done
sim=$(pathsim -b -T 20 -n 3 $(printf '%s\n' "$@" | head -n $n)) && shift $((n + 1)) &&
	ip -batch - <<-EOB || exit 99
		link set sim0 up
		addr add 198.19.0.1/16 dev sim0
		addr add 2001:db8:a::1/48 dev sim0 nodad
		route add 203.0.113.0/24 dev sim0
		route add 2001:db8:b::/48 dev sim0
	EOB
# A work queue enters the address where packets are received.
while [ -z "$(ip -6 route show table local 2001:db8:a::1)" ]; do
	sleep 0.01
done
"$@"
rc=$?
kill "$sim"
exit $rc
EOT
chmod +x "$golden_dir/bin/along"

for file in help numbers words; do
	golden "$TOP/tests/golden/ping/$file"
done
# With a network, and on a simulated path through it.
for file in names loopback answers errors json; do
	case $file in
	names | loopback) path= ;;
	*) path=$BUILD/tests/lab/pathsim ;;
	esac
	if ! golden_net; then
		skip "$file" 'a network of its own is not permitted here'
	elif [ -n "$path" ] && { ! command -v ip >/dev/null || ! [ -x "$path" ] ||
		! [ -w /dev/net/tun ]; }; then
		skip "$file" 'needs ip, pathsim, and permission to use /dev/net/tun'
	else
		golden "$TOP/tests/golden/ping/$file"
	fi
done
finish
