/* SNMP version 1 (RFC 1157), 2c (RFC 1901, 3416) and 3 (RFC 3412, 3414): a sequence of version,
 * community or security parameters, PDU. */
#include "print.h"
#include "proto/ber.h"

static const struct bind snmp_on[] = {
	{ BY_UDP, 161, 22 }, { BY_UDP, 162, 22 }, { BY_UDP_AS, AS_SNMP, 0 }, { 0 },
};

enum pdu { GET, GET_NEXT, RESPONSE, SET, TRAP, BULK, INFORM, TRAP2, REPORT };
enum version { V1, V2C, V3 = 3 };

#define USM 3
#define ENTERPRISE 6

static const struct word statuses[] = {
	{ 0, "noError" }, { 1, "tooBig" }, { 2, "noSuchName" }, { 3, "badValue" },
	{ 4, "readOnly" }, { 5, "genErr" }, { 6, "noAccess" }, { 7, "wrongType" },
	{ 8, "wrongLength" }, { 9, "wrongEncoding" }, { 10, "wrongValue" }, { 11, "noCreation" },
	{ 12, "inconsistentValue" }, { 13, "resourceUnavailable" }, { 14, "commitFailed" },
	{ 15, "undoFailed" }, { 16, "authorizationError" }, { 17, "notWritable" },
	{ 18, "inconsistentName" }, { 0, NULL },
};

static const struct word generic_traps[] = {
	{ 0, "coldStart" }, { 1, "warmStart" }, { 2, "linkDown" }, { 3, "linkUp" },
	{ 4, "authenticationFailure" }, { 5, "egpNeighborLoss" },
	{ ENTERPRISE, "enterpriseSpecific" }, { 0, NULL },
};

static void verbose(const struct pkt *pk, const char *s, struct obuf *o)
{
	if (pk->show->v)
		ob_str(o, s);
}

static void signed_word(const struct word *words, int32_t v, const char *before, struct obuf *o)
{
	if (v >= 0 && word_of(words, (uint32_t)v)) {
		ob_str(o, word_of(words, (uint32_t)v));
		return;
	}
	ob_str(o, before);
	ob_i(o, v);
}

static void number(const char *before, int32_t v, const char *behind, struct obuf *o)
{
	ob_str(o, before);
	ob_i(o, v);
	ob_str(o, behind);
}

static void extra(const struct view *v, const char *where, struct obuf *o)
{
	if (v->len) {
		ob_num(o, "[", v->len, " extra after ");
		ob_str(o, where);
	}
}

/* Likewise, behind a last element that the classic text leaves out of its count. */
static void extra_behind(struct view v, const struct ber *last, const char *where, struct obuf *o)
{
	view_pass(&v, (size_t)(v.p - last->start));
	extra(&v, where, o);
}

/* Names and values, up to one that cannot be read. */
static void varbinds(struct pkt *pk, enum pdu pdu, struct view v, struct obuf *o)
{
	bool asks = pdu == GET || pdu == GET_NEXT || pdu == BULK;
	struct ber e, list;

	if (!ber_expect(pk, &v, &list, BER_SEQUENCE, "!SEQ of varbind", o))
		return;
	extra(&v, "SEQ of varbind]", o);
	while (view_more(&list.data)) {
		struct ber pair;

		ob_c(o, ' ');
		if (!ber_expect(pk, &list.data, &pair, BER_SEQUENCE, "!varbind", o) ||
		    !ber_expect(pk, &pair.data, &e, BER_OID, "objName!=OID", o))
			return;
		ber_print(pk, &e, o);
		if (!asks)
			ob_c(o, '=');
		if (!ber_take(pk, &pair.data, &e, o))
			return;
		if (asks && e.type != BER_NULL)
			ob_str(o, "[objVal!=NULL]");
		if ((!asks || e.type != BER_NULL) && !ber_print(pk, &e, o))
			return;
	}
}

static void status_name(int32_t status, struct obuf *o)
{
	ob_word(o, statuses, (uint32_t)status, "err=", "");
}

static void status_text(enum pdu pdu, int32_t status, struct obuf *o)
{
	if (pdu == BULK) {
		number(" N=", status, "", o);
	} else if (status && pdu == RESPONSE) {
		ob_c(o, ' ');
		status_name(status, o);
	} else if (status) {
		ob_str(o, "[errorStatus(");
		status_name(status, o);
		ob_str(o, ")!=0]");
	}
}

static void index_text(enum pdu pdu, int32_t status, int32_t index, struct obuf *o)
{
	if (pdu == BULK)
		number(" M=", index, "", o);
	else if (pdu == RESPONSE && status && index)
		number("@", index, "", o);
	else if (pdu == RESPONSE && status)
		ob_str(o, "[errorIndex==0]");
	else if (index)
		number("[errorIndex(", index, pdu == RESPONSE ? ") w/o errorStatus]" : ")!=0]", o);
}

static void request(struct pkt *pk, enum pdu pdu, struct view v, struct obuf *o)
{
	struct ber id, status, index;

	if (!ber_expect(pk, &v, &id, BER_INT, "reqId!=INT", o))
		return;
	if (pk->show->v)
		number("R=", ber_int(&id), " ", o);
	if (!ber_expect(pk, &v, &status, BER_INT, "errorStatus!=INT", o))
		return;
	status_text(pdu, ber_int(&status), o);
	if (!ber_expect(pk, &v, &index, BER_INT, "errorIndex!=INT", o))
		return;
	index_text(pdu, ber_int(&status), ber_int(&index), o);
	varbinds(pk, pdu, v, o);
}

static bool trap_reason(struct pkt *pk, struct view *v, struct obuf *o)
{
	struct ber generic, specific;

	if (!ber_expect(pk, v, &generic, BER_INT, "generic-trap!=INT", o))
		return false;
	ob_c(o, ' ');
	signed_word(generic_traps, ber_int(&generic), "gt=", o);
	if (!ber_expect(pk, v, &specific, BER_INT, "specific-trap!=INT", o))
		return false;
	if (ber_int(&generic) == ENTERPRISE)
		number(" s=", ber_int(&specific), "", o);
	else if (ber_int(&specific))
		number("[specific-trap(", ber_int(&specific), ")!=0]", o);
	return true;
}

static void trap(struct pkt *pk, struct view v, struct obuf *o)
{
	struct ber e;

	ob_c(o, ' ');
	if (!ber_expect(pk, &v, &e, BER_OID, "enterprise!=OID", o))
		return;
	ber_print(pk, &e, o);
	ob_c(o, ' ');
	if (!ber_expect(pk, &v, &e, BER_ADDR, "agent-addr!=INETADDR", o))
		return;
	ber_print(pk, &e, o);
	if (!trap_reason(pk, &v, o))
		return;
	ob_c(o, ' ');
	if (!ber_expect(pk, &v, &e, BER_UNSIGNED, "time-stamp!=TIMETICKS", o))
		return;
	ber_print(pk, &e, o);
	varbinds(pk, TRAP, v, o);
}

static void pdu_text(struct pkt *pk, enum version version, struct view v, struct obuf *o)
{
	struct ber e;
	enum pdu pdu;

	if (!ber_take(pk, &v, &e, o))
		return;
	if (e.type != BER_PDU) {
		ob_str(o, "[no PDU]");
		return;
	}
	extra(&v, "PDU]", o);
	verbose(pk, "{ ", o);
	ber_print(pk, &e, o);
	ob_c(o, ' ');
	pdu = e.id;
	if (version == V1 && pdu >= BULK) {
		ob_str(o, "[v2 PDU in v1 message]");
		return;
	}
	if (version == V2C && pdu == TRAP) {
		ob_str(o, "[v1 PDU in v2 message]");
		return;
	}
	if (pdu == TRAP)
		trap(pk, e.data, o);
	else
		request(pk, pdu, e.data, o);
	verbose(pk, " } ", o);
}

static void community(struct pkt *pk, enum version version, struct view v, struct obuf *o)
{
	struct ber e;

	if (!ber_expect(pk, &v, &e, BER_STRING, "comm!=STR", o))
		return;
	if (e.data.len != 6 || memcmp(e.data.p, "public", 6) != 0) {
		ob_str(o, "C=");
		ber_print(pk, &e, o);
		ob_c(o, ' ');
	}
	pdu_text(pk, version, v, o);
}

static void user(struct pkt *pk, struct view v, struct obuf *o)
{
	struct ber e;
	struct view all;

	if (!ber_expect(pk, &v, &e, BER_SEQUENCE, "!usm", o))
		return;
	all = e.data;
	if (!ber_expect(pk, &all, &e, BER_STRING, "msgAuthoritativeEngineID!=STR", o) ||
	    !ber_expect(pk, &all, &e, BER_INT, "msgAuthoritativeEngineBoots!=INT", o))
		return;
	if (pk->show->v)
		number("B=", ber_int(&e), " ", o);
	if (!ber_expect(pk, &all, &e, BER_INT, "msgAuthoritativeEngineTime!=INT", o))
		return;
	if (pk->show->v)
		number("T=", ber_int(&e), " ", o);
	if (!ber_expect(pk, &all, &e, BER_STRING, "msgUserName!=STR", o))
		return;
	ob_str(o, "U=");
	ber_print(pk, &e, o);
	ob_c(o, ' ');
	if (!ber_expect(pk, &all, &e, BER_STRING, "msgAuthenticationParameters!=STR", o) ||
	    !ber_expect(pk, &all, &e, BER_STRING, "msgPrivacyParameters!=STR", o))
		return;
	extra_behind(all, &e, "usm SEQ]", o);
}

static void scoped(struct pkt *pk, struct view v, struct obuf *o)
{
	struct ber e;
	struct view all;

	verbose(pk, "{ ScopedPDU ", o);
	if (!ber_expect(pk, &v, &e, BER_SEQUENCE, "!scoped PDU", o))
		return;
	all = e.data;
	if (!ber_expect(pk, &all, &e, BER_STRING, "contextEngineID!=STR", o))
		return;
	ob_str(o, "E=");
	for (size_t i = 0; i < e.data.len; i++) {
		ob_c(o, '_');
		ob_hex_bytes(o, e.data.p + i, 1);
	}
	ob_c(o, ' ');
	if (!ber_expect(pk, &all, &e, BER_STRING, "contextName!=STR", o))
		return;
	ob_str(o, "C=");
	ber_print(pk, &e, o);
	ob_c(o, ' ');
	pdu_text(pk, V3, all, o);
}

static bool flags_text(const struct ber *e, struct obuf *o)
{
	uint8_t flags;

	if (e->data.len != 1) {
		ob_num(o, "[msgFlags size ", e->data.len, "]");
		return false;
	}
	flags = e->data.p[0];
	if (flags != 0 && flags != 1 && flags != 3 && flags != 4 && flags != 5 && flags != 7) {
		ob_str(o, "[msgFlags=0x");
		ob_c(o, "0123456789ABCDEF"[flags >> 4]);
		ob_c(o, "0123456789ABCDEF"[flags & 15]);
		ob_c(o, ']');
		return false;
	}
	ob_str(o, "F=");
	ob_str(o, flags & 1 ? "a" : "");
	ob_str(o, flags & 2 ? "p" : "");
	ob_str(o, flags & 4 ? "r" : "");
	ob_c(o, ' ');
	return true;
}

static void message3(struct pkt *pk, struct view v, struct obuf *o)
{
	struct ber e;
	struct view all;

	if (!ber_expect(pk, &v, &e, BER_SEQUENCE, "!message", o))
		return;
	verbose(pk, "{ ", o);
	all = e.data;
	if (!ber_expect(pk, &all, &e, BER_INT, "msgID!=INT", o) ||
	    !ber_expect(pk, &all, &e, BER_INT, "msgMaxSize!=INT", o) ||
	    !ber_expect(pk, &all, &e, BER_STRING, "msgFlags!=STR", o) || !flags_text(&e, o) ||
	    !ber_expect(pk, &all, &e, BER_INT, "msgSecurityModel!=INT", o))
		return;
	extra_behind(all, &e, "message SEQ]", o);
	verbose(pk, "} ", o);
	if (ber_int(&e) != USM) {
		number("[security model ", ber_int(&e), "]", o);
		return;
	}
	verbose(pk, "{ USM ", o);
	/* what comes next follows the last field, also where the sequence around goes on */
	v.len += (size_t)(v.p - all.p);
	v.p = all.p;
	if (!ber_expect(pk, &v, &e, BER_STRING, "msgSecurityParameters!=STR", o))
		return;
	user(pk, e.data, o);
	verbose(pk, "} ", o);
	scoped(pk, v, o);
	verbose(pk, "} ", o);
}

static void snmp_print(struct pkt *pk, struct view v, struct obuf *o)
{
	static const char *const versions[] = { "1", "2c", "", "3" };
	struct ber all, e;
	int32_t version;

	ob_c(o, ' ');
	if (!ber_expect(pk, &v, &all, BER_SEQUENCE, "!init SEQ", o))
		return;
	extra(&v, "iSEQ]", o);
	if (!ber_expect(pk, &all.data, &e, BER_INT, "version!=INT", o))
		return;
	version = ber_int(&e);
	if (version != V1 && version != V2C && version != V3) {
		number("SNMP [version = ", version, "]", o);
		return;
	}
	if (pk->show->v) {
		ob_str(o, "{ SNMPv");
		ob_str(o, versions[version]);
		ob_c(o, ' ');
	}
	if (version == V3)
		message3(pk, all.data, o);
	else
		community(pk, version == V1 ? V1 : V2C, all.data, o);
	verbose(pk, "} ", o);
}

const struct printer printer_snmp = { .name = "snmp", .title = "SNMP", .on = snmp_on,
	.print = snmp_print };
