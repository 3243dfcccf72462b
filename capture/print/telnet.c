/* Telnet's commands where data begin with them (RFC 854, 855, 2941, 2946): IAC(1) command(1), an
 * option(1), what is negotiated up to IAC SE. */
#include "print.h"

enum command { EOF_ = 236, SE = 240, SB = 250, WILL, WONT, DO, DONT, IAC };

#define AUTHENTICATION 37
#define ENCRYPT 38

static const struct bind telnet_on[] = { { BY_TCP, 23, 39 }, { 0 } };

static const char *const commands[] = {
	"EOF", "SUSP", "ABORT", "EOR", "SE", "NOP", "DMARK", "BRK", "IP", "AO", "AYT", "EC", "EL",
	"GA", "SB", "WILL", "WONT", "DO", "DONT", "IAC",
};

static const char *const options[] = {
	"BINARY", "ECHO", "RCP", "SUPPRESS GO AHEAD", "NAME", "STATUS", "TIMING MARK", "RCTE",
	"NAOL", "NAOP", "NAOCRD", "NAOHTS", "NAOHTD", "NAOFFD", "NAOVTS", "NAOVTD", "NAOLFD",
	"EXTEND ASCII", "LOGOUT", "BYTE MACRO", "DATA ENTRY TERMINAL", "SUPDUP", "SUPDUP OUTPUT",
	"SEND LOCATION", "TERMINAL TYPE", "END OF RECORD", "TACACS UID", "OUTPUT MARKING",
	"TTYLOC", "3270 REGIME", "X.3 PAD", "NAWS", "TSPEED", "LFLOW", "LINEMODE", "XDISPLOC",
	"OLD-ENVIRON", "AUTHENTICATION", "ENCRYPT", "NEW-ENVIRON",
};

static const struct word requests[] = {
	{ 0, "IS" }, { 1, "SEND" }, { 2, "INFO" }, { 0, NULL },
};

static const struct word auth_requests[] = {
	{ 0, "IS" }, { 1, "SEND" }, { 2, "REPLY" }, { 3, "NAME" }, { 0, NULL },
};

static const struct word auth_types[] = {
	{ 0, "NULL" }, { 1, "KERBEROS_V4" }, { 2, "KERBEROS_V5" }, { 3, "SPX" }, { 4, "MINK" },
	{ 5, "SRP" }, { 6, "RSA" }, { 7, "SSL" }, { 10, "LOKI" }, { 11, "SSA" }, { 12, "KEA_SJ" },
	{ 13, "KEA_SJ_INTEG" }, { 14, "DSS" }, { 15, "NTLM" }, { 0, NULL },
};

static const struct word encrypt_requests[] = {
	{ 0, "IS" }, { 1, "SUPPORT" }, { 2, "REPLY" }, { 3, "START" }, { 4, "END" },
	{ 5, "REQUEST-START" }, { 6, "REQUEST-END" }, { 7, "END_KEYID" }, { 8, "DEC_KEYID" },
	{ 0, NULL },
};

static const struct word encrypt_types[] = {
	{ 0, "NULL" }, { 1, "DES_CFB64" }, { 2, "DES_OFB64" }, { 3, "DES3_CFB64" },
	{ 4, "DES3_OFB64" }, { 6, "CAST5_40_CFB64" }, { 7, "CAST5_40_OFB64" },
	{ 8, "CAST128_CFB64" }, { 9, "CAST128_OFB64" }, { 0, NULL },
};

static void number(uint8_t v, struct obuf *o)
{
	if (v)
		ob_0x(o, v, 0);
	else
		ob_c(o, '0');
}

static void option_text(uint8_t option, struct obuf *o)
{
	if (option < sizeof(options) / sizeof(options[0]))
		ob_str(o, options[option]);
	else
		number(option, o);
}

/* The next byte, as a word or a number. */
static void word_text(struct view *v, const struct word *words, struct obuf *o)
{
	uint8_t b = view_u8(v);

	ob_c(o, ' ');
	if (word_of(words, b))
		ob_str(o, word_of(words, b));
	else
		number(b, o);
}

/* What stands between an option and IAC SE. */
static void negotiated(uint8_t option, struct view v, struct obuf *o)
{
	if (v.len)
		word_text(&v,
			  option == AUTHENTICATION ? auth_requests :
			  option == ENCRYPT	   ? encrypt_requests :
						     requests,
			  o);
	if (v.len && (option == AUTHENTICATION || option == ENCRYPT))
		word_text(&v, option == ENCRYPT ? encrypt_types : auth_types, o);
	while (v.len) {
		ob_c(o, ' ');
		number(view_u8(&v), o);
	}
}

/* Where IAC SE is, or the last byte: that is taken for half of it. */
static size_t negotiated_size(struct view *v)
{
	size_t at = 0;

	while (at + 1 < v->len && be16(view_at(v, at, 2)) != (IAC << 8 | SE) && view_left(v))
		at++;
	return at;
}

/* A command at the beginning; its size, 0: there is none, or not all of it. */
static size_t command_size(const struct pkt *pk, struct view v)
{
	uint8_t command;
	size_t n;

	if (!v.len || *view_at(&v, 0, 1) != IAC || v.len < 2)
		return 0;
	command = *view_at(&v, 1, 1);
	if (pk->failed)
		return 0;
	if (command == IAC)
		return 2;
	if (command < EOF_)
		return 0;
	if (command < SB)
		return 2;
	if (v.len < 3)
		return 0;
	view_at(&v, 2, 1);
	if (command != SB)
		return pk->failed ? 0 : 3;
	view_pass(&v, 3);
	n = negotiated_size(&v);
	return *view_at(&v, n, 1) == IAC ? n + 5 : 0;
}

static void command_text(struct view v, struct obuf *o)
{
	uint8_t command = v.p[1];

	ob_str(o, command == IAC ? "IAC " : "");
	ob_str(o, commands[command - EOF_]);
	if (command < SB || command == IAC)
		return;
	ob_c(o, ' ');
	option_text(v.p[2], o);
	if (command != SB)
		return;
	view_pass(&v, 3);
	negotiated(v.p[-1], view_limit(v, v.len - 2), o);
	ob_str(o, " SE");
}

static void telnet_print(struct pkt *pk, struct view v, struct obuf *o)
{
	const char *before = " [telnet ";
	size_t n;

	while (view_more(&v) && (n = command_size(pk, v))) {
		ob_str(o, before);
		before = ", ";
		command_text(view_limit(v, n), o);
		view_skip(&v, n);
	}
	if (*before == ',')
		ob_c(o, ']');
}

const struct printer printer_telnet = { .name = "telnet", .title = "Telnet", .on = telnet_on,
	.print = telnet_print, .whole = true };
