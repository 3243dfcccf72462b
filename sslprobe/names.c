/* Names of the DNS (RFC 1123), and the words of -nameopt (openssl-namedisplay-options(1ssl)). */
#include "names.h"

#include <string.h>
#include <strings.h>

#include <openssl/x509.h>

#define LABEL 63

static bool letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
}

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

bool name_is_dns(const char *s)
{
	bool dots = false, letters = false;

	for (;;) {
		size_t n = 0;

		for (; letter(s[n]) || digit(s[n]); n++)
			letters |= letter(s[n]);
		if (!n || n > LABEL || s[0] == '-' || s[n - 1] == '-')
			return false;
		if (!s[n])
			return dots && letters;
		if (s[n] != '.')
			return false;
		dots = true;
		s += n + 1;
	}
}

static const struct {
	const char *name;
	unsigned long set, clear;
} words[] = {
	{ "esc_2253", ASN1_STRFLGS_ESC_2253, 0 },
	{ "esc_2254", ASN1_STRFLGS_ESC_2254, 0 },
	{ "esc_ctrl", ASN1_STRFLGS_ESC_CTRL, 0 },
	{ "esc_msb", ASN1_STRFLGS_ESC_MSB, 0 },
	{ "use_quote", ASN1_STRFLGS_ESC_QUOTE, 0 },
	{ "utf8", ASN1_STRFLGS_UTF8_CONVERT, 0 },
	{ "ignore_type", ASN1_STRFLGS_IGNORE_TYPE, 0 },
	{ "show_type", ASN1_STRFLGS_SHOW_TYPE, 0 },
	{ "dump_all", ASN1_STRFLGS_DUMP_ALL, 0 },
	{ "dump_nostr", ASN1_STRFLGS_DUMP_UNKNOWN, 0 },
	{ "dump_der", ASN1_STRFLGS_DUMP_DER, 0 },
	{ "compat", XN_FLAG_COMPAT, 0xffffffff },
	{ "sep_comma_plus", XN_FLAG_SEP_COMMA_PLUS, XN_FLAG_SEP_MASK },
	{ "sep_comma_plus_space", XN_FLAG_SEP_CPLUS_SPC, XN_FLAG_SEP_MASK },
	{ "sep_semi_plus_space", XN_FLAG_SEP_SPLUS_SPC, XN_FLAG_SEP_MASK },
	{ "sep_multiline", XN_FLAG_SEP_MULTILINE, XN_FLAG_SEP_MASK },
	{ "dn_rev", XN_FLAG_DN_REV, 0 },
	{ "nofname", XN_FLAG_FN_NONE, XN_FLAG_FN_MASK },
	{ "sname", XN_FLAG_FN_SN, XN_FLAG_FN_MASK },
	{ "lname", XN_FLAG_FN_LN, XN_FLAG_FN_MASK },
	{ "align", XN_FLAG_FN_ALIGN, 0 },
	{ "oid", XN_FLAG_FN_OID, XN_FLAG_FN_MASK },
	{ "space_eq", XN_FLAG_SPC_EQ, 0 },
	{ "dump_unknown", XN_FLAG_DUMP_UNKNOWN_FIELDS, 0 },
	{ "RFC2253", XN_FLAG_RFC2253, 0xffffffff },
	{ "oneline", XN_FLAG_ONELINE, 0xffffffff },
	{ "multiline", XN_FLAG_MULTILINE, 0xffffffff },
	{ "ca_default", XN_FLAG_MULTILINE, 0xffffffff },
};

/* One word of n characters; "-" before it takes back what it sets. */
static bool name_option(const char *s, size_t n, unsigned long *nameopt)
{
	bool off = n && *s == '-';

	if (off) {
		s++;
		n--;
	}
	for (unsigned i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strlen(words[i].name) != n || strncasecmp(words[i].name, s, n) != 0)
			continue;
		*nameopt &= ~words[i].clear;
		if (off)
			*nameopt &= ~words[i].set;
		else
			*nameopt |= words[i].set;
		return true;
	}
	return false;
}

bool name_options(const char *s, unsigned long *nameopt)
{
	const char *all = s;

	*nameopt = 0;
	/* a list with a hole in it says nothing at all */
	if (!*all || *all == ',' || strstr(all, ",,") || all[strlen(all) - 1] == ',')
		return true;
	for (;;) {
		size_t n = strcspn(s, ",");

		if (!name_option(s, n, nameopt))
			return false;
		if (!s[n])
			break;
		s += n + 1;
	}
	if (*nameopt == XN_FLAG_COMPAT)
		return true;
	/* words that say nothing of separators have this one */
	if (!(*nameopt & XN_FLAG_SEP_MASK))
		*nameopt |= XN_FLAG_SEP_CPLUS_SPC;
	/* a line feed in a name begins no line of ours */
	*nameopt |= ASN1_STRFLGS_ESC_CTRL;
	return true;
}
