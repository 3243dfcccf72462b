/* capture's command line: its option table, and the rules between options. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/num.h"
#include "base/persona.h"
#include "base/prog.h"
#include "capture.h"

const struct capture_cfg capture_defaults = {
	.snaplen = CAPTURE_SNAPLEN, .direction = PCAP_D_INOUT, .stamp = -1, .dlt = -1,
};

/* A number with the classic words for a wrong one. -1 after a message. */
static int number(const char *arg, int64_t min, int64_t max, const char *what, int64_t *to)
{
	if (num_int(arg, min, max, to) == NUM_OK)
		return 0;
	warn("invalid %s %s", what, arg);
	return -1;
}

static int count_call(void *cfg, const struct opt *o, const char *arg)
{
	struct capture_cfg *c = cfg;

	(void)o;
	return number(arg, 1, INT_MAX, "packet count", &c->count);
}

static int buffer_call(void *cfg, const struct opt *o, const char *arg)
{
	struct capture_cfg *c = cfg;

	(void)o;
	return number(arg, 1, INT_MAX / 1024, "packet buffer size", &c->buffer);
}

static int size_call(void *cfg, const struct opt *o, const char *arg)
{
	struct capture_cfg *c = cfg;

	(void)o;
	if (number(arg, 1, INT64_MAX / 1000000, "file size", &c->save.size) < 0)
		return -1;
	c->save.size *= 1000000;
	return 0;
}

static int files_call(void *cfg, const struct opt *o, const char *arg)
{
	struct capture_cfg *c = cfg;

	(void)o;
	return number(arg, 1, INT_MAX, "number of output files", &c->save.files);
}

static int seconds_call(void *cfg, const struct opt *o, const char *arg)
{
	struct capture_cfg *c = cfg;

	(void)o;
	return number(arg, 0, INT_MAX, "number of seconds", &c->save.seconds);
}

static int snaplen_call(void *cfg, const struct opt *o, const char *arg)
{
	struct capture_cfg *c = cfg;

	(void)o;
	if (num_any(arg, 0, CAPTURE_SNAPLEN, &c->snaplen) != NUM_OK) {
		warn("invalid snaplen %s (must be >= 0 and <= %d)", arg, CAPTURE_SNAPLEN);
		return -1;
	}
	if (!c->snaplen)
		c->snaplen = CAPTURE_SNAPLEN;
	return 0;
}

static int link_call(void *cfg, const struct opt *o, const char *arg)
{
	struct capture_cfg *c = cfg;

	(void)o;
	if (c->nlinks == CAPTURE_LINKS) {
		warn("at most %d interfaces", CAPTURE_LINKS);
		return -1;
	}
	c->links[c->nlinks++] = arg;
	return 0;
}

static int direction_call(void *cfg, const struct opt *o, const char *arg)
{
	static const char *const names[] = {
		[PCAP_D_INOUT] = "inout", [PCAP_D_IN] = "in", [PCAP_D_OUT] = "out",
	};
	struct capture_cfg *c = cfg;

	(void)o;
	for (c->direction = PCAP_D_INOUT; c->direction <= PCAP_D_OUT; c->direction++)
		if (!strcmp(arg, names[c->direction]))
			return 0;
	warn("unknown capture direction `%s'", arg);
	return -1;
}

static int stamp_call(void *cfg, const struct opt *o, const char *arg)
{
	struct capture_cfg *c = cfg;

	(void)o;
	c->stamp = pcap_tstamp_type_name_to_val(arg);
	if (c->stamp >= 0)
		return 0;
	warn("invalid time stamp type %s", arg);
	return -1;
}

static int dlt_call(void *cfg, const struct opt *o, const char *arg)
{
	struct capture_cfg *c = cfg;

	(void)o;
	c->dlt = pcap_datalink_name_to_val(arg);
	if (c->dlt >= 0)
		return 0;
	warn("invalid data link type %s", arg);
	return -1;
}

static int type_call(void *cfg, const struct opt *o, const char *arg)
{
	static const char *const names[] = {
		[AS_AODV] = "aodv", [AS_CARP] = "carp", [AS_CNFP] = "cnfp", [AS_DOMAIN] = "domain",
		[AS_LMP] = "lmp", [AS_PGM] = "pgm", [AS_PGM_ZMTP1] = "pgm_zmtp1", [AS_PTP] = "ptp",
		[AS_RADIUS] = "radius", [AS_RESP] = "resp", [AS_RPC] = "rpc", [AS_RTCP] = "rtcp",
		[AS_RTP] = "rtp", [AS_SNMP] = "snmp", [AS_SOMEIP] = "someip", [AS_TFTP] = "tftp",
		[AS_VAT] = "vat", [AS_VXLAN] = "vxlan", [AS_WB] = "wb", [AS_ZMTP1] = "zmtp1",
	};
	struct capture_cfg *c = cfg;

	(void)o;
	for (unsigned i = 1; i < sizeof(names) / sizeof(names[0]); i++) {
		if (!strcmp(arg, names[i])) {
			c->show.as = (enum as)i;
			return 0;
		}
	}
	warn("unknown packet type `%s'", arg);
	return -1;
}

static int precision_call(void *cfg, const struct opt *o, const char *arg)
{
	struct capture_cfg *c = cfg;

	(void)o;
	c->nano = !strcmp(arg, "nano");
	if (c->nano || !strcmp(arg, "micro"))
		return 0;
	warn("unsupported time stamp precision");
	return -1;
}

static int micro_call(void *cfg, const struct opt *o, const char *arg)
{
	struct capture_cfg *c = cfg;

	(void)o;
	(void)arg;
	c->nano = false;
	return 0;
}

/* There are no MIB modules here, nor in most builds of the classic tool. */
static int module_call(void *cfg, const struct opt *o, const char *arg)
{
	(void)cfg;
	(void)o;
	warn("ignoring option `-m %s' (no libsmi support)", arg);
	return 0;
}

#define AT(type, field) OPT_AT(capture_cfg, type, field)
#define FLAG(ch, long, field, text)                                                                \
	.kind = OPT_FLAG, .letter = ch, .name = long, .at = AT(bool, field), .help = text
#define COUNT(ch, long, field, text)                                                               \
	.kind = OPT_COUNT, .letter = ch, .name = long, .at = AT(int, field), .help = text
#define CALL(ch, long, which, word, text)                                                          \
	.kind = OPT_CALL, .letter = ch, .name = long, .call = which##_call, .arg = word,           \
	.status = 1, .help = text
#define STRING(ch, long, field, word, text)                                                        \
	.kind = OPT_STR, .letter = ch, .name = long, .at = AT(const char *, field), .arg = word,   \
	.help = text

static const struct opt capture_options[] = {
	{ .kind = OPT_TITLE, .help = "What to read" },
	{ CALL('i', "interface", link, "interface", "capture on this one; several may be given") },
	{ STRING('r', "", file, "file", "read a savefile, pcap or pcapng, maybe packed"),
	  .more = "Read packets from a savefile, pcap or pcapng, plain or packed by gzip, zstd or\n"
		  "xz;\n.Sq -\nis standard input." },
	{ STRING('V', "", list, "file", "read the savefiles that this file lists"),
	  .more = "Read the savefiles that\n.Ar file\nlists, one a line;\n.Sq -\n"
		  "is standard input." },
	{ CALL('s', "snapshot-length", snaplen, "snaplen", "at most so many bytes of a packet"),
	  .more = "Take at most so many bytes of a packet; 0 and the default are 262144." },
	{ CALL('B', "buffer-size", buffer, "size", "kernel buffer in KiB"),
	  .more = "Size of the kernel's buffer in KiB." },
	{ FLAG('p', "no-promiscuous-mode", no_promisc, "only what the interface takes anyhow") },
	{ FLAG('I', "monitor-mode", monitor, "monitor mode, on IEEE 802.11") },
	{ FLAG('\0', "immediate-mode", immediate, "have packets as they come, one by one") },
	{ CALL('Q', "direction", direction, "in|out|inout", "only packets of that direction") },
	{ CALL('j', "time-stamp-type", stamp, "type", "time stamps of that type, see -J") },
	{ CALL('y', "linktype", dlt, "type", "link type, see -L") },
	{ CALL('c', "", count, "count", "end after so many packets") },
	{ .kind = OPT_TITLE, .help = "Which packets" },
	{ STRING('F', "", filter_file, "file", "filter expression from a file"),
	  .more = "Read the filter expression from\n.Ar file ;\n"
		  "one on the command line is ignored then." },
	{ FLAG('O', "no-optimize", no_optimize, "do not optimize the filter's program") },
	{ .kind = OPT_TITLE, .help = "What to do with them" },
	{ STRING('w', "", save.file, "file", "write them to a savefile, not as text"),
	  .more = "Write the packets to a savefile;\n.Sq -\nis standard output." },
	{ FLAG('\0', "print", print, "print them, too, when they are written") },
	{ FLAG('U', "packet-buffered", packet_buffered, "write each packet at once") },
	{ FLAG('l', "", line_buffered, "write each line at once") },
	{ CALL('C', "", size, "size", "begin a new savefile after so many million bytes") },
	{ CALL('G', "", seconds, "seconds", "begin a new savefile every so many seconds"),
	  .more = "Begin a new savefile every so many seconds, whether or not packets come; the\n"
		  "name is a format for\n.Xr strftime 3 ." },
	{ CALL('W', "", files, "count", "with -C: write so many in turn; with -G: end then"),
	  .more = "With\n.Fl C :\nwrite so many files in turn, over and over.\nWith\n.Fl G :\n"
		  "end after so many files." },
	{ STRING('z', "", save.command, "command", "run it on each savefile that is complete") },
	{ FLAG('\0', "pcapng", save.ng, "write pcapng, not pcap"), .ours = true,
	  .more = "Write pcapng: interfaces with their names and filters, times in nanoseconds,\n"
		  "and at the end for each interface how many packets passed and were lost." },
	{ STRING('\0', "comment", save.comment, "text", "with --pcapng: say so in the file"),
	  .ours = true },
	{ STRING('Z', "relinquish-privileges", user, "user", "become this user, when root") },
	{ FLAG('\0', "count", only_count, "with -r: only say how many") },
	{ COUNT('d', "", program, "show the filter's program; twice: in C, three times: numbers") },
	{ FLAG('D', "list-interfaces", devices, "list interfaces, and end") },
	{ FLAG('L', "list-data-link-types", dlts, "list link types of the interface, and end") },
	{ FLAG('J', "list-time-stamp-types", stamps, "list its time stamp types, and end") },
	{ .kind = OPT_TITLE, .help = "How they look" },
	{ FLAG('n', "", show.numeric, "numbers, not names of hosts and ports") },
	{ FLAG('N', "", bare_names, "names of hosts without their domain") },
	{ FLAG('f', "", local_names, "names only of hosts on the interface's own network") },
	{ COUNT('t', "", times, "no time; -tt epoch, -ttt from the one before, -tttt date,\n"
		"-ttttt from the first"),
	  .more = "No time stamp.\n.Fl tt :\nseconds since 1970;\n.Fl ttt :\n"
		  "time since the packet before;\n.Fl tttt :\ndate and time;\n.Fl ttttt :\n"
		  "time since the first packet." },
	{ CALL('\0', "time-stamp-precision", precision, "micro|nano", "precision of times") },
	{ CALL('\0', "micro", micro, NULL, "times in microseconds") },
	{ FLAG('\0', "nano", nano, "times in nanoseconds") },
	{ FLAG('#', "number", line.number, "number the packets") },
	{ FLAG('\0', "summary", summary, "say at the end what went wrong"),
	  .ours = true,
	  .more = "At the end, and on\n.Dv SIGUSR2 :\nsum up the conversations, and say what went\n"
		  "wrong.\nSee\n.Sx SUMMARY ." },
	{ FLAG('\0', "tls", show.tls, "show what TLS says in the clear"), .ours = true,
	  .more = "Show what TLS says in the clear: versions, server name, ALPN, names of\n"
		  "certificates, alerts; and QUIC, with what TLS says in its first packets.\n"
		  "See\n.Sx TLS AND QUIC ." },
	{ FLAG('\0', "json", json, "print JSON, a line a packet"), .ours = true },
	{ FLAG('\0', "colour", colour, "mark SYN, FIN, RST, ICMP and ARP"),
	  .ours = true },
	{ FLAG('\0', "lengths", line.lengths, "show captured and whole length"), .ours = true },
	{ FLAG('e', "", show.link, "show the link header") },
	{ COUNT('v', "", show.v, "more; -vv, -vvv: still more") },
	{ FLAG('q', "", show.quick, "less") },
	{ COUNT('x', "", hex, "data in hexadecimal; -xx: link header, too") },
	{ COUNT('X', "", both, "data in hexadecimal and as text; -XX: link header, too") },
	{ COUNT('A', "", ascii, "data as text; -AA: link header, too") },
	{ FLAG('S', "absolute-tcp-sequence-numbers", show.absolute, "TCP's numbers as they are") },
	{ FLAG('K', "dont-verify-checksums", show.trust, "do not verify checksums") },
	{ CALL('T', "", type, "type", "take packets for that protocol, whatever their ports"),
	  .more = "Take the packets for that protocol, whatever their ports: aodv, carp, cnfp,\n"
		  "domain, lmp, pgm, pgm_zmtp1, ptp, radius, resp, rpc, rtcp, rtp, snmp, someip,\n"
		  "tftp, vat, vxlan, wb, zmtp1.\nFor one that is not printed a line says so, "
		  "and the ports decide." },
	{ STRING('M', "", show.secret, "secret", "to verify TCP's MD5 signatures with") },
	{ STRING('E', "", show.esp, "keys", "decrypt ESP with spi@address algorithm:secret"),
	  .more = "Decrypt the ESP that is addressed to that address with that number; several\n"
		  "keys have commas between.\n"
		  "Without\n.Ar spi@address\na key is for all the rest.\n"
		  "The algorithm is a cipher's name as libcrypto knows it, with -cbc behind it or\n"
		  "not, and -hmac96 where a checksum of 12 bytes follows; the secret is text, or\n"
		  "hexadecimal behind 0x.\n.Ar file name\nreads keys from a file, one a line.\n"
		  "What stands on a command line can be seen by others on the machine." },
	{ FLAG('b', "", show.asdot, "AS numbers of BGP as two with a dot") },
	{ FLAG('u', "", show.handles, "NFS file handles undecoded"),
	  .more = "Show NFS file handles as they are, in hexadecimal words." },
	{ FLAG('H', "", show.mesh, "expect 802.11s draft mesh headers; none are printed so far"),
	  .more = "Expect mesh headers as an 802.11s draft has them.\n"
		  "This changes nothing as long as IEEE 802.11 is not printed." },
	{ CALL('m', "", module, "module", "ignored: there are no MIB modules") },
	{ .kind = OPT_HELP, .letter = 'h', .name = "help", .help = "print this, and end" },
	{ .kind = OPT_VERSION, .name = "version", .help = "print the version, and end" },
	{ 0 },
};

#define PERSONA(called)                                                                            \
	{                                                                                          \
		.name = called, .title = "print or save the packets on a network",                 \
		.operand = "[expression]", .operand_help = "packets to take, see pcap-filter(7)",  \
		.opts = capture_options, .usage_status = 1, .help = capture_help,                  \
	}

const struct persona capture_personas[] = {
	PERSONA("capture"),
	PERSONA("tcpdump"),
	{ 0 },
};

/* -X before -x before -A, and how often. */
static enum line_dump dump_of(const struct capture_cfg *c)
{
	if (c->both)
		return c->both > 1 ? DUMP_BOTH_LINK : DUMP_BOTH;
	if (c->hex)
		return c->hex > 1 ? DUMP_HEX_LINK : DUMP_HEX;
	if (c->ascii)
		return c->ascii > 1 ? DUMP_ASCII_LINK : DUMP_ASCII;
	return DUMP_NONE;
}

bool capture_check(struct capture_cfg *c, int *status)
{
	static const enum line_time times[] = { TIME_DAY, TIME_NONE, TIME_EPOCH, TIME_BEFORE,
						TIME_DATE, TIME_FIRST };

	*status = PROG_FAIL;
	if (c->times > 5) {
		warn("only -t, -tt, -ttt, -tttt and -ttttt are supported");
		return false;
	}
	if (c->file && c->list) {
		warn("-V and -r are mutually exclusive.");
		return false;
	}
	if (c->save.comment && !c->save.ng) {
		warn("--comment needs --pcapng");
		return false;
	}
	if (c->file && !strncmp(c->file, "rpcap://", 8)) {
		warn("rpcap:// is not supported");
		return false;
	}
	c->line.time = times[c->times];
	c->line.dump = dump_of(c);
	/* -A shows too little of it to stand for what printers show */
	c->show.dump = c->hex || c->both;
	/* pcapng is written in nanoseconds; what is printed beside it, as it was asked for */
	c->fine = c->nano || (c->save.file && c->save.ng);
	c->save.flush = c->packet_buffered;
	c->colour = c->colour && !c->json && isatty(STDOUT_FILENO);
	if (c->summary && c->save.file && !strcmp(c->save.file, "-")) {
		warn("--summary and -w - both want standard output");
		return false;
	}
	return true;
}
