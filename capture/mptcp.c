/* Multipath TCP's option (RFC 8684, and version 0 of RFC 6824). */
#include "tcpopts.h"

enum subtype { CAPABLE, JOIN, DSS, ADD_ADDR, REMOVE_ADDR, PRIO, FAIL, FASTCLOSE };

#define SYN 0x02
#define ACK 0x10

#define CHECKSUM 0x80		/* of CAPABLE */
#define BACKUP 0x01		/* of JOIN, PRIO */
#define DSS_FIN 0x10		/* of DSS, as what follows */
#define DSS_SEQ8 0x08
#define DSS_SEQ 0x04
#define DSS_ACK8 0x02
#define DSS_ACK 0x01

static void key_text(struct view *v, size_t at, struct obuf *o)
{
	ob_0x(o, be64(view_at(v, at, 8)), 0);
}

static bool capable(struct pkt *pk, struct view *v, size_t n, uint8_t tcp, struct obuf *o)
{
	uint8_t version = *view_at(v, 2, 1) & 15;

	(void)pk;
	if (!(n == 4 && tcp & SYN) && !(n == 12 && tcp & SYN) &&
	    !((n == 20 || n == 22) && (tcp & (SYN | ACK)) == ACK))
		return false;
	if (version > 1) {
		ob_num(o, " Unknown Version (", version, ")");
		return true;
	}
	ob_num(o, " v", version, "");
	if (*view_at(v, 3, 1) & CHECKSUM)
		ob_str(o, " csum");
	if (n < 12)
		return true;
	ob_str(o, " {");
	key_text(v, 4, o);
	if (n >= 20) {
		ob_c(o, ',');
		key_text(v, 12, o);
	}
	ob_c(o, '}');
	return true;
}

static bool join(struct pkt *pk, struct view *v, size_t n, uint8_t tcp, struct obuf *o)
{
	(void)pk;
	if (!(n == 12 && tcp & SYN) && !(n == 16 && (tcp & (SYN | ACK)) == (SYN | ACK)) &&
	    !(n == 24 && tcp & ACK))
		return false;
	if (n != 24) {
		if (*view_at(v, 2, 1) & BACKUP)
			ob_str(o, " backup");
		ob_num(o, " id ", *view_at(v, 3, 1), "");
	}
	if (n == 12) {
		ob_str(o, " token ");
		ob_0x(o, be32(view_at(v, 4, 4)), 0);
		ob_str(o, " nonce ");
		ob_0x(o, be32(view_at(v, 8, 4)), 0);
	} else if (n == 16) {
		ob_str(o, " hmac ");
		key_text(v, 4, o);
		ob_str(o, " nonce ");
		ob_0x(o, be32(view_at(v, 12, 4)), 0);
	} else {
		ob_str(o, " hmac 0x");
		ob_hex_bytes(o, view_at(v, 4, 20), 20);
	}
	return true;
}

/* 4 or 8 bytes of a sequence number. False: there are fewer. */
static bool number(struct view *v, size_t *left, const char *title, bool wide, struct obuf *o)
{
	size_t size = wide ? 8 : 4;

	ob_str(o, title);
	if (*left < size)
		return false;
	ob_u(o, wide ? view_be64(v) : view_be32(v));
	*left -= size;
	return true;
}

/* Where in the stream the data belong. False: fewer bytes than that takes. */
static bool mapping(struct view *v, size_t *left, bool wide, struct obuf *o)
{
	if (!number(v, left, " seq ", wide, o) || *left < 4)
		return false;
	ob_num(o, " subseq ", view_be32(v), "");
	*left -= 4;
	if (*left < 2)
		return false;
	ob_num(o, " len ", view_be16(v), "");
	*left -= 2;
	/* a checksum may follow */
	if (*left >= 2) {
		ob_str(o, " csum ");
		ob_0x(o, view_be16(v), 0);
		*left -= 2;
	}
	return true;
}

static bool dss(struct pkt *pk, struct view *from, size_t n, uint8_t tcp, struct obuf *o)
{
	struct view v = view_behind(*from, 4);
	uint8_t flags;
	size_t left;

	(void)pk;
	if (n < 4 || tcp & SYN)
		return false;
	flags = *view_at(from, 3, 1);
	left = n - 4;
	if (flags & DSS_FIN)
		ob_str(o, " fin");
	if (flags & DSS_ACK && !number(&v, &left, " ack ", flags & DSS_ACK8, o))
		return false;
	if (flags & DSS_SEQ && !mapping(&v, &left, flags & DSS_SEQ8, o))
		return false;
	return left == 0;
}

static bool add_addr(struct pkt *pk, struct view *v, size_t n, uint8_t tcp, struct obuf *o)
{
	/* RFC 6824 has the IP version there, RFC 8684 whether it is an echo */
	static const struct word versions[] = { { 0, "v1" }, { 1, "v1-echo" }, { 4, "v0-ip4" },
		{ 6, "v0-ip6" }, { 0, NULL } };
	bool v4 = n == 8 || n == 10 || n == 16 || n == 18;
	bool v6 = n == 20 || n == 22 || n == 28 || n == 30;
	size_t at = v4 ? 8 : 20;
	const uint8_t *p;
	const char *version;

	(void)tcp;
	if (!v4 && !v6)
		return false;
	p = view_at(v, 2, 2);
	version = word_of(versions, p[0] & 15);
	ob_c(o, ' ');
	ob_str(o, version ? version : "[bad version/echo]");
	ob_num(o, " id ", p[1], " ");
	if (v4)
		names_ip4(pk, o, view_at(v, 4, 4));
	else
		names_ip6(pk, o, view_at(v, 4, 16));
	if ((n - at) % 8 == 2) {
		ob_num(o, ":", be16(view_at(v, at, 2)), "");
		at += 2;
	}
	if (n > at) {
		ob_str(o, " hmac ");
		key_text(v, at, o);
	}
	return true;
}

static bool remove_addr(struct pkt *pk, struct view *v, size_t n, uint8_t tcp, struct obuf *o)
{
	(void)pk;
	(void)tcp;
	if (n < 4)
		return false;
	ob_str(o, " id");
	for (size_t i = 3; i < n; i++)
		ob_num(o, " ", *view_at(v, i, 1), "");
	return true;
}

static bool prio(struct pkt *pk, struct view *v, size_t n, uint8_t tcp, struct obuf *o)
{
	(void)pk;
	(void)tcp;
	if (n != 3 && n != 4)
		return false;
	ob_str(o, *view_at(v, 2, 1) & BACKUP ? " backup" : " non-backup");
	if (n == 4)
		ob_num(o, " id ", *view_at(v, 3, 1), "");
	return true;
}

static bool fail(struct pkt *pk, struct view *v, size_t n, uint8_t tcp, struct obuf *o)
{
	(void)pk;
	(void)tcp;
	if (n != 12)
		return false;
	ob_num(o, " seq ", be64(view_at(v, 4, 8)), "");
	return true;
}

static bool fastclose(struct pkt *pk, struct view *v, size_t n, uint8_t tcp, struct obuf *o)
{
	(void)pk;
	(void)tcp;
	if (n != 12)
		return false;
	ob_str(o, " key ");
	key_text(v, 4, o);
	return true;
}

bool mptcp_print(struct pkt *pk, struct view v, size_t n, uint8_t flags, struct obuf *o)
{
	static const struct {
		const char *name;
		bool (*print)(struct pkt *, struct view *, size_t, uint8_t, struct obuf *);
	} subtypes[] = {
		[CAPABLE] = { "capable", capable },
		[JOIN] = { "join", join },
		[DSS] = { "dss", dss },
		[ADD_ADDR] = { "add-addr", add_addr },
		[REMOVE_ADDR] = { "rem-addr", remove_addr },
		[PRIO] = { "prio", prio },
		[FAIL] = { "fail", fail },
		[FASTCLOSE] = { "fast-close", fastclose },
	};
	uint8_t subtype;

	pk->proto = "mptcp";
	if (n < 3)
		return false;
	subtype = *view_at(&v, 2, 1) >> 4;
	if (subtype >= sizeof(subtypes) / sizeof(subtypes[0])) {
		ob_str(o, " unknown");
		return true;
	}
	ob_c(o, ' ');
	ob_str(o, subtypes[subtype].name);
	return subtypes[subtype].print(pk, &v, n, flags, o);
}
