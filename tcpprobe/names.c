/* Names of TELNET options and commands (IANA: telnet-options), and their beginnings. */
#include <strings.h>

#include "telnet.h"

static const char *const options[] = {
	"BINARY", "ECHO", "RCP", "SUPPRESS GO AHEAD", "NAME", "STATUS", "TIMING MARK", "RCTE",
	"NAOL", "NAOP", "NAOCRD", "NAOHTS", "NAOHTD", "NAOFFD", "NAOVTS", "NAOVTD", "NAOLFD",
	"EXTEND ASCII", "LOGOUT", "BYTE MACRO", "DATA ENTRY TERMINAL", "SUPDUP", "SUPDUP OUTPUT",
	"SEND LOCATION", "TERMINAL TYPE", "END OF RECORD", "TACACS UID", "OUTPUT MARKING", "TTYLOC",
	"3270 REGIME", "X.3 PAD", "NAWS", "TSPEED", "LFLOW", "LINEMODE", "XDISPLOC", "OLD-ENVIRON",
	"AUTHENTICATION", "ENCRYPT", "NEW-ENVIRON",
};
#define OPTIONS (sizeof(options) / sizeof(*options))

static const char *const commands[] = {		/* from TC_EOF */
	"EOF", "SUSP", "ABORT", "EOR", "SE", "NOP", "DMARK", "BRK", "IP", "AO", "AYT", "EC", "EL",
	"GA", "SB", "WILL", "WONT", "DO", "DONT", "IAC",
};

const char *option_name(uint8_t option)
{
	return option < OPTIONS ? options[option] : NULL;
}

const char *command_name(uint8_t command)
{
	return command >= TC_EOF ? commands[command - TC_EOF] : NULL;
}

int name_find(const char *text, const char *(*name)(size_t i))
{
	size_t n = strlen(text);
	int found = -1;

	for (size_t i = 0; name(i); i++) {
		if (strncasecmp(name(i), text, n) != 0)
			continue;
		if (!name(i)[n])
			return (int)i;
		found = found == -1 ? (int)i : -2;
	}
	return found;
}

static const char *option_at(size_t i)
{
	return i < OPTIONS ? options[i] : NULL;
}

int option_find(const char *text)
{
	return name_find(text, option_at);
}
