/* Writes a savefile of so many mixed packets: TCP, DNS, ICMP, UDP in IPv6, ARP. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t put(uint8_t *to, const char *hex)
{
	size_t n = 0;
	unsigned v;

	for (; sscanf(hex, "%2x", &v) == 1; hex += 2)
		to[n++] = (uint8_t)v;
	return n;
}

int main(int argc, char **argv)
{
	static const char *const heads[] = {
		/* TCP with time stamps, twice; UDP to DNS; ICMP echo; UDP in IPv6; ARP */
		"020000000002020000000001080045000094000140004006000000000000c00002029c4001bb"
		"0000100000002000801801f4000000000101080a0000000100000002",
		"020000000002020000000001080045000034000140004006000000000000c00002029c4101bb"
		"0000100000002000801001f4000000000101080a0000000100000002",
		"02000000000202000000000108004500003d0001000040110000c0000201c0000235138800350029"
		"0000000701000001000000000000037777770765786d6d706c6503636f6d0000010001",
		"0200000000020200000000010800450000540001000040010000c0000201c0000202080000000001"
		"0002",
		"02000000000202000000000186dd6000000000481140"
		"20010db800000000000000000000000120010db8000000000000000000000002138817700048"
		"0000",
		"020000000002020000000001080600010800060400010200000000010a0a"
		"00010000000000000a0a0002",
	};
	static const uint8_t kinds[] = { 0, 1, 0, 1, 2, 0, 3, 0, 4, 5 };
	static const size_t sizes[] = { 162, 66, 75, 98, 126, 42 };
	uint8_t packet[256] = { 0 };
	long n = argc > 1 ? strtol(argv[1], NULL, 10) : 0;

	fwrite((uint32_t[6]){ 0xa1b2c3d4, 0x00040002, 0, 0, 262144, 1 }, 4, 6, stdout);
	for (long i = 0; i < n; i++) {
		unsigned kind = kinds[i % 10];
		uint32_t size = (uint32_t)sizes[kind];
		uint32_t sec = 1700000000 + (uint32_t)i / 2000;
		uint32_t head[4] = { sec, (uint32_t)i % 2000 * 500, size, size };

		memset(packet, 'x', sizeof(packet));
		put(packet, heads[kind]);
		if (kind < 2) {		/* another conversation */
			packet[29] = (uint8_t)(i / 10 % 200);
			packet[41] = (uint8_t)i;
		}
		fwrite(head, sizeof(head), 1, stdout);
		fwrite(packet, size, 1, stdout);
	}
	return fflush(stdout) ? 1 : 0;
}
