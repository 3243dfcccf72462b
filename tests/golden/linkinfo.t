#!/bin/sh
# linkinfo's texts: the guide's example, of a simulated NIC that answers so over ioctl and netlink.

. "${0%/*}/../tap.sh"
. "$TOP/tests/golden/golden.sh"
[ -x "$BIN/linkinfo" ] || skip_all "not built: $BIN/linkinfo"
[ -e "$BUILD/tests/lab/nicsim.so" ] || skip_all "not built: $BUILD/tests/lab/nicsim.so"

golden_path "$BIN/linkinfo" && ln -s linkinfo "$golden_dir/bin/ethtool" &&
	cat >"$golden_dir/bin/on-card" <<END && chmod 755 "$golden_dir/bin/on-card"
#!/bin/sh
# on-card NAME COMMAND...: with that simulated card as eth0
NICSIM=$TOP/tests/lab/nics/\$1.nic
LD_PRELOAD=$BUILD/tests/lab/nicsim.so
export NICSIM LD_PRELOAD
shift
exec "\$@"
END
for NICSIM_NETLINK in no yes; do
	export NICSIM_NETLINK
	golden "$TOP/tests/golden/linkinfo/guide"
done
finish
