# Simulated NICs for the comparison of linkinfo with ethtool; sourced by tests/diff/linkinfo_*.t
# after tests/tap.sh.
#
#	nic NAME [yes|no]	all that follows runs on the NIC of tests/lab/nics/NAME.nic, called
#				eth0, with or without ethtool netlink; what is changed shows in the
#				transcript
#	nic_none		on the real interfaces again
#	both TITLE ARGUMENT...	same, over ioctl and over netlink; the NIC is chosen by nic
# shellcheck shell=sh

. "$TOP/tests/diff/diff.sh"
diff_tool ethtool linkinfo
NICSIM_SO=$BUILD/tests/lab/nicsim.so
[ -e "$NICSIM_SO" ] || skip_all "needs $NICSIM_SO"

nic() {
	nic_name=$1
	nic_file=$TOP/tests/lab/nics/$1.nic
	[ -f "$nic_file" ] || exit 2
	diff_world="LD_PRELOAD=$NICSIM_SO NICSIM=$nic_file NICSIM_NETLINK=${2:-no} NICSIM_LOG=@.log"
}

nic_none() {
	diff_world=''
}

both() {
	both_title=$1
	shift
	for both_netlink in no yes; do
		nic "$nic_name" $both_netlink
		same "$nic_name, netlink $both_netlink: $both_title" "$@"
	done
}
