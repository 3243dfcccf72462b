/* Options of PPP's control protocols: type(1) length(1) value. */
#include "hex.h"
#include "proto/ppp.h"

const struct word ppp_protocols[] = {
	{ 0x0021, "IP" }, { 0x0023, "OSI" }, { 0x0025, "NS" }, { 0x0027, "DECNET" },
	{ 0x0029, "APPLE" }, { 0x002b, "IPX" }, { 0x002d, "VJC IP" }, { 0x002f, "VJNC IP" },
	{ 0x0031, "BRPDU" }, { 0x0033, "STII" }, { 0x0035, "VINES" }, { 0x003d, "MLPPP" },
	{ 0x0057, "IP6" }, { 0x00fd, "Compressed" }, { 0x0201, "HELLO" }, { 0x0231, "LUXCOM" },
	{ 0x0233, "SNS" }, { 0x0281, "MPLS" }, { 0x0283, "MPLS" }, { 0x8021, "IPCP" },
	{ 0x8023, "OSICP" }, { 0x8025, "NSCP" }, { 0x8027, "DECNETCP" }, { 0x8029, "APPLECP" },
	{ 0x802b, "IPXCP" }, { 0x8033, "STIICP" }, { 0x8035, "VINESCP" }, { 0x8057, "IP6CP" },
	{ 0x80fd, "CCP" }, { 0x8281, "MPLSCP" }, { 0xc021, "LCP" }, { 0xc023, "PAP" },
	{ 0xc025, "LQM" }, { 0xc027, "SPAP" }, { 0xc02b, "BACP" }, { 0xc02d, "BAP" },
	{ 0xc03d, "MLPPP-CP" }, { 0xc223, "CHAP" }, { 0xc227, "EAP" }, { 0, NULL },
};

static const struct word lcp_options[] = {
	{ 0, "Vend-Ext" }, { 1, "MRU" }, { 2, "ACCM" }, { 3, "Auth-Prot" }, { 4, "Qual-Prot" },
	{ 5, "Magic-Num" }, { 6, "deprecated(6)" }, { 7, "PFC" }, { 8, "ACFC" }, { 9, "FCS-Alt" },
	{ 10, "SDP" }, { 11, "Num-Mode" }, { 12, "deprecated(12)" }, { 13, "Call-Back" },
	{ 14, "deprecated(14)" }, { 15, "deprecated(15)" }, { 16, "deprecated(16)" },
	{ 17, "MRRU" }, { 18, "12-Bit seq #" }, { 19, "End-Disc" }, { 20, "Proprietary" },
	{ 21, "DCE-Id" }, { 22, "MP+" }, { 23, "Link-Disc" }, { 24, "LCP-Auth-Opt" },
	{ 25, "COBS" }, { 26, "Prefix-elision" }, { 27, "Multilink-header-Form" },
	{ 28, "I18N" }, { 29, "SDL-over-SONET/SDH" }, { 30, "PPP-Muxing" }, { 0, NULL },
};

static const struct word ipcp_options[] = {
	{ 1, "IP-Addrs" }, { 2, "IP-Comp" }, { 3, "IP-Addr" }, { 4, "Home-Addr" },
	{ 129, "Pri-DNS" }, { 130, "Pri-NBNS" }, { 131, "Sec-DNS" }, { 132, "Sec-NBNS" },
	{ 0, NULL },
};

static const struct word ip6cp_options[] = { { 1, "Interface-ID" }, { 0, NULL } };

static const struct word ccp_options[] = {
	{ 0, "OUI" }, { 1, "Pred-1" }, { 2, "Pred-2" }, { 3, "Puddle" }, { 16, "HP-PPC" },
	{ 17, "Stac-LZS" }, { 18, "MPPC" }, { 19, "Gand-FZA" }, { 20, "V.42bis" },
	{ 21, "BSD-Comp" }, { 23, "LZS-DCP" }, { 24, "MVRCA" }, { 25, "DEC" }, { 26, "Deflate" },
	{ 255, "Reserved" }, { 0, NULL },
};

static const struct word bacp_options[] = { { 1, "Favored-Peer" }, { 0, NULL } };

static const struct ppp_control controls[] = {
	{ 0xc021, "LCP", ppp_lcp_option, lcp_options, NULL, "[|lcp]" },
	{ 0x8021, "IPCP", ppp_ipcp_option, ipcp_options, "unknown", "[|ipcp]" },
	{ 0x8057, "IP6CP", ppp_ip6cp_option, ip6cp_options, "unknown", "[|ip6cp]" },
	{ 0x80fd, "CCP", ppp_ccp_option, ccp_options, "Unknown", "[|ccp]" },
	{ 0xc02b, "BACP", ppp_bacp_option, bacp_options, "Unknown", "[|bacp]" },
	{ 0x8023, "OSICP", NULL, NULL, NULL, NULL },
	{ 0x8281, "MPLSCP", NULL, NULL, NULL, NULL },
};

const struct ppp_control *ppp_control_of(uint16_t protocol)
{
	for (unsigned i = 0; i < sizeof(controls) / sizeof(controls[0]); i++)
		if (controls[i].protocol == protocol)
			return &controls[i];
	return NULL;
}

static void bogus(const char *how, uint8_t right, struct obuf *o)
{
	ob_str(o, " (length bogus, should be ");
	ob_str(o, how);
	ob_num(o, "= ", right, ")");
}

bool ppp_exactly(uint8_t len, uint8_t right, struct obuf *o)
{
	if (len != right)
		bogus("", right, o);
	return len == right;
}

bool ppp_at_least(uint8_t len, uint8_t least, struct obuf *o)
{
	if (len < least)
		bogus(">", least, o);
	return len >= least;
}

void ppp_data(struct view v, size_t n, const char *begin, struct obuf *o)
{
	if (!v.pk->failed)
		hex_dump(o, begin, v.p, n < view_left(&v) ? n : view_left(&v), false);
}

void ppp_option_data(struct view v, uint8_t len, struct obuf *o)
{
	ppp_data(view_behind(v, 2), len - 2u, "\n\t    ", o);
}

/* The option's length; 0: nothing more can be told. */
static uint8_t option(struct pkt *pk, const struct ppp_control *of, struct view v, size_t whole,
		      struct obuf *o)
{
	const char *name;
	uint8_t type, len;

	if (!view_has(&v, 0, 2)) {
		ob_str(o, of->mark);
		return 0;
	}
	type = v.p[0];
	len = v.p[1];
	if (len > whole)
		return 0;
	name = word_of(of->options, type);
	if (!name && !of->unknown) {
		ob_str(o, "\n\tunknown LCP option ");
		ob_0x(o, type, 2);
		return len < 2 ? 0 : len;
	}
	ob_str(o, "\n\t  ");
	ob_str(o, name ? name : of->unknown);
	ob_str(o, " Option (");
	ob_0x(o, type, 2);
	ob_num(o, "), length ", len, "");
	if (!ppp_at_least(len, 2, o))
		return 0;
	return of->option(pk, v, type, len, o) ? len : 0;
}

void ppp_options(struct pkt *pk, const struct ppp_control *of, struct view v, size_t whole,
		 struct obuf *o)
{
	while (view_more(&v)) {
		uint8_t len = option(pk, of, v, whole, o);

		if (!len)
			return;
		if (v.len < len) {
			ob_num(o, " [remaining options length ", v.len, " < ");
			ob_u(o, len);
			ob_str(o, "] (invalid)");
			return;
		}
		view_pass(&v, len);
	}
}

bool ppp_login(struct view v, const char *title, const char *mark, const struct word *codes,
	       struct obuf *o)
{
	const char *name;
	uint8_t code;

	if (!v.len) {
		ob_str(o, "[|");
		ob_str(o, mark);
		ob_c(o, ']');
		return false;
	}
	code = *view_at(&v, 0, 1);
	if (v.len < PPP_HEADER) {
		ob_str(o, "[|");
		ob_str(o, mark);
		ob_c(o, ' ');
		ob_0x(o, code, 2);
		ob_c(o, ']');
		return false;
	}
	ob_str(o, title);
	ob_str(o, ", ");
	name = word_of(codes, code);
	ob_str(o, name ? name : "unknown");
	ob_str(o, " (");
	ob_0x(o, code, 2);
	ob_c(o, ')');
	ob_num(o, ", id ", *view_at(&v, 1, 1), "");
	return true;
}
