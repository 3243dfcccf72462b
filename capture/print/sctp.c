/*
 * SCTP (RFC 9260): ports(2, 2) tag(4) checksum(4), then chunks: type(1) flags(1) length(2), padded
 * to a multiple of four.
 */
#include "hex.h"
#include "ip.h"
#include "print.h"

#define HEADER 12
#define CHUNK 4
#define DATA_HEADER 16
#define INIT_LENGTH 20
#define SACK_HEADER 16

enum { DATA, INIT, INIT_ACK, SACK };

static const struct bind sctp_on[] = { { BY_IP, 132, 0 }, { 0 } };

static const struct word chunks[] = {
	{ DATA, "DATA" }, { INIT, "INIT" }, { INIT_ACK, "INIT ACK" }, { SACK, "SACK" },
	{ 4, "HB REQ" }, { 5, "HB ACK" }, { 6, "ABORT" }, { 7, "SHUTDOWN" }, { 8, "SHUTDOWN ACK" },
	{ 9, "OP ERR" }, { 10, "COOKIE ECHO" }, { 11, "COOKIE ACK" }, { 12, "ECN ECHO" },
	{ 13, "ECN CWR" }, { 14, "SHUTDOWN COMPLETE" }, { 0xc0, "FOR CUM TSN" },
	{ 0xc1, "REL CTRL" }, { 0xc2, "REL CTRL ACK" }, { 0, NULL },
};
static const struct word payloads[] = {
	{ 1, "ISDN Q.921" }, { 2, "M2UA" }, { 3, "M3UA" }, { 4, "SUA" }, { 5, "M2PA" },
	{ 6, "V5.2" }, { 7, "H.248" }, { 8, "BICC" }, { 9, "TALI" }, { 10, "DUA" }, { 11, "ASAP" },
	{ 12, "ENRP" }, { 13, "H.323" }, { 14, "Q.IPC" }, { 15, "SIMCO" }, { 16, "DDPSC" },
	{ 17, "DDPSSC" }, { 18, "S1AP" }, { 19, "RUA" }, { 20, "HNBAP" }, { 21, "ForCES HP" },
	{ 22, "ForCES MP" }, { 23, "ForCES LP" }, { 24, "SBc-AP" }, { 25, "NBAP" }, { 27, "X2AP" },
	{ 0, NULL },
};
static const struct word forces_ports[] = {
	{ 6704, "[ForCES HP]" }, { 6705, "[ForCES MP]" }, { 6706, "[ForCES LP]" }, { 0, NULL },
};

static bool bogus(struct obuf *o, size_t length)
{
	ob_num(o, "bogus chunk length ", length, "]");
	return false;
}

/* `length` is the chunk's with its header. */
static bool data(struct view v, uint8_t flags, size_t length, struct obuf *o)
{
	const uint8_t *p;

	ob_str(o, flags & 4 ? "(U)" : "");
	ob_str(o, flags & 2 ? "(B)" : "");
	ob_str(o, flags & 1 ? "(E)" : "");
	ob_str(o, flags & 7 ? " " : "");
	if (length < DATA_HEADER)
		return bogus(o, length);
	p = view_bytes(&v, DATA_HEADER - CHUNK);
	ob_num(o, "[TSN: ", be32(p), "] ");
	ob_num(o, "[SID: ", be16(p + 4), "] ");
	ob_num(o, "[SSEQ ", be16(p + 6), "] [PPID ");
	ob_word_hex(o, payloads, be32(p + 8), "0x", "");
	ob_str(o, "] ");
	if (length == DATA_HEADER)
		return bogus(o, length);
	if (v.pk->show->v > 1 && v.pk->show->quick) {
		ob_str(o, "[Payload]");
	} else if (v.pk->show->v > 1) {
		ob_str(o, "[Payload:");
		hex_dump(o, "\n\t", v.p, v.len, true);
		ob_c(o, ']');
	}
	return true;
}

static bool init(struct view v, size_t length, struct obuf *o)
{
	const uint8_t *p;

	if (length < INIT_LENGTH)
		return bogus(o, length);
	p = view_bytes(&v, INIT_LENGTH - CHUNK);
	ob_num(o, "[init tag: ", be32(p), "] ");
	ob_num(o, "[rwnd: ", be32(p + 4), "] ");
	ob_num(o, "[OS: ", be16(p + 8), "] ");
	ob_num(o, "[MIS: ", be16(p + 10), "] ");
	ob_num(o, "[init TSN: ", be32(p + 12), "] ");
	return true;
}

static bool sack(struct view v, size_t length, struct obuf *o)
{
	const uint8_t *p;
	unsigned gaps, twice;
	uint32_t cum;

	if (length < SACK_HEADER)
		return bogus(o, length);
	p = view_bytes(&v, SACK_HEADER - CHUNK);
	cum = be32(p);
	gaps = be16(p + 8);
	twice = be16(p + 10);
	ob_num(o, "[cum ack ", cum, "] ");
	ob_num(o, "[a_rwnd ", be32(p + 4), "] ");
	ob_num(o, "[#gap acks ", gaps, "] ");
	ob_num(o, "[#dup tsns ", twice, "] ");
	for (unsigned i = 1; i <= gaps && v.len >= 4 && view_more(&v); i++) {
		p = view_bytes(&v, 4);
		ob_num(o, "\n\t\t[gap ack block #", i, ": start = ");
		ob_u(o, cum + be16(p));
		ob_num(o, ", end = ", cum + be16(p + 2), "] ");
	}
	for (unsigned i = 1; i <= twice && v.len >= 4 && view_more(&v); i++) {
		ob_num(o, "\n\t\t[dup TSN #", i, ": ");
		ob_num(o, "", view_be32(&v), "] ");
	}
	return true;
}

/* What is behind a chunk's header; false: the packet is over. */
static bool body_print(struct view v, uint8_t type, uint8_t flags, size_t length, struct obuf *o)
{
	switch (type) {
	case DATA:
		return data(v, flags, length, o);
	case INIT:
	case INIT_ACK:
		return init(v, length, o);
	case SACK:
		return sack(v, length, o);
	default:
		return true;
	}
}

/* False: the packet is over. */
static bool chunk_print(struct pkt *pk, struct view *v, unsigned number, struct obuf *o)
{
	const uint8_t *p = view_at(v, 0, CHUNK);
	uint8_t type = p[0], flags = p[1];
	size_t length = be16(p + 2);
	bool lines = pk->show->v > 1;
	struct view body;

	if (v->len < CHUNK || length > v->len || length > view_left(v))
		view_failed(v);
	if (pk->failed)
		return false;
	ob_str(o, lines ? "\n\t" : number > 1 ? ", (" : " (");
	ob_num(o, "", number, ") [");
	if (length < CHUNK) {
		ob_num(o, "Bad chunk length ", length, ", < size of chunk descriptor]");
		return false;
	}
	ob_word_hex(o, chunks, type, "Unknown chunk type: 0x", "");
	ob_str(o, "] ");
	body = view_limit(*v, length);
	view_pass(&body, CHUNK);
	view_pass(v, length);
	if (!body_print(body, type, flags, length, o))
		return false;
	/* the last chunk's padding may be missing, but not be cut */
	if (v->len)
		view_skip(v, -length % 4);
	return true;
}

static void port_text(const struct pkt *pk, struct obuf *o, uint16_t port)
{
	(void)pk;
	ob_u(o, port);
}

static void sctp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const uint8_t *p;

	if (v.len < HEADER) {
		ob_num(o, "truncated-sctp - ", HEADER - v.len, " bytes missing!");
		return;
	}
	p = view_bytes(&v, HEADER);
	if (pk->failed)
		return;
	pk->ports[0] = be16(p);
	pk->ports[1] = be16(p + 2);
	ip_ports(pk, o, be16(p), be16(p + 2), port_text);
	ob_str(o, "sctp");
	for (int i = 0; i < 2; i++) {
		const char *forces = word_of(forces_ports, pk->ports[i]);

		ob_str(o, forces ? forces : "");
	}
	for (unsigned i = 1; view_more(&v) && chunk_print(pk, &v, i, o); i++)
		;
}

const struct printer printer_sctp = { .name = "sctp", .title = "SCTP", .on = sctp_on,
	.print = sctp_print };
