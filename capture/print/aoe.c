/* ATA over Ethernet: version, flags(1) error(1) major(2) minor(1) command(1) tag(4), arguments. */
#include "print.h"

enum command { ATA, CONFIG, MASKS, RESERVE };

#define HEADER 10
#define ATA_LEN 12
#define CONFIG_LEN 8
#define STRING_MAX 1024
#define MASKS_LEN 4
#define DIRECTIVE_LEN 8
#define RESERVE_LEN 2
#define ERROR 0x04

static const struct bind aoe_on[] = { { BY_ETHER, 0x88a2, 0 }, { 0 } };

static const struct word flags[] = {
	{ 0x08, "Response" }, { ERROR, "Error" }, { 0x02, "MBZ-1" }, { 0x01, "MBZ-0" }, { 0, NULL },
};
static const struct word errors[] = {
	{ 1, "Unrecognized command code" }, { 2, "Bad argument parameter" },
	{ 3, "Device unavailable" }, { 4, "Config string present" }, { 5, "Unsupported version" },
	{ 6, "Target is reserved" }, { 0, NULL },
};
static const struct word commands[] = {
	{ ATA, "Issue ATA Command" }, { CONFIG, "Query Config Information" },
	{ MASKS, "MAC Mask List" }, { RESERVE, "Reserve/Release" }, { 0, NULL },
};
static const struct word ata_flags[] = {
	{ 0x80, "MBZ-7" }, { 0x40, "Ext48" }, { 0x20, "MBZ-5" }, { 0x10, "Device" },
	{ 0x08, "MBZ-3" }, { 0x04, "MBZ-2" }, { 0x02, "Async" }, { 0x01, "Write" }, { 0, NULL },
};
static const struct word config_commands[] = {
	{ 0, "read config string" }, { 1, "test config string" },
	{ 2, "test config string prefix" }, { 3, "set config string" },
	{ 4, "force set config string" }, { 0, NULL },
};
static const struct word mask_commands[] = {
	{ 0, "Read Mac Mask List" }, { 1, "Edit Mac Mask List" }, { 0, NULL },
};
static const struct word mask_errors[] = {
	{ 1, "Unspecified Error" }, { 2, "Bad DCmd directive" }, { 3, "Mask list full" },
	{ 0, NULL },
};
static const struct word directives[] = {
	{ 0, "No Directive" }, { 1, "Add mac address to mask list" },
	{ 2, "Delete mac address from mask list" }, { 0, NULL },
};
static const struct word reserve_commands[] = {
	{ 0, "Read reserve list" }, { 1, "Set reserve list" }, { 2, "Force set reserve list" },
	{ 0, NULL },
};

static void word(struct obuf *o, const char *what, const struct word *words, uint8_t v)
{
	const char *name = word_of(words, v);

	ob_str(o, what);
	if (name) {
		ob_str(o, name);
		return;
	}
	ob_str(o, "Unknown (");
	ob_0x(o, v, 2);
	ob_c(o, ')');
}

/* Each of them returns false where it is wrong. */
static bool ata(struct view *v, struct obuf *o)
{
	static const char *const fields[] = { ", Err/Feature: ", ", Sector Count: ",
		", Cmd/Status: ", "\n\tlba0: ", ", lba1: ", ", lba2: ", ", lba3: ", ", lba4: ",
		", lba5: " };
	uint8_t b;

	if (v->len < ATA_LEN)
		return false;
	b = view_u8(v);
	ob_str(o, "\n\tAFlags: [");
	ob_bits(o, ata_flags, b, ", ", "none");
	ob_c(o, ']');
	for (unsigned i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		b = view_u8(v);
		ob_str(o, fields[i]);
		ob_u(o, b);
	}
	view_skip(v, 2);
	if (v->len)
		ob_num(o, "\n\tData: ", v->len, " bytes");
	return true;
}

static bool config(struct view *v, struct obuf *o)
{
	const uint8_t *p;
	uint16_t n;

	if (v->len < CONFIG_LEN)
		return false;
	p = view_bytes(v, 2);
	ob_num(o, "\n\tBuffer Count: ", be16(p), "");
	p = view_bytes(v, 2);
	ob_num(o, ", Firmware Version: ", be16(p), "");
	p = view_bytes(v, 1);
	ob_num(o, ", Sector Count: ", p[0], "");
	p = view_bytes(v, 1);
	ob_num(o, ", AoE: ", p[0] >> 4, ", CCmd: ");
	ob_str(o, word_of(config_commands, p[0] & 15) ? word_of(config_commands, p[0] & 15) :
							"Unknown (0x02x)");
	n = be16(view_bytes(v, 2));
	if (n > v->len || n > STRING_MAX)
		return false;
	if (n) {
		ob_num(o, "\n\tConfig String (length ", n, "): ");
		for (unsigned i = 0; i < n; i++)
			ob_vis(o, view_u8(v));
	}
	return true;
}

static bool masks(struct pkt *pk, struct view *v, struct obuf *o)
{
	const uint8_t *p;
	unsigned n;

	if (v->len < MASKS_LEN)
		return false;
	view_skip(v, 1);
	p = view_bytes(v, 1);
	word(o, "\n\tMCmd: ", mask_commands, p[0]);
	p = view_bytes(v, 1);
	word(o, ", MError: ", mask_errors, p[0]);
	p = view_bytes(v, 1);
	n = p[0];
	ob_num(o, ", Dir Count: ", n, "");
	if (v->len < n * DIRECTIVE_LEN)
		return false;
	for (; n && pkt_step(pk); n--) {
		view_skip(v, 1);
		p = view_bytes(v, 1);
		word(o, "\n\t DCmd: ", directives, p[0]);
		p = view_bytes(v, 6);
		ob_str(o, ", Ethernet Address: ");
		names_mac(pk, o, p);
	}
	return true;
}

static bool reserve(struct pkt *pk, struct view *v, struct obuf *o)
{
	const uint8_t *p;
	unsigned n;

	if (v->len < RESERVE_LEN || (v->len - RESERVE_LEN) % 6)
		return false;
	p = view_bytes(v, 1);
	word(o, "\n\tRCmd: ", reserve_commands, p[0]);
	p = view_bytes(v, 1);
	n = p[0];
	ob_num(o, ", NMacs: ", n, "");
	if (v->len != n * 6)
		return false;
	for (unsigned i = 0; i < n && pkt_step(pk); i++) {
		p = view_bytes(v, 6);
		ob_num(o, "\n\tEthernet Address ", i, ": ");
		names_mac(pk, o, p);
	}
	return true;
}

static bool body(struct pkt *pk, struct view *v, uint8_t b, struct obuf *o)
{
	const uint8_t *p;
	uint8_t command;

	view_skip(v, 1);
	p = view_bytes(v, 1);
	if (b & ERROR) {
		ob_str(o, "\n\tError: ");
		ob_word(o, errors, p[0], "Invalid (", ")");
	}
	p = view_bytes(v, 2);
	ob_str(o, "\n\tMajor: ");
	ob_0x(o, be16(p), 4);
	p = view_bytes(v, 1);
	ob_str(o, ", Minor: ");
	ob_0x(o, p[0], 2);
	command = view_u8(v);
	word(o, ", Command: ", commands, command);
	p = view_bytes(v, 4);
	ob_str(o, ", Tag: ");
	ob_0x(o, be32(p), 8);
	switch (command) {
	case ATA:
		return ata(v, o);
	case CONFIG:
		return config(v, o);
	case MASKS:
		return masks(pk, v, o);
	case RESERVE:
		return reserve(pk, v, o);
	default:
		return true;
	}
}

static void aoe_print(struct pkt *pk, struct view v, struct obuf *o)
{
	bool good = v.len;
	uint8_t b;

	ob_num(o, "AoE length ", v.len, "");
	if (good) {
		b = *view_at(&v, 0, 1);
		ob_num(o, ", Ver ", b >> 4, "");
		if (b >> 4 != 1)
			return;
		good = v.len >= HEADER;
		if (good) {
			ob_str(o, ", Flags: [");
			ob_bits(o, flags, b & 15, ", ", "none");
			ob_c(o, ']');
			if (!pk->show->v)
				return;
			good = body(pk, &v, b, o);
		}
	}
	if (!good) {
		ob_str(o, " (invalid)");
		view_need(&v, v.len);
	}
}

const struct printer printer_aoe = { .name = "aoe", .title = "ATA over Ethernet", .on = aoe_on,
	.print = aoe_print, .whole = true };
