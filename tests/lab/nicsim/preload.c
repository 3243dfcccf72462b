/*
 * The system calls of nicsim, a network card that a preloaded library plays to a program:
 *
 *	NICSIM=copper.nic LD_PRELOAD=build/tests/lab/nicsim.so ethtool eth0
 *
 * NICSIM names the file that describes the card.  NICSIM_NETLINK says what generic netlink is
 * like: "no" (the family "ethtool" does not exist; the default), "yes" (it answers from the same
 * file), "refuse" (a socket cannot be opened).  NICSIM_LOG names a file that gets a line for each
 * change or action that a program asks for; the card itself does not change, see "then".
 *
 * The file: "#" begins a comment, each line tells one fact, a line that begins with a blank goes on
 * with the one before.  A fact is a word and arguments, KEY=VALUE or a value alone.  Numbers are
 * decimal or 0x...; a mask is a number of any length or names joined by commas; "..." may hold
 * blanks and the escapes \n \t \r \e \a \0 \" \\ \xHH.  BYTES are hex (with ":" or blanks between,
 * if at all), "text", @FILE (beside this one), OFFSET: (what follows goes there), and sum:A-B (the
 * low byte of the sum of bytes A to B).  What a file does not tell, the NIC does not support.
 *
 *	name eth0				the default
 *	settings speed=1000 duplex=1 port=0 phy=1 autoneg=1 transceiver=0 mdix=1 mdix_ctrl=3
 *	 mdio_support= lanes= rate_matching= master_slave_cfg= master_slave_state=
 *	 supported=TP,Autoneg,1000baseT/Full advertising=0x... partner=MASK
 *	 nwords=N (the masks' length)  legacy=1 (only ETHTOOL_GSET)
 *	link 1
 *	linkstate sqi= sqi_max= ext_state= ext_substate=
 *	wol supported=phy,magic wolopts=magic sopass=00:11:22:33:44:55
 *	msglvl drv,probe,link
 *	drvinfo driver= version= fw_version= erom_version= bus_info=
 *	 n_priv_flags= n_stats= testinfo_len= eedump_len= regdump_len= (or counted)
 *	pause autoneg= rx_pause= tx_pause=	(as in linux/ethtool.h, like all that follow)
 *	pausestats tx_pause_frames= rx_pause_frames=
 *	ring rx_max_pending= rx_pending= ... rx_buf_len= tcp_data_split= cqe_size= tx_push=
 *	channels max_rx= rx_count= ...
 *	coalesce rx_coalesce_usecs= ... use_cqe_mode_rx= use_cqe_mode_tx=
 *	coalesce queue=2 ...			a queue that differs
 *	queues N				how many can be asked one by one
 *	others					ioctls about other devices are the kernel's
 *	eee supported=MASK advertised= lp_advertised= eee_active= eee_enabled= ...
 *	fec active_fec=rs fec=auto,rs		none auto off rs baser llrs
 *	fecstats corrected=TOTAL,LANE0,... uncorr= corr_bits=
 *	tsinfo so_timestamping=MASK phc_index=0 tx_types=off,on rx_filters=none,all
 *	vclocks 1,2
 *	strings N "a" "b" [count=N] [fill=X]	string set N: 0 tests, 1 statistics, 2 private
 *						flags, 7 statistics of the PHY (other sets are
 *						the kernel's unless told); X0 X1 ... are behind
 *						those written, up to count
 *	stats 1 2 3 [n_stats=N]  phystats 1 2	values, in the strings' order
 *	privflags MASK
 *	features available=MASK requested= active= never_changed=
 *	test flags=N 0 0 1			what ETHTOOL_TEST answers
 *	eth-mac FramesTransmittedOK=5 ...	also eth-phy, eth-ctrl, rmon: what -S --groups shows
 *	hist rx 64 64 VALUE			histogram of rmon
 *	permaddr 00:11:22:33:44:55  hwaddr ...
 *	eeprom magic=N BYTES  regs version=N BYTES  dump version=N flag=N BYTES   [len=N]
 *	reset 0x3f				which components it can reset
 *	rings N					receive rings
 *	rss indir=equal:4:128|0,1,2,... key=HEX hfunc=1 [context=N] [new=N]
 *	rxfh tcp4=0x36 udp4=... [context=N]	hash fields
 *	rules max=1024 special=1 insert=N	the table of receive rules, where a new one goes
 *	rule location=N flow_type=N ring_cookie=N h_u=HEX m_u=HEX h_ext=HEX m_ext=HEX rss_context=N
 *	tunable rx-copybreak=256 tx-copybreak= tx-buf-size= pfc-prevention-tout=
 *	phytunable downshift=5 fast-link-down= energy-detect-power-down=
 *	module type=3 len=256			for ETHTOOL_GMODULEINFO
 *	page lower BYTES			bytes 0-127 of the module
 *	page N [bank=N] [i2c=0x51] BYTES	bytes 128-255 of page N (OFFSET: counts from 128)
 *	power policy=1 mode=2
 *
 * How it errs and lies:
 *
 *	error GRINGPARAM EIO			that call fails; by netlink:
 *	error nl:RINGS_GET EINVAL "why"		(0 instead of the errno: a warning)
 *	ioctl GSTATS u32:5 u64:1 ...		what lies behind cmd: uN:V sN:V be16:V hex:00ff
 *						strN:"text" (N bytes) zero:N; several such lines
 *						answer in turn
 *	nl RINGS_GET ATTRIBUTES			the reply's attributes behind its header, as in
 *						2=u32:5 3{ 1=str:"abc" 2=hex:00ff } 4=flag;
 *						N!LEN= lies about a length, raw=hex:... is no
 *						attribute, "bare" in front leaves the header out
 *	ntf PAUSE ATTRIBUTES			a notification for whoever joins the monitor group
 *	after CABLE_TEST ATTRIBUTES		one that follows an action (which needs such a line)
 *	pse					PSE_SET is accepted
 *	then features ...			holds in place of the word's other lines once this
 *						process has asked for a change
 *
 * Below a generic netlink socket there is a socketpair, so poll, read and the numbers of file
 * descriptors are the kernel's.  The route family is the kernel's until it is asked for the card.
 */
#include "nicsim.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#define PEERS 32
#define FAR_FD 200		/* our ends stay out of the way of the program's numbers */

static struct peer peers[PEERS];

static struct peer *peer_of(int fd)
{
	for (size_t i = 0; i < PEERS; i++)
		if (peers[i].used && peers[i].fd == fd)
			return &peers[i];
	return NULL;
}

struct peer *peer_joined(struct peer *after)
{
	for (struct peer *p = after ? after + 1 : peers; p < peers + PEERS; p++)
		if (p->used && p->joined)
			return p;
	return NULL;
}

static const char *netlink_mode(void)
{
	const char *mode = getenv("NICSIM_NETLINK");

	return mode ? mode : "no";
}

/* A socket that we answer, at the number fd or, if that is -1, at the next free one. */
static int peer_open(int fd, int type, int protocol)
{
	int pair[2], flags = type & (SOCK_CLOEXEC | SOCK_NONBLOCK), far, size = 1 << 24;
	uint32_t port = (uint32_t)getpid();
	struct peer *p = peers;

	for (size_t i = 0; i < PEERS; i++)
		if (peers[i].used && peers[i].port == port)
			port = 0x80000000u | (uint32_t)(i + 1) << 16;
	while (p < peers + PEERS && p->used)
		p++;
	if (p == peers + PEERS) {
		errno = EMFILE;
		return -1;
	}
	if (syscall(SYS_socketpair, AF_UNIX, SOCK_SEQPACKET | flags, 0, pair) < 0)
		return -1;
	far = fcntl(pair[1], F_DUPFD_CLOEXEC, FAR_FD);
	if (far >= 0)
		syscall(SYS_close, pair[1]);
	else
		far = pair[1];
	/* all answers to a request are sent before the first is read */
	if (setsockopt(far, SOL_SOCKET, SO_SNDBUFFORCE, &size, sizeof(size)) < 0)
		setsockopt(far, SOL_SOCKET, SO_SNDBUF, &size, sizeof(size));
	fcntl(far, F_SETFL, fcntl(far, F_GETFL) | O_NONBLOCK);
	if (fd >= 0) {
		dup3(pair[0], fd, type & SOCK_CLOEXEC ? O_CLOEXEC : 0);
		syscall(SYS_close, pair[0]);
		pair[0] = fd;
	}
	*p = (struct peer){
		.fd = pair[0], .far = far, .protocol = protocol, .used = true,
		.port = port,
	};
	return pair[0];
}

void send_message(struct peer *p, const struct bytes *b)
{
	syscall(SYS_sendto, p->far, b->at, b->len, MSG_NOSIGNAL, NULL, 0);
}

int socket(int domain, int type, int protocol)
{
	if (domain == AF_NETLINK && protocol == NETLINK_GENERIC && getenv("NICSIM")) {
		if (!strcmp(netlink_mode(), "refuse")) {
			errno = EPROTONOSUPPORT;
			return -1;
		}
		nic_load();
		return peer_open(-1, type, protocol);
	}
	return (int)syscall(SYS_socket, domain, type, protocol);
}

int close(int fd)
{
	struct peer *p = peer_of(fd);

	if (p) {
		syscall(SYS_close, p->far);
		p->used = false;
	}
	return (int)syscall(SYS_close, fd);
}

int bind(int fd, const struct sockaddr *addr, socklen_t len)
{
	struct peer *p = peer_of(fd);
	struct sockaddr_nl nl;

	if (!p)
		return (int)syscall(SYS_bind, fd, addr, len);
	if (len >= sizeof(nl)) {
		memcpy(&nl, addr, sizeof(nl));
		if (nl.nl_pid)
			p->port = nl.nl_pid;
	}
	return 0;
}

int connect(int fd, const struct sockaddr *addr, socklen_t len)
{
	return peer_of(fd) ? 0 : (int)syscall(SYS_connect, fd, addr, len);
}

static void kernel_address(void *addr, socklen_t *len, uint32_t port)
{
	struct sockaddr_nl nl = { .nl_family = AF_NETLINK, .nl_pid = port };

	if (addr && len) {
		memcpy(addr, &nl, *len < sizeof(nl) ? *len : sizeof(nl));
		*len = sizeof(nl);
	}
}

int getsockname(int fd, struct sockaddr *addr, socklen_t *len)
{
	struct peer *p = peer_of(fd);

	if (!p)
		return (int)syscall(SYS_getsockname, fd, addr, len);
	kernel_address(addr, len, p->port);
	return 0;
}

int setsockopt(int fd, int level, int name, const void *value, socklen_t len)
{
	struct peer *p = peer_of(fd);
	int on = 0;

	if (!p || level != SOL_NETLINK)
		return (int)syscall(SYS_setsockopt, fd, level, name, value, len);
	if (len >= sizeof(on))
		memcpy(&on, value, sizeof(on));
	if (name == NETLINK_EXT_ACK)
		p->ext_ack = on;
	else if (name == NETLINK_CAP_ACK)
		p->cap_ack = on;
	else if (name == NETLINK_ADD_MEMBERSHIP)
		netlink_join(p);
	return 0;
}

/* Takes a socket of the route family over, at the request about our card. */
static struct peer *take_over(int fd, const void *data, size_t len)
{
	int domain, protocol, flags = fcntl(fd, F_GETFD) & FD_CLOEXEC ? SOCK_CLOEXEC : 0;
	socklen_t size = sizeof(int), room = sizeof(struct sockaddr_nl);
	struct sockaddr_nl own = { 0 };

	if (getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &size) < 0 || domain != AF_NETLINK ||
	    getsockopt(fd, SOL_SOCKET, SO_PROTOCOL, &protocol, &size) < 0 ||
	    protocol != NETLINK_ROUTE || len < sizeof(struct nlmsghdr) ||
	    !netlink_is_ours(data, len))
		return NULL;
	syscall(SYS_getsockname, fd, &own, &room);
	if (peer_open(fd, flags, protocol) < 0)
		return NULL;
	peer_of(fd)->port = own.nl_pid;
	return peer_of(fd);
}

/* True if the request was for us. */
static bool answered(int fd, const void *data, size_t len)
{
	struct peer *p = peer_of(fd);

	if (!p && getenv("NICSIM"))
		p = take_over(fd, data, len);
	if (p)
		netlink_request(p, data, len);
	return p;
}

ssize_t sendto(int fd, const void *data, size_t len, int flags, const struct sockaddr *addr,
	       socklen_t size)
{
	if (answered(fd, data, len))
		return (ssize_t)len;
	return syscall(SYS_sendto, fd, data, len, flags, addr, size);
}

ssize_t send(int fd, const void *data, size_t len, int flags)
{
	return sendto(fd, data, len, flags, NULL, 0);
}

ssize_t sendmsg(int fd, const struct msghdr *m, int flags)
{
	struct bytes all = { 0 };
	bool ours;

	for (size_t i = 0; i < (size_t)m->msg_iovlen; i++)
		put(&all, m->msg_iov[i].iov_base, m->msg_iov[i].iov_len);
	ours = answered(fd, all.at, all.len);
	free(all.at);
	return ours ? (ssize_t)all.len : syscall(SYS_sendmsg, fd, m, flags);
}

ssize_t recvmsg(int fd, struct msghdr *m, int flags)
{
	socklen_t room = m->msg_namelen;
	ssize_t n = syscall(SYS_recvmsg, fd, m, flags);

	if (n > 0 && peer_of(fd) && m->msg_name) {
		kernel_address(m->msg_name, &room, 0);
		m->msg_namelen = room;
	}
	return n;
}

ssize_t recvfrom(int fd, void *restrict data, size_t len, int flags, struct sockaddr *restrict addr,
		 socklen_t *restrict size)
{
	struct peer *p = peer_of(fd);
	ssize_t n = syscall(SYS_recvfrom, fd, data, len, flags, p ? NULL : addr, p ? NULL : size);

	if (n > 0 && p)
		kernel_address(addr, size, 0);
	return n;
}

static void hardware_address(struct sockaddr *to)
{
	struct bytes b = { 0 };
	const struct fact *f = fact("hwaddr");

	f = f ? f : fact("permaddr");
	if (f && f->n_args)
		parse_hex(f, f->args[0].value, &b);
	to->sa_family = ARPHRD_ETHER;
	memset(to->sa_data, 0, sizeof(to->sa_data));
	if (b.at)
		memcpy(to->sa_data, b.at, b.len < 6 ? b.len : 6);
	free(b.at);
}

/* The calls about our card; -1 for those that are not about it. */
static int card_ioctl(unsigned long request, struct ifreq *ifr)
{
	if (request == SIOCGIFNAME) {
		if (ifr->ifr_ifindex != NIC_INDEX)
			return -1;
		strncpy(ifr->ifr_name, nic_name(), IFNAMSIZ - 1);
		return 0;
	}
	if (strncmp(ifr->ifr_name, nic_name(), IFNAMSIZ) != 0)
		return request == SIOCETHTOOL && !fact("others") ? ENODEV : -1;
	switch (request) {
	case SIOCETHTOOL:
		return ethtool_ioctl(ifr->ifr_data);
	case SIOCGIFFLAGS:
		ifr->ifr_flags = IFF_UP | IFF_BROADCAST | IFF_RUNNING | IFF_MULTICAST;
		return 0;
	case SIOCGIFINDEX:
		ifr->ifr_ifindex = NIC_INDEX;
		return 0;
	case SIOCGIFHWADDR:
		hardware_address(&ifr->ifr_hwaddr);
		return 0;
	default:
		return -1;
	}
}

#ifdef __GLIBC__
int ioctl(int fd, unsigned long request, ...)
#else
int ioctl(int fd, int request, ...)
#endif
{
	va_list args;
	void *arg;
	int rc;

	va_start(args, request);
	arg = va_arg(args, void *);
	va_end(args);
	if (getenv("NICSIM") && ((unsigned long)request == SIOCETHTOOL ||
				 (request >= SIOCGIFNAME && request <= SIOCGIFINDEX))) {
		nic_load();
		rc = card_ioctl((unsigned long)request, arg);
		if (rc >= 0) {
			errno = rc;
			return rc ? -1 : 0;
		}
	}
	return (int)syscall(SYS_ioctl, fd, request, arg);
}

unsigned int if_nametoindex(const char *name)
{
	struct ifreq ifr = { 0 };
	int fd;

	if (getenv("NICSIM") && !strcmp(name, nic_name()))
		return NIC_INDEX;
	strncpy(ifr.ifr_name, name, IFNAMSIZ - 1);
	fd = (int)syscall(SYS_socket, AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (syscall(SYS_ioctl, fd, SIOCGIFINDEX, &ifr) < 0)
		ifr.ifr_ifindex = 0;
	syscall(SYS_close, fd);
	return (unsigned int)ifr.ifr_ifindex;
}

char *if_indextoname(unsigned int index, char name[IF_NAMESIZE])
{
	struct ifreq ifr = { .ifr_ifindex = (int)index };
	int fd = (int)syscall(SYS_socket, AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	long rc = 0;

	if (getenv("NICSIM") && index == NIC_INDEX)
		strncpy(ifr.ifr_name, nic_name(), IFNAMSIZ - 1);
	else
		rc = syscall(SYS_ioctl, fd, SIOCGIFNAME, &ifr);
	syscall(SYS_close, fd);
	if (rc < 0)
		return NULL;
	memcpy(name, ifr.ifr_name, IFNAMSIZ);
	return name;
}
