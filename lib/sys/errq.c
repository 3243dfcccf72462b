/* Reading MSG_ERRQUEUE. */
#include "sys/errq.h"

#include <time.h>	/* struct timespec, which errqueue.h wants */

#include <linux/errqueue.h>
#include <netinet/in.h>
#include <string.h>

#include "sys/sock.h"
#include "sys/tstamp.h"

#ifndef IP_RECVERR_RFC4884
#define IP_RECVERR_RFC4884 26
#endif
#ifndef IPV6_RECVERR_RFC4884
#define IPV6_RECVERR_RFC4884 31
#endif

int errq_enable(int fd, uint8_t family)
{
	return family == ADDR_V4 ? sock_int(fd, IPPROTO_IP, IP_RECVERR, 1) :
				   sock_int(fd, IPPROTO_IPV6, IPV6_RECVERR, 1);
}

int errq_extensions(int fd, uint8_t family)
{
	return family == ADDR_V4 ? sock_int(fd, IPPROTO_IP, IP_RECVERR_RFC4884, 1) :
				   sock_int(fd, IPPROTO_IPV6, IPV6_RECVERR_RFC4884, 1);
}

static bool is_error(const struct cmsghdr *cm)
{
	return (cm->cmsg_level == IPPROTO_IP && cm->cmsg_type == IP_RECVERR) ||
	       (cm->cmsg_level == IPPROTO_IPV6 && cm->cmsg_type == IPV6_RECVERR);
}

static void extended_error(const struct cmsghdr *cm, struct errq *e)
{
	struct sock_extended_err ee;
	size_t len = cm->cmsg_len - CMSG_LEN(0);

	if (cm->cmsg_len < CMSG_LEN(sizeof(ee)))
		return;
	memcpy(&ee, CMSG_DATA(cm), sizeof(ee));
	e->err = (int)ee.ee_errno;
	e->type = ee.ee_type;
	e->code = ee.ee_code;
	e->info = ee.ee_info;
	e->key = ee.ee_data;	/* shares its place with what follows */
	e->stated = ee.ee_rfc4884.len;
	switch (ee.ee_origin) {
	case SO_EE_ORIGIN_LOCAL:
		e->origin = ERRQ_LOCAL;
		break;
	case SO_EE_ORIGIN_ICMP:
	case SO_EE_ORIGIN_ICMP6:
		e->origin = ERRQ_ICMP;
		/* the offender's address stands behind the error, see SO_EE_OFFENDER */
		e->from = sock_from(CMSG_DATA(cm) + sizeof(ee), (socklen_t)(len - sizeof(ee)));
		break;
	case SO_EE_ORIGIN_TIMESTAMPING:
		e->origin = ERRQ_STAMP;
		break;
	default:
		break;
	}
}

bool errq_read(int fd, void *buf, size_t size, struct errq *e)
{
	union {
		char bytes[512];
		struct cmsghdr align;
	} control;
	struct sockaddr_storage ss;
	struct iovec iov = { .iov_base = buf, .iov_len = size };
	struct msghdr msg = {
		.msg_name = &ss, .msg_namelen = sizeof(ss),
		.msg_iov = &iov, .msg_iovlen = 1,
		.msg_control = &control, .msg_controllen = sizeof(control),
	};
	ssize_t n = recvmsg(fd, &msg, MSG_ERRQUEUE | MSG_DONTWAIT);

	if (n < 0)
		return false;
	*e = (struct errq){ .len = (size_t)n, .ttl = -1,
			    .to = sock_from(&ss, msg.msg_namelen),
			    .port = sock_port(&ss, msg.msg_namelen) };
	for (struct cmsghdr *cm = CMSG_FIRSTHDR(&msg); cm; cm = CMSG_NXTHDR(&msg, cm)) {
		if (is_error(cm))
			extended_error(cm, e);
		else if (!tstamp_of(cm, &e->wall))
			sock_ttl(cm, &e->ttl);
	}
	return true;
}
