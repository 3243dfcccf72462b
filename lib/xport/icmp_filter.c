/* What raw ICMP sockets need not be woken for: ICMP_FILTER, ICMPV6_FILTER, a few lines of BPF. */
#include <netinet/in.h>	/* first: musl wants it so */

#include <linux/filter.h>
#include <linux/icmp.h>
#include <linux/icmpv6.h>
#include <string.h>
#include <sys/socket.h>

#include "wire/icmp.h"
#include "xport/icmp.h"

static int filter_types4(int fd, uint8_t answer)
{
	struct icmp_filter block = {
		.data = ~(1u << answer | 1u << ICMP4_UNREACHABLE | 1u << ICMP4_QUENCH |
			  1u << ICMP4_REDIRECT | 1u << ICMP4_TIME_EXCEEDED | 1u << ICMP4_PARAMETER),
	};

	return setsockopt(fd, SOL_RAW, ICMP_FILTER, &block, sizeof(block));
}

static int filter_types6(int fd, uint8_t answer)
{
	struct icmp6_filter block;

	memset(&block, 0xff, sizeof(block));
	memset(&block, 0, 128 / 8);		/* the errors: types 0 to 127, known or not */
	block.data[answer >> 5] &= ~(1u << (answer & 31));
	return setsockopt(fd, IPPROTO_ICMPV6, ICMPV6_FILTER, &block, sizeof(block));
}

int icmp_filter_types(int fd, uint8_t family, uint8_t answer)
{
	return family == ADDR_V4 ? filter_types4(fd, answer) : filter_types6(fd, answer);
}

int icmp_filter_id(int fd, uint8_t family, uint16_t id)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LDX | BPF_W | BPF_IMM, 0),		/* x = where the message begins */
		BPF_STMT(BPF_LD | BPF_B | BPF_IND, 0),		/* type */
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, icmp_echo_reply_type(family), 0, 2),
		BPF_STMT(BPF_LD | BPF_H | BPF_IND, 4),		/* identifier */
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, id, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, UINT32_MAX),
		BPF_STMT(BPF_RET | BPF_K, 0),
	};
	struct sock_fprog program = { .len = sizeof(code) / sizeof(*code), .filter = code };

	if (family == ADDR_V4)		/* behind the IP header */
		code[0] = (struct sock_filter)BPF_STMT(BPF_LDX | BPF_B | BPF_MSH, 0);
	return setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof(program));
}
